//! Why an answer is as it is, as people read it. Asks nothing.

use dateline::search::{Explained, ExplainedHit, ExplainedPattern};

use super::terminal::{FAINT, number, width};
use super::wrap::{clean, styled, wrap};

/// What a query was read as, and the words of its patterns.
pub fn plan(explained: &Explained) -> String {
    let mut lines = paragraph(&format!("Read as: {}", explained.read_as));
    explained.patterns.iter().for_each(|pattern| lines += &paragraph(&words(pattern)));
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

/// `score 7.31: best passage 5.71 with 2 of 2 parts; article 3.2 = kabul in any form 2.1 + fell in any form 1.1`
pub fn hit(explained: &ExplainedHit, score: f64) -> String {
    let ExplainedHit { article, parts, passage, covered, of } = explained;
    let parts: Vec<String> = parts.iter().map(|part| format!("{} {:.2}", part.part, part.score)).collect();
    let sum = if parts.is_empty() { String::new() } else { format!(" = {}", parts.join(" + ")) };
    let passage = format!("best passage {passage:.2} with {covered} of {of} parts");
    format!("score {score:.2}: {passage}; article {article:.2}{sum}")
}

fn paragraph(text: &str) -> String {
    let text = clean(text);
    let lines = wrap(&text, width());
    lines.into_iter().map(|line| format!("{}\n", styled(&text[line], FAINT))).collect()
}
