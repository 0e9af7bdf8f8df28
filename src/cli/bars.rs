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

/// Numbers as columns of eight heights, side by side; a dot for nought. Whatever is counted can be seen.
pub fn sparkline(numbers: &[u64]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let greatest = numbers.iter().copied().max().unwrap_or_default().max(1);
    let height = |number: u64| (number as f64 / greatest as f64 * 8.0).ceil() as usize;
    numbers.iter().map(|&number| height(number).checked_sub(1).map_or('·', |at| HEIGHTS[at.min(7)])).collect()
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
        assert_eq!(sparkline(&[0, 1, 500, 999, 1000]), "·▁▄██");
        assert_eq!(sparkline(&[0, 0]), "··");
    }
}
