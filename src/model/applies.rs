//! The `applies` language: which controls concern which organisation.
//!
//! ```text
//! makes_products or oss_steward
//! owns_domain and (crit_infra or size in (medium, large))
//! group == state and not sovereign
//! always
//! ```
//!
//! Words to the right of `==`, `!=` and `in` are values of the fact on the left. A fact that the
//! profile does not state makes the whole *not stated*, never silently false (Kleene's logic).

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::FactId;

/// A condition on profile facts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Applies {
    /// True for everyone.
    Always,
    /// A flag is set.
    Flag(FactId),
    /// A fact has one of these values.
    OneOf(FactId, Vec<String>),
    /// The opposite.
    Not(Box<Applies>),
    /// All hold.
    And(Vec<Applies>),
    /// At least one holds.
    Or(Vec<Applies>),
}

/// What a profile says of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum FactValue {
    /// A flag.
    Flag(bool),
    /// One of the fact's words.
    Word(String),
}

/// What an organisation says of itself, by fact; a fact that is not here is not stated.
pub type Facts = BTreeMap<FactId, FactValue>;

/// The truth of a condition when some facts are not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// A fact that decides is not stated.
    NotStated,
}

impl Applies {
    /// Whether the condition holds for a profile.
    pub fn holds(&self, facts: &Facts) -> Truth {
        match self {
            Applies::Always => Truth::Yes,
            Applies::Flag(fact) => match facts.get(fact) {
                Some(FactValue::Flag(true)) => Truth::Yes,
                Some(FactValue::Flag(false) | FactValue::Word(_)) => Truth::No,
                None => Truth::NotStated,
            },
            Applies::OneOf(fact, words) => match facts.get(fact) {
                Some(FactValue::Word(word)) if words.contains(word) => Truth::Yes,
                Some(FactValue::Word(_) | FactValue::Flag(_)) => Truth::No,
                None => Truth::NotStated,
            },
            Applies::Not(inner) => match inner.holds(facts) {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                Truth::NotStated => Truth::NotStated,
            },
            Applies::And(parts) => fold(parts, facts, Truth::No, Truth::Yes),
            Applies::Or(parts) => fold(parts, facts, Truth::Yes, Truth::No),
        }
    }

    /// Every fact that the condition names, in order of first mention.
    pub fn facts(&self) -> Vec<&FactId> {
        let mut all = Vec::new();
        self.collect(&mut all);
        all
    }

    /// The facts that decide a result of *no* or *not stated*: flipping none of the others changes it.
    pub fn deciding(&self, facts: &Facts) -> Vec<&FactId> {
        let verdict = self.holds(facts);
        let mut all = Vec::new();
        self.decide(facts, verdict, &mut all);
        all
    }

    fn decide<'a>(&'a self, facts: &Facts, verdict: Truth, into: &mut Vec<&'a FactId>) {
        match self {
            Applies::Always => {}
            Applies::Flag(fact) | Applies::OneOf(fact, _) => {
                if !into.contains(&fact) {
                    into.push(fact);
                }
            }
            Applies::Not(inner) => {
                let inner_verdict = inner.holds(facts);
                inner.decide(facts, inner_verdict, into);
            }
            Applies::And(parts) | Applies::Or(parts) => {
                for part in parts.iter().filter(|p| p.holds(facts) == verdict) {
                    part.decide(facts, verdict, into);
                }
            }
        }
    }

    fn collect<'a>(&'a self, into: &mut Vec<&'a FactId>) {
        match self {
            Applies::Always => {}
            Applies::Flag(fact) | Applies::OneOf(fact, _) => {
                if !into.contains(&fact) {
                    into.push(fact);
                }
            }
            Applies::Not(inner) => inner.collect(into),
            Applies::And(parts) | Applies::Or(parts) => parts.iter().for_each(|p| p.collect(into)),
        }
    }
}

/// As it is written in a checklist; brackets only where they are needed.
impl fmt::Display for Applies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Applies::Always => write!(f, "always"),
            Applies::Flag(fact) => write!(f, "{fact}"),
            Applies::OneOf(fact, words) => match words.as_slice() {
                [word] => write!(f, "{fact} == {word}"),
                words => write!(f, "{fact} in ({})", words.join(", ")),
            },
            Applies::Not(inner) => match inner.as_ref() {
                Applies::OneOf(fact, words) if words.len() == 1 => write!(f, "{fact} != {}", words[0]),
                Applies::And(_) | Applies::Or(_) | Applies::OneOf(..) => write!(f, "not ({inner})"),
                Applies::Always | Applies::Flag(_) | Applies::Not(_) => write!(f, "not {inner}"),
            },
            Applies::And(parts) => joined(f, parts, " and ", |p| matches!(p, Applies::Or(_))),
            Applies::Or(parts) => joined(f, parts, " or ", |_| false),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Applies],
    word: &str,
    in_brackets: impl Fn(&Applies) -> bool,
) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            write!(f, "{word}")?;
        }
        if in_brackets(part) { write!(f, "({part})")? } else { write!(f, "{part}")? }
    }
    Ok(())
}

/// `decisive` wins at once, then *not stated*, then `neutral`.
fn fold(parts: &[Applies], facts: &Facts, decisive: Truth, neutral: Truth) -> Truth {
    let mut result = neutral;
    for part in parts {
        match part.holds(facts) {
            truth if truth == decisive => return decisive,
            Truth::NotStated => result = Truth::NotStated,
            Truth::Yes | Truth::No => {}
        }
    }
    result
}
