//! Single values of a file → values of the model, each with the diagnostic of what is wrong with it.

use std::ops::Deref;

use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span, Suggestion};
use crate::model::{BadId, Date, Exact, Validity, Value, parse_date};
use crate::source::field::{Any, Field, Scalar};
use crate::source::tree::Style;
use crate::source::wire::leaf::{Closed, Day, Duration, Flag, Sha256, Text, Version, Whole, Word};

/// The text of a field; nothing when it is blank.
pub(crate) fn text(field: &Field<Text>) -> Option<String> {
    let text = field.value()?.text.trim_end();
    (!text.trim().is_empty()).then(|| text.to_string())
}

/// An id, by its own rule. **Reports:** `number-like-id`, `bad-id`.
pub(crate) fn id<T>(
    scalar: &Scalar,
    at: Span,
    parse: fn(&str) -> Result<T, BadId>,
    diags: &mut Diagnostics,
) -> Option<T> {
    if scalar.is_number() {
        let problem = Diagnostic::new(Code::NumberLikeId, at);
        diags.push(problem.with("found", &scalar.text));
    }
    if scalar.style == Style::Plain && scalar.boolean().is_some() {
        diags.push(expected("kind.text", scalar, at));
    }
    let parsed = parse(&scalar.text);
    if parsed.is_err() {
        diags.push(Diagnostic::new(Code::BadId, at).with("found", short(&scalar.text)));
    }
    parsed.ok()
}

/// A day. **Reports:** `bad-date`.
pub(crate) fn day(field: &Field<Day>, diags: &mut Diagnostics) -> Option<Located<Date>> {
    let written = field.get()?;
    let parsed = parse_date(&written.value.text);
    if parsed.is_none() {
        diags.push(Diagnostic::new(Code::BadDate, written.span).with("found", &written.value.text));
    }
    Some(Located::new(parsed?, written.span))
}

/// An exact number. **Reports:** `wrong-type`.
pub(crate) fn number(scalar: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<Exact> {
    let parsed = Exact::parse(&scalar.text);
    if parsed.is_none() {
        diags.push(expected("kind.number", scalar, at));
    }
    parsed
}

/// A whole number from 0. **Reports:** `wrong-type`.
pub(crate) fn whole(field: &Field<Whole>, diags: &mut Diagnostics) -> Option<u32> {
    let written = field.get()?;
    let parsed = written.value.text.parse().ok().filter(|_| written.value.style != Style::Quoted);
    if parsed.is_none() {
        diags.push(expected("kind.whole", &written.value, written.span));
    }
    parsed
}

/// `true` or `false`. **Reports:** `wrong-type`, with the right word for `yes`, `no` and their like.
pub(crate) fn flag(field: &Field<Flag>, diags: &mut Diagnostics) -> Option<bool> {
    let written = field.get()?;
    boolean(&written.value, written.span, diags)
}

/// As [`flag`], for a scalar.
pub(crate) fn boolean(scalar: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<bool> {
    let read = scalar.boolean();
    if read.is_none() {
        let mut problem = expected("kind.boolean", scalar, at);
        problem.suggestion = match scalar.text.to_lowercase().as_str() {
            "yes" | "y" | "on" | "true" | "1" => Some(Suggestion::of("true")),
            "no" | "n" | "off" | "false" | "0" => Some(Suggestion::of("false")),
            _ => None,
        };
        diags.push(problem);
    }
    read
}

/// A word of a closed list. **Reports:** `bad-value` with the nearest word.
pub(crate) fn word<T: Closed>(written: &Located<Word<T>>, diags: &mut Diagnostics) -> Option<T> {
    let found = T::WORDS.iter().find(|(word, _)| *word == written.value.text);
    if found.is_none() {
        let words: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
        let problem = bad_value(&written.value, written.span, &words.join(", "));
        diags.push(problem.suggest(&written.value.text, words));
    }
    found.map(|(_, value)| *value)
}

/// How long something stays valid. **Reports:** `bad-value`.
pub(crate) fn duration(field: &Field<Duration>, diags: &mut Diagnostics) -> Option<Validity> {
    let written = field.get()?;
    let parsed = Validity::parse(&written.value.text);
    if parsed.is_none() {
        diags.push(bad_value(&written.value, written.span, "12 months, 90 days"));
    }
    parsed
}

/// SHA-256 in hex, in small letters. **Reports:** `bad-value`.
pub(crate) fn sha256(field: &Field<Sha256>, diags: &mut Diagnostics) -> Option<String> {
    let written = field.get()?;
    let text = written.value.text.to_lowercase();
    let good = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if !good {
        diags.push(bad_value(&written.value, written.span, "SHA-256"));
    }
    good.then_some(text)
}

/// `major.minor.patch`. **Reports:** `bad-value`.
pub(crate) fn version(written: &Located<Version>, diags: &mut Diagnostics) -> Option<String> {
    let text = written.value.text.as_str();
    let good = is_version(text);
    if !good {
        diags.push(bad_value(&written.value, written.span, "1.0.0"));
    }
    good.then(|| text.to_string())
}

/// Whether a text is `major.minor.patch`.
pub(crate) fn is_version(text: &str) -> bool {
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && part.parse::<u32>().is_ok();
    text.split('.').count() == 3 && text.split('.').all(number)
}

/// A free value. **Reports:** `wrong-type` for a map.
pub(crate) fn value(written: &Located<Any>, diags: &mut Diagnostics) -> Option<Value> {
    match &written.value {
        Any::Null => Some(Value::Null),
        Any::Scalar(scalar) => Some(scalar_value(scalar)),
        Any::List(items) => Some(Value::List(items.iter().filter_map(|i| value(i, diags)).collect())),
        Any::Map(_) => {
            diags.push(wrong_kind("kind.single", &written.value, written.span));
            None
        }
    }
}

/// A word, number or text as a free value; fractions without quotes are numbers.
pub(crate) fn scalar_value(scalar: &Scalar) -> Value {
    if scalar.style == Style::Quoted {
        return Value::Text(scalar.text.clone());
    }
    if let Some(truth) = scalar.boolean() {
        return Value::Bool(truth);
    }
    let like_number = scalar.text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number = like_number.then(|| Exact::parse(&scalar.text)).flatten();
    number.map_or_else(|| Value::Text(scalar.text.clone()), Value::Number)
}

/// A `wrong-type` diagnostic about a scalar.
pub(crate) fn expected(what: &'static str, scalar: &Scalar, at: Span) -> Diagnostic {
    let problem = Diagnostic::new(Code::WrongType, at).with_word("expected", what);
    problem.with("found", format_args!("\"{}\"", short(&scalar.text)))
}

/// A `wrong-type` diagnostic about a value of any shape.
pub(crate) fn wrong_kind(what: &'static str, found: &Any, at: Span) -> Diagnostic {
    match found {
        Any::Scalar(scalar) => expected(what, scalar, at),
        Any::Null | Any::List(_) | Any::Map(_) => {
            let problem = Diagnostic::new(Code::WrongType, at).with_word("expected", what);
            problem.with_word("found", found.kind_word())
        }
    }
}

/// A `bad-value` diagnostic about a scalar.
pub(crate) fn bad_value(scalar: &impl Deref<Target = Scalar>, at: Span, expected: &str) -> Diagnostic {
    Diagnostic::new(Code::BadValue, at).with("found", short(&scalar.text)).with("expected", expected)
}

/// The beginning of a text, for messages.
pub(crate) fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.lines().next().unwrap_or("");
    let mut chars = line.chars();
    let shown: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() || line.len() < text.trim_end().len() { format!("{shown}…") } else { shown }
}
