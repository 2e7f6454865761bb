//! From values and ranges to the scorecard.

use std::cell::OnceCell;

use crate::model::{ControlIx, Exact, SectionIx};
use crate::score::fold::EXTENTS;
use crate::score::outcome::Outcome;
use crate::score::plan::{Def, Plan};
use crate::score::possible::Possible;
use crate::score::ranges::Ranges;
use crate::score::round::{round, shown};
use crate::score::run::{Fill, Known, Mode, Run};
use crate::score::{Figure, Node, NodeResult, RangeKind, Scorecard, Traces};

/// Two completions that show by themselves that an end of a range is reached: all blanks at their worst,
/// all at their best.
struct Witnesses<'r, 'a> {
    ranges: &'r Ranges<'r, 'a>,
    /// Whether they are asked at all.
    called: bool,
    runs: OnceCell<[Run<'r, 'a>; 2]>,
}

impl<'r, 'a> Witnesses<'r, 'a> {
    fn runs(&self) -> &[Run<'r, 'a>; 2] {
        self.runs.get_or_init(|| {
            [Fill::Worst, Fill::Best].map(|fill| {
                let known = Known::Closed(self.ranges);
                let mode = Mode { fill, gates: false, trace: Traces::None, known };
                Run::new(self.ranges.plan, self.ranges.base.assessment, mode)
            })
        })
    }

    /// Whether both ends are reached.
    fn reach(&self, measure: usize, node: Node, low: &Outcome, high: &Outcome) -> bool {
        if !self.called {
            return false;
        }
        let reached: Vec<&Outcome> = self.runs().iter().filter_map(|run| run.value(measure, node)).collect();
        reached.contains(&low) && reached.contains(&high)
    }
}

/// The scorecard of a computation; without ranges nothing is open and every range is its value. Where it need
/// not be `proven` that the ends of a range are reached, fewer ranges are exact.
pub(super) fn card<'r, 'a>(
    stands: &Run<'_, 'a>,
    ranges: Option<&'r Ranges<'r, 'a>>,
    proven: bool,
) -> Scorecard {
    let plan = stands.plan;
    let witnesses = ranges.map(|ranges| Witnesses { ranges, called: proven, runs: OnceCell::new() });
    let mut results = Vec::with_capacity(plan.most_values());
    for measure in 0..plan.method.measures.len() {
        each_node(plan, measure, |node, def| {
            results.push(result(stands, witnesses.as_ref(), (measure, node, def)));
        });
    }
    let mut card = Scorecard::new(plan.method.id.clone(), results);
    card.left_out = stands.left_out();
    card
}

/// Every node where a measure exists, sections first, with its definition.
fn each_node(plan: &Plan, measure: usize, mut each: impl FnMut(Node, usize)) {
    for section in plan.sections.iter().copied() {
        if let Some(def) = plan.at_section(measure, section) {
            each(Node::Section(SectionIx(section)), def);
        }
    }
    if let Some(def) = plan.at_leaf[measure] {
        plan.controls.clone().for_each(|i| each(Node::Control(ControlIx(i)), def));
    }
}

fn result(
    stands: &Run,
    witnesses: Option<&Witnesses>,
    (measure, node, ix): (usize, Node, usize),
) -> NodeResult {
    let plan = stands.plan;
    let def = &plan.defs[ix];
    let value = stands.value(measure, node).unwrap_or(&Outcome::Nothing);
    let (low, high, range) = match witnesses {
        Some(witnesses) if !def.model.state => ends(def, witnesses, (measure, node)),
        Some(_) | None => (value.figure(), value.figure(), RangeKind::Exact),
    };
    NodeResult {
        measure: plan.method.measures[measure].id.clone(),
        node,
        shown: printed(plan, ix, value),
        value: value.figure(),
        low,
        high,
        range,
        findings: stands
            .findings
            .get(&(ix, node))
            .map(|said| said.iter().map(|s| s.to_string()).collect())
            .unwrap_or_default(),
        trace: stands.traces.get(&(ix, node)).cloned().map(Box::new),
    }
}

/// The ends of a range, and whether they are reached.
fn ends(
    def: &Def,
    witnesses: &Witnesses,
    (measure, node): (usize, Node),
) -> (Option<Figure>, Option<Figure>, RangeKind) {
    let ranges = witnesses.ranges;
    let Some(possible) = ranges.open(measure, node) else {
        let known = ranges.base.value(measure, node).and_then(Outcome::figure);
        return (known.clone(), known, RangeKind::Exact);
    };
    if possible.boundless {
        return (None, None, RangeKind::Enclosing);
    }
    let (low, high) = outermost(def, possible);
    let exact = possible.tight || possible.is_point() || witnesses.reach(measure, node, &low, &high);
    (low.figure(), high.figure(), if exact { RangeKind::Exact } else { RangeKind::Enclosing })
}

/// Least and greatest: of numbers; of labels by the order of the measure; of truths no before yes. Where words
/// stand beside numbers, as when `empty` is a number and the fold a condition, a word is the number of its
/// rank. Labels without an order have no ends, unless there is only one.
fn outermost(def: &Def, possible: &Possible) -> (Outcome, Outcome) {
    let words = possible.all_words();
    let numbers = possible.ends();
    if let (None, [one]) = (numbers, words) {
        return (one.clone(), one.clone());
    }
    let ranked = words.iter().map(|word| Some((rank(def, word)?, word.clone())));
    let ranked: Option<Vec<(Exact, Outcome)>> = ranked.collect();
    let mut ends: Vec<(Exact, Outcome)> = Vec::new();
    if let Some((low, high)) = numbers {
        ends.extend([low, high].map(|end| (end.clone(), Outcome::Number(end.clone()))));
    }
    ends.extend(ranked.unwrap_or_default());
    let pick = |end: Option<&(Exact, Outcome)>| end.map_or(Outcome::Nothing, |(_, outcome)| outcome.clone());
    // Of equals the number, which comes first.
    let low = ends.iter().min_by(|a, b| a.0.cmp(&b.0));
    let high = ends.iter().rev().max_by(|a, b| a.0.cmp(&b.0));
    (pick(low), pick(high))
}

/// The place of a word in the order of its measure, from 0; `None` for a label without one.
fn rank(def: &Def, word: &Outcome) -> Option<Exact> {
    let place = match word {
        Outcome::Truth(truth) => Some(usize::from(*truth)),
        Outcome::Label(label) if def.labels.is_empty() => EXTENTS.iter().position(|e| *e == &**label),
        Outcome::Label(label) => def.labels.iter().position(|l| l == label),
        Outcome::Number(_) | Outcome::Null | Outcome::Nothing => None,
    };
    place.map(Exact::from)
}

/// The value as the method prints it.
fn printed(plan: &Plan, def: usize, value: &Outcome) -> Option<String> {
    let number = match value {
        Outcome::Number(number) => number,
        Outcome::Label(label) => return Some(label.to_string()),
        Outcome::Truth(truth) => return Some(truth.to_string()),
        Outcome::Null | Outcome::Nothing => return None,
    };
    Some(match &plan.defs[def].model.show {
        Some(show) => shown(&round(number, show), Some(show.digits)),
        None => shown(number, plan.places(def)),
    })
}
