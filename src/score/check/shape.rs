//! Measures that can be computed, and whose every part has an effect.

use std::sync::Arc;

use super::yields::{Of, Typist};
use super::{Checker, Kind, start};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{
    Act, Band, Condition, Definition, Fold, Gives, Limit, Measure, Operand, Shape, Source, Value,
};
use crate::score::lower::labels;
use crate::score::walk::each_condition;

impl<'c> Checker<'c> {
    /// What a definition does with its values.
    pub(super) fn shape(&mut self, measure: &'c Measure, def: &'c Definition) {
        self.rules(def);
        self.below(measure, def);
        self.early(measure, def);
        for step in &def.then {
            if let Some(bands) = step.act.bands() {
                self.bands(bands);
            }
            if let Act::Cap(limits) | Act::Floor(limits) = &step.act {
                self.limits(measure, def, limits, step.span);
            }
        }
    }

    /// A control has nothing below it that could be folded.
    fn below(&mut self, measure: &Measure, def: &Definition) {
        if matches!(def.source, Source::Items(..)) && self.own_kinds(def).contains(&None) {
            self.say(Diagnostic::new(Code::NothingBelow, start(def.span)).with("id", &measure.id));
        }
    }

    /// Gates and rules come before there is a value that they could ask for.
    fn early(&mut self, measure: &Measure, def: &Definition) {
        let rules = match &def.source {
            Source::First(rules) => rules.as_slice(),
            Source::Answer | Source::Items(..) | Source::Measures(_) => &[],
        };
        let asked = rules.iter().filter_map(|rule| Some((rule.when.as_ref()?, rule.span)));
        let gates = def.gates.iter().map(|gate| (&gate.require, def.span));
        for (condition, at) in asked.chain(gates) {
            let mut asks = false;
            each_condition(condition, &mut |one| asks |= matches!(one, Condition::Value(_)));
            if asks {
                self.say(Diagnostic::new(Code::ValueTooEarly, start(at)).with("id", &measure.id));
            }
        }
    }

    /// A rule after one that always holds is never looked at.
    fn rules(&mut self, def: &Definition) {
        let Source::First(rules) = &def.source else { return };
        let always = |when: &Option<Condition>| match when {
            Some(Condition::All(parts)) => parts.is_empty(),
            Some(_) => false,
            None => true,
        };
        let after = rules.iter().skip_while(|rule| !always(&rule.when)).nth(1);
        if let Some(rule) = after {
            self.say(Diagnostic::new(Code::UnreachableRule, start(rule.span)));
        }
    }

    /// Of two bands with the same edge only one is ever reached.
    fn bands(&mut self, bands: &[Band]) {
        for (i, band) in bands.iter().enumerate() {
            let same = |other: &&Band| other.at_least == band.at_least && other.above == band.above;
            if let Some(first) = bands[..i].iter().find(same) {
                let problem = Diagnostic::new(Code::UnreachableBand, start(band.span));
                self.say(problem.with("found", &band.label).with("first", &first.label));
            }
        }
    }

    /// A label limits a value only within an order.
    fn limits(&mut self, measure: &Measure, def: &Definition, limits: &[Limit], at: Span) {
        let order = labels(def);
        for limit in limits {
            if let Operand::Literal(Value::Text(word)) = &limit.limit
                && !order.iter().any(|label| **label == **word)
            {
                let known: Vec<&str> = order.iter().map(|l| &**l).collect();
                let problem = Diagnostic::new(Code::LabelsWithoutOrder, start(at)).with("id", &measure.id);
                let problem = problem.with("found", word).with("expected", super::listed(&known));
                self.say(problem.suggest(word, known));
            }
        }
    }

    /// Folds and steps that their values do not suit. What is wrong with a definition at several kinds of
    /// nodes is found at each; equal diagnostics are shown once.
    pub(super) fn mismatches(&self) -> Vec<Diagnostic> {
        let mut typist = Typist::new(self);
        let mut problems = Vec::new();
        for measure in &self.method.measures {
            for def in &measure.definitions {
                for kind in self.own_kinds(def) {
                    problems.extend(typist.mismatches((measure, def), kind));
                }
            }
        }
        problems
    }
}

impl<'c> Typist<'_, 'c> {
    fn mismatches(&mut self, (measure, def): Of<'c>, kind: Kind<'c>) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let place = start(def.span);
        let items = self.items((measure, def), kind);
        let order = labels(def);
        for fold in folds(def) {
            let (code, is_wrong) = match fold {
                Fold::Min | Fold::Max => (Code::LabelsWithoutOrder, order.is_empty() && items.is_label()),
                Fold::Sum | Fold::Mean | Fold::Ratio | Fold::Product => {
                    (Code::LabelsNotNumbers, items.is_label())
                }
                Fold::Possible | Fold::Count | Fold::All | Fold::Any | Fold::Extent => continue,
            };
            if is_wrong {
                let problem = Diagnostic::new(code, place).with("id", &measure.id).with("found", fold.word());
                problems.push(if code == Code::LabelsWithoutOrder {
                    problem.with("expected", "–")
                } else {
                    problem
                });
            }
        }
        let mut so_far = self.folded((measure, def), kind);
        for step in &def.then {
            if of_numbers(&step.act) && so_far.is_label() {
                let problem = Diagnostic::new(Code::StepWithoutEffect, start(step.span));
                problems.push(problem.with("found", step.act.word()).with("id", &measure.id));
            }
            let after = self.step(&step.act, so_far, kind);
            so_far = if step.when.is_some() { so_far.or(after) } else { after };
        }
        problems.extend(self.open_labels((measure, def), kind, &order));
        problems
    }

    /// Labels that rules give or that another measure passes on, and that no order ranks: with blanks, the
    /// measure has no range.
    fn open_labels(
        &mut self,
        (measure, def): Of<'c>,
        kind: Kind<'c>,
        order: &[Arc<str>],
    ) -> Option<Diagnostic> {
        let mut found: Vec<Arc<str>> = Vec::new();
        match &def.source {
            Source::First(rules) => rules.iter().for_each(|rule| match &rule.give {
                Gives::Value(Operand::Literal(Value::Text(word))) => found.push(word.as_str().into()),
                Gives::Value(Operand::Measure(name)) => found.extend(self.ranked(&name.value, kind)),
                Gives::Value(_) | Gives::Null | Gives::Skip => {}
            }),
            Source::Measures(all) if all.len() == 1 => found.extend(self.ranked(&all[0].0.value, kind)),
            Source::Measures(_) | Source::Items(..) | Source::Answer => {}
        }
        let mut labels: Vec<Arc<str>> = Vec::new();
        for label in found {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let mapped = def.then.iter().any(|step| matches!(step.act, Act::Map(_)));
        let several = !mapped && labels.len() > 1;
        labels.retain(|label| !order.contains(label));
        let problem = || Diagnostic::new(Code::LabelsWithoutRange, start(def.span)).with("id", &measure.id);
        (several && !labels.is_empty()).then(|| problem().with("found", labels.join(", ")))
    }

    /// The labels of another measure of the same node in their order, when it gives labels only.
    fn ranked(&mut self, name: &str, kind: Kind<'c>) -> Vec<Arc<str>> {
        let Some(measure) = self.checker.measure(name) else { return Vec::new() };
        let Some(def) = self.checker.at(measure, kind) else { return Vec::new() };
        if self.measure(measure, kind).is_label() { labels(def) } else { Vec::new() }
    }
}

/// The folds of a definition that take its items in.
fn folds(def: &Definition) -> Vec<Fold> {
    let alone = match &def.source {
        Source::First(_) => true,
        Source::Answer => true,
        Source::Measures(all) => all.len() == 1,
        Source::Items(..) => false,
    };
    match (&def.group, &def.shape) {
        (Some(group), _) => vec![group.fold],
        (None, Shape::Fold(_)) if alone => Vec::new(),
        (None, Shape::Fold(fold)) => vec![*fold],
        (None, Shape::Ladder(_)) => Vec::new(),
    }
}

/// Whether a step does something to numbers only.
fn of_numbers(act: &Act) -> bool {
    match act {
        Act::Cap(_) | Act::Floor(_) | Act::Map(_) => false,
        Act::Multiply(_)
        | Act::Divide(_)
        | Act::Add(_)
        | Act::Subtract(_)
        | Act::Start { .. }
        | Act::Scale { .. }
        | Act::Clamp { .. }
        | Act::Round(_)
        | Act::Bands(_)
        | Act::Curve(_)
        | Act::Root { .. }
        | Act::Text(_) => true,
    }
}
