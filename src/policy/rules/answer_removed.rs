//! An answer that is gone.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No answer of the baseline is gone.
pub(super) struct AnswerRemoved;

impl Rule for AnswerRemoved {
    fn id(&self) -> &'static str {
        "answer-removed"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::AnswerRemoved, "")]);
    }
}
