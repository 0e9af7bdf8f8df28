//! `dateline show`: one article, with what dateline or a query sees in it.

use dateline::annotate::{Annotator, Article, Published};
use dateline::calendar::Day;
use dateline::index::{Facts, StoredArticle};
use dateline::read::{RawArticle, Record};
use dateline::search::{Request, Shown, id_text};

use super::arguments::{Common, ShowArguments};
use super::article::{Marks, page};
use super::failure::Failure;
use super::lists::lists;
use super::terminal::{MATCH, current_folder, note, print, record};
use super::{Status, user_file};

/// Runs the command.
pub fn run(arguments: &ShowArguments, common: &Common) -> Result<Status, Failure> {
    let request = Request::new(arguments.words.join(" "), common.today());
    let searcher = user_file::searcher(common)?;
    let shown = searcher.show(&arguments.id, &request)?;
    let Shown { article: stored, title_highlights, highlights, .. } = &shown;
    let Facts { published: date, basis, contradiction, .. } = stored.facts;
    let published = Published { date, basis, contradiction };
    let cited = record(&stored.facts.record, &current_folder());
    let id = id_text(stored.facts.id);
    let mut article = annotated(stored, request.today);
    let table = searcher.table()?;
    article.mentions = table.mentions(article.mentions);
    article.title_mentions = table.mentions(article.title_mentions);
    let has_query = !request.query.trim().is_empty();
    let text = if has_query {
        page(&article, published, &cited, &id, &Marks::highlights(title_highlights, highlights, MATCH))
    } else {
        page(&article, published, &cited, &id, &Marks::of(&article)) + &lists(&article)
    };
    if has_query && !shown.matches {
        note("this article does not match the query; the words that it has are marked");
    }
    shown.complaints.iter().for_each(|complaint| note(complaint));
    print(&text)?;
    Ok(Status::Done)
}

/// The stored article, annotated again: the index keeps what it counts, not where in the text it stands.
pub fn annotated(stored: &StoredArticle, today: Day) -> Article {
    let StoredArticle { title, body, facts } = stored;
    let raw = RawArticle {
        title: title.clone(),
        body: body.clone(),
        metadata: facts.metadata.clone(),
        notes: facts.notes.clone(),
        ..RawArticle::new(Record::file(&facts.record))
    };
    // Relative days in the text are counted from the day that the index knows.
    Annotator::new(today, facts.published).annotate(raw, &facts.relative).article
}
