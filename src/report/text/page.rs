//! A page of text: lines, paragraphs and tables within a width.

use unicode_width::UnicodeWidthStr;

use crate::report::text::Table;
use crate::text::{bound, clean};

/// How a piece of text looks. Colour never carries a meaning alone: the words say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// As it comes.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Less important.
    Faint,
    /// Good news.
    Good,
    /// Mind this.
    Fair,
    /// Bad news.
    Poor,
}

impl Ink {
    /// The sequence that switches it on; empty for plain text.
    fn start(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Strong => "\x1b[1m",
            Ink::Faint => "\x1b[2m",
            Ink::Good => "\x1b[32m",
            Ink::Fair => "\x1b[33m",
            Ink::Poor => "\x1b[31m",
        }
    }
}

/// Text that grows line by line.
#[derive(Clone, Debug)]
pub struct Page {
    text: String,
    width: usize,
    colour: bool,
}

impl Page {
    /// An empty page of a width, with or without colours. **Unit:** columns.
    pub fn new(width: usize, colour: bool) -> Page {
        Page { text: String::new(), width, colour }
    }

    /// The finished text.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line, unless the page is empty or already ends with one.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.paragraph(0, Ink::Strong, text);
    }

    /// A paragraph, wrapped.
    pub fn paragraph(&mut self, indent: usize, ink: Ink, text: &str) {
        self.hanging("", indent, ink, text);
    }

    /// A label and a text beside it, wrapped so that the text stays in its column. The label is padded
    /// to `column`, or followed by one space when it is longer.
    pub fn entry(&mut self, indent: usize, column: usize, label: &str, text: &str) {
        let label = clean(label);
        let padding = column.saturating_sub(columns_of(&label)).max(1);
        let lead = format!("{:indent$}{label}{:padding$}", "", "");
        self.hanging(&lead, indent + column.max(columns_of(&label) + 1), Ink::Plain, text);
    }

    /// An item of a list.
    pub fn item(&mut self, indent: usize, text: &str) {
        self.inked_item(indent, Ink::Plain, text);
    }

    /// An item of a list in an ink.
    pub fn inked_item(&mut self, indent: usize, ink: Ink, text: &str) {
        self.hanging(&format!("{:indent$}- ", ""), indent + 2, ink, text);
    }

    /// A table.
    pub fn table(&mut self, indent: usize, table: &Table) {
        for line in table.lines(self.width.saturating_sub(indent), self.colour) {
            let line = format!("{:indent$}{line}", "");
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// A text after a lead, its further lines indented.
    fn hanging(&mut self, lead: &str, indent: usize, ink: Ink, text: &str) {
        let lines = wrap(&clean(text), self.width.saturating_sub(indent).max(20));
        for (i, line) in lines.iter().enumerate() {
            let before = if i == 0 && !lead.is_empty() { lead.to_string() } else { " ".repeat(indent) };
            let line = format!("{before}{}", paint(ink, line, self.colour));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// The text between the sequences of an ink, where colours are wanted.
pub(super) fn paint(ink: Ink, text: &str, colour: bool) -> String {
    match ink.start() {
        start if colour && !start.is_empty() && !text.is_empty() => format!("{start}{text}\x1b[0m"),
        _ => text.to_string(),
    }
}

/// How many columns a text takes.
pub(super) fn columns_of(text: &str) -> usize {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if plain { text.len() } else { UnicodeWidthStr::width(text) }
}

/// Lines of at most `width` columns, broken at spaces; a longer word is cut. At least one line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in bound(text).split(' ').filter(|w| !w.is_empty()) {
        let current = lines.last_mut().expect("there is always a line");
        if current.is_empty() {
            current.push_str(word);
        } else if columns_of(current) + 1 + columns_of(word) <= width {
            current.push(' ');
            current.push_str(word);
        } else {
            lines.push(word.to_string());
        }
        cut_last(&mut lines, width);
    }
    lines
}

/// Cuts the last line while it is too wide.
fn cut_last(lines: &mut Vec<String>, width: usize) {
    while let Some(line) = lines.last_mut().filter(|l| columns_of(l) > width) {
        let mut columns = 0;
        let fits = line.char_indices().find(|(_, c)| {
            columns += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            columns > width
        });
        // A character that is wider than the whole line still has to go somewhere.
        let at = fits.map_or(line.len(), |(i, _)| i).max(line.chars().next().map_or(0, char::len_utf8));
        if at >= line.len() {
            return;
        }
        let rest = line.split_off(at);
        lines.push(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_a_file_cannot_bring_its_own_colours() {
        let mut page = Page::new(80, true);
        page.paragraph(2, Ink::Poor, "a\u{1b}[0mb");
        assert_eq!(page.finish(), "  \u{1b}[31ma\u{241b}[0mb\u{1b}[0m\n");
    }

    #[test]
    fn long_text_stays_in_its_column() {
        let mut page = Page::new(30, false);
        page.entry(2, 8, "owner", "one two three four five six seven");
        assert_eq!(page.finish(), "  owner   one two three four\n          five six seven\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_nothing_is_lost() {
        let lines = wrap("ab 0123456789012345678901234", 10);
        assert_eq!(lines, ["ab", "0123456789", "0123456789", "01234"]);
        assert_eq!(wrap("評価評価", 3), ["評", "価", "評", "価"]);
        assert_eq!(wrap("評価", 1), ["評", "価"]);
    }
}
