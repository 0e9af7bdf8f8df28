//! Why an answer is as it is, as people read it. Asks nothing.

use dateline::search::{Explained, ExplainedHit, ExplainedPattern, KindredWord, PartScore, SoughtWord};

use super::terminal::{FAINT, count, number, width};
use super::wrap::{clean, styled, wrap};

/// Parts of a score that are told; of more, those that gave most, and what the others gave together.
const PARTS: usize = 12;
/// Digits behind the point that are shown of scores.
const DIGITS: u32 = 2;

/// What a query was read as, the words of its patterns, those of what hits are to resemble, and those that count besides.
pub fn plan(explained: &Explained) -> String {
    let mut lines = paragraph(&format!("Read as: {}", explained.read_as));
    explained.patterns.iter().for_each(|pattern| lines += &paragraph(&words(pattern)));
    lines += &explained.least.map(|least| paragraph(&sought(&explained.sought, least))).unwrap_or_default();
    if !explained.kindred.is_empty() {
        lines += &paragraph(&in_common(&explained.kindred));
    }
    lines + "\n"
}

/// `steuer* stands for 3 words: steuer 12, steuern 5, steuerreform 1`
fn words(pattern: &ExplainedPattern) -> String {
    let of_word = |count: &dateline::search::WordCount| format!("{} {}", count.word, number(count.articles));
    let shown: Vec<String> = pattern.commonest.iter().map(of_word).collect();
    let more = match pattern.words - shown.len() {
        0 => String::new(),
        more => format!(" and {} more", number(more as u64)),
    };
    match (pattern.words, &shown[..]) {
        (0, _) => format!("{} stands for no word of the index", pattern.pattern),
        (1, [only]) => format!("{} stands for {only}", pattern.pattern),
        (all, shown) => {
            format!(
                "{} stands for {} words (with articles): {}{more}",
                pattern.pattern,
                number(all as u64),
                shown.join(", ")
            )
        }
    }
}

/// `score 7.31 = 1.60 for the whole article (kabul in any form 1.05 + fell in any form 0.55) + 5.71 for its best passage (…)`
pub fn hit(explained: &ExplainedHit, score: f64, is_likeness: bool) -> String {
    let explained = explained.clone().with_digits(score, DIGITS);
    let ExplainedHit { article, parts, passage, second, kindred, kindred_parts, aged, .. } = &explained;
    let (name, of_article, of_passage) = match is_likeness {
        true => ("likeness", "by words that both have", "by words that both have"),
        false => ("score", "for the whole article", "for its best passage"),
    };
    let mut sum = Vec::new();
    if *article != 0.0 {
        sum.push(format!("{article:.2} {of_article}{}", in_parentheses(listed(parts))));
    }
    if *passage != 0.0 {
        sum.push(format!("{passage:.2} {of_passage}{}", in_parentheses(of_its_passage(&explained))));
    }
    if *second != 0.0 {
        sum.push(format!("{second:.2} for its second best passage"));
    }
    if *kindred != 0.0 {
        sum.push(format!("{kindred:.2} for words of the best passages{}", in_parentheses(listed(kindred_parts))));
    }
    let less = if *aged == 0.0 { String::new() } else { format!(" - {:.2} for its age", -aged) };
    let sum = if sum.is_empty() { String::new() } else { format!(" = {}", sum.join(" + ")) };
    format!("{name} {score:.2}{sum}{less}")
}

/// What adds up to what a passage gives.
fn of_its_passage(explained: &ExplainedHit) -> Vec<String> {
    let ExplainedHit { passage_parts, near, lacking, place, passage_number, covered, of, .. } = explained;
    let mut terms = listed(passage_parts);
    if *near != 0.0 {
        terms.push(format!("+ {near:.2} for words near each other"));
    }
    if *lacking != 0.0 {
        terms.push(format!("- {:.2} as it has {covered} of {of} parts", -lacking));
    }
    if let Some(number) = passage_number.filter(|_| *place != 0.0) {
        terms.push(format!("- {:.2} as {} before it", -place, stand(number - 1)));
    }
    terms
}

/// `1 passage stands`, `2 passages stand`
fn stand(passages: usize) -> String {
    format!("{} {}", count(passages as u64, "passage"), if passages == 1 { "stands" } else { "stand" })
}

/// The terms of a sum, each with its sign but for the first.
fn listed(parts: &[PartScore]) -> Vec<String> {
    let mut parts: Vec<(&str, f64)> = parts.iter().map(|part| (part.part.as_str(), part.score)).collect();
    let mut others = Vec::new();
    if parts.len() > PARTS {
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        others = parts.split_off(PARTS - 1);
    }
    let term =
        |(at, (part, score)): (usize, &(&str, f64))| format!("{}{part} {score:.2}", if at > 0 { "+ " } else { "" });
    let mut terms: Vec<String> = parts.iter().enumerate().map(term).collect();
    if !others.is_empty() {
        let sum: f64 = others.iter().map(|(_, score)| score).sum();
        terms.push(format!("+ {sum:.2} for {} others", others.len()));
    }
    terms
}

fn in_parentheses(terms: Vec<String>) -> String {
    if terms.is_empty() { String::new() } else { format!(" ({})", terms.join(" ")) }
}

/// `Looked for 40 words (with their share of the weight), at least 20% of the weight: taliban 6.1%, …`
fn sought(words: &[SoughtWord], least: f64) -> String {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let listed: Vec<String> = words.iter().map(|word| format!("{} {}", word.word, percent(word.weight))).collect();
    let (number, least) = (count(words.len() as u64, "word"), percent(least));
    format!("Looked for {number} by weight, of which {least} must be there: {}", listed.join(", "))
}

/// `Words of the best passages count too (with how many of these have them): taliban 21, kabul 17, …`
fn in_common(words: &[KindredWord]) -> String {
    let listed: Vec<String> = words.iter().map(|word| format!("{} {}", word.word, word.passages)).collect();
    format!("Words of the best passages count too (with how many of these have them): {}", listed.join(", "))
}

fn paragraph(text: &str) -> String {
    let text = clean(text);
    let lines = wrap(&text, width());
    lines.into_iter().map(|line| format!("{}\n", styled(&text[line], FAINT))).collect()
}
