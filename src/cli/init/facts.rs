//! What the organisation says of itself on the command line: a shipped profile, then single facts.

use crate::cli::Failure;
use crate::cli::find::unknown;
use crate::model::{Checklist, Fact, FactValue, Facts};

/// The facts of a named profile with single facts set over it. **Errors:** a profile, fact or value that
/// the checklist does not have.
pub(super) fn stated(
    checklist: &Checklist,
    profile: Option<&str>,
    sets: &[String],
) -> Result<Facts, Failure> {
    let mut facts = match profile {
        None => Facts::new(),
        Some(name) => named(checklist, name)?,
    };
    for set in sets {
        let (name, value) =
            set.split_once('=').ok_or_else(|| Failure::new("set-shape").with("found", set))?;
        let fact = fact(checklist, name.trim())?;
        facts.insert(fact.id.clone(), parsed(fact, value.trim())?);
    }
    Ok(facts)
}

fn named(checklist: &Checklist, name: &str) -> Result<Facts, Failure> {
    let found = checklist.profiles.iter().find(|p| p.id == name);
    found.map(|p| p.facts.clone()).ok_or_else(|| {
        let all: Vec<&str> = checklist.profiles.iter().map(|p| p.id.as_str()).collect();
        unknown("unknown-profile", name, all.iter().copied()).with("known", all.join(", "))
    })
}

fn fact<'c>(checklist: &'c Checklist, name: &str) -> Result<&'c Fact, Failure> {
    checklist
        .facts
        .iter()
        .find(|f| f.id.as_str() == name)
        .ok_or_else(|| unknown("unknown-fact", name, checklist.facts.iter().map(|f| f.id.as_str())))
}

fn parsed(fact: &Fact, value: &str) -> Result<FactValue, Failure> {
    let words: Vec<&str> = match &fact.one_of {
        Some(words) => words.iter().map(String::as_str).collect(),
        None => vec!["true", "false"],
    };
    match (&fact.one_of, value) {
        (Some(_), word) if words.contains(&word) => Ok(FactValue::Word(word.to_string())),
        (None, "true" | "yes") => Ok(FactValue::Flag(true)),
        (None, "false" | "no") => Ok(FactValue::Flag(false)),
        (Some(_) | None, _) => {
            let failure = unknown("unknown-fact-value", value, words.iter().copied());
            Err(failure.with("id", &fact.id).with("known", words.join(", ")))
        }
    }
}
