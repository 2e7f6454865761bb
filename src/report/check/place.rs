//! Where a finding stands: the file in the repository, line and columns.

use crate::diag::{FileId, Span};
use crate::report::check::Checked;

/// A file that a reader can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The file.
    pub file: FileId,
    /// Its path in the repository, with `/`.
    pub path: String,
    /// Whether it is the version under review; of an earlier version only the path is still true.
    pub current: bool,
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path in the repository; `None` for what lies in no file (a shipped policy).
    pub path: Option<String>,
    /// The name as the reader knows it.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// One past the last column; the same line.
    pub end: usize,
    /// Whether line and column are those of the version under review.
    pub current: bool,
}

impl Checked<'_> {
    /// Where a span stands.
    pub fn place(&self, span: Span) -> Option<Place> {
        let source = self.sources.get(span.file)?;
        let (line, column) = source.line_column(span.start);
        let width = source.line(line).chars().count();
        let (last, last_column) = source.line_column(span.end);
        let end = if last == line { last_column } else { width + 1 };
        let shown = self.shown.iter().find(|s| s.file == span.file);
        Some(Place {
            path: shown.map(|s| s.path.clone()),
            name: source.name.clone(),
            line,
            column,
            end: end.max(column),
            current: shown.is_some_and(|s| s.current),
        })
    }
}
