//! Steps: what finishes a measure, on known values.

use crate::model::Exact;
use crate::score::Node;
use crate::score::holds::{Held, View, held, holds};
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{ActC, Arg, BandC, Def, Give, LimitC};
use crate::score::round::{round, shown};

/// What a rule, a gate or an empty fold gives at a node.
pub(super) fn given<'a>(view: &impl View<'a>, node: Node, give: &Give<'a>) -> Outcome {
    match give {
        Give::Arg(arg) => one(view, node, arg),
        Give::Null => Outcome::Null,
        Give::Skip => Outcome::Nothing,
    }
}

/// The one value of an operand.
pub(super) fn one<'a>(view: &impl View<'a>, node: Node, arg: &Arg<'a>) -> Outcome {
    match held(view, node, arg) {
        Held::One(outcome) => outcome,
        Held::List(list) => list.first().cloned().unwrap_or_default(),
        Held::Values(list) => list.first().map(Outcome::of).unwrap_or_default(),
        Held::Many(_) => Outcome::Null,
    }
}

/// A step on a value, and what is said beside it. Numbers pass through the steps of numbers; a number
/// that a step needs and that is not there gives no value.
pub(super) fn act<'a>(
    view: &impl View<'a>,
    node: Node,
    def: &Def<'a>,
    act: &ActC<'a>,
    value: Outcome,
) -> (Outcome, Vec<&'a str>) {
    match (act, &value) {
        (ActC::Limit { limits, cap }, _) => limit(view, node, def, (limits, *cap), value),
        (ActC::Map(map), _) => (mapped(view, node, map, value), Vec::new()),
        (_, Outcome::Number(number)) => (on_number(view, node, act, number), Vec::new()),
        (_, Outcome::Label(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing) => (value, Vec::new()),
    }
}

fn on_number<'a>(view: &impl View<'a>, node: Node, act: &ActC<'a>, value: &Exact) -> Outcome {
    let by = |arg: &Arg<'a>| one(view, node, arg).number().cloned();
    let calculated = match act {
        ActC::Multiply(arg) => by(arg).map(|n| value * &n),
        ActC::Divide(arg) => by(arg).and_then(|n| value.checked_div(&n)),
        ActC::Add(arg) => by(arg).map(|n| value + &n),
        ActC::Subtract(arg) => by(arg).map(|n| value - &n),
        ActC::Start { at, down: true } => by(at).map(|n| &n - value),
        ActC::Start { at, down: false } => by(at).map(|n| &n + value),
        ActC::Scale { from, to } => by(from).zip(by(to)).map(|(from, to)| &from + &(value * &(&to - &from))),
        ActC::Clamp { min, max } => clamp(value, min.as_ref().map(by), max.as_ref().map(by)),
        ActC::Round(rounding) => Some(round(value, rounding)),
        ActC::Curve(points) => Some(curve(points, value)),
        ActC::Root { of, digits } => by(of).and_then(|order| root(value, &order, *digits)),
        ActC::Bands(bands) => return band(view, node, bands, value),
        ActC::Text(text) => return worded(text, value),
        ActC::Limit { .. } | ActC::Map(_) => Some(value.clone()),
    };
    calculated.map_or(Outcome::Null, Outcome::Number)
}

/// The greatest root that there is: of more the places of a long product would take too long.
const GREATEST_ROOT: u32 = 100;

/// A root; `None` of a number below 0, and where `order` is no whole number from 1 to 100.
pub(super) fn root(value: &Exact, order: &Exact, digits: u32) -> Option<Exact> {
    let whole = order.is_integer().then(|| order.to_i64()).flatten().and_then(|n| u32::try_from(n).ok())?;
    if (1..=GREATEST_ROOT).contains(&whole) { value.root(whole, digits) } else { None }
}

/// A number between two ends, each of which may be missing from the method but not from the data.
fn clamp(value: &Exact, min: Option<Option<Exact>>, max: Option<Option<Exact>>) -> Option<Exact> {
    let value = match min {
        Some(min) => value.clone().max(min?),
        None => value.clone(),
    };
    match max {
        Some(max) => Some(value.min(max?)),
        None => Some(value),
    }
}

/// A label made of a number.
pub(super) fn worded(text: &str, value: &Exact) -> Outcome {
    Outcome::Label(text.replace("{value}", &shown(value, None)).into())
}

/// The label of the highest band that a number reaches.
pub(super) fn band<'a>(view: &impl View<'a>, node: Node, bands: &[BandC<'a>], value: &Exact) -> Outcome {
    let mut best: Option<(Exact, bool, &Outcome)> = None;
    for band in bands {
        let Outcome::Number(least) = one(view, node, &band.at_least) else { continue };
        let reached = if band.above { *value > least } else { *value >= least };
        let higher = best.as_ref().is_none_or(|(l, above, _)| (&least, band.above) > (l, *above));
        if reached && higher {
            best = Some((least, band.above, &band.label));
        }
    }
    best.map_or(Outcome::Nothing, |(_, _, label)| label.clone())
}

/// One value for another; `*` stands for every other one.
pub(super) fn mapped<'a>(
    view: &impl View<'a>,
    node: Node,
    map: &[(Outcome, Give<'a>)],
    value: Outcome,
) -> Outcome {
    if value.is_absent() {
        return value;
    }
    let hit = map.iter().find(|(from, _)| value.is_same(from));
    let other = || map.iter().find(|(from, _)| matches!(from, Outcome::Label(l) if **l == *"*"));
    match hit.or_else(other) {
        Some((_, to)) => given(view, node, to),
        None => value,
    }
}

/// Straight lines between points, flat outside.
pub(super) fn curve(points: &[(Exact, Exact)], x: &Exact) -> Exact {
    let after = points.iter().position(|(from, _)| from > x).unwrap_or(points.len());
    let Some((x0, y0)) = after.checked_sub(1).and_then(|i| points.get(i)) else {
        return points.first().map_or_else(|| x.clone(), |(_, y)| y.clone());
    };
    let Some((x1, y1)) = points.get(after) else { return y0.clone() };
    let along = (x - x0).checked_div(&(x1 - x0)).unwrap_or(Exact::ZERO);
    y0 + &(&along * &(y1 - y0))
}

fn limit<'a>(
    view: &impl View<'a>,
    node: Node,
    def: &Def<'a>,
    (limits, cap): (&[LimitC<'a>], bool),
    value: Outcome,
) -> (Outcome, Vec<&'a str>) {
    let (mut value, mut findings) = (value, Vec::new());
    for limit in limits {
        let applies = limit.when.as_ref().map_or(Tri::Yes, |when| holds(view, node, when));
        if applies == Tri::Yes && !value.is_absent() {
            let limited = limited(def, &value, &one(view, node, &limit.limit), cap);
            if limited != value {
                value = limited;
                findings.extend(limit.finding);
            }
        }
    }
    (value, findings)
}

/// A value that is not above (or below) a limit. Labels compare by the order of the measure; a value
/// that cannot be compared stays.
pub(super) fn limited(def: &Def, value: &Outcome, limit: &Outcome, cap: bool) -> Outcome {
    let rank = |label: &str| def.labels.iter().position(|l| **l == *label);
    let beyond = match (value, limit) {
        (Outcome::Number(value), Outcome::Number(limit)) => {
            if cap {
                value > limit
            } else {
                value < limit
            }
        }
        (Outcome::Label(value), Outcome::Label(limit)) => match (rank(value), rank(limit)) {
            (Some(value), Some(limit)) => {
                if cap {
                    value > limit
                } else {
                    value < limit
                }
            }
            (None, _) | (_, None) => false,
        },
        (Outcome::Number(_), Outcome::Null | Outcome::Nothing) => return Outcome::Null,
        _ => false,
    };
    if beyond { limit.clone() } else { value.clone() }
}
