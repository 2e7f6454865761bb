//! One control on both sides: what it was worth, what it is worth, and what happened to it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ChangeView, Scribe};
use crate::assess::Outcome;
use crate::compare::{Cause, Change, ChangeKind};
use crate::model::{ControlIx, Exact};
use crate::report::view::{Coded, ControlName, Day};

/// A control that moved, or to which something was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlMove {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Which way it went from the earlier answer's own day until today: `up`, `down`, `same`; `on` and
    /// `off` when it came into or fell out of scope.
    pub drift: Coded,
    /// How far its target was reached on the earlier answer's own day; a dash when it did not apply.
    pub then: String,
    /// How far the earlier answer would reach today, had nobody done anything.
    pub aged: String,
    /// How far the later answer reaches today.
    pub now: String,
    /// What people changed, in order; changes of the checklist stand in their own list.
    pub changes: Vec<ChangeView>,
    /// The day after which an untouched answer no longer counts in full; empty when it still does.
    pub expired: Day,
    /// The reason in a sentence where nothing was done to the control itself; else empty.
    pub because: String,
    /// `yes` when it only was kept up: confirmed or given new evidence, and worth what it was; else `no`.
    pub renewed: String,
}

/// An answer that nobody touched and that time took the backing from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpiredView {
    /// The control.
    pub control: ControlName,
    /// Number and title of its section.
    pub section: String,
    /// Its last valid day.
    pub on: Day,
}

/// How far a control reaches its target; `None` when it does not apply.
fn attainment(outcome: &Outcome, ix: ControlIx) -> Option<Exact> {
    let gap = || outcome.gaps.iter().find(|gap| gap.control == ix);
    let applies = outcome.assessment.item(ix).applicable;
    applies.then(|| gap().map_or(Exact::ONE, |gap| gap.evidenced_attainment.clone()))
}

fn drift(then: Option<&Exact>, now: Option<&Exact>) -> &'static str {
    match (then, now) {
        (None, None) => "same",
        (None, Some(_)) => "on",
        (Some(_), None) => "off",
        (Some(then), Some(now)) => match now.cmp(then) {
            std::cmp::Ordering::Less => "down",
            std::cmp::Ordering::Equal => "same",
            std::cmp::Ordering::Greater => "up",
        },
    }
}

/// Whether a change keeps an answer up without making it another one.
fn is_upkeep(kind: ChangeKind) -> bool {
    use ChangeKind::{
        AnswerConfirmed, EvidenceAdded, EvidenceRenewed, EvidenceReplaced, KnockOutBetter, TierRaised,
    };
    matches!(kind, AnswerConfirmed | EvidenceAdded | EvidenceRenewed | EvidenceReplaced)
        || matches!(kind, KnockOutBetter | TierRaised)
}

impl<'a> Scribe<'a> {
    /// Every control of a range that moved or was touched.
    pub(super) fn controls(self, range: std::ops::Range<usize>) -> Vec<ControlMove> {
        range.filter_map(|index| self.control(ControlIx(index))).collect()
    }

    fn control(self, ix: ControlIx) -> Option<ControlMove> {
        let (now, comparison) = (self.now(), self.chronicle.comparison);
        let at = |subject: &'a crate::report::Subject<'a>| attainment(subject.outcome, ix);
        let (then, aged, today) = (at(&self.earlier().anew), at(&self.earlier().now), at(&self.later().now));
        let own = |c: &&Change| c.control == Some(ix) && c.kind.cause() != Cause::Yardstick;
        let done: Vec<_> = comparison.changes.iter().filter(own).collect();
        let expired = comparison.expired.iter().find(|e| e.control == ix);
        let drift = drift(then.as_ref(), today.as_ref());
        if done.is_empty() && expired.is_none() && drift == "same" {
            return None;
        }
        let renewed =
            drift == "same" && expired.is_none() && done.iter().all(|change| is_upkeep(change.kind));
        let percent = |share: &Option<Exact>| match share {
            Some(share) => now.good_percent(&(share * &Exact::from(100i64))),
            None => "–".to_string(),
        };
        let because = if done.is_empty() && expired.is_none() { self.because(ix) } else { String::new() };
        let name = now.name(ix);
        Some(ControlMove {
            id: name.id,
            title: name.title,
            drift: now.coded("drift", drift),
            then: percent(&then),
            aged: percent(&aged),
            now: percent(&today),
            changes: done.into_iter().map(|change| self.change(change)).collect(),
            expired: now.maybe_day(expired.map(|e| e.on)),
            because,
            renewed: if renewed { "yes" } else { "no" }.into(),
        })
    }

    /// Why a control moved to which nothing was done: it shares an answer, its answer was old already, or
    /// the profile or the settings changed.
    fn because(self, ix: ControlIx) -> String {
        let now = self.now();
        if let Some(source) = now.checklist().control(ix).same_as {
            return now.say("compare.because-shared", &[("control", now.name(source).title)]);
        }
        let frames = |c: &Change| c.control.is_none() || c.kind.cause() == Cause::Yardstick;
        let frame = self.chronicle.comparison.changes.iter().any(frames);
        now.word(if frame { "compare.because-frame" } else { "compare.because-time" })
    }

    /// Answers that nobody touched and that have expired since.
    pub(super) fn expired(self) -> Vec<ExpiredView> {
        let now = self.now();
        let one = |e: &crate::compare::Expired| ExpiredView {
            control: now.name(e.control),
            section: now.section_label(now.checklist().top_of(e.control)),
            on: now.day(e.on),
        };
        self.chronicle.comparison.expired.iter().map(one).collect()
    }
}
