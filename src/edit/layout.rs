//! Where things stand in a text: lines, indentation, colons, ends. Spans alone do not say it.

use std::ops::Range;

use crate::source::tree::{Kind, NodeId, Style, Tree};

/// A text with its tree. **Unit** of all places: bytes.
#[derive(Clone, Copy)]
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) tree: &'t Tree,
}

/// What stands between a key and its value.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// Just after the colon, or after the key where a flow map leaves the colon out.
    pub(super) after_colon: usize,
    /// Whether there is a colon.
    pub(super) has_colon: bool,
    /// The `|` or `>` of a block text with its indicators.
    pub(super) block: Option<Range<usize>>,
}

impl<'t> Layout<'t> {
    /// The first byte of a node.
    pub(super) fn start(self, id: NodeId) -> usize {
        self.tree.written(id).span.start as usize
    }

    /// One past the last byte of a node, by its span.
    pub(super) fn end(self, id: NodeId) -> usize {
        self.tree.written(id).span.end as usize
    }

    /// Where the line of a place begins.
    pub(super) fn line_start(self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |n| n + 1)
    }

    /// Where the line after a place begins; the end of the text after the last line.
    pub(super) fn next_line(self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |n| at + n + 1)
    }

    /// Where the line of a place ends, before its line end.
    pub(super) fn line_end(self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n);
        if end > at && self.text[..end].ends_with('\r') { end - 1 } else { end }
    }

    /// The column of a place, when only spaces stand before it on its line.
    pub(super) fn indentation(self, at: usize) -> Option<usize> {
        let before = &self.text[self.line_start(at)..at];
        before.bytes().all(|b| b == b' ').then_some(before.len())
    }

    /// The column of a place, when only spaces and the dashes of list items stand before it on its line.
    pub(super) fn column_in_item(self, at: usize) -> Option<usize> {
        let before = &self.text[self.line_start(at)..at];
        before.bytes().all(|b| b == b' ' || b == b'-').then_some(before.len())
    }

    /// The line end in use at a place: that of the line before, else the first of the text.
    pub(super) fn line_break(self, at: usize) -> &'static str {
        let before = self.text[..at].rfind('\n');
        match before.or_else(|| self.text.find('\n')) {
            Some(n) if self.text[..n].ends_with('\r') => "\r\n",
            Some(_) | None => "\n",
        }
    }

    /// Whether a list or map is written with brackets or braces.
    pub(super) fn is_flow(self, id: NodeId) -> bool {
        match self.tree.written(id).kind {
            Kind::List(_) | Kind::Map(_) => self.text[self.start(id)..].starts_with(['[', '{']),
            Kind::Scalar(..) | Kind::Alias(_) => false,
        }
    }

    /// Whether a value was left out: `key:` alone, or nothing but an anchor after it.
    pub(super) fn is_left_out(self, value: NodeId) -> bool {
        let written = self.tree.written(value);
        let plain = matches!(written.kind, Kind::Scalar(_, Style::Plain));
        plain && written.span.start == written.span.end
    }

    /// What stands between a key and its value; `None` for shapes that are not edited (`? key`).
    pub(super) fn opening(self, key: NodeId, value: NodeId) -> Option<Opening> {
        let after_key = self.end(key);
        let rest = &self.text[after_key..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if !rest[blanks..].starts_with(':') {
            let none = Opening { after_colon: after_key, has_colon: false, block: None };
            return self.is_left_out(value).then_some(none);
        }
        let after_colon = after_key + blanks + 1;
        let block = self.tree.is_block(value).then(|| self.block_header(after_colon));
        Some(Opening { after_colon, has_colon: true, block })
    }

    /// The `|` or `>` after a colon, behind an anchor if there is one.
    fn block_header(self, after_colon: usize) -> Range<usize> {
        let mut at = after_colon;
        loop {
            let rest = &self.text[at..];
            at += rest.len() - rest.trim_start().len();
            let word = self.text[at..].find(char::is_whitespace).map_or(self.text.len(), |n| at + n);
            if !self.text[at..].starts_with('&') || word == at {
                return at..word;
            }
            at = word;
        }
    }

    /// Where the next line begins after the last line that belongs to the value of a key. Comments on
    /// that line belong to it; blank lines after a block text do not, unless the text keeps them.
    pub(super) fn after_value(self, key: NodeId, value: NodeId) -> usize {
        match &self.tree.written(value).kind {
            Kind::Map(entries) if !self.is_flow(value) => match entries.last() {
                Some((key, value)) => self.after_value(*key, *value),
                None => self.next_line(self.end(value)),
            },
            Kind::List(items) if !self.is_flow(value) => match items.last() {
                Some(item) => self.after_item(*item),
                None => self.next_line(self.end(value)),
            },
            Kind::Scalar(..) if self.tree.is_block(value) => {
                let header = self.opening(key, value).and_then(|opening| opening.block);
                self.after_block(value, header.unwrap_or_default())
            }
            Kind::Scalar(..) | Kind::Alias(_) | Kind::List(_) | Kind::Map(_) => {
                self.next_line(self.end(value).max(self.end(key)))
            }
        }
    }

    /// Where the next line begins after the last line of an item of a block list.
    pub(super) fn after_item(self, item: NodeId) -> usize {
        match &self.tree.written(item).kind {
            Kind::Map(entries) if !self.is_flow(item) => match entries.last() {
                Some((key, value)) => self.after_value(*key, *value),
                None => self.next_line(self.end(item)),
            },
            Kind::List(items) if !self.is_flow(item) => match items.last() {
                Some(item) => self.after_item(*item),
                None => self.next_line(self.end(item)),
            },
            Kind::Scalar(..) if self.tree.is_block(item) => {
                let before = self.text[..self.start(item)].rfind(['|', '>']).unwrap_or_default();
                self.after_block(item, before..self.line_end(before))
            }
            Kind::Scalar(..) | Kind::Alias(_) | Kind::List(_) | Kind::Map(_) => {
                self.next_line(self.end(item))
            }
        }
    }

    fn after_block(self, value: NodeId, header: Range<usize>) -> usize {
        let first_line = self.next_line(header.end);
        if self.start(value) == self.end(value) {
            return first_line;
        }
        // The span may run on to the next word: step back to the line where the text ends.
        let mut end = match self.end(value) {
            end if end == self.text.len() && !self.text.ends_with('\n') => end,
            end => self.line_start(end),
        };
        let keeps = self.text[header].contains('+');
        while !keeps && end > first_line {
            let line = self.line_start(end - 1);
            if !self.text[line..end].trim_matches(['\r', '\n']).is_empty() {
                break;
            }
            end = line;
        }
        end.max(first_line)
    }

    /// The comments that begin within a range.
    pub(super) fn comments_in(self, range: Range<usize>) -> Vec<&'t str> {
        let spans = self.tree.comments();
        let first = spans.partition_point(|span| (span.start as usize) < range.start);
        let within = spans[first..].iter().take_while(|span| (span.start as usize) < range.end);
        within.map(|span| self.text[span.start as usize..span.end as usize].trim_end()).collect()
    }

    /// That no comment begins within a range. **Errors:** where the first one begins.
    pub(super) fn without_comment(self, range: Range<usize>) -> Result<(), usize> {
        let mut starts = self.tree.comments().iter().map(|span| span.start as usize);
        starts.find(|start| range.contains(start)).map_or(Ok(()), Err)
    }
}
