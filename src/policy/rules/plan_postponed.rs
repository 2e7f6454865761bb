//! A plan that was put off or dropped.

use crate::compare::ChangeKind;
use crate::diag::Severity;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No plan is due later than in the baseline, and none is gone.
pub(super) struct PlanPostponed;

impl Rule for PlanPostponed {
    fn id(&self) -> &'static str {
        "plan-postponed"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "gone"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::PlanPostponed, ""), (ChangeKind::PlanGone, "gone")]);
    }
}
