//! Evidence that nobody but its owner has looked at.

use crate::diag::Severity;
use crate::model::Quote;
use crate::policy::rating::line;
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// No answer reaches its tier only because the organisation says that it is one person.
pub(super) struct SecondPerson;

impl Rule for SecondPerson {
    fn id(&self) -> &'static str {
        "second-person"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        for item in context.assessment.items.iter().filter(|i| i.applicable && i.single_person) {
            let draft = Draft::new(line(context, item.control)).control(item.control);
            let owner = item.answer.and_then(|a| a.owner.as_ref());
            out.find(draft.quotes(Quote::Nothing, Quote::maybe(owner)));
        }
    }
}
