//! Ways of packing that are known by their first bytes, and not read: the skip says which, so that somebody may unpack the file.

use super::{Container, Kind};

/// A row for each, told by how it begins.
macro_rules! unread {
    ($($row:ident, $name:literal, $mark:expr;)*) => {
        $(pub(super) const $row: Container = Container {
            extensions: &[],
            sniff: |head| head.starts_with($mark),
            kind: Kind::Unread($name),
        };)*
    };
}

unread! {
    SEVEN_ZIP, "7z", b"7z\xBC\xAF\x27\x1C";
    RAR, "rar", b"Rar!\x1A\x07";
    COMPRESS, "compress, .Z", b"\x1F\x9D";
    LZIP, "lzip", b"LZIP\x01";
    LZ4, "lz4", b"\x04\x22\x4D\x18";
    CABINET, "cab", b"MSCF\0\0\0\0";
    XAR, "xar", b"xar!\0";
    ZSTD_DICTIONARY, "zstd with a dictionary", b"\x5D\x2A\x4D\x18";
}
