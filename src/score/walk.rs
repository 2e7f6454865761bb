//! Every name that a definition mentions, with what it names and where it is looked up.

use crate::diag::Located;
use crate::model::{
    Act, Condition, Definition, Gate, Gives, Matcher, Measure, Method, Operand, Shape, Source, Value, Weight,
};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    Measure,
    Attr,
    Setting,
    Fact,
    Answer,
}

/// Where a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// At the node of the measure.
    Own,
    /// At the items that are folded.
    Item,
    /// At the node of the measure, by a gate that only takes the value away.
    RemovingGate,
}

/// A name with its meaning.
pub(super) struct Mention<'m> {
    pub(super) name: &'m Located<String>,
    pub(super) names: Names,
    pub(super) at: Where,
}

struct Walk<'m> {
    found: Vec<Mention<'m>>,
    at: Where,
}

/// Every name that a definition mentions, in the order of the pipeline.
pub(super) fn mentions(def: &Definition) -> Vec<Mention<'_>> {
    let mut walk = Walk { found: Vec::new(), at: Where::Own };
    for gate in &def.gates {
        walk.at = if removes(gate) { Where::RemovingGate } else { Where::Own };
        walk.condition(&gate.require);
        walk.gives(&gate.otherwise);
    }
    walk.at = Where::Own;
    walk.source(&def.source);
    walk.at = match def.source {
        Source::Items(..) => Where::Item,
        Source::Answer | Source::Measures(_) | Source::First(_) => Where::Own,
    };
    def.filter.iter().for_each(|c| walk.condition(c));
    def.value_filter.iter().for_each(|m| walk.matcher(m));
    match &def.weight {
        Weight::Own | Weight::None => {}
        Weight::Attr(name) | Weight::Map(name, _) => walk.add(Names::Attr, name),
        Weight::Measure(name) => walk.add(Names::Measure, name),
    }
    def.group.iter().for_each(|g| walk.add(Names::Attr, &g.by));
    if let Shape::Ladder(ladder) = &def.shape {
        ladder.by.iter().for_each(|by| walk.add(Names::Attr, by));
        ladder.require.iter().for_each(|r| walk.operand(r));
    }
    walk.at = Where::Own;
    def.group.iter().for_each(|group| walk.gives(&group.empty));
    if let Shape::Ladder(ladder) = &def.shape {
        ladder.levels.iter().for_each(|level| walk.operand(level));
        walk.gives(&ladder.start);
    }
    walk.gives(&def.empty);
    def.then.iter().for_each(|step| walk.step(step));
    def.findings.iter().for_each(|f| walk.condition(&f.when));
    walk.found
}

/// Whether a gate only takes the value away, by what is answered: no value, or a label instead. One that
/// asks about nothing that a completion changes is part of what the measure is.
pub(super) fn removes(gate: &Gate) -> bool {
    if is_settled(&gate.require) {
        return false;
    }
    match &gate.otherwise {
        Gives::Null | Gives::Skip => true,
        Gives::Value(Operand::Literal(value)) => matches!(value, Value::Text(_) | Value::Null),
        Gives::Value(_) => false,
    }
}

/// By measure: whether surely no gate that only takes a value away has a part in it.
pub(super) fn kept(method: &Method) -> Vec<bool> {
    let measures = &method.measures;
    let plain = |measure: &Measure| !measure.definitions.iter().flat_map(|def| &def.gates).any(removes);
    let mut kept: Vec<bool> = measures.iter().map(plain).collect();
    let read = |measure: &Measure| -> Vec<usize> {
        let all = measure.definitions.iter().flat_map(mentions).filter(|m| m.names == Names::Measure);
        all.filter_map(|m| measures.iter().rposition(|other| other.id.as_str() == m.name.value)).collect()
    };
    let read: Vec<Vec<usize>> = measures.iter().map(read).collect();
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for measure in 0..kept.len() {
            if kept[measure] && read[measure].iter().any(|other| !kept[*other]) {
                kept[measure] = false;
                changed = true;
            }
        }
    }
    kept
}

/// Whether a condition asks only about the checklist, its settings and the profile.
fn is_settled(condition: &Condition) -> bool {
    let mut settled = mentioned(condition)
        .iter()
        .all(|mention| matches!(mention.names, Names::Attr | Names::Setting | Names::Fact));
    each_condition(condition, &mut |part| {
        settled &= match part {
            Condition::Attr(..) | Condition::Setting(..) | Condition::Fact(..) | Condition::KnockOut(_) => {
                true
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => true,
            Condition::Answer(..)
            | Condition::OwnAnswer(_)
            | Condition::Measure(..)
            | Condition::Value(_)
            | Condition::Tier(_)
            | Condition::Fresh(_)
            | Condition::State(_)
            | Condition::Evidence(_) => false,
        }
    });
    settled
}

/// Every name that a condition mentions.
pub(super) fn mentioned(condition: &Condition) -> Vec<Mention<'_>> {
    let mut walk = Walk { found: Vec::new(), at: Where::Own };
    walk.condition(condition);
    walk.found
}

/// Every condition of a definition, in the order of the pipeline.
pub(super) fn conditions(def: &Definition) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = def.gates.iter().map(|gate| &gate.require).collect();
    if let Source::First(rules) = &def.source {
        all.extend(rules.iter().filter_map(|rule| rule.when.as_ref()));
    }
    all.extend(&def.filter);
    for step in &def.then {
        all.extend(&step.when);
        if let Act::Cap(limits) | Act::Floor(limits) = &step.act {
            all.extend(limits.iter().filter_map(|limit| limit.when.as_ref()));
        }
    }
    all.extend(def.findings.iter().map(|finding| &finding.when));
    all
}

/// Calls `each` with every condition that is no combination of others.
pub(super) fn each_condition<'m>(condition: &'m Condition, each: &mut impl FnMut(&'m Condition)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|c| each_condition(c, each)),
        Condition::Not(part) => each_condition(part, each),
        Condition::Answer(..)
        | Condition::OwnAnswer(_)
        | Condition::Attr(..)
        | Condition::Measure(..)
        | Condition::Setting(..)
        | Condition::Fact(..)
        | Condition::Value(_)
        | Condition::Tier(_)
        | Condition::Fresh(_)
        | Condition::State(_)
        | Condition::Evidence(_)
        | Condition::KnockOut(_) => each(condition),
    }
}

/// The controls whose answers a condition asks about.
pub(super) fn asked_by(condition: &Condition) -> Vec<&str> {
    answers(mentioned(condition).iter()).collect()
}

/// The controls whose answers a method's conditions ask about, gates that only take the value away apart.
pub(super) fn asked(method: &Method) -> Vec<&str> {
    let definitions = method.measures.iter().flat_map(|m| &m.definitions);
    let all: Vec<Mention> = definitions.flat_map(mentions).filter(|m| m.at != Where::RemovingGate).collect();
    answers(all.iter()).collect()
}

/// Whether any condition of a method asks about a named answer.
pub(super) fn asks(method: &Method) -> bool {
    let mut definitions = method.measures.iter().flat_map(|m| &m.definitions);
    definitions.any(|def| mentions(def).iter().any(|m| m.names == Names::Answer))
}

fn answers<'w, 'm: 'w>(found: impl Iterator<Item = &'w Mention<'m>>) -> impl Iterator<Item = &'m str> {
    found.filter(|m| m.names == Names::Answer).map(|m| m.name.value.as_str())
}

impl<'m> Walk<'m> {
    fn add(&mut self, names: Names, name: &'m Located<String>) {
        self.found.push(Mention { name, names, at: self.at });
    }

    fn source(&mut self, source: &'m Source) {
        match source {
            Source::Answer => {}
            Source::Items(_, take) => {
                self.at = Where::Item;
                take.iter().for_each(|name| self.add(Names::Measure, name));
            }
            Source::Measures(all) => all.iter().for_each(|(name, _)| self.add(Names::Measure, name)),
            Source::First(rules) => {
                for rule in rules {
                    rule.when.iter().for_each(|c| self.condition(c));
                    self.gives(&rule.give);
                }
            }
        }
    }

    fn condition(&mut self, condition: &'m Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|c| self.condition(c)),
            Condition::Not(part) => self.condition(part),
            Condition::Answer(name, is) => self.named(Names::Answer, name, is),
            Condition::Attr(name, is) => self.named(Names::Attr, name, is),
            Condition::Measure(name, is) => self.named(Names::Measure, name, is),
            Condition::Setting(name, is) => self.named(Names::Setting, name, is),
            Condition::Fact(name, is) => self.named(Names::Fact, name, is),
            Condition::OwnAnswer(is) | Condition::Value(is) | Condition::Tier(is) => self.matcher(is),
            Condition::Fresh(_) | Condition::State(_) | Condition::Evidence(_) | Condition::KnockOut(_) => {}
        }
    }

    fn named(&mut self, names: Names, name: &'m Located<String>, is: &'m Matcher) {
        self.add(names, name);
        self.matcher(is);
    }

    fn matcher(&mut self, matcher: &'m Matcher) {
        match matcher {
            Matcher::Null => {}
            Matcher::Is(operand) | Matcher::Compare(_, operand) => self.operand(operand),
            Matcher::In(parts) | Matcher::Both(parts) => parts.iter().for_each(|m| self.matcher(m)),
            Matcher::Not(part) => self.matcher(part),
        }
    }

    fn operand(&mut self, operand: &'m Operand) {
        match operand {
            Operand::Setting(name) => self.add(Names::Setting, name),
            Operand::Attr(name) => self.add(Names::Attr, name),
            Operand::Measure(name) => self.add(Names::Measure, name),
            Operand::Literal(_) | Operand::Target | Operand::KnockOut | Operand::Min | Operand::Max => {}
        }
    }

    fn gives(&mut self, gives: &'m Gives) {
        match gives {
            Gives::Value(operand) => self.operand(operand),
            Gives::Null | Gives::Skip => {}
        }
    }

    fn step(&mut self, step: &'m crate::model::Step) {
        step.when.iter().for_each(|c| self.condition(c));
        match &step.act {
            Act::Multiply(by) | Act::Divide(by) | Act::Add(by) | Act::Subtract(by) => self.operand(by),
            Act::Start { at, .. } => self.operand(at),
            Act::Root { of, .. } => self.operand(of),
            Act::Scale { from, to } => [from, to].into_iter().for_each(|o| self.operand(o)),
            Act::Clamp { min, max } => [min, max].into_iter().flatten().for_each(|o| self.operand(o)),
            Act::Cap(limits) | Act::Floor(limits) => {
                for limit in limits {
                    limit.when.iter().for_each(|c| self.condition(c));
                    self.operand(&limit.limit);
                }
            }
            Act::Bands(bands) => bands.iter().for_each(|b| self.operand(&b.at_least)),
            Act::Map(map) => map.iter().for_each(|(_, to)| self.gives(to)),
            Act::Round(_) | Act::Curve(_) | Act::Text(_) => {}
        }
    }
}
