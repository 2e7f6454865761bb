//! A table of text: columns as wide as their cells; where there is too little room the widest give way.

use crate::report::text::Ink;
use crate::report::text::page::{columns_of, paint, wrap};
use crate::text::clean;

/// Spaces between columns.
const GAP: usize = 2;
/// The least width of a column that gives way. **Unit:** columns of the terminal.
const LEAST: usize = 16;

/// A cell: its text, cleaned, and its ink.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    text: String,
    ink: Ink,
}

impl Cell {
    /// A plain cell.
    pub fn new(text: &str) -> Cell {
        Cell::inked(Ink::Plain, text)
    }

    /// A cell in an ink.
    pub fn inked(ink: Ink, text: &str) -> Cell {
        Cell { text: clean(text).into_owned(), ink }
    }
}

/// Rows of cells under an optional header.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<Cell>>,
    right: Vec<usize>,
}

impl Table {
    /// An empty table.
    pub fn new() -> Table {
        Table::default()
    }

    /// Aligns columns to the right, as numbers want it; they never give way.
    #[must_use]
    pub fn right(mut self, columns: &[usize]) -> Table {
        self.right = columns.to_vec();
        self
    }

    /// Adds the header.
    pub fn header(&mut self, names: &[&str]) {
        self.rows.push(names.iter().map(|name| Cell::inked(Ink::Faint, name)).collect());
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Its lines within a width.
    pub(super) fn lines(&self, width: usize, colour: bool) -> Vec<String> {
        let widths = self.widths(width);
        self.rows.iter().flat_map(|row| self.row_lines(row, &widths, colour)).collect()
    }

    /// The width of each column: its widest cell; while there is too little room, the widest column of
    /// text loses a column of the terminal.
    fn widths(&self, width: usize) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            self.rows.iter().filter_map(|r| r.get(column)).map(|c| columns_of(&c.text)).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..columns).map(widest).collect();
        let room = width.saturating_sub(GAP * columns.saturating_sub(1));
        let mut over = widths.iter().sum::<usize>().saturating_sub(room);
        while over > 0 {
            let text = (0..columns).filter(|c| !self.right.contains(c) && widths[*c] > LEAST);
            let Some(column) = text.max_by_key(|c| widths[*c]) else { break };
            widths[column] -= 1;
            over -= 1;
        }
        widths
    }

    fn row_lines(&self, row: &[Cell], widths: &[usize], colour: bool) -> Vec<String> {
        let wrapped: Vec<Vec<String>> = row.iter().zip(widths).map(|(c, w)| wrap(&c.text, *w)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|line| {
                let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
                    let text = wrapped[column].get(line).map_or("", String::as_str);
                    let padding = " ".repeat(width.saturating_sub(columns_of(text)));
                    let painted = paint(cell.ink, text, colour);
                    if self.right.contains(&column) {
                        format!("{padding}{painted}")
                    } else {
                        format!("{painted}{padding}")
                    }
                });
                cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_string()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new().right(&[1]);
        table.row(vec![Cell::new("one two three four five"), Cell::new("7%"), Cell::new("x")]);
        table.row(vec![Cell::new("six"), Cell::new("100%"), Cell::new("y")]);
        table
    }

    #[test]
    fn numbers_stand_under_each_other() {
        let lines = table().lines(80, false);
        assert_eq!(lines[0], "one two three four five    7%  x");
        assert_eq!(lines[1], "six                      100%  y");
    }

    #[test]
    fn one_column_gives_way_when_there_is_too_little_room() {
        let lines = table().lines(27, false);
        assert_eq!(lines[0], "one two three four    7%  x");
        assert_eq!(lines[1], "five");
        assert_eq!(lines[2], "six                 100%  y");
    }
}
