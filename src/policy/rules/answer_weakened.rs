//! An answer that was lowered.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No answer is lower than in the baseline.
pub(super) struct AnswerWeakened;

impl Rule for AnswerWeakened {
    fn id(&self) -> &'static str {
        "answer-weakened"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::AnswerLowered, "")]);
    }
}
