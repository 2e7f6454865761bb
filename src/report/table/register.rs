//! The answers in short, and the register in full.

use super::{Cell, Table, controls, day, decimal, list, text, tier, word};
use crate::report::view::{Coded, ControlView, EvidenceView, ReportView};
use crate::text::Catalogue;

/// Every control with its answer.
pub(super) fn answers(view: &ReportView) -> Table {
    let row = |(section, control): (&str, &ControlView)| {
        vec![
            text(&control.id),
            text(&control.title),
            text(section),
            word(&control.state),
            text(&control.answer),
            text(&control.target),
            text(&control.note),
            text(&control.owner),
            day(&control.answered),
            tier(&control.tier),
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
pub(super) fn register(view: &ReportView, words: Catalogue) -> Table {
    let row = |(section, control): (&str, &ControlView)| {
        let alone = words.text(&format!("fact.{}", control.single_person));
        vec![
            text(&control.id),
            text(&control.title),
            text(&control.ask),
            text(section),
            text(&control.area),
            decimal(&control.weight),
            word(&control.state),
            text(&control.answer),
            text(&control.target),
            text(&control.reason),
            text(&control.note),
            text(&control.share),
            text(&control.owner),
            day(&control.answered),
            tier(&control.tier),
            word(&control.freshness),
            day(&control.valid_until),
            word(&Coded { code: control.single_person.clone(), text: alone }),
            word(&control.knock_out),
            word(&control.gap),
            evidence(&control.evidence),
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

/// Every evidence item in a line of its own.
fn evidence(items: &[EvidenceView]) -> Cell {
    let all = |line: fn(&EvidenceView) -> String| items.iter().map(line).collect::<Vec<_>>().join("; ");
    Cell::Word(Coded {
        code: all(|item| line(item, &item.kind.code, &item.verified.code)),
        text: all(|item| line(item, &item.kind.text, &item.verified.text)),
    })
}

/// An evidence item in one line.
fn line(item: &EvidenceView, kind: &str, verified: &str) -> String {
    let parts = [&item.place, kind, &item.collected.iso, &item.reviewed_by, verified, &item.sha256];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
