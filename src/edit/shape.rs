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

/// Whether two scalars say the same.
type SameWords = dyn Fn((&str, Written), (&str, Written)) -> bool;

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

    /// The same without keys that have no value.
    pub(super) fn pruned(&self) -> Shape {
        match self {
            Shape::Nothing | Shape::Scalar(..) => self.clone(),
            Shape::List(items) => Shape::List(items.iter().map(Shape::pruned).collect()),
            Shape::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.clone(), value.pruned()));
                Shape::Map(entries.filter(|(_, value)| !value.is_empty()).collect())
            }
        }
    }

    /// Whether it says nothing: no value, no item, no key.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Shape::Nothing => true,
            Shape::Scalar(..) => false,
            Shape::List(items) => items.is_empty(),
            Shape::Map(entries) => entries.is_empty(),
        }
    }

    /// The word of a scalar.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Shape::Scalar(text, _) => Some(text),
            Shape::Nothing | Shape::List(_) | Shape::Map(_) => None,
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

    /// Gives the key at a path of maps this value; what is no map on the way becomes one.
    pub(super) fn put(&mut self, path: &[&str], value: Shape) {
        let [key, rest @ ..] = path else {
            *self = value;
            return;
        };
        if !matches!(self, Shape::Map(_)) {
            *self = Shape::Map(Vec::new());
        }
        let Shape::Map(entries) = self else { return };
        match entries.iter_mut().find(|(k, _)| k == key) {
            Some((_, old)) => old.put(rest, value),
            None => {
                let mut new = Shape::Nothing;
                new.put(rest, value);
                entries.push(((*key).to_string(), new));
            }
        }
    }

    /// Gives a control this answer; `None` takes it out, and the last one leaves nothing behind.
    pub(super) fn put_answer(&mut self, control: &str, answer: Option<Shape>) {
        if let Some(answer) = answer {
            return self.put(&["answers", control], answer);
        }
        let Shape::Map(entries) = self else { return };
        let Some((_, answers)) = entries.iter_mut().find(|(key, _)| key == "answers") else { return };
        let left: Vec<_> = answers.entries().iter().filter(|(id, _)| id != control).cloned().collect();
        *answers = if left.is_empty() { Shape::Nothing } else { Shape::Map(left) };
    }

    /// Whether both say the same, keys in any order, and words in quotes are in quotes in both.
    pub(super) fn same(&self, other: &Shape) -> bool {
        self.equals(other, &|(a, a_written), (b, b_written)| a == b && a_written.fits(b_written))
    }

    /// Whether both say the same, keys in any order, quotes and a last line end apart.
    pub(super) fn means(&self, other: &Shape) -> bool {
        self.equals(other, &|(a, _), (b, _)| a.trim_end() == b.trim_end())
    }

    fn equals(&self, other: &Shape, words: &SameWords) -> bool {
        match (self, other) {
            (Shape::Nothing, Shape::Nothing) => true,
            (Shape::Scalar(a, a_written), Shape::Scalar(b, b_written)) => {
                words((a, *a_written), (b, *b_written))
            }
            (Shape::List(a), Shape::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b, words))
            }
            (Shape::Map(a), Shape::Map(b)) => {
                let theirs: BTreeMap<&str, &Shape> = b.iter().map(|(k, v)| (k.as_str(), v)).collect();
                let found = |(key, value): &(String, Shape)| {
                    theirs.get(key.as_str()).is_some_and(|other| value.equals(other, words))
                };
                a.len() == b.len() && a.iter().all(found)
            }
            (Shape::Nothing | Shape::Scalar(..) | Shape::List(_) | Shape::Map(_), _) => false,
        }
    }
}

/// Whether a plain word is written again without quotes: numbers, dates and truth values are, words like
/// `yes` are not.
fn is_number(text: &str) -> bool {
    looks_like_number(text) || parse_date(text).is_some() || matches!(text, "true" | "false")
}

/// Whether a plain word stands for no value (YAML 1.2.2, section 10.2.1.1).
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
