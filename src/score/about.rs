//! What a method says of a label or of a tier, in its own words: for people who ask about a word.

use crate::model::{
    Act, Condition, Definition, Exact, Gives, Limit, Matcher, MeasureId, Method, Operand, Source, Tier, Value,
};
use crate::score::words;

/// One thing that a method says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The measure whose value it is.
    pub measure: MeasureId,
    /// How it comes to be said.
    pub way: Way,
    /// The value, as the method writes it.
    pub value: String,
    /// The condition, as the method writes it; empty for none.
    pub condition: String,
}

/// How a method comes to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A rule gives it.
    When,
    /// It is given whatever else holds.
    Gives,
    /// The last rule gives it.
    Otherwise,
    /// A gate gives it when its condition does not hold.
    Unless,
    /// A cap allows no more.
    AtMost,
}

impl Way {
    /// The kebab-case word for machines; the sentence stands in the catalogue under `saying.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Way::When => "when",
            Way::Gives => "gives",
            Way::Otherwise => "otherwise",
            Way::Unless => "unless",
            Way::AtMost => "at-most",
        }
    }
}

/// When a method gives a label: by a gate or by a rule.
pub fn of_label(method: &Method, label: &str) -> Vec<Saying> {
    let is =
        |gives: &Gives| matches!(gives, Gives::Value(Operand::Literal(Value::Text(text))) if text == label);
    each(method, |id, definition| {
        let say = |way, condition| Saying { measure: id.clone(), way, value: label.to_string(), condition };
        let gates = definition.gates.iter().filter(|gate| is(&gate.otherwise));
        let gates = gates.map(|gate| say(Way::Unless, words::gate(gate)));
        let rules = rules(definition).iter().filter(|rule| is(&rule.give));
        let rules = rules.map(|rule| match &rule.when {
            Some(when) => say(Way::When, words::condition(when)),
            None => say(Way::Otherwise, String::new()),
        });
        gates.chain(rules).collect()
    })
}

/// What a method gives for a tier and no other, and how far it caps what stands on that tier.
pub fn of_tier(method: &Method, tier: Tier) -> Vec<Saying> {
    let n = Exact::from(tier as i64);
    each(method, |id, definition| {
        let say = |way, value| Saying { measure: id.clone(), way, value, condition: String::new() };
        let rules = rules(definition);
        let asks = rules.iter().any(|rule| matches!(rule.when, Some(Condition::Tier(_))));
        // Rules that ask about something else are none of the tier's.
        let first = rules.iter().find(|rule| rule.when.as_ref().is_none_or(|when| holds(when, &n)));
        let given = first.filter(|_| asks).map(|rule| say(Way::Gives, words::gives(&rule.give)));
        let caps = definition.then.iter().filter_map(|step| match &step.act {
            Act::Cap(limits) => Some(limits),
            _ => None,
        });
        let holds = |limit: &&Limit| limit.when.as_ref().is_some_and(|when| holds(when, &n));
        let caps = caps.flatten().filter(holds).map(|limit| say(Way::AtMost, words::operand(&limit.limit)));
        given.into_iter().chain(caps).collect()
    })
}

fn each(method: &Method, say: impl Fn(&MeasureId, &Definition) -> Vec<Saying>) -> Vec<Saying> {
    let all = method.measures.iter().flat_map(|m| m.definitions.iter().map(|d| (&m.id, d)));
    all.flat_map(|(id, definition)| say(id, definition)).collect()
}

fn rules(definition: &Definition) -> &[crate::model::Rule] {
    match &definition.source {
        Source::First(rules) => rules,
        Source::Answer | Source::Items(..) | Source::Measures(_) => &[],
    }
}

/// Whether a condition asks about the tier alone, and holds for this one.
fn holds(condition: &Condition, tier: &Exact) -> bool {
    let number = |operand: &Operand| match operand {
        Operand::Literal(Value::Number(n)) => Some(n.clone()),
        _ => None,
    };
    match condition {
        Condition::Tier(Matcher::Is(operand)) => number(operand).as_ref() == Some(tier),
        Condition::Tier(Matcher::Compare(comparison, operand)) => {
            number(operand).is_some_and(|n| comparison.holds(tier, &n))
        }
        _ => false,
    }
}
