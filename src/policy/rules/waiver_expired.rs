//! A waiver past its last day.

use crate::diag::Severity;
use crate::model::Quote;
use crate::policy::{Config, Context, Draft, Needs, Rule, Sink};

/// No waiver is past its last day.
pub(in crate::policy) struct WaiverExpired;

impl Rule for WaiverExpired {
    fn id(&self) -> &'static str {
        "waiver-expired"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn needs(&self) -> Needs {
        Needs::Waivers
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let today = context.assessment.today.date;
        for used in context.waivers.iter().filter(|used| used.waiver.until.value < today) {
            let draft = Draft::new(used.waiver.until.span).about(used.name());
            out.find(draft.quotes(Quote::Date(used.waiver.until.value), Quote::Date(today)));
        }
    }
}
