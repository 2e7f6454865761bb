//! Putting a new key into a map, or a new item into a list, beside what is there.

use super::layout::Layout;
use super::piece::{Indent, Piece, entry_lines, indented, item_lines, key_text};
use super::planner::{Entry, Plan, Planner};
use super::shape::Shape;
use crate::source::tree::{Kind, NodeId};

/// A key that a map does not have yet.
#[derive(Clone, Debug)]
pub(super) struct New<'n> {
    /// The key.
    pub(super) key: &'n str,
    /// Its value.
    pub(super) piece: Piece,
    /// The lines of key and value where they are to be taken as they are, without the indentation of
    /// the first.
    pub(super) lines: Option<Vec<String>>,
}

impl<'n> New<'n> {
    pub(super) fn of(key: &'n str, piece: Piece) -> New<'n> {
        New { key, piece, lines: None }
    }

    /// The lines of key and value at a column.
    pub(super) fn lines(&self, indent: Indent) -> Vec<String> {
        match &self.lines {
            Some(lines) => lines.iter().map(|line| indented(line, indent)).collect(),
            None => entry_lines(self.key, &self.piece, indent),
        }
    }
}

impl Planner<'_> {
    /// Puts new keys into a map, after an entry or at its beginning. `owner` is the map's own key.
    pub(super) fn insert(
        &mut self,
        owner: Option<NodeId>,
        map: NodeId,
        before: Option<Entry>,
        new: &[New<'_>],
    ) -> Plan {
        let start = self.layout.start(map);
        if self.layout.is_flow(map) {
            let place = before.map(|entry| self.flow_place(entry)).transpose()?;
            let words = new.iter().map(|new| format!("{}: {}", key_text(new.key), new.piece.flow()));
            return self.insert_in_flow(map, place, &words.collect::<Vec<_>>());
        }
        let column = match before {
            // The first key of an item stands behind its dash.
            Some(_) => self.layout.column_in_item(start),
            None => self.layout.indentation(start),
        };
        let indent = self.indent(column.ok_or(start)?);
        let is_spaced = before.is_some_and(|entry| is_spaced(self.layout, map, entry));
        let mut lines: Vec<String> = Vec::new();
        for new in new {
            lines.extend(is_spaced.then(String::new));
            lines.extend(new.lines(indent));
        }
        let at = match (before, owner) {
            (Some((key, value)), _) => self.layout.after_value(key, value),
            (None, Some(owner)) => {
                self.layout.next_line(self.layout.opening(owner, map).ok_or(start)?.after_colon)
            }
            (None, None) => self.layout.line_start(start),
        };
        self.put_lines(at, &lines);
        Ok(())
    }

    /// Adds items to the list of a key. A value of another kind is not thrown away: it is refused.
    pub(super) fn append(&mut self, key: NodeId, value: NodeId, items: &[Piece], in_flow: bool) -> Plan {
        let all = |there: &[Shape]| {
            let there = there.iter().map(Shape::to_piece);
            Piece::List(there.chain(items.iter().cloned()).collect())
        };
        let written = &self.tree.written(value).kind;
        match (written, Shape::of(self.tree, value)) {
            (Kind::List(there), _) if !there.is_empty() => {
                self.add_items(key, value, there[there.len() - 1], items)
            }
            (_, Shape::List(there)) => self.fill(key, value, &all(&there), in_flow),
            (_, Shape::Nothing) => self.fill(key, value, &all(&[]), in_flow),
            (_, Shape::Scalar(..) | Shape::Map(_)) => Err(self.layout.start(value)),
        }
    }

    fn add_items(&mut self, key: NodeId, list: NodeId, last: NodeId, items: &[Piece]) -> Plan {
        let start = self.layout.start(list);
        if self.layout.is_flow(list) {
            let place = FlowPlace { start: self.layout.start(last), end: self.layout.end(last) };
            return self.insert_in_flow(
                list,
                Some(place),
                &items.iter().map(Piece::flow).collect::<Vec<_>>(),
            );
        }
        // The span of a list need not begin with its first dash.
        let dash = self.next_mark(self.layout.opening(key, list).ok_or(start)?.after_colon);
        let is_dash = self.layout.text[dash..].starts_with('-');
        let column = self.layout.indentation(dash).filter(|_| is_dash).ok_or(start)?;
        let indent = self.indent(column);
        let lines: Vec<String> = items.iter().flat_map(|item| item_lines(item, indent)).collect();
        self.put_lines(self.layout.after_item(last), &lines);
        Ok(())
    }

    fn flow_place(&self, (key, value): Entry) -> Result<FlowPlace, usize> {
        let start = self.layout.start(key);
        let opening = self.layout.opening(key, value).ok_or(start)?;
        Ok(FlowPlace { start, end: self.layout.end(value).max(opening.after_colon) })
    }

    /// Puts words into brackets or braces, each on a line of its own where the others have one.
    fn insert_in_flow(&mut self, holder: NodeId, before: Option<FlowPlace>, words: &[String]) -> Plan {
        let layout = self.layout;
        let Some(before) = before else {
            let at = layout.start(holder) + 1;
            let is_empty = layout.text[at..].trim_start().starts_with([']', '}']);
            self.patches.insert(at, words.join(", ") + if is_empty { "" } else { ", " });
            return Ok(());
        };
        let indent = layout.indentation(before.start).map(|n| " ".repeat(n));
        let next_line = layout.next_line(before.end);
        let next = self.next_mark(before.end);
        let comma = layout.text[next..].starts_with(',');
        let lines = |before: &str, after: &str| -> Option<Vec<String>> {
            let indent = indent.as_ref()?;
            Some(words.iter().map(|word| format!("{indent}{before}{word}{after}")).collect())
        };
        let lines = match (comma, next < next_line) {
            (true, true) if self.next_mark_is_below(next + 1) => lines("", ","),
            (true, false) => lines(", ", ""),
            (false, false) => lines("", ","),
            (true | false, true) => None,
        };
        match lines {
            Some(mut lines) => {
                if !comma {
                    self.patches.insert(before.end, ",");
                    lines.last_mut().map(String::pop);
                }
                self.put_lines(next_line, &lines);
            }
            None => self.patches.insert(before.end, format!(", {}", words.join(", "))),
        }
        Ok(())
    }

    /// The next character that is neither blank nor part of a comment.
    fn next_mark(&self, from: usize) -> usize {
        let text = self.layout.text;
        let mut at = from;
        loop {
            at += text[at..].len() - text[at..].trim_start().len();
            if !text[at..].starts_with('#') {
                return at;
            }
            at = self.layout.next_line(at);
        }
    }

    fn next_mark_is_below(&self, from: usize) -> bool {
        let from = from.min(self.layout.text.len());
        self.next_mark(from) >= self.layout.next_line(from)
    }
}

/// Where an entry of a flow map or an item of a flow list stands. **Unit:** bytes.
struct FlowPlace {
    start: usize,
    end: usize,
}

/// Whether the entries of a map are set apart by blank lines where `entry` stands.
fn is_spaced(layout: Layout<'_>, map: NodeId, entry: Entry) -> bool {
    let entries = layout.tree.entries(map).unwrap_or_default();
    let Some(at) = entries.iter().position(|e| *e == entry) else { return false };
    if ends_with_kept_blanks(layout, entry.0, entry.1) {
        return false;
    }
    let gap = match (at, entries.get(at + 1)) {
        (0, Some((next, _))) => layout.after_value(entry.0, entry.1)..layout.start(*next),
        (0, None) => return false,
        (_, _) => layout.after_value(entries[at - 1].0, entries[at - 1].1)..layout.start(entry.0),
    };
    let text = layout.text.get(gap).unwrap_or_default();
    text.contains("\n\n") || text.contains("\n\r\n") || text.starts_with('\n') || text.starts_with("\r\n")
}

/// Whether the last text of a value is a block that keeps the blank lines after it (`|+`, `>+`):
/// a blank line more would be a change of that text.
pub(super) fn ends_with_kept_blanks(layout: Layout<'_>, key: NodeId, value: NodeId) -> bool {
    match &layout.tree.written(value).kind {
        Kind::Map(entries) => entries.last().is_some_and(|(k, v)| ends_with_kept_blanks(layout, *k, *v)),
        // The header of an item is not at hand: its blanks are taken for kept.
        Kind::List(items) => items.last().is_some_and(|item| layout.tree.is_block(*item)),
        Kind::Scalar(..) => {
            let header = layout.opening(key, value).and_then(|opening| opening.block);
            header.is_some_and(|header| layout.text[header].contains('+'))
        }
        Kind::Alias(_) => false,
    }
}
