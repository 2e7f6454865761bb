//! Making foreign text harmless: what an answer says stays text in every format.

/// Which kind of document a template writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flavour {
    /// HTML.
    Html,
    /// Markdown as GitHub and GitLab read it.
    Markdown,
}

impl Flavour {
    /// The escape function of its values.
    pub(super) fn escape(self) -> fn(&str) -> String {
        match self {
            Flavour::Html => html,
            Flavour::Markdown => markdown,
        }
    }
}

/// Text with nothing in it that could act on its surroundings: control characters and the marks that
/// turn the direction of what follows become U+FFFD, so that they are seen. Line breaks become `\n`.
pub(super) fn clean(text: &str) -> String {
    if !text.bytes().fold(false, |found, byte| found | is_suspect(byte)) {
        return text.to_string();
    }
    if text.chars().all(|c| c != '\r' && harmless(c) == c) {
        return text.to_string();
    }
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if c == '\r' { '\n' } else { c }).map(harmless).collect()
}

/// Whether a byte may belong to a character that is not harmless. Looked at without a way out, so that many
/// bytes are taken at once.
fn is_suspect(byte: u8) -> bool {
    // Control characters; the first bytes of C1 controls, of U+2000 to U+2FFF, and of U+F000 and above.
    ((byte < b' ') & (byte != b'\n')) | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xE2) | (byte >= 0xEF)
}

fn harmless(c: char) -> char {
    match c {
        // Nearly every character of nearly every text.
        '\n' | ' '..='~' | '\u{A0}'..='\u{2027}' => c,
        '\t' => ' ',
        // Embeddings, overrides and isolates of the bidirectional algorithm reach beyond their own text.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        // Separators that some readers take for a new line, the byte order mark, and the tag characters.
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}' => '\u{FFFD}',
        // Non-characters are not allowed in HTML.
        '\u{FDD0}'..='\u{FDEF}' => '\u{FFFD}',
        c if c.is_control() || (u32::from(c) & 0xFFFE) == 0xFFFE => '\u{FFFD}',
        c => c,
    }
}

/// Text as HTML text or a quoted attribute value.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        escaped.push_str(&text[plain..at]);
        escaped.push_str(entity);
        plain = at + 1;
    }
    escaped.push_str(&text[plain..]);
    escaped
}

/// Text as it may stand between double quotes in CSS, cut after 120 characters: letters and digits as
/// they are, everything else as a number with the blank that ends it, so that nothing can end the text.
pub(super) fn css_text(text: &str) -> String {
    let one = |c: char| {
        if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:X} ", u32::from(c)) }
    };
    clean(text).chars().map(|c| if c == '\n' { ' ' } else { c }).take(120).map(one).collect()
}

/// Text as one line of Markdown, in a paragraph, a list item or a table cell.
pub(super) fn markdown(text: &str) -> String {
    let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut before = None;
    for (i, c) in text.char_indices() {
        let next = text[i + c.len_utf8()..].chars().next();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => push_escaped(&mut escaped, c),
            '&' => escaped.push_str("&amp;"),
            // GitHub and GitLab read `$…$` as mathematics.
            '$' => escaped.push_str("&#36;"),
            // Addresses would become links by themselves.
            ':' if text[i..].starts_with("://") => push_escaped(&mut escaped, c),
            '.' if i >= 3 && text.as_bytes()[i - 3..i].eq_ignore_ascii_case(b"www") => {
                push_escaped(&mut escaped, c)
            }
            '@' if before.is_some_and(char::is_alphanumeric) => push_escaped(&mut escaped, c),
            // What would begin a heading, a list or a rule, when it comes first.
            '#' | '+' | '-' | '=' if i == 0 => push_escaped(&mut escaped, c),
            ':' if i == 0 && next.is_some() => push_escaped(&mut escaped, c),
            '!' if next == Some('[') => push_escaped(&mut escaped, c),
            '.' | ')' if matches!(next, None | Some(' ')) && is_number(&text[..i]) => {
                push_escaped(&mut escaped, c)
            }
            c => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}

/// Up to nine digits, as a list item's number has.
fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn push_escaped(text: &mut String, c: char) {
    text.push('\\');
    text.push(c);
}

/// A table cell that a spreadsheet takes for text, never for a formula, whichever of commas, semicolons,
/// tabs and line ends it takes for the end of a cell: an apostrophe stands before what would calculate.
pub(super) fn cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 2);
    for (i, piece) in text.split_inclusive([';', '\t', '\r', '\n']).enumerate() {
        // A list's hyphen is common inside a text, and no formula begins with a hyphen and a blank.
        let harmless = i > 0 && (piece.trim().is_empty() || piece.trim_start().starts_with("- "));
        if calculates(piece) && !harmless {
            safe.push('\'');
        }
        safe.push_str(piece);
    }
    safe
}

/// Whether a spreadsheet would take a text that is typed into it for a formula.
pub(super) fn calculates(text: &str) -> bool {
    let dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let blank = |c: char| c == '\u{200B}' || c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n');
    text.trim_start_matches(blank).starts_with(dangerous)
}

/// An address that a reader may follow: http, https or mailto, without anything that could end the
/// attribute or hide another scheme; `None` for everything else.
pub(super) fn safe_link(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let plain =
        text.chars().all(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '\\'));
    (known && plain && text.len() <= 2_000 && clean(text) == text).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_text_cannot_break_out_of_a_table_cell_or_become_markup() {
        assert_eq!(
            markdown("a|b\n# c `x` <script> [l](javascript:x)"),
            "a\\|b # c \\`x\\` \\<script\\> \\[l\\](javascript:x)"
        );
        assert_eq!(
            markdown("see https://a.example and www.b.example or me@c.example"),
            "see https\\://a.example and www\\.b.example or me\\@c.example"
        );
        assert_eq!(markdown("# a"), "\\# a");
        assert_eq!(markdown("12. a"), "12\\. a");
        assert_eq!(markdown("0.57"), "0.57");
        assert_eq!(markdown("- a - b"), "\\- a - b");
    }

    #[test]
    fn text_in_a_style_sheet_cannot_end_its_quotes() {
        assert_eq!(css_text("a\"; } </style>\n"), "a\\22 \\3B  \\7D  \\3C \\2F style\\3E  ");
    }

    #[test]
    fn control_characters_and_direction_marks_are_seen_not_obeyed() {
        assert_eq!(clean("a\u{202E}b\u{0}c\r\nd\te\u{85}"), "a\u{FFFD}b\u{FFFD}c\nd e\u{FFFD}");
    }

    #[test]
    fn no_harmful_character_is_passed_over_by_the_quick_look() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|c| harmless(*c) != *c || *c == '\r') {
            let mut bytes = [0; 4];
            assert!(c.encode_utf8(&mut bytes).bytes().any(is_suspect), "{c:?}");
        }
    }

    #[test]
    fn a_cell_that_would_calculate_is_text() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" @SUM(A1)"), "' @SUM(A1)");
        assert_eq!(cell("\u{3000}＝1"), "'\u{3000}＝1");
        assert_eq!(cell("plain"), "plain");
    }

    #[test]
    fn no_piece_of_a_cell_calculates_where_semicolons_or_lines_end_cells() {
        assert_eq!(cell("a;=1+1;b"), "a;'=1+1;b");
        assert_eq!(cell("a\n@x\n- first\n-1"), "a\n'@x\n- first\n'-1");
        assert_eq!(cell("- first"), "'- first");
    }

    #[test]
    fn empty_lines_stay_as_they_are() {
        assert_eq!(cell("a\n\nb"), "a\n\nb");
    }

    #[test]
    fn only_links_that_lead_outside_in_the_open_are_links() {
        assert_eq!(safe_link("https://a.example/x?y=1"), Some("https://a.example/x?y=1".into()));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            " https://a",
            "https://a\u{202E}b",
            "https://a\"b",
            "file:///etc",
        ] {
            assert_eq!(safe_link(bad), None, "{bad}");
        }
    }
}
