//! Conditions, matchers and operands.

use super::any::{Map, bad, entries, items, number_or, one_of, one_or_more, truth, value, word, wrong};
use crate::diag::{Diagnostics, Located};
use crate::model::{Comparison, Condition, EvidenceWord, Exact, Matcher, Operand, StateWord, Tier, Value};
use crate::source::field::Any;

/// Every key of a condition.
const CONDITION_KEYS: [&str; 15] = [
    "all",
    "any",
    "not",
    "answer",
    "own_answer",
    "attr",
    "measure",
    "setting",
    "fact",
    "value",
    "tier",
    "fresh",
    "state",
    "evidence",
    "knock_out",
];

/// Every key of a matcher.
const MATCHER_KEYS: [&str; 6] = ["in", "not", "gt", "gte", "lt", "lte"];

/// Every key of an operand that is looked up.
const OPERAND_KEYS: [&str; 7] = ["setting", "attr", "measure", "target", "knock_out", "min", "max"];

/// A condition: a map whose keys all hold, a list of conditions that all hold, or `always`.
///
/// **Reports:** `wrong-type`, `unknown-key`, `bad-value`.
pub fn condition(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Condition> {
    match &any.value {
        Any::Scalar(s) if s.text == "always" => Some(Condition::All(Vec::new())),
        Any::List(_) => several(any, diags).map(Condition::All),
        Any::Null | Any::Scalar(_) | Any::Map(_) => {
            let known = Map::of_or(any, &CONDITION_KEYS, as_attribute, diags)?;
            let mut parts = Vec::new();
            for key in CONDITION_KEYS {
                if let Some(part) = known.get(key) {
                    parts.extend(clause(key, part, diags)?);
                }
            }
            Some(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
        }
    }
}

/// What was meant by a key that no condition has: mostly an attribute.
fn as_attribute(key: &str, is: &Any) -> String {
    format!("attr: {{{key}: {}}}", is.scalar().map_or("…", |scalar| scalar.text.as_str()))
}

fn several(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Vec<Condition>> {
    let parts: Vec<_> = items(any, diags)?.iter().map(|part| condition(part, diags)).collect();
    parts.into_iter().collect()
}

/// The conditions of one key.
fn clause(key: &str, any: &Located<Any>, diags: &mut Diagnostics) -> Option<Vec<Condition>> {
    let one = |condition: Option<Condition>| condition.map(|c| vec![c]);
    match key {
        "all" => one(several(any, diags).map(Condition::All)),
        "any" => one(several(any, diags).map(Condition::Any)),
        "not" => one(condition(any, diags).map(|c| Condition::Not(Box::new(c)))),
        "answer" => named(any, diags, Condition::Answer),
        "attr" => named(any, diags, Condition::Attr),
        "measure" => named(any, diags, Condition::Measure),
        "setting" => named(any, diags, Condition::Setting),
        "fact" => named(any, diags, Condition::Fact),
        "own_answer" => one(matcher(any, diags).map(Condition::OwnAnswer)),
        "value" => one(matcher(any, diags).map(Condition::Value)),
        "tier" => one(matcher(any, diags).map(|m| Condition::Tier(tier_numbers(m)))),
        "fresh" => one(truth(any, diags).map(Condition::Fresh)),
        "state" => one(state(any, diags).map(Condition::State)),
        "evidence" => one(one_of(any, &EvidenceWord::ALL, diags).map(Condition::Evidence)),
        _ => one(truth(any, diags).map(Condition::KnockOut)),
    }
}

/// `{name: matcher, …}`: all of them.
fn named(
    any: &Located<Any>,
    diags: &mut Diagnostics,
    make: fn(Located<String>, Matcher) -> Condition,
) -> Option<Vec<Condition>> {
    let mut parts = Vec::new();
    for (key, part) in entries(any, diags)? {
        let is = matcher(part, diags)?;
        parts.push(make(Located::new(key.value.text.clone(), key.span), is));
    }
    Some(parts)
}

/// One state, several, or `{na: manual}` and `{na: rule}`.
fn state(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Vec<StateWord>> {
    if matches!(any.value, Any::Map(_)) {
        let known = Map::of(any, &["na"], diags)?;
        let words = [("manual", StateWord::Manual), ("rule", StateWord::Rule)];
        return one_of(known.need("na", diags)?, &words, diags).map(|w| vec![w]);
    }
    let words: Vec<_> = one_or_more(any).iter().map(|w| one_of(w, &StateWord::ALL, diags)).collect();
    words.into_iter().collect()
}

/// A matcher: a value, a list of matchers, or a map of comparisons that all hold.
pub(super) fn matcher(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Matcher> {
    match &any.value {
        Any::Null => Some(Matcher::Null),
        Any::Scalar(_) => value(any, diags).map(|v| Matcher::Is(Operand::Literal(v))),
        Any::List(list) => {
            let parts: Vec<_> = list.iter().map(|part| matcher(part, diags)).collect();
            parts.into_iter().collect::<Option<_>>().map(Matcher::In)
        }
        Any::Map(list) if list.iter().any(|(k, _)| OPERAND_KEYS.contains(&k.value.text.as_str())) => {
            operand(any, diags).map(Matcher::Is)
        }
        Any::Map(_) => comparisons(any, diags),
    }
}

fn comparisons(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Matcher> {
    let known = Map::of(any, &MATCHER_KEYS, diags)?;
    let mut parts = Vec::new();
    if let Some(part) = known.get("in") {
        parts.push(matcher(part, diags)?);
    }
    if let Some(part) = known.get("not") {
        parts.push(Matcher::Not(Box::new(matcher(part, diags)?)));
    }
    for (word, comparison) in Comparison::ALL {
        if let Some(part) = known.get(word) {
            parts.push(Matcher::Compare(comparison, operand(part, diags)?));
        }
    }
    Some(if parts.len() == 1 { parts.remove(0) } else { Matcher::Both(parts) })
}

/// `E3` as the number 3, wherever it stands in a matcher.
fn tier_numbers(matcher: Matcher) -> Matcher {
    let several = |parts: Vec<Matcher>| parts.into_iter().map(tier_numbers).collect();
    let number = |operand: Operand| match operand {
        Operand::Literal(Value::Text(word)) => match Tier::parse(&word) {
            Some(tier) => Operand::Literal(Value::Number(Exact::from(tier.number()))),
            None => Operand::Literal(Value::Text(word)),
        },
        other => other,
    };
    match matcher {
        Matcher::Null => Matcher::Null,
        Matcher::Is(operand) => Matcher::Is(number(operand)),
        Matcher::Compare(comparison, operand) => Matcher::Compare(comparison, number(operand)),
        Matcher::In(parts) => Matcher::In(several(parts)),
        Matcher::Both(parts) => Matcher::Both(several(parts)),
        Matcher::Not(part) => Matcher::Not(Box::new(tier_numbers(*part))),
    }
}

/// A value, or `{setting: …}`, `{attr: …}`, `{measure: …}`, `{target: true}`, `{knock_out: true}`,
/// `{min: true}`, `{max: true}`.
pub(super) fn operand(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Operand> {
    if !matches!(any.value, Any::Map(_)) {
        return value(any, diags).map(Operand::Literal);
    }
    let known = Map::of(any, &OPERAND_KEYS, diags)?;
    let hits: Vec<_> = OPERAND_KEYS.iter().filter_map(|k| known.get(k).map(|v| (*k, v))).collect();
    let [(key, found)] = hits[..] else { return wrong(any, "kind.operand", diags) };
    let flag = |operand: Operand, diags: &mut Diagnostics| match truth(found, diags)? {
        true => Some(operand),
        false => {
            bad(found, &["true"], diags);
            None
        }
    };
    match key {
        "setting" => word(found, diags).map(Operand::Setting),
        "attr" => word(found, diags).map(Operand::Attr),
        "measure" => word(found, diags).map(Operand::Measure),
        "target" => flag(Operand::Target, diags),
        "knock_out" => flag(Operand::KnockOut, diags),
        "min" => flag(Operand::Min, diags),
        _ => flag(Operand::Max, diags),
    }
}

/// A number that is written or looked up. **Reports:** `wrong-type`, `quoted-number`.
pub(super) fn number_operand(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Operand> {
    if matches!(any.value, Any::Map(_)) {
        return operand(any, diags);
    }
    let number = number_or(any, "kind.number_operand", diags)?;
    Some(Operand::Literal(Value::Number(number)))
}
