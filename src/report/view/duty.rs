//! The legal overlay: gaps that may also concern a law. Information, never scored.

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::{Coded, Day, Writer};
use crate::gap::Gap;
use crate::model::{Duty, Truth};
use crate::report::escape::{clean, safe_link};

/// How many gaps are named where there is no room for all.
const FEW: usize = 2;

/// A law that may apply, with the gaps that may concern it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What to know about it; says that counsel decides.
    pub note: String,
    /// The day from which it applies.
    pub from: Day,
    /// `now`, `later`, or `undated`.
    pub state: Coded,
    /// `may-apply`, or `not-stated` when the profile leaves it open.
    pub applies: Coded,
    /// Where to read it; empty without an address.
    pub href: String,
    /// In words: how many gaps may concern it.
    pub count: String,
    /// The first of these gaps by their titles, for where there is no room for all; empty without gaps.
    pub first: String,
    /// The gaps, by control, first what to do first.
    pub gaps: Vec<DutyGap>,
}

/// A gap that a law may concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyGap {
    /// The control's id.
    pub id: String,
    /// A name for links within the document.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// The ids in that law: `21.2.c`; empty when the law is named for the control as a whole.
    pub articles: String,
}

impl Writer<'_> {
    /// The laws that may apply to this profile.
    pub(super) fn duties(self) -> Vec<DutyView> {
        self.checklist().duties.iter().filter_map(|duty| self.duty(duty)).collect()
    }

    /// The titles of the laws that may apply and may concern a gap.
    pub(super) fn duties_of(self, gap: &Gap) -> Vec<String> {
        let profile = &self.assessment().file.profile;
        let may = |duty: &&Duty| duty.when.holds(profile) != Truth::No && self.duty_gap(duty, gap).is_some();
        self.checklist()
            .duties
            .iter()
            .filter(may)
            .map(|d| self.text(&format!("duty.{}.title", d.id)))
            .collect()
    }

    fn duty(self, duty: &Duty) -> Option<DutyView> {
        let applies = match duty.when.holds(&self.assessment().file.profile) {
            Truth::Yes => "may-apply",
            Truth::NotStated => "not-stated",
            Truth::No => return None,
        };
        let state = match duty.from {
            None => "undated",
            Some(from) if from <= self.assessment().today.date => "now",
            Some(_) => "later",
        };
        let gaps: Vec<DutyGap> =
            self.subject.outcome.gaps.iter().filter_map(|gap| self.duty_gap(duty, gap)).collect();
        Some(DutyView {
            id: clean(&duty.id),
            title: self.text(&format!("duty.{}.title", duty.id)),
            note: self.text(&format!("duty.{}.note", duty.id)),
            from: self.maybe_day(duty.from),
            state: self.coded("duty", state),
            applies: self.coded("duty", applies),
            href: duty.url.as_deref().and_then(safe_link).unwrap_or_default(),
            count: self.count("report.duty-gaps", gaps.len(), &[]),
            first: self.first_titles(&gaps),
            gaps,
        })
    }

    /// The titles of the first few gaps, and how many more there are.
    fn first_titles(self, gaps: &[DutyGap]) -> String {
        let titles: Vec<&str> = gaps.iter().take(FEW).map(|gap| gap.title.as_str()).collect();
        let titles = titles.join("; ");
        match gaps.len().saturating_sub(FEW) {
            0 => titles,
            n => self.count("report.and-more", n, &[("titles", titles)]),
        }
    }

    fn duty_gap(self, duty: &Duty, gap: &Gap) -> Option<DutyGap> {
        let control = self.checklist().control(gap.control);
        let articles = duty.framework.as_ref().and_then(|f| control.references.get(f));
        if articles.is_none() && !duty.controls.contains(&gap.control) {
            return None;
        }
        let name = self.name(gap.control);
        Some(DutyGap {
            anchor: super::section::control_anchor(self, gap.control),
            id: name.id,
            title: name.title,
            articles: articles.map(|ids| clean(&ids.join(", "))).unwrap_or_default(),
        })
    }
}
