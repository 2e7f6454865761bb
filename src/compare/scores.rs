//! Figures of sections that moved.

use crate::compare::{Side, drift};
use crate::model::{MeasureId, SectionIx};
use crate::score::{Figure, Node, NodeResult, Scorecard};

/// A figure that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The measure.
    pub measure: MeasureId,
    /// The section.
    pub section: SectionIx,
    /// The low end before; the value where a measure has no low end.
    pub old: Option<Figure>,
    /// The low end now.
    pub new: Option<Figure>,
    /// Which way it moved.
    pub drift: Drift,
}

/// Which way a figure moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drift {
    /// To a higher number, or from none to one.
    Up,
    /// To a lower number, or from one to none.
    Down,
    /// To another word.
    Other,
}

/// The figures that differ between two scorecards of the same checklist and method.
pub(super) fn moves(old: &Scorecard, new: &Scorecard) -> Vec<Move> {
    let same_shape = old.results.len() == new.results.len();
    let all = new.results.iter().enumerate().filter_map(|(i, now)| {
        let Node::Section(section) = now.node else { return None };
        let beside =
            old.results.get(i).filter(|r| same_shape && r.node == now.node && r.measure == now.measure);
        let then = beside.or_else(|| old.get(now.measure.as_str(), now.node))?;
        moved(then, now, section)
    });
    all.collect()
}

/// The figures that differ between two scorecards of different checklists, for sections of the same id.
pub(super) fn moves_by_id(old: Side, new: Side) -> Vec<Move> {
    let (before, after) = (old.assessment.checklist, new.assessment.checklist);
    let all = new.card.results.iter().filter_map(|now| {
        let Node::Section(section) = now.node else { return None };
        let counterpart = match section {
            SectionIx::ROOT => SectionIx::ROOT,
            _ => before.find_section(after.section(section).id.as_str())?,
        };
        moved(old.card.get(now.measure.as_str(), Node::Section(counterpart))?, now, section)
    });
    all.collect()
}

fn moved(then: &NodeResult, now: &NodeResult, section: SectionIx) -> Option<Move> {
    let figure = |r: &NodeResult| r.low.clone().or_else(|| r.value.clone());
    let (old, new) = (figure(then), figure(now));
    (old != new).then(|| Move {
        measure: now.measure.clone(),
        section,
        drift: drift(old.as_ref(), new.as_ref()),
        old,
        new,
    })
}
