//! The form of a name under which names are compared. Knows nothing of who is named.

use super::fold::fold;
use super::tokens::scan;

/// The folded words of a name with one blank between them: the same for two names that differ only in case, accents, apostrophes, hyphens and the
/// like. A name without any word is its own lower-case form.
///
/// ```
/// use dateline::text::folded_name;
/// assert_eq!(folded_name("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
/// assert_eq!(folded_name("  AL-JAZEERA "), folded_name("Al Jazeera"));
/// ```
pub fn folded_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    scan(name, 0..name.len(), |start, end| {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&fold(&name[start..end]));
    });
    if folded.is_empty() { name.trim().to_lowercase() } else { folded }
}
