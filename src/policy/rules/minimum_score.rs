//! A score below its minimum.

use crate::model::{Exact, Quote, SectionIx};
use crate::policy::rating::{End, Rating, line_of, minimums, number, rate, score};
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink, Why};

/// A section reaches a minimum by a measure: `evidenced` unless the policy names another.
pub(super) struct MinimumScore;

/// The measure of a section when the policy does not name one.
const USUAL: &str = "evidenced";

impl Rule for MinimumScore {
    fn id(&self) -> &'static str {
        "minimum-score"
    }

    fn parameters(&self) -> &'static [Declared] {
        &[
            Declared { name: "overall", kind: Kind::Threshold },
            Declared { name: "principles", kind: Kind::Threshold },
            Declared { name: "sections", kind: Kind::BySection(&Kind::Threshold) },
            Declared { name: "measure", kind: Kind::Measure },
            Declared { name: "overall_measure", kind: Kind::Measure },
            Declared { name: "end", kind: Kind::Word(&["low", "value"]) },
        ]
    }

    fn needs_one_of(&self) -> &'static [&'static str] {
        &["overall", "principles", "sections"]
    }

    fn measures_used(&self, given: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        let by_section = given("principles") || given("sections");
        if by_section && !given("measure") { vec![USUAL] } else { Vec::new() }
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "not-rated"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let end = if config.word("end") == Some("value") { End::Value } else { End::Low };
        for (section, word) in minimums(context, config) {
            let Some(minimum) = Exact::parse(word) else { continue };
            let measure = measure(context, config, section);
            let (at, first) = line_of(context, section);
            let draft = Draft::new(at).section(section).about(measure);
            let draft = match first {
                Some(control) => {
                    draft.with("first", Quote::text(&context.assessment.checklist.control(control).id))
                }
                None => draft,
            };
            let required = score(context, measure, minimum.clone());
            match rate(context, measure, section, end) {
                Rating::NotMeasured => out.skip(self.id(), Some(section), Why::NothingApplies),
                Rating::NotRated => {
                    let found = Quote::Word("quote.not_rated");
                    out.find(draft.variant("not-rated").quotes(required, found));
                }
                Rating::At(figure) => match number(figure) {
                    Some(reached) if *reached >= minimum => {}
                    Some(reached) => {
                        out.find(draft.quotes(required, score(context, measure, reached.clone())))
                    }
                    None => out.find(draft.variant("not-rated").quotes(required, Quote::Nothing)),
                },
            }
        }
    }
}

/// The measure of a section: the whole has its own where the method has one.
fn measure<'a>(context: &Context<'a>, config: &Config<'a>, section: SectionIx) -> &'a str {
    let named = config.word("measure");
    if section != SectionIx::ROOT {
        return named.unwrap_or(USUAL);
    }
    let overall = || context.method.measures.iter().any(|m| m.id.as_str() == "overall").then_some("overall");
    config.word("overall_measure").or(named).or_else(overall).unwrap_or(USUAL)
}
