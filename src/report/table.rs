//! Tables out: answers, gaps, register, work list and scores, for CSV and workbooks.
//!
//! The first row holds column names, the cells ids, dates and texts in the reader's language. For programs
//! (CSV) names and words are codes, the same in every language; for people (workbooks) they are words of the
//! reader's language. Each format makes text harmless in its own way.

mod gaps;
mod register;
mod scores;

use crate::report::view::{Coded, ReportView};
use crate::report::{Document, Options, Subject, view};

/// One cell: numbers and days stay what they are in a workbook.
pub(super) enum Cell {
    /// Text of anyone's.
    Text(String),
    /// A word for programs, with its text for people.
    Word(Coded),
    /// A number of this program's own that only text can hold: `140/3`.
    Exact(String),
    /// A whole number.
    Number(usize),
    /// A number.
    Real(f64),
    /// A day, `2026-11-22`; empty when there is none.
    Day(String),
}

/// A table with the names of its columns.
pub(super) struct Table {
    /// Column names.
    pub(super) head: &'static [&'static str],
    /// Its rows, each as long as the head.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The tables that there are, in the order of a workbook.
pub const TABLES: [&str; 5] = ["gaps", "worklist", "answers", "register", "scores"];

/// The table that the options ask for: by its name, else the one nearest to the document and template.
pub(super) fn wanted(subject: &Subject, options: &Options) -> Table {
    let by_template = match (options.document, options.template) {
        (Document::Score, _) => "scores",
        (Document::Report, Some("worklist")) => "worklist",
        (Document::Report, Some("register")) => "register",
        (Document::Report, _) => "gaps",
    };
    match options.table.unwrap_or(by_template) {
        "scores" => scores::table(subject, options),
        name => table(name, subject, options, &view::view(subject, options)),
    }
}

/// A table by its name; the gaps for a name that there is not.
pub(super) fn table(name: &str, subject: &Subject, options: &Options, view: &ReportView) -> Table {
    match name {
        "scores" => scores::table(subject, options),
        "answers" => register::answers(view),
        "register" => register::register(view, subject.words),
        "worklist" => gaps::worklist(view),
        _ => gaps::gaps(view),
    }
}

/// A text cell.
fn text(value: impl AsRef<str>) -> Cell {
    Cell::Text(value.as_ref().to_string())
}

/// A word for programs with its text for people.
fn word(coded: &Coded) -> Cell {
    Cell::Word(coded.clone())
}

/// A tier of evidence: its code, for people with what it means.
fn tier(tier: &Coded) -> Cell {
    let text = format!("{} {}", tier.code, tier.text);
    Cell::Word(Coded { code: tier.code.clone(), text: text.trim().to_string() })
}

/// A day.
fn day(day: &view::Day) -> Cell {
    Cell::Day(day.iso.clone())
}

/// A number that the view has written in the reader's convention.
fn decimal(written: &str) -> Cell {
    written.replace(',', ".").parse().map_or_else(|_| text(written), Cell::Real)
}

/// Several texts in one cell.
fn list<T: AsRef<str>>(values: &[T]) -> Cell {
    let all: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    text(all.join("; "))
}

/// Every control of a view with the label of its section.
fn controls(view: &ReportView) -> impl Iterator<Item = (&str, &view::ControlView)> {
    view.register.iter().flat_map(|section| section.controls.iter().map(|c| (section.label.as_str(), c)))
}
