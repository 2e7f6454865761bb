//! A score below that of the baseline.

use crate::compare::{Drift, Move};
use crate::model::{Exact, Quote};
use crate::policy::rating::{line_of, score};
use crate::policy::{Baseline, Config, Context, Declared, Draft, Kind, Needs, Rule, Sink};

/// Neither the whole nor a section directly below it is lower than in the baseline by more than some
/// points, by the measure that the policy names, else by `evidenced` and `overall`, else by every figure
/// that the method has.
pub(super) struct ScoreDrop;

/// What is quoted where there is no figure.
const NOT_RATED: Quote = Quote::Word("quote.not_rated");

/// What is watched when the policy does not name a measure.
const USUAL: [&str; 2] = ["evidenced", "overall"];

impl Rule for ScoreDrop {
    fn id(&self) -> &'static str {
        "score-drop"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "points", kind: Kind::Number }, Declared { name: "measure", kind: Kind::Measure }]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let Baseline::Of(comparison) = context.baseline else { return };
        let allowed = config.number("points").unwrap_or(Exact::ZERO);
        let watched = watched(context, config);
        let checklist = context.assessment.checklist;
        let high = |m: &&Move| checklist.section(m.section).depth <= 1;
        let watched = |m: &&Move| high(m) && watched.contains(&m.measure.as_str());
        for moved in comparison.moves.iter().filter(watched).filter(|m| m.drift == Drift::Down) {
            let figure = |f: &Option<crate::score::Figure>| f.as_ref().and_then(|f| f.number().cloned());
            let (then, now) = (figure(&moved.old), figure(&moved.new));
            let fell = match (&then, &now) {
                (Some(then), Some(now)) => then - now > allowed,
                (Some(_) | None, None) | (None, Some(_)) => true,
            };
            if !fell {
                continue;
            }
            let causes: Vec<&str> =
                comparison.causes(context.assessment.checklist, moved).map(|c| c.kind.id()).collect();
            let at = comparison.causes(context.assessment.checklist, moved).find_map(|c| c.at);
            let draft = Draft::new(at.unwrap_or_else(|| line_of(context, moved.section).0));
            let measure = moved.measure.as_str();
            let quote = |n: Option<Exact>| n.map_or(NOT_RATED, |n| score(context, measure, n));
            let draft = draft.section(moved.section).about(&moved.measure);
            let draft = draft.with("measure", Quote::text(&moved.measure));
            let draft = draft.with("n", Quote::Number(Exact::from(causes.len())));
            out.find(draft.quotes(quote(then), quote(now)));
        }
    }
}

/// The measures that are watched.
fn watched<'a>(context: &Context<'a>, config: &Config<'a>) -> Vec<&'a str> {
    if let Some(named) = config.word("measure") {
        return vec![named];
    }
    let figures = context.method.measures.iter().filter(|m| m.definitions.iter().all(|d| !d.state));
    let figures: Vec<&str> = figures.map(|m| m.id.as_str()).collect();
    let usual: Vec<&str> = USUAL.into_iter().filter(|name| figures.contains(name)).collect();
    if usual.is_empty() { figures } else { usual }
}
