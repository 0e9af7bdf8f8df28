//! Where rows go: to standard output, or to a file that is written as a whole or not at all, so that what is there already stays until the new one is
//! complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::path::{Path, PathBuf};

use dateline::WholeFile;

use super::failure::Failure;

/// What is being written. A file that is dropped before it is kept leaves nothing behind.
pub struct Output {
    path: Option<PathBuf>,
    out: BufWriter<Place>,
}

/// Where the bytes go.
enum Place {
    /// To a file that is to be.
    Whole(WholeFile),
    /// Into a pipe, or to a device: there is nothing to take the place of.
    Through(File),
    /// To standard output.
    Standard(StdoutLock<'static>),
}

impl Output {
    /// Begins a file, which shows whether it can be written; without a path, standard output.
    pub fn create(path: Option<&Path>) -> Result<Output, Failure> {
        let place = path.map_or_else(|| Ok(Place::Standard(io::stdout().lock())), place);
        let out = BufWriter::new(place.map_err(|error| failed(path, error))?);
        Ok(Output { path: path.map(Path::to_path_buf), out })
    }

    /// Writes what is still in memory, and puts the file where it was to be.
    pub fn keep(self) -> Result<(), Failure> {
        let Output { path, out } = self;
        let kept = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|place| match place {
            Place::Whole(file) => file.put(),
            Place::Through(mut file) => file.flush(),
            Place::Standard(mut out) => out.flush(),
        });
        kept.map_err(|error| failed(path.as_deref(), error))
    }
}

/// The failure that an error of writing to such a place is. Whoever reads from a pipe may have seen enough.
pub fn failed(path: Option<&Path>, error: io::Error) -> Failure {
    match path {
        Some(path) if error.kind() != ErrorKind::BrokenPipe => Failure::File(path.to_path_buf(), error),
        _ => Failure::Output(error),
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Place {
    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Place::Whole(file) => file,
            Place::Through(file) => file,
            Place::Standard(out) => out,
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

fn place(path: &Path) -> io::Result<Place> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(known) if !known.is_file() => OpenOptions::new().write(true).open(path).map(Place::Through),
        _ => WholeFile::create(path).map(Place::Whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_as_a_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hits.jsonl");
        let write = |text: &str| {
            let mut file = Output::create(Some(&path)).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file
        };
        write("old").keep().unwrap();
        drop(write("new"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        write("new").keep().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(Output::create(Some(folder.path())).is_err());
        assert!(Output::create(Some(&folder.path().join("no/hits.jsonl"))).is_err());
    }
}
