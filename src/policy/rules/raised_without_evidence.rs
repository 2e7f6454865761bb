//! Evidence of a lower answer that now backs a higher one.

use std::collections::BTreeSet;

use crate::compare::ChangeKind;
use crate::model::Tier;
use crate::policy::{Baseline, Config, Context, Needs, Rule, Sink};

/// What counts as evidenced at a higher level, or at a higher tier, brings evidence that is new since the
/// baseline. A claim alone may rise: it counts half and says so.
pub(super) struct RaisedWithoutEvidence;

/// What brings evidence.
const NEW: [ChangeKind; 3] =
    [ChangeKind::EvidenceAdded, ChangeKind::EvidenceRenewed, ChangeKind::EvidenceReplaced];

/// What is a rise, each with its sentence.
const RISES: [(ChangeKind, &str); 2] = [(ChangeKind::AnswerRaised, ""), (ChangeKind::TierRaised, "tier")];

impl Rule for RaisedWithoutEvidence {
    fn id(&self) -> &'static str {
        "raised-without-evidence"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "tier"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let Baseline::Of(comparison) = context.baseline else { return };
        let brought = comparison.changes.iter().filter(|change| NEW.contains(&change.kind));
        let brought: BTreeSet<_> = brought.filter_map(|change| change.control).collect();
        for change in &comparison.changes {
            let Some(control) = change.control.filter(|control| !brought.contains(control)) else { continue };
            let rise = RISES.iter().find(|(kind, _)| *kind == change.kind);
            let Some((_, variant)) = rise else { continue };
            if context.assessment.item(control).tier >= Tier::E2 {
                out.find(super::draft(context, change, variant));
            }
        }
    }
}
