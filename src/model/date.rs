//! Civil days and spans of validity. No clock: today is always passed in.

use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

/// A civil day of the Gregorian calendar.
pub type Date = chrono::NaiveDate;

/// How long something stays valid.
#[derive(Deserialize, Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// A number of days.
    Days(u32),
    /// A number of calendar months, clamped to the month's end.
    Months(u32),
}

impl Validity {
    /// Reads `90 days`, `1 day`, `12 months`, `1 month`; at least 1, at most 36,500 days or 1,200 months.
    pub fn parse(text: &str) -> Option<Validity> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number: u32 = number.parse().ok().filter(|n| *n >= 1)?;
        match unit.trim() {
            "day" | "days" if number <= 36_500 => Some(Validity::Days(number)),
            "month" | "months" if number <= 1_200 => Some(Validity::Months(number)),
            _ => None,
        }
    }

    /// The last valid day of something that began on `from`, `times` validities later.
    /// Saturates at the calendar's end.
    pub fn last_day(self, from: Date, times: u32) -> Date {
        match self {
            Validity::Days(days) => from.checked_add_days(Days::new(u64::from(days) * u64::from(times))),
            Validity::Months(months) => from.checked_add_months(Months::new(months.saturating_mul(times))),
        }
        .unwrap_or(Date::MAX)
    }
}

/// The reference date of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub date: Date,
    /// Whether the user set it to a day that is over; otherwise it is the clock's or the build's.
    pub explicit: bool,
}

impl Today {
    /// The last day that an answer may carry: one ahead, for other time zones.
    pub fn latest_answer(self) -> Date {
        self.date.succ_opt().unwrap_or(self.date)
    }
}

/// Reads `2026-11-22` and nothing else.
pub fn parse_date(text: &str) -> Option<Date> {
    let right_shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    right_shape.then(|| Date::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_date(text).expect("a date")
    }

    #[test]
    fn months_are_clamped_to_the_months_end() {
        assert_eq!(Validity::Months(1).last_day(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(Validity::Months(12).last_day(day("2024-02-29"), 1), day("2025-02-28"));
        assert_eq!(Validity::Days(90).last_day(day("2026-01-01"), 2), day("2026-06-30"));
    }

    #[test]
    fn only_full_iso_dates_are_dates() {
        for text in ["2026-2-1", "2026-02-30", "26-02-01", "2026/02/01", "2026-02-01T00:00", "+026-02-01"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
