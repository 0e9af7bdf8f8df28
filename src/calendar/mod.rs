//! Civil days, dates of less than a day's precision, ranges of days, the periods of histograms, and what months are called. Knows no article, no clock
//! and no time zone.

mod day;
mod month_names;
mod partial;
mod period;
mod range;

pub use day::{Day, Weekday, month_length};
pub(crate) use month_names::{month_languages, month_named, month_names};
pub use partial::{DateError, PartialDate, Precision};
pub use period::{Period, Unit};
pub use range::{DateRange, RangeError, RangeErrorKind};
