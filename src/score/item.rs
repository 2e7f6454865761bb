//! The items of a fold: nodes below, each with its value and weight, or the reason why it is left out.

use crate::model::{Child, ControlIx, Exact, SectionIx, Value};
use crate::score::Node;
use crate::score::credit::{Answered, Asker, Given};
use crate::score::holds::{Seen, View, attribute, holds, matches};
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Arg, Def, From, Give, Plan, WeightC};

/// One item of a fold.
pub(super) struct Item<'i> {
    pub(super) node: Node,
    /// The measure that gives its value; `None` for the answer itself.
    pub(super) measure: Option<usize>,
    pub(super) value: Outcome,
    pub(super) weight: std::borrow::Cow<'i, Exact>,
    /// The points possible, where the fold needs them.
    pub(super) max: Option<Exact>,
    pub(super) left: Option<&'static str>,
}

impl<'i> Item<'i> {
    /// The same item, for another group.
    pub(super) fn copy(&self) -> Item<'i> {
        Item {
            node: self.node,
            measure: self.measure,
            value: self.value.clone(),
            weight: self.weight.clone(),
            max: self.max.clone(),
            left: self.left,
        }
    }
}

/// The weight of an item; `None` when there is none.
pub(super) enum Weighed<'a> {
    /// As the checklist has it.
    Written(&'a Exact),
    /// As a measure or an attribute gives it.
    Found(Exact),
    /// It depends on blanks: least, greatest, and whether there surely is one.
    Between(Exact, Exact, bool),
    /// There is none.
    Missing,
}

const ONE: &Exact = &Exact::ONE;

/// The weight of a node.
pub(super) fn weigh<'a>(view: &impl View<'a>, def: &Def<'a>, node: Node) -> Weighed<'a> {
    let checklist = view.plan().checklist;
    match &def.weight {
        WeightC::None => Weighed::Written(ONE),
        WeightC::Own => Weighed::Written(match node {
            Node::Control(ix) => &checklist.control(ix).weight,
            Node::Section(ix) => &checklist.section(ix).weight,
        }),
        WeightC::Attr(name) => match attribute(view.plan(), node, name) {
            Seen::Value(Value::Number(number)) => Weighed::Written(number),
            Seen::Number(number) => Weighed::Found(number),
            Seen::Absent => Weighed::Written(ONE),
            Seen::Value(_)
            | Seen::One(_)
            | Seen::Text(_)
            | Seen::Choices(..)
            | Seen::AnyOf(..)
            | Seen::Unsure
            | Seen::Many(_) => Weighed::Missing,
        },
        WeightC::Map(name, map) => {
            let seen = attribute(view.plan(), node, name);
            let hit = map.iter().find(|(key, _)| crate::score::holds::equals(&seen, key) == Tri::Yes);
            hit.map_or(Weighed::Missing, |(_, weight)| Weighed::Written(weight))
        }
        WeightC::Measure(measure) => match view.measure(*measure, node) {
            Seen::One(Outcome::Number(number)) => Weighed::Found(number.clone()),
            Seen::Many(possible) => match possible.ends() {
                Some((low, high)) => Weighed::Between(low.clone(), high.clone(), possible.is_always_number()),
                None => Weighed::Missing,
            },
            Seen::One(_)
            | Seen::Absent
            | Seen::Value(_)
            | Seen::Number(_)
            | Seen::Text(_)
            | Seen::Choices(..)
            | Seen::Unsure
            | Seen::AnyOf(..) => Weighed::Missing,
        },
    }
}

/// The nodes that a definition folds at a section, in document order.
pub(super) fn nodes(plan: &Plan, def: &Def, section: SectionIx, each: &mut impl FnMut(Node)) {
    let found = plan.checklist.section(section);
    match &def.source {
        From::Leaves { .. } => found.controls.clone().for_each(|i| each(Node::Control(ControlIx(i)))),
        From::Children { .. } => found.children.iter().for_each(|child| {
            each(match child {
                Child::Section(ix) => Node::Section(*ix),
                Child::Control(ix) => Node::Control(*ix),
            });
        }),
        From::Kind { kind: Some(kind), .. } => below(plan, section, *kind, each),
        From::Kind { kind: None, .. } | From::Answer | From::Measures(_) | From::First(_) => {}
    }
}

/// Every section of a kind at any depth below one, in document order.
fn below(plan: &Plan, top: SectionIx, kind: usize, each: &mut impl FnMut(Node)) {
    let sections = |ix: SectionIx| {
        plan.checklist.section(ix).children.iter().rev().filter_map(|child| match child {
            Child::Section(ix) => Some(*ix),
            Child::Control(_) => None,
        })
    };
    let mut open: Vec<SectionIx> = sections(top).collect();
    while let Some(ix) = open.pop() {
        if plan.section_kinds[ix.0] == kind {
            each(Node::Section(ix));
        }
        open.extend(sections(ix));
    }
}

/// A control as a definition's rules see it.
pub(super) fn asker<'v, 'a>(view: &'v impl View<'a>, def: &'v Def<'a>, control: usize) -> Asker<'v>
where
    'a: 'v,
{
    let found = &view.plan().checklist.controls[control];
    let own = |name| found.attributes.get(name).and_then(Value::number);
    Asker {
        def: def.model,
        table: def.overrides.get(&control).unwrap_or(&def.tables[found.scale.0]),
        multiple: found.multiple,
        target: view.target(control),
        own_bounds: if found.attributes.is_empty() { (None, None) } else { (own("min"), own("max")) },
    }
}

/// The measure that a definition takes from its items.
pub(super) fn taken(def: &Def) -> usize {
    match def.source {
        From::Leaves { measure } | From::Children { measure } | From::Kind { measure, .. } => measure,
        From::Answer | From::Measures(_) | From::First(_) => def.measure,
    }
}

/// The points possible of an item whose value a measure gives, where the fold needs them: 1 when the measure
/// brings it to 0..1, else the greatest value of its question, else its attribute `max`.
pub(super) fn possible_of<'a>(
    view: &impl View<'a>,
    def: &Def<'a>,
    node: Node,
    measure: usize,
) -> Option<Exact> {
    if !def.needs_max() {
        return None;
    }
    match node {
        Node::Section(_) => match attribute(view.plan(), node, "max") {
            Seen::Value(Value::Number(number)) => Some(number.clone()),
            Seen::Absent
            | Seen::Value(_)
            | Seen::Number(_)
            | Seen::One(_)
            | Seen::Text(_)
            | Seen::Choices(..)
            | Seen::AnyOf(..)
            | Seen::Unsure
            | Seen::Many(_) => None,
        },
        Node::Control(control) => most(view, control.0, measure, DEEPEST),
    }
}

/// How many measures are followed one into the other for the most that a control can have.
const DEEPEST: usize = 100;

/// The most that a measure can give at a control.
fn most<'a>(view: &impl View<'a>, control: usize, measure: usize, deeper: usize) -> Option<Exact> {
    let def = &view.plan().defs[view.plan().at_leaf[measure]?];
    match (def.model.answers.normalise, def.reads_answers) {
        (Some(_), _) => Some(Exact::ONE),
        (None, true) => asker(view, def, control).possible(),
        (None, false) => {
            let own = view.plan().checklist.controls[control].attributes.get("max");
            let own = own.and_then(Value::number).cloned();
            own.or_else(|| made(view, control, def, deeper.checked_sub(1)?))
        }
    }
}

/// The most that a measure can give at a control which is made of one other measure and of numbers that rules
/// give, and has no steps.
fn made<'a>(view: &impl View<'a>, control: usize, def: &Def<'a>, deeper: usize) -> Option<Exact> {
    match &def.source {
        _ if !def.steps.is_empty() => None,
        From::Measures(all) => match all.as_slice() {
            [(measure, weight)] if **weight == Exact::ONE => most(view, control, *measure, deeper),
            _ => None,
        },
        From::First(rules) => {
            let (mut best, mut taken): (Option<Exact>, Option<usize>) = (None, None);
            let mut keep = |number: Exact| best = best.take().map(|b| b.max(number.clone())).or(Some(number));
            for rule in rules {
                match &rule.give {
                    Give::Arg(Arg::One(Outcome::Number(number))) => keep(number.clone()),
                    Give::Arg(Arg::Measure(measure)) if taken.is_none_or(|t| t == *measure) => {
                        taken = Some(*measure);
                    }
                    Give::Arg(_) => return None,
                    Give::Null | Give::Skip => {}
                }
            }
            if let Some(measure) = taken {
                keep(most(view, control, measure, deeper)?);
            }
            best
        }
        From::Answer | From::Leaves { .. } | From::Children { .. } | From::Kind { .. } => None,
    }
}

/// Whether an item passes `where`.
pub(super) fn passes<'a>(view: &impl View<'a>, def: &Def<'a>, node: Node) -> Tri {
    def.filter.as_ref().map_or(Tri::Yes, |filter| holds(view, node, filter))
}

/// Whether a value passes `where_value`.
pub(super) fn value_passes<'a>(view: &impl View<'a>, def: &Def<'a>, node: Node, value: &Seen) -> Tri {
    def.value_filter.as_ref().map_or(Tri::Yes, |is| matches(view, node, is, value))
}

/// The values of a control's own answer.
pub(super) fn answered<'a>(view: &impl View<'a>, def: &Def<'a>, control: usize, given: Given) -> Answered {
    asker(view, def, control).value(given)
}
