//! The scores: one row per method, measure and node.

use super::{Cell, Table, text};
use crate::gap::knock_out_state;
use crate::model::{ControlIx, Exact, SectionIx};
use crate::report::view::{
    Coded, FEW_KNOCK_OUTS, KNOCK_OUT_MEASURES, LOWEST_AREA, PUBLIC, measure_title, noted,
};
use crate::report::{Options, Subject};
use crate::score::{Figure, Node, NodeResult, RangeKind};

/// Every result of every method; for the public those of the whole and of the sections directly below it,
/// because an area with a single question would give its answer away.
pub(super) fn table(subject: &Subject, options: &Options) -> Table {
    let public = options.template == Some(PUBLIC);
    let mut rows = Vec::new();
    for card in &subject.outcome.cards {
        let shown = card.results.iter().filter(|r| !public || is_public(subject, r));
        rows.extend(shown.map(|result| row(subject, card.method.as_str(), result)));
    }
    Table { head: SCORES, rows }
}

/// Whether a result may be published.
fn is_public(subject: &Subject, result: &NodeResult) -> bool {
    let assessment = &subject.outcome.assessment;
    let checklist = assessment.checklist;
    let Node::Section(ix) = result.node else { return false };
    let measure = result.measure.as_str();
    let is_wide = ix == SectionIx::ROOT || checklist.top_sections().any(|top| top == ix);
    let are_few = || {
        let inside = checklist.section(ix).controls.clone();
        let all = inside.filter(|control| knock_out_state(assessment, ControlIx(*control)).is_some());
        all.count() < FEW_KNOCK_OUTS
    };
    is_wide && measure != LOWEST_AREA && !(measure.starts_with(KNOCK_OUT_MEASURES) && are_few())
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
    let measure = result.measure.as_str();
    let range = match result.range {
        RangeKind::Exact => "exact",
        RangeKind::Enclosing => "enclosing",
    };
    let exact = result.value.as_ref().and_then(Figure::number).map(Exact::to_string);
    vec![
        worded(method, subject.texts.text(&format!("method.{method}.title")).into_owned()),
        worded(measure, measure_title((subject.texts, subject.words), method, measure)),
        worded(kind, subject.words.text(&format!("scores.{kind}"))),
        text(id),
        figure(result.value.as_ref()),
        figure(result.low.as_ref()),
        figure(result.high.as_ref()),
        plain(exact.unwrap_or_default()),
        plain(result.shown.clone().unwrap_or_default()),
        worded(range, subject.words.text(&format!("scores.{range}"))),
        findings(subject, result),
    ]
}

/// A word for programs with its text for people.
fn worded(code: &str, text: String) -> Cell {
    Cell::Word(Coded { code: code.to_string(), text })
}

/// What gates and caps say beside a result.
fn findings(subject: &Subject, result: &NodeResult) -> Cell {
    let text = result.findings.iter().map(|said| noted(subject.words, said)).collect::<Vec<_>>().join("; ");
    worded(&result.findings.join("; "), text)
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
