//! A value that a change or a finding quotes: what was required, found, before or after.

use crate::model::{Date, Exact, Tier};

/// A quoted value; each kind has its own way to be written down in a language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quote {
    /// There is nothing to quote.
    Nothing,
    /// Words of a file: an id, a choice, a name. The same in every language, and never to be trusted.
    Text(String),
    /// A word of the program, by its catalogue key.
    Word(&'static str),
    /// A number as it is.
    Number(Exact),
    /// A figure in the unit of its measure, shown rounded down.
    Score {
        /// The figure, exact.
        value: Exact,
        /// Places after the decimal point.
        digits: u32,
    },
    /// A share that counts for the organisation. **Unit:** per cent; shown rounded down.
    Share(Exact),
    /// A share that counts against the organisation. **Unit:** per cent; shown rounded up.
    Against(Exact),
    /// A length of time. **Unit:** days.
    Days(i64),
    /// A day.
    Date(Date),
    /// How well an answer is backed.
    Tier(Tier),
}

impl Quote {
    /// Words of a file.
    pub fn text(text: impl ToString) -> Quote {
        Quote::Text(text.to_string())
    }

    /// Words of a file, or nothing.
    pub fn maybe(text: Option<impl ToString>) -> Quote {
        text.map_or(Quote::Nothing, Quote::text)
    }

    /// A day, or nothing.
    pub fn date(date: Option<Date>) -> Quote {
        date.map_or(Quote::Nothing, Quote::Date)
    }
}
