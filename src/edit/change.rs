//! What one edit does to one answer, as data.

use super::piece::Piece;
use super::shape::Shape;

/// A key of an answer, in the order in which new keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What is claimed.
    Answer,
    /// The measured share behind it.
    Share,
    /// Why it does not concern the organisation.
    Reason,
    /// Who approved that.
    ApprovedBy,
    /// Until when.
    Until,
    /// The rationale.
    Note,
    /// Who answers for it.
    Owner,
    /// When it was answered.
    Answered,
    /// What backs it.
    Evidence,
    /// What will be done.
    Plan,
    /// A target of one's own.
    Target,
}

impl Field {
    /// Every key, in the order in which new ones are written.
    pub const ALL: [Field; 11] = [
        Field::Answer,
        Field::Share,
        Field::Reason,
        Field::ApprovedBy,
        Field::Until,
        Field::Note,
        Field::Owner,
        Field::Answered,
        Field::Evidence,
        Field::Plan,
        Field::Target,
    ];

    /// The word in files.
    pub fn key(self) -> &'static str {
        ANSWER[self as usize]
    }
}

/// What happens to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// It goes, with its value.
    Remove,
    /// It gets this value.
    Set(Piece),
    /// These items are added to its list.
    Append(Vec<Piece>),
    /// These items are added to its list, or complete the item of the same place that it has.
    Complete(Vec<Puts>),
    /// Its map changes.
    Within(Puts),
}

/// Keys with what happens to them.
pub(super) type Puts = Vec<(String, Put)>;

/// What one edit does to the answer of one control. What it does not name stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    puts: Puts,
}

impl Change {
    /// A change of nothing.
    pub fn new() -> Change {
        Change::default()
    }

    /// Gives a key this value.
    #[must_use]
    pub fn set(mut self, field: Field, value: Piece) -> Change {
        self.puts.retain(|(key, _)| key != field.key());
        self.puts.push((field.key().to_string(), Put::Set(value)));
        self
    }

    /// Takes a key out, when it is there.
    #[must_use]
    pub fn remove(mut self, field: Field) -> Change {
        self.puts.retain(|(key, _)| key != field.key());
        self.puts.push((field.key().to_string(), Put::Remove));
        self
    }

    /// Adds an item to the list of a key.
    #[must_use]
    pub fn append(mut self, field: Field, item: Piece) -> Change {
        match self.puts.iter_mut().find(|(key, _)| key == field.key()) {
            Some((_, Put::Append(items))) => items.push(item),
            Some((_, put)) => *put = Put::Append(vec![item]),
            None => self.puts.push((field.key().to_string(), Put::Append(vec![item]))),
        }
        self
    }

    /// Adds an evidence item by its keys, the one of its place (`file`, `link`, `reference`) first. An
    /// item of that place that is there already gets the other keys instead.
    #[must_use]
    pub fn evidence(mut self, item: Vec<(&'static str, Piece)>) -> Change {
        let puts: Puts = item.into_iter().map(|(key, value)| (key.to_string(), Put::Set(value))).collect();
        let key = Field::Evidence.key();
        match self.puts.iter_mut().find(|(k, _)| k == key) {
            Some((_, Put::Complete(items))) => items.push(puts),
            Some((_, put)) => *put = Put::Complete(vec![puts]),
            None => self.puts.push((key.to_string(), Put::Complete(vec![puts]))),
        }
        self
    }

    /// Gives a key within the map of a key this value.
    #[must_use]
    pub fn within(mut self, field: Field, key: &'static str, value: Piece) -> Change {
        let put = (key.to_string(), Put::Set(value));
        match self.puts.iter_mut().find(|(key, _)| key == field.key()) {
            Some((_, Put::Within(puts))) => puts.push(put),
            Some((_, other)) => *other = Put::Within(vec![put]),
            None => self.puts.push((field.key().to_string(), Put::Within(vec![put]))),
        }
        self
    }

    /// Whether it does nothing.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty()
    }

    /// A change of these keys.
    pub(super) fn of(puts: Puts) -> Change {
        Change { puts }
    }

    /// Whether it leaves nothing where there was nothing.
    pub(super) fn is_idle(&self, before: Option<&Shape>) -> bool {
        matches!(before, None | Some(Shape::Nothing)) && self.applied(before).entries().is_empty()
    }

    pub(super) fn puts(&self) -> &[(String, Put)] {
        &self.puts
    }

    /// What an answer says after the change. An answer in short form becomes a map.
    pub(super) fn applied(&self, before: Option<&Shape>) -> Shape {
        let entries = match before {
            None | Some(Shape::Nothing) => Vec::new(),
            Some(Shape::Map(entries)) => entries.clone(),
            // It is written anew, with the quotes that it needs.
            Some(short) => vec![(Field::Answer.key().to_string(), Shape::will_be(&short.to_piece()))],
        };
        after(entries, &self.puts, ANSWER)
    }
}

/// What a map says after its keys have changed.
pub(super) fn after(mut entries: Vec<(String, Shape)>, puts: &[(String, Put)], order: Order) -> Shape {
    for (key, put) in puts {
        let at = entries.iter().position(|(k, _)| k == key);
        let value = match (put, at.map(|i| &entries[i].1)) {
            (Put::Remove, _) => {
                entries.retain(|(k, _)| k != key);
                continue;
            }
            (Put::Set(piece), _) => Shape::will_be(piece),
            (Put::Append(items), Some(Shape::List(there))) => {
                Shape::List(there.iter().cloned().chain(items.iter().map(Shape::will_be)).collect())
            }
            (Put::Append(items), _) => Shape::List(items.iter().map(Shape::will_be).collect()),
            (Put::Complete(items), Some(Shape::List(there))) => Shape::List(completed(there.clone(), items)),
            (Put::Complete(items), _) => Shape::List(completed(Vec::new(), items)),
            (Put::Within(puts), Some(Shape::Map(there))) => after(there.clone(), puts, order_below(key)),
            (Put::Within(puts), _) => after(Vec::new(), puts, order_below(key)),
        };
        match at {
            Some(i) => entries[i].1 = value,
            None => {
                let place = entries.iter().rposition(|(k, _)| rank(k, order) <= rank(key, order));
                entries.insert(place.map_or(0, |i| i + 1), (key.clone(), value));
            }
        }
    }
    Shape::Map(entries)
}

/// What a list says after items were added or completed.
pub(super) fn completed(mut there: Vec<Shape>, items: &[Puts]) -> Vec<Shape> {
    for item in items {
        let entries = |at: usize| there[at].entries().to_vec();
        match same_place(&there, item) {
            Some(at) => there[at] = after(entries(at), item, EVIDENCE),
            None => there.push(after(Vec::new(), item, EVIDENCE)),
        }
    }
    there
}

/// The item of a list that names the same file, link or reference as a new one.
pub(super) fn same_place(there: &[Shape], item: &Puts) -> Option<usize> {
    let (key, place) = item.iter().find_map(|(key, put)| match put {
        Put::Set(Piece::Text(text)) if PLACES.contains(&key.as_str()) => Some((key, text)),
        Put::Remove | Put::Set(_) | Put::Append(_) | Put::Complete(_) | Put::Within(_) => None,
    })?;
    there.iter().position(|old| old.get(key).and_then(Shape::word) == Some(place))
}

/// The keys of which an evidence item has one: where it is.
pub(super) const PLACES: Order = &["file", "link", "reference"];

/// The keys of an evidence item.
pub(super) const EVIDENCE: Order =
    &["file", "link", "reference", "kind", "collected", "expires", "reviewed_by", "verified", "sha256"];

/// The keys of a map, in the order in which new ones are written.
pub(super) type Order = &'static [&'static str];

/// The keys of an assessment.
pub(super) const FILE: Order =
    &["format", "checklist", "organisation", "profile", "sign_off", "settings", "answers"];

/// The keys of an answer.
pub(super) const ANSWER: Order = &[
    "answer",
    "share",
    "reason",
    "approved_by",
    "until",
    "note",
    "owner",
    "answered",
    "evidence",
    "plan",
    "target",
];

/// The keys of the map of a key.
pub(super) fn order_below(key: &str) -> Order {
    match key {
        "plan" => &["do", "owner", "due", "days", "approved_by"],
        "share" => &["have", "of", "source"],
        _ => &[],
    }
}

/// The rank of a key in an order; keys that it does not know come last.
pub(super) fn rank(key: &str, order: Order) -> usize {
    order.iter().position(|k| *k == key).unwrap_or(order.len())
}
