//! A comparison on a terminal.

use super::{ChangeView, CompareView, ControlMove, MoveView, SectionMove};
use crate::diag::Diagnostics;
use crate::report::Options;
use crate::report::text::{Cell, Ink, PLAIN_WIDTH, Page, Table, called};
use crate::text::Catalogue;

/// The comparison as text.
pub(super) fn render(
    view: &CompareView,
    words: Catalogue,
    options: &Options,
) -> Result<Vec<u8>, Diagnostics> {
    let mut page = Page::new(options.width.unwrap_or(PLAIN_WIDTH), options.colour);
    head(&mut page, view, words);
    match view.rated.as_str() {
        "yes" => page.table(0, &sections(view, words)),
        _ => page.table(0, &moves(&view.moves, words)),
    }
    page.blank();
    if view.rated == "yes" {
        page.paragraph(0, Ink::Faint, &words.say("compare.table-text", &[("date", &view.earlier.on.text)]));
        if view.by_yardstick == "yes" {
            page.paragraph(0, Ink::Faint, &words.text("compare.yardstick-note"));
        }
        if view.by_asking == "yes" {
            page.paragraph(0, Ink::Faint, &words.text("compare.asking-note"));
        }
    }
    trend(&mut page, view, words);
    changes(&mut page, "compare.profile", &view.profile, words);
    changes(&mut page, "compare.yardstick", &view.yardstick, words);
    for section in &view.sections {
        chapter(&mut page, section, words);
    }
    page.blank();
    page.paragraph(0, Ink::Faint, &words.text("report.statement-short"));
    Ok(page.finish().into_bytes())
}

fn head(page: &mut Page, view: &CompareView, words: Catalogue) {
    page.paragraph(0, Ink::Strong, &format!("{} – {}", view.organisation.name, words.text("compare.title")));
    for (key, file) in [("compare.earlier", &view.earlier), ("compare.later", &view.later)] {
        let file = words.say("compare.file", &[("name", &file.name), ("date", &file.on.text)]);
        page.entry(0, 12, &words.text(key), &file);
    }
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("date", &view.today.text),
        ("checklist", &view.checklist.title),
        ("version", &view.checklist.version),
        ("method", &view.method.title),
    ];
    page.paragraph(0, Ink::Faint, &words.say("compare.as-of", &values));
    page.blank();
    for sentence in &view.limits {
        page.inked_item(0, Ink::Fair, sentence);
    }
    for sentence in &view.headlines {
        page.item(0, sentence);
    }
    page.blank();
}

fn sections(view: &CompareView, words: Catalogue) -> Table {
    let shown = Shown { yardstick: view.by_yardstick == "yes", asking: view.by_asking == "yes" };
    let mut names = vec!["text.section", "compare.then", "compare.by-time"];
    names.extend(shown.yardstick.then_some("compare.by-yardstick"));
    names.extend(shown.asking.then_some("compare.by-asking"));
    names.extend(["compare.by-work", "compare.now", "text.band"]);
    let columns: Vec<usize> = (1..names.len() - 1).collect();
    let mut table = Table::new().right(&columns);
    let names: Vec<String> = names.into_iter().map(|key| words.text(key)).collect();
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for section in view.sections.iter().chain([&view.overall]) {
        table.row(row(section, shown));
    }
    table
}

/// Which columns are shown besides those that always are.
#[derive(Clone, Copy)]
struct Shown {
    yardstick: bool,
    asking: bool,
}

fn row(section: &SectionMove, shown: Shown) -> Vec<Cell> {
    let figure = |text: &str| if text.is_empty() { "–".to_string() } else { text.to_string() };
    let ink = |code: &str| match code {
        "up" => Ink::Good,
        "down" => Ink::Poor,
        _ => Ink::Plain,
    };
    let band = |text: &str| if text.is_empty() { "–".to_string() } else { text.to_string() };
    let (then, now) = (band(&section.then.band.text), band(&section.now.band.text));
    let bands = if then == now { now } else { format!("{then} → {now}") };
    let delta = |delta: &super::DeltaView| Cell::inked(ink(&delta.code), &delta.text);
    let mut cells = vec![
        Cell::new(&section.label),
        Cell::new(&figure(&section.then.number.text)),
        delta(&section.by_time),
    ];
    cells.extend(shown.yardstick.then(|| delta(&section.by_yardstick)));
    cells.extend(shown.asking.then(|| delta(&section.by_asking)));
    cells.push(delta(&section.by_work));
    cells.push(Cell::inked(Ink::Strong, &figure(&section.now.number.text)));
    cells.push(Cell::new(&bands));
    cells
}

fn moves(moves: &[MoveView], words: Catalogue) -> Table {
    let mut table = Table::new().right(&[2, 3]);
    let names = ["text.section", "text.measure", "compare.before", "compare.now"];
    let names: Vec<String> = names.into_iter().map(|key| words.text(key)).collect();
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for one in moves {
        let cells = [&one.label, &one.title, &one.old, &one.new];
        table.row(cells.into_iter().map(|text| Cell::new(text)).collect());
    }
    table
}

fn trend(page: &mut Page, view: &CompareView, words: Catalogue) {
    if view.trend.rows.is_empty() {
        return;
    }
    page.heading(&words.text("compare.trend"));
    page.paragraph(0, Ink::Faint, &words.text("compare.trend-text"));
    let columns: Vec<usize> = (1..=view.trend.days.len() + 1).collect();
    let mut table = Table::new().right(&columns);
    let mut names = vec![words.text("text.section")];
    names.extend(view.trend.days.iter().map(|day| day.iso.clone()));
    names.push(words.text("compare.in-all"));
    table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for row in &view.trend.rows {
        let points = row.points.iter().map(|point| match point.number.text.as_str() {
            "" => Cell::new("–"),
            text => Cell::new(text),
        });
        let cells = [Cell::new(&row.label)].into_iter().chain(points).chain([Cell::new(&row.in_all.text)]);
        table.row(cells.collect());
    }
    page.table(0, &table);
}

fn changes(page: &mut Page, title: &str, changes: &[ChangeView], words: Catalogue) {
    if changes.is_empty() {
        return;
    }
    page.heading(&words.text(title));
    for change in changes {
        let control = if change.control.is_empty() { String::new() } else { format!("{}: ", change.control) };
        page.item(0, &format!("{control}{}", change.text));
    }
}

fn chapter(page: &mut Page, section: &SectionMove, words: Catalogue) {
    if section.controls.is_empty() && section.renewed.is_empty() {
        return;
    }
    page.heading(&section.label);
    for control in &section.controls {
        one(page, control, words);
    }
    if !section.renewed_text.is_empty() {
        page.paragraph(0, Ink::Faint, &section.renewed_text);
    }
}

fn one(page: &mut Page, control: &ControlMove, words: Catalogue) {
    let ink = match control.drift.code.as_str() {
        "up" => Ink::Good,
        "down" => Ink::Poor,
        _ => Ink::Plain,
    };
    let way = match control.drift.code.as_str() {
        "same" => control.now.clone(),
        _ => format!("{} → {}", control.then, control.now),
    };
    page.inked_item(0, ink, &format!("{} ({way})", called(&control.id, &control.title)));
    for change in &control.changes {
        page.paragraph(4, Ink::Plain, &change.text);
    }
    if !control.expired.text.is_empty() {
        page.paragraph(4, Ink::Fair, &words.say("compare.expired-on", &[("date", &control.expired.text)]));
    }
    if !control.because.is_empty() {
        page.paragraph(4, Ink::Plain, &control.because);
    }
}
