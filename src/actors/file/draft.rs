//! A file that is being changed: its text, what it said, and what it is to say.

use super::check::check;
use super::edit::EditError;
use super::write::rewritten;
use super::{ActorsFile, Fault};

/// A file of actors that is being changed. Each change is made as a whole or not at all, and what comes out is always a file without faults, in which
/// all comments and all that was not changed stand as they stood.
///
/// ```
/// use dateline::actors::Draft;
///
/// let text = "# Libya\n[[actor]]\nname = 'Muammar Gaddafi' # the colonel\n";
/// let mut draft = Draft::open(text.to_string()).expect("no faults");
/// draft.merge("Muammar Gaddafi", &["Kadafi"], None).expect("nothing is in the way");
/// assert_eq!(draft.text(), "# Libya\n[[actor]]\nname = 'Muammar Gaddafi' # the colonel\naliases = [\"Kadafi\"]\n");
/// ```
#[derive(Debug, Clone)]
pub struct Draft {
    text: String,
    before: ActorsFile,
    after: ActorsFile,
}

impl Draft {
    /// Begins to change the file with this text. The text of a file that is not there yet is empty.
    pub fn open(text: String) -> Result<Draft, Vec<Fault>> {
        let before = ActorsFile::parse(&text)?;
        Ok(Draft { text, after: before.clone(), before })
    }

    /// What the file said.
    pub fn before(&self) -> &ActorsFile {
        &self.before
    }

    /// What it is to say. Positions are those in the text before.
    pub fn after(&self) -> &ActorsFile {
        &self.after
    }

    /// The text with the changes.
    pub fn text(&self) -> String {
        rewritten(&self.text, &self.before, &self.after)
    }

    /// Makes a change, unless it fails or what comes out has a fault.
    pub(super) fn change<T>(
        &mut self,
        change: impl FnOnce(&mut ActorsFile) -> Result<T, EditError>,
    ) -> Result<T, EditError> {
        let mut after = self.after.clone();
        let made = change(&mut after)?;
        if let Some(fault) = check(&after).into_iter().next() {
            return Err(EditError::Conflict(fault.kind));
        }
        self.after = after;
        Ok(made)
    }
}
