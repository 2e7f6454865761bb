//! A waiver that runs too long.

use crate::model::Quote;
use crate::policy::{Config, Context, Declared, Draft, Kind, Needs, Rule, Sink};

/// The longest waiver when the policy does not say. **Unit:** days; about a year.
const USUAL: i64 = 366;

/// No waiver runs longer than the policy allows.
pub(in crate::policy) struct WaiverTooLong;

impl Rule for WaiverTooLong {
    fn id(&self) -> &'static str {
        "waiver-too-long"
    }

    fn needs(&self) -> Needs {
        Needs::Waivers
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "at_most_days", kind: Kind::Days }]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let limit = config.days("at_most_days").unwrap_or(USUAL);
        let today = context.assessment.today.date;
        for used in context.waivers {
            // Without a day of approval it counts from today: the least that it can run.
            let from = used.waiver.approved.as_ref().map_or(today, |day| day.value);
            let days = (used.waiver.until.value - from).num_days();
            if days > limit {
                let draft = Draft::new(used.waiver.until.span).about(used.name());
                let draft = draft.with("until", Quote::Date(used.waiver.until.value));
                out.find(draft.quotes(Quote::Days(limit), Quote::Days(days)));
            }
        }
    }
}
