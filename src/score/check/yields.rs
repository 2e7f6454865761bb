//! What kind of figure a measure gives, as far as the method tells.

use std::collections::BTreeMap;

use super::{Checker, Kind};
use crate::model::{Act, Choice, Credit, Definition, Fold, Gives, Measure, Operand, Shape, Source, Value};

/// How many measures are followed one into the other; what lies deeper may be anything.
const DEEPEST: usize = 100;

/// The kinds of figures that something may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Yields {
    pub(super) number: bool,
    pub(super) label: bool,
    pub(super) truth: bool,
}

impl Yields {
    pub(super) const NUMBER: Yields = Yields { number: true, label: false, truth: false };
    pub(super) const LABEL: Yields = Yields { number: false, label: true, truth: false };
    const TRUTH: Yields = Yields { number: false, label: false, truth: true };
    const ANYTHING: Yields = Yields { number: true, label: true, truth: true };

    /// What is one or the other.
    pub(super) fn or(self, other: Yields) -> Yields {
        Yields {
            number: self.number || other.number,
            label: self.label || other.label,
            truth: self.truth || other.truth,
        }
    }

    fn any(all: impl Iterator<Item = Yields>) -> Yields {
        all.fold(Yields::default(), Yields::or)
    }

    /// Labels, and nothing that a sum could take.
    pub(super) fn is_label(self) -> bool {
        self.label && !self.number && !self.truth
    }
}

/// A definition with the measure that it belongs to.
pub(super) type Of<'c> = (&'c Measure, &'c Definition);

/// What measures give, each worked out once.
pub(super) struct Typist<'t, 'c> {
    pub(super) checker: &'t Checker<'c>,
    known: BTreeMap<(&'c str, Kind<'c>), Yields>,
    depth: usize,
}

impl<'t, 'c> Typist<'t, 'c> {
    pub(super) fn new(checker: &'t Checker<'c>) -> Self {
        Typist { checker, known: BTreeMap::new(), depth: 0 }
    }

    pub(super) fn measure(&mut self, measure: &'c Measure, kind: Kind<'c>) -> Yields {
        if self.depth == DEEPEST {
            return Yields::ANYTHING;
        }
        let key = (measure.id.as_str(), kind);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        // A circle finds nothing more than what the others give; it is said elsewhere.
        self.known.insert(key, Yields::default());
        let found = match self.checker.at(measure, kind) {
            Some(def) => {
                self.depth += 1;
                let found = self.definition((measure, def), kind);
                self.depth -= 1;
                found
            }
            None => Yields::default(),
        };
        self.known.insert(key, found);
        found
    }

    fn definition(&mut self, (measure, def): Of<'c>, kind: Kind<'c>) -> Yields {
        let folded = self.folded((measure, def), kind).or(self.gives(&def.empty, kind));
        def.then.iter().fold(folded, |so_far, step| {
            let after = self.step(&step.act, so_far, kind);
            if step.when.is_some() { so_far.or(after) } else { after }
        })
    }

    /// What a definition folds, before the fold.
    pub(super) fn items(&mut self, (own, def): Of<'c>, kind: Kind<'c>) -> Yields {
        match &def.source {
            // A number is read as itself, so a measure of all controls may be of labels and numbers.
            Source::Answer if self.checker.checklist.scales.iter().any(|s| s.number.is_some()) => {
                self.answer(def).or(Yields::NUMBER)
            }
            Source::Answer => self.answer(def),
            Source::Items(_, take) => {
                let name = take.as_ref().map(|t| t.value.as_str());
                let taken = name.map_or(Some(own), |name| self.checker.measure(name));
                let kinds = self.checker.item_kinds(def);
                Yields::any(kinds.into_iter().map(|item| {
                    match taken.filter(|m| self.checker.at(m, item).is_some()) {
                        Some(measure) => self.measure(measure, item),
                        None => self.answer(def),
                    }
                }))
            }
            Source::Measures(all) => {
                let found = all.iter().filter_map(|(name, _)| self.checker.measure(&name.value));
                Yields::any(found.collect::<Vec<_>>().into_iter().map(|m| self.measure(m, kind)))
            }
            Source::First(rules) => Yields::any(rules.iter().map(|rule| self.gives(&rule.give, kind))),
        }
    }

    /// What a definition's fold gives, before the steps.
    pub(super) fn folded(&mut self, (own, def): Of<'c>, kind: Kind<'c>) -> Yields {
        let items = self.items((own, def), kind);
        if let Source::First(_) = def.source {
            return items;
        }
        let grouped = def.group.as_ref().map_or(items, |group| by_fold(group.fold, items));
        match &def.shape {
            Shape::Ladder(ladder) => {
                let levels = Yields::any(ladder.levels.iter().map(|level| self.operand(level, kind)));
                levels.or(self.gives(&ladder.start, kind))
            }
            // One measure, or the answer itself, is taken as it is.
            Shape::Fold(Fold::Sum) if is_alone(def) => items,
            Shape::Fold(fold) => by_fold(*fold, grouped),
        }
    }

    /// What choices count; that blanks may count a number makes no labels fit for a sum.
    fn answer(&self, def: &Definition) -> Yields {
        let Some(column) = &def.answers.read else { return Yields::NUMBER };
        let of = |value: &Value| match value {
            Value::Number(_) => Yields::NUMBER,
            Value::Text(_) => Yields::LABEL,
            Value::Bool(_) => Yields::TRUTH,
            Value::Null | Value::List(_) => Yields::default(),
        };
        let policy = &def.answers.policy;
        let credit = |choice: &Choice| {
            let star = || policy.get("*").filter(|_| choice.means.is_none());
            policy.get(choice.id.as_str()).or_else(star)
        };
        let counts = |choice: &Choice| match credit(choice) {
            Some(Credit::Number(_) | Credit::Full | Credit::Least | Credit::Target) => Yields::NUMBER,
            Some(Credit::Skip | Credit::Null) => Yields::default(),
            None => choice.columns.get(&column.value).map(of).unwrap_or_default(),
        };
        let choices = self.checker.checklist.scales.iter().flat_map(|scale| &scale.choices);
        let found = Yields::any(choices.map(counts));
        if found == Yields::default() { Yields::NUMBER } else { found }
    }

    pub(super) fn step(&mut self, act: &'c Act, so_far: Yields, kind: Kind<'c>) -> Yields {
        let as_label =
            || Yields { number: false, ..so_far }.or(if so_far.number { Yields::LABEL } else { so_far });
        match act {
            Act::Bands(_) | Act::Text(_) => as_label(),
            Act::Map(map) => Yields::any(map.iter().map(|(_, to)| self.gives(to, kind))),
            Act::Cap(limits) | Act::Floor(limits) => {
                so_far.or(Yields::any(limits.iter().map(|l| self.operand(&l.limit, kind))))
            }
            Act::Multiply(_)
            | Act::Divide(_)
            | Act::Add(_)
            | Act::Subtract(_)
            | Act::Start { .. }
            | Act::Scale { .. }
            | Act::Clamp { .. }
            | Act::Round(_)
            | Act::Curve(_)
            | Act::Root { .. } => so_far,
        }
    }

    fn gives(&mut self, gives: &'c Gives, kind: Kind<'c>) -> Yields {
        match gives {
            Gives::Value(operand) => self.operand(operand, kind),
            Gives::Null | Gives::Skip => Yields::default(),
        }
    }

    fn operand(&mut self, operand: &'c Operand, kind: Kind<'c>) -> Yields {
        match operand {
            Operand::Literal(Value::Number(_)) => Yields::NUMBER,
            Operand::Literal(Value::Text(_)) => Yields::LABEL,
            Operand::Literal(Value::Bool(_)) => Yields::TRUTH,
            Operand::Literal(Value::Null) => Yields::default(),
            Operand::Measure(name) => match self.checker.measure(&name.value) {
                Some(measure) => self.measure(measure, kind),
                None => Yields::ANYTHING,
            },
            Operand::Literal(Value::List(_)) | Operand::Setting(_) | Operand::Attr(_) => Yields::ANYTHING,
            Operand::Target | Operand::KnockOut | Operand::Min | Operand::Max => Yields::NUMBER,
        }
    }
}

/// Whether a fold of one value takes it as it is.
fn is_alone(def: &Definition) -> bool {
    match &def.source {
        Source::Answer => def.group.is_none(),
        Source::Measures(all) => all.len() == 1 && def.group.is_none(),
        Source::Items(..) | Source::First(_) => false,
    }
}

fn by_fold(fold: Fold, items: Yields) -> Yields {
    match fold {
        Fold::Sum | Fold::Mean | Fold::Ratio | Fold::Possible | Fold::Product | Fold::Count => Yields::NUMBER,
        Fold::Min | Fold::Max => items,
        Fold::All | Fold::Any => Yields::TRUTH,
        Fold::Extent => Yields::LABEL,
    }
}
