//! What no look at these files can tell: said aloud, with what covers it, rather than passed over.

use crate::model::{EvidencePlace, Seen};
use crate::policy::{Baseline, Context};

/// Something that cannot be detected here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blind {
    /// What.
    pub watch: Watch,
    /// How many places in the files rest on it; 0 when it cannot be counted.
    pub places: usize,
}

macro_rules! watches {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
        /// What cannot be detected. What it is and what covers it stand in the catalogue under `blind.<id>`
        /// and `blind.<id>.cover`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Watch { $($(#[$doc])* $name,)* }

        impl Watch {
            /// Everything, in the order of printing.
            pub const ALL: &[Watch] = &[$(Watch::$name,)*];

            /// The kebab-case word for machines.
            pub fn id(self) -> &'static str {
                match self { $(Watch::$name => $id,)* }
            }
        }
    };
}

watches! {
    /// An answer that is not true.
    FalseAnswer = "false-answer";
    /// A reviewer or approver who never looked, or does not exist.
    InventedReviewer = "invented-reviewer";
    /// A date that is not the day on which it happened.
    FalseDate = "false-date";
    /// Evidence that does not show what it is said to show.
    EvidenceContent = "evidence-content";
    /// Links and references, which are never opened.
    LinksNotOpened = "links-not-opened";
    /// Evidence files, which nobody opened in this run.
    EvidenceNotOpened = "evidence-not-opened";
    /// Evidence files without a digest, which can be exchanged unseen.
    NoDigest = "no-digest";
    /// What was there before, without a baseline.
    NoBaseline = "no-baseline";
    /// A weaker policy, without the earlier one.
    NoEarlierPolicy = "no-earlier-policy";
    /// The policy is the one under review.
    PolicyFromHead = "policy-from-head";
    /// How and whether this check is run.
    PipelineDefinition = "pipeline-definition";
}

/// What this run cannot see.
pub(super) fn spots(context: &Context) -> Vec<Blind> {
    let all = Watch::ALL.iter().map(|watch| (*watch, places(*watch, context)));
    all.filter_map(|(watch, places)| Some(Blind { watch, places: places? })).collect()
}

/// How many places rest on it; `None` when it does not concern this run.
fn places(watch: Watch, context: &Context) -> Option<usize> {
    let answers = &context.assessment.file.answers;
    let evidence = || answers.iter().flat_map(|a| &a.evidence);
    let some = |n: usize| (n > 0).then_some(n);
    let when = |holds: bool| holds.then_some(0);
    match watch {
        Watch::FalseAnswer => some(answers.len()),
        Watch::InventedReviewer => {
            let reviewers = evidence().filter(|e| e.reviewed_by.is_some()).count();
            some(reviewers + answers.iter().filter(|a| a.not_applicable.is_some()).count())
        }
        Watch::FalseDate => {
            let answered = answers.iter().filter(|a| a.answered.is_some()).count();
            some(answered + evidence().filter(|e| e.collected.is_some()).count())
        }
        Watch::EvidenceContent => some(evidence().count()),
        Watch::LinksNotOpened => {
            some(evidence().filter(|e| !matches!(e.place, EvidencePlace::File(_))).count())
        }
        Watch::EvidenceNotOpened => match context.sightings {
            Some(_) => None,
            None => some(evidence().filter(|e| matches!(e.place, EvidencePlace::File(_))).count()),
        },
        Watch::NoDigest => {
            let without = |s: &&crate::model::Sighting| matches!(s.seen, Seen::NoDigest { .. });
            some(context.sightings.unwrap_or_default().iter().filter(without).count())
        }
        Watch::NoBaseline => when(!matches!(context.baseline, Baseline::Of(_))),
        Watch::NoEarlierPolicy => when(context.policy_changes.is_none()),
        Watch::PolicyFromHead => when(context.policy_from_head),
        Watch::PipelineDefinition => Some(0),
    }
}
