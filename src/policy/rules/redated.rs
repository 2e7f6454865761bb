//! Dates and labels that were edited.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No evidence of the baseline carries another date, reviewer, verification or kind, and no answer an earlier day.
pub(super) struct Redated;

impl Rule for Redated {
    fn id(&self) -> &'static str {
        "redated"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "label", "answer"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(
            context,
            out,
            &[
                (ChangeKind::EvidenceRedated, ""),
                (ChangeKind::EvidenceRelabelled, "label"),
                (ChangeKind::AnswerDatedBack, "answer"),
            ],
        );
    }
}
