//! A value on its way into a file, and how it is laid out as YAML.

use super::scalar::{self, Marks};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text; it gets quotes wherever some reader could take it for anything else.
    Text(String),
    /// A number or a date, written as it stands.
    Bare(String),
    /// No value: the key stands alone.
    Nothing,
    /// Several values.
    List(Vec<Piece>),
    /// Keys with values.
    Map(Vec<(String, Piece)>),
}

impl Piece {
    /// Text.
    pub fn text(text: impl Into<String>) -> Piece {
        Piece::Text(text.into())
    }

    /// The word of a choice: whole numbers stand bare, everything else is text.
    pub fn choice(word: &str) -> Piece {
        let whole = word == "0" || (!word.starts_with('0') && !word.is_empty());
        let digits = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
        if whole && digits { Piece::Bare(word.to_string()) } else { Piece::text(word) }
    }

    /// The value on one line, for a place inside brackets or braces.
    pub(super) fn flow(&self) -> String {
        match self {
            Piece::Text(text) => scalar::on_one_line(text, Marks::Fewest, true),
            Piece::Bare(text) => text.clone(),
            Piece::Nothing => "null".to_string(),
            Piece::List(items) => {
                format!("[{}]", items.iter().map(Piece::flow).collect::<Vec<_>>().join(", "))
            }
            Piece::Map(entries) => {
                let one = |(key, value): &(String, Piece)| format!("{}: {}", key_text(key), value.flow());
                format!("{{{}}}", entries.iter().map(one).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Piece::Text(_) | Piece::Bare(_) | Piece::Nothing)
    }
}

/// A key as it is written.
pub(super) fn key_text(key: &str) -> String {
    scalar::on_one_line(key, Marks::Fewest, true)
}

/// How far things are indented in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Indent {
    /// Where a line begins. **Unit:** columns.
    pub(super) at: usize,
    /// How much further each level begins. **Unit:** columns.
    pub(super) step: usize,
}

impl Indent {
    pub(super) fn deeper(self) -> Indent {
        Indent { at: self.at + self.step, ..self }
    }

    fn spaces(self) -> String {
        " ".repeat(self.at)
    }
}

/// The lines of `key: value`, each with its indentation and without a line end.
pub(super) fn entry_lines(key: &str, value: &Piece, indent: Indent) -> Vec<String> {
    let head = format!("{}{}:", indent.spaces(), key_text(key));
    let (rest, below) = after_colon(value, indent);
    let mut lines = vec![head + &rest];
    lines.extend(below);
    lines
}

/// What follows the colon of a key at `indent`: the rest of its line (with a leading space), then lines.
pub(super) fn after_colon(value: &Piece, indent: Indent) -> (String, Vec<String>) {
    let inner = indent.deeper();
    match value {
        Piece::Nothing => (String::new(), Vec::new()),
        Piece::Bare(text) => (format!(" {text}"), Vec::new()),
        Piece::Text(text) if text.contains('\n') && scalar::is_safe_literal(text) => {
            let body = scalar::literal_lines(text).into_iter().map(|line| indented(&line, inner)).collect();
            (format!(" {}", scalar::block_header('|', text)), body)
        }
        Piece::Text(text) => (format!(" {}", scalar::on_one_line(text, Marks::Fewest, false)), Vec::new()),
        Piece::List(items) if items.iter().all(Piece::is_scalar) => {
            (format!(" {}", value.flow()), Vec::new())
        }
        Piece::List(items) => {
            (String::new(), items.iter().flat_map(|item| item_lines(item, inner)).collect())
        }
        Piece::Map(entries) if entries.is_empty() => (" {}".to_string(), Vec::new()),
        Piece::Map(entries) => (String::new(), map_lines(entries, inner)),
    }
}

/// The lines of a map's entries.
pub(super) fn map_lines(entries: &[(String, Piece)], indent: Indent) -> Vec<String> {
    entries.iter().flat_map(|(key, value)| entry_lines(key, value, indent)).collect()
}

/// The lines of one item of a list whose dash stands at `indent`.
pub(super) fn item_lines(item: &Piece, indent: Indent) -> Vec<String> {
    let dash = format!("{}- ", indent.spaces());
    match item {
        Piece::Map(entries) if !entries.is_empty() => {
            let inner = Indent { at: indent.at + 2, ..indent };
            let mut lines = map_lines(entries, inner);
            lines[0] = dash + lines[0].trim_start();
            lines
        }
        Piece::Text(_) | Piece::Bare(_) | Piece::Nothing | Piece::List(_) | Piece::Map(_) => {
            vec![dash + &item.flow()]
        }
    }
}

/// A line of a block with its indentation; an empty line stays empty.
pub(super) fn indented(line: &str, indent: Indent) -> String {
    if line.is_empty() { String::new() } else { indent.spaces() + line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_laid_out_as_a_person_would_write_it() {
        let item = vec![
            ("file".to_string(), Piece::text("evidence/renovate.png")),
            ("kind".to_string(), Piece::text("tool_export")),
        ];
        let answer = Piece::Map(vec![
            ("answer".to_string(), Piece::choice("yes")),
            ("note".to_string(), Piece::text("first\nsecond: x")),
            ("evidence".to_string(), Piece::List(vec![Piece::Map(item)])),
        ]);
        let lines = entry_lines("PC6-SUP-02", &answer, Indent { at: 2, step: 2 });
        let expected = "  PC6-SUP-02:\n    answer: \"yes\"\n    note: |-\n      first\n      second: x\n    \
                        evidence:\n      - file: evidence/renovate.png\n        kind: tool_export";
        assert_eq!(lines.join("\n"), expected);
        assert_eq!(
            answer.flow(),
            "{answer: \"yes\", note: \"first\\nsecond: x\", evidence: \
             [{file: evidence/renovate.png, kind: tool_export}]}"
        );
    }

    #[test]
    fn a_choice_that_is_a_whole_number_stands_bare() {
        assert_eq!(Piece::choice("3"), Piece::Bare("3".into()));
        assert_eq!(Piece::choice("03"), Piece::text("03"));
        assert_eq!(Piece::choice("1.10"), Piece::text("1.10"));
    }
}
