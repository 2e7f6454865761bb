//! A control newly set aside.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// No control is set aside that was not in the baseline, and none for longer or on other terms.
pub(super) struct NewlyNotApplicable;

impl Rule for NewlyNotApplicable {
    fn id(&self) -> &'static str {
        "newly-not-applicable"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "terms"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(
            context,
            out,
            &[(ChangeKind::NotApplicable, ""), (ChangeKind::NotApplicableEdited, "terms")],
        );
    }
}
