//! Bars of numbers, for tables. Knows no facet and no date.

use super::terminal::PLACE;
use super::wrap::styled;

/// A bar in eighths of a column, `columns` long for the greatest number. Whatever is counted can be seen.
pub fn bar(number: u64, greatest: u64, columns: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if number == 0 {
        return String::new();
    }
    let eighths = (number as f64 / greatest.max(1) as f64 * (columns * 8) as f64).round().max(1.0) as usize;
    "█".repeat(eighths / 8) + PARTS[eighths % 8]
}

/// A row of a table with its bar in the colour of places; without a bar nothing hangs over.
pub fn row(cells: &str, bar: &str) -> String {
    if bar.is_empty() { format!("  {cells}\n") } else { format!("  {cells}  {}\n", styled(bar, PLACE)) }
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
