//! Files that gzip packed (RFC 1952), in one part or in many, as web archives are: a part that is damaged is an error once, and what follows is the
//! next part that begins behind it.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::{Container, Kind, Stream};

pub(super) const GZIP: Container = Container {
    extensions: &["gz", "gzip", "tgz"],
    sniff: |head| head.starts_with(MARK),
    kind: Kind::Packed(|packed| Ok(Box::new(Parts { part: State::Between(packed) }) as Box<dyn Read>)),
};

/// How each part begins: the mark of the format and of its only method.
const MARK: &[u8] = b"\x1f\x8b\x08";

/// The content of all parts, one behind the other.
struct Parts<'a> {
    part: State<'a>,
}

enum State<'a> {
    Inside(Box<GzDecoder<Stream<'a>>>),
    Between(Stream<'a>),
    /// Behind a damaged part.
    Lost(Stream<'a>),
    End,
}

impl Read for Parts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.part, State::End) {
                State::End => return Ok(0),
                State::Between(mut packed) => {
                    // Behind the last part some programs write zeros.
                    if packed.fill_buf()?.first().is_some_and(|byte| *byte != 0) {
                        self.part = State::Inside(Box::new(GzDecoder::new(packed)));
                    }
                }
                State::Lost(mut packed) => {
                    if find_mark(&mut packed)? {
                        let part = GzDecoder::new(Box::new(io::Cursor::new(MARK).chain(packed)) as Stream<'_>);
                        self.part = State::Inside(Box::new(part));
                    }
                }
                State::Inside(mut part) => match part.read(buffer) {
                    Ok(0) if !buffer.is_empty() => self.part = State::Between(part.into_inner()),
                    Ok(read) => {
                        self.part = State::Inside(part);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.part = State::Inside(part);
                        return Err(error);
                    }
                    Err(error) => {
                        self.part = State::Lost(part.into_inner());
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// Passes over everything up to and with the next mark. Whether there is one.
fn find_mark(packed: &mut Stream<'_>) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let window = packed.fill_buf()?;
        if window.is_empty() {
            return Ok(false);
        }
        let mut used = 0;
        while used < window.len() && matched < MARK.len() {
            match window[used] {
                byte if byte == MARK[matched] => matched += 1,
                byte => matched = usize::from(byte == MARK[0]),
            }
            used += 1;
        }
        packed.consume(used);
        if matched == MARK.len() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn pack(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    /// What is read, with `!` for each error.
    fn unpacked(packed: &[u8]) -> String {
        // Small buffers, so that the mark is cut everywhere.
        let stream: Stream<'_> = Box::new(io::BufReader::with_capacity(2, packed));
        let Kind::Packed(unpack) = GZIP.kind else { panic!() };
        let mut unpacker = unpack(stream).unwrap();
        let (mut text, mut buffer) = (String::new(), [0; 64]);
        loop {
            match unpacker.read(&mut buffer) {
                Ok(0) => return text,
                Ok(read) => text += &String::from_utf8_lossy(&buffer[..read]),
                Err(_) => text.push('!'),
            }
        }
    }

    #[test]
    fn parts_follow_each_other_and_zeros_end_them() {
        assert_eq!(unpacked(&[pack("one "), pack(""), pack("two")].concat()), "one two");
        assert_eq!(unpacked(&[pack("one"), vec![0; 100]].concat()), "one");
    }

    #[test]
    fn behind_a_damaged_part_the_next_is_read() {
        let mut damaged = pack(&"lost ".repeat(100));
        let at = damaged.len() / 2;
        damaged[at] ^= 0xFF;
        let found = unpacked(&[pack("one "), damaged, pack("two")].concat());
        assert!(found.starts_with("one ") && found.contains('!') && found.ends_with("two"), "{found}");
        assert_eq!(unpacked(&[pack("one"), b"garbage".to_vec()].concat()), "one!");
        let cut = pack(&"cut off ".repeat(100));
        assert!(unpacked(&cut[..cut.len() - 4]).ends_with('!'));
    }
}
