//! What ends soon: the calendar of answers whose backing runs out.

use chrono::Days;
use schemars::JsonSchema;
use serde::Serialize;

use super::section::yes;
use super::writer::{ControlName, Day, Writer};
use crate::report::escape::clean;

/// How far the calendar looks ahead. **Unit:** days.
const AHEAD: u64 = 90;

/// An answer whose backing ends soon, or has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpiryView {
    /// The control.
    pub control: ControlName,
    /// The last valid day.
    pub day: Day,
    /// `yes` when that day is over, else `no`.
    pub over: String,
    /// Who answers for it.
    pub owner: String,
}

impl Writer<'_> {
    /// Every applicable answer whose last valid day lies before the horizon, earliest first.
    pub(super) fn expiry(self) -> Vec<ExpiryView> {
        let today = self.assessment().today.date;
        let horizon = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
        let items = self.assessment().items.iter().filter(|i| i.answer.is_some());
        let mut ending: Vec<_> =
            items.filter_map(|i| Some((i.valid_until?, i))).filter(|(day, _)| *day <= horizon).collect();
        ending.sort_by_key(|(day, item)| (*day, item.control));
        let view = |(day, item): (crate::model::Date, &crate::model::Item)| ExpiryView {
            control: self.name(item.control),
            day: self.day(day),
            over: yes(day < today),
            owner: item.answer.and_then(|a| a.owner.as_deref()).map(clean).unwrap_or_default(),
        };
        ending.into_iter().map(view).collect()
    }
}
