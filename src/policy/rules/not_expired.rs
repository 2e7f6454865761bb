//! An answer or its evidence past its validity.

use crate::model::{Blank, Freshness, Item, Quote, Response};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// No answer is past its validity, undated, or blank because its time is over.
pub(super) struct NotExpired;

impl Rule for NotExpired {
    fn id(&self) -> &'static str {
        "not-expired"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "evidence", "blank", "not-applicable", "undated"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let today = context.assessment.today.date;
        for item in context.assessment.items.iter().filter(|i| i.applicable) {
            let variant = match (&item.response, item.freshness) {
                (Response::Blank(Blank::NotAnswered | Blank::LaterThanToday), _) => continue,
                (Response::Blank(Blank::Expired), _) => "blank",
                (Response::Blank(Blank::NotApplicableEnded), _) => "not-applicable",
                // Its evidence has ended; what is left stands on the claim alone.
                (_, Freshness::Fresh) if item.best.is_none() && has_evidence(item) => "evidence",
                (_, Freshness::Fresh) => continue,
                (_, Freshness::Stale) if item.answer.is_none_or(|a| a.answered.is_none()) => "undated",
                (_, Freshness::Stale) => "",
            };
            let today = Quote::Date(today);
            let draft = Draft::new(line(context, item.control)).control(item.control);
            out.find(draft.variant(variant).quotes(today, Quote::date(item.valid_until)));
        }
    }
}

fn has_evidence(item: &Item) -> bool {
    item.answer.is_some_and(|answer| !answer.evidence.is_empty())
}
