//! Whether the quotes of a CSV file are those of RFC 4180: a reader that mends them would move cells in silence.

use std::ops::Range;

/// The first cell that begins with a quote and does not end with one, from its quote to the end of the line.
///
/// A quote within a cell that does not begin with one is a character like any other.
pub(super) fn wrong(text: &str, delimiter: u8) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let end = match bytes[from] {
            b'"' => closed(bytes, from, delimiter),
            _ => Some(from),
        };
        let Some(end) = end else {
            let line = text[from..].lines().next().unwrap_or_default();
            return Some(from..from + line.len());
        };
        let rest = bytes[end..].iter().position(|byte| *byte == delimiter || *byte == b'\n');
        from = rest.map_or(bytes.len(), |at| end + at + 1);
    }
    None
}

/// Where a quoted cell ends, behind its closing quote; `None` when it is not closed, or text follows.
fn closed(bytes: &[u8], open: usize, delimiter: u8) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')? + 1;
        if bytes.get(at) != Some(&b'"') {
            break;
        }
        at += 1;
    }
    let next = bytes[at..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    next.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n')).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn only_a_cell_that_begins_with_a_quote_has_to_end_with_one() {
        for right in ["a,\"b\"\n", "a,\"b\"\"c\"\r\nd", "a,5\" disk,b", "\"\",\"a\n,b\" ,c", "", "a,\"\""] {
            assert_eq!(wrong(right, b','), None, "{right}");
        }
        for (text, cell) in [
            ("a,\"b\nc,d\n", "\"b"),
            ("a\n\"par\"tial,b", "\"par\"tial,b"),
            ("\"", "\""),
            ("a,\"b\nc,\"d\"\n", "\"b"),
        ] {
            assert_eq!(wrong(text, b',').map(|range| &text[range]), Some(cell), "{text}");
        }
        assert_eq!(wrong("a;\"b\";c", b';'), None);
    }
}
