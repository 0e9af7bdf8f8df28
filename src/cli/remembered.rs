//! What an index remembers of how its folders are read, as options that can be typed. Reads no index.

use std::collections::BTreeMap;

use dateline::index::{OptionChange, Root, RootOptions};

use super::terminal::{NOTE, complain, count, current_folder, record};
use super::typed::quoted;
use super::wrap::{clean, styled};

/// Says which options hold that were not typed now: what is not seen must not surprise.
pub fn tell(roots: &[Root], change: &OptionChange) {
    let typed = options(&change.apply(&RootOptions::default()));
    let mut remembered: BTreeMap<String, Vec<&Root>> = BTreeMap::new();
    for root in roots {
        let options: Vec<String> =
            options(&root.options).into_iter().filter(|option| !typed.contains(option)).collect();
        if !options.is_empty() {
            remembered.entry(options.join(" ")).or_default().push(root);
        }
    }
    for (options, roots) in remembered {
        let which = match roots.as_slice() {
            [root] => record(&root.path.to_string_lossy(), &current_folder()),
            roots => count(roots.len() as u64, "root"),
        };
        complain(&format!(
            "{}: read as before with {}: {which} (--forget-options undoes it)",
            styled("note", NOTE),
            clean(&options)
        ));
    }
}

/// The options that make a root be read so.
fn options(options: &RootOptions) -> Vec<String> {
    let usual = RootOptions::default().limits;
    let RootOptions { exclude, hidden, follow_links, input_format, map, limits } = options;
    let mut words: Vec<String> = exclude.iter().map(|pattern| format!("--exclude {}", quoted(pattern))).collect();
    words.extend(hidden.then(|| "--hidden".to_string()));
    words.extend(follow_links.then(|| "--follow-links".to_string()));
    words.extend(input_format.iter().map(|name| format!("--input-format {name}")));
    words.extend((!map.is_empty()).then(|| format!("--map {}", quoted(&map.join(",")))));
    let sizes = [
        ("record", limits.record, usual.record),
        ("file", limits.text, usual.text),
        ("unpacked", limits.unpacked, usual.unpacked),
    ];
    let counts = [
        ("nesting", limits.nesting as u64, usual.nesting as u64),
        ("ratio", limits.ratio, usual.ratio),
        ("depth", limits.depth as u64, usual.depth as u64),
        ("open-tags", limits.html_depth as u64, usual.html_depth as u64),
    ];
    let is_moved = |(_, now, usual): &(&str, u64, u64)| now != usual;
    words.extend(sizes.into_iter().filter(is_moved).map(|(name, now, _)| format!("--max-{name} {}", size(now))));
    words.extend(counts.into_iter().filter(is_moved).map(|(name, now, _)| format!("--max-{name} {now}")));
    words
}

/// A number of bytes in the largest unit that shows it exactly.
fn size(bytes: u64) -> String {
    let units = [(30, "G"), (20, "M"), (10, "k")];
    let unit = units.iter().find(|(bits, _)| bytes > 0 && bytes.trailing_zeros() >= *bits);
    unit.map_or(bytes.to_string(), |(bits, letter)| format!("{}{letter}", bytes >> bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_can_be_typed_again() {
        let mut read = RootOptions { exclude: vec!["*.bak".into()], follow_links: true, ..RootOptions::default() };
        read.limits.record = 200 << 20;
        read.limits.nesting = 7;
        read.limits.html_depth = 2048;
        read.map = vec!["title=Head line".into(), "text=Body".into()];
        let shown = options(&read).join(" ");
        assert_eq!(
            shown,
            "--exclude '*.bak' --follow-links --map 'title=Head line,text=Body' --max-record 200M --max-nesting 7 --max-open-tags 2048"
        );
        assert!(options(&RootOptions::default()).is_empty());
    }
}
