//! Civil days, dates of less than a day's precision, ranges of days, and the periods of histograms. Knows no article, no clock and no time zone.

mod day;
mod partial;
mod period;
mod range;

pub use day::{Day, Weekday, month_length};
pub use partial::{DateError, PartialDate, Precision};
pub use period::{Period, Unit};
pub use range::{DateRange, RangeError, RangeErrorKind};
