//! A knock-out that held and no longer holds.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No knock-out that held in the baseline has ceased to hold.
pub(super) struct KnockOutRegression;

impl Rule for KnockOutRegression {
    fn id(&self) -> &'static str {
        "knock-out-regression"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::KnockOutWorse, "")]);
    }
}
