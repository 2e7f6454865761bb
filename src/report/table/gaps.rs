//! The gaps, and the work list that teams take into their own tools.

use super::{Cell, Table, day, decimal, list, text, tier, word};
use crate::report::view::{GapView, ReportView};

/// Every gap, first what to do first.
pub(super) fn gaps(view: &ReportView) -> Table {
    let row = |gap: &GapView| {
        vec![
            Cell::Number(gap.rank),
            text(&gap.id),
            text(&gap.title),
            text(&gap.section),
            word(&gap.kind),
            word(&gap.knock_out),
            text(&gap.claimed),
            tier(&gap.tier),
            text(&gap.needed),
            text(&gap.because),
            text(&gap.first_step),
            word(&gap.effort),
            Cell::Number(gap.days_number as usize),
            decimal(&gap.priority),
            day(&gap.check_again),
            text(&gap.owner),
        ]
    };
    Table { head: GAPS, rows: view.gaps.iter().map(row).collect() }
}

const GAPS: &[&str] = &[
    "rank",
    "id",
    "title",
    "section",
    "kind",
    "knock_out",
    "claimed",
    "tier",
    "needed",
    "because",
    "first_step",
    "effort",
    "days",
    "priority",
    "check_again",
    "owner",
];

/// What to do, by whom and by when, with the criterion that fails.
pub(super) fn worklist(view: &ReportView) -> Table {
    let row = |gap: &GapView| {
        let after: Vec<&str> = gap.after.iter().map(|c| c.id.as_str()).collect();
        let due = if gap.due.iso.is_empty() { &gap.check_again } else { &gap.due };
        vec![
            Cell::Number(gap.rank),
            text(&gap.id),
            text(&gap.title),
            text(&gap.section),
            text(&gap.area),
            word(&gap.kind),
            text(&gap.claimed),
            text(&gap.needed),
            text(&gap.needed_meaning),
            list(&gap.evidence_asked),
            text(&gap.first_step),
            word(&gap.effort),
            Cell::Number(gap.days_number as usize),
            list(&after),
            text(&gap.owner),
            day(due),
            text(&gap.plan),
            text(&gap.note),
        ]
    };
    Table { head: WORKLIST, rows: view.gaps.iter().map(row).collect() }
}

const WORKLIST: &[&str] = &[
    "rank",
    "id",
    "title",
    "section",
    "area",
    "kind",
    "current",
    "target",
    "criterion",
    "evidence_asked",
    "first_step",
    "effort",
    "days",
    "after",
    "owner",
    "due",
    "plan",
    "note",
];
