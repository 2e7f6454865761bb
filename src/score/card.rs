//! The scorecard: what a method says of an assessment, with ranges and traces.

use std::ops::Range;

use crate::model::{ControlIx, Exact, MeasureId, MethodId, SectionIx};

/// Everything that one method computed.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// The method.
    pub method: MethodId,
    /// Every result, in the order of the method's measures, then of the checklist's nodes.
    pub results: Vec<NodeResult>,
    /// The controls whose own `counts_if` does not hold on the answers as they stand.
    pub left_out: Vec<ControlIx>,
    /// Where the results of each measure are: by node, each once.
    measures: Vec<Range<usize>>,
}

/// What a measure was computed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A section; the root is [`SectionIx::ROOT`].
    Section(SectionIx),
    /// A control.
    Control(ControlIx),
}

/// One number, label or truth. Absence is `None`, never 0 or -1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number.
    Number(Exact),
    /// A label: a band, a grade, a status.
    Label(String),
    /// Yes or no.
    Truth(bool),
}

/// What one measure gives for one node.
#[derive(Clone, Debug)]
pub struct NodeResult {
    /// The measure.
    pub measure: MeasureId,
    /// The node.
    pub node: Node,
    /// What the method publishes, by its own policy for blanks.
    pub value: Option<Figure>,
    /// The least over all completions of the blanks.
    pub low: Option<Figure>,
    /// The greatest over all completions of the blanks.
    pub high: Option<Figure>,
    /// Whether low and high are reached, or only surely enclose.
    pub range: RangeKind,
    /// The value as the method prints it, after its rounding; `None` without a value.
    pub shown: Option<String>,
    /// What a gate or cap says beside the value: the `finding` of the step that fired.
    pub findings: Vec<String>,
    /// The terms of the value; `None` when computed without traces.
    pub trace: Option<Box<Trace>>,
}

/// How sure the ends of a range are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeKind {
    /// Some completion reaches each end.
    Exact,
    /// No completion lies outside.
    Enclosing,
}

/// The terms of a value: what went in, what was left out and why, and every step to the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// How the terms were folded: `mean`, `sum`, `min`, `first`, `ladder` …; `answer` for a leaf.
    pub fold: String,
    /// What was folded.
    pub terms: Vec<Term>,
    /// The result of the fold, before the steps.
    pub folded: Option<Figure>,
    /// Every step after the fold, in order.
    pub steps: Vec<Step>,
}

/// One term of a fold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The node it comes from.
    pub node: Node,
    /// The measure that gave it; `None` when it is the answer itself.
    pub measure: Option<MeasureId>,
    /// The tag value, when terms were grouped.
    pub group: Option<String>,
    /// Its value; `None` when it was left out or has none.
    pub value: Option<Figure>,
    /// Its weight in the fold; `None` where the fold has no weights.
    pub weight: Option<Exact>,
    /// What it adds to the result: for a mean `value × weight ÷ sum of weights`, so that the shares of
    /// all terms add up exactly to `folded`; for a sum `value × weight`; `None` for other folds.
    pub share: Option<Exact>,
    /// Why it was left out: `not_applicable`, `switched_off`, `blank`, `where`, `counts_if`, `skip`,
    /// `shared`, `zero_weight`, `empty`.
    pub left_out: Option<&'static str>,
}

/// One step after the fold: its name, what it did, and the value after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `multiply`, `add`, `start`, `scale`, `clamp`, `cap`, `round`, `bands`, `map`, `root`, `gate`, `empty`.
    pub name: &'static str,
    /// Its parameter as the method writes it.
    pub parameter: String,
    /// The parts of a gate's condition, where it has several.
    pub parts: Vec<Part>,
    /// The value after it.
    pub after: Option<Figure>,
}

/// A part of a condition, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part as the method writes it.
    pub condition: String,
    /// Whether it holds.
    pub holds: bool,
}

impl Scorecard {
    /// A scorecard of results, which are in the order of measures and nodes.
    pub fn new(method: MethodId, results: Vec<NodeResult>) -> Scorecard {
        let goes_on = |a: &NodeResult, b: &NodeResult| a.node < b.node && a.measure == b.measure;
        let mut measures: Vec<Range<usize>> = Vec::new();
        for group in results.chunk_by(goes_on) {
            let start = measures.last().map_or(0, |before| before.end);
            measures.push(start..start + group.len());
        }
        Scorecard { method, results, left_out: Vec::new(), measures }
    }

    /// The scorecard of no method: it has no results.
    pub fn none() -> Scorecard {
        Scorecard::new(MethodId::parse("none").expect("a plain word is an id"), Vec::new())
    }

    /// The result of a measure for a node.
    pub fn get(&self, measure: &str, node: Node) -> Option<&NodeResult> {
        let of_measure =
            self.measures().filter(|all| all.first().is_some_and(|r| r.measure.as_str() == measure));
        // Of two measures of one name the last one counts.
        of_measure.rev().find_map(|all| at(all, node))
    }

    /// The results for a node, in the order of the measures.
    pub fn at(&self, node: Node) -> impl Iterator<Item = &NodeResult> {
        self.measures().filter_map(move |all| at(all, node))
    }

    fn measures(&self) -> impl DoubleEndedIterator<Item = &[NodeResult]> {
        self.measures.iter().filter_map(|range| self.results.get(range.clone()))
    }

    /// The value of a measure for a node, when it is a number.
    pub fn number(&self, measure: &str, node: Node) -> Option<&Exact> {
        self.get(measure, node)?.value.as_ref()?.number()
    }

    /// The label of a measure for a node.
    pub fn label(&self, measure: &str, node: Node) -> Option<&str> {
        match self.get(measure, node)?.value.as_ref()? {
            Figure::Label(label) => Some(label),
            Figure::Number(_) | Figure::Truth(_) => None,
        }
    }
}

/// The result for a node among those of one measure.
fn at(all: &[NodeResult], node: Node) -> Option<&NodeResult> {
    all.binary_search_by_key(&node, |result| result.node).ok().map(|i| &all[i])
}

impl Figure {
    /// The number, when it is one.
    pub fn number(&self) -> Option<&Exact> {
        match self {
            Figure::Number(number) => Some(number),
            Figure::Label(_) | Figure::Truth(_) => None,
        }
    }
}
