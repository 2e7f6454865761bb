//! Evidence that is gone, or backs less.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No answer lost evidence or fell to a lower tier since the baseline.
pub(super) struct EvidenceLost;

impl Rule for EvidenceLost {
    fn id(&self) -> &'static str {
        "evidence-lost"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "tier"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::EvidenceLost, ""), (ChangeKind::TierLowered, "tier")]);
    }
}
