//! Profile facts, answer scales and frameworks.

use std::collections::BTreeMap;

use super::names::Names;
use super::{Declared, say};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{Applies, Choice, ChoiceId, Exact, Fact, FactId, Framework, FrameworkId};
use crate::model::{Means, NumberRange, Scale, ScaleId, ScaleTarget, Value};
use crate::source::field::{Field, List, Ordered, Scalar};
use crate::source::wire::checklist::{self as wire, Bounds};
use crate::source::wire::leaf::{ChoiceWord, Closed as _};

/// The keys of a choice that are no columns.
const CHOICE_KEYS: [&str; 4] = ["id", "label", "value", "means"];
/// Words that conditions use themselves.
const RESERVED: [&str; 5] = ["always", "and", "or", "not", "in"];

/// Profile facts in the order of asking.
pub(crate) fn facts(written: &Ordered<wire::Fact>, diags: &mut Diagnostics) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (key, fact) in written.entries(diags) {
        if RESERVED.contains(&key.value.text.as_str()) {
            diags.push(Diagnostic::new(Code::BadId, key.span).with("found", &key.value.text));
            continue;
        }
        let Some(id) = say::id(&key.value, key.span, FactId::parse, diags) else { continue };
        let one_of = fact_words(&fact.value, fact.span, diags);
        facts.push(Fact { id, one_of });
    }
    facts
}

fn fact_words(fact: &wire::Fact, at: Span, diags: &mut Diagnostics) -> Option<Vec<String>> {
    if let Some(kind) = fact.kind.get() {
        say::word(kind, diags);
    }
    match (fact.kind.span(), fact.one_of.get()) {
        (None, None) if fact.one_of.is_blank() => {
            let at = Span { end: at.start, ..at };
            diags.push(Diagnostic::new(Code::MissingKey, at).with("key", "type"));
            None
        }
        (Some(kind), Some(words)) => {
            let both = Diagnostic::new(Code::ConflictingKeys, kind).with("keys", "type, one_of");
            diags.push(both.and_at(words.span, "diag.at.other"));
            None
        }
        (_, Some(words)) => {
            let mut names = Names::default();
            for word in words.value.items(diags) {
                if say::id(&word.value, word.span, FactId::parse, diags).is_some() {
                    names.add(&word.value.text, word.span, diags);
                }
            }
            for (label, _) in fact.labels.value().map(|l| l.entries(diags)).unwrap_or_default() {
                if names.find(&label.value.text).is_none() {
                    let problem = Diagnostic::new(Code::UnknownKey, label.span);
                    let problem = problem.with("key", &label.value.text).with("expected", names.listed());
                    diags.push(names.suggest(problem, &label.value.text, diags.len()));
                }
            }
            Some(names.iter().map(str::to_string).collect())
        }
        (_, None) => None,
    }
}

/// The choices of a scale, or of one control.
pub(crate) fn choices(written: &Located<List<wire::Choice>>, diags: &mut Diagnostics) -> Vec<Choice> {
    let mut names = Names::default();
    let mut choices = Vec::new();
    for choice in written.value.items(diags) {
        choices.extend(one_choice(choice, &mut names, diags));
    }
    if written.value.0.is_empty() {
        diags.push(Diagnostic::new(Code::MissingKey, written.span).with("key", "id"));
    }
    choices
}

fn one_choice(choice: &Located<wire::Choice>, names: &mut Names, diags: &mut Diagnostics) -> Option<Choice> {
    for key in CHOICE_KEYS {
        let found = choice.value.get(key).filter(|any| any.value.scalar().is_none());
        diags.extend(found.map(|any| say::wrong_kind("kind.single", &any.value, any.span)));
    }
    let Some(id) = choice.value.scalar("id") else {
        if choice.value.get("id").is_none() {
            let at = Span { end: choice.span.start, ..choice.span };
            diags.push(Diagnostic::new(Code::MissingKey, at).with("key", "id"));
        }
        return None;
    };
    let parsed = choice_id(&id.value, id.span, diags)?;
    names.add(parsed.as_str(), id.span, diags)?;
    let means = choice.value.scalar("means").and_then(|means| {
        let found = Means::WORDS.iter().find(|(word, _)| *word == means.value.text);
        if found.is_none() {
            let words = Means::WORDS.iter().map(|(word, _)| *word);
            let listed = words.clone().collect::<Vec<_>>().join(", ");
            let problem = say::bad_value(&&means.value, means.span, &listed);
            diags.push(problem.suggest(&means.value.text, words));
        }
        found.map(|(_, means)| *means)
    });
    let value = match choice.value.scalar("value") {
        Some(value) => say::number(&value.value, value.span, diags),
        None if means.is_none() => Exact::parse(parsed.as_str()),
        None => None,
    };
    Some(Choice { id: parsed, value, columns: columns(&choice.value, diags), means })
}

fn columns(choice: &wire::Choice, diags: &mut Diagnostics) -> BTreeMap<String, Value> {
    let mut columns = BTreeMap::new();
    for (key, field) in &choice.0.0 {
        let name = key.value.text.as_str();
        if CHOICE_KEYS.contains(&name) {
            continue;
        }
        // A column whose name is nearly a key is a misspelt key: it would silently lose its meaning.
        let unknown = Diagnostic::new(Code::UnknownKey, key.span).with("key", name);
        let unknown = unknown.with("expected", CHOICE_KEYS.join(", ")).suggest(name, CHOICE_KEYS);
        if unknown.suggestion.is_some() {
            diags.push(unknown);
        } else if let Some(any) = field.get() {
            columns.extend(say::value(any, diags).map(|value| (name.to_string(), value)));
        }
    }
    columns
}

/// The word of a choice. Whole numbers need no quotes; other numbers do.
///
/// **Reports:** `number-like-id`, `bad-id`.
pub(crate) fn choice_id(scalar: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<ChoiceId> {
    let text = scalar.text.as_str();
    let canonical = text.parse::<u32>().is_ok_and(|n| n.to_string() == text);
    if scalar.is_number() && !canonical {
        diags.push(Diagnostic::new(Code::NumberLikeId, at).with("found", text));
    }
    let parsed = ChoiceId::parse(text);
    if parsed.is_err() {
        diags.push(Diagnostic::new(Code::BadId, at).with("found", say::short(text)));
    }
    parsed.ok()
}

/// Least and greatest number. **Reports:** `missing-key`, `wrong-type`, `bad-value` when they do not rise.
pub(crate) fn bounds(written: &Located<Bounds>, diags: &mut Diagnostics) -> Option<(Exact, Exact)> {
    let min = written.value.min.need("min", written.span, diags);
    let max = written.value.max.need("max", written.span, diags);
    let (min, max) = (min?, max?);
    let least = say::number(&min.value, min.span, diags);
    let greatest = say::number(&max.value, max.span, diags);
    let (least, greatest) = (least?, greatest?);
    if least > greatest {
        let expected = format!("≥ {}", min.value.text);
        diags.push(say::bad_value(&max.value, max.span, &expected));
        return None;
    }
    Some((least, greatest))
}

/// The named scales. Their targets are read later, when the facts are known.
pub(crate) fn scales(written: &Ordered<wire::Scale>, diags: &mut Diagnostics) -> (Vec<Scale>, Names) {
    let (mut scales, mut names) = (Vec::new(), Names::default());
    for (key, scale) in written.entries(diags) {
        let Some(id) = say::id(&key.value, key.span, ScaleId::parse, diags) else { continue };
        let Some(shape) = shape(&scale.value.choices, &scale.value.number, scale.span, diags) else {
            continue;
        };
        if names.add(id.as_str(), key.span, diags).is_some() {
            scales.push(Scale { id: Some(id), ..shape });
        }
    }
    (scales, names)
}

/// A scale from choices or numbers: exactly one of them.
pub(crate) fn shape(
    choices_field: &Field<List<wire::Choice>>,
    number_field: &Field<Bounds>,
    owner: Span,
    diags: &mut Diagnostics,
) -> Option<Scale> {
    let number = match (choices_field.get(), number_field.get()) {
        (Some(choices), Some(number)) => {
            let both = Diagnostic::new(Code::ConflictingKeys, number.span).with("keys", "choices, number");
            diags.push(both.and_at(choices.span, "diag.at.other"));
            return None;
        }
        (None, None) => {
            if choices_field.is_blank() && number_field.is_blank() {
                let at = Span { end: owner.start, ..owner };
                diags.push(Diagnostic::new(Code::MissingKey, at).with("key", "choices"));
            }
            return None;
        }
        (_, number) => number.map(|n| bounds(n, diags)),
    };
    let number = match number {
        Some(bounds) => Some(bounds.map(|(min, max)| NumberRange { min, max })?),
        None => None,
    };
    let choices = choices_field.get().map(|c| choices(c, diags)).unwrap_or_default();
    Some(Scale { id: None, choices, number, targets: Vec::new() })
}

/// The default targets of the named scales.
pub(crate) fn targets(written: &Ordered<wire::Scale>, declared: &mut Declared, diags: &mut Diagnostics) {
    for (key, field) in &written.0 {
        let (Some(ix), Some(scale)) = (declared.scale_names.find(&key.value.text), field.value()) else {
            continue;
        };
        let mut targets = Vec::new();
        for line in scale.targets.value().map(|t| t.items(diags)).unwrap_or_default() {
            let when = match line.value.when.get() {
                Some(when) => declared.applies(&when.value, when.span, diags),
                None => Some(Applies::Always),
            };
            let at = line.value.at.need("at", line.span, diags);
            let at = at.and_then(|at| target_value(&declared.scales[ix], at, key.value.text.as_str(), diags));
            targets.extend(when.zip(at).map(|(when, at)| ScaleTarget { when, at }));
        }
        declared.scales[ix].targets = targets;
    }
}

/// A choice of a scale as a value, or a number inside its bounds.
///
/// **Reports:** `unknown-choice` for `owner`, `number-outside`.
pub(crate) fn target_value(
    scale: &Scale,
    written: &Located<ChoiceWord>,
    owner: &str,
    diags: &mut Diagnostics,
) -> Option<Exact> {
    let text = written.value.text.as_str();
    if let Some(value) = scale.find(text).and_then(|ix| scale.choice(ix).value.clone()) {
        return Some(value);
    }
    let (Some(number), Some((min, max))) = (Exact::parse(text), scale.bounds()) else {
        diags.push(unknown_choice(scale, text, written.span, owner, None));
        return None;
    };
    if number < min || number > max {
        let problem = Diagnostic::new(Code::NumberOutside, written.span).with("found", text);
        diags.push(problem.with("min", min.to_plain()).with("max", max.to_plain()));
        return None;
    }
    Some(number)
}

/// Says that a word is no choice of a scale, with the nearest that is.
/// `besides` is a word that may stand there as well.
pub(crate) fn unknown_choice(
    scale: &Scale,
    found: &str,
    at: Span,
    owner: &str,
    besides: Option<&str>,
) -> Diagnostic {
    let words = || scale.choices.iter().map(|c| c.id.as_str());
    let problem = Diagnostic::new(Code::UnknownChoice, at).with("found", say::short(found)).with("id", owner);
    problem.with("expected", super::names::listed(words().chain(besides))).suggest(found, words())
}

/// The frameworks of one file.
pub(crate) fn frameworks(
    written: &Ordered<wire::Framework>,
    names: &mut Names,
    diags: &mut Diagnostics,
) -> Vec<(FrameworkId, Framework)> {
    let mut all = Vec::new();
    for (key, framework) in written.entries(diags) {
        let Some(id) = say::id(&key.value, key.span, FrameworkId::parse, diags) else { continue };
        if names.add(id.as_str(), key.span, diags).is_none() {
            continue;
        }
        let title = framework.value.title.need("title", framework.span, diags);
        let ids = framework.value.ids.value().map(|ids| ids.items(diags)).unwrap_or_default();
        let mut known = Names::default();
        for id in ids {
            if say::id(&id.value, id.span, FrameworkId::parse, diags).is_some() {
                known.add(&id.value.text, id.span, diags);
            }
        }
        let framework = Framework {
            title: title.map(|t| t.value.text.trim_end().to_string()).unwrap_or_default(),
            edition: say::text(&framework.value.edition),
            url: say::text(&framework.value.url),
            licence: say::text(&framework.value.licence),
            ids: known.iter().map(str::to_string).collect(),
        };
        all.push((id, framework));
    }
    all
}

/// The label of every choice, for the texts.
pub(crate) fn labels(list: &Located<List<wire::Choice>>) -> Vec<(String, String)> {
    let choices = list.value.0.iter().filter_map(Field::value);
    let pair = |choice: &wire::Choice| {
        let id = choice.scalar("id")?.value.text;
        let label = choice.scalar("label").map_or_else(|| id.clone(), |label| label.value.text);
        Some((id, label.trim_end().to_string()))
    };
    choices.filter_map(pair).collect()
}
