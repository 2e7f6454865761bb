//! What moved between two assessments, and why.
//!
//! Both sides are scored at the same reference date and under one checklist, so that a number moves only
//! because somebody changed something. What time alone took away, and what a new checklist version alone
//! moved, are listed apart.

mod answers;
mod asked;
mod carry;
mod change;
mod evidence;
mod frame;
mod scores;
mod yardstick;

pub use asked::asked;
pub use carry::carry;
pub use change::{Cause, Change, ChangeKind, Direction};
pub use frame::latest_date;
pub use scores::{Drift, Move};

use crate::model::{Assessment, Checklist, ControlIx, Date};
use crate::score::{Figure, Scorecard};

/// One assessment with its scorecard.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The assessment, joined with the checklist at the reference date.
    pub assessment: &'a Assessment<'a>,
    /// Its scorecard.
    pub card: &'a Scorecard,
}

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The earlier answers, under the checklist, method and date of `new`.
    pub old: Side<'a>,
    /// The later answers.
    pub new: Side<'a>,
    /// The earlier answers under the checklist and method that they were given for, at the same date;
    /// `None` when these are the same, or no longer to be had.
    pub as_was: Option<Side<'a>>,
}

/// What moved, and why.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Every measure of a section that moved, in the order of the scorecard.
    pub moves: Vec<Move>,
    /// What was changed: the yardstick first, then the profile, then control by control.
    pub changes: Vec<Change>,
    /// Answers that nobody touched and whose validity has run out since.
    pub expired: Vec<Expired>,
    /// What the new checklist or method alone moved, before any answer was touched.
    pub by_yardstick: Vec<Move>,
}

/// An answer that lost its backing to time alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expired {
    /// The control.
    pub control: ControlIx,
    /// Its last valid day.
    pub on: Date,
}

/// What moved between two sides, and why.
pub fn compare(sides: Sides) -> Comparison {
    let mut changes = yardstick::changes(&sides);
    changes.extend(frame::changes(&sides));
    let mut expired = Vec::new();
    let since = frame::latest_date(sides.old.assessment.file);
    for index in 0..sides.new.assessment.items.len() {
        let pair = answers::Pair::new(&sides, ControlIx(index));
        changes.extend(pair.changes());
        expired.extend(since.and_then(|since| pair.expired(since)));
    }
    let by_yardstick = sides.as_was.map(|was| scores::moves_by_id(was, sides.old)).unwrap_or_default();
    Comparison { moves: scores::moves(sides.old.card, sides.new.card), changes, expired, by_yardstick }
}

impl Comparison {
    /// True when nothing moved, nothing was changed and nothing expired.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
            && self.changes.is_empty()
            && self.expired.is_empty()
            && self.by_yardstick.is_empty()
    }

    /// The changes that can have moved a section's figures: those of its controls, and those of the
    /// whole assessment.
    pub fn causes<'c>(
        &'c self,
        checklist: &'c Checklist,
        movement: &'c Move,
    ) -> impl Iterator<Item = &'c Change> {
        let range = &checklist.section(movement.section).controls;
        self.changes.iter().filter(|c| c.control.is_none_or(|ix| range.contains(&ix.0)))
    }
}

/// Whether a figure went down, up, or cannot be ordered.
fn drift(old: Option<&Figure>, new: Option<&Figure>) -> Drift {
    match (old, new) {
        (Some(Figure::Number(old)), Some(Figure::Number(new))) if new < old => Drift::Down,
        (Some(Figure::Number(_)), Some(Figure::Number(_))) => Drift::Up,
        (Some(Figure::Number(_)), None) => Drift::Down,
        (None, Some(Figure::Number(_))) => Drift::Up,
        (Some(Figure::Label(_) | Figure::Truth(_)) | None, _)
        | (Some(Figure::Number(_)), Some(Figure::Label(_) | Figure::Truth(_))) => Drift::Other,
    }
}
