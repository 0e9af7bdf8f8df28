//! The options that say which files are read, and how: the same wherever files are read.

use clap::Args;
use clap::builder::PossibleValuesParser;
use dateline::index::{LimitChange, OptionChange};
use dateline::read::{FORMATS, FieldMap, check_pattern};

/// Which files are read, and how.
#[derive(Args, Clone)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Leave out files and folders that match, as in .gitignore (repeatable); .datelineignore in a folder does the same
    #[arg(long, value_name = "GLOB", value_parser = pattern, allow_hyphen_values = true)]
    exclude: Vec<String>,
    /// Take in files and folders whose name begins with a dot, and what browsers save beside a page
    #[arg(long)]
    hidden: bool,
    /// Follow symbolic links; what several lead to is read once
    #[arg(long)]
    follow_links: bool,
    #[arg(long, value_name = "NAME", ignore_case = true, hide_possible_values = true, help = formats(),
          value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
    input_format: Option<String>,
    #[arg(long, value_name = "PART=NAME", value_delimiter = ',', value_parser = mapped, help = parts())]
    map: Vec<String>,
    #[command(flatten)]
    limits: Limits,
}

/// What is refused rather than read.
#[derive(Args, Clone)]
#[command(next_help_heading = "Limits (sizes as 500k, 64M or 1G)")]
struct Limits {
    /// The largest record of a file that holds several [default: 64M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_record: Option<u64>,
    /// The largest file that is one article [default: 256M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_file: Option<u64>,
    /// Archives inside archives [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=100))]
    max_nesting: Option<u16>,
    /// What any file may become when it is unpacked [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_unpacked: Option<u64>,
    /// Times its size that a larger file may become [default: 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    max_ratio: Option<u64>,
    /// Levels of JSON and XML inside each other, at most 128 [default: 128]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=128))]
    max_depth: Option<u16>,
    /// Elements of a web page that are open at a time [default: 512]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    max_open_tags: Option<u32>,
}

impl Reading {
    /// What was said of how files are read.
    pub fn change(&self) -> OptionChange {
        let some = |list: &[String]| (!list.is_empty()).then(|| list.to_vec());
        let format =
            FORMATS.iter().find(|f| self.input_format.as_deref().is_some_and(|n| f.name.eq_ignore_ascii_case(n)));
        let Limits { max_record, max_file, max_nesting, max_unpacked, max_ratio, max_depth, max_open_tags } =
            self.limits;
        OptionChange {
            forget: false,
            exclude: some(&self.exclude),
            hidden: self.hidden.then_some(true),
            follow_links: self.follow_links.then_some(true),
            input_format: format.map(|format| format.name),
            map: some(&self.map),
            limits: LimitChange {
                record: max_record,
                text: max_file,
                nesting: max_nesting.map(usize::from),
                depth: max_depth.map(usize::from),
                html_depth: max_open_tags.map(|tags| tags as usize),
                unpacked: max_unpacked,
                ratio: max_ratio,
            },
        }
    }
}

fn formats() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    format!("Read every file in this format, whatever it looks like: {}", names.join(", "))
}

fn parts() -> String {
    format!(
        "Columns and JSON fields by other than the usual names: title=Headline,text=fields.bodyText (a dot leads to a field in a field; parts: {})",
        FieldMap::roles().join(", ")
    )
}

fn pattern(text: &str) -> Result<String, String> {
    check_pattern(text).map(|()| text.to_string()).map_err(|error| error.what)
}

fn mapped(text: &str) -> Result<String, String> {
    FieldMap::default().add(text).map(|()| text.to_string()).map_err(|error| error.to_string())
}

/// `500k`, `64M`, `1.5G`, or bytes.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || format!("{text:?} is no size, as in 500k, 64M or 1G");
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[number.len()..].to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
        "" => 1,
        "k" => 1 << 10,
        "m" => 1 << 20,
        "g" => 1 << 30,
        "t" => 1_u64 << 40,
        _ => return Err(wrong()),
    };
    let number: f64 = number.trim().parse().map_err(|_| wrong())?;
    let bytes = number * unit as f64;
    if (1.0..1e18).contains(&bytes) { Ok(bytes as u64) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let sizes = ["500k", "64M", "1G", "1.5g", "2MiB", "10 MB", "1024"].map(|text| size(text).unwrap());
        assert_eq!(sizes, [500 << 10, 64 << 20, 1 << 30, 3 << 29, 2 << 20, 10 << 20, 1024]);
        for wrong in ["", "M", "64X", "-1", "0", "1e40", "nan", "ib"] {
            assert!(size(wrong).unwrap_err().ends_with("is no size, as in 500k, 64M or 1G"), "{wrong}");
        }
    }
}
