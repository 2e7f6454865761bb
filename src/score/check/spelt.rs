//! Comparisons that are written as a text: `">1"` where `{gt: 1}` is meant.

use super::answers::{Side, sides};
use super::{Checker, start};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Act, Definition, Exact, Gives, Matcher, Operand, Source, Value};

impl Checker<'_> {
    /// A text that spells a comparison out is none, unless something is called so.
    pub(super) fn texts(&mut self, is: &Matcher, of: &str, at: Span) {
        sides(is, &mut |side| {
            if let Side::Equal(Value::Text(text)) = side
                && let Some(meant) = spelt_out(text)
                && !self.is_said(text)
            {
                let problem = Diagnostic::new(Code::ComparisonAsText, start(at)).with("id", of);
                self.say(problem.with("found", text).with("expected", meant));
            }
        });
    }

    /// Whether anything that a method meets is this text: a choice, a column, an attribute, a setting, or
    /// what one of its rules, bands and maps gives.
    fn is_said(&self, text: &str) -> bool {
        let same = |value: &Value| match value {
            Value::Text(word) => word == text,
            Value::List(all) => all.contains(&Value::Text(text.to_string())),
            Value::Number(_) | Value::Bool(_) | Value::Null => false,
        };
        let choices = || self.checklist.scales.iter().flat_map(|scale| &scale.choices);
        let sections = self.checklist.sections.iter().map(|section| &section.attributes);
        let controls = self.checklist.controls.iter().map(|control| &control.attributes);
        let definitions = self.method.measures.iter().flat_map(|measure| &measure.definitions);
        choices().any(|choice| choice.id.as_str() == text || choice.columns.values().any(same))
            || sections.chain(controls).any(|all| all.values().any(same))
            || self.checklist.settings.values().any(same)
            || definitions.into_iter().any(|def| labels(def).contains(&text))
    }
}

/// The comparison that a text spells out, as a matcher is written: `>1` is `{gt: 1}`.
fn spelt_out(text: &str) -> Option<String> {
    const SIGNS: [(&str, &str); 8] = [
        (">=", "gte"),
        ("≥", "gte"),
        ("<=", "lte"),
        ("≤", "lte"),
        ("!=", "not"),
        ("≠", "not"),
        (">", "gt"),
        ("<", "lt"),
    ];
    let (sign, word) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
    let number = text[sign.len()..].trim();
    Exact::parse(number).map(|_| format!("{{{word}: {number}}}"))
}

fn label(gives: &Gives) -> Option<&str> {
    match gives {
        Gives::Value(Operand::Literal(Value::Text(text))) => Some(text),
        Gives::Value(_) | Gives::Null | Gives::Skip => None,
    }
}

/// The labels that the rules, bands and maps of a definition give.
fn labels(def: &Definition) -> Vec<&str> {
    let mut all: Vec<&str> = def.gates.iter().filter_map(|gate| label(&gate.otherwise)).collect();
    all.extend(label(&def.empty));
    if let Source::First(rules) = &def.source {
        all.extend(rules.iter().filter_map(|rule| label(&rule.give)));
    }
    for step in &def.then {
        all.extend(step.act.bands().into_iter().flatten().map(|band| band.label.as_str()));
        if let Act::Map(map) = &step.act {
            all.extend(map.iter().filter_map(|(_, to)| label(to)));
        }
    }
    all
}
