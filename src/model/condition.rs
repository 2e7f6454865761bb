//! Conditions on answers, attributes, measures and settings, as methods and `counts_if` use them.

use serde::{Deserialize, Serialize};

use crate::diag::Located;
use crate::model::{Exact, Value};

/// A condition about one node: a section or a control.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Condition {
    /// Every part holds; true without parts.
    All(Vec<Condition>),
    /// At least one part holds; false without parts.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The answer of a named control matches.
    Answer(Located<String>, Matcher),
    /// The node's own answer matches.
    OwnAnswer(Matcher),
    /// An attribute of the node, or of the nearest section around it that has one, matches.
    Attr(Located<String>, Matcher),
    /// Another measure of the same node matches.
    Measure(Located<String>, Matcher),
    /// A setting matches.
    Setting(Located<String>, Matcher),
    /// A profile fact matches.
    Fact(Located<String>, Matcher),
    /// The value so far matches: the item's in `where_value`, the measure's own in a step.
    Value(Matcher),
    /// The tier of the node's own answer matches. **Unit:** 0 to 4.
    Tier(Matcher),
    /// The node's own answer is within its validity, or not.
    Fresh(bool),
    /// The node's own answer is in one of these states.
    State(Vec<StateWord>),
    /// The node's own answer brings something along.
    Evidence(EvidenceWord),
    /// The control is a knock-out, or not.
    KnockOut(bool),
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Matcher {
    /// There is no value.
    Null,
    /// It equals this, or one of this when this is a list.
    Is(Operand),
    /// One of these matches.
    In(Vec<Matcher>),
    /// It does not match.
    Not(Box<Matcher>),
    /// It is a number on this side of that one.
    Compare(Comparison, Operand),
    /// All of these match.
    Both(Vec<Matcher>),
}

/// Which side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Comparison {
    /// Above.
    Gt,
    /// Above or equal.
    Gte,
    /// Below.
    Lt,
    /// Below or equal.
    Lte,
}

impl Comparison {
    /// Every comparison with its word in files.
    pub const ALL: [(&'static str, Comparison); 4] =
        [("gt", Comparison::Gt), ("gte", Comparison::Gte), ("lt", Comparison::Lt), ("lte", Comparison::Lte)];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, c)| *c == self).map_or("", |(word, _)| word)
    }

    /// The sign that people write.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Gt => ">",
            Comparison::Gte => "≥",
            Comparison::Lt => "<",
            Comparison::Lte => "≤",
        }
    }

    /// Whether `left` stands on this side of `right`.
    pub fn holds(self, left: &Exact, right: &Exact) -> bool {
        match self {
            Comparison::Gt => left > right,
            Comparison::Gte => left >= right,
            Comparison::Lt => left < right,
            Comparison::Lte => left <= right,
        }
    }
}

/// A value that is written, or looked up where it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Operand {
    /// As written.
    Literal(Value),
    /// A setting.
    Setting(Located<String>),
    /// An attribute of the node.
    Attr(Located<String>),
    /// Another measure of the same node.
    Measure(Located<String>),
    /// The target of the control.
    Target,
    /// The knock-out threshold of the control.
    KnockOut,
    /// The least value of the control's own scale.
    Min,
    /// The greatest value of the control's own scale.
    Max,
}

/// The state of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum StateWord {
    /// A choice or a number is given.
    Answered,
    /// Nobody knows.
    Unknown,
    /// No answer that still stands.
    Unanswered,
    /// Not applicable by hand, or by a choice that means it.
    Manual,
    /// Not applicable by the profile.
    Rule,
}

impl StateWord {
    /// Every state with its word in files.
    pub const ALL: [(&'static str, StateWord); 5] = [
        ("answered", StateWord::Answered),
        ("unknown", StateWord::Unknown),
        ("unanswered", StateWord::Unanswered),
        ("not_applicable", StateWord::Manual),
        ("switched_off", StateWord::Rule),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, s)| *s == self).map_or("", |(word, _)| word)
    }
}

/// What an answer brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum EvidenceWord {
    /// A note of five or more characters that is not a `// comment`.
    Text,
    /// A web address, in the note or as a link.
    Url,
    /// At least one evidence item.
    Item,
}

impl EvidenceWord {
    /// Every kind with its word in files.
    pub const ALL: [(&'static str, EvidenceWord); 3] =
        [("text", EvidenceWord::Text), ("url", EvidenceWord::Url), ("item", EvidenceWord::Item)];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, e)| *e == self).map_or("", |(word, _)| word)
    }
}
