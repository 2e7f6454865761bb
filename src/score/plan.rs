//! A method made ready for one checklist: names become indices, settings become values, and the order
//! of computing is known, so that scoring looks nothing up.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Checklist, ChoiceIx, Definition, Exact, Facts, Fold, Method, Rounding, SectionIx, Value};
use crate::score::credit::{Table, overrides, tables};
use crate::score::is_local;
use crate::score::lower::Lower;
use crate::score::once;
use crate::score::outcome::Outcome;
use crate::score::walk::kept;

/// A method made ready.
pub(super) struct Plan<'a> {
    pub(super) checklist: &'a Checklist,
    pub(super) method: &'a Method,
    /// The sections that are computed, each before its children, and their controls.
    pub(super) sections: Vec<usize>,
    pub(super) controls: Range<usize>,
    /// Every definition, by measure, then in file order.
    pub(super) defs: Vec<Def<'a>>,
    /// For each section whether several controls in it share one answer.
    pub(super) repeats: Vec<bool>,
    /// The kind of each section, as an index.
    pub(super) section_kinds: Vec<usize>,
    /// By kind: which definition computes each measure.
    pub(super) at_kind: Vec<Vec<Option<usize>>>,
    /// By kind: the definitions in the order of computing.
    pub(super) order_of_kind: Vec<Vec<usize>>,
    /// Which definition computes each measure at controls.
    pub(super) at_leaf: Vec<Option<usize>>,
    /// The definitions of controls in the order of computing.
    pub(super) order_of_leaves: Vec<usize>,
    /// By measure: its place among the values of a control.
    pub(super) leaf_slots: Vec<Option<usize>>,
    /// How many measures a control has.
    pub(super) leaf_width: usize,
    /// Controls that count under a condition, each after those that its condition asks about.
    pub(super) counts_if: Vec<(usize, Cond<'a>)>,
    /// By measure: whether no gate that only takes values away has a part in it.
    pub(super) kept: Vec<bool>,
    /// Whether what is computed at a node depends on nothing but the answers below it.
    pub(super) is_local: bool,
    /// Controls whose answers conditions ask about.
    pub(super) asked_about: Vec<bool>,
    /// Choice indices to make answers of one choice from.
    pub(super) singles: Vec<ChoiceIx>,
}

/// How a measure is computed for some kinds of nodes.
pub(super) struct Def<'a> {
    pub(super) model: &'a Definition,
    pub(super) measure: usize,
    pub(super) source: From<'a>,
    pub(super) gates: Vec<GateC<'a>>,
    pub(super) filter: Option<Cond<'a>>,
    pub(super) value_filter: Option<Match<'a>>,
    pub(super) weight: WeightC<'a>,
    pub(super) group: Option<GroupC<'a>>,
    pub(super) shape: ShapeC<'a>,
    pub(super) empty: Give<'a>,
    pub(super) steps: Vec<StepC<'a>>,
    pub(super) findings: Vec<(Cond<'a>, &'a str)>,
    pub(super) labels: Vec<Arc<str>>,
    pub(super) tables: Vec<Table>,
    pub(super) overrides: BTreeMap<usize, Table>,
    /// Whether it reads answers itself.
    pub(super) reads_answers: bool,
    /// The measures that it reads at its own node.
    pub(super) reads: Vec<usize>,
}

/// What a definition is computed from.
pub(super) enum From<'a> {
    Answer,
    Leaves { measure: usize },
    Children { measure: usize },
    Kind { kind: Option<usize>, measure: usize },
    Measures(Vec<(usize, &'a Exact)>),
    First(Vec<RuleC<'a>>),
}

/// A condition with indices.
pub(super) enum Cond<'a> {
    All(Vec<Cond<'a>>),
    Any(Vec<Cond<'a>>),
    Not(Box<Cond<'a>>),
    Answer(usize, Match<'a>),
    Own(Match<'a>),
    Attr(&'a str, Match<'a>),
    Measure(usize, Match<'a>),
    Fixed(Value, Match<'a>),
    Value(Match<'a>),
    Tier(Match<'a>),
    Fresh(bool),
    State(&'a [crate::model::StateWord]),
    Evidence(crate::model::EvidenceWord),
    KnockOut(bool),
}

/// A matcher with indices.
pub(super) enum Match<'a> {
    Null,
    Is(Arg<'a>),
    In(Vec<Match<'a>>),
    Not(Box<Match<'a>>),
    Compare(crate::model::Comparison, Arg<'a>),
    Both(Vec<Match<'a>>),
}

/// An operand with indices; settings are values by now.
pub(super) enum Arg<'a> {
    One(Outcome),
    List(Vec<Outcome>),
    Attr(&'a str),
    Measure(usize),
    Target,
    KnockOut,
    Min,
    Max,
}

/// What a rule, a gate or an empty fold gives.
pub(super) enum Give<'a> {
    Arg(Arg<'a>),
    Null,
    Skip,
}

/// A rule.
pub(super) struct RuleC<'a> {
    pub(super) when: Option<Cond<'a>>,
    pub(super) give: Give<'a>,
    pub(super) finding: Option<&'a str>,
}

/// A gate.
pub(super) struct GateC<'a> {
    pub(super) require: Cond<'a>,
    pub(super) otherwise: Give<'a>,
    pub(super) finding: Option<&'a str>,
    /// Whether it only takes the value away (no value, or a label): then it says nothing about ranges.
    pub(super) removes: bool,
}

/// A step.
pub(super) struct StepC<'a> {
    pub(super) when: Option<Cond<'a>>,
    pub(super) act: ActC<'a>,
    pub(super) model: &'a crate::model::Step,
}

/// What a step does.
pub(super) enum ActC<'a> {
    Multiply(Arg<'a>),
    Divide(Arg<'a>),
    Add(Arg<'a>),
    Subtract(Arg<'a>),
    Start { at: Arg<'a>, down: bool },
    Scale { from: Arg<'a>, to: Arg<'a> },
    Clamp { min: Option<Arg<'a>>, max: Option<Arg<'a>> },
    Limit { limits: Vec<LimitC<'a>>, cap: bool },
    Round(&'a Rounding),
    Bands(Vec<BandC<'a>>),
    Map(Vec<(Outcome, Give<'a>)>),
    Curve(&'a [(Exact, Exact)]),
    Root { of: Arg<'a>, digits: u32 },
    Text(&'a str),
}

/// A limit.
pub(super) struct LimitC<'a> {
    pub(super) when: Option<Cond<'a>>,
    pub(super) limit: Arg<'a>,
    pub(super) finding: Option<&'a str>,
}

/// A band.
pub(super) struct BandC<'a> {
    pub(super) at_least: Arg<'a>,
    pub(super) above: bool,
    pub(super) label: Outcome,
}

/// How much an item counts.
pub(super) enum WeightC<'a> {
    Own,
    None,
    Attr(&'a str),
    Map(&'a str, Vec<(Outcome, &'a Exact)>),
    Measure(usize),
}

/// Folding by a tag.
pub(super) struct GroupC<'a> {
    pub(super) by: &'a str,
    pub(super) fold: Fold,
    pub(super) values: &'a [String],
    pub(super) weights: &'a [(String, Exact)],
    pub(super) empty: Give<'a>,
}

/// How items become one.
pub(super) enum ShapeC<'a> {
    Fold(Fold),
    Ladder(LadderC<'a>),
}

/// A ladder.
pub(super) struct LadderC<'a> {
    pub(super) by: Option<&'a str>,
    pub(super) levels: Vec<Outcome>,
    pub(super) require: Option<Arg<'a>>,
    pub(super) share: &'a Exact,
    pub(super) cumulative: bool,
    pub(super) start: Give<'a>,
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'a> {
    pub(super) checklist: &'a Checklist,
    pub(super) settings: &'a BTreeMap<String, Value>,
    pub(super) facts: &'a Facts,
}

/// The words for controls in `at`, unless a kind of section is called so.
pub(super) const LEAF_WORDS: [&str; 4] = ["control", "question", "leaf", "leaves"];

/// The kinds of sections of a checklist, in order of appearance; the root's comes first.
pub(super) fn kinds(checklist: &Checklist) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for section in &checklist.sections {
        if !all.contains(&section.kind.as_str()) {
            all.push(&section.kind);
        }
    }
    all
}

/// Whether a definition computes for sections of a kind, and whether for controls.
pub(super) fn is_at(def: &Definition, kinds: &[&str], kind: Option<&str>) -> bool {
    def.at.iter().any(|word| match kind {
        Some(kind) => word.value == kind || word.value == "any",
        None => LEAF_WORDS.contains(&word.value.as_str()) && !kinds.contains(&word.value.as_str()),
    })
}

impl Def<'_> {
    /// Whether a fold needs the points possible.
    pub(super) fn needs_max(&self) -> bool {
        let needs = |fold: Fold| matches!(fold, Fold::Ratio | Fold::Possible);
        let by_shape = match &self.shape {
            ShapeC::Fold(fold) => needs(*fold),
            ShapeC::Ladder(_) => false,
        };
        by_shape || self.group.as_ref().is_some_and(|g| needs(g.fold))
    }

    /// Whether weights play a part.
    pub(super) fn has_weights(&self) -> bool {
        let weighs = |fold: Fold| matches!(fold, Fold::Sum | Fold::Mean | Fold::Ratio | Fold::Possible);
        match (&self.source, &self.shape) {
            (From::Answer | From::First(_), _) => false,
            (From::Measures(all), ShapeC::Fold(_)) => all.len() > 1,
            (_, ShapeC::Fold(fold)) => weighs(self.group.as_ref().map_or(*fold, |g| g.fold)),
            (_, ShapeC::Ladder(ladder)) => *ladder.share < Exact::ONE,
        }
    }
}

impl<'a> Plan<'a> {
    /// Makes a method ready. Names that do not exist count as absent values; `check` reports them.
    pub(super) fn new(method: &'a Method, inputs: Inputs<'a>, below: SectionIx) -> Plan<'a> {
        let checklist = inputs.checklist;
        let kinds = kinds(checklist);
        let lower = Lower::new(method, inputs, &kinds);
        let mut defs = Vec::new();
        for (ix, measure) in method.measures.iter().enumerate() {
            defs.extend(measure.definitions.iter().map(|model| lower.definition(model, ix)));
        }
        let counts_if = lower.counts_if();
        for def in defs.iter_mut().filter(|d| d.reads_answers) {
            def.tables = tables(def.model, checklist);
            def.overrides = overrides(def.model, checklist);
        }
        let find = |kind: Option<&str>| -> Vec<Option<usize>> {
            let at = |m| defs.iter().position(|d: &Def| d.measure == m && is_at(d.model, &kinds, kind));
            (0..method.measures.len()).map(at).collect()
        };
        let at_kind: Vec<_> = kinds.iter().map(|kind| find(Some(kind))).collect();
        let at_leaf = find(None);
        let mut leaf_slots = vec![None; at_leaf.len()];
        let mut leaf_width = 0;
        for slot in leaf_slots.iter_mut().zip(&at_leaf).filter(|(_, def)| def.is_some()).map(|(s, _)| s) {
            *slot = Some(leaf_width);
            leaf_width += 1;
        }
        let order_of_kind = at_kind.iter().map(|at| in_order(&defs, at)).collect();
        let order_of_leaves = in_order(&defs, &at_leaf);
        let kind_of = |kind: &str| kinds.iter().position(|k| *k == kind).unwrap_or(0);
        let most = checklist.scales.iter().map(|s| s.choices.len()).max().unwrap_or(0);
        Plan {
            checklist,
            method,
            sections: sections_below(checklist, below),
            controls: checklist.section(below).controls.clone(),
            repeats: once::repeats(checklist),
            section_kinds: checklist.sections.iter().map(|s| kind_of(&s.kind)).collect(),
            kept: kept(method),
            is_local: is_local(checklist, method),
            asked_about: lower.asked_about(),
            defs,
            at_kind,
            order_of_kind,
            at_leaf,
            order_of_leaves,
            leaf_slots,
            leaf_width,
            counts_if,
            singles: (0..most).map(ChoiceIx).collect(),
        }
    }

    /// The definition of a measure for a section.
    pub(super) fn at_section(&self, measure: usize, section: usize) -> Option<usize> {
        self.at_kind[self.section_kinds[section]].get(measure).copied().flatten()
    }

    /// As many values as there can be.
    pub(super) fn most_values(&self) -> usize {
        self.sections.len() * self.method.measures.len() + self.controls.len() * self.leaf_width
    }

    /// The places that the last rounding leaves.
    pub(super) fn places(&self, def: usize) -> Option<u32> {
        self.defs[def].steps.iter().rev().find_map(|step| match &step.act {
            ActC::Round(rounding) => Some(rounding.digits),
            ActC::Multiply(_)
            | ActC::Divide(_)
            | ActC::Add(_)
            | ActC::Subtract(_)
            | ActC::Start { .. }
            | ActC::Scale { .. }
            | ActC::Clamp { .. }
            | ActC::Limit { .. }
            | ActC::Bands(_)
            | ActC::Map(_)
            | ActC::Curve(_)
            | ActC::Root { .. }
            | ActC::Text(_) => None,
        })
    }
}

/// A section and all below it, each before its children.
fn sections_below(checklist: &Checklist, top: SectionIx) -> Vec<usize> {
    let mut inside = vec![false; checklist.sections.len()];
    inside[top.0] = true;
    for (i, section) in checklist.sections.iter().enumerate() {
        inside[i] |= section.parent.is_some_and(|parent| inside[parent.0]);
    }
    (0..inside.len()).filter(|i| inside[*i]).collect()
}

/// The definitions of a kind so that each comes after those it reads at the same node; those in a circle
/// come last, in file order.
fn in_order(defs: &[Def], at: &[Option<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = at.iter().copied().flatten().collect();
    let mut done = vec![false; at.len()];
    let mut order = Vec::with_capacity(left.len());
    loop {
        let ready = |def: &usize| defs[*def].reads.iter().all(|m| done[*m] || at[*m].is_none());
        let (now, later): (Vec<usize>, Vec<usize>) = left.iter().copied().partition(ready);
        if now.is_empty() {
            order.extend(later);
            return order;
        }
        now.iter().for_each(|def| done[defs[*def].measure] = true);
        order.extend(now);
        left = later;
    }
}
