//! Tar archives (POSIX.1-1988 ustar, with the GNU and pax extensions), read from front to back.

use ::tar::Archive;

use super::{Container, Input, Kind, Member, Take, is_hidden};
use crate::read::record::Reason;
use crate::read::source::{Source, Stop};

/// Where its mark stands in the first header.
const MARK: std::ops::Range<usize> = 257..262;

pub(super) const TAR: Container =
    Container { extensions: &["tar"], sniff: |head| head.get(MARK) == Some(b"ustar"), kind: Kind::Archive(members) };

fn members(input: Input<'_>, _: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = Archive::new(input.stream);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).trim_start_matches("./").to_string();
        let kind = entry.header().entry_type();
        // Folders hold nothing themselves.
        if kind.is_dir() || is_hidden(&name) {
            continue;
        }
        let size = Some(entry.size());
        let content = match kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            true => Ok(&mut entry as &mut dyn std::io::Read),
            false if kind.is_symlink() || kind.is_hard_link() => Err(Reason::Link),
            false => Err(Reason::Special),
        };
        take(Member::file(name, size, content))?;
    }
    Ok(())
}
