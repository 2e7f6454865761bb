//! How one text is written in YAML so that every reader, of YAML 1.1 too, reads the same text back.

/// The marks around a scalar on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// None, where the text allows it; otherwise double quotes.
    Fewest,
    /// `'…'`, where the text allows it; otherwise double quotes.
    Single,
    /// `"…"`.
    Double,
}

/// Writes a text on one line.
pub(super) fn on_one_line(text: &str, marks: Marks, in_flow: bool) -> String {
    match marks {
        Marks::Fewest if is_safe_plain(text, in_flow) => text.to_string(),
        Marks::Fewest if text.contains(['"', '\\']) && is_safe_single(text) => single(text),
        Marks::Single if is_safe_single(text) => single(text),
        Marks::Fewest | Marks::Single | Marks::Double => double(text),
    }
}

/// Whether every reader takes the bare text for the same text.
pub(super) fn is_safe_plain(text: &str, in_flow: bool) -> bool {
    let first_is_mark = text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`=~<".contains(c));
    let edge = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let key_or_comment = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    let bracket = in_flow && text.contains([',', '[', ']', '{', '}']);
    let document = text.starts_with("...");
    let rest = first_is_mark || edge || key_or_comment || bracket || document;
    !text.is_empty() && !rest && text.chars().all(is_printable) && !reads_as_other(text)
}

/// Whether some reader takes the bare text for a number, a date, a truth value or nothing.
fn reads_as_other(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let number_like = |c: char| c.is_ascii_digit() || "_.:+-eETtZz ".contains(c);
    let unsigned = text.trim_start_matches(['+', '-']);
    let other_base = ["0x", "0o", "0b"].iter().any(|base| unsigned.starts_with(base));
    let starts_like_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let special = [".inf", ".nan", "-.inf", "+.inf"].contains(&text.to_ascii_lowercase().as_str());
    WORDS.contains(&text.to_ascii_lowercase().as_str())
        || special
        || other_base
        || (starts_like_number && text.chars().all(number_like))
}

/// Whether a character can stand unescaped on one line.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_safe_single(text: &str) -> bool {
    text.chars().all(is_printable)
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Whether a text can stand as a literal block (`|`), each of its lines on a line of its own.
pub(super) fn is_safe_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let edges = body.starts_with([' ', '\t', '\n']) || body.ends_with('\n') || body.is_empty();
    let tab_first =
        body.contains("\n\t") || body.split('\n').any(|line| line.trim().is_empty() && !line.is_empty());
    !edges && !tab_first && body.chars().all(|c| c == '\n' || c == '\t' || is_printable(c))
}

/// The header of a literal or folded block for a text: `|` or `>`, with `-` when it does not end a line.
pub(super) fn block_header(mark: char, text: &str) -> String {
    if text.ends_with('\n') { mark.to_string() } else { format!("{mark}-") }
}

/// The lines of a literal block, without indentation.
pub(super) fn literal_lines(text: &str) -> Vec<String> {
    text.strip_suffix('\n').unwrap_or(text).split('\n').map(str::to_string).collect()
}

/// The lines of a folded block (`>`), broken at spaces to fit `width` columns; `None` when the text has
/// line ends or spaces that folding would not give back.
pub(super) fn folded_lines(text: &str, width: usize) -> Option<Vec<String>> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let single_spaces = !body.contains("  ") && !body.contains(['\n', '\t']);
    let edges = body.starts_with(' ') || body.ends_with(' ') || body.is_empty();
    if !single_spaces || edges || !body.chars().all(is_printable) {
        return None;
    }
    let mut lines = vec![String::new()];
    for word in body.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_string());
        }
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fewest(text: &str) -> String {
        on_one_line(text, Marks::Fewest, false)
    }

    #[test]
    fn words_that_an_older_reader_takes_for_something_else_are_quoted() {
        for text in
            ["yes", "No", "on", "null", "~", "3", "1.10", "0x1F", "12:30", "2026-11-22", "1_000", "", "="]
        {
            assert_ne!(fewest(text), text, "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_written_as_they_are() {
        for text in ["partial", "1/2", "Renovate runs nightly", "a:b", "café", "x#y", "it's", "47 of 50"] {
            assert_eq!(fewest(text), text);
        }
    }

    #[test]
    fn what_would_break_the_line_is_quoted_or_escaped() {
        assert_eq!(fewest("a: b"), "\"a: b\"");
        assert_eq!(fewest("x #y"), "\"x #y\"");
        assert_eq!(fewest("say \"hi\": now"), "'say \"hi\": now'");
        assert_eq!(fewest("a\nb\u{7}"), "\"a\\nb\\u0007\"");
        assert_eq!(on_one_line("a, b", Marks::Fewest, true), "\"a, b\"");
        assert_eq!(on_one_line("it's", Marks::Single, false), "'it''s'");
    }

    #[test]
    fn folding_breaks_at_single_spaces_only() {
        assert_eq!(folded_lines("one two three", 8), Some(vec!["one two".into(), "three".into()]));
        assert_eq!(folded_lines("one  two", 8), None);
    }
}
