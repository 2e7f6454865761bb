//! An answer whose validity ends soon.

use chrono::TimeDelta;

use crate::diag::Severity;
use crate::model::{Freshness, Quote, Response};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink};

/// How far ahead the rule looks when the policy does not say. **Unit:** days.
const USUAL: i64 = 30;

/// No answer ends within some days.
pub(super) struct ExpiresSoon;

impl Rule for ExpiresSoon {
    fn id(&self) -> &'static str {
        "expires-soon"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "within_days", kind: Kind::Days }]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let days = config.days("within_days").unwrap_or(USUAL);
        let today = context.assessment.today.date;
        let horizon = TimeDelta::try_days(days).and_then(|d| today.checked_add_signed(d)).unwrap_or(today);
        for item in &context.assessment.items {
            let standing = item.applicable && item.freshness == Freshness::Fresh;
            let set_aside = matches!(item.response, Response::NotApplicable);
            let Some(end) = item.valid_until.filter(|end| *end >= today && *end < horizon) else { continue };
            if standing || set_aside {
                let draft = Draft::new(line(context, item.control)).control(item.control);
                let draft = draft.with("days", Quote::Days((end - today).num_days()));
                out.find(draft.quotes(Quote::Date(horizon), Quote::Date(end)));
            }
        }
    }
}
