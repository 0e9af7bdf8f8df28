//! Single files that are packed: zstd (RFC 8878), bzip2, xz; gzip has a file of its own.

use super::{Container, Kind};

pub(super) const ZSTD: Container = Container {
    extensions: &["zst", "zstd"],
    // Also behind a frame that is to be passed over, as tools write that pack on several cores; one of them, 5D, holds a dictionary.
    sniff: |head| {
        head.starts_with(b"\x28\xb5\x2f\xfd")
            || (head.get(1..4) == Some(b"\x2a\x4d\x18") && matches!(head[0], 0x50..=0x5C | 0x5E | 0x5F))
    },
    kind: Kind::Packed(|packed| Ok(Box::new(zstd::Decoder::with_buffer(packed)?))),
};

pub(super) const BZIP2: Container = Container {
    extensions: &["bz2", "tbz", "tbz2"],
    sniff: |head| {
        head.starts_with(b"BZh") && head.get(3).is_some_and(u8::is_ascii_digit) && head.get(4..10) == Some(b"1AY&SY")
    },
    kind: Kind::Packed(|packed| Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(packed)))),
};

/// Memory for unpacking, in KiB: what the strongest setting of the usual tool needs.
const XZ_MEMORY: u32 = 128 << 10;

pub(super) const XZ: Container = Container {
    extensions: &["xz", "txz"],
    sniff: |head| head.starts_with(b"\xfd7zXZ\0"),
    kind: Kind::Packed(|packed| Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(packed, true, XZ_MEMORY)))),
};
