//! Somebody approved their own.

use crate::model::Quote;
use crate::policy::rating::line;
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// Whoever approves that a control is set aside, a plan or a waiver, is not the owner of the answer.
pub(super) struct IndependentApproval;

impl Rule for IndependentApproval {
    fn id(&self) -> &'static str {
        "independent-approval"
    }

    fn waivable(&self) -> bool {
        false
    }

    fn variants(&self) -> &'static [&'static str] {
        &["no-owner", "not-applicable", "plan", "waiver"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        for item in context.assessment.items.iter().filter(|i| i.answer.is_some()) {
            let Some(answer) = item.answer else { continue };
            if context.assessment.checklist.control(item.control).same_as.is_some() {
                continue;
            }
            let owner = answer.owner.as_deref().unwrap_or_default();
            let draft = Draft::new(line(context, item.control)).control(item.control);
            if let Some(terms) = &answer.not_applicable {
                if owner.trim().is_empty() {
                    let found = Quote::text(&terms.approved_by);
                    out.find(draft.variant("no-owner").quotes(Quote::Nothing, found));
                    continue;
                }
                if same_person(owner, &terms.approved_by) {
                    let draft = draft.clone().variant("not-applicable");
                    out.find(draft.quotes(Quote::text(owner), Quote::text(&terms.approved_by)));
                }
            }
            let plan = answer.plan.as_ref();
            if let Some((plan, approver)) = plan.and_then(|p| Some((p, p.approved_by.as_deref()?)))
                && same_person(plan.owner.as_deref().unwrap_or(owner), approver)
            {
                let draft = Draft::new(plan.span).control(item.control).variant("plan");
                out.find(draft.quotes(Quote::text(owner), Quote::text(approver)));
            }
        }
        waivers(context, out);
    }
}

fn waivers(context: &Context, out: &mut Sink) {
    let checklist = context.assessment.checklist;
    for waiver in &context.policy.waivers {
        let Some(ix) = waiver.control.as_ref().and_then(|c| checklist.find_control(&c.value)) else {
            continue;
        };
        let owner = context.assessment.item(ix).answer.and_then(|a| a.owner.as_deref()).unwrap_or_default();
        if same_person(owner, &waiver.approved_by.value) {
            let draft = Draft::new(waiver.approved_by.span).control(ix).variant("waiver");
            out.find(draft.quotes(Quote::text(owner), Quote::text(&waiver.approved_by.value)));
        }
    }
}

/// Two names of one person: case and spaces do not count.
fn same_person(one: &str, other: &str) -> bool {
    let normal = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !normal(one).is_empty() && normal(one) == normal(other)
}
