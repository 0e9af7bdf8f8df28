//! Gzip (RFC 1952): all members of a file one after the other. Where one is damaged, reading fails once and then goes on with the next, so that one
//! broken page does not end a web archive. What stands behind the last member is no part of it.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::{Container, Kind};

pub(super) const GZIP: Container = Container {
    extensions: &["gz", "gzip", "tgz"],
    sniff: |head| head.starts_with(&MAGIC),
    kind: Kind::Packed(|packed| Ok(Box::new(Members { state: State::Between(Rewound::new(packed)), is_told: false }))),
};

/// What members begin with: the mark, and the only method of packing that there is.
const MAGIC: [u8; 3] = [0x1F, 0x8B, 0x08];

/// A part of a packed file is damaged; what follows can be read.
#[derive(Debug, thiserror::Error)]
#[error("a part of the packed file is damaged ({0})")]
pub(super) struct Gap(String);

/// Whether reading goes on behind an error.
pub(super) fn is_gap(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Gap>())
}

struct Members<R> {
    state: State<R>,
    /// Nothing was read since the damage was told.
    is_told: bool,
}

enum State<R> {
    Member(Box<GzDecoder<Rewound<R>>>),
    Between(Rewound<R>),
    Done,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut packed) => {
                    if !packed.seek_magic()? {
                        return Ok(0);
                    }
                    self.state = State::Member(Box::new(GzDecoder::new(packed)));
                }
                State::Member(mut member) => match member.read(buffer) {
                    Ok(0) if !buffer.is_empty() => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.is_told = false;
                        self.state = State::Member(member);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(error),
                    Err(error) => {
                        self.state = State::Between(member.into_inner());
                        if !std::mem::replace(&mut self.is_told, true) {
                            return Err(io::Error::other(Gap(error.to_string())));
                        }
                    }
                },
            }
        }
    }
}

/// A stream to which the beginning of a member can be given back.
struct Rewound<R> {
    /// How many bytes of [`MAGIC`], from its end, come before the stream.
    left: usize,
    inner: R,
}

impl<R: BufRead> Rewound<R> {
    fn new(inner: R) -> Self {
        Rewound { left: 0, inner }
    }

    /// Passes over everything up to the next member. False when there is none.
    fn seek_magic(&mut self) -> io::Result<bool> {
        let mut known = 0;
        while known < MAGIC.len() {
            let Some(&byte) = self.fill_buf()?.first() else { return Ok(false) };
            self.consume(1);
            known = match byte {
                byte if byte == MAGIC[known] => known + 1,
                byte => usize::from(byte == MAGIC[0]),
            };
        }
        self.left = MAGIC.len();
        Ok(true)
    }
}

impl<R: BufRead> Read for Rewound<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Rewound<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.left {
            0 => self.inner.fill_buf(),
            left => Ok(&MAGIC[MAGIC.len() - left..]),
        }
    }

    fn consume(&mut self, count: usize) {
        match self.left {
            0 => self.inner.consume(count),
            left => self.left = left.saturating_sub(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    /// What comes out, with `~` for a gap and `!` for another error.
    fn unpacked(bytes: &[u8]) -> String {
        let mut members = Members { state: State::Between(Rewound::new(bytes)), is_told: false };
        let mut text = Vec::new();
        loop {
            match members.read_to_end(&mut text) {
                Ok(_) => return String::from_utf8(text).unwrap(),
                Err(error) if is_gap(&error) => text.push(b'~'),
                Err(_) => text.push(b'!'),
            }
        }
    }

    #[test]
    fn members_follow_one_another_around_damage() {
        let (one, two, three) = (member("one "), member("two "), member("three"));
        assert_eq!(unpacked(&[&one[..], &two, &three].concat()), "one two three");
        assert_eq!(unpacked(&[&one[..], b"\0\0\0garbage"].concat()), "one ");
        let mut broken = two.clone();
        let checksum = broken.len() - 6;
        broken[checksum] ^= 0xFF;
        assert_eq!(unpacked(&[&one[..], &broken, &three].concat()), "one two ~three");
        broken[10] = 0xFF;
        assert_eq!(unpacked(&[&one[..], &broken, &three].concat()), "one ~three");
        assert_eq!(unpacked(&[&one[..], &three[..9]].concat()), "one !");
    }
}
