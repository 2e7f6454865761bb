//! A target that was lowered.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No control has a lower target of its own than in the baseline.
pub(super) struct TargetLowered;

impl Rule for TargetLowered {
    fn id(&self) -> &'static str {
        "target-lowered"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::TargetLowered, "")]);
    }
}
