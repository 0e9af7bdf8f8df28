//! A row of a table as RFC 4180 has it, which no spreadsheet takes for a formula. Knows no columns.

use dateline::calendar::Precision;
use dateline::search::MainActor;

/// What spreadsheets take for the beginning of a formula, also in its wide form.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A row with these texts.
pub fn row(texts: &[String]) -> String {
    let cells: Vec<String> = texts.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

/// A cell with this text. A formula that an article brings could call up addresses and send away what is beside it, so that an apostrophe makes a text
/// of it.
pub fn cell(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    let plain = !text.contains(['"', ',', '\n', '\r']);
    if plain { format!("{guard}{text}") } else { format!("\"{guard}{}\"", text.replace('"', "\"\"")) }
}

/// Several texts in one cell.
pub fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().collect::<Vec<_>>().join("; ")
}

/// How precisely a date is known, as JSON has it; nothing where it is not known at all.
pub fn precision(precision: Option<Precision>) -> String {
    let name = precision.and_then(|precision| serde_json::to_value(precision).ok());
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_string()
}

/// The names of actors in one cell.
pub fn actors(actors: &[MainActor]) -> String {
    list(actors.iter().map(|actor| actor.name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula() {
        let texts = ["a", "a=b", "=1+1", "-30 degrees", "@x", "\t=x", "＝x", "+\"a\", b", ""];
        let cells = texts.map(cell);
        let expected = ["a", "a=b", "'=1+1", "'-30 degrees", "'@x", "'\t=x", "'＝x", "\"'+\"\"a\"\", b\"", ""];
        assert_eq!(cells, expected);
        assert_eq!(row(&["a\nb".to_string(), "c".to_string()]), "\"a\nb\",c\r\n");
    }
}
