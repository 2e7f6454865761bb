//! Too little was answered.

use crate::model::{Exact, Item, Quote, SectionIx};
use crate::policy::rating::minimums;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink, Why};

/// A share of the weight that applies is answered.
pub(super) struct MinimumCoverage;

impl Rule for MinimumCoverage {
    fn id(&self) -> &'static str {
        "minimum-coverage"
    }

    fn parameters(&self) -> &'static [Declared] {
        &[
            Declared { name: "overall", kind: Kind::Percent },
            Declared { name: "principles", kind: Kind::Percent },
            Declared { name: "sections", kind: Kind::BySection(&Kind::Percent) },
        ]
    }

    fn needs_one_of(&self) -> &'static [&'static str] {
        &["overall", "principles", "sections"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        for (section, word) in minimums(context, config) {
            let Some(minimum) = Exact::parse(word) else { continue };
            let range = &context.assessment.checklist.section(section).controls;
            let blank = context.assessment.items[range.clone()].iter().find(|i| i.applicable && i.is_blank());
            let at = blank.and_then(|i| i.answer).map(|a| a.given.span);
            let draft = Draft::new(at.unwrap_or(context.assessment.file.answers_span)).section(section);
            let first = blank.map(|i| &context.assessment.checklist.control(i.control).id);
            let draft = draft.with("first", Quote::maybe(first));
            match coverage(context, section) {
                None => out.skip(self.id(), Some(section), Why::NothingApplies),
                Some(reached) if reached >= minimum => {}
                Some(reached) => out.find(draft.quotes(Quote::Share(minimum), Quote::Share(reached))),
            }
        }
    }
}

/// Answered weight of the weight that applies, each answer once; `None` when nothing applies. **Unit:** per cent.
fn coverage(context: &Context, section: SectionIx) -> Option<Exact> {
    let checklist = context.assessment.checklist;
    let range = checklist.section(section).controls.clone();
    let items: Vec<&Item> = context.assessment.once(range, |i| i.applicable).collect();
    let weight = |i: &&Item| checklist.control(i.control).weight.clone();
    let answered: Exact = items.iter().filter(|i| !i.is_blank()).map(weight).sum();
    let whole: Exact = items.iter().map(weight).sum();
    (answered * Exact::from(100i64)).checked_div(&whole)
}
