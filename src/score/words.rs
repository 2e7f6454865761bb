//! A method's parameters as compact text, for traces.

use crate::model::{
    Act, Condition, EvidenceWord, Exact, Gate, Gives, Limit, Matcher, Operand, Rounding, StateWord, Value,
};
use crate::score::Figure;

/// The parameter of a step.
pub(super) fn act(act: &Act) -> String {
    match act {
        Act::Multiply(by) | Act::Divide(by) | Act::Add(by) | Act::Subtract(by) => operand(by),
        Act::Start { at, down } => format!("{} {}", operand(at), if *down { "down" } else { "up" }),
        Act::Scale { from, to } => format!("{}..{}", operand(from), operand(to)),
        Act::Clamp { min, max } => {
            let end = |o: &Option<Operand>| o.as_ref().map(operand).unwrap_or_default();
            format!("{}..{}", end(min), end(max))
        }
        Act::Cap(limits) | Act::Floor(limits) => list(limits.iter().map(limit), "; "),
        Act::Round(rounding) => self::rounding(rounding),
        Act::Bands(bands) => {
            list(bands.iter().map(|b| format!("{} {}", operand(&b.at_least), b.label)), ", ")
        }
        Act::Map(map) => list(map.iter().map(|(from, to)| format!("{from}: {}", gives(to))), ", "),
        Act::Root { of, digits } => format!("{} digits {digits}", operand(of)),
        Act::Text(text) => text.clone(),
        Act::Curve(points) => list(points.iter().map(|(x, y)| format!("{x} → {y}")), ", "),
    }
}

/// A step's own condition, with what it does.
pub(super) fn when(when: Option<&Condition>, act: String) -> String {
    match when {
        Some(when) => format!("{act} when {}", condition(when)),
        None => act,
    }
}

/// What a gate requires.
pub(super) fn gate(gate: &Gate) -> String {
    condition(&gate.require)
}

fn list(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

fn limit(limit: &Limit) -> String {
    when(limit.when.as_ref(), operand(&limit.limit))
}

fn rounding(rounding: &Rounding) -> String {
    let mut text = format!("{} digits {}", rounding.mode.word(), rounding.digits);
    if rounding.binary64 {
        text.push_str(" of binary64");
    }
    if rounding.epsilon != Exact::ZERO {
        text.push_str(&format!(" epsilon {}", rounding.epsilon));
    }
    text
}

/// What a rule gives.
pub(super) fn gives(gives: &Gives) -> String {
    match gives {
        Gives::Value(of) => operand(of),
        Gives::Null => "null".to_string(),
        Gives::Skip => "skip".to_string(),
    }
}

pub(super) fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Literal(of) => value(of),
        Operand::Setting(name) => format!("setting {}", name.value),
        Operand::Attr(name) => format!("attr {}", name.value),
        Operand::Measure(name) => name.value.clone(),
        Operand::Target => "target".to_string(),
        Operand::KnockOut => "knock_out".to_string(),
        Operand::Min => "min".to_string(),
        Operand::Max => "max".to_string(),
    }
}

fn value(of: &Value) -> String {
    match of {
        Value::Null => "null".to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(all) => format!("[{}]", list(all.iter().map(value), ", ")),
    }
}

/// A figure.
pub(super) fn figure(of: &Figure) -> String {
    match of {
        Figure::Number(number) => number.to_string(),
        Figure::Label(label) => label.clone(),
        Figure::Truth(truth) => truth.to_string(),
    }
}

/// A condition.
pub(super) fn condition(of: &Condition) -> String {
    match of {
        Condition::All(parts) if parts.is_empty() => "always".to_string(),
        Condition::All(parts) => list(parts.iter().map(inner), " and "),
        Condition::Any(parts) => list(parts.iter().map(inner), " or "),
        Condition::Not(part) => format!("not {}", inner(part)),
        Condition::Answer(name, is) => matcher(&format!("answer {}", name.value), is),
        Condition::OwnAnswer(is) => matcher("own_answer", is),
        Condition::Attr(name, is) => matcher(&format!("attr {}", name.value), is),
        Condition::Measure(name, is) => matcher(&name.value, is),
        Condition::Setting(name, is) => matcher(&format!("setting {}", name.value), is),
        Condition::Fact(name, is) => matcher(&format!("fact {}", name.value), is),
        Condition::Value(is) => matcher("value", is),
        Condition::Tier(is) => matcher("tier", is),
        Condition::Fresh(fresh) => format!("fresh = {fresh}"),
        Condition::State(words) => format!("state = {}", list(words.iter().map(state), " | ")),
        Condition::Evidence(word) => format!("evidence = {}", EvidenceWord::word(*word)),
        Condition::KnockOut(is) => format!("knock_out = {is}"),
    }
}

fn state(word: &StateWord) -> String {
    word.word().to_string()
}

fn inner(part: &Condition) -> String {
    match part {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => format!("({})", condition(part)),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Answer(..)
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
        | Condition::KnockOut(_) => condition(part),
    }
}

fn matcher(subject: &str, is: &Matcher) -> String {
    match is {
        Matcher::Null => format!("{subject} = null"),
        Matcher::Is(of) => format!("{subject} = {}", operand(of)),
        Matcher::In(parts) => list(parts.iter().map(|m| matcher(subject, m)), " or "),
        Matcher::Not(part) => format!("not {}", matcher(subject, part)),
        Matcher::Compare(comparison, of) => format!("{subject} {} {}", comparison.sign(), operand(of)),
        Matcher::Both(parts) => list(parts.iter().map(|m| matcher(subject, m)), " and "),
    }
}
