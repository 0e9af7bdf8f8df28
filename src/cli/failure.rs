//! Why a command could not be done, in words, with what to do about it. The facts come from the library, the advice is made here.

use std::io;
use std::path::{Path, PathBuf};

use dateline::actors::{EditError, Fault, Key, TableError};
use dateline::index::IndexError;
use dateline::search::{Like, LikeError, ManifestError, RenameError, SavedFault, SearchError, ShowError};

use super::terminal::{ERROR, HINT};
use super::typed::{Typed, quoted};
use super::wrap::{clean, styled};
use super::{complaint, user_file};

/// Why a command could not be done.
#[derive(Debug)]
pub enum Failure {
    /// No index is named, and there is none in this folder or above.
    NoIndex(PathBuf),
    /// The index knows nothing of a folder or file.
    NotIndexed(PathBuf),
    /// A list names no file.
    EmptyList(PathBuf),
    /// The user has no cache folder.
    NoCache,
    /// The index could not be opened, refreshed or read.
    Index(IndexError),
    /// The query cannot be run.
    Query(SearchError),
    /// The article cannot be shown.
    Show(ShowError),
    /// The user's file of actors has faults.
    Actors {
        /// The file.
        path: PathBuf,
        /// What is in it.
        text: String,
        /// What is wrong.
        faults: Vec<Fault>,
    },
    /// The file of saved queries has faults.
    Queries {
        /// The file.
        path: PathBuf,
        /// What is in it.
        text: String,
        /// What is wrong.
        faults: Vec<SavedFault>,
    },
    /// The manifest of an export has a fault.
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is in it.
        text: String,
        /// What is wrong.
        error: ManifestError,
    },
    /// What a manifest asks cannot be asked any more.
    Asked {
        /// The manifest.
        path: PathBuf,
        /// Why.
        error: SearchError,
    },
    /// A query cannot be saved under a name, or there is none of it.
    Rename {
        /// Why.
        error: RenameError,
        /// The names that may have been meant, best first.
        nearest: Vec<String>,
    },
    /// There is nothing in a query that is to be saved.
    NoQuery,
    /// Something cannot be said of actors.
    Edit(EditError),
    /// A table cannot be taken over.
    Table(PathBuf, TableError),
    /// The file of actors was said to be none, and is to be changed.
    NoUserFile,
    /// Nobody is called so, but others have the words in their names.
    NoActor {
        /// The words.
        name: String,
        /// The others, those in most articles first.
        near: Vec<Key>,
    },
    /// The new name of an actor is another's.
    NameTaken {
        /// The actor.
        name: String,
        /// Who has the name.
        by: Vec<Key>,
    },
    /// Several actors are called so.
    SeveralActors {
        /// The name.
        name: String,
        /// Who is called so.
        actors: Vec<Key>,
    },
    /// The folder is not there in which a file is to be written.
    NoFolder(PathBuf),
    /// A file that the user named cannot be read or written.
    File(PathBuf, io::Error),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Failure::Index(error)
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Index(error) => Failure::Index(error),
            error => Failure::Query(error),
        }
    }
}

impl From<ShowError> for Failure {
    fn from(error: ShowError) -> Self {
        match error {
            ShowError::Search(error) => error.into(),
            error => Failure::Show(error),
        }
    }
}

/// Of actors that may be meant, so many are shown.
const NEAREST: usize = 5;

impl Failure {
    /// The error and the hint, as lines.
    pub fn text(&self, typed: &Typed) -> String {
        if let Failure::Query(SearchError::Query { text, complaints }) = self {
            return complaint::block(text, complaints, true, typed);
        }
        if let Failure::Actors { path, text, faults } = self {
            let advice = match typed.is_about_actors() {
                true => "mend the file; nothing was changed".to_string(),
                false => format!("mend the file, or go without it: {}", typed.with_option("actors", user_file::NONE)),
            };
            let place = |fault: &Fault| (fault.to_string(), fault.at.line as usize, fault.at.column as usize);
            return user_file::block(path, text, &faults.iter().map(place).collect::<Vec<_>>(), &advice);
        }
        if let Failure::Queries { path, text, faults } = self {
            let place = |fault: &SavedFault| (fault.to_string(), fault.line, fault.column);
            let faults: Vec<_> = faults.iter().map(place).collect();
            return user_file::block(path, text, &faults, "mend the file; nothing was changed");
        }
        if let Failure::Manifest { path, text, error } = self {
            let fault = (error.to_string(), error.line, error.column);
            let advice = "name what dateline export --manifest FILE has written";
            return user_file::block(path, text, &[fault], advice);
        }
        let error = format!("{}: {}\n", styled("error", ERROR), clean(&self.fact()));
        error + &hints(&self.advice(typed))
    }

    fn fact(&self) -> String {
        match self {
            Failure::NoIndex(folder) => format!("there is no index in {} or above", folder.display()),
            Failure::NotIndexed(path) => format!("the index holds nothing of {}", path.display()),
            Failure::EmptyList(list) => format!("the list {} names no file", list.display()),
            Failure::NoCache => "there is no cache folder to keep the index in".to_string(),
            Failure::Index(error @ IndexError::MissingRoot(_)) => {
                format!("{error}; nothing was removed from the index")
            }
            Failure::Index(error) => error.to_string(),
            Failure::Query(SearchError::UnknownList { list, known }) if known.is_empty() => {
                format!("there is no list {list:?}, and no other, in your file of actors")
            }
            Failure::Query(SearchError::UnknownList { list, known }) => {
                format!("there is no list {list:?} in your file of actors (lists: {})", known.join(", "))
            }
            Failure::Query(error) => error.to_string(),
            Failure::Edit(error) => error.to_string(),
            Failure::Table(path, error) => format!("{}: {error}", path.display()),
            Failure::NoUserFile => "--actors none names no file that could be changed".to_string(),
            Failure::NoActor { name, .. } => format!("no article is counted for {name:?}"),
            Failure::NameTaken { by, .. } => {
                let (name, kind) = by.first().map_or(("", ""), |actor| (actor.name.as_str(), actor.kind.name()));
                format!("there is a {name:?} already ({kind})")
            }
            Failure::SeveralActors { name, actors } => {
                let called: Vec<String> =
                    actors.iter().map(|actor| format!("{:?} ({})", actor.name, actor.kind.name())).collect();
                format!("{name:?} may be {}", called.join(", "))
            }
            Failure::Rename { error, .. } => error.to_string(),
            Failure::NoQuery => "there is nothing to search for in this query".to_string(),
            Failure::Actors { path, .. } | Failure::Queries { path, .. } | Failure::Manifest { path, .. } => {
                format!("{} has faults", path.display())
            }
            Failure::Asked { path, error } => {
                let why = match error {
                    SearchError::Query { text, complaints } => {
                        let what: Vec<String> = complaints.iter().map(|c| c.message.clone()).collect();
                        format!("{text}: {}", what.join("; "))
                    }
                    error => error.to_string(),
                };
                format!("what {} asks cannot be asked: {why}", path.display())
            }
            Failure::Show(error) => error.to_string(),
            Failure::NoFolder(folder) => format!("there is no folder {}", folder.display()),
            Failure::File(path, error) => format!("{}: {}", path.display(), plain(error)),
            Failure::Output(error) => format!("the output cannot be written: {}", plain(error)),
        }
    }

    fn advice(&self, typed: &Typed) -> Vec<String> {
        match self {
            Failure::NoIndex(_) => vec!["dateline index PATH".to_string()],
            Failure::NotIndexed(path) => vec![format!("check the name, or add it: dateline index {}", shell(path))],
            Failure::EmptyList(_) => vec!["find . -name '*.txt' | dateline index --list-file -".to_string()],
            Failure::NoFolder(folder) => vec![format!("mkdir -p {}", shell(folder))],
            Failure::NoCache => vec!["set HOME or XDG_CACHE_HOME, or use dateline index --index DIR PATH".to_string()],
            Failure::Index(error) => of_index(error, typed),
            Failure::SeveralActors { actors, .. } if actors.iter().all(|actor| actor.name == actors[0].name) => {
                let kinds = actors.iter().map(|actor| actor.kind.name());
                kinds.map(|kind| typed.with_option("type", kind).to_string()).collect()
            }
            Failure::SeveralActors { name, actors } | Failure::NoActor { name, near: actors } => {
                actors.iter().take(NEAREST).map(|actor| typed.with_word(name, &actor.name).to_string()).collect()
            }
            Failure::Rename { error: RenameError::Unknown(name), nearest } if !nearest.is_empty() => {
                nearest.iter().map(|near| typed.with_word(name, near).to_string()).collect()
            }
            Failure::Rename { error: RenameError::Unknown(_), .. } => vec!["dateline query lists them".to_string()],
            Failure::Rename { error: RenameError::Taken(name), .. } => {
                vec![format!("if it is not wanted: dateline query remove {}", quoted(name))]
            }
            Failure::Rename { .. } | Failure::NoQuery | Failure::Queries { .. } | Failure::Manifest { .. } => {
                Vec::new()
            }
            Failure::Asked { .. } => vec!["dateline export QUERY... --manifest FILE makes another".to_string()],
            Failure::NoUserFile => vec!["name a file, or leave the option out".to_string()],
            Failure::NameTaken { name, by } => {
                let merge = |actor: &Key| format!("dateline actors merge {} {}", quoted(&actor.name), quoted(name));
                by.iter().take(1).map(|actor| format!("if they are one: {}", merge(actor))).collect()
            }
            Failure::Query(SearchError::UnknownList { list, .. }) => {
                vec![format!("dateline actors watch {} ACTOR...", quoted(list))]
            }
            Failure::Show(ShowError::NotAnId(_)) => {
                vec!["an id such as 3f2a91c0 stands under each title that dateline search prints".to_string()]
            }
            Failure::Show(ShowError::Unknown(_)) => {
                vec!["dateline search WORDS prints the ids of what it finds".to_string()]
            }
            Failure::Show(ShowError::Ambiguous { ids, .. }) => {
                ids.iter().map(|id| format!("dateline show {id}")).collect()
            }
            Failure::Query(SearchError::Like(error)) => of_like(error, typed),
            Failure::Show(ShowError::Search(_))
            | Failure::Query(_)
            | Failure::Edit(_)
            | Failure::Table(..)
            | Failure::Actors { .. }
            | Failure::File(..)
            | Failure::Output(_) => Vec::new(),
        }
    }
}

fn of_like(error: &LikeError, typed: &Typed) -> Vec<String> {
    let instead = |like: Like| typed.with_option("like", &like.to_string()).to_string();
    match error {
        LikeError::Article { like, error } => match &**error {
            ShowError::Ambiguous { ids, .. } => {
                ids.iter().map(|id| instead(Like { id: id.clone(), ..like.clone() })).collect()
            }
            _ => vec!["an id such as 3f2a91c0 stands under each title that dateline search prints".to_string()],
        },
        LikeError::NoPassage { passages: 0, .. } => Vec::new(),
        LikeError::NoPassage { like, passages } => {
            vec![instead(Like { passage: Some(*passages), ..like.clone() })]
        }
        LikeError::NothingTelling { like: Like { id, passage: Some(_) } } => {
            vec![format!("the whole article: {}", instead(Like { id: id.clone(), passage: None }))]
        }
        LikeError::NothingTelling { like } => vec![format!("what is in it: dateline show {}", like.id)],
    }
}

fn of_index(error: &IndexError, typed: &Typed) -> Vec<String> {
    match error {
        IndexError::Missing(path) => vec![indexing(path)],
        IndexError::NotAnIndex(_) => vec!["name another folder with --index".to_string()],
        IndexError::OtherFormat { path, .. } | IndexError::Damaged { path, .. } => {
            vec![format!("make it anew: rm -r {} && {}", shell(path), indexing(path))]
        }
        IndexError::Locked(_) => vec![format!("when the other one is done: {typed}")],
        IndexError::Permission(path) => {
            vec![format!("make {} writable, or use another index with --index", shell(path))]
        }
        IndexError::MissingRoot(path) if typed.has(&["corpus"]) => vec![format!("check the name {}", shell(path))],
        IndexError::MissingRoot(_) => {
            vec![format!("check the name; if it is on a disk that is not connected, connect it and repeat: {typed}")]
        }
        IndexError::NoRoots(path) => vec![indexing(path)],
        IndexError::InnerOptions { inner, outer } => {
            let inner = inner.to_string_lossy();
            vec![format!("say it of the whole: {}", typed.with_path(&inner, &outer.to_string_lossy()))]
        }
        IndexError::Io { .. } | IndexError::Engine { .. } => Vec::new(),
    }
}

/// The command that fills the index in `path`.
fn indexing(path: &Path) -> String {
    super::location::command("index", path) + " PATH"
}

fn shell(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

/// Pieces of advice, one a line.
pub fn hints(advice: &[String]) -> String {
    advice.iter().map(|line| format!("{}: {}\n", styled("hint", HINT), clean(line))).collect()
}

/// What the system said, without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.clone(), |(words, _)| words.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    fn text(failure: impl Into<Failure>, typed: &[&str]) -> String {
        let typed = Typed::new(&typed.iter().map(OsString::from).collect::<Vec<_>>());
        anstream::adapter::strip_str(&failure.into().text(&typed)).to_string()
    }

    #[test]
    fn errors_show_the_command_to_type_next() {
        let path = PathBuf::from("/a b/index");
        let other = IndexError::OtherFormat { path: path.clone(), found: "1".into(), expected: "2" };
        let shown = text(other, &["dateline", "search", "x"]);
        assert!(
            shown.ends_with("hint: make it anew: rm -r '/a b/index' && dateline index --index '/a b/index' PATH\n"),
            "{shown}"
        );
        let shown = text(IndexError::MissingRoot("/media/disk".into()), &["dateline", "index", "/media/disk"]);
        assert!(
            shown.starts_with("error: /media/disk does not exist; nothing was removed from the index\nhint: "),
            "{shown}"
        );
        assert!(shown.ends_with("repeat: dateline index /media/disk\n"), "{shown}");
        let ambiguous = ShowError::Ambiguous { asked: "3".into(), ids: vec!["30".into(), "31".into()] };
        assert!(
            text(ambiguous, &["dateline", "show", "3"]).ends_with("hint: dateline show 30\nhint: dateline show 31\n")
        );
    }

    #[test]
    fn nothing_in_a_name_reaches_the_terminal_as_a_command() {
        let shown = Failure::from(IndexError::MissingRoot("/x\u{1b}]0;y\u{7}".into())).text(&Typed::new(&[]));
        assert!(!shown.contains('\u{7}') && !shown.contains("\u{1b}]"));
    }
}
