//! The scores: one row per method, measure and node.

use super::{Cell, Table, text};
use crate::model::{Exact, SectionIx};
use crate::report::Subject;
use crate::score::{Figure, Node, NodeResult, RangeKind};

/// Every result of every method.
pub(super) fn table(subject: &Subject) -> Table {
    let cards = subject.outcome.cards.iter();
    let rows = cards.flat_map(|card| {
        card.results.iter().map(|result| row(subject, card.method.as_str(), result)).collect::<Vec<_>>()
    });
    Table { head: SCORES, rows: rows.collect() }
}

const SCORES: &[&str] =
    &["method", "measure", "kind", "id", "value", "low", "high", "exact", "shown", "range", "findings"];

fn row(subject: &Subject, method: &str, result: &NodeResult) -> Vec<Cell> {
    let checklist = subject.outcome.assessment.checklist;
    let (kind, id) = match result.node {
        Node::Section(SectionIx::ROOT) => ("checklist", checklist.id.to_string()),
        Node::Section(ix) => ("section", checklist.section(ix).id.to_string()),
        Node::Control(ix) => ("control", checklist.control(ix).id.to_string()),
    };
    let exact = result.value.as_ref().and_then(Figure::number).map(Exact::to_string);
    vec![
        text(method),
        text(result.measure.as_str()),
        text(kind),
        text(id),
        figure(result.value.as_ref()),
        figure(result.low.as_ref()),
        figure(result.high.as_ref()),
        plain(exact.unwrap_or_default()),
        plain(result.shown.clone().unwrap_or_default()),
        text(match result.range {
            RangeKind::Exact => "exact",
            RangeKind::Enclosing => "enclosing",
        }),
        text(result.findings.join("; ")),
    ]
}

/// A number as the nearest double; its digits are the program's own, so a minus sign is one.
fn figure(figure: Option<&Figure>) -> Cell {
    match figure {
        None => text(""),
        Some(Figure::Number(number)) => Cell::Text(number.to_f64().to_string()),
        Some(Figure::Label(label)) => text(label),
        Some(Figure::Truth(truth)) => text(truth.to_string()),
    }
}

/// A number as it is when it is one, else harmless text.
fn plain(value: String) -> Cell {
    if Exact::parse(&value).is_some() { Cell::Text(value) } else { text(value) }
}
