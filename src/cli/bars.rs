//! Bars of numbers, for tables. Knows no facet and no date.

/// A bar in eighths of a column, `columns` long for the greatest number. Whatever is counted can be seen.
pub fn bar(number: u64, greatest: u64, columns: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if number == 0 {
        return String::new();
    }
    let eighths = (number as f64 / greatest.max(1) as f64 * (columns * 8) as f64).round().max(1.0) as usize;
    "█".repeat(eighths / 8) + PARTS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_numbers_are_great() {
        let shown = [0, 1, 64, 128].map(|number| bar(number, 128, 4));
        assert_eq!(shown, ["", "▏", "██", "████"]);
        assert_eq!(bar(1, 100_000, 4), "▏");
    }
}
