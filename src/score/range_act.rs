//! Steps on everything that a measure may come to.

use crate::model::Exact;
use crate::score::Node;
use crate::score::act::{curve, limited, mapped, root, worded};
use crate::score::holds::{Held, View, held, holds};
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{ActC, Arg, BandC, Def, Give, LimitC};
use crate::score::possible::Possible;
use crate::score::round::round;

/// Everything that a rule, a gate or an empty fold may give.
pub(super) fn given<'a>(view: &impl View<'a>, node: Node, give: &Give<'a>) -> Possible {
    match give {
        Give::Arg(arg) => any(view, node, arg),
        Give::Null => Possible::always(&Outcome::Null),
        Give::Skip => Possible::always(&Outcome::Nothing),
    }
}

/// Everything that an operand may be.
fn any<'a>(view: &impl View<'a>, node: Node, arg: &Arg<'a>) -> Possible {
    match held(view, node, arg) {
        Held::One(outcome) => Possible::always(&outcome),
        Held::List(list) => Possible::always(&list.first().cloned().unwrap_or_default()),
        Held::Values(list) => Possible::always(&list.first().map(Outcome::of).unwrap_or_default()),
        Held::Many(possible) => possible.clone(),
    }
}

/// A step on everything that a value may be.
pub(super) fn act<'a>(
    view: &impl View<'a>,
    node: Node,
    def: &Def<'a>,
    act: &ActC<'a>,
    value: Possible,
) -> Possible {
    match act {
        ActC::Multiply(arg) => corners(&value, &any(view, node, arg), |a, b| Some(a * b)),
        ActC::Divide(arg) => divided(&value, &any(view, node, arg)),
        ActC::Add(arg) => corners(&value, &any(view, node, arg), |a, b| Some(a + b)),
        ActC::Subtract(arg) => corners(&value, &any(view, node, arg), |a, b| Some(a - b)),
        ActC::Start { at, down: true } => corners(&value, &any(view, node, at), |a, b| Some(b - a)),
        ActC::Start { at, down: false } => corners(&value, &any(view, node, at), |a, b| Some(b + a)),
        ActC::Scale { from, to } => {
            let (from, to) = (any(view, node, from), any(view, node, to));
            let width = corners(&to, &from, |to, from| Some(to - from));
            let scaled = corners(&value, &width, |a, b| Some(a * b));
            corners(&scaled, &from, |a, b| Some(a + b))
        }
        ActC::Clamp { min, max } => {
            let mut value = value;
            if let Some(min) = min {
                value = corners(&value, &any(view, node, min), |a, b| Some(a.clone().max(b.clone())));
            }
            if let Some(max) = max {
                value = corners(&value, &any(view, node, max), |a, b| Some(a.clone().min(b.clone())));
            }
            value
        }
        ActC::Limit { limits, cap } => {
            limits.iter().fold(value, |value, limit| limit_one(view, node, def, (limit, *cap), value))
        }
        ActC::Round(rounding) => {
            let rounded = on_numbers(&value, |n| round(n, rounding));
            Possible { whole: rounded.whole || rounding.digits == 0, ..rounded }
        }
        ActC::Bands(bands) => labelled(view, node, (def, bands), &value),
        ActC::Map(map) => map_all(view, node, map, &value),
        ActC::Curve(points) => bent(points, &value),
        ActC::Root { of, digits } => rooted(value, &any(view, node, of), *digits),
        ActC::Text(text) => worded_all(text, &value),
    }
}

fn on_numbers(value: &Possible, change: impl Fn(&Exact) -> Exact) -> Possible {
    value.map(|outcome| match outcome {
        Outcome::Number(number) => Outcome::Number(change(number)),
        Outcome::Label(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => outcome.clone(),
    })
}

/// A calculation that is monotone in each of its two numbers, on the corners of two intervals.
fn corners(value: &Possible, by: &Possible, calculate: impl Fn(&Exact, &Exact) -> Option<Exact>) -> Possible {
    let Some((low, high)) = value.ends() else { return value.clone() };
    let mut result = value.without_numbers();
    result.tight = value.tight && by.tight && (value.is_point() || by.is_point());
    result.null |= !by.is_always_number();
    if by.boundless {
        result.join(&Possible::any_number());
        return result;
    }
    if let Some((by_low, by_high)) = by.ends() {
        for (a, b) in [(low, by_low), (low, by_high), (high, by_low), (high, by_high)] {
            match calculate(a, b) {
                Some(number) => result.add(&Outcome::Number(number)),
                None => result.null = true,
            }
        }
    }
    result.whole = value.whole && by.whole;
    result
}

/// A root: it rises with the number, which has none below 0.
fn rooted(mut value: Possible, by: &Possible, digits: u32) -> Possible {
    if let Some((low, high)) = &mut value.numbers
        && low.is_negative()
        && !high.is_negative()
    {
        *low = Exact::ZERO;
        value.null = true;
        value.tight = false;
    }
    let rooted = corners(&value, by, |a, b| root(a, b, digits));
    Possible { whole: false, ..rooted }
}

/// A quotient. By an interval around 0 anything may come out: then nothing is said about numbers.
fn divided(value: &Possible, by: &Possible) -> Possible {
    let around_zero =
        by.ends().is_some_and(|(low, high)| low != high && *low <= Exact::ZERO && *high >= Exact::ZERO);
    if around_zero && value.ends().is_some() {
        let mut anything = value.without_numbers();
        anything.join(&Possible::any_number());
        return Possible { null: true, ..anything };
    }
    let divided = corners(value, by, |a, b| a.checked_div(b));
    Possible { whole: false, ..divided }
}

fn limit_one<'a>(
    view: &impl View<'a>,
    node: Node,
    def: &Def<'a>,
    (limit, cap): (&LimitC<'a>, bool),
    value: Possible,
) -> Possible {
    let applies = limit.when.as_ref().map_or(Tri::Yes, |when| holds(view, node, when));
    if applies == Tri::No {
        return value;
    }
    let to = any(view, node, &limit.limit);
    let capped = match to.outcome() {
        Some(to) => {
            value.map(
                |outcome| if outcome.is_absent() { outcome.clone() } else { limited(def, outcome, &to, cap) },
            )
        }
        None => corners(&value, &to, |a, b| {
            Some(if cap { a.clone().min(b.clone()) } else { a.clone().max(b.clone()) })
        }),
    };
    if applies == Tri::Yes {
        return capped;
    }
    let mut either = value.loose();
    either.join(&capped);
    either
}

fn labelled<'a>(
    view: &impl View<'a>,
    node: Node,
    (def, bands): (&Def<'a>, &[BandC<'a>]),
    value: &Possible,
) -> Possible {
    let mut result = value.without_numbers();
    let Some((low, high)) = value.ends() else {
        if value.boundless {
            bands.iter().for_each(|band| result.add(&band.label));
            result.nothing = true;
        }
        return result;
    };
    let ends = [low, high].map(|end| crate::score::act::band(view, node, bands, end));
    result.add(&ends[0]);
    for band in bands.iter().rev() {
        match any(view, node, &band.at_least).outcome() {
            Some(Outcome::Number(least)) if *low < least && least < *high => {
                // No completion is known to come out between the ends.
                result.tight &= is_between(def, &ends, &band.label);
                result.add(&band.label);
            }
            Some(_) => {}
            None => {
                result.add(&band.label);
                result.nothing = true;
                result.tight = false;
            }
        }
    }
    result.words.retain(|word| *word != ends[1] || ends[0] == ends[1]);
    result.add(&ends[1]);
    result
}

/// Whether a label stands between two others in the order of the measure, or is one of them.
fn is_between(def: &Def, ends: &[Outcome; 2], label: &Outcome) -> bool {
    let rank =
        |of: &Outcome| def.labels.iter().position(|l| matches!(of, Outcome::Label(label) if label == l));
    match (ends.each_ref().map(rank), rank(label)) {
        ([Some(one), Some(other)], Some(rank)) => (one.min(other)..=one.max(other)).contains(&rank),
        _ => ends.contains(label),
    }
}

/// Whether all words come to numbers between those of the first and the last, which alone are known to be
/// reached.
fn within_ends(words: &[Outcome]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return true };
    let numbers: Option<Vec<&Exact>> = words.iter().map(Outcome::number).collect();
    match (numbers, first.number(), last.number()) {
        (Some(all), Some(first), Some(last)) => {
            all.iter().all(|n| (first.min(last)..=first.max(last)).contains(n))
        }
        _ => words.len() <= 2,
    }
}

/// How many whole numbers of an interval are looked at one by one.
const FEW: usize = 1000;

fn map_all<'a>(view: &impl View<'a>, node: Node, map: &[(Outcome, Give<'a>)], value: &Possible) -> Possible {
    if let Some(outcome) = value.outcome() {
        return Possible::always(&mapped(view, node, map, outcome));
    }
    let mut result = Possible { nothing: value.nothing, null: value.null, ..Possible::none() };
    let words: Vec<Outcome> =
        value.all_words().iter().map(|word| mapped(view, node, map, word.clone())).collect();
    words.iter().for_each(|word| result.add(word));
    result.tight = value.tight && within_ends(&words);
    let star = |from: &Outcome| matches!(from, Outcome::Label(label) if **label == *"*");
    if let Some(all) = whole_numbers(value) {
        result.tight &= all.len() <= 1;
        all.into_iter().for_each(|n| result.add(&mapped(view, node, map, Outcome::Number(n))));
    } else if value.ends().is_some() || value.boundless {
        let inside = |from: &Outcome| match from {
            Outcome::Label(label) => {
                Exact::parse(label).is_some_and(|n| value.equals(&Outcome::Number(n)) != Tri::No)
            }
            Outcome::Number(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => false,
        };
        for (_, to) in map.iter().filter(|(from, _)| inside(from) || star(from)) {
            result.join(&given(view, node, to));
        }
        if !map.iter().any(|(from, _)| star(from)) {
            result.join(&Possible { words: Vec::new(), nothing: false, null: false, ..value.clone() });
        }
        result.tight = false;
    }
    result
}

/// The numbers that something may be, where they are whole and few.
fn whole_numbers(value: &Possible) -> Option<Vec<Exact>> {
    let (low, high) = value.ends().filter(|_| value.whole)?;
    let count = usize::try_from((high - low).to_i64()?).ok().filter(|count| *count < FEW)?;
    Some((0..=count).map(|n| low + &Exact::from(n)).collect())
}

/// Labels of both ends; without an order between them they are no range, so none is lost.
fn worded_all(text: &str, value: &Possible) -> Possible {
    value.map(|outcome| match outcome {
        Outcome::Number(number) => worded(text, number),
        Outcome::Label(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => outcome.clone(),
    })
}

fn bent(points: &[(Exact, Exact)], value: &Possible) -> Possible {
    let Some((low, high)) = value.ends() else { return value.clone() };
    let mut result = value.map(|outcome| match outcome {
        Outcome::Number(number) => Outcome::Number(curve(points, number)),
        Outcome::Label(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => outcome.clone(),
    });
    let ends = result.ends().map(|(l, h)| (l.clone(), h.clone()));
    for (_, y) in points.iter().filter(|(x, _)| low < x && x < high) {
        result.add(&Outcome::Number(y.clone()));
    }
    result.tight &= result.ends().map(|(l, h)| (l.clone(), h.clone())) == ends;
    result
}
