//! The figure that a plan moves: the method's percentage, or of a method without one its first measure.

use crate::model::{Exact, SectionIx};
use crate::report::compare::{DeltaView, PointView};
use crate::report::view::{MeasureView, NumberView, Writer};
use crate::score::{Node, NodeResult};

/// The measures that a plan counts in.
const PERCENTAGES: [&str; 2] = ["evidenced", "overall"];

/// What a section is worth.
pub(super) fn point(writer: Writer, ix: SectionIx) -> PointView {
    let point = PointView::of(writer, ix);
    match first(writer, ix) {
        Some(result) if !has_percentages(writer) => {
            let number = NumberView { text: text(writer.measure(result)), ..NumberView::default() };
            PointView { number, ..point }
        }
        Some(_) | None => point,
    }
}

/// How the whole is called.
pub(super) fn whole(writer: Writer) -> String {
    if has_percentages(writer) { writer.word("compare.overall") } else { writer.checklist_title() }
}

/// The way from one to the next.
pub(super) fn gain(before: Writer, after: Writer, ix: SectionIx) -> DeltaView {
    if has_percentages(before) {
        return point(before, ix).to(&point(after, ix));
    }
    let value = |writer| first(writer, ix).and_then(|r| r.value.as_ref()?.number().cloned());
    match value(before).zip(value(after)) {
        Some((then, now)) => moved(before, &(&now - &then)),
        None => PointView::default().to(&PointView::default()),
    }
}

fn moved(writer: Writer, difference: &Exact) -> DeltaView {
    let digits = writer.decimal(&difference.abs(), 2);
    let (code, text) = match difference {
        same if same.is_zero() => ("same", digits),
        less if less.is_negative() => ("down", format!("−{digits}")),
        _ => ("up", format!("+{digits}")),
    };
    DeltaView { code: code.into(), text, points: String::new() }
}

fn has_percentages(writer: Writer) -> bool {
    let is = |result: &NodeResult| PERCENTAGES.contains(&result.measure.as_str());
    writer.card().is_some_and(|card| card.results.iter().any(is))
}

/// The first measure of a section that has a value.
fn first<'a>(writer: Writer<'a>, ix: SectionIx) -> Option<&'a NodeResult> {
    writer.card()?.at(Node::Section(ix)).find(|result| result.value.is_some())
}

/// `35 (0 to 93)`.
fn text(measure: MeasureView) -> String {
    if measure.range.is_empty() { measure.text } else { format!("{} ({})", measure.text, measure.range) }
}
