//! How the types of [`field`](super::field) are read by `serde`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::de::{ANY, LOCATED, SCALAR, SHORT, STYLES};
use super::field::{Any, Field, List, Must, Ordered, Scalar, Short, looks_like_number};
use super::tree::{Style, is_null};
use crate::diag::{FileId, Located, Span};

/// Reads file, start and end of a span.
fn span<'de, A: SeqAccess<'de>>(seq: &mut A) -> Result<Span, A::Error> {
    let mut number = || seq.next_element::<u32>().map(Option::unwrap_or_default);
    Ok(Span { file: FileId(number()?), start: number()?, end: number()? })
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(LOCATED, LocatedVisitor(PhantomData))
    }
}

struct LocatedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for LocatedVisitor<T> {
    type Value = Located<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Located<T>, D::Error> {
        Ok(Located::new(T::deserialize(deserializer)?, Span::NOWHERE))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Located<T>, A::Error> {
        let span = span(&mut seq)?;
        match seq.next_element()? {
            Some(value) => Ok(Located::new(value, span)),
            None => Err(de::Error::custom("nothing stands here")),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or nothing")
    }

    fn visit_none<E: de::Error>(self) -> Result<Field<T>, E> {
        Ok(Field::Absent)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Field<T>, D::Error> {
        deserializer.deserialize_newtype_struct(LOCATED, self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Field<T>, D::Error> {
        Ok(Field::There(Located::new(T::deserialize(deserializer)?, Span::NOWHERE)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field<T>, A::Error> {
        let span = span(&mut seq)?;
        // The located reader has reported what is wrong with the value: here reading goes on.
        Ok(match seq.next_element() {
            Ok(Some(value)) => Field::There(Located::new(value, span)),
            Ok(None) => Field::Empty(span),
            Err(_) => Field::Bad(span),
        })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Must<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Field::deserialize(deserializer).map(Must)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(List)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData)).map(Ordered)
    }
}

/// Reads a map into pairs.
struct EntriesVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
    type Value = Vec<(Located<Scalar>, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SCALAR, ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar, D::Error> {
        Ok(Scalar { text: String::deserialize(deserializer)?, style: Style::NotKnown })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Scalar, A::Error> {
        let (style, content) = data.variant::<String>()?;
        let style = if style == STYLES[0] { Style::Plain } else { Style::Quoted };
        Ok(Scalar { text: content.newtype_variant()?, style })
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ANY, AnyVisitor)
    }
}

struct AnyVisitor;

impl AnyVisitor {
    fn said(text: impl ToString) -> Any {
        Any::Scalar(Scalar { text: text.to_string(), style: Style::NotKnown })
    }
}

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Any, E> {
        Ok(Any::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Any, E> {
        Ok(Self::said(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Any, E> {
        Ok(Self::said(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Any, E> {
        Ok(Self::said(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Any, E> {
        Ok(Self::said(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Any, E> {
        // A number or a word that another reader calls text was in quotes.
        let style = if looks_like_number(value) || is_null(value) { Style::Quoted } else { Style::NotKnown };
        Ok(Any::Scalar(Scalar { text: value.to_string(), style }))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Any, A::Error> {
        ScalarVisitor.visit_enum(data).map(Any::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Any, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.extend(nullable(item));
        }
        Ok(Any::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Any, A::Error> {
        let entries = EntriesVisitor(PhantomData).visit_map(map)?;
        Ok(Any::Map(entries.into_iter().filter_map(|(key, value)| Some((key, nullable(value)?))).collect()))
    }
}

/// A value of any shape, where nothing is one as well; `None` when it was bad, which is reported.
fn nullable(field: Field<Any>) -> Option<Located<Any>> {
    match field {
        Field::There(located) => Some(located),
        Field::Empty(span) => Some(Located::new(Any::Null, span)),
        Field::Absent => Some(Located::new(Any::Null, Span::default())),
        Field::Bad(_) => None,
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SHORT, ShortVisitor(PhantomData))
    }
}

struct ShortVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ShortVisitor<T> {
    type Value = Short<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word, a list of words, or keys with values")
    }

    /// The located reader comes here with a map.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Short<T>, D::Error> {
        T::deserialize(deserializer).map(Short::Full)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Short<T>, A::Error> {
        ScalarVisitor.visit_enum(data).map(Short::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Short<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Short::Several(items))
    }

    /// Any other reader comes here, and below with a map or a scalar.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Short<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Short<T>, A::Error> {
        T::deserialize(de::value::MapAccessDeserializer::new(map)).map(Short::Full)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Short<T>, E> {
        self.visit_str(if value { "true" } else { "false" })
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Short<T>, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Short<T>, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Short<T>, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Short<T>, E> {
        Ok(Short::One(Scalar { text: value.to_string(), style: Style::NotKnown }))
    }
}
