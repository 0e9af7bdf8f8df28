//! Every key of an index under its folded name, with how many articles have it, and which keys go together by themselves. A text of lines in
//! two sorted parts, which is searched as it lies on the disk: opening it costs nothing, however many names there are. Knows no index.

use std::ops::{Deref, Range};

use super::key::Key;
use crate::annotate::ActorKind;
use crate::text::folded_name;

/// The first word of a register.
const MARK: &str = "dateline-actors-1";

/// A register, as it lies somewhere.
pub struct Register {
    bytes: Box<dyn Deref<Target = [u8]> + Send + Sync>,
    /// Lines of kind, name and leader.
    merged: Range<usize>,
    /// Lines of folded name, kind, number of articles and name.
    names: Range<usize>,
}

/// A key and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The key.
    pub key: Key,
    /// The number of articles.
    pub articles: u32,
}

/// A name in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The form under which it is looked up: that of [`folded_name`].
    pub folded: &'a str,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The number of articles.
    pub articles: u32,
    /// The name.
    pub name: &'a str,
}

impl Register {
    /// The bytes of a register. `leader` has for each key the number of the one that it goes with, which is its own where it stands by itself;
    /// `names` is what [`Register::names`] makes of the keys.
    pub fn write(keys: &[Counted], leader: &[u32], names: &str) -> Vec<u8> {
        let together = keys.iter().zip(leader).enumerate().filter(|(number, (_, leader))| *number != **leader as usize);
        let mut merged: Vec<String> = together
            .map(|(_, (Counted { key, .. }, &leader))| {
                format!("{}\t{}\t{}\n", key.kind.name(), key.name, keys[leader as usize].key.name)
            })
            .collect();
        merged.sort_unstable();
        let merged = merged.concat();
        format!("{MARK}\t{}\n{merged}{names}", merged.len()).into_bytes()
    }

    /// The part of a register that has the names of all keys. It does not depend on which go together, and may be made meanwhile.
    pub fn names(keys: &[Counted]) -> String {
        let line = |Counted { key, articles }: &Counted| {
            format!("{}\t{}\t{articles}\t{}\n", folded_name(&key.name), key.kind.name(), key.name)
        };
        let mut names: Vec<String> = keys.iter().map(line).collect();
        names.sort_unstable();
        names.concat()
    }

    /// The register that some bytes are; none if they are not.
    pub fn new(bytes: impl Deref<Target = [u8]> + Send + Sync + 'static) -> Option<Register> {
        let head = bytes.iter().position(|&b| b == b'\n')? + 1;
        let (mark, length) = std::str::from_utf8(&bytes[..head - 1]).ok()?.split_once('\t')?;
        let middle = head.checked_add(length.parse().ok()?)?;
        let end = bytes.len();
        let whole = mark == MARK && middle <= end && (head == end || bytes.ends_with(b"\n"));
        whole.then(|| Register { bytes: Box::new(bytes), merged: head..middle, names: middle..end })
    }

    /// The name of the key that a key goes with by itself, if that is another.
    pub fn leader(&self, kind: ActorKind, name: &str) -> Option<&str> {
        let start = format!("{}\t{name}\t", kind.name());
        self.beginning(&self.merged, &start).next().map(|line| &line[start.len()..])
    }

    /// All keys that go with another one by themselves: kind, name, and the name of the other.
    pub fn merged(&self) -> impl Iterator<Item = (ActorKind, &str, &str)> {
        lines(&self.bytes[self.merged.clone()]).filter_map(|line| {
            let mut parts = line.splitn(3, '\t');
            Some((ActorKind::from_name(parts.next()?)?, parts.next()?, parts.next()?))
        })
    }

    /// The keys whose folded name is this one.
    pub fn called(&self, folded: &str) -> impl Iterator<Item = Entry<'_>> {
        self.beginning(&self.names, &format!("{folded}\t")).filter_map(read)
    }

    /// The entry of a key, if it is in the index.
    pub fn entry(&self, key: &Key) -> Option<Entry<'_>> {
        self.called(&folded_name(&key.name)).find(|entry| entry.kind == key.kind && entry.name == key.name)
    }

    /// All keys, in the order of their folded names.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        lines(&self.bytes[self.names.clone()]).filter_map(read)
    }

    /// The lines of a part that begin so, found by halving.
    fn beginning<'a>(&'a self, part: &Range<usize>, start: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let bytes = &self.bytes[part.clone()];
        let line_start = |at: usize| memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1);
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = line_start((low + high) / 2);
            let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |n| middle + n + 1);
            if bytes[middle..end] < *start.as_bytes() { low = end } else { high = middle }
        }
        let start = start.to_string();
        lines(&bytes[low..]).take_while(move |line| line.starts_with(&start))
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &str> {
    bytes.split(|&b| b == b'\n').filter_map(|line| std::str::from_utf8(line).ok()).filter(|line| !line.is_empty())
}

fn read(line: &str) -> Option<Entry<'_>> {
    let mut parts = line.splitn(4, '\t');
    let (folded, kind) = (parts.next()?, ActorKind::from_name(parts.next()?)?);
    Some(Entry { folded, kind, articles: parts.next()?.parse().ok()?, name: parts.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register(names: &[(&str, u32, u32)]) -> Register {
        let keys: Vec<Counted> = names
            .iter()
            .map(|&(name, articles, _)| Counted { key: Key::new(ActorKind::Person, name), articles })
            .collect();
        let leaders: Vec<u32> = names.iter().map(|&(.., leader)| leader).collect();
        Register::new(Register::write(&keys, &leaders, &Register::names(&keys))).unwrap()
    }

    #[test]
    fn every_name_is_found_under_its_folded_form() {
        let names: Vec<(String, u32, u32)> = (0..300).map(|n| (format!("Åsa {n}"), n, n / 7 * 7)).collect();
        let names: Vec<(&str, u32, u32)> = names.iter().map(|(name, a, l)| (name.as_str(), *a, *l)).collect();
        let register = register(&names);
        for &(name, articles, leader) in &names {
            let folded = name.to_lowercase().replace('å', "a");
            let found: Vec<Entry> = register.called(&folded).collect();
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!((found[0].name, found[0].articles), (name, articles));
            let expected = (articles != leader).then(|| format!("Åsa {leader}"));
            assert_eq!(register.leader(ActorKind::Person, name).map(str::to_string), expected);
        }
        assert_eq!(register.called("asa").count(), 0);
        assert_eq!(register.leader(ActorKind::Place, "Åsa 1"), None);
        assert_eq!((register.entries().count(), register.merged().count()), (300, 300 - 43));
    }

    #[test]
    fn what_is_no_register_is_refused() {
        for bytes in ["", "x", "dateline-actors-1\t5\nab\n", "dateline-actors-1\t-1\n", "dateline-actors-0\t0\n"] {
            assert!(Register::new(bytes.as_bytes()).is_none(), "{bytes:?}");
        }
        let empty = Register::new(Register::write(&[], &[], "")).unwrap();
        assert_eq!(empty.called("x").count() + empty.entries().count() + empty.merged().count(), 0);
    }
}
