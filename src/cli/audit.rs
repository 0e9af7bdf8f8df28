//! `dateline audit`: what was skipped, which articles were read less than well, and whose date is missing, doubtful or guessed.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use dateline::annotate::Basis;
use dateline::index::Skipped;
use dateline::search::{Audit, AuditCounts, AuditedRecord, Finding, Searcher};

use super::arguments::{AuditArguments, Common};
use super::failure::Failure;
use super::skips::by_reason;
use super::terminal::{
    FAINT, TITLE, contradiction, count, current_folder, facts, number, print, published, record, width,
};
use super::typed::Typed;
use super::wrap::{clean, shortened, styled};
use super::{Status, location};

/// Records that are shown of each finding, unless all are wanted.
const EXAMPLES: u64 = 5;
/// Columns before a record.
const INDENT: &str = "    ";

/// Runs the command.
pub fn run(arguments: &AuditArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let searcher = Searcher::open(&location::existing(common.index.as_deref())?)?;
    let paths = arguments.paths.iter().map(|path| location::real(path)).collect::<Vec<_>>();
    let audit = searcher.audit(&paths)?;
    if let Some(unknown) = paths.iter().find(|path| !audit.knows(path)) {
        return Err(Failure::NotIndexed(unknown.clone()));
    }
    let is_wanted = |finding: &Finding| arguments.only.is_empty() || arguments.only.contains(finding);
    let wanted: Vec<Finding> = Finding::ALL.into_iter().filter(is_wanted).collect();
    if arguments.json {
        json(&audit, &wanted, &mut BufWriter::new(io::stdout().lock()))?;
    } else {
        text(&audit, &wanted, arguments.all, typed)?;
    }
    Ok(Status::Done)
}

/// Every record of each finding, one after the other, so that no list has to fit into memory.
fn json(audit: &Audit<'_>, wanted: &[Finding], out: &mut impl Write) -> Result<(), Failure> {
    let failed = Failure::Output;
    write!(out, "{{\"articles\":{}", audit.articles()).map_err(failed)?;
    for &finding in wanted {
        write!(out, ",\"{}\":[", finding.name()).map_err(failed)?;
        let mut is_first = true;
        audit.each(finding, |found| -> Result<bool, Failure> {
            out.write_all(if is_first { b"" } else { b"," }).map_err(failed)?;
            is_first = false;
            serde_json::to_writer(&mut *out, &found).map_err(|e| failed(e.into()))?;
            Ok(true)
        })?;
        out.write_all(b"]").map_err(failed)?;
    }
    out.write_all(b",\"counts\":").map_err(failed)?;
    serde_json::to_writer(&mut *out, &audit.counts()).map_err(|e| failed(e.into()))?;
    out.write_all(b"}\n").and_then(|()| out.flush()).map_err(failed)
}

fn text(audit: &Audit<'_>, wanted: &[Finding], all: bool, typed: &Typed) -> Result<(), Failure> {
    let counts = audit.counts();
    let said: Vec<String> = wanted.iter().filter(|f| counts.of(**f) > 0).map(|f| in_words(*f, counts.of(*f))).collect();
    let looked_at = count(audit.articles(), "article");
    if said.is_empty() {
        return print(&format!("{looked_at}, nothing to report\n"));
    }
    print(&format!("{looked_at}: {}\n", said.join(", ")))?;
    for &finding in wanted.iter().filter(|finding| counts.of(**finding) > 0) {
        print(&format!("\n{}\n", styled(heading(finding), TITLE)))?;
        if matches!(finding, Finding::Skipped | Finding::Empty) {
            skips(audit, finding, all, typed)?;
        } else {
            articles(audit, finding, if all { u64::MAX } else { EXAMPLES }, counts.of(finding), typed)?;
        }
    }
    Ok(())
}

/// Skipped records by reason, the commonest first.
fn skips(audit: &Audit<'_>, finding: Finding, all: bool, typed: &Typed) -> Result<(), Failure> {
    let mut skipped = Vec::new();
    audit.each(finding, |found| -> Result<bool, Failure> {
        skipped.push(Skipped::new(found.record, found.reason.unwrap_or_default()));
        Ok(true)
    })?;
    let folder = current_folder();
    for (reason, records) in by_reason(&skipped) {
        let mut lines = format!("  {} × {}\n", number(records.len() as u64), clean(reason));
        let shown = if all { records.len() } else { EXAMPLES as usize };
        for skip in records.iter().take(shown) {
            let detail = skip.reason.strip_prefix(reason).unwrap_or_default();
            lines += &format!("{INDENT}{}{}\n", record(&skip.record, &folder), clean(detail));
        }
        lines += &more(records.len().saturating_sub(shown) as u64, finding, typed);
        print(&lines)?;
    }
    Ok(())
}

fn articles(audit: &Audit<'_>, finding: Finding, most: u64, total: u64, typed: &Typed) -> Result<(), Failure> {
    let (folder, mut shown) = (current_folder(), 0);
    audit.each(finding, |found| -> Result<bool, Failure> {
        print(&article(&found, &record(&found.record, &folder)))?;
        shown += 1;
        Ok(shown < most)
    })?;
    print(&more(total - shown, finding, typed))
}

/// An article in two lines: its title, and where it is with what is the matter.
fn article(found: &AuditedRecord, cited: &str) -> String {
    let room = width().saturating_sub(INDENT.len());
    let title = found.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).unwrap_or("(no title)");
    let mut lines = format!("{INDENT}{}\n", shortened(title, room));
    let dated = |basis: Basis| published(found.published, basis);
    let about = [
        found.basis.map(dated).unwrap_or_default(),
        found.contradiction.as_ref().map(contradiction).unwrap_or_default(),
        clean(found.detail.as_deref().unwrap_or_default()),
        cited.to_string(),
        found.id.as_deref().map(|id| id[..8.min(id.len())].to_string()).unwrap_or_default(),
        found.file_date.map(|day| format!("the file is from {day}")).unwrap_or_default(),
    ];
    facts(&about, room).iter().for_each(|line| lines += &format!("{INDENT}{}\n", styled(line, FAINT)));
    lines
}

fn more(left: u64, finding: Finding, typed: &Typed) -> String {
    if left == 0 {
        return String::new();
    }
    let name = finding.name().replace('_', "-");
    let command = typed.with_option("only", &name).with_flag("all");
    format!("{INDENT}and {} more ({command} lists them)\n", number(left))
}

fn heading(finding: Finding) -> &'static str {
    match finding {
        Finding::Skipped => "Skipped: could not be read",
        Finding::Empty => "Empty: nothing in it to read",
        Finding::Truncated => "Truncated: the end is missing",
        Finding::DecodedByGuess => "Decoded by guess: letters beyond plain ASCII may be wrong",
        Finding::Garbled => "Garbled: letters were spoiled by a wrong encoding",
        Finding::Undated => "Without a date: nothing tells when they came out, and the time of a file is no evidence",
        Finding::ConflictingDate => "Conflicting dates: something about them names another day",
        Finding::GuessedDate => "Dated by guess: from the text, or from when they were captured",
    }
}

/// `12 articles without a date`
fn in_words(finding: Finding, number: u64) -> String {
    match finding {
        Finding::Skipped => format!("{} skipped", count(number, "record")),
        Finding::Empty => format!("{} empty", self::number(number)),
        Finding::Truncated => format!("{} truncated", self::number(number)),
        Finding::DecodedByGuess => format!("{} decoded by guess", self::number(number)),
        Finding::Garbled => format!("{} garbled", self::number(number)),
        Finding::Undated => format!("{} without a date", self::number(number)),
        Finding::ConflictingDate => format!("{} with conflicting dates", self::number(number)),
        Finding::GuessedDate => format!("{} dated by guess", self::number(number)),
    }
}

/// What `index` says in the end; nothing when there is nothing to say.
pub fn summary(counts: &AuditCounts, index: &Path) -> Option<String> {
    let said: Vec<String> =
        Finding::ALL.into_iter().filter(|f| counts.of(*f) > 0).map(|f| in_words(f, counts.of(f))).collect();
    let command = location::command("audit", index);
    (!said.is_empty()).then(|| format!("Audit: {} ({command} lists them)\n", said.join(", ")))
}
