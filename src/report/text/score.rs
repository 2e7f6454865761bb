//! The scorecard on a terminal: where each section stands, and what holds it down.

use std::collections::BTreeMap;

use crate::assess::Outcome;
use crate::model::{Checklist, Child, SectionIx};
use crate::report::text::{Cell, Ink, Page, Table};
use crate::report::view::{KnockOutView, ReportView, SectionView, Writer, view};
use crate::report::{Document, Options, Subject};
use crate::score::{Node, NodeResult, Scorecard};

/// The scorecard of a subject: one method in full, or several side by side.
pub(super) fn write(page: &mut Page, subject: &Subject, options: &Options) {
    let view = view(subject, &Options { document: Document::Score, ..options.clone() });
    head(page, subject, &view);
    let several = subject.outcome.cards.len() > 1;
    match (several, view.method.rated.as_str()) {
        // What nothing applies to has no figures: the foot says so.
        _ if view.summary.counts.applicable == 0 => {}
        (true, _) => side_by_side(page, subject, options),
        (false, "yes") => rated(page, subject, &view),
        (false, _) => measured(page, subject, options),
    }
    if options.explain {
        explained(page, subject, options);
    }
    foot(page, subject, &view);
}

/// Who, what and when, and what this is not.
pub(super) fn head(page: &mut Page, subject: &Subject, view: &ReportView) {
    let words = &subject.words;
    page.paragraph(0, Ink::Strong, &format!("{} – {}", view.organisation.name, view.checklist.title));
    let until = view.valid_until.text.as_str();
    let until = match (until, view.valid_until.iso >= view.today.iso) {
        ("", _) => String::new(),
        (date, true) => words.say("decision.renew", &[("date", &date)]),
        (date, false) => words.say("decision.again-now", &[("date", &date)]),
    };
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("date", &view.today.text), ("method", &view.method.title), ("version", &view.checklist.version)];
    page.paragraph(0, Ink::Faint, format!("{} {until}", words.say("text.as-of", &values)).trim_end());
    page.paragraph(0, Ink::Faint, &words.say("text.scope", &[("scope", &view.organisation.scope)]));
}

fn rated(page: &mut Page, subject: &Subject, view: &ReportView) {
    let word = |key: &str| subject.words.text(key);
    let mut table = Table::new().right(&[2, 3, 4]);
    let names =
        ["text.section", "text.band", "text.evidenced", "text.claimed", "text.coverage", "text.confidence"];
    let names: Vec<String> = names.iter().map(|key| word(key)).collect();
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for section in &view.sections {
        table.row(vec![
            Cell::new(&section.label),
            Cell::inked(band_ink(&section.band.code), &section.band.text),
            Cell::inked(Ink::Strong, or_dash(&section.evidenced.text)),
            Cell::new(or_dash(&section.claimed.text)),
            Cell::new(or_dash(&section.coverage)),
            Cell::new(or_dash(&section.confidence)),
        ]);
    }
    page.blank();
    page.table(0, &table);
    page.blank();
    page.paragraph(0, Ink::Faint, &word("text.legend"));
    for section in &view.sections {
        held_down(page, subject, view, section);
    }
}

/// What limits a section: failed and open knock-outs, what caps and gates say, its lowest area.
fn held_down(page: &mut Page, subject: &Subject, view: &ReportView, section: &SectionView) {
    let here = |all: &'_ [KnockOutView]| -> Vec<KnockOutView> {
        all.iter().filter(|k| k.section == section.label).cloned().collect()
    };
    let (failed, open) = (here(&view.summary.failed), here(&view.summary.open));
    if failed.is_empty() && open.is_empty() && section.findings.is_empty() && section.lowest_area.is_empty() {
        return;
    }
    page.heading(&section.label);
    for knock_out in failed.iter().chain(&open) {
        let values: [(&str, &dyn std::fmt::Display); 5] = [
            ("state", &knock_out.state.text),
            ("id", &knock_out.id),
            ("title", &knock_out.title),
            ("claimed", &knock_out.claimed),
            ("needed", &knock_out.needed),
        ];
        let ink = if knock_out.state.code == "failed" { Ink::Poor } else { Ink::Fair };
        page.inked_item(2, ink, &subject.words.say("text.knock-out", &values));
    }
    for (i, finding) in section.findings.iter().enumerate() {
        if !section.findings[..i].contains(finding) {
            page.item(2, finding);
        }
    }
    if !section.lowest_area.is_empty() {
        page.item(2, &section.lowest_area);
    }
}

/// Every measure of a method without evidenced percentages, by section.
fn measured(page: &mut Page, subject: &Subject, options: &Options) {
    let Some(card) = subject.outcome.cards.first() else { return };
    let writer = Writer { subject, options };
    let mut table = Table::new().right(&[2]);
    let word = |key: &str| subject.words.text(key);
    let names = [word("text.section"), word("text.measure"), word("text.value"), word("text.range")];
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for node in nodes(card) {
        for (i, measure) in writer.measures(node).iter().enumerate() {
            let label = if i == 0 { label(writer, node) } else { String::new() };
            table.row(vec![
                Cell::new(&label),
                Cell::new(&measure.title),
                Cell::inked(Ink::Strong, &measure.text),
                Cell::inked(Ink::Faint, &measure.range),
            ]);
        }
    }
    page.blank();
    page.table(0, &table);
    findings(page, writer, card);
}

/// What gates and caps say, by section.
fn findings(page: &mut Page, writer: Writer, card: &Scorecard) {
    for result in card.results.iter().filter(|r| matches!(r.node, Node::Section(_))) {
        for finding in &result.findings {
            page.item(0, &format!("{}: {finding}", label(writer, result.node)));
        }
    }
}

/// The headline of each method for the whole and for each section below the root.
fn side_by_side(page: &mut Page, subject: &Subject, options: &Options) {
    let alone: Vec<Outcome> = subject.outcome.cards.iter().map(|card| alone(subject, card)).collect();
    let subjects: Vec<Subject> = alone.iter().map(|outcome| Subject { outcome, ..subject.clone() }).collect();
    let writers: Vec<Writer> = subjects.iter().map(|subject| Writer { subject, options }).collect();
    let Some(first) = writers.first().copied() else { return };
    let mut table = Table::new();
    let methods: Vec<String> = writers.iter().map(|w| w.method(false).title).collect();
    let section = subject.words.text("text.section");
    let names: Vec<&str> = [section.as_str()].into_iter().chain(methods.iter().map(String::as_str)).collect();
    table.header(&names);
    let tops = subject.outcome.assessment.checklist.top_sections().map(Node::Section);
    for node in [Node::Section(SectionIx::ROOT)].into_iter().chain(tops) {
        let cells = writers.iter().map(|writer| Cell::new(&headline(*writer, node)));
        table.row([Cell::new(&label(first, node))].into_iter().chain(cells).collect());
    }
    page.blank();
    page.table(0, &table);
}

/// The outcome as one method alone sees it.
fn alone<'a>(subject: &Subject<'a>, card: &Scorecard) -> Outcome<'a> {
    let assessment = subject.outcome.assessment.clone();
    Outcome { assessment, cards: vec![card.clone()], gaps: Vec::new() }
}

/// The evidenced percentage or the overall one, each with its band; else the first measure with its
/// name; a dash for none.
fn headline(writer: Writer, node: Node) -> String {
    for (percent, band) in [("evidenced", "band"), ("overall", "overall_band")] {
        let text = writer.number(percent, node).text;
        if !text.is_empty() {
            let band = writer.card().and_then(|card| card.label(band, node)).unwrap_or_default();
            return format!("{text} {band}").trim_end().to_string();
        }
    }
    let method = writer.method(false).title;
    let first = writer.measures(node).into_iter().next();
    let Some(first) = first else { return "–".to_string() };
    let range = if first.range.is_empty() { String::new() } else { format!(" ({})", first.range) };
    // The name of the method stands above the column.
    let title = if first.title == method { String::new() } else { format!("{} ", first.title) };
    format!("{title}{}{range}", first.text)
}

/// Every number of every method with its terms: sections before what they hold.
fn explained(page: &mut Page, subject: &Subject, options: &Options) {
    let tree = tree(subject.outcome.assessment.checklist);
    for card in &subject.outcome.cards {
        let outcome = alone(subject, card);
        let subject = Subject { outcome: &outcome, ..subject.clone() };
        page.heading(&Writer { subject: &subject, options }.method(false).title);
        let mut by_node: BTreeMap<Node, Vec<&NodeResult>> = BTreeMap::new();
        for result in &card.results {
            by_node.entry(result.node).or_default().push(result);
        }
        for result in tree.iter().filter_map(|node| by_node.get(node)).flatten() {
            super::measure(page, &subject, result);
        }
    }
}

/// Every node of a checklist, each section before what it holds.
fn tree(checklist: &Checklist) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut open = vec![Node::Section(SectionIx::ROOT)];
    while let Some(node) = open.pop() {
        nodes.push(node);
        if let Node::Section(ix) = node {
            open.extend(checklist.section(ix).children.iter().rev().map(|child| match child {
                Child::Section(ix) => Node::Section(*ix),
                Child::Control(ix) => Node::Control(*ix),
            }));
        }
    }
    nodes
}

/// Sections that have results, in the order of the checklist; controls where no section has any.
fn nodes(card: &Scorecard) -> Vec<Node> {
    let of_section = |node: &Node| matches!(node, Node::Section(_));
    let any = card.results.iter().any(|r| of_section(&r.node));
    let mut all: Vec<Node> = card.results.iter().map(|r| r.node).filter(|n| of_section(n) || !any).collect();
    all.sort();
    all.dedup();
    all
}

fn label(writer: Writer, node: Node) -> String {
    match node {
        Node::Section(SectionIx::ROOT) => writer.checklist_title(),
        Node::Section(ix) => writer.section_label(ix),
        Node::Control(ix) => writer.name(ix).id,
    }
}

/// What to look at next, and what this is not.
fn foot(page: &mut Page, subject: &Subject, view: &ReportView) {
    let words = &subject.words;
    page.blank();
    for sentence in view.summary.headlines.iter().chain(&view.limits) {
        page.item(0, sentence);
    }
    page.blank();
    page.paragraph(0, Ink::Faint, &words.text("report.statement-short"));
}

fn band_ink(code: &str) -> Ink {
    match code {
        "A" | "B" => Ink::Good,
        "C" | "NR" => Ink::Fair,
        "D" => Ink::Poor,
        _ => Ink::Plain,
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}
