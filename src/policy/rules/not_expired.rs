//! An answer or its evidence past its validity.

use crate::model::{Blank, Freshness, Quote, Response};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// No answer is past its validity, undated, or blank because its time is over.
pub(super) struct NotExpired;

impl Rule for NotExpired {
    fn id(&self) -> &'static str {
        "not-expired"
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "blank", "not-applicable", "undated"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        for item in context.assessment.items.iter().filter(|i| i.applicable) {
            let variant = match (&item.response, item.freshness) {
                (Response::Blank(Blank::NotAnswered | Blank::LaterThanToday), _) => continue,
                (Response::Blank(Blank::Expired), _) => "blank",
                (Response::Blank(Blank::NotApplicableEnded), _) => "not-applicable",
                (_, Freshness::Fresh) => continue,
                (_, Freshness::Stale) if item.valid_until.is_none() => "undated",
                (_, Freshness::Stale) => "",
            };
            let today = Quote::Date(context.assessment.today.date);
            let draft = Draft::new(line(context, item.control)).control(item.control);
            out.find(draft.variant(variant).quotes(today, Quote::date(item.valid_until)));
        }
    }
}
