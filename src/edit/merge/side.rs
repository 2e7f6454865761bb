//! What a person, or a rule, decides by when both sides changed the same thing.

use crate::edit::shape::Shape;
use crate::model::{Checklist, Date, Exact, parse_date};

/// One side of a clash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The choices, number, `unknown` or `not_applicable`; empty when it is blank.
    pub answer: Vec<String>,
    /// When it was answered.
    pub answered: Option<Date>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What it says where the sides differ, on one line.
    pub says: String,
}

/// What clashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The answer of a control.
    Control(String),
    /// A key outside the answers: `profile.size`.
    Head(String),
}

/// Something that both sides changed, in different ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What it is about.
    pub place: Place,
    /// The keys of an answer that clash: `answer` stands for the whole claim.
    pub keys: Vec<String>,
    /// What our file says.
    pub ours: Side,
    /// What their file says.
    pub theirs: Side,
}

/// The side that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Winner {
    /// What our file says.
    Ours,
    /// What their file says.
    Theirs,
}

impl Side {
    /// A side of a clash about these keys of an answer.
    pub(super) fn of(entry: &Shape, differs: &Shape) -> Side {
        let word = |key: &str| entry.get(key).and_then(Shape::word);
        let answer = match entry.get("answer") {
            Some(Shape::List(items)) => items.iter().filter_map(Shape::word).map(str::to_string).collect(),
            Some(one) => one.word().map(str::to_string).into_iter().collect(),
            None => Vec::new(),
        };
        Side {
            answer,
            answered: word("answered").and_then(parse_date),
            owner: word("owner").map(str::to_string),
            says: differs.to_piece().flow(),
        }
    }
}

impl Clash {
    /// The side that was answered later; `None` when both were answered on one day, or it is not known.
    pub fn newest(&self) -> Option<Winner> {
        match (self.ours.answered, self.theirs.answered) {
            (ours, theirs) if ours > theirs => Some(Winner::Ours),
            (ours, theirs) if ours < theirs => Some(Winner::Theirs),
            (_, _) => None,
        }
    }

    /// The side that claims less; an answer claims less than *not applicable* or none at all. `None` when
    /// both claim the same, or the clash is not about a claim.
    pub fn strictest(&self, checklist: &Checklist) -> Option<Winner> {
        let Place::Control(id) = &self.place else { return None };
        let control = checklist.control(checklist.find_control(id)?);
        let claimed = |side: &Side| -> Option<Exact> {
            let scale = checklist.scale_of(control);
            let value = |word: &String| match word.as_str() {
                "unknown" if scale.find(word).is_none() => Some(Exact::ZERO),
                word => match scale.find(word) {
                    Some(choice) => scale.choice(choice).value.clone(),
                    None => Exact::parse(word),
                },
            };
            let values: Option<Vec<Exact>> = side.answer.iter().map(value).collect();
            values.filter(|values| !values.is_empty()).map(|values| values.into_iter().sum())
        };
        match (claimed(&self.ours), claimed(&self.theirs)) {
            (Some(ours), Some(theirs)) if ours == theirs => None,
            (Some(ours), Some(theirs)) => Some(if ours < theirs { Winner::Ours } else { Winner::Theirs }),
            (Some(_), None) => Some(Winner::Ours),
            (None, Some(_)) => Some(Winner::Theirs),
            (None, None) => None,
        }
    }
}
