//! What ends soon: the calendar of answers whose backing runs out.

use chrono::Days;
use schemars::JsonSchema;
use serde::Serialize;

use super::origin::RowView;
use super::section::yes;
use super::writer::{ControlName, Day, Writer};
use crate::model::{Item, SectionIx};
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

/// Up to when the number of answers is told that end soon. **Unit:** days.
const SOON: u64 = 60;

impl Writer<'_> {
    /// What the first or last day of validity is, and how many answers end soon.
    pub(super) fn renewal(self) -> RowView {
        let today = self.assessment().today.date;
        let label = match self.assessment().valid_until() {
            Some(end) if end >= today => "report.renew-by",
            Some(_) => "report.ended-on",
            None => "report.valid-until",
        };
        RowView { label: self.word(label), value: self.ending_soon() }
    }

    /// By when to renew what ends first, in a sentence; `None` when nothing is dated.
    pub(crate) fn renewal_text(self) -> Option<String> {
        let end = self.assessment().valid_until()?;
        let (date, ending) = (("date", self.day(end).text), self.ending_soon());
        Some(match (end < self.assessment().today.date, ending.is_empty()) {
            (true, _) => self.say("decision.again-now", &[date]),
            (false, true) => self.say("decision.renew", &[date]),
            (false, false) => self.say("decision.renew-soon", &[date, ("ending", ending)]),
        })
    }

    /// How many answers end soon, by themselves or with their evidence; empty when none does.
    fn ending_soon(self) -> String {
        let today = self.assessment().today.date;
        let horizon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let ends = |i: &Item| {
            let days = [i.valid_until, i.counts_until].into_iter().flatten();
            days.into_iter().any(|end| (today..=horizon).contains(&end))
        };
        match self.once(SectionIx::ROOT, ends).count() {
            0 => String::new(),
            n => self.count("report.ending-soon", n, &[]),
        }
    }

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
