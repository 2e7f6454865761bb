//! A fact that decides about controls and is not stated.

use crate::model::{Exact, Quote};
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// The profile states every fact that decides about a control.
pub(super) struct ProfileComplete;

impl Rule for ProfileComplete {
    fn id(&self) -> &'static str {
        "profile-complete"
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        for (fact, controls) in context.assessment.not_stated() {
            let draft = Draft::new(context.assessment.file.profile_span).about(fact);
            let draft = draft.with("n", Quote::Number(Exact::from(controls.len())));
            out.find(draft.quotes(Quote::text(fact), Quote::Nothing));
        }
    }
}
