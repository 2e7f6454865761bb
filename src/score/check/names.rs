//! Every name leads somewhere.

use super::{Checker, Kind};
use crate::diag::{Code, Diagnostic, Located};
use crate::model::{Condition, Definition, Items, Measure, Operand, Shape, Source, Value, Weight};
use crate::score::plan::LEAF_WORDS;
use crate::score::walk::{Mention, Names, Where, mentioned, mentions};

/// Names of attributes that every node has.
const BUILT_IN: [&str; 3] = ["id", "kind", "weight"];

impl Checker<'_> {
    /// Everything that a definition names.
    pub(super) fn names(&mut self, measure: &Measure, def: &Definition) {
        for kind in def.at.iter().chain(named_kind(def)) {
            self.kind(kind);
        }
        for mention in mentions(def) {
            self.mention(&mention);
            if mention.names == Names::Measure {
                self.is_there(measure, def, &mention);
            }
        }
        self.column(def);
        self.weights(def);
        self.levels(def);
    }

    /// What a condition of a control names.
    pub(super) fn condition_names(&mut self, condition: &Condition) {
        for mention in mentioned(condition) {
            self.mention(&mention);
        }
    }

    fn mention(&mut self, mention: &Mention) {
        let (name, at) = (mention.name.value.as_str(), mention.name.span);
        let checklist = self.checklist;
        match mention.names {
            Names::Measure => {
                if self.measure(name).is_none() {
                    let known: Vec<&str> = self.method.measures.iter().map(|m| m.id.as_str()).collect();
                    self.unknown(Code::UnknownMeasure, at, name, &known);
                }
            }
            Names::Attr => self.attribute(name, at),
            Names::Setting => {
                if !checklist.settings.contains_key(name) {
                    let known: Vec<&str> = checklist.settings.keys().map(String::as_str).collect();
                    self.unknown(Code::UnknownSetting, at, name, &known);
                }
            }
            Names::Fact => {
                let known: Vec<&str> = checklist.facts.iter().map(|f| f.id.as_str()).collect();
                if !known.contains(&name) {
                    self.unknown(Code::UnknownFact, at, name, &known);
                }
            }
            Names::Answer => {
                if !self.controls.contains_key(name) {
                    let known: Vec<&str> = checklist.controls.iter().map(|c| c.id.as_str()).collect();
                    self.unknown(Code::UnknownControl, at, name, &known);
                }
            }
        }
    }

    fn attribute(&mut self, name: &str, at: crate::diag::Span) {
        if !self.carried.contains(name) && !BUILT_IN.contains(&name) {
            let known: Vec<&str> = self.carried.iter().copied().chain(BUILT_IN).collect();
            self.unknown(Code::UnknownAttribute, at, name, &known);
        }
    }

    fn kind(&mut self, kind: &Located<String>) {
        let word = kind.value.as_str();
        let words = ["any", "root"].into_iter().chain(LEAF_WORDS);
        if !self.kinds.contains(&word) && !words.clone().any(|w| w == word) {
            let known: Vec<&str> = self.kinds.iter().copied().chain(["any", "control"]).collect();
            self.unknown(Code::UnknownKind, kind.span, word, &known);
        }
    }

    /// A measure has to exist at the nodes at which it is looked up.
    fn is_there(&mut self, user: &Measure, def: &Definition, mention: &Mention) {
        let Some(found) = self.measure(&mention.name.value) else { return };
        let nodes = if mention.at == Where::Item { self.item_kinds(def) } else { self.own_kinds(def) };
        if nodes.is_empty() || nodes.iter().any(|kind| self.at(found, *kind).is_some()) {
            return;
        }
        let words =
            |kinds: &[Kind]| kinds.iter().map(|k| k.unwrap_or("control")).collect::<Vec<_>>().join(", ");
        let there = self.every_kind().into_iter().filter(|kind| self.at(found, *kind).is_some());
        let there: Vec<Kind> = there.collect();
        let problem = Diagnostic::new(Code::MeasureElsewhere, mention.name.span).with("id", &found.id);
        let problem = problem.with("user", &user.id).with("nodes", words(&nodes));
        self.say(problem.with("there", words(&there)));
    }

    /// A column that no choice has.
    fn column(&mut self, def: &Definition) {
        let Some(column) = &def.answers.read else { return };
        let choices = || self.checklist.scales.iter().flat_map(|s| &s.choices);
        let mut known: Vec<&str> = choices().flat_map(|c| c.columns.keys()).map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        known.extend(["value", "level"]);
        if !known.contains(&column.value.as_str()) {
            self.unknown(Code::UnknownChoiceColumn, column.span, &column.value, &known);
        }
    }

    /// Values of an attribute for which a map has no weight: what carries them is left out.
    fn weights(&mut self, def: &Definition) {
        let Weight::Map(name, map) = &def.weight else { return };
        let mut missing = self.carried_values(&name.value);
        missing.retain(|value| !map.iter().any(|(key, _)| is_word(value, &key.value)));
        if let Some(first) = missing.first() {
            let keys: Vec<&str> = map.iter().map(|(key, _)| key.value.as_str()).collect();
            let problem = Diagnostic::new(Code::UnmappedWeight, name.span).with("id", &name.value);
            let problem = problem.with("found", missing.join(", ")).with("expected", super::listed(&keys));
            self.say(problem.suggest(first, keys));
        }
    }

    /// A ladder or groups none of which anything belongs to.
    fn levels(&mut self, def: &Definition) {
        let ladder = match &def.shape {
            Shape::Ladder(ladder) => ladder.by.as_ref().map(|by| {
                let literal = |level: &Operand| match level {
                    Operand::Literal(value) => text_of(value),
                    Operand::Setting(_)
                    | Operand::Attr(_)
                    | Operand::Measure(_)
                    | Operand::Target
                    | Operand::KnockOut
                    | Operand::Min
                    | Operand::Max => None,
                };
                (by, ladder.levels.iter().filter_map(literal).collect::<Vec<String>>())
            }),
            Shape::Fold(_) => None,
        };
        let group = def.group.as_ref().map(|g| (&g.by, g.values.clone()));
        for (by, words) in ladder.into_iter().chain(group).filter(|(_, words)| !words.is_empty()) {
            let values = self.carried_values(&by.value);
            if !values.is_empty() && !values.iter().any(|v| words.iter().any(|word| is_word(v, word))) {
                let problem = Diagnostic::new(Code::UnreachedLevels, by.span).with("id", &by.value);
                self.say(problem.with("found", values.join(", ")).with("expected", words.join(", ")));
            }
        }
    }

    /// The values of an attribute wherever it is carried, each once.
    fn carried_values(&self, name: &str) -> Vec<String> {
        let sections = self.checklist.sections.iter().map(|s| &s.attributes);
        let all = sections.chain(self.checklist.controls.iter().map(|c| &c.attributes));
        let mut found: Vec<String> = Vec::new();
        for value in all.filter_map(|attributes| attributes.get(name)) {
            let several = match value {
                Value::List(list) => list.as_slice(),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {
                    std::slice::from_ref(value)
                }
            };
            found.extend(several.iter().filter_map(text_of));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn named_kind(def: &Definition) -> Option<&Located<String>> {
    match &def.source {
        Source::Items(Items::Kind(kind), _) => Some(kind),
        Source::Items(Items::Leaves | Items::Children, _)
        | Source::Answer
        | Source::Measures(_)
        | Source::First(_) => None,
    }
}

/// A value as a word.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::List(_) => None,
    }
}

/// Whether two words are the same, numbers by value.
fn is_word(one: &str, other: &str) -> bool {
    let number = crate::model::Exact::parse;
    one == other || number(one).is_some_and(|n| number(other) == Some(n))
}
