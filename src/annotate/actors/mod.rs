//! Who an article speaks of: people, organisations and places, each mention with the actor behind it.
//! Knows the words of one article and a gazetteer; no index, no other article.

mod document;
mod gazetteer;
mod loud;
mod names;
mod opening;
mod people;
mod reading;
mod salience;
mod senses;
mod short_forms;
mod spans;
pub mod tagger;
mod vocabulary;
mod words;

use super::Mention;
use crate::text::{Lexicon, Span, Token};
use document::Document;
use loud::{SmallWords, joined};
use names::{BODY, TITLE};
use opening::Opening;
use reading::{Reading, is_english};
use spans::Finder;
use tagger::Text;

pub use salience::{MainActor, main_actors};
pub use vocabulary::Vocabulary;

/// The name under which dateline knows an actor that is also called `written`: "United States" for "U.S.", in whatever case.
///
/// ```
/// assert_eq!(dateline::annotate::canonical_name("u.s."), Some("United States"));
/// ```
pub fn canonical_name(written: &str) -> Option<&'static str> {
    gazetteer::Gazetteer::get().canonical(written)
}

/// The actors that an article names: first those of its title, then those of its body, each in the order of the text and none
/// within another. Ranges are bytes of `title` and `body`.
///
/// `sentences` are the body's, together they have all of `body_tokens`; the tokens are those of `lexicon`, and `vocabulary` has met no other. `language` is
/// the article's, where it could be told.
pub fn actors(
    title: &str,
    title_tokens: &[Token],
    body: &str,
    body_tokens: &[Token],
    sentences: &[Span],
    lexicon: &Lexicon,
    vocabulary: &mut Vocabulary,
    language: Option<&str>,
) -> (Vec<Mention>, Vec<Mention>) {
    let headline = [Span { start: 0, end: title.len(), first_token: 0, last_token: title_tokens.len() }];
    let texts = [
        Text { text: body, tokens: body_tokens, sentences },
        Text { text: title, tokens: title_tokens, sentences: &headline },
    ];
    texts.iter().for_each(|text| vocabulary.meet(text.tokens, lexicon));
    let Vocabulary { tagger, words } = vocabulary;
    let readings = texts.map(|text| Reading::new(text.text, text.tokens, lexicon, words));
    let is_english = language.map_or_else(|| is_english(&readings[BODY]), |language| language == "en");
    let loud = [BODY, TITLE].map(|text| {
        let is_loud = |sentence: &Span| !is_english || readings[text].is_loud(*sentence);
        texts[text].sentences.iter().map(is_loud).collect::<Vec<_>>()
    });
    let mut pieces = Vec::new();
    if is_english {
        for (text, tagged) in tagger.tag(&texts, lexicon).iter().enumerate() {
            Finder::new(text, &readings[text], &mut pieces).find(texts[text].sentences, |n| loud[text][n], tagged);
        }
    }
    let opening = Opening::new(&readings[BODY]);
    pieces.retain(|piece| piece.text != BODY || !opening.reports(piece.first, piece.last));
    let mut document = Document::new(&readings, lexicon, pieces, opening.behind_byline());
    let mut mentions = document.mentions();
    let mut small = SmallWords::default();
    for text in [BODY, TITLE] {
        let mut sure = Vec::new();
        for (sentence, is_loud) in texts[text].sentences.iter().zip(&loud[text]) {
            if *is_loud || text == TITLE && readings[TITLE].is_title_case(*sentence) {
                document.loud_mentions(text, *sentence, &mut small, &mut sure);
            }
        }
        mentions[text] = joined(sure, std::mem::take(&mut mentions[text]));
    }
    let [body, title] = mentions;
    (title, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::ActorKind;
    use crate::text::{paragraphs, sentences};

    fn tag(title: &str, body: &str) -> (Vec<Mention>, Vec<Mention>) {
        let mut lexicon = Lexicon::default();
        let (title_tokens, body_tokens) = (lexicon.tokenize(title), lexicon.tokenize(body));
        let spans: Vec<Span> =
            paragraphs(body, &body_tokens).into_iter().flat_map(|p| sentences(body, &body_tokens, p)).collect();
        actors(title, &title_tokens, body, &body_tokens, &spans, &lexicon, &mut Vocabulary::default(), None)
    }

    fn show(text: &str, mentions: &[Mention]) -> Vec<String> {
        let shown = |mention: &Mention| {
            let kind = match mention.kind {
                ActorKind::Person => "PER",
                ActorKind::Organisation => "ORG",
                ActorKind::Place => "LOC",
            };
            let written = &text[mention.range.clone()];
            if written == mention.actor {
                format!("{kind} {written}")
            } else {
                format!("{kind} {written} = {}", mention.actor)
            }
        };
        mentions.iter().map(shown).collect()
    }

    /// `expected` has the mentions of the body, as `KIND text` or `KIND text = actor`.
    fn check(body: &str, expected: &[&str]) {
        assert_eq!(show(body, &tag("", body).1), expected, "{body}");
    }

    #[test]
    fn titles_and_adjectives_are_not_part_of_a_name() {
        check(
            "Russian Foreign Minister Sergey Lavrov met UN Secretary-General Antonio Guterres.",
            &["PER Sergey Lavrov", "ORG UN = United Nations", "PER Antonio Guterres"],
        );
        check(
            "Secretary of State Antony Blinken and former US President Donald Trump spoke to Gen. J. Smith.",
            &["PER Antony Blinken", "LOC US = United States", "PER Donald Trump", "PER J. Smith"],
        );
        check("He saw Mr Naim, a spokesman, on Monday in the Islamic world.", &["PER Naim"]);
    }

    #[test]
    fn a_short_form_means_the_long_form_of_the_article() {
        check(
            "Zamir Kabulov came. “Yes,” Kabulov said. Later Mr. Kabulov and Lt. Gen. Amir Khan Muttaqi left; Muttaqi’s men stayed.",
            &[
                "PER Zamir Kabulov",
                "PER Kabulov = Zamir Kabulov",
                "PER Kabulov = Zamir Kabulov",
                "PER Amir Khan Muttaqi",
                "PER Muttaqi = Amir Khan Muttaqi",
            ],
        );
        check(
            "Gordon Brown met Loretta E. Lynch. Brown said that Ms Lynch had left.",
            &[
                "PER Gordon Brown",
                "PER Loretta E. Lynch = Loretta Lynch",
                "PER Brown = Gordon Brown",
                "PER Lynch = Loretta Lynch",
            ],
        );
        check(
            "Ursula von der Leyen saw Tung Chee-hwa and Raed al-Saleh. The aid, al-Saleh said, was late.",
            &["PER Ursula von der Leyen", "PER Tung Chee-hwa", "PER Raed al-Saleh", "PER al-Saleh = Raed al-Saleh"],
        );
    }

    #[test]
    fn an_acronym_means_its_definition() {
        check(
            "The Harbour Safety Authority (HSA) met. The HSA agreed.",
            &[
                "ORG Harbour Safety Authority",
                "ORG HSA = Harbour Safety Authority",
                "ORG HSA = Harbour Safety Authority",
            ],
        );
    }

    #[test]
    fn institutions_and_places_say_what_they_are() {
        check(
            "The Ministry of Health, Labour and Welfare and the Nuclear and Industrial Safety Agency wrote to the Bank of Ruritania.",
            &[
                "ORG Ministry of Health, Labour and Welfare",
                "ORG Nuclear and Industrial Safety Agency",
                "ORG Bank of Ruritania",
            ],
        );
        check(
            "They crossed Lake Mobeki to Tarvu Island, in the town of Brekko, near Lissna.",
            &["LOC Lake Mobeki", "LOC Tarvu Island", "LOC Brekko", "LOC Lissna"],
        );
        check(
            "The Chinese People’s Liberation Army bought from Sony Corp and the U.S. Environmental Protection Agency.",
            &[
                "ORG People’s Liberation Army = People's Liberation Army",
                "ORG Sony Corp = Sony",
                "LOC U.S. = United States",
                "ORG Environmental Protection Agency",
            ],
        );
    }

    #[test]
    fn context_decides_between_people_and_places() {
        check(
            "Michael Jordan flew to Jordan. Then Jordan met Paris Hilton in Paris.",
            &["PER Michael Jordan", "LOC Jordan", "PER Jordan = Michael Jordan", "PER Paris Hilton", "LOC Paris"],
        );
        check(
            "It gave us what the US has, and who asks the WHO?",
            &["LOC US = United States", "ORG WHO = World Health Organization"],
        );
        check("Fees of US$10 million were paid.", &[]);
    }

    #[test]
    fn a_city_that_speaks_is_the_person_of_that_name() {
        check(
            "Ricardo Lagos left Lagos. “Enough,” Lagos said.",
            &["PER Ricardo Lagos", "LOC Lagos", "PER Lagos = Ricardo Lagos"],
        );
    }

    #[test]
    fn ordinary_words_are_no_names() {
        for body in [
            "But the company grew. We left. Police came. Nothing happened, The Times They Are.",
            "On Monday, January rain fell. Russian, Afghan and Islamic art sold well. Christmas came.",
            "The World Cup, the Nobel Prize and the Internet were in the news.",
            "Trapped miners waved. Helicopters flew. Yesterday was hot.",
        ] {
            check(body, &[]);
        }
    }

    #[test]
    fn headlines_in_capitals_have_only_names_known_elsewhere() {
        let (title, body) = ("ENVOY KABULOV LEAVES KABUL FOR US", "The envoy Zamir Kabulov left on Monday.");
        assert_eq!(show(title, &tag(title, body).0), ["PER KABULOV = Zamir Kabulov", "LOC KABUL = Kabul"]);
        let title = "Envoy Kabulov Leaves His Old Home for the U.S.";
        assert_eq!(show(title, &tag(title, body).0), ["PER Kabulov = Zamir Kabulov", "LOC U.S. = United States"]);
    }

    #[test]
    fn other_languages_have_only_known_names() {
        let german =
            "Die Regierung hat am Mittwoch über den Haushalt beraten, sagte Kanzler Friedrich Merz nach der Sitzung. ";
        check(&german.repeat(4), &[]);
    }

    #[test]
    fn mentions_are_sorted_apart_and_whole_whatever_the_text() {
        let units = [
            "A ",
            "A. ",
            "Kabul ",
            "U.S.",
            "al-",
            "de La ",
            "Bank of ",
            "and The ",
            "(ABC) ",
            "Mr ",
            "Ü-é’s ",
            "John Smith ",
            "Lake & ",
            "İ\u{301} ",
            "Ministry of Health, Labour and ",
            "“Yes,” X-",
            "🙂Ali ",
            "New York, ",
            "Name$ ",
        ];
        for (n, unit) in units.iter().enumerate() {
            let mixed: String = (0..400).map(|i| units[(i * (n + 3) + i / 7) % units.len()]).collect();
            for body in [unit.repeat(20_000), mixed] {
                let started = std::time::Instant::now();
                let (title_mentions, mentions) = tag(&body[..body.floor_char_boundary(2000)], &body);
                assert!(started.elapsed().as_secs() < 5, "{unit}");
                assert!(
                    title_mentions
                        .iter()
                        .chain(&mentions)
                        .all(|m| body.get(m.range.clone()).is_some_and(|t| !t.is_empty()))
                );
                assert!(mentions.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{unit}");
            }
        }
        assert_eq!(tag("", ""), (vec![], vec![]));
    }
}
