//! What frames the answers: profile, settings, what the assessment says of the organisation.

use std::collections::BTreeMap;

use crate::compare::{Change, ChangeKind, Sides};
use crate::model::{
    Assessment, AssessmentFile, Date, EvidenceItem, FactId, FactValue, Organisation, Quote, Value,
};

/// The words of a flag and of what is not stated; choices and names stand as written.
const YES: &str = "quote.yes";
const NO: &str = "quote.no";

/// Changes of the frame.
pub(super) fn changes(sides: &Sides) -> Vec<Change> {
    let (old, new) = (sides.old.assessment, sides.new.assessment);
    let mut all = settings(sides.as_was.map_or(old, |was| was.assessment), new);
    all.extend(facts(old.file, new.file));
    all.extend(organisation(old.file, new.file));
    all.extend(sign_off(old.file, new.file));
    all
}

/// The latest day that an assessment mentions as past: when it was last worked on. `None` when nothing in
/// it is dated.
pub fn latest_date(file: &AssessmentFile) -> Option<Date> {
    let answered = file.answers.iter().filter_map(|a| a.answered.as_ref().map(|d| d.value));
    let collected = file.answers.iter().flat_map(|a| &a.evidence).filter_map(|e: &EvidenceItem| e.collected);
    let signed = file.sign_off.iter().map(|s| s.date);
    answered.chain(collected).chain(signed).max()
}

fn settings(old: &Assessment, new: &Assessment) -> Vec<Change> {
    // The defaults of an older checklist are the checklist's change, not the file's.
    let then = Assessment::settings_of(new.checklist, old.file);
    let names = union(then.keys(), new.settings.keys());
    let changed = names.into_iter().filter(|name| then.get(*name) != new.settings.get(*name));
    let change = |name: &String| {
        let quote = |all: &BTreeMap<String, Value>| all.get(name).map_or(Quote::Nothing, value);
        let span = |a: &Assessment| a.file.settings.get(name).map(|s| s.span);
        Change::new(ChangeKind::Setting, quote(&then), quote(&new.settings))
            .about(name)
            .at(span(new))
            .was_at(span(old))
    };
    changed.map(change).collect()
}

fn facts(old: &AssessmentFile, new: &AssessmentFile) -> Vec<Change> {
    let names = union(old.profile.keys(), new.profile.keys());
    let changed = names.into_iter().filter(|name| old.profile.get(*name) != new.profile.get(*name));
    let change = |name: &FactId| {
        let quote = |file: &AssessmentFile| file.profile.get(name).map_or(Quote::Nothing, fact);
        let span = |file: &AssessmentFile| {
            Some(file.profile_spans.get(name.as_str()).copied().unwrap_or(file.profile_span))
        };
        Change::new(ChangeKind::Fact, quote(old), quote(new)).about(name).at(span(new)).was_at(span(old))
    };
    changed.map(change).collect()
}

fn organisation(old: &AssessmentFile, new: &AssessmentFile) -> Vec<Change> {
    let (then, now) = (&old.organisation, &new.organisation);
    let flag = |o: &Organisation| Quote::Word(if o.single_person { YES } else { NO });
    let both = [
        ("name", Quote::text(&then.name), Quote::text(&now.name)),
        ("scope", Quote::maybe(then.scope.as_ref()), Quote::maybe(now.scope.as_ref())),
        ("sensitivity", Quote::maybe(then.sensitivity.as_ref()), Quote::maybe(now.sensitivity.as_ref())),
        ("single_person", flag(then), flag(now)),
    ];
    let changed = both.into_iter().filter(|(_, then, now)| then != now);
    changed
        .map(|(name, then, now)| {
            let change = Change::new(ChangeKind::Organisation, then, now).about(name);
            change.at(Some(new.checklist.span)).was_at(Some(old.checklist.span))
        })
        .collect()
}

fn sign_off(old: &AssessmentFile, new: &AssessmentFile) -> Option<Change> {
    let (Some(then), None) = (&old.sign_off, &new.sign_off) else { return None };
    let change = Change::new(ChangeKind::SignOffGone, Quote::text(&then.by), Quote::Nothing);
    Some(change.at(Some(new.profile_span)).was_at(Some(then.span)))
}

fn fact(value: &FactValue) -> Quote {
    match value {
        FactValue::Flag(true) => Quote::Word(YES),
        FactValue::Flag(false) => Quote::Word(NO),
        FactValue::Word(word) => Quote::text(word),
    }
}

/// A setting as a quote.
fn value(value: &Value) -> Quote {
    match value {
        Value::Null => Quote::Nothing,
        Value::Bool(true) => Quote::Word(YES),
        Value::Bool(false) => Quote::Word(NO),
        Value::Number(number) => Quote::Number(number.clone()),
        Value::Text(text) => Quote::text(text),
        Value::List(all) => Quote::Text(all.iter().map(plain).collect::<Vec<_>>().join(", ")),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(all) => format!("[{}]", all.iter().map(plain).collect::<Vec<_>>().join(", ")),
    }
}

/// The keys of two sorted maps, each once, in order.
pub(super) fn union<'k, T: Ord>(
    one: impl Iterator<Item = &'k T>,
    other: impl Iterator<Item = &'k T>,
) -> Vec<&'k T> {
    let mut all: Vec<&T> = one.chain(other).collect();
    all.sort();
    all.dedup();
    all
}
