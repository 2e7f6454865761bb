//! There is nothing to compare with.

use crate::policy::{Baseline, Config, Context, Draft, InForce, Rule, Sink};

/// The assessment is compared with an earlier one: where a comparison was asked for, or the policy lists
/// this rule.
pub(super) struct BaselinePresent;

impl Rule for BaselinePresent {
    fn id(&self) -> &'static str {
        "baseline-present"
    }

    fn in_force(&self) -> InForce {
        InForce::Always
    }

    fn waivable(&self) -> bool {
        false
    }

    fn variants(&self) -> &'static [&'static str] {
        &["missing", "not-asked"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let draft = Draft::new(context.assessment.file.checklist.span);
        match context.baseline {
            Baseline::Of(_) => {}
            Baseline::Missing => out.find(draft.variant("missing")),
            Baseline::NotAsked if config.is_listed() => out.find(draft.variant("not-asked")),
            Baseline::NotAsked => {}
        }
    }
}
