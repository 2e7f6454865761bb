//! The assessment: every control with exactly one response, as of a reference date.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::model::{
    Answer, AssessmentFile, Checklist, ChoiceIx, ControlIx, Date, EvidenceItem, Exact, FactId, Tier, Today,
    Value,
};

/// A checklist and its answers, joined as of a reference date. Total: one item per control.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    /// What was asked.
    pub checklist: &'a Checklist,
    /// What was answered.
    pub file: &'a AssessmentFile,
    /// The reference date.
    pub today: Today,
    /// One item per control, by [`ControlIx`].
    pub items: Vec<Item<'a>>,
    /// Method parameters: the checklist's, overridden by the assessment's.
    pub settings: BTreeMap<String, Value>,
}

/// One control with its response.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The control.
    pub control: ControlIx,
    /// Whether it concerns the organisation.
    pub scope: Scope<'a>,
    /// What holds today.
    pub response: Response,
    /// Whether the control counts as applicable: in scope by the profile, and not set aside by hand
    /// or by a choice that means *not applicable*.
    pub applicable: bool,
    /// The answer it comes from; for `same_as`, the other control's.
    pub answer: Option<&'a Answer>,
    /// How well the answer is backed today.
    pub tier: Tier,
    /// The evidence item that gives the tier.
    pub best: Option<&'a EvidenceItem>,
    /// Whether the answer is still within its validity.
    pub freshness: Freshness,
    /// The last day on which nothing about this item expires; `None` when undated or blank.
    pub valid_until: Option<Date>,
    /// The last day on which an answer at target counts at all; after it the answer is blank.
    pub counts_until: Option<Date>,
    /// Whether the second look of E2 or better is missing because the organisation is one person.
    pub single_person: bool,
    /// The value that counts as met; `None` when the scale has no values.
    pub target: Option<Exact>,
    /// The value that would count as met if the answer had no target of its own.
    pub usual_target: Option<Exact>,
}

/// Whether a control concerns the organisation, by the profile and, once it is scored, by other answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// It does.
    Applies,
    /// Facts that decide are not stated: it stays applicable, with a warning.
    NotStated(Vec<&'a FactId>),
    /// It does not, because of these facts.
    SwitchedOff(Vec<&'a FactId>),
    /// It would, but other answers leave it out: its own `counts_if` does not hold.
    LeftOut,
}

impl Scope<'_> {
    /// Whether it is a question that somebody has to answer: it concerns the organisation, or may.
    pub fn is_asked(&self) -> bool {
        match self {
            Scope::Applies | Scope::NotStated(_) => true,
            Scope::SwitchedOff(_) | Scope::LeftOut => false,
        }
    }
}

/// The choices of an answer; one or two lie within the item, so that scoring many controls reads straight on.
pub type ChoiceList = SmallVec<[ChoiceIx; 2]>;

/// What holds for a control today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// One or several choices.
    Choices(ChoiceList),
    /// A number.
    Number(Exact),
    /// Nobody knows: answered, value 0, a gap of its own kind.
    Unknown,
    /// Not applicable by hand, with reason and approver.
    NotApplicable,
    /// Not applicable by the profile.
    SwitchedOff,
    /// No answer that still stands.
    Blank(Blank),
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// None was given.
    NotAnswered,
    /// The answer is past twice its validity.
    Expired,
    /// The time of a manual *not applicable* is over.
    NotApplicableEnded,
    /// Dated after an explicit reference date.
    LaterThanToday,
}

/// Whether an answer is within its validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Within.
    Fresh,
    /// Past it, or undated.
    Stale,
}

impl<'a> Assessment<'a> {
    /// The item of a control.
    pub fn item(&self, control: ControlIx) -> &Item<'a> {
        &self.items[control.0]
    }

    /// Leaves controls out whose own `counts_if` does not hold, once that is known.
    pub fn leave_out(&mut self, controls: &[ControlIx]) {
        for ix in controls {
            let item = &mut self.items[ix.0];
            if item.scope.is_asked() {
                (item.scope, item.response, item.applicable) = (Scope::LeftOut, Response::SwitchedOff, false);
            }
        }
    }

    /// Which fact switched off which controls, by fact in order of asking.
    pub fn switched_off(&self) -> Vec<(&'a FactId, Vec<ControlIx>)> {
        self.by_fact(|scope| match scope {
            Scope::SwitchedOff(facts) => facts,
            Scope::Applies | Scope::NotStated(_) | Scope::LeftOut => &[],
        })
    }

    /// Which fact that is not stated keeps which controls in scope, by fact in order of asking.
    pub fn not_stated(&self) -> Vec<(&'a FactId, Vec<ControlIx>)> {
        self.by_fact(|scope| match scope {
            Scope::NotStated(facts) => facts,
            Scope::Applies | Scope::SwitchedOff(_) | Scope::LeftOut => &[],
        })
    }

    fn by_fact(
        &self,
        facts: impl for<'s> Fn(&'s Scope<'a>) -> &'s [&'a FactId],
    ) -> Vec<(&'a FactId, Vec<ControlIx>)> {
        let controls = |id: &FactId| -> Vec<ControlIx> {
            self.items.iter().filter(|i| facts(&i.scope).contains(&id)).map(|i| i.control).collect()
        };
        let all = self.checklist.facts.iter().map(|f| (&f.id, controls(&f.id)));
        all.filter(|(_, controls)| !controls.is_empty()).collect()
    }

    /// The last day on which every answer stands as it does today: the report's *valid until*.
    ///
    /// After it the backing of an answer ends, an answer past its validity turns blank, or *not applicable*
    /// by hand runs out, whichever comes first. Where all of that is over, it is the last day on which
    /// something ended; `None` when nothing is dated.
    pub fn valid_until(&self) -> Option<Date> {
        let ends = || self.items.iter().flat_map(|item| [item.valid_until, item.counts_until]).flatten();
        ends().filter(|end| *end >= self.today.date).min().or_else(|| ends().max())
    }
}

impl Item<'_> {
    /// Whether the answer is measured against less than is usually asked of the organisation.
    pub fn is_target_lowered(&self) -> bool {
        self.target.as_ref().zip(self.usual_target.as_ref()).is_some_and(|(own, usual)| own < usual)
    }

    /// Whether the control has no answer.
    pub fn is_blank(&self) -> bool {
        matches!(self.response, Response::Blank(_))
    }
}
