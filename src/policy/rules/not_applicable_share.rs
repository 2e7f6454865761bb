//! Too much was set aside by hand.

use crate::model::{ControlIx, Exact, Item, Quote, Response, SectionIx};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink};

/// The share of a principle's weight that is marked not applicable by hand stays below a limit.
pub(super) struct NotApplicableShare;

/// The limit when the policy does not say (semantics, section 3). **Unit:** per cent.
const USUAL: i64 = 15;

impl Rule for NotApplicableShare {
    fn id(&self) -> &'static str {
        "not-applicable-share"
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "at_most", kind: Kind::Percent }]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let limit = config.number("at_most").unwrap_or_else(|| Exact::from(USUAL));
        for section in context.assessment.checklist.top_sections() {
            let Some((share, first)) = set_aside(context, section) else { continue };
            if share > limit {
                let at = line(context, first);
                let draft = Draft::new(at).section(section);
                out.find(draft.quotes(Quote::Against(limit.clone()), Quote::Against(share)));
            }
        }
    }
}

/// The share set aside by hand, and the first such control. **Unit:** per cent of the weight in scope.
fn set_aside(context: &Context, section: SectionIx) -> Option<(Exact, ControlIx)> {
    let checklist = context.assessment.checklist;
    let range = checklist.section(section).controls.clone();
    let items: Vec<&Item> = context.assessment.once(range, |item| item.scope.is_asked()).collect();
    let aside = |i: &&&Item| !i.applicable && !matches!(i.response, Response::Blank(_));
    let weight = |i: &&Item| checklist.control(i.control).weight.clone();
    let first = items.iter().find(aside)?.control;
    let part: Exact = items.iter().filter(aside).map(weight).sum();
    let whole: Exact = items.iter().map(weight).sum();
    Some(((part * Exact::from(100i64)).checked_div(&whole)?, first))
}
