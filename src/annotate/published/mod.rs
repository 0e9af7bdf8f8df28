//! When an article was published, and how we know: the strongest evidence that is plausible. Knows the article, the name of its file and
//! what its text says of times; opens nothing and asks no clock.

mod candidate;
mod dateline;
mod figures;
mod path;
mod shown;
mod story;

use super::dates::{Expression, stamp, stamps};
use super::{Basis, Contradiction, Published};
use crate::calendar::{Day, PartialDate, Precision};
use crate::read::RawArticle;
use crate::text::Token;
use candidate::{Candidate, Weight, agree, is_within};

pub(super) use figures::month_comes_first;

/// No newspaper is older.
const FIRST_YEAR: i32 = 1600;

/// Everything that can tell when an article was published.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// What the user said.
    pub given: Option<PartialDate>,
    /// The article as it was found.
    pub raw: &'a RawArticle,
    /// The path of its file below the root, with `/` between the names.
    pub path: &'a str,
    /// The tokens of the body.
    pub tokens: &'a [Token],
    /// What the body says of times.
    pub dates: &'a [Expression],
    /// The day on which this is asked: nothing has been published later than the day after, which it may be elsewhere.
    pub today: Day,
}

/// When the article was published: by the strongest evidence that names a plausible date, made more precise by other evidence that agrees with it.
pub fn published(evidence: &Evidence) -> Published {
    if let Some(date) = evidence.given {
        return Published { date: Some(date), basis: Basis::Given, contradiction: None };
    }
    let named = named(evidence);
    let Some(chosen) = named.chosen().or_else(|| guess(evidence)) else {
        return Published { date: None, basis: Basis::None, contradiction: None };
    };
    let contradiction = named.contradiction_of(chosen.date);
    Published { date: Some(chosen.date), basis: chosen.basis, contradiction }
}

/// The plausible dates that the evidence names, each list strongest first.
struct Named {
    /// Of publication.
    published: Vec<Candidate>,
    /// Of a change, which is the next best.
    modified: Vec<Candidate>,
}

impl Named {
    /// The strongest, made more precise by others that lie within it.
    fn chosen(&self) -> Option<Candidate> {
        let Some(&first) = self.published.first() else {
            return self.modified.first().copied();
        };
        if let Some(stronger) = self.stronger_than(first) {
            return Some(stronger);
        }
        if first.utc.is_some() {
            // The time of Greenwich; which day it was where the outlet is, other evidence may tell.
            let mut days = self.published.iter().chain(&self.modified).filter(|candidate| candidate.utc.is_none());
            let local = days.find(|day| day.date == first.date || day.may_be_local_day_of(&first));
            return Some(Candidate { date: local.map_or(first.date, |local| local.date), ..first });
        }
        self.published.iter().copied().reduce(|date, next| if is_within(next.date, date.date) { next } else { date })
    }

    /// What is to be believed rather than metadata or the month of an address: the one day that readers are shown, unless the day of the address agrees with the first
    /// too, or it is the day of a change.
    fn stronger_than(&self, first: Candidate) -> Option<Candidate> {
        let is_backed = |candidate: &Candidate| {
            let is_day = candidate.basis == Basis::Url && candidate.date.precision() == Precision::Day;
            is_day && agree(candidate.date, first.date)
        };
        if first.basis > Basis::Url || self.published.iter().any(is_backed) {
            return None;
        }
        let shown = self.published.iter().find(|candidate| candidate.weight == Weight::Outweighing)?;
        let mut changes = self.modified.iter().filter(|change| change.basis == Basis::Metadata);
        let is_change = changes.any(|change| agree(change.date, shown.date));
        (!is_change && !agree(shown.date, first.date)).then_some(*shown)
    }

    /// The strongest evidence of another date of publication.
    fn contradiction_of(&self, chosen: PartialDate) -> Option<Contradiction> {
        let differs = |candidate: &&Candidate| {
            let is_change = || self.modified.iter().any(|change| agree(change.date, candidate.date));
            candidate.weight != Weight::Doubtful && !agree(candidate.date, chosen) && !is_change()
        };
        let found = self.published.iter().find(differs)?;
        Some(Contradiction { date: found.date, basis: found.basis })
    }
}

fn named(evidence: &Evidence) -> Named {
    let metadata = &evidence.raw.metadata;
    let language = figures::language(metadata.language.as_deref()).0;
    let said = shown::said(&metadata.shown, language.as_deref());
    let plain = |basis: Basis, date: Option<PartialDate>| date.map(|date| Candidate::plain(date, basis));
    let mut published: Vec<Candidate> = written(&metadata.published).collect();
    published.extend(plain(Basis::Url, metadata.url.as_deref().and_then(path::of_url)));
    published.extend(said.published);
    published.extend(name(evidence));
    published.extend(plain(Basis::Dateline, dateline::date(evidence, language.as_deref())));
    published.extend(said.elsewhere);
    let modified: Vec<Candidate> = written(&metadata.modified).chain(said.modified).collect();

    let of_publication = published.len();
    let mut all = published;
    all.extend(modified);
    let plausible = |date| is_plausible(date, evidence.today);
    figures::settle(&mut all, metadata, plausible);
    let mut modified = all.split_off(of_publication);
    for list in [&mut all, &mut modified] {
        list.retain(|candidate| plausible(candidate.date));
    }
    Named { published: all, modified }
}

/// A date without evidence of the article's own: as its text tells the time, or else when it was captured.
fn guess(evidence: &Evidence) -> Option<Candidate> {
    let plausible = |date: &PartialDate| is_plausible(*date, evidence.today);
    let told = story::date(evidence).filter(plausible).map(|date| Candidate::plain(date, Basis::Text));
    let captured = || evidence.raw.metadata.captured.as_deref().and_then(stamp).filter(plausible);
    told.or_else(|| captured().map(|date| Candidate::plain(date, Basis::Capture)))
}

/// The dates that metadata name.
fn written(texts: &[String]) -> impl Iterator<Item = Candidate> {
    let named =
        texts.iter().filter_map(|text| Some((text, Candidate::of(stamps(text, None).first()?, Basis::Metadata))));
    named.filter(|(text, candidate)| !is_empty_date(text, candidate.date)).map(|(_, candidate)| candidate)
}

fn is_plausible(date: PartialDate, today: Day) -> bool {
    let year = date.first().ymd().0;
    year >= FIRST_YEAR && date.first().number() <= today.number() + 1
}

/// Programs that have no date write the moment in which Unix time begins, in whatever zone.
fn is_empty_date(text: &str, date: PartialDate) -> bool {
    let around = [PartialDate::Day(1969, 12, 31), PartialDate::Day(1970, 1, 1)];
    around.contains(&date) && (text.contains(':') || text.bytes().all(|b| b.is_ascii_digit()))
}

/// The date in the name of the file, or of the member of a container, that holds this article and no other.
fn name(evidence: &Evidence) -> Option<Candidate> {
    let record = &evidence.raw.record;
    let name = match record.members.last() {
        _ if record.line.is_some() => return None,
        Some(member) if member.starts_with('[') => return None,
        Some(member) => member,
        None => evidence.path,
    };
    path::of_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::dates::{Writing, find};
    use crate::read::{Record, Shown};
    use crate::text::Lexicon;

    fn article(metadata: &[&str], url: &str, body: &str) -> RawArticle {
        let mut raw = RawArticle::new(Record::file("x.txt"));
        raw.metadata.published = metadata.iter().map(|text| text.to_string()).collect();
        raw.metadata.url = Some(url.to_string());
        raw.body = body.to_string();
        raw
    }

    /// `date basis, not contradiction`, asked on 2025-06-15.
    fn dated(raw: &RawArticle, path: &str) -> String {
        let tokens = Lexicon::default().tokenize(&raw.body);
        let dates = find(&raw.body, &tokens, Writing::default());
        let today = Day::from_ymd(2025, 6, 15).unwrap();
        let found = published(&Evidence { given: None, raw, path, tokens: &tokens, dates: &dates, today });
        let date = found.date.map(|date| date.to_string()).unwrap_or_default();
        let other = found.contradiction.map(|other| format!(", not {} {}", other.date, other.basis.name()));
        format!("{date} {}{}", found.basis.name(), other.unwrap_or_default()).trim().to_string()
    }

    fn text(body: &str) -> String {
        dated(&article(&[], "", body), "")
    }

    #[test]
    fn the_strongest_plausible_evidence_wins() {
        let (url, path, body) =
            ("https://a.example/2021/08/17/kabul", "2021-08-16-kabul.txt", "KABUL, Aug. 15, 2021 (Reuters) - It fell.");
        assert_eq!(
            dated(&article(&["2021-08-18T01:00:00+04:30"], url, body), path),
            "2021-08-18 metadata, not 2021-08-16 name"
        );
        assert_eq!(dated(&article(&["soon", "2021"], "", "It fell."), "kabul.txt"), "2021 metadata");
        // What agrees with it makes it more precise.
        assert_eq!(dated(&article(&["2021"], "", body), path), "2021-08-16 name");
        assert_eq!(
            dated(&article(&["2021", "2020-01-01", "2021-08-18"], "", body), path),
            "2021-08-18 metadata, not 2020-01-01 metadata"
        );
        assert_eq!(dated(&article(&["soon"], url, body), path), "2021-08-17 url, not 2021-08-15 dateline");
        assert_eq!(dated(&article(&[], "https://a.example/kabul", body), path), "2021-08-16 name");
        assert_eq!(dated(&article(&[], "", body), "kabul.txt"), "2021-08-15 dateline");
        assert_eq!(text("It fell."), "none");
        let mut fetched = article(&[], "", "It fell.");
        fetched.metadata.captured = Some("2021-08-19T10:00:00Z".to_string());
        assert_eq!(dated(&fetched, ""), "2021-08-19 capture");
        assert_eq!(dated(&fetched, "2021-08-16-kabul.txt"), "2021-08-16 name");
    }

    #[test]
    fn no_date_from_the_future_nor_before_newspapers() {
        for metadata in [
            "2025-06-17",
            "2025-07",
            "2026",
            "0001-01-01T00:00:00",
            "1599-12-31",
            "1970-01-01T00:00:00Z",
            "1970-01-01T01:00:00+01:00",
            "December 31, 1969 7:00 PM",
            "令和3年8月15日",
        ] {
            assert_eq!(dated(&article(&[metadata], "", ""), ""), "none", "{metadata}");
        }
        assert_eq!(dated(&article(&["2025-06-16"], "", ""), ""), "2025-06-16 metadata");
        assert_eq!(dated(&article(&["2030-01-01", "2025-06"], "", ""), ""), "2025-06 metadata");
        assert_eq!(dated(&article(&["9999-12-31"], "https://a.example/2021/08/15/x", ""), ""), "2021-08-15 url");
    }

    #[test]
    fn the_name_of_a_file_with_many_articles_dates_none_of_them() {
        let mut raw = article(&[], "", "");
        raw.record.members = vec!["2021/08/15/kabul.txt".into()];
        assert_eq!(dated(&raw, "archive-2023-01-01.zip"), "2021-08-15 name");
        raw.record.members.push("[3]".into());
        assert_eq!(dated(&raw, "archive-2023-01-01.zip"), "none");
        raw.record.members.clear();
        raw.record.line = Some(7);
        assert_eq!(dated(&raw, "crawl-2023-01-01.jsonl"), "none");
    }

    #[test]
    fn datelines() {
        for (body, expected) in [
            ("LONDON, 3 March 2004 — It rained.", "2004-03-03 dateline"),
            ("By A. Writer\n\n**SUEZ, Egypt, March 24, 2021 (Meridian)** - A ship", "2021-03-24 dateline"),
            ("Published: 15 August 2021 at 10:30 GMT\nIt fell.", "2021-08-15 dateline"),
            ("KABUL, Aug. 15 (Reuters) - It fell on Sunday. He had come in April 2021.", "2021-08-15 dateline"),
            ("KABUL, Aug. 15 (Reuters) - It fell on Monday. He had come in April 2021.", "none"),
            ("KABUL, Aug. 15 (Reuters) - It fell. He had come in April 2021.", "none"),
            ("KABUL, Aug. 15 (Reuters) - It fell on Sunday, as in 1996.", "none"),
            ("KABUL, Aug. 15 (Reuters) - It fell on Sunday. In 2022 he left; he had come in April 2021.", "none"),
            ("A report\nwas due for the year ended\nJanuary 31, 1987.\nIt was not.", "none"),
            ("He was born in London, 3 March 1904, and died - like others - there.", "none"),
            ("On 3 March 2004 — it rained.", "none"),
        ] {
            assert_eq!(text(body), expected, "{body}");
        }
    }

    #[test]
    fn datelines_of_many_forms() {
        for (body, expected) in [
            ("(AP) KABUL, Afghanistan, Aug. 15, 2021 - It fell.", "2021-08-15 dateline"),
            ("New Delhi: 15 August 2021: It rained.", "2021-08-15 dateline"),
            ("SINGAPORE (Feb. 25, 2021) — It rained.", "2021-02-25 dateline"),
            ("(15.08.2021) Es regnet.", "2021-08-15 dateline"),
            ("LONDON — 3 March 2004\n\nIt rained.", "2004-03-03 dateline"),
            ("WASHINGTON, Aug. 15, 2021 /PRNewswire/ -- It was sold.", "2021-08-15 dateline"),
            ("By Ann Roe, 15 August 2021\n\nIt fell.", "2021-08-15 dateline"),
            ("Date: 2021-08-15\nIt fell.", "2021-08-15 dateline"),
            ("Sunday, August 15, 2021\nIt fell.", "2021-08-15 dateline"),
            ("Berlin, 15. August 2021 – Es regnet.", "2021-08-15 dateline"),
            ("Publié le 15 août 2021\n\nLa pluie.", "2021-08-15 dateline"),
            ("15 сентября 2021\n\nДождь.", "2021-09-15 dateline"),
            ("31. Oktober 2023. Es regnet.", "none"),
            ("Berlin, 31. Oktober 2023. Es regnet.", "2023-10-31 dateline"),
            ("Updated: 15 août 2021\n\nLa pluie.", "2021-08-15 dateline"),
            ("Berlin (dpa) - Es regnet.", "none"),
        ] {
            assert_eq!(text(body), expected, "{body}");
        }
    }

    #[test]
    fn the_day_is_that_of_the_outlet() {
        for (metadata, url, expected) in [
            (&["2021-08-15T23:30:00-07:00"][..], "", "2021-08-15 metadata"),
            (&["2021-08-15T22:30:00Z", "2021-08-16T00:30:00+02:00"], "", "2021-08-16 metadata"),
            (&["2021-08-15T22:30:00Z"], "https://a.example/2021/08/16/kabul", "2021-08-16 metadata"),
            (&["2021-08-15T02:30:00Z"], "https://a.example/2021/08/14/kabul", "2021-08-14 metadata"),
            (&["1629066600"], "https://a.example/2021/08/16/kabul", "2021-08-16 metadata"),
            // Nowhere is it the next day already.
            (&["2021-08-15T08:30:00Z"], "https://a.example/2021/08/16/kabul", "2021-08-15 metadata"),
            (&["2021-08-15T22:30:00+02:00"], "https://a.example/2021/08/16/kabul", "2021-08-15 metadata"),
            (&["2021-08-15T22:30:00Z"], "", "2021-08-15 metadata"),
        ] {
            assert_eq!(dated(&article(metadata, url, ""), ""), expected, "{metadata:?} {url}");
        }
    }

    #[test]
    fn which_comes_first_the_day_or_the_month() {
        for (language, url, other, expected) in [
            ("en-US", "https://a.example/kabul", "", "2021-05-08"),
            ("en-US", "https://a.example.uk/kabul", "", "2021-08-05"),
            ("en-GB", "https://a.example/kabul", "", "2021-08-05"),
            ("de", "https://a.example/kabul", "", "2021-08-05"),
            ("de", "https://a.example/2021/05/08/kabul", "", "2021-05-08"),
            ("en-US", "https://a.example/kabul", "5 August 2021", "2021-08-05"),
            ("", "", "", "2021-08-05"),
        ] {
            let mut raw = article(&["05/08/2021"], url, "");
            raw.metadata.language = Some(language.to_string());
            raw.metadata.shown.push(Shown { text: other.to_string(), beside_title: true });
            assert_eq!(dated(&raw, ""), format!("{expected} metadata"), "{language} {url} {other}");
        }
        // It is June 2025: the other reading is in the future.
        assert_eq!(dated(&article(&["06/12/2025"], "", ""), ""), "2025-06-12 metadata");
    }

    /// A page that shows these lines beside its title.
    fn page(metadata: &[&str], modified: &[&str], url: &str, lines: &[&str]) -> RawArticle {
        let mut raw = article(metadata, url, "");
        raw.metadata.modified = modified.iter().map(|text| text.to_string()).collect();
        raw.metadata.shown = lines.iter().map(|text| Shown { text: text.to_string(), beside_title: true }).collect();
        raw
    }

    #[test]
    fn what_readers_are_shown_is_weighed_against_what_machines_are_told() {
        for (metadata, modified, url, lines, expected) in [
            (&[][..], &[][..], "", &["4 May 2021"][..], "2021-05-04 dateline"),
            (&[], &[], "https://a.example/2021/05/x", &["4 May 2021"], "2021-05-04 dateline"),
            (&["2021-05-06"], &[], "", &["4 May 2021"], "2021-05-04 dateline, not 2021-05-06 metadata"),
            // It may be the date of another article.
            (&["2021-05-06"], &[], "", &["4 May 2021", "1 May 2021"], "2021-05-06 metadata"),
            // It is the date of a change.
            (&["2021-05-04"], &["2021-05-06"], "", &["6 May 2021"], "2021-05-04 metadata"),
            (&["2021-05-04"], &[], "", &["Updated 6 May 2021"], "2021-05-04 metadata"),
            (&["2021-05-04", "2019-01-01"], &[], "", &[], "2021-05-04 metadata, not 2019-01-01 metadata"),
            (&["2021-05-04", "2021-05-05"], &[], "", &[], "2021-05-04 metadata"),
            (&["2023-05-04"], &[], "https://a.example/2021/05/04/x", &[], "2023-05-04 metadata, not 2021-05-04 url"),
            (
                &["2021-09-11"],
                &[],
                "https://a.example/after-2001-09-11",
                &[],
                "2021-09-11 metadata, not 2001-09-11 url",
            ),
            (
                &["2021-05-04"],
                &[],
                "https://a.example/2021/05/04/x",
                &["4 March 2021"],
                "2021-05-04 metadata, not 2021-03-04 dateline",
            ),
            (&["2021"], &["2021-05-06"], "", &[], "2021 metadata"),
            (&["05/03/2021"], &[], "", &["05/03/2021"], "2021-03-05 metadata"),
            (&["2023-05-04"], &[], "https://a.example/2021/05/x", &[], "2023-05-04 metadata, not 2021-05 url"),
            // Better than nothing.
            (&[], &["2021-05-06"], "", &[], "2021-05-06 metadata"),
            (&[], &[], "", &["Updated 6 May 2021"], "2021-05-06 dateline"),
        ] {
            assert_eq!(
                dated(&page(metadata, modified, url, lines), ""),
                expected,
                "{metadata:?} {modified:?} {url} {lines:?}"
            );
        }
    }

    #[test]
    fn dated_by_what_it_tells() {
        let news = "On August 15 they seized Kabul. On August 18 he said so.";
        for (more, expected) in [
            ("It was agreed in February 2020. In the spring of 2021 it was announced.", "2021-08-18 text"),
            ("It was agreed in May 2019. It began in September 2020. They will leave on August 31.", "2021-08-18 text"),
            // One full date rather tells when it was not.
            ("It was announced in May 2021.", "none"),
            // March and August may be of two years.
            ("He promised it on March 14. It began in May 2021 and was agreed in May 2020.", "none"),
            ("On Monday, August 16, they left. It began in May 2020 and ended in May 2015.", "none"),
            ("It began in May 2020 and June 2021. In 2022 it was over.", "none"),
            ("It began in May 2020 and June 2021. They will pay on September 30, 2022.", "none"),
            ("It was in 2020 and 2021.", "none"),
            ("", "none"),
        ] {
            assert_eq!(text(&format!("{news} {more}")), expected, "{more}");
        }
        for body in ["It happened on August 15, 2021, and ended in September 2021.", "It was in 2021.", ""] {
            assert_eq!(text(body), "none", "{body}");
        }
        let turn = "On December 28 they met. On January 4 they left. It began in June 2020, after May 2019.";
        assert_eq!(text(turn), "2021-01-04 text");
    }
}
