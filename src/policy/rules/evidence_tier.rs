//! An answer that is not backed well enough.

use crate::model::{Quote, SectionIx, Tier};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink};

/// Answers are backed by a tier: all of them, knock-outs, those of a section, or single ones.
pub(super) struct EvidenceTier;

impl Rule for EvidenceTier {
    fn id(&self) -> &'static str {
        "evidence-tier"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn parameters(&self) -> &'static [Declared] {
        &[
            Declared { name: "all", kind: Kind::Tier },
            Declared { name: "knock_outs", kind: Kind::Tier },
            Declared { name: "sections", kind: Kind::BySection(&Kind::Tier) },
            Declared { name: "controls", kind: Kind::ByControl(&Kind::Tier) },
        ]
    }

    fn needs_one_of(&self) -> &'static [&'static str] {
        &["all", "knock_outs", "sections", "controls"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let checklist = context.assessment.checklist;
        let by_control = config.by_control("controls", checklist);
        let by_section = config.by_section("sections", checklist);
        let (all, knock_outs) = (config.tier("all"), config.tier("knock_outs"));
        for item in context.assessment.items.iter().filter(|i| i.applicable && !i.is_blank()) {
            let control = checklist.control(item.control);
            let own = by_control.iter().find(|(ix, _)| *ix == item.control);
            let needed = match own {
                Some((_, word)) => Tier::parse(word),
                None => {
                    let around = |ix: &SectionIx| checklist.section(*ix).controls.contains(&item.control.0);
                    let sections = by_section.iter().filter(|(ix, _)| around(ix));
                    let sections = sections.filter_map(|(_, word)| Tier::parse(word));
                    let knock_out = knock_outs.filter(|_| control.knock_out.is_some());
                    sections.chain(all).chain(knock_out).max()
                }
            };
            if let Some(needed) = needed.filter(|needed| item.tier < *needed) {
                let draft = Draft::new(line(context, item.control)).control(item.control);
                out.find(draft.quotes(Quote::Tier(needed), Quote::Tier(item.tier)));
            }
        }
    }
}
