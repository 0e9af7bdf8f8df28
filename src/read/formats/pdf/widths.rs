//! How wide letters are in the fonts that every reader of PDF has, which files need not say (Adobe's Core 14 metrics), in thousandths of the size.

/// From the space to the tilde.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];
const COURIER: f64 = 600.0;
/// Of letters that are in none of the tables.
const OTHER: f64 = 520.0;
/// Bold letters are so much wider.
const BOLD: f64 = 1.06;

/// The width of a letter in the font of that name.
pub(super) fn standard(font: &str, letter: char) -> f64 {
    if font.contains("Courier") || font.contains("Mono") {
        return COURIER;
    }
    let table = if font.contains("Times") || font.contains("Serif") { &TIMES } else { &HELVETICA };
    let place = (letter as usize).checked_sub(' ' as usize);
    let width = place.and_then(|place| table.get(place)).map_or(OTHER, |&width| f64::from(width));
    if font.contains("Bold") { width * BOLD } else { width }
}
