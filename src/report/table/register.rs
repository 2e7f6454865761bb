//! The answers in short, and the register in full.

use super::{Table, controls, day, decimal, list, text};
use crate::report::view::{ControlView, EvidenceView, ReportView};

/// Every control with its answer.
pub(super) fn answers(view: &ReportView) -> Table {
    let row = |(section, control): (&str, &ControlView)| {
        vec![
            text(&control.id),
            text(&control.title),
            text(section),
            text(&control.state.code),
            text(&control.answer),
            text(&control.target),
            text(&control.note),
            text(&control.owner),
            day(&control.answered),
            text(&control.tier.code),
            day(&control.valid_until),
        ]
    };
    Table { head: ANSWERS, rows: controls(view).map(row).collect() }
}

const ANSWERS: &[&str] = &[
    "id",
    "title",
    "section",
    "state",
    "answer",
    "target",
    "note",
    "owner",
    "answered",
    "tier",
    "valid_until",
];

/// Every control with all that is known about it.
pub(super) fn register(view: &ReportView) -> Table {
    let row = |(section, control): (&str, &ControlView)| {
        let evidence: Vec<String> = control.evidence.iter().map(evidence).collect();
        vec![
            text(&control.id),
            text(&control.title),
            text(&control.ask),
            text(section),
            text(&control.area),
            decimal(&control.weight),
            text(&control.state.code),
            text(&control.answer),
            text(&control.target),
            text(&control.reason),
            text(&control.note),
            text(&control.share),
            text(&control.owner),
            day(&control.answered),
            text(&control.tier.code),
            text(&control.freshness.code),
            day(&control.valid_until),
            text(&control.single_person),
            text(&control.knock_out.code),
            text(&control.gap.code),
            list(&evidence),
            list(&control.references),
            text(&control.same_as),
        ]
    };
    Table { head: REGISTER, rows: controls(view).map(row).collect() }
}

const REGISTER: &[&str] = &[
    "id",
    "title",
    "question",
    "section",
    "area",
    "weight",
    "state",
    "answer",
    "target",
    "reason",
    "note",
    "share",
    "owner",
    "answered",
    "tier",
    "freshness",
    "valid_until",
    "single_person",
    "knock_out",
    "gap",
    "evidence",
    "references",
    "same_as",
];

/// An evidence item in one line.
fn evidence(item: &EvidenceView) -> String {
    let parts = [
        &item.place,
        &item.kind.code,
        &item.collected.iso,
        &item.reviewed_by,
        &item.verified.code,
        &item.sha256,
    ];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    said.join(", ")
}
