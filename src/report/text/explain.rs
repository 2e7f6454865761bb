//! A number taken apart: every term, what was left out and why, and every step to the end.

use crate::model::{ControlIx, SectionIx};
use crate::report::text::{Cell, Ink, Page, Table, called, gaps};
use crate::report::view::{MeasureView, Writer};
use crate::report::{Options, Subject};
use crate::score::{Figure, Node, NodeResult, RangeKind, Term, Trace};
use crate::text::clean;

/// The measures that every report shows as percentages.
const PERCENTAGES: [&str; 6] =
    ["evidenced", "claimed", "lowest_area", "coverage", "manual_not_applicable", "overall"];

/// Writes where a section stands: every measure of the method, and how to take one apart.
pub fn section(page: &mut Page, subject: &Subject, ix: SectionIx) {
    let options = Options::default();
    let writer = Writer { subject, options: &options };
    let mut table = Table::new().right(&[2]);
    let results: Vec<&NodeResult> =
        subject.outcome.cards.iter().take(1).flat_map(|card| card.at(Node::Section(ix))).collect();
    let measures: Vec<MeasureView> = results.iter().map(|result| writer.measure(result)).collect();
    for (measure, result) in measures.iter().zip(&results) {
        let range = if measure.range.is_empty() { String::new() } else { from_to(writer, result) };
        let cells = [
            Cell::inked(Ink::Strong, &measure.id),
            Cell::new(&measure.title),
            Cell::new(&with_unit(writer, result, &measure.text)),
        ];
        table.row(cells.into_iter().chain([Cell::inked(Ink::Faint, &range)]).collect());
    }
    page.blank();
    page.table(2, &table);
    if !measures.is_empty() {
        let ids: Vec<&str> = measures.iter().map(|m| m.id.as_str()).collect();
        let id = &writer.checklist().section(ix).id;
        page.blank();
        page.paragraph(
            2,
            Ink::Faint,
            &subject.words.say("explain.more", &[("id", id), ("measures", &ids.join(", "))]),
        );
    }
}

/// Writes what a control earned and why: the answer, its backing, its gap, and every measure's terms.
pub fn control(page: &mut Page, subject: &Subject, ix: ControlIx) {
    let options = Options::default();
    let writer = Writer { subject, options: &options };
    let view = writer.control(writer.assessment().item(ix));
    let mut entry = |key: &str, text: &str| {
        if !text.is_empty() {
            page.entry(2, 16, &subject.words.text(key), text);
        }
    };
    entry("explain.answer", &meant(subject, &view.answer, &view.answer_meaning));
    entry("explain.state", &joined(&[&view.state.text, &view.reason]));
    entry("explain.note", &view.note);
    entry("explain.owner", &joined(&[&view.owner, &view.answered.text]));
    entry("explain.backing", &joined(&[&view.tier.code, &view.tier.text, &view.freshness.text]));
    entry("explain.valid-until", &view.valid_until.text);
    entry("explain.target", &view.target);
    entry("show.knock-out", &view.knock_out.text);
    let mut gaps = subject.outcome.gaps.iter().enumerate();
    if let Some((rank, gap)) = gaps.find(|(_, gap)| gap.control == ix) {
        page.heading(&subject.words.text("explain.gap"));
        gaps::one(page, subject.words, &writer.gap(rank, gap));
    }
    let results = subject.outcome.cards.iter().flat_map(|card| card.at(Node::Control(ix)));
    let says = |r: &&NodeResult| r.value.is_some() || r.low.is_some() || r.high.is_some();
    for result in results.filter(says) {
        measure(page, subject, result);
    }
}

/// A level's label with what it means: `2 – Defined: a written rule …`.
fn meant(subject: &Subject, label: &str, meaning: &str) -> String {
    match (label, meaning) {
        ("", other) | (other, "") => other.to_string(),
        (label, meaning) => format!("{label}{} {meaning}", subject.words.text("report.colon")),
    }
}

/// The parts that say something, with commas between them.
fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

/// Writes how a measure came about.
pub fn measure(page: &mut Page, subject: &Subject, result: &NodeResult) {
    let options = Options::default();
    let writer = Writer { subject, options: &options };
    let words = &subject.words;
    let title = writer.measure_title(result.measure.as_str());
    page.heading(
        &words.say("explain.measure", &[("measure", &title), ("of", &node_label(writer, result.node))]),
    );
    let view = writer.measure(result);
    let exact = exact(writer, result.value.as_ref());
    let shown = with_unit(writer, result, &view.text);
    let value = if view.text == exact { shown } else { format!("{shown} ({exact})") };
    page.paragraph(2, Ink::Strong, &words.say("explain.value", &[("value", &value)]));
    range(page, writer, result);
    if let Some(trace) = result.trace.as_deref() {
        terms(page, writer, trace);
        steps(page, writer, trace);
        left_out(page, writer, trace);
    }
    for finding in &result.findings {
        page.item(2, finding);
    }
}

/// A shown figure with its unit, where its measure has one.
fn with_unit(writer: Writer, result: &NodeResult, shown: &str) -> String {
    let is_number = matches!(result.value, Some(Figure::Number(_)));
    if is_number && is_percentage(result) { writer.percent(shown) } else { shown.to_string() }
}

/// Both ends of a range, each with its unit.
fn from_to(writer: Writer, result: &NodeResult) -> String {
    let end = |figure: &Option<Figure>| {
        let text = writer.figure(figure.as_ref());
        if is_percentage(result) { writer.percent(&text) } else { text }
    };
    writer.say("range.from-to", &[("low", end(&result.low)), ("high", end(&result.high))])
}

/// Whether reports show the measure as a percentage: at a control the same measures go from 0 to 1.
fn is_percentage(result: &NodeResult) -> bool {
    matches!(result.node, Node::Section(_)) && PERCENTAGES.contains(&result.measure.as_str())
}

/// The ends of the range, and how sure they are.
fn range(page: &mut Page, writer: Writer, result: &NodeResult) {
    let (low, high) = (exact(writer, result.low.as_ref()), exact(writer, result.high.as_ref()));
    if low == high {
        return;
    }
    let key = match result.range {
        RangeKind::Exact => "explain.range-exact",
        RangeKind::Enclosing => "explain.range-enclosing",
    };
    page.paragraph(2, Ink::Plain, &writer.subject.words.say(key, &[("low", &low), ("high", &high)]));
}

/// The terms that count, each with what it adds, and the result of the fold under them.
fn terms(page: &mut Page, writer: Writer, trace: &Trace) {
    let word = |key: &str| writer.subject.words.text(key);
    let counted: Vec<&Term> = trace.terms.iter().filter(|t| t.left_out.is_none()).collect();
    let total = exact(writer, trace.folded.as_ref());
    if trace.fold.is_empty() && counted.is_empty() {
        // Nothing was folded: what is left out says why.
        return;
    }
    let fold = writer.known("fold", &trace.fold);
    let colon = word("report.colon");
    if counted.iter().all(|t| t.weight.is_none() && t.share.is_none()) || counted.len() < 2 {
        let from: Vec<String> = counted.iter().map(|t| term(writer, t)).collect();
        let from = if from.is_empty() { fold } else { format!("{fold}{colon} {}", from.join("; ")) };
        let values: [(&str, &dyn std::fmt::Display); 2] = [("step", &from), ("after", &total)];
        page.item(2, &writer.subject.words.say("explain.step", &values));
        return;
    }
    page.blank();
    page.paragraph(2, Ink::Faint, &fold);
    let mut table = Table::new().right(&[2, 3, 4]);
    let names =
        ["explain.term", "explain.title", "explain.value-column", "explain.weight", "explain.adds"].map(word);
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for term in counted {
        let from = named(writer, term);
        let number =
            |n: &Option<crate::model::Exact>| n.as_ref().map(ToString::to_string).unwrap_or_default();
        table.row(vec![
            Cell::new(&from.id),
            Cell::new(&from.in_a_column()),
            Cell::new(&exact(writer, term.value.as_ref())),
            Cell::new(&number(&term.weight)),
            Cell::new(&number(&term.share)),
        ]);
    }
    table
        .row(["", &word("explain.result"), "", "", &total].map(|text| Cell::inked(Ink::Strong, text)).into());
    page.table(2, &table);
}

/// One term on a line: what it comes from, and its value.
fn term(writer: Writer, term: &Term) -> String {
    format!("{} = {}", named(writer, term).on_a_line(), exact(writer, term.value.as_ref()))
}

/// Every step after the fold with the value after it.
fn steps(page: &mut Page, writer: Writer, trace: &Trace) {
    for step in &trace.steps {
        let text = writer.step(step.name, &step.parameter);
        let after = exact(writer, step.after.as_ref());
        page.item(2, &writer.subject.words.say("explain.step", &[("step", &text), ("after", &after)]));
        for part in &step.parts {
            let key = if part.holds { "explain.part-holds" } else { "explain.part-fails" };
            let condition = writer.in_words(&clean(&part.condition));
            page.item(4, &writer.subject.words.say(key, &[("condition", &condition)]));
        }
    }
}

fn left_out(page: &mut Page, writer: Writer, trace: &Trace) {
    let out: Vec<(&Term, &str)> = trace.terms.iter().filter_map(|t| Some((t, t.left_out?))).collect();
    if out.is_empty() {
        return;
    }
    page.blank();
    page.paragraph(2, Ink::Faint, &writer.subject.words.count("explain.left-out", out.len(), &[]));
    let colon = writer.subject.words.text("report.colon");
    for (term, why) in out {
        let from = named(writer, term).on_a_line();
        page.item(2, &format!("{from}{colon} {}", writer.known("left-out", why)));
    }
}

/// What a term comes from.
struct Origin {
    id: String,
    /// The title, or the id where there is none.
    title: String,
    /// The measure that gave it and the group that it is in.
    of: String,
}

impl Origin {
    fn on_a_line(&self) -> String {
        let name = called(&self.id, &self.title);
        if self.of.is_empty() { name } else { format!("{name} – {}", self.of) }
    }

    fn in_a_column(&self) -> String {
        if self.of.is_empty() { self.title.clone() } else { format!("{} – {}", self.title, self.of) }
    }
}

/// What a term comes from, with the measure that gave it.
fn named(writer: Writer, term: &Term) -> Origin {
    let (id, title) = match term.node {
        Node::Section(ix) => (writer.checklist().section(ix).id.to_string(), writer.section_title(ix)),
        Node::Control(ix) => (writer.checklist().control(ix).id.to_string(), writer.name(ix).title),
    };
    let measure = term.measure.as_ref().map(|m| writer.measure_title(m.as_str()));
    let group = term.group.as_ref().map(|g| format!("[{g}]"));
    Origin { id, title, of: measure.into_iter().chain(group).collect::<Vec<_>>().join(" ") }
}

fn node_label(writer: Writer, node: Node) -> String {
    match node {
        Node::Section(SectionIx::ROOT) => writer.checklist_title(),
        Node::Section(ix) => writer.section_label(ix),
        Node::Control(ix) => {
            let name = writer.name(ix);
            called(&name.id, &name.title)
        }
    }
}

/// A figure with nothing rounded away; a dash for none.
fn exact(writer: Writer, figure: Option<&Figure>) -> String {
    match figure {
        None => "–".to_string(),
        Some(Figure::Number(number)) => number.to_string(),
        Some(Figure::Label(_) | Figure::Truth(_)) => writer.figure(figure),
    }
}
