//! What is written into the properties of a document, by people and by the programs that they use: which titles and names are real. Knows no format.

/// Titles that programs give when nobody else does.
const PLACEHOLDERS: [&str; 12] = [
    "untitled",
    "untitled document",
    "untitled-1",
    "unspecified",
    "no title",
    "none",
    "title",
    "word document",
    "powerpoint presentation",
    "print",
    "layout 1",
    "new document",
];

/// Names that programs give to authors.
const NOBODY: [&str; 14] = [
    "user",
    "windows user",
    "microsoft office user",
    "microsoft account",
    "administrator",
    "admin",
    "anonymous",
    "unknown",
    "unspecified",
    "python-docx",
    "owner",
    "default",
    "root",
    "author",
];

/// Extensions of the files that documents are made from; a title that ends so is a file's name.
const FILES: [&str; 20] = [
    "doc", "docx", "docm", "dot", "odt", "rtf", "txt", "pdf", "indd", "qxd", "qxp", "pmd", "p65", "eps", "ps", "html",
    "htm", "tex", "dvi", "wpd",
];

/// Words that a program puts before the file's name that it then calls a title.
const PROGRAMS: [&str; 5] = ["microsoft word - ", "microsoft word -", "microsoft powerpoint - ", "http://", "https://"];

/// The title, unless it is a placeholder or the name of a file.
pub(super) fn real_title(title: &str) -> Option<String> {
    let title = plain(title);
    let lower = title.to_lowercase();
    let is_file = lower.rsplit_once('.').is_some_and(|(_, extension)| FILES.contains(&extension));
    let is_numbered = |word: &str| {
        lower.strip_prefix(word).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || " -_".contains(c)))
    };
    let has_word = title.chars().filter(|letter| letter.is_alphabetic()).nth(1).is_some();
    let bare = lower.trim_matches(['(', ')', '[', ']', '<', '>']);
    let is_none = PLACEHOLDERS.contains(&bare)
        || NOBODY.contains(&bare)
        || PROGRAMS.iter().any(|program| lower.starts_with(program))
        || ["document", "dokument", "slide", "page", "seite", "scan"].iter().any(|word| is_numbered(word));
    (has_word && !is_file && !is_none).then_some(title)
}

/// The authors, as far as they have names of their own.
pub(super) fn real_authors(authors: &str) -> Vec<String> {
    let names = authors.split([';', '\n']).map(plain);
    let is_somebody = |name: &String| {
        let lower = name.to_lowercase();
        name.chars().any(char::is_alphabetic) && !NOBODY.contains(&lower.trim_matches(['(', ')']))
    };
    names.filter(is_somebody).collect()
}

/// Keywords as they are listed: between semicolons if there are any, else between commas.
pub(super) fn keywords(list: &str) -> Vec<String> {
    let between = if list.contains(';') { ';' } else { ',' };
    list.split([between, '\n']).map(plain).filter(|word| !word.is_empty()).collect()
}

/// On one line, without control characters.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_no_titles() {
        for title in [
            "",
            " ",
            "Untitled",
            "Microsoft Word - Kabul falls",
            "kabul_v3_FINAL.docx",
            "A1.indd",
            "Document 3",
            "document",
            "12",
            "(anonymous)",
            "(unspecified)",
            "http://a.example/print?x=1",
        ] {
            assert_eq!(real_title(title), None, "{title}");
        }
        for title in ["Kabul falls", "Documents show fraud", "Page turned", "U.S.", "Why Kabul fell to St. Paul"] {
            assert_eq!(real_title(&format!(" {title}\n")).as_deref(), Some(title));
        }
    }

    #[test]
    fn authors_and_keywords_are_lists() {
        assert_eq!(real_authors("Anna Bell; User;  Bo  Li"), ["Anna Bell", "Bo Li"]);
        assert_eq!(real_authors("python-docx"), [""; 0]);
        assert_eq!(keywords("Kabul, Taliban,"), ["Kabul", "Taliban"]);
        assert_eq!(keywords("Kabul, Afghanistan; Taliban"), ["Kabul, Afghanistan", "Taliban"]);
    }
}
