//! Answers that methods and conditions name can be given.

use super::{Checker, listed, start};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{AnswerPolicy, Condition, Control, Definition, Exact, Matcher, Operand, Scale, Value};
use crate::score::walk::{conditions, each_condition};

/// Answers that every question has.
const ALWAYS: [&str; 3] = ["unknown", "not_applicable", "unanswered"];

/// What a matcher compares with, as it is written.
pub(super) enum Side<'m> {
    /// It has to be equal.
    Equal(&'m Value),
    /// It is one side of `gt`, `gte`, `lt`, `lte`.
    Than(&'m Value),
}

impl Checker<'_> {
    /// The answers that a definition names.
    pub(super) fn answers(&mut self, def: &Definition) {
        for (key, _) in &def.answers.policy.0 {
            if !self.is_answer(&key.value) {
                let known = self.every_answer();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                self.unknown(Code::UnknownAnswer, key.span, &key.value, &known);
            }
        }
        for condition in conditions(def) {
            self.condition_values(condition, def.span);
        }
        if let Some(matcher) = &def.value_filter {
            self.comparisons(matcher, "where_value", def.span);
            self.texts(matcher, "where_value", def.span);
        }
    }

    /// The exceptions of a control name its own answers.
    pub(super) fn exceptions(&mut self, control: &Control) {
        let scale = self.checklist.scale_of(control);
        for (key, _) in &control.answers.0 {
            let number = Exact::parse(&key.value).filter(|_| scale.number.is_some());
            let is_word = AnswerPolicy::WORDS.contains(&key.value.as_str());
            if !is_word && number.is_none() && scale.find(&key.value).is_none() {
                self.no_choice(scale, control, &key.value, key.span);
            }
        }
    }

    /// The values that a condition compares with; `at` is where to say so when they have no place.
    pub(super) fn condition_values(&mut self, condition: &Condition, at: Span) {
        each_condition(condition, &mut |one| match one {
            Condition::Answer(name, is) => {
                self.comparisons(is, &name.value, name.span);
                self.named_answer(&name.value, is, name.span);
            }
            Condition::OwnAnswer(is) => {
                self.comparisons(is, "own_answer", at);
                self.own_answer(is, at);
            }
            Condition::Fact(name, is) => self.fact_value(&name.value, is, name.span),
            Condition::Attr(name, is) | Condition::Measure(name, is) | Condition::Setting(name, is) => {
                self.comparisons(is, &name.value, name.span);
                self.texts(is, &name.value, name.span);
            }
            Condition::Value(is) | Condition::Tier(is) => {
                self.comparisons(is, "value", at);
                self.texts(is, "value", at);
            }
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Fresh(_)
            | Condition::State(_)
            | Condition::Evidence(_)
            | Condition::KnockOut(_) => {}
        });
    }

    /// Only numbers lie above or below each other.
    fn comparisons(&mut self, is: &Matcher, of: &str, at: Span) {
        sides(is, &mut |side| {
            if let Side::Than(Value::Text(word)) = side
                && Exact::parse(word).is_none()
            {
                let problem = Diagnostic::new(Code::NumberExpected, start(at)).with("id", of);
                self.say(problem.with("found", word));
            }
        });
    }

    fn named_answer(&mut self, id: &str, is: &Matcher, at: Span) {
        let Some(control) = self.controls.get(id).copied() else { return };
        let scale = self.checklist.scale_of(control);
        sides(is, &mut |side| {
            if let Side::Equal(value) = side
                && !can_be(scale, value)
            {
                self.no_choice(scale, control, &word(value), at);
            }
        });
    }

    fn own_answer(&mut self, is: &Matcher, at: Span) {
        sides(is, &mut |side| {
            if let Side::Equal(value) = side
                && !self.checklist.scales.iter().any(|scale| can_be(scale, value))
            {
                let known = self.every_answer();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                self.unknown(Code::UnknownAnswer, start(at), &word(value), &known);
            }
        });
    }

    fn fact_value(&mut self, name: &str, is: &Matcher, at: Span) {
        let Some(fact) = self.checklist.facts.iter().find(|f| f.id.as_str() == name) else { return };
        let known: Vec<&str> = match &fact.one_of {
            Some(words) => words.iter().map(String::as_str).collect(),
            None => vec!["true", "false"],
        };
        sides(is, &mut |side| {
            let found = match side {
                Side::Equal(value) | Side::Than(value) => word(value),
            };
            if !known.contains(&found.as_str()) {
                let problem = Diagnostic::new(Code::UnknownFactValue, at).with("found", &found);
                let problem = problem.with("id", name).with("expected", listed(&known));
                self.say(problem.suggest(&found, known.iter().copied()));
            }
        });
    }

    fn no_choice(&mut self, scale: &Scale, control: &Control, found: &str, at: Span) {
        let known: Vec<&str> = scale.choices.iter().map(|c| c.id.as_str()).chain(ALWAYS).collect();
        let problem = Diagnostic::new(Code::UnknownChoice, at).with("found", found).with("id", &control.id);
        self.say(problem.with("expected", listed(&known)).suggest(found, known));
    }

    /// Whether some question can be answered so.
    fn is_answer(&self, word: &str) -> bool {
        let number =
            || Exact::parse(word).is_some() && self.checklist.scales.iter().any(|s| s.number.is_some());
        AnswerPolicy::WORDS.contains(&word)
            || self.checklist.scales.iter().any(|scale| scale.find(word).is_some())
            || number()
    }

    /// Every answer that some question has, in order of appearance.
    fn every_answer(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let choices = self.checklist.scales.iter().flat_map(|s| &s.choices).map(|c| c.id.as_str());
        for word in choices.chain(AnswerPolicy::WORDS) {
            if !all.iter().any(|known| known == word) {
                all.push(word.to_string());
            }
        }
        all
    }
}

/// Whether an answer on a scale can equal a value.
fn can_be(scale: &Scale, value: &Value) -> bool {
    let found = word(value);
    let number = Exact::parse(&found);
    let same = |id: &str| id == found || (number.is_some() && Exact::parse(id) == number);
    let inside = scale.number.as_ref().zip(number.as_ref()).is_some_and(|(r, n)| r.min <= *n && *n <= r.max);
    *value == Value::Null
        || inside
        || ALWAYS.contains(&found.as_str())
        || scale.choices.iter().any(|c| same(c.id.as_str()))
}

fn word(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::List(_) => "null".to_string(),
    }
}

pub(super) fn sides<'m>(matcher: &'m Matcher, each: &mut impl FnMut(Side<'m>)) {
    match matcher {
        Matcher::Is(Operand::Literal(value)) => each(Side::Equal(value)),
        Matcher::Compare(_, Operand::Literal(value)) => each(Side::Than(value)),
        Matcher::Is(_) | Matcher::Compare(..) | Matcher::Null => {}
        Matcher::In(parts) | Matcher::Both(parts) => parts.iter().for_each(|part| sides(part, each)),
        Matcher::Not(part) => sides(part, each),
    }
}
