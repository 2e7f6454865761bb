//! Another checklist than in the baseline.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// The checklist is that of the baseline, word for word.
pub(super) struct ChecklistChanged;

impl Rule for ChecklistChanged {
    fn id(&self) -> &'static str {
        "checklist-changed"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn waivable(&self) -> bool {
        false
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "control-gone", "weight", "knock-out", "applies", "validity"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(
            context,
            out,
            &[
                (ChangeKind::Checklist, ""),
                (ChangeKind::ControlGone, "control-gone"),
                (ChangeKind::Weight, "weight"),
                (ChangeKind::KnockOutThreshold, "knock-out"),
                (ChangeKind::Applies, "applies"),
                (ChangeKind::Validity, "validity"),
            ],
        );
    }
}
