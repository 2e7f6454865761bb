//! A gap that matters and that nobody is going to close.

use crate::model::{Exact, Quote};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink};

/// Every gap from a priority up has an owner and a due date.
pub(super) struct GapPlan;

impl Rule for GapPlan {
    fn id(&self) -> &'static str {
        "gap-plan"
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "priority", kind: Kind::Number }]
    }

    fn variants(&self) -> &'static [&'static str] {
        &["none", "no-owner", "no-date"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let least = config.number("priority").unwrap_or(Exact::ZERO);
        for gap in context.gaps.iter().filter(|g| g.same_as.is_none() && g.priority >= least) {
            let plan = context.assessment.item(gap.control).answer.and_then(|a| a.plan.as_ref());
            let named = |name: Option<&String>| name.is_some_and(|n| !n.trim().is_empty());
            let variant = match plan {
                None => "none",
                Some(plan) if !named(plan.owner.as_ref()) => "no-owner",
                Some(plan) if plan.due.is_none() => "no-date",
                Some(_) => continue,
            };
            let at = plan.map_or_else(|| line(context, gap.control), |p| p.span);
            let draft = Draft::new(at).control(gap.control).variant(variant);
            out.find(draft.quotes(Quote::Number(least.clone()), Quote::Number(gap.priority.clone())));
        }
    }
}
