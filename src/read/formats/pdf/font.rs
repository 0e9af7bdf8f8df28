//! The fonts of a PDF (ISO 32000-1, 9.5 to 9.10), as far as text needs them: which letters a string stands for, and how wide they are. Knows no page.

use lopdf::{Dictionary, Document, Encoding, Object};
use rustc_hash::FxHashMap;

use super::widths::standard;

/// No font has so many characters.
const MOST_WIDTHS: i64 = 0x1_0000;
/// What a map of characters may unpack to.
const LONGEST_MAP: usize = 8 << 20;

/// How a font turns bytes into letters.
pub(super) struct Font<'d> {
    name: String,
    /// Two bytes a character.
    is_composite: bool,
    /// What the file says its characters mean.
    map: Option<Encoding<'d>>,
    encoding: Option<Encoding<'d>>,
    widths: FxHashMap<u32, f64>,
    default: Option<f64>,
}

/// One character as it is set.
pub(super) struct Character {
    pub text: String,
    /// In thousandths of the size.
    pub width: f64,
    /// The single byte 32, which is set wider where words are spaced.
    pub is_space: bool,
}

impl<'d> Font<'d> {
    pub fn read(font: &'d Dictionary, document: &'d Document) -> Font<'d> {
        let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let mut read = Font {
            name: String::from_utf8_lossy(name).into_owned(),
            is_composite,
            map: unicode_map(font, document),
            encoding: font.get_font_encoding_with_limit(document, LONGEST_MAP).ok(),
            widths: FxHashMap::default(),
            default: None,
        };
        if is_composite {
            read.composite_widths(font, document)
        } else {
            read.simple_widths(font, document)
        }
        read
    }

    fn simple_widths(&mut self, font: &Dictionary, document: &Document) {
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        // Type 3 fonts have a measure of their own.
        let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
        let scale = matrix.and_then(|matrix| number(matrix.first()?, document)).map_or(1.0, |scale| scale * 1000.0);
        for (width, code) in widths.iter().zip(first.max(0)..MOST_WIDTHS) {
            if let Some(width) = number(width, document) {
                self.widths.insert(code as u32, width * scale);
            }
        }
        let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
        self.default = descriptor.and_then(|known| number(known.get(b"MissingWidth").ok()?, document));
    }

    fn composite_widths(&mut self, font: &Dictionary, document: &Document) {
        let inner = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let Some(inner) = inner.ok().and_then(|fonts| dictionary(fonts.first()?, document)) else { return };
        self.default = inner.get(b"DW").ok().and_then(|width| number(width, document)).or(Some(1000.0));
        let Ok(widths) = inner.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut rest = widths.iter();
        // `first [w w w]` or `first last w`.
        while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
            let Some(first) = number(first, document).map(|first| first as i64) else { continue };
            let second = document.dereference(second).map_or(second, |(_, object)| object);
            if let Ok(list) = second.as_array() {
                for (width, code) in list.iter().zip(first.max(0)..MOST_WIDTHS) {
                    self.widths.insert(code as u32, number(width, document).unwrap_or(1000.0));
                }
            } else if let (Some(last), Some(width)) = (number(second, document), rest.next()) {
                let width = number(width, document).unwrap_or(1000.0);
                for code in first.max(0)..=(last as i64).min(MOST_WIDTHS) {
                    self.widths.insert(code as u32, width);
                }
            }
        }
    }

    /// The characters of a string.
    pub fn characters<'s>(&'s self, string: &'s [u8]) -> impl Iterator<Item = Character> + 's {
        string.chunks(if self.is_composite { 2 } else { 1 }).map(|code| self.character(code))
    }

    fn character(&self, bytes: &[u8]) -> Character {
        let code = bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
        let text = self.letters(code, bytes);
        let first = text.chars().next();
        let width = self.widths.get(&code).copied().or(self.default);
        let width = width.unwrap_or_else(|| standard(&self.name, first.unwrap_or('x')));
        Character { text, width, is_space: bytes == b" " }
    }

    fn letters(&self, code: u32, bytes: &[u8]) -> String {
        if let Some(Encoding::UnicodeMapEncoding(map)) = &self.map
            && let Some(units) = map.get(code, bytes.len() as u8)
            && units.iter().any(|&unit| unit != 0)
        {
            return String::from_utf16_lossy(&units);
        }
        let known = self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(bytes).ok());
        match known {
            Some(text) if !self.is_composite || self.map.is_none() => text,
            // Whatever it is that is shown, nobody knows which letter it stands for.
            _ => char::REPLACEMENT_CHARACTER.to_string(),
        }
    }
}

/// What the font says its characters mean, which counts more than how they are encoded.
fn unicode_map<'d>(font: &Dictionary, document: &Document) -> Option<Encoding<'d>> {
    font.get(b"ToUnicode").ok()?;
    let mut alone = Dictionary::new();
    alone.set("Type", Object::Name(b"Font".to_vec()));
    alone.set("ToUnicode", font.get(b"ToUnicode").ok()?.clone());
    match alone.get_font_encoding_with_limit(document, LONGEST_MAP) {
        Ok(Encoding::UnicodeMapEncoding(map)) => Some(Encoding::UnicodeMapEncoding(map)),
        _ => None,
    }
}

pub(super) fn number(object: &Object, document: &Document) -> Option<f64> {
    document.dereference(object).ok()?.1.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

pub(super) fn dictionary<'d>(object: &'d Object, document: &'d Document) -> Option<&'d Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}
