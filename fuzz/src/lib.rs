//! What every target does: reads bytes as dateline reads a file, and checks what must hold of whatever comes out. Knows no format.

use std::ops::ControlFlow;

use dateline::read::{Limits, Reading, format_by_name, read_bytes};

/// Small enough that limits are met.
const LIMITS: Limits =
    Limits { record: 1 << 16, text: 1 << 20, nesting: 3, depth: 64, html_depth: 128, unpacked: 4 << 20, ratio: 100 };

/// Reads bytes in the format of that name.
pub fn format(name: &str, bytes: &[u8]) {
    let format = format_by_name(name).expect("the target is called as its format");
    read("file", bytes, Some(format));
}

/// Reads bytes as the file of that name, in the format or container that they look like.
pub fn file(name: &str, bytes: &[u8]) {
    read(name, bytes, None);
}

fn read(name: &str, bytes: &[u8], format: Option<&'static dateline::read::Format>) {
    let mut outcomes = 0;
    let reading = Reading { format, limits: LIMITS, ..Reading::default() };
    let _ = read_bytes(name, bytes, &reading, &mut |outcome| {
        outcomes += 1;
        if let Ok(article) = outcome {
            assert!(!article.is_empty());
            assert!(!article.body.contains('\r') && !article.title.contains('\r'));
        }
        ControlFlow::Continue(())
    });
    assert!(outcomes > 0, "nothing vanishes");
}
