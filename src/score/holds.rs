//! Whether conditions hold, for known answers and for every completion of blanks alike.

use crate::model::{ChoiceIx, Comparison, Condition, Control, Exact, Scale, Value};
use crate::score::credit::Given;
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Arg, Cond, Match, Plan};
use crate::score::possible::Possible;
use crate::score::reply::Reply;
use crate::score::{Node, Part, words};

/// Something that a matcher looks at.
pub(super) enum Seen<'a> {
    /// Nothing.
    Absent,
    /// A value of the interpreter.
    One(&'a Outcome),
    /// A free value; a list matches when one of its items does.
    Value(&'a Value),
    /// A number of its own.
    Number(Exact),
    /// A word.
    Text(&'a str),
    /// Chosen choices; one of them has to match.
    Choices(&'a Scale, &'a [ChoiceIx]),
    /// Any answer that a scale has, and whether it may be several at once: a blank in all its completions.
    AnyOf(&'a Scale, bool),
    /// Not known at all.
    Unsure,
    /// What a measure may come to.
    Many(&'a Possible),
}

/// Where conditions look things up: the values so far, and the answers.
pub(super) trait View<'a> {
    /// The plan.
    fn plan(&self) -> &Plan<'a>;
    /// The answer of a control; for a control that does not count, as if it were switched off.
    fn reply(&self, control: usize) -> Reply<'_>;
    /// The value of a measure at a node.
    fn measure(&self, measure: usize, node: Node) -> Seen<'_>;
    /// The target of a control.
    fn target(&self, control: usize) -> Option<&Exact>;
    /// The value that `value:` looks at.
    fn current(&self) -> Seen<'_>;
}

/// An operand's value.
pub(super) enum Held<'a> {
    /// One value.
    One(Outcome),
    /// One of these.
    List(&'a [Outcome]),
    /// One of these.
    Values(&'a [Value]),
    /// A measure that depends on blanks.
    Many(&'a Possible),
}

/// Whether a condition holds at a node.
pub(super) fn holds<'a>(view: &impl View<'a>, node: Node, cond: &Cond<'a>) -> Tri {
    match cond {
        Cond::All(parts) => parts.iter().fold(Tri::Yes, |so_far, c| match so_far {
            Tri::No => Tri::No,
            Tri::Maybe | Tri::Yes => so_far.and(holds(view, node, c)),
        }),
        Cond::Any(parts) => parts.iter().fold(Tri::No, |so_far, c| match so_far {
            Tri::Yes => Tri::Yes,
            Tri::Maybe | Tri::No => so_far.or(holds(view, node, c)),
        }),
        Cond::Not(part) => holds(view, node, part).not(),
        Cond::Answer(control, is) => {
            let reply = view.reply(*control);
            matches(view, node, is, &answer(view.plan(), *control, &reply))
        }
        Cond::Attr(name, is) => matches(view, node, is, &attribute(view.plan(), node, name)),
        Cond::Measure(measure, is) => matches(view, node, is, &view.measure(*measure, node)),
        Cond::Fixed(value, is) => matches(view, node, is, &Seen::Value(value)),
        Cond::Value(is) => matches(view, node, is, &view.current()),
        Cond::Own(_)
        | Cond::Tier(_)
        | Cond::Fresh(_)
        | Cond::State(_)
        | Cond::Evidence(_)
        | Cond::KnockOut(_) => match node {
            Node::Section(_) => Tri::No,
            Node::Control(control) => own(view, control.0, cond),
        },
    }
}

/// The single parts of a condition, each as the method writes it, and whether it holds at a node.
pub(super) fn parts<'a>(
    view: &impl View<'a>,
    node: Node,
    (model, cond): (&Condition, &Cond<'a>),
) -> Vec<Part> {
    match (model, cond) {
        (Condition::All(written), Cond::All(all)) | (Condition::Any(written), Cond::Any(all)) => {
            written.iter().zip(all).flat_map(|both| parts(view, node, both)).collect()
        }
        _ => {
            let holds = holds(view, node, cond) == Tri::Yes;
            vec![Part { condition: words::condition(model), holds }]
        }
    }
}

/// A condition on a control's own answer.
fn own<'a>(view: &impl View<'a>, control: usize, cond: &Cond<'a>) -> Tri {
    let reply = view.reply(control);
    let node = Node::Control(crate::model::ControlIx(control));
    let plan = view.plan();
    match cond {
        Cond::Own(is) => matches(view, node, is, &answer(plan, control, &reply)),
        Cond::Tier(is) => matches(view, node, is, &Seen::Number(reply.tier())),
        Cond::Fresh(fresh) => Tri::from(reply.is_fresh() == *fresh),
        Cond::State(words) => Tri::from(words.contains(&reply.state(scale_of(plan, control)))),
        Cond::Evidence(word) => Tri::from(reply.has(*word)),
        Cond::KnockOut(is) => Tri::from(plan.checklist.controls[control].knock_out.is_some() == *is),
        Cond::All(_)
        | Cond::Any(_)
        | Cond::Not(_)
        | Cond::Answer(..)
        | Cond::Attr(..)
        | Cond::Measure(..)
        | Cond::Fixed(..)
        | Cond::Value(_) => Tri::No,
    }
}

/// The scale of a control.
pub(super) fn scale_of<'a>(plan: &Plan<'a>, control: usize) -> &'a Scale {
    plan.checklist.scale_of(&plan.checklist.controls[control])
}

/// The answer of a control, as matchers see it.
fn answer<'r, 'a: 'r>(plan: &Plan<'a>, control: usize, reply: &Reply<'r>) -> Seen<'r> {
    match reply.given {
        Given::Choices(choices) => Seen::Choices(scale_of(plan, control), choices),
        Given::Number(number) => Seen::Number(number.clone()),
        Given::Unknown => Seen::Text("unknown"),
        Given::Manual | Given::Rule => Seen::Text("not_applicable"),
        Given::Blank => Seen::Text("unanswered"),
        Given::Unsure => Seen::Unsure,
        Given::Anything => Seen::AnyOf(scale_of(plan, control), plan.checklist.controls[control].multiple),
    }
}

/// An attribute of a node, or of the nearest section around it that has one.
pub(super) fn attribute<'a>(plan: &Plan<'a>, node: Node, name: &str) -> Seen<'a> {
    let checklist = plan.checklist;
    let mut section = match node {
        Node::Section(ix) => Some(ix),
        Node::Control(ix) => {
            let control: &Control = checklist.control(ix);
            match (control.attributes.get(name), name) {
                (Some(value), _) => return Seen::Value(value),
                (None, "id") => return Seen::Text(control.id.as_str()),
                (None, "weight") => return Seen::Number(control.weight.clone()),
                (None, _) => Some(control.section),
            }
        }
    };
    while let Some(ix) = section {
        let found = checklist.section(ix);
        match (found.attributes.get(name), name) {
            (Some(value), _) => return Seen::Value(value),
            (None, "id") => return Seen::Text(found.id.as_str()),
            (None, "kind") => return Seen::Text(&found.kind),
            (None, "weight") => return Seen::Number(found.weight.clone()),
            (None, _) => section = found.parent,
        }
    }
    Seen::Absent
}

/// Whether something matches.
pub(super) fn matches<'a>(view: &impl View<'a>, node: Node, is: &Match<'a>, seen: &Seen) -> Tri {
    match is {
        Match::Null => equals(seen, &Outcome::Nothing),
        Match::Is(arg) => match held(view, node, arg) {
            Held::One(outcome) => equals(seen, &outcome),
            Held::List(list) => list.iter().fold(Tri::No, |t, o| t.or(equals(seen, o))),
            Held::Values(list) => list.iter().fold(Tri::No, |t, v| t.or(equals(seen, &Outcome::of(v)))),
            Held::Many(_) => Tri::Maybe,
        },
        Match::In(parts) => parts.iter().fold(Tri::No, |t, m| t.or(matches(view, node, m, seen))),
        Match::Both(parts) => parts.iter().fold(Tri::Yes, |t, m| t.and(matches(view, node, m, seen))),
        Match::Not(part) => matches(view, node, part, seen).not(),
        Match::Compare(comparison, arg) => compare(*comparison, seen, &held(view, node, arg)),
    }
}

/// The value of an operand at a node.
pub(super) fn held<'v, 'a>(view: &'v impl View<'a>, node: Node, arg: &'v Arg<'a>) -> Held<'v>
where
    'a: 'v,
{
    let number = |n: Option<Exact>| Held::One(n.map_or(Outcome::Nothing, Outcome::Number));
    let control = match node {
        Node::Section(_) => None,
        Node::Control(ix) => Some(ix.0),
    };
    let plan = view.plan();
    match arg {
        Arg::One(outcome) => Held::One(outcome.clone()),
        Arg::List(list) => Held::List(list),
        Arg::Attr(name) => match attribute(plan, node, name) {
            Seen::Value(Value::List(list)) => Held::Values(list),
            Seen::Value(value) => Held::One(Outcome::of(value)),
            Seen::Text(text) => Held::One(Outcome::Label(text.into())),
            Seen::Number(found) => Held::One(Outcome::Number(found)),
            Seen::Absent
            | Seen::One(_)
            | Seen::Choices(..)
            | Seen::AnyOf(..)
            | Seen::Unsure
            | Seen::Many(_) => Held::One(Outcome::Nothing),
        },
        Arg::Measure(measure) => match view.measure(*measure, node) {
            Seen::One(outcome) => Held::One(outcome.clone()),
            Seen::Many(possible) => Held::Many(possible),
            Seen::Absent
            | Seen::Value(_)
            | Seen::Number(_)
            | Seen::Text(_)
            | Seen::Choices(..)
            | Seen::Unsure
            | Seen::AnyOf(..) => Held::One(Outcome::Nothing),
        },
        Arg::Target => number(control.and_then(|c| view.target(c).cloned())),
        Arg::KnockOut => number(control.and_then(|c| knock_out(plan, c))),
        Arg::Min => number(control.and_then(|c| end(plan, c, "min"))),
        Arg::Max => number(control.and_then(|c| end(plan, c, "max"))),
    }
}

fn knock_out(plan: &Plan, control: usize) -> Option<Exact> {
    let threshold = plan.checklist.controls[control].knock_out?;
    scale_of(plan, control).choice(threshold).value.clone()
}

/// The ends of a control's scale, as the control or its scale has them.
pub(super) fn ends(plan: &Plan, control: usize) -> Option<(Exact, Exact)> {
    Some((end(plan, control, "min")?, end(plan, control, "max")?))
}

/// The least or greatest value of a control's scale, as the control or its scale has it.
fn end(plan: &Plan, control: usize, name: &str) -> Option<Exact> {
    let own = plan.checklist.controls[control].attributes.get(name).and_then(Value::number);
    own.cloned().or_else(|| {
        let (min, max) = scale_of(plan, control).bounds()?;
        Some(if name == "min" { min } else { max })
    })
}

/// Whether something equals a value.
pub(super) fn equals(seen: &Seen, other: &Outcome) -> Tri {
    match seen {
        Seen::Absent => Tri::from(other.is_absent()),
        Seen::One(outcome) => Tri::from(outcome.is_same(other)),
        Seen::Value(value) => Tri::from(value_equals(value, other)),
        Seen::Number(number) => Tri::from(Outcome::Number(number.clone()).is_same(other)),
        Seen::Text(text) => {
            Tri::from(word_equals(text, other) || (*text == "unanswered" && other.is_absent()))
        }
        Seen::Choices(scale, chosen) => {
            Tri::from(chosen.iter().any(|c| word_equals(scale.choice(*c).id.as_str(), other)))
        }
        Seen::AnyOf(scale, _) => any_equals(scale, other),
        Seen::Unsure => Tri::Maybe,
        Seen::Many(possible) => possible.equals(other),
    }
}

fn value_equals(value: &Value, other: &Outcome) -> bool {
    match value {
        Value::List(list) => list.iter().any(|v| value_equals(v, other)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => Outcome::of(value).is_same(other),
    }
}

fn word_equals(word: &str, other: &Outcome) -> bool {
    match other {
        Outcome::Label(label) => **label == *word,
        Outcome::Number(number) => Exact::parse(word).as_ref() == Some(number),
        Outcome::Truth(truth) => word == if *truth { "true" } else { "false" },
        Outcome::Null | Outcome::Nothing => false,
    }
}

/// Whether a blank equals a value in no, some or every completion.
fn any_equals(scale: &Scale, other: &Outcome) -> Tri {
    if let (Some(range), Outcome::Number(number)) = (&scale.number, other) {
        return if range.min <= *number && *number <= range.max { Tri::Maybe } else { Tri::No };
    }
    let plain = scale.choices.iter().filter(|c| c.means.is_none());
    let (hits, all) =
        plain.fold((0, 0), |(hits, all), c| (hits + usize::from(word_equals(c.id.as_str(), other)), all + 1));
    match hits {
        0 => Tri::No,
        _ if hits == all => Tri::Yes,
        _ => Tri::Maybe,
    }
}

/// The numbers that something may be, and whether it is surely a number.
fn interval(seen: &Seen) -> Option<(Exact, Exact, bool)> {
    let point = |n: Exact| Some((n.clone(), n, true));
    match seen {
        Seen::Absent | Seen::Unsure => None,
        Seen::One(outcome) => point(number_of(outcome)?),
        Seen::Value(value) => point(number_of(&Outcome::of(value))?),
        Seen::Number(number) => point(number.clone()),
        Seen::Text(text) if *text == "unknown" => point(Exact::ZERO),
        Seen::Text(text) => point(Exact::parse(text)?),
        Seen::Choices(scale, chosen) => {
            let values = chosen.iter().map(|c| scale.choice(*c).value.clone());
            point(values.collect::<Option<Vec<_>>>()?.into_iter().sum())
        }
        Seen::AnyOf(scale, _) => scale.bounds().map(|(low, high)| (low, high, scale.choices.is_empty())),
        Seen::Many(possible) => {
            possible.ends().map(|(low, high)| (low.clone(), high.clone(), possible.is_always_number()))
        }
    }
}

fn number_of(outcome: &Outcome) -> Option<Exact> {
    match outcome {
        Outcome::Number(number) => Some(number.clone()),
        Outcome::Label(text) => Exact::parse(text),
        Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => None,
    }
}

/// Whether something stands on one side of an operand; what is no number stands on none.
fn compare(comparison: Comparison, seen: &Seen, arg: &Held) -> Tri {
    let right = match arg {
        Held::One(outcome) => number_of(outcome).map(|n| (n.clone(), n, true)),
        Held::List(_) | Held::Values(_) => None,
        Held::Many(possible) => interval(&Seen::Many(possible)),
    };
    if matches!(seen, Seen::AnyOf(_, true) | Seen::Unsure) {
        return Tri::Maybe;
    }
    let boundless = |seen: &Seen| matches!(seen, Seen::Many(possible) if possible.boundless);
    if boundless(seen) || matches!(arg, Held::Many(possible) if possible.boundless) {
        return Tri::Maybe;
    }
    let (Some(left), Some(right)) = (interval(seen), right) else { return Tri::No };
    // The worst and the best case of the two intervals.
    let (worst, best) = match comparison {
        Comparison::Gt | Comparison::Gte => ((&left.0, &right.1), (&left.1, &right.0)),
        Comparison::Lt | Comparison::Lte => ((&left.1, &right.0), (&left.0, &right.1)),
    };
    match (comparison.holds(worst.0, worst.1), comparison.holds(best.0, best.1)) {
        (true, true) if left.2 && right.2 => Tri::Yes,
        (_, true) => Tri::Maybe,
        (_, false) => Tri::No,
    }
}
