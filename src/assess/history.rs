//! The pipeline of `compare`: one assessment by the yardstick of its own day and by today's.

use crate::assess::{Outcome, Request, assess};
use crate::compare::{Comparison, Side, Sides, compare, latest_date};
use crate::model::{Assessment, AssessmentFile, Checklist, Date, Method, Today};

/// Answers with what they are measured by.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// What was asked.
    pub checklist: &'a Checklist,
    /// How it is scored.
    pub method: &'a Method,
    /// What was answered.
    pub file: &'a AssessmentFile,
}

/// One assessment in four lights. From `then` to `aged` only time passes; from `aged` to `now` only the
/// checklist, the method and its settings change.
#[derive(Clone, Debug)]
pub struct Stand<'a> {
    /// The last day on which somebody worked on it; today when nothing is dated.
    pub on: Date,
    /// Under its own checklist and method, on its own day: what it said then.
    pub then: Outcome<'a>,
    /// The same today.
    pub aged: Outcome<'a>,
    /// Under the newest checklist, on its own day.
    pub anew: Outcome<'a>,
    /// Under the newest checklist, today.
    pub now: Outcome<'a>,
    /// Whether its own checklist, method and settings are the newest.
    pub same_yardstick: bool,
}

/// Works an assessment out in every light. `newest` holds the same answers, carried to the newest checklist.
pub fn stand<'a>(own: Edition<'a>, newest: Edition<'a>, today: Today) -> Stand<'a> {
    let on = latest_date(own.file).map_or(today.date, |day| day.min(today.date));
    let then = Today { date: on, explicit: true };
    let (aged, now) = (outcome(own, today), outcome(newest, today));
    let same_yardstick = own.checklist.digest == newest.checklist.digest
        && own.method.id == newest.method.id
        && aged.assessment.settings == now.assessment.settings;
    Stand { on, then: outcome(own, then), aged, anew: outcome(newest, then), now, same_yardstick }
}

/// What answers are worth on a day, without the terms of the numbers.
pub fn outcome(edition: Edition, day: Today) -> Outcome {
    let assessment = Assessment::join(edition.checklist, edition.file, day);
    assess(assessment, Request { methods: &[edition.method], trace: crate::score::Traces::None })
}

/// What moved from one assessment to another, both today and under the newest checklist.
pub fn between(old: &Stand, new: &Stand) -> Comparison {
    let side = |outcome: &'_ Outcome| outcome.cards.first().cloned();
    let cards = (side(&old.now), side(&new.now), side(&old.aged));
    let (Some(before), Some(after), Some(aged)) = cards else { return Comparison::default() };
    compare(Sides {
        old: Side { assessment: &old.now.assessment, card: &before },
        new: Side { assessment: &new.now.assessment, card: &after },
        as_was: (!old.same_yardstick).then_some(Side { assessment: &old.aged.assessment, card: &aged }),
    })
}
