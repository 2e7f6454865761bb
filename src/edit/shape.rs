//! What a file says, without places: to compare a file before and after an edit.

use std::collections::BTreeMap;

use super::piece::Piece;
use crate::model::parse_date;
use crate::source::field::looks_like_number;
use crate::source::tree::{Kind, NodeId, Style, Tree};

/// A value with everything repeated by aliases written out.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// No value.
    Nothing,
    /// Text, number, date, truth value.
    Scalar(String, Written),
    /// Several values.
    List(Vec<Shape>),
    /// Keys with values.
    Map(Vec<(String, Shape)>),
}

/// How a scalar stands in a file, or will stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Without quotes.
    Plain,
    /// In quotes or as a block.
    Quoted,
    /// To be written without quotes, unless those are there already.
    Bare,
    /// To be written in any way that every reader takes for text.
    Text,
}

impl Written {
    /// Whether one may be the other, written.
    fn fits(self, other: Written) -> bool {
        let open = |written| matches!(written, Written::Bare | Written::Text);
        self == other || open(self) || open(other)
    }
}

impl Shape {
    /// What a node of a file says.
    pub(super) fn of(tree: &Tree, id: NodeId) -> Shape {
        let is_alias = matches!(tree.written(id).kind, Kind::Alias(_));
        let shape = Shape::of_node(tree, id);
        // A repetition may be written out, and then its words get the quotes that they need.
        if is_alias { Shape::will_be(&shape.to_piece()) } else { shape }
    }

    fn of_node(tree: &Tree, id: NodeId) -> Shape {
        match &tree.node(id).kind {
            Kind::Scalar(text, Style::Plain) if is_nothing(text) => Shape::Nothing,
            Kind::Scalar(text, Style::Plain) => Shape::Scalar(text.clone(), Written::Plain),
            Kind::Scalar(text, Style::Quoted | Style::NotKnown) => {
                Shape::Scalar(text.clone(), Written::Quoted)
            }
            Kind::List(items) => Shape::List(items.iter().map(|item| Shape::of(tree, *item)).collect()),
            Kind::Map(entries) => {
                let entry = |(key, value): &(NodeId, NodeId)| {
                    (tree.text(*key).unwrap_or_default().to_string(), Shape::of(tree, *value))
                };
                Shape::Map(entries.iter().map(entry).collect())
            }
            // A tree resolves an alias to what it repeats, and that is never an alias.
            Kind::Alias(_) => Shape::Nothing,
        }
    }

    /// What a piece will say once it is written.
    pub(super) fn will_be(piece: &Piece) -> Shape {
        match piece {
            Piece::Nothing => Shape::Nothing,
            Piece::Bare(text) => Shape::Scalar(text.clone(), Written::Bare),
            Piece::Text(text) => Shape::Scalar(text.clone(), Written::Text),
            Piece::List(items) => Shape::List(items.iter().map(Shape::will_be).collect()),
            Piece::Map(entries) => {
                Shape::Map(entries.iter().map(|(key, value)| (key.clone(), Shape::will_be(value))).collect())
            }
        }
    }

    /// The same value as a piece to be written anew.
    pub(super) fn to_piece(&self) -> Piece {
        match self {
            Shape::Nothing => Piece::Nothing,
            Shape::Scalar(text, Written::Plain | Written::Bare) if is_number(text) => {
                Piece::Bare(text.clone())
            }
            Shape::Scalar(text, _) => Piece::Text(text.clone()),
            Shape::List(items) => Piece::List(items.iter().map(Shape::to_piece).collect()),
            Shape::Map(entries) => {
                Piece::Map(entries.iter().map(|(key, value)| (key.clone(), value.to_piece())).collect())
            }
        }
    }

    /// The value of a key in a map.
    pub(super) fn get(&self, key: &str) -> Option<&Shape> {
        self.entries().iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// The entries of a map; none for anything else.
    pub(super) fn entries(&self) -> &[(String, Shape)] {
        match self {
            Shape::Map(entries) => entries,
            Shape::Nothing | Shape::Scalar(..) | Shape::List(_) => &[],
        }
    }

    /// Whether both say the same, keys in any order.
    pub(super) fn same(&self, other: &Shape) -> bool {
        match (self, other) {
            (Shape::Nothing, Shape::Nothing) => true,
            (Shape::Scalar(a, a_written), Shape::Scalar(b, b_written)) => {
                a == b && a_written.fits(*b_written)
            }
            (Shape::List(a), Shape::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (Shape::Map(a), Shape::Map(b)) => {
                let theirs: BTreeMap<&str, &Shape> = b.iter().map(|(k, v)| (k.as_str(), v)).collect();
                let found = |(key, value): &(String, Shape)| {
                    theirs.get(key.as_str()).is_some_and(|other| value.same(other))
                };
                a.len() == b.len() && a.iter().all(found)
            }
            (Shape::Nothing | Shape::Scalar(..) | Shape::List(_) | Shape::Map(_), _) => false,
        }
    }
}

/// Whether a plain word is written again without quotes: numbers and dates are, words like `yes` are not.
fn is_number(text: &str) -> bool {
    looks_like_number(text) || parse_date(text).is_some()
}

/// Whether a plain word stands for no value (YAML 1.2.2, section 10.2.1.1).
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
