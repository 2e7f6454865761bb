//! A waiver that excuses nothing.

use crate::diag::Severity;
use crate::model::Quote;
use crate::policy::WaiverUse;
use crate::policy::{Config, Context, Draft, Needs, Rule, Sink};

/// Every waiver in force excuses something.
pub(in crate::policy) struct WaiverUnused;

impl Rule for WaiverUnused {
    fn id(&self) -> &'static str {
        "waiver-unused"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn needs(&self) -> Needs {
        Needs::Waivers
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let today = context.assessment.today.date;
        let idle = |used: &&WaiverUse| used.holds(today) && used.excuses == 0 && used.knock_outs.is_empty();
        for used in context.waivers.iter().filter(idle) {
            let until = Quote::Date(used.waiver.until.value);
            out.find(Draft::new(used.waiver.span).about(used.name()).quotes(Quote::Nothing, until));
        }
    }
}
