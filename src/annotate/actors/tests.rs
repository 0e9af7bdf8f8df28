//! What is found in small texts, mention by mention: the tables to look at when something in this folder changes.

use super::*;
use crate::annotate::ActorKind;
use crate::text::{paragraphs, sentences};

/// The mentions of a title and of a body.
pub fn tag(title: &str, body: &str) -> (Vec<Mention>, Vec<Mention>) {
    let mut lexicon = Lexicon::default();
    let (title_tokens, body_tokens) = (lexicon.tokenize(title), lexicon.tokenize(body));
    let spans: Vec<Span> =
        paragraphs(body, &body_tokens).into_iter().flat_map(|p| sentences(body, &body_tokens, p)).collect();
    let headline = [Span { start: 0, end: title.len(), first_token: 0, last_token: title_tokens.len() }];
    let title = Text { text: title, tokens: &title_tokens, sentences: &headline };
    let body = Text { text: body, tokens: &body_tokens, sentences: &spans };
    actors(title, body, None, &lexicon, &mut Vocabulary::default())
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
    check(
        "Officials told The Lissna Times that Pope Francis spoke.",
        &["ORG The Lissna Times = Lissna Times", "PER Francis = Pope Francis"],
    );
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
    check(
        "They met in Port Stanley, and Stanley said in Port Stanley that he had left.",
        &["LOC Port Stanley", "PER Stanley", "LOC Port Stanley"],
    );
    check(
        "“No,” said Kowalczyk. The mayor, Zbigniew Kowalczyk, left before they asked Z. Kowalczyk to vote.",
        &["PER Kowalczyk = Zbigniew Kowalczyk", "PER Zbigniew Kowalczyk", "PER Z. Kowalczyk = Zbigniew Kowalczyk"],
    );
}

#[test]
fn family_names_stand_where_their_language_has_them() {
    check(
        "Zhao Lijun spoke in Beijing. Zhao said that President Zhao would go.",
        &["PER Zhao Lijun", "LOC Beijing", "PER Zhao = Zhao Lijun", "PER Zhao = Zhao Lijun"],
    );
    check(
        "Luis Alberto Peña Roldán won. Peña Roldán spoke. Pedro Sánchez Arriaga lost; Sánchez left.",
        &[
            "PER Luis Alberto Peña Roldán",
            "PER Peña Roldán = Luis Alberto Peña Roldán",
            "PER Pedro Sánchez Arriaga",
            "PER Sánchez = Pedro Sánchez Arriaga",
        ],
    );
}

#[test]
fn one_of_two_namesakes_is_never_taken_for_the_other() {
    check(
        "Henry Marlowe met Alice Marlowe. Mr Marlowe said yes. Mrs Marlowe said no. Marlowe said nothing.",
        &[
            "PER Henry Marlowe",
            "PER Alice Marlowe",
            "PER Marlowe = Henry Marlowe",
            "PER Marlowe = Alice Marlowe",
            "PER Marlowe",
        ],
    );
    check(
        "Henry Marlowe spoke. Marlowe said yes. His wife, Alice Marlowe, said no. Marlowe left.",
        &["PER Henry Marlowe", "PER Marlowe = Henry Marlowe", "PER Alice Marlowe", "PER Marlowe = Henry Marlowe"],
    );
    check(
        "Trump spoke on Monday. His wife, Melania Trump, smiled. Trump left.",
        &["PER Trump = Donald Trump", "PER Melania Trump", "PER Trump = Donald Trump"],
    );
}

#[test]
fn an_acronym_means_its_definition() {
    check(
        "The Harbour Safety Authority (HSA) met. The HSA agreed.",
        &["ORG Harbour Safety Authority", "ORG HSA = Harbour Safety Authority", "ORG HSA = Harbour Safety Authority"],
    );
    check(
        "QHT, the Quillby Harbour Trust, agreed. The Quillby Harbour Trust said so.",
        &["ORG QHT = Quillby Harbour Trust", "ORG Quillby Harbour Trust", "ORG Quillby Harbour Trust"],
    );
    check(
        "The United Nations High Commissioner for Refugees (UNHCR) said so.",
        &[
            "ORG United Nations High Commissioner for Refugees",
            "ORG UNHCR = United Nations High Commissioner for Refugees",
        ],
    );
}

#[test]
fn organisations_have_short_forms_and_legal_ones() {
    check(
        "Toyota Motor Corp and Zantara Marine Corp agreed on Monday. Shares of Zantara rose; Toyota shares fell.",
        &[
            "ORG Toyota Motor Corp = Toyota",
            "ORG Zantara Marine Corp",
            "ORG Zantara = Zantara Marine Corp",
            "ORG Toyota",
        ],
    );
    check(
        "Kabul University closed on Monday. In Kabul the university was missed.",
        &["ORG Kabul University", "LOC Kabul"],
    );
}

#[test]
fn institutions_and_places_say_what_they_are() {
    check(
        "The Ministry of Health, Labour and Welfare wrote to the Nuclear and Industrial Safety Agency and the Bank of Ruritania.",
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
            "ORG Chinese People’s Liberation Army = People's Liberation Army",
            "ORG Sony Corp = Sony",
            "LOC U.S. = United States",
            "ORG Environmental Protection Agency",
        ],
    );
    check("The ship left Suez, Egypt, for eastern Congo.", &["LOC Suez", "LOC Egypt", "LOC Congo"]);
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
    check(
        "Ricardo Lagos left Lagos. “Enough,” Lagos said.",
        &["PER Ricardo Lagos", "LOC Lagos", "PER Lagos = Ricardo Lagos"],
    );
}

#[test]
fn what_stands_beside_it_decides_which_place_is_meant() {
    check("Voters queued in Georgia. In Tbilisi it rained.", &["LOC Georgia", "LOC Tbilisi"]);
    check(
        "Voters queued in Georgia. In Atlanta it rained, and in Alabama.",
        &["LOC Georgia = Georgia (U.S. state)", "LOC Atlanta", "LOC Alabama"],
    );
    check("Rebels left Goma in eastern Congo.", &["LOC Goma", "LOC Congo = Democratic Republic of the Congo"]);
}

#[test]
fn compounds_are_taken_apart() {
    check("The US-led mission ended.", &["LOC US = United States"]);
    check("The Biden-Putin summit ended.", &["PER Biden = Joe Biden", "PER Putin = Vladimir Putin"]);
    check("The Moscow-Beijing axis held.", &["LOC Moscow", "LOC Beijing"]);
    check("The Modi-led cabinet met.", &["PER Modi = Narendra Modi"]);
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
fn those_who_report_are_no_actors() {
    check(
        "By Jane Roe in Kabul\n\nKOUROU, Aug. 15 (Reuters) - Fighters came to Lima.",
        &["LOC KOUROU = Kourou", "LOC Lima"],
    );
}

#[test]
fn headlines_in_capitals_have_only_names_known_elsewhere() {
    let (title, body) = ("ENVOY KABULOV LEAVES KABUL FOR US", "The envoy Zamir Kabulov left on Monday.");
    assert_eq!(show(title, &tag(title, body).0), ["PER KABULOV = Zamir Kabulov", "LOC KABUL = Kabul"]);
    let title = "Envoy Kabulov Leaves His Old Home for the U.S.";
    assert_eq!(show(title, &tag(title, body).0), ["PER Kabulov = Zamir Kabulov", "LOC U.S. = United States"]);
}
