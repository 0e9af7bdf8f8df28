//! `dateline export`: every article that matches, to a file or a pipe, and a manifest beside it.

use dateline::search::{Export, ManifestHead, ManifestWriter, Searcher, Selection, WrittenRows};

use super::arguments::{Common, ExportArguments};
use super::export_rows::ArticleWriter;
use super::failure::Failure;
use super::output::{Output, failed};
use super::search::{complain_of, complain_of_nothing};
use super::terminal::{count, note};
use super::typed::Typed;
use super::{Status, user_file};

/// Runs the command.
pub fn run(arguments: &ExportArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let searcher = user_file::searcher(common)?;
    let selection = selection(arguments, common);
    let request = selection.request();
    let export = searcher.export(&selection)?;
    let matches = export.matches();
    complain_of(export.complaints(), &request, searcher.queries(), typed);
    write(arguments, &searcher, &selection, export)?;
    if let Some(path) = arguments.output() {
        note(&format!("{} in {}", count(matches, "article"), path.display()));
    }
    if matches == 0 {
        complain_of_nothing(&request, typed);
    }
    Ok(if matches > 0 { Status::Done } else { Status::Nothing })
}

fn selection(arguments: &ExportArguments, common: &Common) -> Selection {
    let ExportArguments { words, filters, any, sort, .. } = arguments;
    Selection {
        filters: filters.list(),
        any: *any,
        evidence: filters.evidence(),
        order: sort.map(Into::into).unwrap_or_default(),
        ..Selection::new(words.join(" "), common.today())
    }
}

/// Writes the rows, and the manifest; what is not complete is not kept.
fn write(
    arguments: &ExportArguments,
    searcher: &Searcher,
    selection: &Selection,
    export: Export<'_>,
) -> Result<(), Failure> {
    let (rows_to, manifest_to) = (arguments.output(), arguments.manifest.as_deref());
    let (rows_failed, manifest_failed) = (|error| failed(rows_to, error), |error| failed(manifest_to, error));
    let mut manifest = None;
    if manifest_to.is_some() {
        let rows = WrittenRows { format: arguments.rows().name().to_string(), bodies: arguments.bodies };
        let head = ManifestHead::of(searcher, selection, &export, rows)?;
        manifest = Some(ManifestWriter::new(Output::create(manifest_to)?, &head).map_err(manifest_failed)?);
    }
    let rows = ArticleWriter::new(Output::create(rows_to)?, arguments.rows(), arguments.bodies);
    let mut rows = rows.map_err(rows_failed)?;
    for article in export {
        let article = article?;
        if let Some(manifest) = &mut manifest {
            manifest.hit(&article).map_err(manifest_failed)?;
        }
        rows.article(article).map_err(rows_failed)?;
    }
    if rows.long() > 0 {
        let cells = count(rows.long(), "cell");
        note(&format!("{cells} longer than spreadsheets hold, which cut them: --format jsonl has all of it whole"));
    }
    rows.into_inner().keep()?;
    match manifest {
        Some(manifest) => manifest.finish().map_err(manifest_failed)?.keep(),
        None => Ok(()),
    }
}
