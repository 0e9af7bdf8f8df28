//! What a page of a PDF draws (ISO 32000-1, 8 and 9), as far as it is text: letter by letter, where each stands. Draws nothing and orders nothing.

use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use super::font::{Font, dictionary, number};
use super::matrix::Matrix;

/// How deep forms may draw forms, and states be kept.
const DEEPEST_FORM: usize = 12;
const MOST_STATES: usize = 256;
/// What the operators of one page, or of one form, may unpack to.
const LONGEST_CONTENT: usize = 64 << 20;

/// Unpacking so many bytes is as much work as an operation.
const BYTES_OF_WORK: u64 = 64;

/// A letter, or several that are set as one, on the page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    /// The direction in which the text runs, and its length.
    pub dx: f64,
    pub dy: f64,
    pub size: f64,
}

/// What is left of the work that a file may make.
pub(super) struct Work {
    pub operations: u64,
    pub glyphs: u64,
}

#[derive(Clone)]
struct State<'d> {
    ctm: Matrix,
    font: Option<Rc<Font<'d>>>,
    size: f64,
    between_letters: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// A page as it is drawn.
pub(super) struct Page<'d, 'w> {
    document: &'d Document,
    state: State<'d>,
    kept: Vec<State<'d>>,
    fonts: FxHashMap<usize, Rc<Font<'d>>>,
    text: Matrix,
    line: Matrix,
    /// For each mark that is open, whether it is about what the page repeats.
    marks: Vec<bool>,
    glyphs: Vec<Glyph>,
    images: usize,
    is_broken: bool,
    work: &'w mut Work,
}

/// What a page holds.
pub(super) struct Drawn {
    pub glyphs: Vec<Glyph>,
    pub images: usize,
    /// Something on it cannot be read.
    pub is_broken: bool,
}

pub(super) fn draw(document: &Document, page: ObjectId, rotation: f64, work: &mut Work) -> Drawn {
    let state = State {
        ctm: Matrix::rotated(rotation),
        font: None,
        size: 0.0,
        between_letters: 0.0,
        between_words: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut drawn = Page {
        document,
        state,
        kept: Vec::new(),
        fonts: FxHashMap::default(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        marks: Vec::new(),
        glyphs: Vec::new(),
        images: 0,
        is_broken: false,
        work,
    };
    let resources = inherited(document, page, b"Resources").and_then(|object| dictionary(object, document));
    let content = document.get_page_content_with_limit(page, LONGEST_CONTENT).unwrap_or_default();
    drawn.is_broken = content.is_empty();
    drawn.run(&content, resources, 0);
    Drawn { glyphs: drawn.glyphs, images: drawn.images, is_broken: drawn.is_broken }
}

/// A value of a page that may stand in what is above it.
pub(super) fn inherited<'d>(document: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(value) = node.get(key) {
            return Some(value);
        }
        node = dictionary(node.get(b"Parent").ok()?, document)?;
    }
    None
}

impl<'d> Page<'d, '_> {
    fn run(&mut self, content: &[u8], resources: Option<&'d Dictionary>, depth: usize) {
        // Unpacking is work too, where a form is drawn again and again.
        self.work.operations = self.work.operations.saturating_sub(content.len() as u64 / BYTES_OF_WORK);
        for operation in Content::decode_iter(content) {
            // What is broken on a page does not take away what came before.
            let Ok(operation) = operation else {
                self.is_broken = true;
                return;
            };
            if self.work.operations == 0 || self.work.glyphs == 0 {
                return;
            }
            self.work.operations -= 1;
            self.operation(&operation.operator, &operation.operands, resources, depth);
        }
    }

    fn operation(&mut self, operator: &str, operands: &[Object], resources: Option<&'d Dictionary>, depth: usize) {
        let float = |at: usize| operands.get(at).and_then(|operand| number(operand, self.document)).unwrap_or(0.0);
        match operator {
            "q" if self.kept.len() < MOST_STATES => self.kept.push(self.state.clone()),
            "Q" => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.ctm = Matrix(std::array::from_fn(float)).then(&self.state.ctm),
            "BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Tm" => self.begin_line(Matrix(std::array::from_fn(float))),
            "Td" => self.begin_line(Matrix::shift(float(0), float(1)).then(&self.line)),
            "TD" => {
                self.state.leading = -float(1);
                self.begin_line(Matrix::shift(float(0), float(1)).then(&self.line));
            }
            "T*" => self.next_line(),
            "TL" => self.state.leading = float(0),
            "Tc" => self.state.between_letters = float(0),
            "Tw" => self.state.between_words = float(0),
            "Tz" => self.state.stretch = float(0) / 100.0,
            "Ts" => self.state.rise = float(0),
            "Tf" => {
                self.state.size = float(1);
                self.state.font = operands.first().and_then(|name| self.font(name, resources));
            }
            "Tj" | "TJ" => self.show(operands.first()),
            "'" => {
                self.next_line();
                self.show(operands.first());
            }
            "\"" => {
                (self.state.between_words, self.state.between_letters) = (float(0), float(1));
                self.next_line();
                self.show(operands.get(2));
            }
            "Do" => self.draw_object(operands.first(), resources, depth),
            "BI" => self.images += 1,
            "BMC" => self.marks.push(false),
            "BDC" => self.marks.push(is_repeated(operands)),
            "EMC" => drop(self.marks.pop()),
            _ => {}
        }
    }

    fn begin_line(&mut self, matrix: Matrix) {
        (self.line, self.text) = (matrix, matrix);
    }

    fn next_line(&mut self) {
        self.begin_line(Matrix::shift(0.0, -self.state.leading).then(&self.line));
    }

    fn font(&mut self, name: &Object, resources: Option<&'d Dictionary>) -> Option<Rc<Font<'d>>> {
        let font = resource(self.document, resources, b"Font", name)?.as_dict().ok()?;
        let place = std::ptr::from_ref(font).addr();
        let document = self.document;
        Some(self.fonts.entry(place).or_insert_with(|| Rc::new(Font::read(font, document))).clone())
    }

    /// A form is drawn with its own resources and matrix; an image is only counted.
    fn draw_object(&mut self, name: Option<&Object>, resources: Option<&'d Dictionary>, depth: usize) {
        let object = name.and_then(|name| resource(self.document, resources, b"XObject", name));
        let Some(stream) = object.and_then(|object| object.as_stream().ok()) else { return };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind == b"Image" {
            self.images += 1;
        }
        if kind != b"Form" || depth >= DEEPEST_FORM {
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(LONGEST_CONTENT) else { return };
        let own = stream.dict.get(b"Resources").ok().and_then(|own| dictionary(own, self.document));
        let (state, lines, kept) = (self.state.clone(), (self.text, self.line), std::mem::take(&mut self.kept));
        if let Ok(matrix) = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array) {
            let float = |at: usize| matrix.get(at).and_then(|value| number(value, self.document)).unwrap_or(0.0);
            self.state.ctm = Matrix(std::array::from_fn(float)).then(&self.state.ctm);
        }
        self.run(&content, own.or(resources), depth + 1);
        (self.state, (self.text, self.line), self.kept) = (state, lines, kept);
    }

    /// A string, or several with what stands between them.
    fn show(&mut self, shown: Option<&Object>) {
        match shown {
            Some(Object::Array(parts)) => {
                for part in parts {
                    match part {
                        Object::String(string, _) => self.string(string),
                        part => {
                            let back = number(part, self.document).unwrap_or(0.0);
                            self.advance(-back / 1000.0 * self.state.size * self.state.stretch);
                        }
                    }
                }
            }
            Some(Object::String(string, _)) => self.string(string),
            _ => {}
        }
    }

    fn string(&mut self, string: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        for character in font.characters(string) {
            if self.work.glyphs == 0 {
                return;
            }
            self.work.glyphs -= 1;
            let State { size, between_letters, between_words, stretch, rise, .. } = self.state;
            let width = character.width / 1000.0 * size * stretch;
            if !self.marks.contains(&true) {
                self.glyph(character.text, width, rise);
            }
            let words = if character.is_space { between_words } else { 0.0 };
            self.advance(width + (between_letters + words) * stretch);
        }
    }

    fn glyph(&mut self, text: String, width: f64, rise: f64) {
        let place = Matrix::shift(0.0, rise).then(&self.text).then(&self.state.ctm);
        let (x, y) = place.point(0.0, 0.0);
        let (end_x, end_y) = place.point(width, 0.0);
        let (up_x, up_y) = place.point(0.0, self.state.size);
        let size = (up_x - x).hypot(up_y - y);
        let all = [x, y, end_x, end_y, size];
        if all.iter().all(|value| value.is_finite() && value.abs() < 1e6) {
            self.glyphs.push(Glyph { text, x, y, dx: end_x - x, dy: end_y - y, size });
        }
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix::shift(by, 0.0).then(&self.text);
    }
}

fn resource<'d>(
    document: &'d Document,
    resources: Option<&'d Dictionary>,
    kind: &[u8],
    name: &Object,
) -> Option<&'d Object> {
    let all = resources?.get_deref(kind, document).and_then(Object::as_dict).ok()?;
    all.get_deref(name.as_name().ok()?, document).ok()
}

/// Whether a mark is about what stands on every page: its head, its number.
fn is_repeated(operands: &[Object]) -> bool {
    let is =
        |object: Option<&Object>, name: &[u8]| object.is_some_and(|o| o.as_name().is_ok_and(|known| known == name));
    let kind = operands.get(1).and_then(|properties| properties.as_dict().ok()?.get(b"Type").ok());
    is(operands.first(), b"Artifact") && is(kind, b"Pagination")
}
