//! The scores: one row per method, measure and node.

use super::{Cell, Table, text};
use crate::model::{Exact, SectionIx};
use crate::report::view::PUBLIC;
use crate::report::{Options, Subject};
use crate::score::{Figure, Node, NodeResult, RangeKind};

/// Every result of every method; for the public without those of single controls.
pub(super) fn table(subject: &Subject, options: &Options) -> Table {
    let public = options.template == Some(PUBLIC);
    let mut rows = Vec::new();
    for card in &subject.outcome.cards {
        let shown = card.results.iter().filter(|r| !public || matches!(r.node, Node::Section(_)));
        rows.extend(shown.map(|result| row(subject, card.method.as_str(), result)));
    }
    Table { head: SCORES, rows }
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

/// A number as the nearest double.
fn figure(figure: Option<&Figure>) -> Cell {
    match figure {
        None => text(""),
        Some(Figure::Number(number)) => Cell::Real(number.to_f64()),
        Some(Figure::Label(label)) => text(label),
        Some(Figure::Truth(truth)) => text(truth.to_string()),
    }
}

/// A number as it is when it is one, else harmless text.
fn plain(value: String) -> Cell {
    if Exact::parse(&value).is_some() { Cell::Exact(value) } else { text(value) }
}
