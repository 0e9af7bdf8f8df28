//! Tar archives (POSIX.1-1988 ustar, with the GNU and pax extensions), read from front to back.

use ::tar::Archive;

use super::{Container, Input, Kind, Member, Take, is_hidden};
use crate::read::record::Reason;
use crate::read::source::{Source, Stop};

/// The first header, and where in it stands the sum of its bytes.
const HEADER: usize = 512;
const SUM: std::ops::Range<usize> = 148..156;

pub(super) const TAR: Container = Container { extensions: &["tar"], sniff: is_tar, kind: Kind::Archive(members) };

/// The sum proves it, also where there is no mark, as before 1988. The sum itself counts as spaces.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..HEADER) else { return false };
    let written = std::str::from_utf8(&header[SUM]).unwrap_or_default();
    let written = u32::from_str_radix(written.trim_matches(['\0', ' ']), 8);
    let bytes = header.iter().enumerate().map(|(at, &byte)| if SUM.contains(&at) { b' ' } else { byte });
    header[0] != 0 && written == Ok(bytes.map(u32::from).sum())
}

fn members(input: Input<'_>, _: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = Archive::new(input.stream);
    // Archives that were put one behind the other are one.
    archive.set_ignore_zeros(true);
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
