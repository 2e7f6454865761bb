//! A plan whose day has passed.

use crate::model::Quote;
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// No gap has a plan that is overdue.
pub(super) struct PlanOverdue;

impl Rule for PlanOverdue {
    fn id(&self) -> &'static str {
        "plan-overdue"
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let today = context.assessment.today.date;
        for gap in context.gaps.iter().filter(|g| g.same_as.is_none()) {
            let plan = context.assessment.item(gap.control).answer.and_then(|a| a.plan.as_ref());
            let Some((plan, due)) = plan.and_then(|p| Some((p, p.due?))) else { continue };
            if due < today {
                let draft = Draft::new(plan.span).control(gap.control);
                let draft = draft.with("owner", Quote::maybe(plan.owner.as_ref()));
                out.find(draft.quotes(Quote::Date(due), Quote::Date(today)));
            }
        }
    }
}
