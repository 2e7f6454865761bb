//! Tables out: answers, gaps, register, work list and scores, for CSV and workbooks.
//!
//! The first row holds column names for machines, the same in every language; the cells hold codes, ids,
//! dates as `2026-11-22`, and texts in the reader's language. Text that a spreadsheet would calculate is
//! neutralised with a leading apostrophe.

mod gaps;
mod register;
mod scores;

use crate::report::escape::cell;
use crate::report::view::ReportView;
use crate::report::{Document, Options, Subject, view};

/// One cell: numbers stay numbers in a workbook.
pub(super) enum Cell {
    /// Text, made harmless.
    Text(String),
    /// A whole number.
    Number(usize),
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
    table(options.table.unwrap_or(by_template), subject, options)
}

/// A table by its name; the gaps for a name that there is not.
pub(super) fn table(name: &str, subject: &Subject, options: &Options) -> Table {
    let view = || view::view(subject, options);
    match name {
        "scores" => scores::table(subject),
        "answers" => register::answers(&view()),
        "register" => register::register(&view()),
        "worklist" => gaps::worklist(&view()),
        _ => gaps::gaps(&view()),
    }
}

/// A text cell.
fn text(value: impl AsRef<str>) -> Cell {
    Cell::Text(cell(value.as_ref()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_calculate_is_neutralised_wherever_it_comes_from() {
        for value in ["=1+1", "+1", "-1", "@x", "＝1"] {
            let Cell::Text(text) = text(value) else { panic!("a text") };
            assert_eq!(text, format!("'{value}"));
        }
    }
}
