//! A band below its minimum.

use crate::model::{Quote, SectionIx};
use crate::policy::rating::{End, Rating, label_order, line_of, minimums, rate};
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink, Why};
use crate::score::Figure;

/// A section reaches a band of the method.
pub(super) struct MinimumBand;

impl Rule for MinimumBand {
    fn id(&self) -> &'static str {
        "minimum-band"
    }

    fn parameters(&self) -> &'static [Declared] {
        &[
            Declared { name: "overall", kind: Kind::Band },
            Declared { name: "principles", kind: Kind::Band },
            Declared { name: "sections", kind: Kind::BySection(&Kind::Band) },
        ]
    }

    fn needs_one_of(&self) -> &'static [&'static str] {
        &["overall", "principles", "sections"]
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "not-rated"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        for (section, wanted) in minimums(context, config) {
            let measure = if section == SectionIx::ROOT { "overall_band" } else { "band" };
            let rank = |label: &str| label_order(context, measure).iter().position(|l| l == label);
            let draft = Draft::new(line_of(context, section).0).section(section);
            let required = Quote::text(wanted);
            match rate(context, measure, section, End::Low) {
                Rating::NotMeasured => out.skip(self.id(), Some(section), Why::NothingApplies),
                Rating::NotRated => {
                    let found = Quote::Word("quote.not_rated");
                    out.find(draft.variant("not-rated").quotes(required, found));
                }
                Rating::At(Figure::Label(label)) if rank(label) >= rank(wanted) && rank(label).is_some() => {}
                Rating::At(Figure::Label(label)) => out.find(draft.quotes(required, Quote::text(label))),
                Rating::At(Figure::Number(_) | Figure::Truth(_)) => {
                    out.find(draft.variant("not-rated").quotes(required, Quote::Nothing));
                }
            }
        }
    }
}
