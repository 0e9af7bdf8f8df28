//! From bytes to text: which encoding it is, and one form of line ending. Knows nothing of formats.

use std::borrow::Cow;
use std::cmp::Ordering;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::note::Note;

/// How many bytes are looked at to tell text from binary data.
const SAMPLE: usize = 64 << 10;

/// How many bytes, from the first one that is not ASCII, the guess of an encoding is made from.
const GUESSED_FROM: usize = 256 << 10;

/// What bytes that are neither valid UTF-8 nor look like UTF-16 cannot be, whatever is declared.
const REFUTED: [&Encoding; 4] = [UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT];

/// The mark that UTF-8 files may begin with.
pub(super) const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// Text and how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte order mark, lines ended by `\n` alone.
    pub text: String,
    /// The encoding's name: "UTF-8", "windows-1252".
    pub encoding: &'static str,
    /// True when neither a mark nor the bytes themselves prove the encoding.
    pub guessed: bool,
}

impl Decoded {
    /// What a reader should know of it.
    pub fn note(&self) -> Option<Note> {
        self.guessed.then(|| Note::DecodedByGuess(self.encoding.to_string()))
    }
}

/// Decodes a whole text; nothing when the bytes are not text.
pub fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    decode_as(bytes, None)
}

/// Decodes a whole text that is said to be in the encoding of that label, unless its bytes prove that it is not.
pub(super) fn decode_as(bytes: Vec<u8>, declared: Option<&str>) -> Option<Decoded> {
    if let Some(encoding) = utf16(&bytes) {
        let marked = Encoding::for_bom(&bytes).is_some();
        let (text, _) = encoding.decode_with_bom_removal(&bytes);
        return Some(Decoded { text: unix_lines(text.into_owned()), encoding: encoding.name(), guessed: !marked });
    }
    if is_binary(&bytes) {
        return None;
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let (mut text, encoding, guessed) = match String::from_utf8(bytes) {
        // All others write letters beyond ASCII in ways that hardly ever happen to be valid UTF-8; this one writes them in ASCII.
        Ok(text) if declared == Some(ISO_2022_JP) => {
            (ISO_2022_JP.decode_without_bom_handling(text.as_bytes()).0.into_owned(), ISO_2022_JP, false)
        }
        Ok(text) => (text, UTF_8, false),
        Err(error) => {
            let bytes = error.as_bytes();
            let as_declared = declared.filter(|known| !REFUTED.contains(known)).and_then(|declared| {
                let text = declared.decode_without_bom_handling_and_without_replacement(bytes)?;
                Some((text.into_owned(), declared, false))
            });
            as_declared.unwrap_or_else(|| {
                let (text, encoding) = guess(bytes);
                (text.into_owned(), encoding, true)
            })
        }
    };
    if text.starts_with('\u{FEFF}') {
        text.drain(..UTF8_BOM.len());
    }
    Some(Decoded { text: unix_lines(text), encoding: encoding.name(), guessed })
}

/// Decodes bytes that are not valid UTF-8, in the encoding that fits them best. Never fails: what the encoding does not have
/// becomes U+FFFD.
pub(super) fn guess(bytes: &[u8]) -> (Cow<'_, str>, &'static Encoding) {
    let encoding = if is_damaged_utf8(bytes) {
        UTF_8
    } else {
        let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(1 << 10);
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes[start..bytes.len().min(start + GUESSED_FROM)], true);
        detector.guess(None, Utf8Detection::Deny)
    };
    (encoding.decode_without_bom_handling(bytes).0, encoding)
}

/// Decodes the bytes of one record: UTF-8, or else the encoding that fits them best, of which a reader should know.
pub(super) fn utf8_or_guess(bytes: &[u8]) -> (Cow<'_, str>, Option<Note>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => {
            let (text, encoding) = guess(bytes);
            (text, Some(Note::DecodedByGuess(encoding.name().to_string())))
        }
    }
}

/// True for UTF-8 with a few bytes gone wrong, such as a file that was cut in the middle of a letter. In other encodings
/// letters that happen to be valid UTF-8 are rare beside those that are not.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0, 0);
    for chunk in bytes[..bytes.len().min(4 << 20)].utf8_chunks() {
        letters += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    letters > 4 * faults
}

/// The encoding when the beginning of a text is UTF-16: it has the mark, or more zeros stand in one half of its letters than in the other, and it reads as text.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let utf32 = head.starts_with(b"\xFF\xFE\0\0");
    match Encoding::for_bom(head) {
        Some((encoding, _)) => return (encoding != UTF_8 && !utf32).then_some(encoding),
        None if head.len() < 8 => return None,
        None => {}
    }
    let head = &head[..head.len().min(SAMPLE) & !1];
    memchr::memchr(0, head)?;
    let zeros = |half: usize| head.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
    // Letters of other scripts may have a zero in their lower half.
    let encoding = match zeros(0).cmp(&zeros(1)) {
        Ordering::Less => UTF_16LE,
        Ordering::Greater => UTF_16BE,
        Ordering::Equal => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(head);
    let is_text = |letter: &char| letter.is_alphanumeric() || letter.is_whitespace() || is_sign(*letter);
    (text.chars().filter(is_text).count() * 20 >= text.chars().count() * 19).then_some(encoding)
}

/// Signs between words, in Latin, Arabic and Chinese script.
fn is_sign(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter, '\u{A1}'..='\u{BF}' | '\u{60C}'..='\u{61F}' | '\u{2010}'..='\u{203A}' | '\u{20AC}' | '\u{3000}'..='\u{301F}' | '\u{FF01}'..='\u{FF20}')
}

/// True when more than two in a hundred bytes are control bytes that texts do not have. UTF-16 must have been ruled out.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(SAMPLE)];
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    head.iter().filter(control).count() > 1 + head.len() / 50
}

/// The text with CR LF and CR as LF; the same text, not a copy, when there is no CR.
pub(super) fn unix_lines(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut lines = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        lines.push_str(&rest[..at]);
        lines.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    lines.push_str(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, guessed: bool) {
        let expected = Decoded {
            text: text.to_owned(),
            encoding: Encoding::for_label(encoding.as_bytes()).unwrap().name(),
            guessed,
        };
        assert_eq!(decode(bytes.to_vec()), Some(expected));
    }

    fn utf16_bytes(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn marks_and_line_endings_go() {
        check(b"\xEF\xBB\xBFa\r\nb\rc\r\r\nd\n", "a\nb\nc\n\nd\n", "utf-8", false);
        check(b"", "", "utf-8", false);
        let copied = String::from("no carriage return\n");
        let address = copied.as_ptr();
        let same = unix_lines(copied);
        assert_eq!(same.as_ptr(), address);
    }

    #[test]
    fn utf16_is_known_by_its_mark_or_its_zeros() {
        let text = "Kabul: “fallen”, said Ghani’s aide, long after midnight";
        check(&utf16_bytes(&format!("\u{FEFF}{text}\r\n"), u16::to_le_bytes), &format!("{text}\n"), "utf-16le", false);
        check(&utf16_bytes("\u{FEFF}Кабул", u16::to_be_bytes), "Кабул", "utf-16be", false);
        check(&utf16_bytes(text, u16::to_le_bytes), text, "utf-16le", true);
        check(&utf16_bytes(text, u16::to_be_bytes), text, "utf-16be", true);
    }

    #[test]
    fn other_encodings_are_guessed() {
        let quoted = b"He said \x93no\x94 \x96 Ankara\x92s \x80 3 caf\xE9 in S\xE3o Paulo is where ni\xF1os play.";
        check(quoted, "He said “no” – Ankara’s € 3 café in São Paulo is where niños play.", "windows-1252", true);
        let russian = "Кабул перешёл под контроль движения, президент страны покинул столицу.";
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(russian);
        assert_eq!(decode(bytes.into_owned()).unwrap().text, russian);
        let mut late = "plain words. ".repeat(100_000).into_bytes();
        late.extend(b"\x93quoted\x94");
        assert!(decode(late).unwrap().text.ends_with("“quoted”"));
    }

    #[test]
    fn every_encoding_of_the_worlds_press_is_guessed() {
        let russian =
            "Кабул перешёл под контроль движения, президент страны покинул столицу и вылетел в соседнее государство.";
        let polish =
            "Zażółć gęślą jaźń – powiedział rzecznik rządu we wtorek w Łodzi, gdzie strażacy gasili pożar składu opon.";
        let turkish =
            "Cumhurbaşkanı Erdoğan, İstanbul'da düzenlenen toplantıda ülkenin geleceği için çalıştıklarını söyledi.";
        let greek = "Ο πρωθυπουργός δήλωσε ότι η κυβέρνηση θα συνεχίσει τις προσπάθειες για την ανάπτυξη της χώρας.";
        let arabic = "قال الرئيس إن الحكومة ستواصل العمل من أجل تحقيق السلام في المنطقة خلال الأشهر المقبلة.";
        let hebrew = "ראש הממשלה אמר ביום שלישי כי הממשלה תמשיך לפעול למען השלום באזור בחודשים הקרובים.";
        let japanese =
            "首相は火曜日、政府は今後数か月にわたり地域の平和のために努力を続けると述べた。カブールが陥落した。";
        let chinese = "总统星期二表示，政府将在未来几个月继续为地区和平而努力。首都喀布尔已经陷落，居民纷纷逃离。";
        let korean = "대통령은 화요일 정부가 앞으로 몇 달 동안 지역의 평화를 위해 계속 노력할 것이라고 말했다.";
        for (label, text) in [
            ("windows-1251", russian),
            ("koi8-r", russian),
            ("iso-8859-5", russian),
            ("windows-1250", polish),
            ("iso-8859-2", polish.replace('–', "-").as_str()),
            ("windows-1254", turkish),
            ("windows-1253", greek),
            ("iso-8859-7", greek),
            ("windows-1256", arabic),
            ("windows-1255", hebrew),
            ("shift_jis", japanese),
            ("euc-jp", japanese),
            ("gb18030", chinese),
            ("big5", "總統星期二表示，政府將在未來幾個月繼續為地區和平而努力。首都喀布爾已經陷落，居民紛紛逃離。"),
            ("euc-kr", korean),
        ] {
            let (bytes, _, lossy) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            assert!(!lossy, "{label}");
            assert_eq!(decode(bytes.into_owned()).unwrap().text, text, "{label}");
        }
        for text in [russian, greek, arabic, japanese, chinese, korean, polish] {
            for to in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(decode(utf16_bytes(&format!("\u{FEFF}{text}"), to)).unwrap().text, text);
                let lines = format!("{text}\n{text}\n");
                assert_eq!(decode(utf16_bytes(&lines, to)).map(|d| d.text), Some(lines), "without a mark");
            }
        }
    }

    #[test]
    fn declared_encodings_count_unless_the_bytes_refute_them() {
        let decoded = |bytes: &[u8], label: &str| decode_as(bytes.to_vec(), Some(label)).unwrap();
        let greek = decoded(b"\xCA\xE1\xEB\xE7\xEC\xDD\xF1\xE1", " ISO-8859-7 ");
        assert_eq!((greek.text.as_str(), greek.guessed), ("Καλημέρα", false));
        let (japanese, _, _) = encoding_rs::ISO_2022_JP.encode("新聞");
        assert_eq!(decoded(&japanese, "iso-2022-jp").text, "新聞");
        assert_eq!(decoded("café".as_bytes(), "windows-1252").text, "café");
        assert!(decoded(b"caf\xE9 au lait", "utf-8").guessed);
        assert!(decoded(b"caf\xE9 au lait", "no such label").guessed);
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let text = "Erdoğan’s café in Kâbil – “öffentlich”";
        let mut bytes = text.as_bytes().to_vec();
        bytes.extend("ş".as_bytes().iter().take(1));
        check(&bytes, &format!("{text}\u{FFFD}"), "utf-8", true);
    }

    #[test]
    fn binary_data_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\0".to_vec()), None);
        assert_eq!(decode(vec![0; 5000]), None);
        assert_eq!(decode(b"\xFF\xFE\0\0a\0\0\0".to_vec()), None);
        assert!(decode(b"one stray \x07 bell".to_vec()).is_some());
    }
}
