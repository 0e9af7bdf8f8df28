//! Archives and packed files of all kinds, whole and broken, made here and read as files.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use super::*;
use crate::read::{Limits, read_file};

const LINES: &[u8] = b"{\"title\":\"A\",\"text\":\"x\"}\n{\"title\":\"B\"}\n";
/// The same as the xz tool packs it.
const XZ: &[u8] = b"\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x0c\x00\x00\x00\x8f\x98\x41\x9c\xe0\x00\x26\x00\x22\x5d\x00\x3d\x88\x8a\x86\xd4\x54\xe9\xdd\x37\x78\xd5\x56\x7e\xea\x14\x56\x96\xa7\x4d\x69\x1c\xe5\x8f\x18\x77\x33\xbd\xa0\xa1\x30\xc4\x31\xcd\x20\x00\x00\x00\x19\x87\xfd\x21\x53\x65\x0b\xb1\x00\x01\x3e\x27\x3d\x1b\x49\xc4\x1f\xb6\xf3\x7d\x01\x00\x00\x00\x00\x04\x59\x5a";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Each record of a file as `position title`, or `position: reason`.
fn records(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut found = Vec::new();
    let _ = read_file(&path, None, &Limits { text: 1 << 20, ..Limits::default() }, &mut |outcome| {
        found.push(match outcome {
            Ok(article) => format!("{} {}", article.record.position(), article.title),
            Err(skip) => format!("{}: {}", skip.record.position(), skip.reason),
        });
        ControlFlow::Continue(())
    });
    found
}

#[test]
fn a_packed_file_is_read_as_what_it_holds() {
    let zstd = ::zstd::encode_all(LINES, 1).unwrap();
    let two_members = [gzip(&LINES[..25]), gzip(&LINES[25..])].concat();
    for (name, bytes) in [
        ("a.jsonl.gz", gzip(LINES)),
        ("a.gz", gzip(LINES)),
        ("a.bin", gzip(LINES)),
        ("a.jsonl.gz", two_members),
        ("a.jsonl.zst", zstd),
        ("a.jsonl.bz2", bzip2(LINES)),
        ("a.jsonl.xz", XZ.to_vec()),
    ] {
        assert_eq!(records(name, &bytes), [":1 A", ":2 B"], "{name}");
    }
    assert_eq!(records("news.txt.gz", &gzip(b"Title\n\nText.")), [" Title"]);
    assert_eq!(records("news.dat.gz", &gzip(b"Title\n\nText.")), [": no format for files of this kind"]);
}

#[test]
fn archives_are_walked_at_any_depth() {
    let inner =
        zip(&[("b/lines.jsonl", LINES), ("b/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\r"), ("b/.DS_Store", b"x")]);
    let outer =
        tar(&[("./a.txt", b"Title\n\nText."), ("inner.zip", &inner), ("empty.txt", b""), ("__MACOSX/a.txt", b"x")]);
    let expected = [
        "!a.txt Title",
        "!inner.zip!b/lines.jsonl:1 A",
        "!inner.zip!b/lines.jsonl:2 B",
        "!inner.zip!b/picture.png: not text (binary data)",
        "!empty.txt: empty",
    ];
    assert_eq!(records("a.tar", &outer), expected);
    assert_eq!(records("a.tgz", &gzip(&outer)), expected);
    assert_eq!(records("a.zip", &zip(&[("a.tar", &outer)]))[0], "!a.tar!a.txt Title");
}

#[test]
fn what_came_before_the_damage_is_kept() {
    let packed = gzip(&LINES.repeat(20_000));
    let found = records("a.jsonl.gz", &packed[..packed.len() - 20]);
    assert!(found.len() > 30_000 && found[0] == ":1 A", "{}", found.len());
    assert!(found.last().unwrap().contains(": cannot be read: "), "{:?}", found.last());
    let outer = tar(&[("a.txt", b"Title\n\nText."), ("b.txt", b"Other\n\nText.")]);
    let found = records("a.tar", &outer[..1100]);
    assert_eq!((found[0].as_str(), found.len()), ("!a.txt Title", 2), "{found:?}");
    let whole = zip(&[("a.txt", b"Title\n\nText.")]);
    let found = records("a.zip", &whole[..whole.len() - 10]);
    assert_eq!(found[0], "!a.txt Title");
    assert!(found[1].starts_with(": the archive is damaged ("), "{found:?}");
}

#[test]
fn a_bomb_is_a_skip() {
    let mut packed = LINES.to_vec();
    (0..7).for_each(|_| packed = gzip(&packed));
    assert_eq!(records("a.gz", &packed), [": packed more than 5 times, one in another"]);
    let budget = Budget::of(10, &Limits::default());
    let error = std::io::copy(&mut budget.meter(std::io::repeat(0)), &mut std::io::sink()).unwrap_err();
    assert!(matches!(Reason::from_io(&error), Reason::Expands(_)));
}

#[test]
fn members_that_cannot_be_read_are_skips_of_their_own() {
    let texts: &[(&str, &[u8])] = &[("../a.txt", b"Title\n\nText."), ("/b.txt", b"Other\n\nText.")];
    let whole = zip(texts);
    let at = |mark: &[u8]| memchr::memmem::find(&whole, mark).unwrap();
    let changed = |places: &[(usize, u8)]| {
        let mut changed = whole.clone();
        places.iter().for_each(|&(at, byte)| changed[at] = byte);
        records("a.zip", &changed)
    };
    assert_eq!(changed(&[]), ["!../a.txt Title", "!/b.txt Other"]);
    let (first, listed) = (at(b"PK\x03\x04"), at(b"PK\x01\x02"));
    assert_eq!(changed(&[(first + 6, 1), (listed + 8, 1)]), ["!../a.txt: protected with a password", "!/b.txt Other"]);
    assert_eq!(
        changed(&[(first + 8, 98), (listed + 10, 98)]),
        ["!../a.txt: packed in a way that is not read (zip method 98)", "!/b.txt Other"]
    );
    // A letter of the packed text is another one.
    let broken = changed(&[(first + 30 + 8 + 4, 0xFF)]);
    assert!(broken.len() == 2 && broken[0].starts_with("!../a.txt") && broken[1] == "!/b.txt Other", "{broken:?}");
}

#[test]
fn names_in_other_encodings_are_read() {
    let mut whole = zip(&[("caf?.txt", b"Title\n\nText.")]);
    for at in memchr::memmem::find_iter(&whole.clone(), b"caf?") {
        whole[at + 3] = 0x82;
    }
    assert_eq!(records("a.zip", &whole), ["!café.txt Title"]);
}

#[test]
fn members_of_one_name_are_not_lost_in_silence() {
    let mut whole = zip(&[("a.txt", b"Title\n\nText."), ("b.txt", b"Other\n\nText.")]);
    for at in memchr::memmem::find_iter(&whole.clone(), b"b.txt") {
        whole[at] = b'a';
    }
    let found = records("a.zip", &whole);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].ends_with("the archive is damaged (1 of its members has the name of another)"), "{found:?}");
}

#[test]
fn a_large_archive_in_an_archive_is_read() {
    let filler: Vec<u8> = (0..3_000_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let inner = zip(&[("filler.bin", &filler), ("a.txt", b"Title\n\nText.")]);
    let found = records("a.tar", &tar(&[("inner.zip", &inner)]));
    assert_eq!(found, ["!inner.zip!filler.bin: not text (binary data)", "!inner.zip!a.txt Title"]);
}

#[test]
fn tar_archives_of_all_kinds() {
    let long = format!("{}/a.txt", "folder".repeat(40));
    let gnu = tar(&[(&long, b"Title\n\nText.")]);
    assert_eq!(records("a.tar", &gnu), [format!("!{long} Title")]);
    let mut archive = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_old();
    header.set_path("old.txt").unwrap();
    header.set_size(12);
    header.set_cksum();
    archive.append(&header, &b"Title\n\nText."[..]).unwrap();
    let mut link = ::tar::Header::new_ustar();
    link.set_entry_type(::tar::EntryType::Symlink);
    link.set_size(0);
    archive.append_link(&mut link, "link.txt", "/etc/passwd").unwrap();
    let old = archive.into_inner().unwrap();
    assert_eq!(records("a.tar", &old), ["!old.txt Title", "!link.txt: symbolic link, not followed"]);
    let two = [tar(&[("a.txt", b"Title\n\nText.")]), tar(&[("b.txt", b"Other\n\nText.")])].concat();
    assert_eq!(records("a.tar", &two), ["!a.txt Title", "!b.txt Other"]);
}

#[test]
fn ways_of_packing_that_are_not_read_are_named() {
    for (bytes, name) in
        [(&b"7z\xBC\xAF\x27\x1C\0\x04"[..], "7z"), (b"Rar!\x1A\x07\0", "rar"), (b"\x1F\x9D\x90", "compress, .Z")]
    {
        assert_eq!(records("a.txt", bytes), [format!(": packed in a way that is not read ({name})")]);
    }
}

#[test]
fn bombs_of_all_kinds_are_skips() {
    let words = b"news ".repeat(13 << 20);
    let bomb = zip(&[("a.txt", &words), ("b.txt", b"Title\n\nText.")]);
    let found = records("a.zip", &bomb);
    assert!(found[0].starts_with("!a.txt: larger than the limit of 1048576 bytes"), "{found:?}");
    assert_eq!(found[1], "!b.txt Title");
    let budget = Limits { unpacked: 32 << 20, ratio: 1, text: 1 << 20, ..Limits::default() };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar.gz");
    std::fs::write(&path, gzip(&tar(&[("a.txt", &words), ("b.txt", b"Title\n\nText.")]))).unwrap();
    let mut found = Vec::new();
    let _ = read_file(&path, None, &budget, &mut |outcome| {
        found.push(outcome.map(|article| article.title).map_err(|skip| skip.reason));
        ControlFlow::Continue(())
    });
    assert!(matches!(found.last(), Some(Err(Reason::Expands(_)))), "{found:?}");
}
