//! Steps, rounding, and what rules give.

use super::any::{Map, bad, entries, items, label, number, number_in, one_of, one_or_more, scalar, wrong};
use super::condition::{condition, number_operand, operand};
use crate::diag::{Diagnostics, Located};
use crate::model::{Act, Band, Exact, Gives, Limit, Operand, RoundMode, Rounding, Step, Value};
use crate::source::field::Any;

/// Every key of a step: one act, and its condition.
const STEP_KEYS: [&str; 16] = [
    "multiply", "divide", "add", "subtract", "start", "scale", "clamp", "cap", "floor", "round", "bands",
    "map", "curve", "root", "text", "when",
];

/// The most places that a number may be rounded to.
const MOST_DIGITS: u32 = 30;

/// The steps of `then`. **Reports:** `wrong-type`, `unknown-key`, `missing-key`, `bad-value`.
pub(super) fn steps(any: &Located<Any>, diags: &mut Diagnostics) -> Vec<Step> {
    let Some(list) = items(any, diags) else { return Vec::new() };
    list.iter().filter_map(|one| step(one, diags)).collect()
}

fn step(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Step> {
    let known = Map::of(any, &STEP_KEYS, diags)?;
    let acts: Vec<_> =
        STEP_KEYS[..15].iter().filter_map(|key| known.get(key).map(|value| (*key, value))).collect();
    if acts.is_empty() && known.strays(&STEP_KEYS) {
        return None;
    }
    let [(key, found)] = acts[..] else { return wrong(any, "kind.one_step", diags) };
    let when = match known.get("when") {
        Some(when) => Some(condition(when, diags)?),
        None => None,
    };
    Some(Step { when, act: act(key, found, diags)?, span: any.span })
}

fn act(key: &str, any: &Located<Any>, diags: &mut Diagnostics) -> Option<Act> {
    match key {
        "multiply" => number_operand(any, diags).map(Act::Multiply),
        "divide" => number_operand(any, diags).map(Act::Divide),
        "add" => number_operand(any, diags).map(Act::Add),
        "subtract" => number_operand(any, diags).map(Act::Subtract),
        "start" => start(any, diags),
        "scale" => scale(any, diags),
        "clamp" => clamp(any, diags),
        "cap" => limits(any, "max", diags).map(Act::Cap),
        "floor" => limits(any, "min", diags).map(Act::Floor),
        "round" => rounding(any, diags).map(Act::Round),
        "bands" => bands(any, diags).map(Act::Bands),
        "map" => map(any, diags).map(Act::Map),
        "curve" => curve(any, diags).map(Act::Curve),
        "root" => root(any, diags),
        _ => label(any, diags).map(Act::Text),
    }
}

fn start(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Act> {
    let known = Map::of(any, &["at", "direction"], diags)?;
    let at = number_operand(known.need("at", diags)?, diags)?;
    let down = match known.get("direction") {
        Some(direction) => one_of(direction, &[("up", false), ("down", true)], diags)?,
        None => false,
    };
    Some(Act::Start { at, down })
}

/// Places of a root for which nothing is said.
const ROOT_DIGITS: u32 = 12;

/// Which root, or `{of, digits}`.
fn root(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Act> {
    let is_full = |any: &Located<Any>| match &any.value {
        Any::Map(all) => all.iter().any(|(key, _)| matches!(key.value.text.as_str(), "of" | "digits")),
        Any::Null | Any::Scalar(_) | Any::List(_) => false,
    };
    if !is_full(any) {
        return number_operand(any, diags).map(|of| Act::Root { of, digits: ROOT_DIGITS });
    }
    let known = Map::of(any, &["of", "digits"], diags)?;
    let of = number_operand(known.need("of", diags)?, diags)?;
    let digits = known.get("digits").map_or(Some(ROOT_DIGITS), |d| places(d, diags))?;
    Some(Act::Root { of, digits })
}

fn zero() -> Operand {
    Operand::Literal(Value::Number(Exact::ZERO))
}

fn scale(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Act> {
    let known = Map::of(any, &["from", "to"], diags)?;
    let to = number_operand(known.need("to", diags)?, diags)?;
    let from = match known.get("from") {
        Some(from) => number_operand(from, diags)?,
        None => zero(),
    };
    Some(Act::Scale { from, to })
}

fn clamp(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Act> {
    let known = Map::of(any, &["min", "max"], diags)?;
    let mut end = |key: &str| match known.get(key) {
        Some(end) => number_operand(end, diags).map(Some),
        None => Some(None),
    };
    let (min, max) = (end("min")?, end("max")?);
    let literal = |end: &Option<Operand>| match end {
        Some(Operand::Literal(Value::Number(number))) => Some(number.clone()),
        Some(_) | None => None,
    };
    if let (Some(least), Some(most)) = (literal(&min), literal(&max))
        && most < least
    {
        bad(known.need("max", diags)?, &[&format!("≥ {}", least.to_plain())], diags);
        return None;
    }
    Some(Act::Clamp { min, max })
}

/// A list of limits, or one limit without a condition.
fn limits(any: &Located<Any>, key: &'static str, diags: &mut Diagnostics) -> Option<Vec<Limit>> {
    let Any::List(list) = &any.value else {
        return operand(any, diags).map(|limit| vec![Limit { when: None, limit, finding: None }]);
    };
    let mut all = Vec::new();
    for one in list {
        let known = Map::of(one, &["when", key, "finding"], diags)?;
        let when = match known.get("when") {
            Some(when) => Some(condition(when, diags)?),
            None => None,
        };
        let limit = operand(known.need(key, diags)?, diags)?;
        all.push(Limit { when, limit, finding: known.text("finding", diags) });
    }
    Some(all)
}

/// `{digits, mode, epsilon, of}`, or a mode alone.
pub(super) fn rounding(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Rounding> {
    if any.value.scalar().is_some() {
        let (mode, binary64) = round_mode(any, diags)?;
        return Some(Rounding { digits: 0, mode, epsilon: Exact::ZERO, binary64 });
    }
    let known = Map::of(any, &["digits", "mode", "epsilon", "of"], diags)?;
    let (mode, exactly_binary) = round_mode(known.need("mode", diags)?, diags)?;
    let digits = match known.get("digits") {
        Some(digits) => places(digits, diags)?,
        None => 0,
    };
    let epsilon = match known.get("epsilon") {
        Some(epsilon) => number(epsilon, diags)?,
        None => Exact::ZERO,
    };
    let binary64 = match known.get("of") {
        Some(of) => one_of(of, &[("exact", false), ("binary64", true)], diags)?,
        None => exactly_binary,
    };
    Some(Rounding { digits, mode, epsilon, binary64 })
}

/// A mode; `half_even_exact` is `half_even` of the nearest double.
fn round_mode(any: &Located<Any>, diags: &mut Diagnostics) -> Option<(RoundMode, bool)> {
    let mut words: Vec<_> = RoundMode::ALL.iter().map(|(word, mode)| (*word, (*mode, false))).collect();
    words.push(("half_even_exact", (RoundMode::HalfEven, true)));
    one_of(any, &words, diags)
}

fn places(any: &Located<Any>, diags: &mut Diagnostics) -> Option<u32> {
    let whole = number(any, diags)?.to_i64().and_then(|n| u32::try_from(n).ok());
    let found = whole.filter(|n| *n <= MOST_DIGITS);
    if found.is_none() {
        bad(any, &["0 … 30"], diags);
    }
    found
}

fn bands(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Vec<Band>> {
    let mut all = Vec::new();
    for one in items(any, diags)? {
        let known = Map::of(one, &["at_least", "above", "label"], diags)?;
        let (least, above) = match known.get("above") {
            Some(least) => (least, true),
            None => (known.need("at_least", diags)?, false),
        };
        let at_least = number_operand(least, diags)?;
        let label = label(known.need("label", diags)?, diags)?;
        all.push(Band { at_least, above, label, span: one.span });
    }
    Some(all)
}

fn map(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Vec<(String, Gives)>> {
    let mut all = Vec::new();
    for (key, to) in entries(any, diags)? {
        all.push((key.value.text.clone(), gives(to, diags)?));
    }
    Some(all)
}

/// Points as pairs; the first number of a pair rises.
fn curve(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Vec<(Exact, Exact)>> {
    let mut points: Vec<(Exact, Exact)> = Vec::new();
    for one in items(any, diags)? {
        let [x, y] = items(one, diags)? else { return wrong(one, "kind.pair", diags) };
        let point = (number(x, diags)?, number(y, diags)?);
        if points.last().is_some_and(|last| last.0 >= point.0) {
            return wrong(x, "kind.rising", diags);
        }
        points.push(point);
    }
    if points.is_empty() { wrong(any, "kind.pair", diags) } else { Some(points) }
}

/// A value, `null`, `skip`, or something looked up.
pub(super) fn gives(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Gives> {
    match &any.value {
        Any::Null => Some(Gives::Null),
        Any::Scalar(scalar) if scalar.text == "skip" => Some(Gives::Skip),
        Any::Scalar(_) | Any::List(_) | Any::Map(_) => operand(any, diags).map(Gives::Value),
    }
}

/// The labels of `order`, worst first.
pub(super) fn labels(any: &Located<Any>, diags: &mut Diagnostics) -> Vec<String> {
    one_or_more(any).iter().filter_map(|one| label(one, diags)).collect()
}

/// A share. **Range:** 0 to 1. **Reports:** `bad-value`.
pub(super) fn share(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Exact> {
    let found = scalar(any, diags).and_then(number_in).filter(|n| !n.is_negative() && *n <= Exact::ONE);
    if found.is_none() {
        bad(any, &["0 … 1"], diags);
    }
    found
}
