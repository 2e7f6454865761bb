//! A plan on a terminal.

use super::{PlanView, SectionGain, StepView};
use crate::diag::Diagnostics;
use crate::report::Options;
use crate::report::text::{Cell, Ink, PLAIN_WIDTH, Page, Table, called};
use crate::text::Catalogue;

/// The plan as text.
pub(super) fn render(view: &PlanView, words: Catalogue, options: &Options) -> Result<Vec<u8>, Diagnostics> {
    let mut page = Page::new(options.width.unwrap_or(PLAIN_WIDTH), options.colour);
    page.paragraph(0, Ink::Strong, &format!("{} – {}", view.organisation.name, view.goal.text));
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("date", &view.today.text), ("method", &view.method.title), ("version", &view.checklist.version)];
    page.paragraph(0, Ink::Faint, &words.say("text.as-of", &values));
    page.blank();
    let ink = if view.state.code == "unreachable" { Ink::Poor } else { Ink::Plain };
    for sentence in &view.answer {
        page.inked_item(0, ink, sentence);
    }
    for one in &view.supposed {
        page.item(0, &format!("{}: {}", one.id, one.text));
    }
    if !view.steps.is_empty() {
        page.blank();
        page.table(0, &steps(view, words));
    }
    page.blank();
    page.table(0, &sections(view, words));
    if !view.assumptions.is_empty() {
        page.heading(&words.text("plan.assumptions"));
        view.assumptions.iter().for_each(|sentence| page.item(0, sentence));
    }
    page.blank();
    page.paragraph(0, Ink::Faint, &words.text("report.statement-short"));
    Ok(page.finish().into_bytes())
}

/// Heads of columns; in a terminal they are lower case.
fn header(words: Catalogue, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| words.text(key).to_lowercase()).collect()
}

fn steps(view: &PlanView, words: Catalogue) -> Table {
    let mut table = Table::new().right(&[0, 2, 3, 5, 6]);
    let keys = ["plan.step", "plan.days", "plan.so-far", "text.section", "plan.section", "plan.overall"];
    let names = header(words, &keys);
    let names: Vec<&str> = [""].into_iter().chain(names.iter().map(String::as_str)).collect();
    table.header(&names);
    for step in &view.steps {
        table.row(row(step));
    }
    table
}

fn row(step: &StepView) -> Vec<Cell> {
    let cap = if step.lifts_cap == "yes" { Ink::Fair } else { Ink::Plain };
    vec![
        Cell::new(&step.number.to_string()),
        Cell::inked(cap, &format!("{} ({})", called(&step.id, &step.title), step.action.text)),
        Cell::new(&step.days.to_string()),
        Cell::inked(Ink::Faint, &step.days_so_far.to_string()),
        Cell::new(&step.section),
        Cell::inked(Ink::Strong, &step.section_way),
        Cell::new(&step.overall_way),
    ]
}

fn sections(view: &PlanView, words: Catalogue) -> Table {
    let mut table = Table::new().right(&[1, 2, 3]);
    let names = header(words, &["text.section", "plan.before", "plan.gain", "plan.after", "text.band"]);
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for section in view.sections.iter().chain([&view.overall]) {
        table.row(section_row(section));
    }
    table
}

fn section_row(section: &SectionGain) -> Vec<Cell> {
    let dash = |text: &str| if text.is_empty() { "–".to_string() } else { text.to_string() };
    let (before, after) = (dash(&section.before.band.text), dash(&section.after.band.text));
    let ink = match section.gain.code.as_str() {
        "up" => Ink::Good,
        "down" => Ink::Poor,
        _ => Ink::Plain,
    };
    vec![
        Cell::new(&section.label),
        Cell::new(&dash(&section.before.number.text)),
        Cell::inked(ink, &section.gain.text),
        Cell::inked(Ink::Strong, &dash(&section.after.number.text)),
        Cell::new(&if before == after { after } else { format!("{before} → {after}") }),
    ]
}
