//! Giving a key another value, in the style of the old one; and taking a key out.

use std::ops::Range;

use super::layout::Opening;
use super::piece::{Indent, Piece, after_colon, indented};
use super::planner::{Entry, Plan, Planner};
use super::scalar::{self, Marks};
use super::shape::Shape;
use super::sibling::ends_with_kept_blanks;
use crate::source::tree::{Kind, NodeId};

/// The widest line of a folded text. **Unit:** columns.
const WIDEST: usize = 100;

impl Planner<'_> {
    /// Puts lines at the beginning of a line, or after the last one.
    pub(super) fn put_lines(&mut self, at: usize, lines: &[String]) {
        let break_ = self.layout.line_break(at);
        let text = lines.join(break_);
        let open_end = at == self.layout.text.len() && !self.layout.text.ends_with('\n');
        self.patches.insert(at, if open_end { format!("{break_}{text}") } else { format!("{text}{break_}") });
    }

    /// Puts lines where others stand, down to the same last line end or lack of one.
    pub(super) fn replace_lines(&mut self, old: Range<usize>, lines: &[String]) {
        let text = self.layout.text;
        if old.is_empty() {
            return self.put_lines(old.start, lines);
        }
        let break_ = self.layout.line_break(old.start);
        let last = if text[old.clone()].ends_with('\n') { break_ } else { "" };
        self.patches.replace(old, lines.join(break_) + last);
    }

    /// Gives a key this value, unless it has it already.
    pub(super) fn fill(&mut self, key: NodeId, value: NodeId, piece: &Piece, in_flow: bool) -> Plan {
        if Shape::of(self.tree, value).same(&Shape::will_be(piece)) {
            return Ok(());
        }
        let opening = self.layout.opening(key, value).ok_or_else(|| self.layout.start(value))?;
        if in_flow {
            return self.fill_in_flow(value, &opening, piece);
        }
        let indent = self.layout.indentation(self.layout.start(key));
        let indent = self.indent(indent.ok_or_else(|| self.layout.start(key))?);
        match (piece, &opening.block) {
            (Piece::Text(text) | Piece::Bare(text), Some(_)) => {
                self.block_text((key, value), &opening, text, indent)
            }
            (Piece::Text(text) | Piece::Bare(text), None) if self.stays_inline(value, piece) => {
                self.inline(value, &opening, &self.restyled(value, text, piece))
            }
            (Piece::Text(_) | Piece::Bare(_) | Piece::Nothing | Piece::List(_) | Piece::Map(_), _) => {
                let (place, end) = self.clear(key, value, &opening)?;
                let (rest, below) = after_colon(piece, indent);
                self.patches.insert(place, rest);
                if !below.is_empty() {
                    self.put_lines(end, &below);
                }
                Ok(())
            }
        }
    }

    /// Whether a scalar takes the place of a scalar on one line.
    fn stays_inline(&self, value: NodeId, piece: &Piece) -> bool {
        let is_scalar = matches!(self.tree.written(value).kind, Kind::Scalar(..) | Kind::Alias(_));
        let many_lines =
            matches!(piece, Piece::Text(text) if text.contains('\n') && scalar::is_safe_literal(text));
        is_scalar && !many_lines
    }

    /// A text with the quotes that the old value has.
    fn restyled(&self, value: NodeId, text: &str, piece: &Piece) -> String {
        let marks = match self.layout.text.as_bytes().get(self.layout.start(value)) {
            Some(b'\'') if !self.layout.is_left_out(value) => Marks::Single,
            Some(b'"') if !self.layout.is_left_out(value) => Marks::Double,
            Some(_) | None => Marks::Fewest,
        };
        match (piece, marks) {
            (Piece::Bare(_), Marks::Fewest) => text.to_string(),
            (_, marks) => scalar::on_one_line(text, marks, false),
        }
    }

    /// Puts a word where a scalar stands, or where one was left out.
    fn inline(&mut self, value: NodeId, opening: &Opening, word: &str) -> Plan {
        let (start, end) = (self.layout.start(value), self.layout.end(value));
        if !self.layout.is_left_out(value) {
            self.patches.replace(start..end, word);
            return Ok(());
        }
        // Behind the colon, or behind an anchor if there is one.
        let at = start.max(opening.after_colon);
        let space = if self.layout.text[..at].ends_with([' ', '\t']) { "" } else { " " };
        let colon = if opening.has_colon { "" } else { ":" };
        self.patches.insert(at, format!("{colon}{space}{word}"));
        Ok(())
    }

    fn fill_in_flow(&mut self, value: NodeId, opening: &Opening, piece: &Piece) -> Plan {
        let (start, end) = (self.layout.start(value), self.layout.end(value));
        self.layout.without_comment(start..end)?;
        let word = match piece {
            Piece::Text(text) | Piece::Bare(text) => match self.layout.text.as_bytes().get(start) {
                Some(b'\'') => scalar::on_one_line(text, Marks::Single, true),
                Some(b'"') => scalar::on_one_line(text, Marks::Double, true),
                Some(_) | None => piece.flow(),
            },
            Piece::Nothing | Piece::List(_) | Piece::Map(_) => piece.flow(),
        };
        self.inline(value, opening, &word)
    }

    /// Puts a text where a block text stands: as a block again if it can be, on one line otherwise.
    fn block_text(&mut self, entry: Entry, opening: &Opening, text: &str, indent: Indent) -> Plan {
        let (key, value) = entry;
        let header = opening.block.clone().unwrap_or_default();
        let mark = if self.layout.text[header.clone()].starts_with('>') { '>' } else { '|' };
        let first = self.layout.next_line(header.end);
        let end = self.layout.after_value(key, value);
        let column = self.layout.indentation(self.layout.start(value)).filter(|at| *at > indent.at);
        let inner = column.map_or(indent.deeper(), |at| Indent { at, ..indent });
        let folded = || scalar::folded_lines(text, WIDEST.saturating_sub(inner.at).max(20));
        let literal = || scalar::is_safe_literal(text).then(|| ('|', scalar::literal_lines(text)));
        let block = if mark == '>' { folded().map(|lines| ('>', lines)) } else { None };
        match block.or_else(literal).filter(|_| !text.is_empty()) {
            Some((mark, lines)) => {
                self.patches.replace(header, scalar::block_header(mark, text));
                let lines: Vec<String> = lines.iter().map(|line| indented(line, inner)).collect();
                self.replace_lines(first..end, &lines);
            }
            None => {
                self.patches.replace(header, scalar::on_one_line(text, Marks::Fewest, false));
                self.patches.cut(first..end);
            }
        }
        Ok(())
    }

    /// Takes the value of a key away, but no comment. Returns where it began and where the next line begins.
    fn clear(&mut self, key: NodeId, value: NodeId, opening: &Opening) -> Result<(usize, usize), usize> {
        let (start, end) = (self.layout.start(value), self.layout.end(value));
        let after = self.layout.after_value(key, value);
        if let Some(header) = &opening.block {
            let place = self.behind_blanks(header.start);
            self.patches.cut(place..header.end);
            self.patches.cut(self.layout.next_line(header.end)..after);
            return Ok((place, after));
        }
        let is_scalar = matches!(self.tree.written(value).kind, Kind::Scalar(..) | Kind::Alias(_));
        let inline = is_scalar || self.layout.is_flow(value);
        let whole = if inline { start..end } else { opening.after_colon..after };
        self.layout.without_comment(whole)?;
        if inline {
            let next = self.layout.next_line(end.max(opening.after_colon));
            if self.layout.is_left_out(value) {
                return Ok((start.max(opening.after_colon), next));
            }
            let place = self.behind_blanks(start);
            self.patches.cut(place..end);
            return Ok((place, next));
        }
        self.patches.cut(self.layout.next_line(opening.after_colon)..after);
        Ok((opening.after_colon, after))
    }

    /// The end of what stands before a place and the blanks before it.
    fn behind_blanks(&self, at: usize) -> usize {
        self.layout.text[..at].trim_end_matches([' ', '\t']).len()
    }

    /// Takes a key out of its map. Comments on its lines stay, on lines of their own.
    pub(super) fn remove(&mut self, map: NodeId, key: NodeId, value: NodeId) -> Plan {
        let start = self.layout.start(key);
        let only = self.tree.entries(map).is_none_or(|entries| entries.len() < 2);
        if only {
            return Err(start);
        }
        if self.layout.is_flow(map) {
            return self.remove_in_flow(key, value);
        }
        let column = self.layout.indentation(start).ok_or(start)?;
        let mut after = self.layout.after_value(key, value);
        let before = self.tree.entries(map).unwrap_or_default().iter().take_while(|(k, _)| *k != key).last();
        if before.is_some_and(|(k, v)| ends_with_kept_blanks(self.layout, *k, *v)) {
            // The blank lines below would become part of the text above.
            after += blank_lines(&self.layout.text[after..]);
        }
        let comments = self.layout.comments_in(start..after);
        let kept: Vec<String> = comments.iter().map(|text| indented(text, self.indent(column))).collect();
        self.patches.cut(self.layout.line_start(start)..after);
        if !kept.is_empty() {
            self.put_lines(after, &kept);
        }
        Ok(())
    }

    fn remove_in_flow(&mut self, key: NodeId, value: NodeId) -> Plan {
        let text = self.layout.text;
        let start = self.layout.start(key);
        let opening = self.layout.opening(key, value).ok_or(start)?;
        let end = self.layout.end(value).max(opening.after_colon);
        self.layout.without_comment(start..end)?;
        let blanks = |at: usize| at + text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len();
        let next = blanks(end);
        if text[next..].starts_with(',') {
            self.patches.cut(start..blanks(next + 1));
            return Ok(());
        }
        match text[..start].trim_end().strip_suffix(',') {
            Some(before) => {
                self.patches.cut(before.len()..end);
                Ok(())
            }
            None => Err(start),
        }
    }
}

/// How much of a text its first lines take that have nothing on them. **Unit:** bytes.
fn blank_lines(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum()
}
