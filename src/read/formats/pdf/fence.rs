//! A thread of its own for what strangers' code does with strangers' files: its stack is large, and when it panics, only it ends. Knows no PDF.

use std::sync::Once;
use std::thread::Builder;

/// Enough for the deepest nesting that the parser allows, many times over.
const STACK: usize = 32 << 20;
const NAME: &str = "dateline-fence";

static QUIET: Once = Once::new();

/// What `work` returns, or nothing when it panicked or no thread could be had.
pub(super) fn fenced<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    QUIET.call_once(|| {
        let shout = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A panic behind the fence is a fact about a file, told as its skip.
            if std::thread::current().name() != Some(NAME) {
                shout(panic);
            }
        }));
    });
    std::thread::scope(|scope| {
        let thread = Builder::new().name(NAME.to_string()).stack_size(STACK).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_behind_the_fence() {
        assert_eq!(fenced(|| 1 + 1), Some(2));
        assert_eq!(fenced(|| -> u8 { panic!("a broken file") }), None);
    }
}
