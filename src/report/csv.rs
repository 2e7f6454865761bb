//! CSV as RFC 4180 has it: commas, quotes where needed, CRLF, UTF-8.

use crate::diag::Diagnostics;
use crate::report::escape::cell;
use crate::report::table::{self, Cell, Table};
use crate::report::{Format, Options, Subject};

/// One table as CSV.
pub(super) struct Csv;

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics> {
        Ok(written(&table::wanted(subject, options)))
    }
}

/// A table as CSV.
pub(super) fn written(table: &Table) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    let written = "a row as long as the head goes into memory";
    writer.write_record(table.head).expect(written);
    for row in &table.rows {
        let cells = row.iter().map(|one| match one {
            Cell::Text(text) => cell(text),
            Cell::Word(word) => cell(&word.code),
            Cell::Exact(text) | Cell::Day(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
        });
        writer.write_record(cells).expect(written);
    }
    writer.into_inner().expect(written)
}
