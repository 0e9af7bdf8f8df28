//! How a refresh tells what it is doing. Prints nothing.

/// What a refresh is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Listing files.
    Listing,
    /// Reading them: bytes and files in all.
    Reading {
        /// Bytes of all files to be read.
        bytes: u64,
        /// Number of files to be read.
        files: u64,
    },
    /// Writing what was read to the disk.
    Writing,
}

/// Is told how a refresh goes on. The library prints nothing.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, _stage: Stage) {}
    /// A file of so many bytes was read to its end.
    fn file(&self, _bytes: u64) {}
    /// An article was annotated.
    fn article(&self) {}
}

impl Progress for () {}
