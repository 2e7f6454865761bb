//! What somebody wants to say about one control, and the edit that says it.

use std::path::Path;

use super::column::Column;
use super::evidence::{self, unplaced};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::edit::{Change, Field, Piece};
use crate::model::{Answer, Checklist, Control, ControlIx, Date, Exact, Scale, parse_date};

/// The word for what does not concern the organisation, and what people type for it.
pub(super) const NOT_APPLICABLE: &str = "not_applicable";
const SHORT_FOR_IT: [&str; 3] = ["na", "n/a", "not-applicable"];

/// What somebody wants to say about one control, as they wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    said: Vec<(Column, String)>,
    /// What is to go.
    pub(super) remove: Vec<Field>,
}

/// What a wish is fulfilled with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    /// What is asked.
    pub(super) checklist: &'a Checklist,
    /// The folder of the assessment.
    pub(super) folder: &'a Path,
    /// The day of an answer that does not say it.
    pub(super) today: Date,
    /// The owner of an answer that has none.
    pub(super) me: Option<&'a str>,
}

impl Wish {
    /// Says something more.
    pub(super) fn say(&mut self, column: Column, text: &str) {
        self.said.push((column, text.to_string()));
    }

    /// As it is and one thing more, unless that is empty.
    #[must_use]
    pub(super) fn and(mut self, column: Column, text: &str) -> Wish {
        if !text.is_empty() {
            self.say(column, text);
        }
        self
    }

    /// The wish to take something out.
    pub(super) fn without(field: Field) -> Wish {
        Wish { remove: vec![field], ..Wish::default() }
    }

    /// Whether nothing is wanted.
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty() && self.remove.is_empty()
    }

    /// Whether an answer is among it.
    pub(super) fn has_choice(&self) -> bool {
        self.get(Column::Answer).is_some()
    }

    fn get(&self, column: Column) -> Option<&str> {
        self.all(column).next()
    }

    fn all(&self, column: Column) -> impl Iterator<Item = &str> {
        self.said.iter().filter(move |(c, _)| *c == column).map(|(_, text)| text.as_str())
    }

    /// The edit of a control's answer. What the reader of assessments checks is left to it.
    ///
    /// **Reports:** `evidence-absent`, `path-outside`, `bad-value`, `says-nothing`.
    pub(super) fn change(
        &self,
        control: ControlIx,
        before: Option<&Answer>,
        setting: Setting<'_>,
        problems: &mut Diagnostics,
    ) -> Change {
        let control = setting.checklist.control(control);
        let scale = setting.checklist.scale_of(control);
        let change = self.claim(control, scale, setting);
        let change = self.people(change, before, setting);
        let change = self.share(change, problems);
        let change = self.evidence(change, setting, problems);
        self.plan(change)
    }

    /// The answer itself with what belongs to it alone. What a former answer needed and this one does
    /// not have goes with it.
    fn claim(&self, control: &Control, scale: &Scale, setting: Setting<'_>) -> Change {
        let mut change = Change::new();
        for field in &self.remove {
            change = match field {
                // A key may be the only one of its map, which cannot go without the map.
                Field::Answer => blank(change),
                field => change.remove(*field),
            };
        }
        let words: Vec<String> = self.all(Column::Answer).map(|text| word(scale, text)).collect();
        if let Some(first) = words.first() {
            change = change.set(Field::Answer, answer(control, scale, &words));
            change = change.set(Field::Answered, Piece::Bare(setting.today.to_string()));
            if first != NOT_APPLICABLE {
                change = change.remove(Field::Reason).remove(Field::ApprovedBy).remove(Field::Until);
            }
        }
        change
    }

    fn people(&self, mut change: Change, before: Option<&Answer>, setting: Setting<'_>) -> Change {
        let texts = [
            (Column::Note, Field::Note),
            (Column::Owner, Field::Owner),
            (Column::Reason, Field::Reason),
            (Column::ApprovedBy, Field::ApprovedBy),
        ];
        for (column, field) in texts {
            if let Some(text) = self.get(column) {
                change = change.set(field, Piece::text(text));
            }
        }
        for (column, field) in [(Column::Answered, Field::Answered), (Column::Until, Field::Until)] {
            if let Some(text) = self.get(column) {
                change = change.set(field, day(text));
            }
        }
        if let Some(text) = self.get(Column::Target) {
            change = change.set(Field::Target, Piece::choice(text));
        }
        let owned = before.is_some_and(|answer| answer.owner.is_some()) || self.get(Column::Owner).is_some();
        match setting.me {
            Some(me) if self.has_choice() && !owned => change.set(Field::Owner, Piece::text(me)),
            Some(_) | None => change,
        }
    }

    fn share(&self, mut change: Change, problems: &mut Diagnostics) -> Change {
        if let Some(text) = self.get(Column::Share) {
            let number = |text: &str| Exact::parse(text.trim()).map(|_| Piece::Bare(text.trim().to_string()));
            let parts = text.split_once('/').and_then(|(have, of)| number(have).zip(number(of)));
            match parts {
                Some((have, of)) => {
                    change = change.within(Field::Share, "have", have).within(Field::Share, "of", of);
                }
                None => {
                    let problem = unplaced(Code::BadValue).with("found", text);
                    problems.push(problem.with("expected", "47/50"));
                }
            }
        }
        match self.get(Column::ShareSource) {
            Some(text) => change.within(Field::Share, "source", Piece::text(text)),
            None => change,
        }
    }

    fn evidence(&self, mut change: Change, setting: Setting<'_>, problems: &mut Diagnostics) -> Change {
        let mut about: Vec<(&'static str, Piece)> = Vec::new();
        for column in [Column::Kind, Column::Collected, Column::Expires, Column::ReviewedBy, Column::Verified]
        {
            match self.get(column) {
                Some(text) if matches!(column, Column::Collected | Column::Expires) => {
                    about.push((column.word(), day(text)));
                }
                Some(text) => about.push((column.word(), Piece::text(text))),
                None => {}
            }
        }
        let found = self.all(Column::Evidence).map(|text| evidence::place(text, setting.folder));
        let references = self.all(Column::Reference).map(|text| Ok(("reference", text.to_string())));
        let places: Vec<Result<(&'static str, String), Diagnostic>> = found.chain(references).collect();
        if let Some((key, _)) = about.first().filter(|_| places.is_empty()) {
            let problem = unplaced(Code::SaysNothing).with("key", key);
            problems.push(problem.with("needed", Column::Evidence.word()));
        }
        for place in places {
            match place {
                Ok((key, place)) => {
                    let item = [(key, Piece::text(place))].into_iter().chain(about.iter().cloned()).collect();
                    change = change.evidence(item);
                }
                Err(problem) => problems.push(problem),
            }
        }
        change
    }

    fn plan(&self, mut change: Change) -> Change {
        let texts = [
            (Column::Plan, "do"),
            (Column::PlanOwner, "owner"),
            (Column::Due, "due"),
            (Column::Days, "days"),
            (Column::PlanApprovedBy, "approved_by"),
        ];
        for (column, key) in texts {
            if let Some(text) = self.get(column) {
                let piece = match column {
                    Column::Due => day(text),
                    Column::Days if text.parse::<u32>().is_ok() => Piece::Bare(text.to_string()),
                    _ => Piece::text(text),
                };
                change = change.within(Field::Plan, key, piece);
            }
        }
        change
    }
}

/// Takes a claim back with everything that only means something beside one.
fn blank(change: Change) -> Change {
    let alone = [Field::Answered, Field::Share, Field::Reason, Field::ApprovedBy, Field::Until];
    alone.into_iter().fold(change.set(Field::Answer, Piece::Nothing), Change::remove)
}

/// A word as the scale spells it. The reader of assessments says what is wrong with any other.
fn word(scale: &Scale, text: &str) -> String {
    let text = text.trim();
    let same = |choice: &&crate::model::Choice| choice.id.as_str().eq_ignore_ascii_case(text);
    match scale.choices.iter().find(same) {
        Some(choice) => choice.id.to_string(),
        None if SHORT_FOR_IT.contains(&text.to_lowercase().as_str()) => NOT_APPLICABLE.to_string(),
        None => text.to_string(),
    }
}

fn answer(control: &Control, scale: &Scale, words: &[String]) -> Piece {
    let one = |word: &String| match &scale.number {
        Some(_) if Exact::parse(word).is_some() => Piece::Bare(word.clone()),
        Some(_) | None => Piece::choice(word),
    };
    match words {
        [word] if !control.multiple || scale.find(word).is_none() => one(word),
        words => Piece::List(words.iter().map(one).collect()),
    }
}

/// A day stands bare; what is none is text, and the reader of assessments says so.
fn day(text: &str) -> Piece {
    match parse_date(text.trim()) {
        Some(date) => Piece::Bare(date.to_string()),
        None => Piece::text(text),
    }
}
