//! From a method's names to a plan's indices.

use std::collections::BTreeMap;

use crate::model::{
    Act, Condition, Definition, FactValue, Gives, Items, Ladder, Limit, Matcher, Method, Operand, Shape,
    Source, Step, Value, Weight,
};
use crate::score::outcome::Outcome;
use crate::score::plan::{
    ActC, Arg, BandC, Cond, Def, From, GateC, Give, GroupC, Inputs, LEAF_WORDS, LadderC, LimitC, Match,
    RuleC, ShapeC, StepC, WeightC,
};
use crate::score::walk::{Names, Where, asked, asked_by, asks, mentions, removes};

/// Looks names up.
pub(super) struct Lower<'a, 'k> {
    inputs: Inputs<'a>,
    measures: BTreeMap<&'a str, usize>,
    controls: BTreeMap<&'a str, usize>,
    kinds: &'k [&'a str],
    method: &'a Method,
}

impl<'a, 'k> Lower<'a, 'k> {
    /// The names of a method and of its checklist.
    pub(super) fn new(method: &'a Method, inputs: Inputs<'a>, kinds: &'k [&'a str]) -> Lower<'a, 'k> {
        let measures = method.measures.iter().enumerate().map(|(i, m)| (m.id.as_str(), i)).collect();
        let conditional = inputs.checklist.controls.iter().any(|c| c.counts_if.is_some());
        let mut lower = Lower { inputs, measures, controls: BTreeMap::new(), kinds, method };
        if conditional || asks(method) {
            let ids = inputs.checklist.controls.iter().enumerate();
            lower.controls = ids.map(|(i, c)| (c.id.as_str(), i)).collect();
        }
        lower
    }

    /// A definition.
    pub(super) fn definition(&self, model: &'a Definition, measure: usize) -> Def<'a> {
        let source = self.source(&model.source, measure);
        let reads_answers = match source {
            From::Answer | From::Leaves { .. } | From::Children { .. } | From::Kind { .. } => true,
            From::Measures(_) | From::First(_) => false,
        };
        Def {
            model,
            measure,
            source,
            gates: model.gates.iter().map(|g| self.gate(g)).collect(),
            filter: model.filter.as_ref().map(|c| self.condition(c)),
            value_filter: model.value_filter.as_ref().map(|m| self.matcher(m)),
            weight: self.weight(&model.weight),
            group: model.group.as_ref().map(|g| GroupC {
                by: &g.by.value,
                fold: g.fold,
                values: &g.values,
                weights: &g.weights,
                empty: self.give(&g.empty),
            }),
            shape: match &model.shape {
                Shape::Fold(fold) => ShapeC::Fold(*fold),
                Shape::Ladder(ladder) => ShapeC::Ladder(self.ladder(ladder)),
            },
            empty: self.give(&model.empty),
            steps: model.then.iter().map(|s| self.step(s)).collect(),
            findings: model.findings.iter().map(|f| (self.condition(&f.when), f.say.as_str())).collect(),
            labels: labels(model),
            tables: Vec::new(),
            overrides: BTreeMap::new(),
            reads_answers,
            reads: self.reads(model),
        }
    }

    /// The measures that a definition reads at its own node.
    fn reads(&self, model: &Definition) -> Vec<usize> {
        let own = mentions(model).into_iter().filter(|m| m.names == Names::Measure && m.at != Where::Item);
        own.filter_map(|m| self.measure(&m.name.value)).collect()
    }

    fn measure(&self, name: &str) -> Option<usize> {
        self.measures.get(name).copied()
    }

    fn source(&self, source: &'a Source, own: usize) -> From<'a> {
        let taken = |take: &Option<crate::diag::Located<String>>| {
            take.as_ref().and_then(|t| self.measure(&t.value)).unwrap_or(own)
        };
        match source {
            Source::Answer => From::Answer,
            Source::Items(Items::Leaves, take) => From::Leaves { measure: taken(take) },
            Source::Items(Items::Children, take) => From::Children { measure: taken(take) },
            Source::Items(Items::Kind(kind), take) => {
                let ix = self.kinds.iter().position(|k| **k == *kind.value);
                match ix {
                    None if LEAF_WORDS.contains(&kind.value.as_str()) => {
                        From::Leaves { measure: taken(take) }
                    }
                    kind => From::Kind { kind, measure: taken(take) },
                }
            }
            Source::Measures(all) => From::Measures(
                all.iter().filter_map(|(name, w)| Some((self.measure(&name.value)?, w))).collect(),
            ),
            Source::First(rules) => From::First(rules.iter().map(|rule| self.rule(rule)).collect()),
        }
    }

    fn rule(&self, rule: &'a crate::model::Rule) -> RuleC<'a> {
        RuleC {
            when: rule.when.as_ref().map(|c| self.condition(c)),
            give: self.give(&rule.give),
            finding: rule.finding.as_deref(),
        }
    }

    fn gate(&self, gate: &'a crate::model::Gate) -> GateC<'a> {
        GateC {
            require: self.condition(&gate.require),
            otherwise: self.give(&gate.otherwise),
            finding: gate.finding.as_deref(),
            removes: removes(gate),
        }
    }

    fn weight(&self, weight: &'a Weight) -> WeightC<'a> {
        match weight {
            Weight::Own => WeightC::Own,
            Weight::None => WeightC::None,
            Weight::Attr(name) => WeightC::Attr(&name.value),
            Weight::Map(name, map) => {
                let entries = map.iter().map(|(key, to)| (Outcome::Label(key.value.as_str().into()), to));
                WeightC::Map(&name.value, entries.collect())
            }
            Weight::Measure(name) => match self.measure(&name.value) {
                Some(measure) => WeightC::Measure(measure),
                None => WeightC::Own,
            },
        }
    }

    fn ladder(&self, ladder: &'a Ladder) -> LadderC<'a> {
        let level = |operand: &'a Operand| match self.arg(operand) {
            Arg::One(outcome) => outcome,
            Arg::List(mut list) if !list.is_empty() => list.remove(0),
            Arg::List(_)
            | Arg::Attr(_)
            | Arg::Measure(_)
            | Arg::Target
            | Arg::KnockOut
            | Arg::Min
            | Arg::Max => Outcome::Nothing,
        };
        LadderC {
            by: ladder.by.as_ref().map(|b| b.value.as_str()),
            levels: ladder.levels.iter().map(level).collect(),
            require: ladder.require.as_ref().map(|r| self.arg(r)),
            share: &ladder.share,
            cumulative: ladder.cumulative,
            start: self.give(&ladder.start),
        }
    }

    fn give(&self, give: &'a Gives) -> Give<'a> {
        match give {
            Gives::Value(operand) => Give::Arg(self.arg(operand)),
            Gives::Null => Give::Null,
            Gives::Skip => Give::Skip,
        }
    }

    fn step(&self, step: &'a Step) -> StepC<'a> {
        let limits = |all: &'a [Limit]| {
            let one = |limit: &'a Limit| LimitC {
                when: limit.when.as_ref().map(|c| self.condition(c)),
                limit: self.arg(&limit.limit),
                finding: limit.finding.as_deref(),
            };
            all.iter().map(one).collect()
        };
        let act = match &step.act {
            Act::Multiply(by) => ActC::Multiply(self.arg(by)),
            Act::Divide(by) => ActC::Divide(self.arg(by)),
            Act::Add(by) => ActC::Add(self.arg(by)),
            Act::Subtract(by) => ActC::Subtract(self.arg(by)),
            Act::Start { at, down } => ActC::Start { at: self.arg(at), down: *down },
            Act::Scale { from, to } => ActC::Scale { from: self.arg(from), to: self.arg(to) },
            Act::Clamp { min, max } => {
                ActC::Clamp { min: min.as_ref().map(|m| self.arg(m)), max: max.as_ref().map(|m| self.arg(m)) }
            }
            Act::Cap(all) => ActC::Limit { limits: limits(all), cap: true },
            Act::Floor(all) => ActC::Limit { limits: limits(all), cap: false },
            Act::Round(rounding) => ActC::Round(rounding),
            Act::Bands(bands) => ActC::Bands(bands.iter().map(|band| self.band(band)).collect()),
            Act::Map(map) => {
                let entry =
                    |(key, to): &'a (String, Gives)| (Outcome::Label(key.as_str().into()), self.give(to));
                ActC::Map(map.iter().map(entry).collect())
            }
            Act::Curve(points) => ActC::Curve(points),
            Act::Root { of, digits } => ActC::Root { of: self.arg(of), digits: *digits },
            Act::Text(text) => ActC::Text(text),
        };
        StepC { when: step.when.as_ref().map(|c| self.condition(c)), act, model: step }
    }

    fn band(&self, band: &'a crate::model::Band) -> BandC<'a> {
        BandC {
            at_least: self.arg(&band.at_least),
            above: band.above,
            label: Outcome::Label(band.label.as_str().into()),
        }
    }

    /// A condition.
    pub(super) fn condition(&self, condition: &'a Condition) -> Cond<'a> {
        let parts = |all: &'a [Condition]| all.iter().map(|c| self.condition(c)).collect();
        match condition {
            Condition::All(all) => Cond::All(parts(all)),
            Condition::Any(all) => Cond::Any(parts(all)),
            Condition::Not(one) => Cond::Not(Box::new(self.condition(one))),
            Condition::Answer(name, is) => match self.controls.get(name.value.as_str()) {
                Some(control) => Cond::Answer(*control, self.matcher(is)),
                None => Cond::Fixed(Value::Null, self.matcher(is)),
            },
            Condition::OwnAnswer(is) => Cond::Own(self.matcher(is)),
            Condition::Attr(name, is) => Cond::Attr(&name.value, self.matcher(is)),
            Condition::Measure(name, is) => match self.measure(&name.value) {
                Some(measure) => Cond::Measure(measure, self.matcher(is)),
                None => Cond::Fixed(Value::Null, self.matcher(is)),
            },
            Condition::Setting(name, is) => Cond::Fixed(self.setting(&name.value), self.matcher(is)),
            Condition::Fact(name, is) => Cond::Fixed(self.fact(&name.value), self.matcher(is)),
            Condition::Value(is) => Cond::Value(self.matcher(is)),
            Condition::Tier(is) => Cond::Tier(self.matcher(is)),
            Condition::Fresh(fresh) => Cond::Fresh(*fresh),
            Condition::State(words) => Cond::State(words),
            Condition::Evidence(word) => Cond::Evidence(*word),
            Condition::KnockOut(is) => Cond::KnockOut(*is),
        }
    }

    fn setting(&self, name: &str) -> Value {
        self.inputs.settings.get(name).cloned().unwrap_or(Value::Null)
    }

    fn fact(&self, name: &str) -> Value {
        match self.inputs.facts.get(name) {
            Some(FactValue::Flag(flag)) => Value::Bool(*flag),
            Some(FactValue::Word(word)) => Value::Text(word.clone()),
            None => Value::Null,
        }
    }

    /// A matcher.
    pub(super) fn matcher(&self, matcher: &'a Matcher) -> Match<'a> {
        let parts = |all: &'a [Matcher]| all.iter().map(|m| self.matcher(m)).collect();
        match matcher {
            Matcher::Null => Match::Null,
            Matcher::Is(operand) => Match::Is(self.arg(operand)),
            Matcher::In(all) => Match::In(parts(all)),
            Matcher::Not(one) => Match::Not(Box::new(self.matcher(one))),
            Matcher::Compare(comparison, operand) => Match::Compare(*comparison, self.arg(operand)),
            Matcher::Both(all) => Match::Both(parts(all)),
        }
    }

    fn arg(&self, operand: &'a Operand) -> Arg<'a> {
        match operand {
            Operand::Literal(value) => fixed(value),
            Operand::Setting(name) => fixed(&self.setting(&name.value)),
            Operand::Attr(name) => Arg::Attr(&name.value),
            Operand::Measure(name) => match self.measure(&name.value) {
                Some(measure) => Arg::Measure(measure),
                None => Arg::One(Outcome::Nothing),
            },
            Operand::Target => Arg::Target,
            Operand::KnockOut => Arg::KnockOut,
            Operand::Min => Arg::Min,
            Operand::Max => Arg::Max,
        }
    }

    /// The conditions of controls, each after those of the controls that it asks about. Conditions in a
    /// circle come last, and find each other counted.
    pub(super) fn counts_if(&self) -> Vec<(usize, Cond<'a>)> {
        let controls = &self.inputs.checklist.controls;
        let all = controls.iter().enumerate().filter_map(|(i, c)| Some((i, c.counts_if.as_ref()?)));
        let mut waits: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut conditions: BTreeMap<usize, &'a Condition> = all.collect();
        for (control, condition) in &conditions {
            let asked = asked_by(condition);
            let asked = asked.into_iter().filter_map(|id| self.controls.get(id));
            for other in asked.filter(|other| conditions.contains_key(other)) {
                *waits.entry(*control).or_default() += 1;
                waiting.entry(*other).or_default().push(*control);
            }
        }
        let mut ready: Vec<usize> = conditions.keys().copied().filter(|c| !waits.contains_key(c)).collect();
        let mut ordered = Vec::with_capacity(conditions.len());
        while let Some(control) = ready.pop() {
            if let Some(condition) = conditions.remove(&control) {
                ordered.push((control, self.condition(condition)));
            }
            for next in waiting.remove(&control).unwrap_or_default() {
                let left = waits.entry(next).or_default();
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(next);
                }
            }
        }
        ordered.extend(conditions.into_iter().map(|(control, c)| (control, self.condition(c))));
        ordered
    }

    /// By control: whether a condition asks about its answer.
    pub(super) fn asked_about(&self) -> Vec<bool> {
        let controls = &self.inputs.checklist.controls;
        let mut asked_about = vec![false; controls.len()];
        let conditions = controls.iter().filter_map(|c| c.counts_if.as_ref()).flat_map(asked_by);
        for id in conditions.chain(asked(self.method)) {
            if let Some(ix) = self.controls.get(id) {
                asked_about[*ix] = true;
            }
        }
        asked_about
    }
}

fn fixed<'a>(value: &Value) -> Arg<'a> {
    match value {
        Value::List(list) => Arg::List(list.iter().map(Outcome::of).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => Arg::One(Outcome::of(value)),
    }
}

/// The labels of a definition from worst to best: its order, else that of its bands.
pub(super) fn labels(model: &Definition) -> Vec<std::sync::Arc<str>> {
    if !model.order.is_empty() {
        return model.order.iter().map(|l| l.as_str().into()).collect();
    }
    let bands = model.then.iter().rev().find_map(|step| step.act.bands());
    let mut sorted: Vec<&crate::model::Band> = bands.into_iter().flatten().collect();
    sorted.sort_by_key(|band| match &band.at_least {
        Operand::Literal(value) => (value.number().cloned(), band.above),
        Operand::Setting(_)
        | Operand::Attr(_)
        | Operand::Measure(_)
        | Operand::Target
        | Operand::KnockOut
        | Operand::Min
        | Operand::Max => (None, band.above),
    });
    sorted.iter().map(|band| band.label.as_str().into()).collect()
}
