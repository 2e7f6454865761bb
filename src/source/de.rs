//! A `serde` deserializer over the located tree: plain derived types read it, and every problem is
//! reported where it stands.
//!
//! A problem is pushed to the sink at once and the error that travels up says only that this was done;
//! [`Field`](super::field::Field) catches it, so the neighbours are still read. Unknown keys are
//! reported here and skipped. Spans and the way a scalar is written reach the types through newtype
//! names (`LOCATED` …), as other formats do it; any other deserializer passes these through unseen.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::{de, forward_to_deserialize_any};

use super::tree::{Kind, NodeId, Style, Tree, is_null};
use crate::diag::{Code, Diagnostic, Diagnostics, Names, Span};

/// Asks for file, start and end, then the value unless it is empty.
pub(super) const LOCATED: &str = "gapcheck::located";
/// Asks for a scalar as an enum: the variant says how it is written, its content is the text.
pub(super) const SCALAR: &str = "gapcheck::scalar";
/// Asks for whatever is there, scalars as in [`SCALAR`].
pub(super) const ANY: &str = "gapcheck::any";

/// Asks for a scalar as in [`SCALAR`], a list as a list, and a map as something.
pub(super) const SHORT: &str = "gapcheck::short";

/// The variants of a scalar, in the order of [`Style`].
pub(super) const STYLES: [&str; 3] = ["plain", "quoted", "not known"];

/// Why a value could not be read.
#[derive(Debug)]
pub(super) enum Refused {
    /// It was reported.
    Reported,
    /// It was not, because the place is not known here.
    Unplaced(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Reported => f.write_str("reported"),
            Refused::Unplaced(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Refused::Unplaced(message.to_string())
    }
}

/// One node as a deserializer.
#[derive(Clone, Copy)]
pub(super) struct NodeReader<'a> {
    pub tree: &'a Tree,
    pub node: NodeId,
    pub sink: &'a RefCell<Diagnostics>,
}

impl<'a> NodeReader<'a> {
    fn at(self, node: NodeId) -> Self {
        NodeReader { node, ..self }
    }

    fn span(self) -> Span {
        self.tree.node(self.node).span
    }

    fn kind(self) -> &'a Kind {
        &self.tree.node(self.node).kind
    }

    fn is_nothing(self) -> bool {
        matches!(self.kind(), Kind::Scalar(text, Style::Plain) if is_null(text))
    }

    fn report(self, problem: Diagnostic) -> Refused {
        self.sink.borrow_mut().push(problem);
        Refused::Reported
    }

    fn wrong_type(self, expected: &'static str) -> Refused {
        let problem = Diagnostic::new(Code::WrongType, self.span());
        self.report(problem.with_word("expected", expected).with_word("found", kind_word(self.kind())))
    }

    /// Gives an error without a place this node's place.
    fn place<T>(self, result: Result<T, Refused>) -> Result<T, Refused> {
        result.map_err(|refused| match refused {
            Refused::Reported => Refused::Reported,
            Refused::Unplaced(message) => {
                self.report(Diagnostic::new(Code::WrongType, self.span()).with("expected", message))
            }
        })
    }

    fn list(self) -> Result<Items<'a>, Refused> {
        match self.kind() {
            Kind::List(items) => Ok(Items { reader: self, rest: items.iter() }),
            Kind::Scalar(..) | Kind::Map(_) | Kind::Alias(_) => Err(self.wrong_type("kind.list")),
        }
    }

    fn map(self, fields: Option<&'static [&'static str]>) -> Result<Entries<'a>, Refused> {
        match self.kind() {
            Kind::Map(entries) => Ok(Entries { reader: self, rest: entries.iter(), value: None, fields }),
            Kind::Scalar(..) | Kind::List(_) | Kind::Alias(_) => Err(self.wrong_type("kind.map")),
        }
    }

    fn scalar(self) -> Result<Written<'a>, Refused> {
        match self.kind() {
            Kind::Scalar(text, style) => Ok(Written { text, style: *style }),
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => Err(self.wrong_type("kind.single")),
        }
    }

    fn anything<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.kind() {
            _ if self.is_nothing() => visitor.visit_unit(),
            Kind::Scalar(text, style) => visitor.visit_enum(Written { text, style: *style }),
            Kind::List(_) => visitor.visit_seq(self.list()?),
            Kind::Map(_) | Kind::Alias(_) => visitor.visit_map(self.map(None)?),
        }
    }
}

/// The catalogue key of what a node is.
fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Scalar(text, Style::Plain) if is_null(text) => "kind.nothing",
        Kind::Scalar(..) => "kind.single",
        Kind::List(_) => "kind.list",
        Kind::Map(_) | Kind::Alias(_) => "kind.map",
    }
}

impl<'de> Deserializer<'de> for NodeReader<'de> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.place(self.anything(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.place(visitor.visit_some(self))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let read = match name {
            LOCATED => visitor.visit_seq(Placed { reader: self, step: 0 }),
            SCALAR => self.scalar().and_then(|written| visitor.visit_enum(written)),
            SHORT if matches!(self.kind(), Kind::Map(_)) => visitor.visit_some(self),
            ANY | SHORT => self.anything(visitor),
            _ => visitor.visit_newtype_struct(self),
        };
        self.place(read)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.place(self.list().and_then(|items| visitor.visit_seq(items)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.place(self.map(None).and_then(|entries| visitor.visit_map(entries)))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.place(self.map(Some(fields)).and_then(|entries| visitor.visit_map(entries)))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.place(self.scalar().and_then(|written| visitor.visit_borrowed_str(written.text)))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct enum ignored_any
    }
}

/// The items of a list.
struct Items<'a> {
    reader: NodeReader<'a>,
    rest: std::slice::Iter<'a, NodeId>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        self.rest.next().map(|item| seed.deserialize(self.reader.at(*item))).transpose()
    }
}

/// The entries of a map; with `fields`, only those keys, and every other one is reported.
struct Entries<'a> {
    reader: NodeReader<'a>,
    rest: std::slice::Iter<'a, (NodeId, NodeId)>,
    value: Option<NodeId>,
    fields: Option<&'static [&'static str]>,
}

impl Entries<'_> {
    fn is_known(&self, key: NodeId) -> bool {
        let (Some(fields), Some(text)) = (self.fields, self.reader.tree.text(key)) else { return true };
        if fields.contains(&text) {
            return true;
        }
        let problem = Diagnostic::new(Code::UnknownKey, self.reader.tree.node(key).span);
        let problem = problem.with("key", text).with("expected", fields.join(", "));
        self.reader.report(problem.suggest_later(text, Names::Fixed(fields)));
        false
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        while let Some((key, value)) = self.rest.next() {
            if self.is_known(*key) {
                self.value = Some(*value);
                return seed.deserialize(self.reader.at(*key)).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let value = self.value.take().ok_or_else(|| Refused::custom("a value without its key"))?;
        seed.deserialize(self.reader.at(value))
    }
}

/// The answer to [`LOCATED`]: file, start, end, and the value unless it is empty.
struct Placed<'a> {
    reader: NodeReader<'a>,
    step: u8,
}

impl<'de> SeqAccess<'de> for Placed<'de> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        let span = self.reader.span();
        let number = match self.step {
            0 => span.file.0,
            1 => span.start,
            2 => span.end,
            _ if self.reader.is_nothing() => return Ok(None),
            _ => return seed.deserialize(self.reader).map(Some),
        };
        self.step += 1;
        let number: U32Deserializer<Refused> = number.into_deserializer();
        seed.deserialize(number).map(Some)
    }
}

/// A scalar as an enum.
struct Written<'a> {
    text: &'a str,
    style: Style,
}

impl<'de> EnumAccess<'de> for Written<'de> {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refused> {
        let style = seed.deserialize(STYLES[self.style as usize].into_deserializer())?;
        Ok((style, self))
    }
}

impl<'de> VariantAccess<'de> for Written<'de> {
    type Error = Refused;

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        seed.deserialize(de::value::BorrowedStrDeserializer::new(self.text))
    }

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Refused> {
        Err(Refused::custom("a scalar holds one text"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Refused> {
        Err(Refused::custom("a scalar holds one text"))
    }
}
