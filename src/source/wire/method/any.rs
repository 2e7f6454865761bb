//! Reading values of any shape: maps with known keys, words of a list, numbers, labels.

use crate::diag::{Code, Diagnostic, Diagnostics, Located, Names, Span, Suggestion};
use crate::model::{Exact, Value};
use crate::source::convert::say::short;
use crate::source::field::{Any, Scalar};
use crate::source::tree::Style;

/// A map whose keys are known.
#[derive(Clone, Copy)]
pub(super) struct Map<'a> {
    entries: &'a [(Located<Scalar>, Located<Any>)],
    pub(super) span: Span,
}

impl<'a> Map<'a> {
    /// Reads a map. **Reports:** `wrong-type`, `unknown-key`.
    pub(super) fn of(any: &'a Located<Any>, known: &[&str], diags: &mut Diagnostics) -> Option<Map<'a>> {
        let (entries, mut names) = (entries(any, diags)?, None);
        for (key, _) in unknown(entries, known) {
            let names = names.get_or_insert_with(|| Names::from(known));
            diags.push(unknown_key(key, known, names.clone()));
        }
        Some(Map { entries, span: any.span })
    }

    /// Reads a map whose other keys, where no known one is near, are a slip for what `meant` says of them.
    ///
    /// **Reports:** `wrong-type`, `unknown-key`.
    pub(super) fn of_or(
        any: &'a Located<Any>,
        known: &[&str],
        meant: fn(&str, &Any) -> String,
        diags: &mut Diagnostics,
    ) -> Option<Map<'a>> {
        let (entries, mut names) = (entries(any, diags)?, None);
        for (key, value) in unknown(entries, known) {
            let names = names.get_or_insert_with(|| Names::from(known));
            let problem = unknown_key(key, known, names.clone());
            let otherwise = |near: Suggestion| near.or(meant(&key.value.text, &value.value));
            diags.push(Diagnostic { suggestion: problem.suggestion.map(otherwise), ..problem });
        }
        Some(Map { entries, span: any.span })
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'a Located<Any>> {
        self.entries.iter().find(|(k, _)| k.value.text == key).map(|(_, value)| value)
    }

    /// Whether a key is none of those that are known, which was said when the map was read.
    pub(super) fn strays(&self, known: &[&str]) -> bool {
        unknown(self.entries, known).next().is_some()
    }

    /// Where a key stands.
    pub(super) fn place(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(k, _)| k.value.text == key).map(|(k, _)| k.span)
    }

    /// The value of a key that must be there. **Reports:** `missing-key`.
    pub(super) fn need(&self, key: &str, diags: &mut Diagnostics) -> Option<&'a Located<Any>> {
        let found = self.get(key);
        if found.is_none() {
            let at = Span { end: self.span.start, ..self.span };
            diags.push(Diagnostic::new(Code::MissingKey, at).with("key", key));
        }
        found
    }

    /// The finding that a map may carry.
    pub(super) fn text(&self, key: &str, diags: &mut Diagnostics) -> Option<String> {
        self.get(key).and_then(|any| label(any, diags))
    }
}

type Entry = (Located<Scalar>, Located<Any>);

fn unknown<'e>(entries: &'e [Entry], known: &'e [&str]) -> impl Iterator<Item = &'e Entry> {
    entries.iter().filter(|(key, _)| !known.contains(&key.value.text.as_str()))
}

fn unknown_key(key: &Located<Scalar>, known: &[&str], names: Names) -> Diagnostic {
    let word = &key.value.text;
    let problem = Diagnostic::new(Code::UnknownKey, key.span).with("key", word);
    problem.with("expected", known.join(", ")).suggest_later(word, names)
}

/// Keys and values of a map. **Reports:** `wrong-type`.
pub(super) fn entries<'a>(
    any: &'a Located<Any>,
    diags: &mut Diagnostics,
) -> Option<&'a [(Located<Scalar>, Located<Any>)]> {
    match &any.value {
        Any::Map(entries) => Some(entries),
        Any::Null | Any::Scalar(_) | Any::List(_) => wrong(any, "kind.map", diags),
    }
}

/// The items of a list. **Reports:** `wrong-type`.
pub(super) fn items<'a>(any: &'a Located<Any>, diags: &mut Diagnostics) -> Option<&'a [Located<Any>]> {
    match &any.value {
        Any::List(items) => Some(items),
        Any::Null | Any::Scalar(_) | Any::Map(_) => wrong(any, "kind.list", diags),
    }
}

/// The items of a list, or one value as a list of one.
pub(super) fn one_or_more(any: &Located<Any>) -> &[Located<Any>] {
    match &any.value {
        Any::List(items) => items,
        Any::Null | Any::Scalar(_) | Any::Map(_) => std::slice::from_ref(any),
    }
}

/// A single value. **Reports:** `wrong-type`.
pub(super) fn scalar<'a>(any: &'a Located<Any>, diags: &mut Diagnostics) -> Option<&'a Scalar> {
    match &any.value {
        Any::Scalar(scalar) => Some(scalar),
        Any::Null | Any::List(_) | Any::Map(_) => wrong(any, "kind.single", diags),
    }
}

/// Reports a value of another kind than expected; a single one is said as it is written.
pub(super) fn wrong<T>(any: &Located<Any>, expected: &'static str, diags: &mut Diagnostics) -> Option<T> {
    let problem = Diagnostic::new(Code::WrongType, any.span).with_word("expected", expected);
    diags.push(match any.value.scalar().filter(|scalar| !scalar.text.is_empty()) {
        Some(scalar) => problem.with("found", short(&scalar.text)),
        None => problem.with_word("found", any.value.kind_word()),
    });
    None
}

/// A word as text with its place.
pub(super) fn word(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Located<String>> {
    scalar(any, diags).map(|s| Located::new(s.text.clone(), any.span))
}

/// A label: any single value as it is written.
pub(super) fn label(any: &Located<Any>, diags: &mut Diagnostics) -> Option<String> {
    scalar(any, diags).map(|s| s.text.clone())
}

/// One of some words. **Reports:** `bad-value`.
pub(super) fn one_of<T: Copy>(
    any: &Located<Any>,
    words: &[(&'static str, T)],
    diags: &mut Diagnostics,
) -> Option<T> {
    let found = scalar(any, diags)?;
    let hit = words.iter().find(|(word, _)| *word == found.text).map(|(_, meaning)| *meaning);
    if hit.is_none() {
        bad(any, &words.iter().map(|(word, _)| *word).collect::<Vec<_>>(), diags);
    }
    hit
}

/// Reports a word that cannot stand here.
pub(super) fn bad(any: &Located<Any>, expected: &[&str], diags: &mut Diagnostics) {
    diags.push(bad_word(any, expected));
}

/// A word that cannot stand here.
pub(super) fn bad_word(any: &Located<Any>, expected: &[&str]) -> Diagnostic {
    let found = any.value.scalar().map_or("", |s| s.text.as_str());
    let problem = Diagnostic::new(Code::BadValue, any.span).with("found", found);
    problem.with("expected", expected.join(", ")).suggest_later(found, expected)
}

/// An exact number. **Reports:** `wrong-type`, `quoted-number`.
pub(super) fn number(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Exact> {
    number_or(any, "kind.number", diags)
}

/// An exact number where something else may stand as well.
pub(super) fn number_or(
    any: &Located<Any>,
    expected: &'static str,
    diags: &mut Diagnostics,
) -> Option<Exact> {
    let scalar = any.value.scalar();
    let found = scalar.and_then(number_in);
    match scalar.filter(|scalar| Exact::parse(&scalar.text).is_some()) {
        Some(quoted) if found.is_none() => {
            diags.push(Diagnostic::new(Code::QuotedNumber, any.span).with("found", &quoted.text));
            None
        }
        _ if found.is_some() => found,
        _ => wrong(any, expected, diags),
    }
}

/// The number that a scalar without quotes is.
pub(super) fn number_in(scalar: &Scalar) -> Option<Exact> {
    if scalar.style == Style::Quoted { None } else { Exact::parse(&scalar.text) }
}

/// `true` or `false`. **Reports:** `wrong-type`.
pub(super) fn truth(any: &Located<Any>, diags: &mut Diagnostics) -> Option<bool> {
    match any.value.scalar().and_then(Scalar::boolean) {
        Some(truth) => Some(truth),
        None => wrong(any, "kind.boolean", diags),
    }
}

/// A free value: number, truth, text, nothing, or a list of these. **Reports:** `wrong-type` for maps.
pub(super) fn value(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Value> {
    match &any.value {
        Any::Null => Some(Value::Null),
        Any::Scalar(scalar) => Some(scalar_value(scalar)),
        Any::List(items) => items.iter().map(|i| value(i, diags)).collect::<Option<_>>().map(Value::List),
        Any::Map(_) => wrong(any, "kind.single", diags),
    }
}

fn scalar_value(scalar: &Scalar) -> Value {
    match (number_in(scalar), scalar.boolean()) {
        (Some(number), _) => Value::Number(number),
        (None, Some(truth)) => Value::Bool(truth),
        (None, None) => Value::Text(scalar.text.clone()),
    }
}
