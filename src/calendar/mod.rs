//! Civil days, dates of less than a day's precision, and ranges of days. Knows no article, no clock and no time zone.

mod day;
mod partial;
mod range;

pub use day::{Day, Weekday, month_length};
pub use partial::{DateError, PartialDate, Precision};
pub use range::{DateRange, RangeError, RangeErrorKind};
