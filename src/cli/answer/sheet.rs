//! A CSV file of answers: one row for each control, one column for each thing that is said.
//!
//! RFC 4180, UTF-8 with or without byte order mark; semicolons instead of commas where the head has them,
//! as spreadsheets of many countries write it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::column::Column;
use super::quotes;
use super::wish::Wish;
use crate::cli::{Failure, Session, files};
use crate::diag::{Code, Diagnostic, Diagnostics, FileId, Span};
use crate::model::{Checklist, ControlIx};
use crate::source::decode::decode;

/// The names of the column of controls.
const CONTROL: [&str; 2] = ["control", "id"];
/// Columns that help people to fill in a sheet, and say nothing.
const FOR_PEOPLE: [&str; 4] = ["title", "question", "section", "comment"];

/// The largest sheet. **Unit:** bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// The most rows of a sheet, its head left out.
const MOST_ROWS: usize = 20_000;
/// The most columns of a sheet.
const MOST_COLUMNS: usize = 100;
/// The longest cell, as in Excel. **Unit:** bytes, which are at least as many as the characters.
const LONGEST_CELL: usize = 32_767;

/// How much of a cell a message shows. **Unit:** characters.
const SHOWN: usize = 20;

/// One row that says something.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) control: ControlIx,
    pub(super) wish: Wish,
    pub(super) at: Span,
}

/// What a column of a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    Control,
    Said(Column),
    ForPeople,
}

/// Every row of a sheet that says something; a cell that is empty says nothing.
///
/// **Reports:** `encoding`, `empty-file`, `unknown-column`, `duplicate-column`, `missing-column`,
/// `row-shape`, `cell-quotes`, `unknown-control`, `duplicate-row`, `yaml-limit`. **Errors:** it cannot be read.
pub(super) fn read(
    session: &mut Session,
    path: &Path,
    checklist: &Checklist,
    problems: &mut Diagnostics,
) -> Result<Vec<Row>, Failure> {
    let bytes = files::read(path, &session.words)?;
    let name = session.name_of(path);
    let (file, text) = decode(&name, &bytes, &mut session.sources, problems);
    let text = text.unwrap_or_default();
    if text.len() > LARGEST {
        problems.push(Diagnostic::whole_file(Code::YamlLimit, file).with_word("limit", "limit.sheet"));
        return Ok(Vec::new());
    }
    let delimiter = delimiter(&text);
    if let Some(cell) = quotes::wrong(&text, delimiter) {
        let problem = Diagnostic::new(Code::CellQuotes, Span::new(file, cell.start, cell.end));
        problems.push(problem.with("found", text[cell].chars().take(SHOWN).collect::<String>()));
        return Ok(Vec::new());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(first) = next(&mut records) else { return Ok(Vec::new()) };
    if let Some(limit) = limit(&first, 0) {
        let at = span(&first, file, &text);
        problems.push(Diagnostic::new(Code::YamlLimit, at).with_word("limit", limit));
        return Ok(Vec::new());
    }
    let ids = checklist.controls.iter().map(|control| control.id.to_string()).collect();
    let sheet = Sheet { text: &text, file, checklist, heads: heads(&first, file, &text, problems), ids };
    let mut rows = Vec::new();
    let mut seen = BTreeMap::new();
    let mut number = 0;
    while let Some(record) = next(&mut records) {
        number += 1;
        if let Some(limit) = limit(&record, number) {
            let at = span(&record, file, &text);
            problems.push(Diagnostic::new(Code::YamlLimit, at).with_word("limit", limit));
            break;
        }
        rows.extend(sheet.row(&record, &mut seen, problems));
    }
    Ok(rows)
}

/// The next record. Text that is UTF-8 already has no record that cannot be read.
fn next(records: &mut csv::StringRecordsIter<'_, &[u8]>) -> Option<csv::StringRecord> {
    records.next().and_then(Result::ok)
}

/// The limit that the row of this number passes, as a catalogue key.
fn limit(record: &csv::StringRecord, number: usize) -> Option<&'static str> {
    if number > MOST_ROWS {
        Some("limit.rows")
    } else if record.len() > MOST_COLUMNS {
        Some("limit.columns")
    } else if record.iter().any(|cell| cell.len() > LONGEST_CELL) {
        Some("limit.cell")
    } else {
        None
    }
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    if head.contains(';') && !head.contains(',') { b';' } else { b',' }
}

fn heads(record: &csv::StringRecord, file: FileId, text: &str, problems: &mut Diagnostics) -> Vec<Head> {
    let at = span(record, file, text);
    let mut heads = Vec::new();
    for name in record {
        let word = name.trim().to_lowercase();
        let head = match Column::parse(name) {
            _ if CONTROL.contains(&word.as_str()) => Head::Control,
            Some(column) => Head::Said(column),
            None if FOR_PEOPLE.contains(&word.as_str()) => Head::ForPeople,
            None => {
                let known = Column::ALL.map(Column::word);
                let problem = Diagnostic::new(Code::UnknownColumn, at).with("found", name.trim());
                let expected = format!("control, {}", known.join(", "));
                problems.push(problem.with("expected", expected).suggest(&word, known));
                Head::ForPeople
            }
        };
        if head != Head::ForPeople && heads.contains(&head) {
            problems.push(Diagnostic::new(Code::DuplicateColumn, at).with("found", name.trim()));
        }
        heads.push(head);
    }
    if !heads.contains(&Head::Control) {
        problems.push(Diagnostic::new(Code::MissingColumn, at).with("key", CONTROL[0]));
    }
    heads
}

/// A sheet while its rows are read.
struct Sheet<'s> {
    text: &'s str,
    file: FileId,
    checklist: &'s Checklist,
    heads: Vec<Head>,
    /// The id of every control.
    ids: Arc<[String]>,
}

impl Sheet<'_> {
    fn row(
        &self,
        record: &csv::StringRecord,
        seen: &mut BTreeMap<ControlIx, Span>,
        problems: &mut Diagnostics,
    ) -> Option<Row> {
        let at = span(record, self.file, self.text);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        if record.len() != self.heads.len() {
            let problem = Diagnostic::new(Code::RowShape, at).with("found", record.len());
            problems.push(problem.with("expected", self.heads.len()));
            return None;
        }
        let control = self.control(record, at, problems)?;
        if let Some(first) = seen.insert(control, at) {
            let id = &self.checklist.control(control).id;
            let problem = Diagnostic::new(Code::DuplicateRow, at).with("id", id);
            problems.push(problem.and_at(first, "label.first-row"));
            return None;
        }
        let wish = self.wish(record, control);
        (!wish.is_empty()).then_some(Row { control, wish, at })
    }

    fn control(&self, record: &csv::StringRecord, at: Span, problems: &mut Diagnostics) -> Option<ControlIx> {
        let id =
            self.heads.iter().position(|head| *head == Head::Control).and_then(|i| record.get(i))?.trim();
        let found = self.checklist.find_control(id);
        if found.is_none() {
            let problem = Diagnostic::new(Code::UnknownControl, at).with("id", id);
            problems.push(problem.suggest_later(id, self.ids.clone()));
        }
        found
    }

    fn wish(&self, record: &csv::StringRecord, control: ControlIx) -> Wish {
        let several = self.checklist.control(control).multiple;
        let mut wish = Wish::default();
        for (head, cell) in self.heads.iter().zip(record) {
            let Head::Said(column) = head else { continue };
            let cell = cell.replace("\r\n", "\n");
            let parts: Vec<&str> = match column {
                Column::Evidence | Column::Reference => cell.lines().collect(),
                Column::Answer if several => cell.split(',').collect(),
                _ => vec![cell.as_str()],
            };
            for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
                wish.say(*column, part);
            }
        }
        wish
    }
}

/// The first line of a record.
fn span(record: &csv::StringRecord, file: FileId, text: &str) -> Span {
    let from = record.position().map_or(0, |position| position.byte() as usize).min(text.len());
    let blank = text[from..].len() - text[from..].trim_start_matches(['\r', '\n']).len();
    let line = text[from + blank..].lines().next().unwrap_or_default();
    Span::new(file, from + blank, from + blank + line.len())
}
