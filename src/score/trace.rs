//! Traces: what went into a value, what was left out and why, and every step to the end.

use crate::model::{Gate, Gives, Rule, Source, Step as ModelStep};
use crate::score::gather::{Gathered, Gathering};
use crate::score::outcome::Outcome;
use crate::score::plan::{Def, Plan};
use crate::score::{Node, Part, Step, Term, Trace, words};

/// A trace in the making.
#[derive(Default)]
pub(super) struct Tracer {
    trace: Trace,
}

impl Tracer {
    /// The trace.
    pub(super) fn finish(self) -> Trace {
        self.trace
    }

    /// A gate that was shut.
    pub(super) fn gate(&mut self, gate: &Gate, parts: Vec<Part>, value: &Outcome) {
        let (parameter, after) = (words::gate(gate), value.figure());
        self.trace.steps.push(Step { name: "gate", parameter, parts, after });
    }

    /// A step.
    pub(super) fn act(&mut self, step: &ModelStep, after: &Outcome) {
        let parameter = words::when(step.when.as_ref(), words::act(&step.act));
        self.step(step.act.word(), parameter, after);
    }

    /// A step by name.
    pub(super) fn step(&mut self, name: &'static str, parameter: String, after: &Outcome) {
        self.trace.steps.push(Step { name, parameter, parts: Vec::new(), after: after.figure() });
    }

    /// A rule of `first` that holds.
    pub(super) fn rule(&mut self, plan: &Plan, def: &Def, (node, ix): (Node, usize), value: &Outcome) {
        self.trace.fold = "first".to_string();
        let rule: Option<&Rule> = match &def.model.source {
            Source::First(rules) => rules.get(ix),
            Source::Answer | Source::Items(..) | Source::Measures(_) => None,
        };
        let Some(rule) = rule else { return };
        if let Gives::Value(crate::model::Operand::Measure(name)) = &rule.give {
            let measure = plan.method.measures.iter().find(|m| m.id.as_str() == name.value);
            self.trace.terms.push(Term {
                node,
                measure: measure.map(|m| m.id.clone()),
                group: None,
                value: value.figure(),
                weight: None,
                share: value.number().cloned(),
                left_out: None,
            });
        }
        self.trace.folded = value.figure();
        self.step("rule", words::when(rule.when.as_ref(), words::gives(&rule.give)), value);
    }

    /// A node that is left out as a whole.
    pub(super) fn left_out(&mut self, node: Node, reason: &'static str) {
        self.trace.terms.push(Term {
            node,
            measure: None,
            group: None,
            value: None,
            weight: None,
            share: None,
            left_out: Some(reason),
        });
    }

    /// The terms and the result of a fold.
    pub(super) fn gathered(&mut self, plan: &Plan, def: &Def, gathered: &Gathered) {
        self.trace.fold = gathered.fold.to_string();
        let weighs = def.has_weights();
        self.trace.terms = gathered.terms.iter().map(|t| term(plan, t, weighs)).collect();
        self.trace.folded = gathered.value.figure();
        for (level, holds) in &gathered.levels {
            let name = level.figure().map(|f| words::figure(&f)).unwrap_or_default();
            self.step("level", name, &Outcome::Truth(*holds));
        }
    }
}

fn term(plan: &Plan, term: &Gathering, weighs: bool) -> Term {
    let item = &term.item;
    Term {
        node: item.node,
        measure: item.measure.map(|m| plan.method.measures[m].id.clone()),
        group: term.group.clone(),
        value: item.value.figure(),
        weight: weighs.then(|| item.weight.clone().into_owned()),
        share: if item.left.is_none() { term.share.clone() } else { None },
        left_out: item.left,
    }
}
