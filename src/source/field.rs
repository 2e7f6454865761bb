//! What wire types are made of: fields that may be missing or bad, lists, ordered maps, scalars as
//! written, and values of any shape. Each knows its place.
//!
//! Read from the located tree they recover from every problem; read by another deserializer (the
//! second reading of `serde_yaml`) they have empty spans and stop at the first.

use super::tree::Style;
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};

/// The value of a key that may be left out or left empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there without a value.
    Empty(Span),
    /// The value could not be read; that was reported.
    Bad(Span),
    /// The value.
    There(Located<T>),
}

impl<T> Field<T> {
    /// The value with its place, when it could be read.
    pub fn get(&self) -> Option<&Located<T>> {
        match self {
            Field::There(located) => Some(located),
            Field::Absent | Field::Empty(_) | Field::Bad(_) => None,
        }
    }

    /// The value, when it could be read.
    pub fn value(&self) -> Option<&T> {
        self.get().map(|located| &located.value)
    }

    /// Where it stands, unless it is not there.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Absent => None,
            Field::Empty(span) | Field::Bad(span) => Some(*span),
            Field::There(located) => Some(located.span),
        }
    }

    /// True when the key is not there or has no value.
    pub fn is_blank(&self) -> bool {
        matches!(self, Field::Absent | Field::Empty(_))
    }
}

/// The value of a key that must be there and must have a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Must<T>(pub Field<T>);

impl<T> Must<T> {
    /// The value with its place.
    ///
    /// **Reports:** `missing-key` for `key` at the beginning of its map (`owner`), or where it is empty.
    pub fn need(&self, key: &str, owner: Span, diags: &mut Diagnostics) -> Option<&Located<T>> {
        let at = match &self.0 {
            Field::There(located) => return Some(located),
            Field::Bad(_) => return None,
            Field::Absent => Span { end: owner.start, ..owner },
            Field::Empty(span) => *span,
        };
        diags.push(Diagnostic::new(Code::MissingKey, at).with("key", key));
        None
    }

    /// The value with its place, when it could be read; nothing is reported.
    pub fn get(&self) -> Option<&Located<T>> {
        self.0.get()
    }
}

/// A list. Items that could not be read are left out by [`List::items`].
#[derive(Clone, Debug, PartialEq)]
pub struct List<T>(pub Vec<Field<T>>);

impl<T> List<T> {
    /// The items that could be read. **Reports:** `wrong-type` for an empty item.
    pub fn items<'a>(&'a self, diags: &mut Diagnostics) -> Vec<&'a Located<T>> {
        self.0.iter().filter_map(|item| filled(item, diags)).collect()
    }
}

fn filled<'a, T>(field: &'a Field<T>, diags: &mut Diagnostics) -> Option<&'a Located<T>> {
    if let Field::Empty(span) = field {
        let problem = Diagnostic::new(Code::WrongType, *span).with_word("expected", "kind.value");
        diags.push(problem.with_word("found", "kind.nothing"));
    }
    field.get()
}

/// A map with free keys, in file order.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered<T>(pub Vec<(Located<Scalar>, Field<T>)>);

impl<T> Ordered<T> {
    /// Keys and values that could be read. **Reports:** `wrong-type` for a key without a value.
    pub fn entries<'a>(&'a self, diags: &mut Diagnostics) -> Vec<(&'a Located<Scalar>, &'a Located<T>)> {
        self.0.iter().filter_map(|(key, field)| Some((key, filled(field, diags)?))).collect()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Field<T>> {
        self.0.iter().find(|(k, _)| k.value.text == key).map(|(_, field)| field)
    }
}

/// One word, number or text, as written: `1.10` stays `1.10`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scalar {
    /// Its text.
    pub text: String,
    /// How it is written.
    pub style: Style,
}

impl Scalar {
    /// Whether YAML 1.2 reads a number here, because it is one and has no quotes.
    pub fn is_number(&self) -> bool {
        self.style == Style::Plain && looks_like_number(&self.text)
    }

    /// The truth value that YAML 1.2 reads here.
    pub fn boolean(&self) -> Option<bool> {
        match self.text.as_str() {
            _ if self.style == Style::Quoted => None,
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }
}

/// Whether a YAML 1.2 reader takes a plain word for a number (YAML 1.2.2, section 10.3.2).
pub fn looks_like_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.chars().all(|c| ('0'..='7').contains(&c));
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let good_exponent = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['-', '+']).unwrap_or(e);
        !e.is_empty() && digits(e)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && good_exponent
}

/// A value of any shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Any {
    /// Nothing.
    Null,
    /// One word, number or text.
    Scalar(Scalar),
    /// A list.
    List(Vec<Located<Any>>),
    /// Keys with values, in file order.
    Map(Vec<(Located<Scalar>, Located<Any>)>),
}

impl Any {
    /// The scalar, when it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match self {
            Any::Scalar(scalar) => Some(scalar),
            Any::Null | Any::List(_) | Any::Map(_) => None,
        }
    }

    /// The catalogue key of what it is, for messages.
    pub fn kind_word(&self) -> &'static str {
        match self {
            Any::Null => "kind.nothing",
            Any::Scalar(_) => "kind.single",
            Any::List(_) => "kind.list",
            Any::Map(_) => "kind.map",
        }
    }
}

/// A value that may be written in short: one word or several instead of a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Short<T> {
    /// One word, number or text.
    One(Scalar),
    /// Several.
    Several(Vec<Located<Scalar>>),
    /// Written out.
    Full(T),
}
