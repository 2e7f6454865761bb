//! Another setting than in the baseline.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// The parameters of the method are those of the baseline.
pub(super) struct SettingsChanged;

impl Rule for SettingsChanged {
    fn id(&self) -> &'static str {
        "settings-changed"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn waivable(&self) -> bool {
        false
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::Setting, "")]);
    }
}
