//! Reading: from a path that the user names to articles as they were found. Knows nothing of dates, actors or an index.
//!
//! [`walk()`] lists the files below a root, [`read_file`] opens one and hands on each article or the reason why there is
//! none. Which [`Format`] reads a file is told from its content and its extension. A new format is one file in
//! `formats/` and one row in [`FORMATS`]; a container hands what it holds to the same entrance as a file.

mod address;
mod article;
mod containers;
mod decode;
mod exclude;
mod fields;
mod first_line;
mod formats;
mod garbled;
mod html;
mod json_scan;
mod limit;
mod lines;
mod note;
mod object;
mod open;
mod package;
mod properties;
mod reading;
mod record;
mod source;
mod walk;
mod wire;
mod xml;

pub use article::{Metadata, RawArticle, Shown};
pub use decode::{Decoded, decode};
pub use exclude::{PatternError, check_pattern};
pub use fields::{FieldMap, MapError};
pub use formats::{FORMATS, Format, format_by_name};
pub use limit::{LimitName, SkipKind};
pub use note::Note;
pub use open::{OpenFile, read_bytes, read_file, read_open, read_with};
pub use reading::Reading;
pub use record::{Reason, Record, Skip};
pub use source::{Limits, Outcome};
pub use walk::{FoundFile, RootError, Walk, WalkOptions, relative, walk, walk_in};
