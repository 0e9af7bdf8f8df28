//! Answers of `corpus/` as a person can review them: how many match, the first three with their dates, and what is marked in the best passage.

use dateline::search::{Hit, Request};

use crate::corpus::{searcher, today};

/// Characters of a passage that are shown on either side of the first mark.
const AROUND: usize = 30;

/// Compares the answer to a query with what it was when somebody read it.
fn check(query: &str, expected: &str) {
    let answer = searcher().search(&Request { limit: 3, ..Request::new(query, today()) });
    let shown = match answer {
        Ok(answer) => {
            let partial = answer.partial_matches.map(|n| format!(", {n} in part")).unwrap_or_default();
            let hits: Vec<String> = answer.hits.iter().map(hit).collect();
            let complaints = answer.complaints.iter().map(|c| format!("\n! {c}")).collect::<String>();
            format!("{} match{partial}{complaints}\n{}", answer.matches, hits.join("\n"))
        }
        Err(error) => error.to_string(),
    };
    let lines = |text: &str| text.trim().lines().map(|l| l.trim().to_string()).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&shown), lines(expected), "{query}\n{shown}\n");
}

fn hit(hit: &Hit) -> String {
    let date = hit.published.map_or("no date".to_string(), |date| date.to_string());
    let mut shown = format!("{date} {} ({})", marked(&hit.title, &hit.title_highlights), hit.published_basis.name());
    let Some(passage) = hit.passages.first() else { return shown };
    let text = marked(&passage.text, &passage.highlights).replace('\n', " ");
    let first = text.find('[').unwrap_or(0);
    let start = text[..first].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let part: String = text[start..].chars().take(3 * AROUND).collect();
    shown += &format!("\n  {}", part.trim());
    shown
}

/// The text with its marks in square brackets.
fn marked(text: &str, marks: &[[usize; 2]]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for &[start, end] in marks {
        shown += &format!("{}[{}]", &text[at..start], &text[start..end]);
        at = end;
    }
    shown + &text[at..]
}

#[test]
fn words_in_any_form_and_spelling() {
    check(
        "recognise taliban",
        r#"
2 match
2025-07-04 Russia becomes first state to [recognise] [Taliban] government (metadata)
  w  Nearly four years after the [Taliban] took Kabul, Russia has done what no other country
2021-08-17 Moscow in no hurry to [recognize] [Taliban], Lavrov says (metadata)
  an) - Russia is in no hurry to [recognize] the [Taliban] as the rulers of Afghanistan, For
"#,
    );
    check(
        "earthquake tsunami",
        r#"
3 match
2011-03-12 Blast hits Fukushima nuclear plant a day after [tsunami] (metadata)
  day, a day after the strongest [earthquake] in Japan's recorded history sent a [tsunami] a
2012-07-06 A disaster made by people, says Japan's Fukushima inquiry (metadata)
  eeded to be made safer against [earthquakes] and [tsunamis], and both let the matter rest.
2011-04-13 Fukushima put on the same level as Chernobyl (name)
  On Monday, one month after the [earthquake] and [tsunami] of March 11, the government anno
"#,
    );
    check(
        "neighbors labor",
        r#"
0 match, 3 in part
2025-04-29 Lights back on in Spain and Portugal, but cause still unknown (metadata)
  was abandoned.  Help from the [neighbours]  Spain was restarted piece by piece, with curr
2016-06-25 Leave wins, Cameron goes: Britain turns away from Europe (metadata)
  d there was no need for haste. [Labour] Party leader Jeremy Corbyn took the opposite view:
2016-06-24 Britain votes to leave the European Union; Cameron to step down (name)
  d there was no need for haste. [Labour] Party leader Jeremy Corbyn took the opposite view:
"#,
    );
}
#[test]
fn phrases_as_written() {
    check(
        "\"Islamic Emirate\"",
        r#"
1 match
2025-07-04 Russia becomes first state to recognise Taliban government (metadata)
  3, it formally recognised the [Islamic Emirate] of Afghanistan.  The step was taken in tw
"#,
    );
    check(
        "\"nuclear plant\" tsunami",
        r#"
2 match
2011-03-12 Blast hits Fukushima [nuclear plant] a day after [tsunami] (metadata)
  apan's recorded history sent a [tsunami] across the north-eastern coast.  Four workers wer
2011-04-13 Fukushima put on the same level as Chernobyl (name)
  ident at the Fukushima Daiichi [nuclear plant] on Tuesday from 5 to 7, the highest step of
"#,
    );
}
#[test]
fn operators_and_fields() {
    check(
        "miners AND (rescue OR capsule)",
        r#"
2 match
2010-10-14 Last man out: all 33 Chilean [miners] [rescued] (metadata)
  The last of 33 [miners] trapped for 69 days under the Atacama Desert was lifted to safety
no date Chile’s president takes a piece of the mine to London (none)
  On October 17 some of the [miners] went back, this time by daylight, for a religious servi
"#,
    );
    check(
        "person:Lavrov date:2021-08",
        r#"
1 match
! person: "Lavrov" was understood as "Sergey Lavrov"
2021-08-17 Moscow in no hurry to recognize Taliban, Lavrov says (metadata)
  MOSCOW, Aug. 17 (Meridian) - Russia is in no hurry to recognize the Taliban as the rulers
"#,
    );
    check(
        "about:2001 taliban",
        r#"
4 match
2025-07-04 Russia becomes first state to recognise [Taliban] government (metadata)
  w  Nearly four years after the [Taliban] took Kabul, Russia has done what no other country
2020-02-29 U.S. and [Taliban] sign deal in Doha to end 18 years of war (metadata)
  29 - The United States and the [Taliban] put their names on Saturday to an agreement that
2021-08-16 Kabul falls to the [Taliban] in a day (name)
  KABUL, Aug. 15 (Meridian) - [Taliban] fighters walked into the Afghan capital almost unopp
"#,
    );
    check(
        "title:canal",
        r#"
3 match
2021-03-24 Suez [Canal] shut by stranded container giant (metadata)
  SUEZ, Egypt, March 24 (Meridian) - One of the world's largest container ships lay wedged a
2021-03-30 Suez [Canal] reopens as salvage teams free the Ever Given (name)
  By Thomas Ashdown  Ships were moving through the Suez Canal again last night after tugs, d
2021-03-24 Giant container ship blocks Suez [Canal] after running aground in high winds (name)
  By Nadia Haddad  SUEZ, Egypt, March 24 (Meridian) - One of the world's largest container s
"#,
    );
    check(
        "date:missing",
        r#"
6 match
no date In a forest lodge, three leaders declare the union dead (none)
  By Magnus Thorne  They came to a government hunting lodge among the bison of the Belovezha
no date Chile’s president takes a piece of the mine to London (none)
  By Rosalind Keane  A lump of rock from a collapsed mine is an odd present for a monarch, b
no date The parasol that keeps Webb in the cold (none)
  A telescope that is to see warmth must itself be cold. Every object that is not at absolut
"#,
    );
}
#[test]
fn partly_found_and_not_understood() {
    check(
        "taliban volkswagen",
        r#"
0 match, 11 in part
2015-09-18 EPA accuses [Volkswagen] of rigging diesel cars to pass U.S. pollution tests (metadata)
  ction Agency on Friday accused [Volkswagen] of fitting nearly half a million diesel cars w
2015-09-23 [Volkswagen] chief Winterkorn quits over emissions scandal (metadata)
  resigned as chief executive of [Volkswagen] on Wednesday, five days after U.S. regulators
2017-01-11 [Volkswagen] to plead guilty and pay $4.3 billion in U.S. diesel case (metadata)
  SHINGTON, Jan. 11 (Meridian) - [Volkswagen] has agreed to plead guilty to three felonies a
"#,
    );
    check(
        "kab~0",
        r#"
the query cannot be run
"#,
    );
    check(
        "kabul AND",
        r#"
7 match
! column 7: AND lacks something to apply to
2021-08-15 Taliban enter [Kabul] as Afghan president flees (metadata)
  [KABUL], Aug. 15 (Meridian) - Taliban fighters walked into the Afghan capital almost unopp
2021-08-16 [Kabul] falls to the Taliban in a day (name)
  [KABUL], Aug. 15 (Meridian) - Taliban fighters walked into the Afghan capital almost unopp
2021-08-17 Flights resume at [Kabul] airport after crowds overrun runway (metadata)
  [KABUL], Aug. 17 (Meridian) - Military flights were leaving [Kabul] again on Tuesday, a da
"#,
    );
}
