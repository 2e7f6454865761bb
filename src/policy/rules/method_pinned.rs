//! Another scoring method than the policy expects.

use crate::model::Quote;
use crate::policy::{Config, Context, Draft, InForce, Rule, Sink};

/// The scoring method is the one that the policy pins, else the checklist's first.
pub(super) struct MethodPinned;

impl Rule for MethodPinned {
    fn id(&self) -> &'static str {
        "method-pinned"
    }

    fn in_force(&self) -> InForce {
        InForce::Always
    }

    fn waivable(&self) -> bool {
        false
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "default"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let used = &context.card.method;
        let pin = context.policy.pins.method.as_ref();
        let expected = match pin {
            Some(pin) => Some(&pin.value),
            None => context.assessment.checklist.methods.first().map(|m| &m.id),
        };
        if expected.is_some_and(|expected| expected != used) {
            let variant = if pin.is_some() { "" } else { "default" };
            let draft = Draft::new(context.assessment.file.checklist.span).variant(variant);
            let draft = draft.and_at(pin.map(|p| p.span), "finding.at.pin");
            out.find(draft.quotes(Quote::maybe(expected), Quote::text(used)));
        }
    }
}
