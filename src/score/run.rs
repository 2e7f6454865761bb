//! One computation of every measure at every node, on answers as they stand or on one completion.

use std::collections::BTreeMap;

use crate::model::{Assessment, ControlIx, Exact, SectionIx};
use crate::score::act::{act, given};
use crate::score::credit::Given;
use crate::score::holds::{Seen, View, holds, parts};
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Def, From, Plan, RuleC};
use crate::score::ranges::Ranges;
use crate::score::reply::{Backing, Reply};
use crate::score::trace::Tracer;
use crate::score::{Node, Trace, Traces};

/// How blanks are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// Not at all.
    Blank,
    /// With the choice of least value and no evidence.
    Worst,
    /// With the choice of greatest value and full, fresh evidence.
    Best,
}

/// How to compute.
#[derive(Clone, Copy)]
pub(super) struct Mode<'r, 'a> {
    pub(super) fill: Fill,
    /// Whether gates that only take values away are looked at.
    pub(super) gates: bool,
    pub(super) trace: Traces,
    pub(super) known: Known<'r, 'a>,
}

/// What is taken from another run instead of being computed again.
#[derive(Clone, Copy)]
pub(super) enum Known<'r, 'a> {
    /// Nothing.
    Nothing,
    /// What no gate takes away, and the state of answers.
    Kept(&'r Run<'r, 'a>),
    /// What no blank leaves open, and the state of answers.
    Closed(&'r Ranges<'r, 'a>),
}

impl<'r, 'a> Known<'r, 'a> {
    /// Where the value of a definition at a node is taken from.
    fn run(self, plan: &Plan, def: &Def, node: Node) -> Option<&'r Run<'r, 'a>> {
        let state = def.model.state;
        match self {
            Known::Nothing => None,
            Known::Kept(run) => (state || plan.kept[def.measure]).then_some(run),
            Known::Closed(ranges) => (state || ranges.is_closed(def.measure, node)).then_some(ranges.base),
        }
    }
}

/// Every value of a method.
pub(super) struct Run<'r, 'a> {
    pub(super) plan: &'r Plan<'a>,
    pub(super) assessment: &'r Assessment<'r>,
    mode: Mode<'r, 'a>,
    asked: Vec<bool>,
    pub(super) controls: Vec<Outcome>,
    pub(super) sections: Vec<Outcome>,
    /// What is said beside values, by definition and node.
    pub(super) findings: BTreeMap<(usize, Node), Vec<&'a str>>,
    pub(super) traces: BTreeMap<(usize, Node), Trace>,
    /// Whether a gate took a value away.
    pub(super) removed: bool,
}

/// A run as conditions see it.
pub(super) struct Look<'l, 'r, 'a> {
    run: &'l Run<'r, 'a>,
    current: Option<&'l Outcome>,
}

impl<'a> View<'a> for Look<'_, '_, 'a> {
    fn plan(&self) -> &Plan<'a> {
        self.run.plan
    }

    fn reply(&self, control: usize) -> Reply<'_> {
        self.run.reply(control)
    }

    fn measure(&self, measure: usize, node: Node) -> Seen<'_> {
        self.run.value(measure, node).map_or(Seen::Absent, Seen::One)
    }

    fn target(&self, control: usize) -> Option<&Exact> {
        self.run.assessment.items[control].target.as_ref()
    }

    fn current(&self) -> Seen<'_> {
        self.current.map_or(Seen::Absent, Seen::One)
    }
}

impl<'r, 'a> Run<'r, 'a> {
    /// Computes everything.
    pub(super) fn new(plan: &'r Plan<'a>, assessment: &'r Assessment<'r>, mode: Mode<'r, 'a>) -> Self {
        let checklist = plan.checklist;
        let mut run = Run {
            plan,
            assessment,
            mode,
            asked: Vec::new(),
            controls: vec![Outcome::Nothing; plan.leaf_width * checklist.controls.len()],
            sections: vec![Outcome::Nothing; plan.method.measures.len() * checklist.sections.len()],
            findings: BTreeMap::new(),
            traces: BTreeMap::new(),
            removed: false,
        };
        run.ask();
        if plan.leaf_width > 0 {
            for control in plan.controls.clone() {
                for def in &plan.order_of_leaves {
                    run.compute(*def, Node::Control(ControlIx(control)));
                }
            }
        }
        for section in plan.sections.iter().copied().rev() {
            for def in &plan.order_of_kind[plan.section_kinds[section]] {
                run.compute(*def, Node::Section(SectionIx(section)));
            }
        }
        run
    }

    /// Works out which controls count.
    fn ask(&mut self) {
        if self.plan.counts_if.is_empty() {
            return;
        }
        self.asked = vec![true; self.plan.checklist.controls.len()];
        let plan = self.plan;
        for (control, condition) in &plan.counts_if {
            let node = Node::Control(ControlIx(*control));
            self.asked[*control] = holds(&self.look(None), node, condition) == Tri::Yes;
        }
    }

    /// The run as conditions see it.
    pub(super) fn look<'l>(&'l self, current: Option<&'l Outcome>) -> Look<'l, 'r, 'a> {
        Look { run: self, current }
    }

    /// Whether a control counts, by its own condition.
    pub(super) fn is_asked(&self, control: usize) -> bool {
        self.asked.get(control).copied().unwrap_or(true)
    }

    /// The controls that do not count, by their own condition.
    pub(super) fn left_out(&self) -> Vec<ControlIx> {
        let out = self.asked.iter().enumerate().filter(|(_, asked)| !**asked);
        out.map(|(control, _)| ControlIx(control)).collect()
    }

    /// What a control says.
    pub(super) fn reply(&self, control: usize) -> Reply<'_> {
        let reply = Reply::of(&self.assessment.items[control]);
        if !self.is_asked(control) {
            return Reply { given: Given::Rule, ..reply };
        }
        match (reply.given, self.mode.fill) {
            (Given::Blank, Fill::Worst | Fill::Best) => self.filled(control, reply),
            (_, Fill::Blank | Fill::Worst | Fill::Best) => reply,
        }
    }

    /// A blank with its least or greatest choice.
    fn filled<'f>(&'f self, control: usize, blank: Reply<'f>) -> Reply<'f> {
        let found = &self.plan.checklist.controls[control];
        let scale = self.plan.checklist.scale_of(found);
        let best = self.mode.fill == Fill::Best;
        let backing = if best { Backing::Full } else { Backing::Bare };
        if let Some(range) = &scale.number {
            return Reply { given: Given::Number(if best { &range.max } else { &range.min }), backing };
        }
        let plain = (0..scale.choices.len()).filter(|i| scale.choices[*i].means.is_none());
        let value = |i: &usize| (scale.choices[*i].value.clone(), *i);
        let chosen = if best { plain.max_by_key(value) } else { plain.min_by_key(value) };
        match chosen {
            Some(i) => Reply { given: Given::Choices(&self.plan.singles[i..=i]), backing },
            None => blank,
        }
    }

    /// The value of a measure at a node; `None` where the measure does not exist.
    pub(super) fn value(&self, measure: usize, node: Node) -> Option<&Outcome> {
        match node {
            Node::Control(ix) => {
                let slot = self.plan.leaf_slots.get(measure).copied().flatten()?;
                self.controls.get(ix.0 * self.plan.leaf_width + slot)
            }
            Node::Section(ix) => {
                self.plan.at_section(measure, ix.0)?;
                self.sections.get(ix.0 * self.plan.method.measures.len() + measure)
            }
        }
    }

    fn compute(&mut self, def: usize, node: Node) {
        let plan = self.plan;
        let measure = plan.defs[def].measure;
        let value = match self.mode.known.run(plan, &plan.defs[def], node) {
            Some(run) => run.value(measure, node).cloned().unwrap_or_default(),
            None => self.evaluate(def, node).bounded(),
        };
        match node {
            Node::Control(ix) => {
                if let Some(slot) = plan.leaf_slots[measure] {
                    self.controls[ix.0 * plan.leaf_width + slot] = value;
                }
            }
            Node::Section(ix) => self.sections[ix.0 * plan.method.measures.len() + measure] = value,
        }
    }

    fn evaluate(&mut self, ix: usize, node: Node) -> Outcome {
        let plan = self.plan;
        let def = &plan.defs[ix];
        let mut tracer = self.mode.trace.at(node).then(Tracer::default);
        let mut said: Vec<&'a str> = Vec::new();
        if let Node::Control(control) = node
            && !self.is_asked(control.0)
        {
            if let Some(mut tracer) = tracer {
                tracer.left_out(node, "counts_if");
                self.traces.insert((ix, node), tracer.finish());
            }
            return Outcome::Nothing;
        }
        let value = match self.gated(def, node, &mut tracer, &mut said) {
            Some(value) => value,
            None => self.pipeline(def, node, &mut tracer, &mut said),
        };
        if !def.findings.is_empty() {
            let look = self.look(Some(&value));
            let fired = def.findings.iter().filter(|(when, _)| holds(&look, node, when) == Tri::Yes);
            said.extend(fired.map(|(_, say)| *say));
        }
        if !said.is_empty() {
            self.findings.insert((ix, node), said);
        }
        if let Some(tracer) = tracer {
            self.traces.insert((ix, node), tracer.finish());
        }
        value
    }

    /// The result of the first gate that is shut.
    fn gated(
        &mut self,
        def: &Def<'a>,
        node: Node,
        tracer: &mut Option<Tracer>,
        said: &mut Vec<&'a str>,
    ) -> Option<Outcome> {
        for (i, gate) in def.gates.iter().enumerate() {
            if gate.removes && !self.mode.gates && self.keeps_range(node) {
                continue;
            }
            let look = self.look(None);
            if holds(&look, node, &gate.require) != Tri::Yes {
                let value = given(&look, node, &gate.otherwise);
                said.extend(gate.finding);
                if let Some(tracer) = tracer {
                    let (model, look) = (&def.model.gates[i], self.look(None));
                    let parts = parts(&look, node, (&model.require, &gate.require));
                    let several = if parts.len() > 1 { parts } else { Vec::new() };
                    tracer.gate(model, several, &value);
                }
                self.removed |= gate.removes;
                return Some(value);
            }
        }
        None
    }

    /// Whether a gate that only takes the value away leaves the range as it is: not at a control, whose gate
    /// says which answers count at all; and not where nothing applies, so that there is no completion.
    pub(super) fn keeps_range(&self, node: Node) -> bool {
        match node {
            Node::Control(_) => false,
            Node::Section(ix) => {
                let below = self.plan.checklist.section(ix).controls.clone();
                self.assessment.items[below].iter().any(|item| item.applicable)
            }
        }
    }

    /// Source, empty, steps.
    fn pipeline(
        &self,
        def: &Def<'a>,
        node: Node,
        tracer: &mut Option<Tracer>,
        said: &mut Vec<&'a str>,
    ) -> Outcome {
        let mut value = self.source(def, node, tracer, said);
        if value == Outcome::Nothing {
            value = given(&self.look(None), node, &def.empty);
            if let (Some(tracer), false) = (&mut *tracer, value.is_absent()) {
                tracer.step("empty", String::new(), &value);
            }
        }
        for step in &def.steps {
            let look = self.look(Some(&value));
            let applies = step.when.as_ref().map_or(Tri::Yes, |when| holds(&look, node, when));
            if applies == Tri::Yes {
                let (after, findings) = act(&look, node, def, &step.act, value.clone());
                said.extend(findings);
                if let Some(tracer) = tracer {
                    tracer.act(step.model, &after);
                }
                value = after;
            }
        }
        value
    }

    fn source(
        &self,
        def: &Def<'a>,
        node: Node,
        tracer: &mut Option<Tracer>,
        said: &mut Vec<&'a str>,
    ) -> Outcome {
        match (&def.source, node) {
            (From::Answer, Node::Section(_)) => Outcome::Nothing,
            (From::Measures(_) | From::First(_), Node::Control(ix)) if self.is_switched_off(ix.0) => {
                if let Some(tracer) = tracer {
                    tracer.left_out(node, "switched_off");
                }
                Outcome::Nothing
            }
            (From::First(rules), _) => self.first((def, rules), node, tracer, said),
            (From::Answer | From::Measures(_), _) => self.fold(def, node, tracer),
            (From::Leaves { .. } | From::Children { .. } | From::Kind { .. }, Node::Section(_)) => {
                self.fold(def, node, tracer)
            }
            (From::Leaves { .. } | From::Children { .. } | From::Kind { .. }, Node::Control(_)) => {
                Outcome::Nothing
            }
        }
    }

    fn is_switched_off(&self, control: usize) -> bool {
        matches!(self.reply(control).given, Given::Rule)
    }

    fn first(
        &self,
        (def, rules): (&Def<'a>, &[RuleC<'a>]),
        node: Node,
        tracer: &mut Option<Tracer>,
        said: &mut Vec<&'a str>,
    ) -> Outcome {
        let look = self.look(None);
        for (i, rule) in rules.iter().enumerate() {
            if rule.when.as_ref().is_none_or(|when| holds(&look, node, when) == Tri::Yes) {
                let value = given(&look, node, &rule.give);
                said.extend(rule.finding);
                if let Some(tracer) = tracer {
                    tracer.rule(self.plan, def, (node, i), &value);
                }
                return value;
            }
        }
        Outcome::Nothing
    }
}
