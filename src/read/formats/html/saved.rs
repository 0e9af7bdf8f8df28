//! The marks that programs leave in pages which they save: from where, and perhaps when. Browsers write `saved from url=(0025)https://…`, SingleFile
//! writes `Page saved with SingleFile url: …`, HTTrack `Mirrored from … by HTTrack`.

/// How much of a page is looked at.
const HEAD: usize = 4 << 10;

/// The address from which a page was saved, and when, unparsed.
pub(super) fn mark(html: &str) -> (Option<String>, Option<String>) {
    let head = &html[..(0..=HEAD.min(html.len())).rev().find(|&end| html.is_char_boundary(end)).unwrap_or(0)];
    let comments = head.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next());
    for comment in comments {
        if let Some((_, rest)) = comment.split_once("saved from url=(") {
            return (rest.split_once(')').and_then(|(_, url)| address(url)), None);
        }
        if let Some((_, rest)) = comment.split_once("Page saved with SingleFile") {
            let url = rest.split_once("url:").and_then(|(_, url)| address(url));
            let date = rest.split_once("saved date:").and_then(|(_, date)| date.lines().next());
            return (url, date.map(|date| date.trim().to_string()));
        }
        if let Some((_, rest)) = comment.split_once("Mirrored from ") {
            let Some((from, by)) = rest.split_once(" by ") else { continue };
            let date = by.split_once("], ").map(|(_, date)| date.trim().to_string());
            return (address(&format!("http://{}", from.trim().trim_start_matches("http://"))), date);
        }
    }
    (None, None)
}

fn address(text: &str) -> Option<String> {
    let url = text.split_whitespace().next()?;
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, url: &str, date: &str) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_string());
        assert_eq!(mark(html), (text(url), text(date)), "{html}");
    }

    #[test]
    fn each_program_has_its_mark() {
        check(
            "<!DOCTYPE html>\n<!-- saved from url=(0022)https://a.example/kabul -->\n<html>",
            "https://a.example/kabul",
            "",
        );
        check(
            "<html><!--\n Page saved with SingleFile \n url: https://a.example/b \n saved date: Sun Aug 15 2021 10:00:00 GMT+0200\n-->",
            "https://a.example/b",
            "Sun Aug 15 2021 10:00:00 GMT+0200",
        );
        check(
            "<!-- Mirrored from a.example/c.html by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 15 Aug 2021 08:00:00 GMT -->",
            "http://a.example/c.html",
            "Sun, 15 Aug 2021 08:00:00 GMT",
        );
        check("<!-- saved from url=(0014)about:internet -->", "", "");
        check("<html>", "", "");
    }
}
