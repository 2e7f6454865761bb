//! One change that somebody made, with old and new.

use crate::diag::Span;
use crate::model::{ControlIx, Quote};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// The control it was done to, in the newer checklist; `None` for the assessment as a whole.
    pub control: Option<ControlIx>,
    /// What exactly: a fact, a setting, a piece of evidence, a control that is gone; else empty.
    pub about: String,
    /// What stood there.
    pub old: Quote,
    /// What stands there now.
    pub new: Quote,
    /// Where it stands now.
    pub at: Option<Span>,
    /// Where it stood.
    pub was_at: Option<Span>,
}

/// Which way a change points, before anything is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It can only make the assessment look better.
    Better,
    /// It can only make the assessment look worse.
    Worse,
    /// It can do either, or changes the yardstick.
    Either,
}

impl Direction {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Direction::Better => "better",
            Direction::Worse => "worse",
            Direction::Either => "either",
        }
    }
}

/// What a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The checklist, the method or its parameters: what the answers are measured by.
    Yardstick,
    /// What the organisation says of itself, which decides what applies.
    Profile,
    /// The answer, its date, owner, share or target.
    Answer,
    /// The evidence, and the tier that comes of it.
    Evidence,
    /// It follows from other changes.
    Consequence,
    /// What is planned.
    Plan,
}

impl Cause {
    /// The kebab-case word for machines; its name stands in the catalogue under `cause.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Cause::Yardstick => "yardstick",
            Cause::Profile => "profile",
            Cause::Answer => "answer",
            Cause::Evidence => "evidence",
            Cause::Consequence => "consequence",
            Cause::Plan => "plan",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $direction:ident, $cause:ident;)*) => {
        /// What was done. The sentence stands in the language catalogue under `change.<id>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ChangeKind { $($(#[$doc])* $name,)* }

        impl ChangeKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &[ChangeKind] = &[$(ChangeKind::$name,)*];

            /// The kebab-case word for machines.
            pub fn id(self) -> &'static str {
                match self { $(ChangeKind::$name => $id,)* }
            }

            /// Which way it points.
            pub fn direction(self) -> Direction {
                match self { $(ChangeKind::$name => Direction::$direction,)* }
            }

            /// What it comes from.
            pub fn cause(self) -> Cause {
                match self { $(ChangeKind::$name => Cause::$cause,)* }
            }
        }
    };
}

kinds! {
    /// Another checklist, or another version or text of it.
    Checklist = "checklist", Either, Yardstick;
    /// A control is no longer asked.
    ControlGone = "control-gone", Either, Yardstick;
    /// A control is newly asked.
    ControlNew = "control-new", Either, Yardstick;
    /// A control weighs more or less.
    Weight = "weight", Either, Yardstick;
    /// A knock-out threshold was set, moved or dropped.
    KnockOutThreshold = "knock-out-threshold", Either, Yardstick;
    /// A control concerns other organisations than before.
    Applies = "applies", Either, Yardstick;
    /// Answers or evidence stay valid for another time.
    Validity = "validity", Either, Yardstick;
    /// Another scoring method.
    Method = "method", Either, Yardstick;
    /// A parameter of the method.
    Setting = "setting", Either, Yardstick;
    /// A fact of the profile.
    Fact = "fact", Either, Profile;
    /// Something that the assessment says of the organisation.
    Organisation = "organisation", Either, Profile;
    /// The sign-off of the profile is gone.
    SignOffGone = "sign-off-gone", Worse, Profile;
    /// The profile switched a control off.
    SwitchedOff = "switched-off", Better, Profile;
    /// The profile switched a control on.
    SwitchedOn = "switched-on", Worse, Profile;
    /// An answer where there was none.
    AnswerAdded = "answer-added", Better, Answer;
    /// No answer where there was one.
    AnswerRemoved = "answer-removed", Worse, Answer;
    /// A higher answer.
    AnswerRaised = "answer-raised", Better, Answer;
    /// A lower answer.
    AnswerLowered = "answer-lowered", Worse, Answer;
    /// Another answer, neither higher nor lower.
    AnswerChanged = "answer-changed", Either, Answer;
    /// Marked as not applicable.
    NotApplicable = "not-applicable", Better, Answer;
    /// No longer marked as not applicable.
    ApplicableAgain = "applicable-again", Either, Answer;
    /// Not applicable for longer, or approved by somebody else.
    NotApplicableEdited = "not-applicable-edited", Better, Answer;
    /// The measured share behind a level.
    Share = "share", Either, Answer;
    /// The organisation's own target for a control is lower.
    TargetLowered = "target-lowered", Better, Answer;
    /// The organisation's own target for a control is higher.
    TargetRaised = "target-raised", Worse, Answer;
    /// Another owner.
    Owner = "owner", Either, Answer;
    /// The day of the answer moved back.
    AnswerDatedBack = "answer-dated-back", Worse, Answer;
    /// The same answer, given again at a later day.
    AnswerConfirmed = "answer-confirmed", Better, Answer;
    /// A piece of evidence that was not there.
    EvidenceAdded = "evidence-added", Better, Evidence;
    /// A piece of evidence is gone, and nothing as good took its place.
    EvidenceLost = "evidence-lost", Worse, Evidence;
    /// A piece of evidence is gone, and something as good took its place.
    EvidenceReplaced = "evidence-replaced", Either, Evidence;
    /// The same piece of evidence has new content, and a date of its own.
    EvidenceRenewed = "evidence-renewed", Better, Evidence;
    /// The same piece of evidence carries another date.
    EvidenceRedated = "evidence-redated", Either, Evidence;
    /// The same piece of evidence claims another reviewer, verification or kind.
    EvidenceRelabelled = "evidence-relabelled", Either, Evidence;
    /// The answer is better backed.
    TierRaised = "tier-raised", Better, Evidence;
    /// The answer is less well backed.
    TierLowered = "tier-lowered", Worse, Evidence;
    /// A knock-out holds that did not.
    KnockOutBetter = "knock-out-better", Better, Consequence;
    /// A knock-out does not hold that did.
    KnockOutWorse = "knock-out-worse", Worse, Consequence;
    /// A plan is due later than it was.
    PlanPostponed = "plan-postponed", Either, Plan;
    /// A plan is gone.
    PlanGone = "plan-gone", Worse, Plan;
}

impl Change {
    /// A change of the assessment as a whole.
    pub(super) fn new(kind: ChangeKind, old: Quote, new: Quote) -> Change {
        Change { kind, control: None, about: String::new(), old, new, at: None, was_at: None }
    }

    /// Says what exactly.
    pub(super) fn about(mut self, about: impl ToString) -> Change {
        self.about = about.to_string();
        self
    }

    /// Says where it stands now.
    pub(super) fn at(mut self, span: Option<Span>) -> Change {
        self.at = span;
        self
    }

    /// Says where it stood.
    pub(super) fn was_at(mut self, span: Option<Span>) -> Change {
        self.was_at = span;
        self
    }

    /// Says which control.
    pub(super) fn of(mut self, control: ControlIx) -> Change {
        self.control = Some(control);
        self
    }
}
