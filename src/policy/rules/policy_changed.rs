//! Another policy than in the baseline.

use crate::policy::{Config, Context, Draft, Needs, PolicyChange, Rule, Sink};

/// The policy under review requires what the policy of the baseline requires.
pub(super) struct PolicyChanged;

impl Rule for PolicyChanged {
    fn id(&self) -> &'static str {
        "policy-changed"
    }

    fn needs(&self) -> Needs {
        Needs::EarlierPolicy
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let mine = |change: &&PolicyChange| !change.waiver;
        for change in context.policy_changes.unwrap_or_default().iter().filter(mine) {
            let draft = Draft::new(change.at).about(&change.path).and_at(change.was_at, "finding.at.before");
            out.find(draft.quotes(change.old.clone(), change.new.clone()));
        }
    }
}
