//! `dateline annotate`: what dateline sees in files, without an index.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use dateline::annotate::Annotator;
use dateline::index::{RootOptions, article_id};
use dateline::read::{RawArticle, RootError, Skip, read_with, relative, walk};
use dateline::search::id_text;
use serde::Serialize;

use super::Status;
use super::arguments::{AnnotateArguments, Common};
use super::article::{Marks, page};
use super::failure::Failure;
use super::json::ArticleJson;
use super::lists::lists;
use super::terminal::{NOTE, complain, print};
use super::wrap::{clean, styled};

/// Runs the command.
pub fn run(arguments: &AnnotateArguments, common: &Common) -> Result<Status, Failure> {
    let annotator = Annotator::new(common.today(), arguments.published);
    let mut printer = Printer {
        annotator,
        options: arguments.reading.change().apply(&RootOptions::default()),
        json: arguments.json.then(|| BufWriter::new(io::stdout())),
        articles: 0,
        skips: Vec::new(),
    };
    printer.begin().map_err(Failure::Output)?;
    for path in &arguments.paths {
        if path.as_os_str() == "-" {
            printer.standard_input()?;
        } else {
            printer.path(path)?;
        }
    }
    printer.end().map_err(Failure::Output)?;
    Ok(if printer.articles > 0 { Status::Done } else { Status::Nothing })
}

/// Prints articles as they are read, so that a large file does not have to fit into memory.
struct Printer {
    annotator: Annotator,
    options: RootOptions,
    json: Option<BufWriter<io::Stdout>>,
    articles: u64,
    skips: Vec<Skip>,
}

impl Printer {
    fn begin(&mut self) -> io::Result<()> {
        self.json.as_mut().map_or(Ok(()), |out| out.write_all(b"{\"articles\":["))
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(out) = &mut self.json else { return Ok(()) };
        out.write_all(b"],\"skipped\":")?;
        serde_json::to_writer(&mut *out, &self.skips)?;
        out.write_all(b"}\n")?;
        out.flush()
    }

    /// A file, or the files below a folder.
    fn path(&mut self, path: &Path) -> Result<(), Failure> {
        let unreadable = |error| match error {
            RootError::Missing(path) => Failure::File(path, io::Error::other("no such file or folder")),
            RootError::Unreadable { path, error } => Failure::File(path, error),
        };
        let here = env::current_dir().unwrap_or_default();
        for found in walk(path, self.options.walk()).map_err(unreadable)? {
            match found {
                Ok(file) => {
                    let below = relative(&here.join(&file.path), &here);
                    self.file(&file.path, &file.path, &below)?;
                }
                Err(skip) => self.skip(skip),
            }
        }
        Ok(())
    }

    /// Standard input goes through a file, because formats are told by name and content of one: by its name it is a text, unless its content is
    /// certainly something else.
    fn standard_input(&mut self) -> Result<(), Failure> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let path = env::temp_dir().join(format!("dateline-{}-{}.txt", std::process::id(), now.as_nanos()));
        let failed = |error| Failure::File(path.clone(), error);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // The text may be nobody else's business.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(failed)?;
        let copied = io::copy(&mut io::stdin().lock(), &mut file).map_err(failed);
        let result = copied.and_then(|_| self.file(&path, Path::new("-"), ""));
        // Left behind, it would be in the way of nobody but the disk.
        let _ = fs::remove_file(&path);
        result
    }

    /// Prints the articles of a file under the name `shown`.
    fn file(&mut self, path: &Path, shown: &Path, relative: &str) -> Result<(), Failure> {
        let mut result = Ok(());
        let mut ordinal = 0;
        let reading = self.options.reading();
        let _ = read_with(path, &reading, &mut |outcome| {
            ordinal += 1;
            match outcome {
                Ok(raw) => {
                    let raw = RawArticle { record: raw.record.with_path(shown), ..raw };
                    result = self.article(raw, relative, ordinal);
                }
                Err(skip) => self.skip(Skip { record: skip.record.with_path(shown), ..skip }),
            }
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        result
    }

    fn article(&mut self, raw: RawArticle, relative: &str, ordinal: usize) -> Result<(), Failure> {
        // As in an index of the current folder, unless another article there claims the same own id.
        let id = article_id(&raw, relative, ordinal);
        let article = self.annotator.annotate(raw, relative).article;
        let is_first = self.articles == 0;
        self.articles += 1;
        if let Some(out) = &mut self.json {
            return write_json(out, is_first, &ArticleJson::new(&article, id)).map_err(Failure::Output);
        }
        let text = page(&article, article.published, &article.record.to_string(), &id_text(id), &Marks::of(&article));
        print(&format!("{}{text}{}", if is_first { "" } else { "\n\n" }, lists(&article)))
    }

    fn skip(&mut self, skip: Skip) {
        complain(&format!(
            "{}: {}: {}",
            styled("note", NOTE),
            clean(&skip.record.to_string()),
            clean(&skip.reason.to_string())
        ));
        self.skips.push(skip);
    }
}

fn write_json(out: &mut impl Write, is_first: bool, article: &impl Serialize) -> io::Result<()> {
    out.write_all(if is_first { b"" } else { b"," })?;
    serde_json::to_writer(out, article)?;
    Ok(())
}
