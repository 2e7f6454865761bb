//! Another scoring method than in the baseline.

use crate::compare::ChangeKind;
use crate::policy::{Config, Context, Needs, Rule, Sink};

/// The scoring method is that of the baseline.
pub(super) struct MethodChanged;

impl Rule for MethodChanged {
    fn id(&self) -> &'static str {
        "method-changed"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn waivable(&self) -> bool {
        false
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        super::changes(context, out, &[(ChangeKind::Method, "")]);
    }
}
