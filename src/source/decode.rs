//! Bytes of a file → text that a YAML reader may see, or the reason why not.
//!
//! UTF-8 with or without byte order mark, LF or CRLF. Everything else is refused with the byte where
//! it shows, and the source keeps enough of the text to show the line.

use sha2::{Digest as _, Sha256};

use crate::diag::{Code, Diagnostic, Diagnostics, FileId, SourceText, Sources, Span};

/// The largest file that is read. **Unit:** bytes.
pub const LARGEST_FILE: usize = 16 * 1024 * 1024;
/// The most lines of a file.
pub const MOST_LINES: usize = 400_000;
/// How much of a file that is too large is kept to show its beginning. **Unit:** bytes.
const SHOWN: usize = 4096;

/// Adds a file to the sources and returns its id, with its text when it may be parsed.
///
/// **Reports:** `yaml-limit`, `encoding`, `unsupported-yaml`, `empty-file`.
pub fn decode(
    name: &str,
    bytes: &[u8],
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> (FileId, Option<String>) {
    if bytes.len() > LARGEST_FILE {
        let beginning = String::from_utf8_lossy(&bytes[..SHOWN]);
        let file = sources.add(SourceText::new(name, beginning));
        diags.push(Diagnostic::whole_file(Code::YamlLimit, file).with_word("limit", "limit.size"));
        return (file, None);
    }
    let text = match utf8(bytes) {
        Ok(text) => text,
        Err(foreign) => return (refuse_encoding(name, foreign, sources, diags), None),
    };
    if let Some(end) = after_lines(text).filter(|end| *end < text.len()) {
        let shown = text.floor_char_boundary(end + SHOWN);
        let file = sources.add(SourceText::new(name, &text[..shown]));
        let at = Span::new(file, end, end);
        diags.push(Diagnostic::new(Code::YamlLimit, at).with_word("limit", "limit.lines"));
        return (file, None);
    }
    let file = sources.add(SourceText::new(name, text));
    if let Some(problem) = unreadable(text, file) {
        diags.push(problem);
        return (file, None);
    }
    (file, Some(text.to_string()))
}

/// Where the line after the last one that is read begins, if there are so many.
fn after_lines(text: &str) -> Option<usize> {
    if text.len() < MOST_LINES {
        return None;
    }
    text.match_indices('\n').nth(MOST_LINES - 1).map(|(at, _)| at + 1)
}

/// SHA-256 of a text, in hex. Line ends count as LF, so that a checkout with CRLF has the same digest.
pub fn digest(text: &str) -> String {
    digest_of([text])
}

/// SHA-256 of several texts one after the other, in hex, each as in [`digest`].
pub fn digest_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        for (i, part) in text.split('\r').enumerate() {
            if i > 0 && !part.starts_with('\n') {
                hash.update(b"\r");
            }
            hash.update(part.as_bytes());
        }
    }
    hex(hash.finalize().as_slice())
}

/// SHA-256 of a file, in hex: of its text as in [`digest`], of any other bytes as they are.
pub fn digest_of_file(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => digest(text),
        Err(_) => hex(Sha256::digest(bytes).as_slice()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Text in an encoding that is not read.
struct Foreign {
    /// As much of it as can be shown.
    shown: String,
    /// Where it shows, in `shown`.
    at: usize,
    /// Where it shows, in the file.
    offset: usize,
    guess: &'static str,
}

fn utf8(bytes: &[u8]) -> Result<&str, Foreign> {
    let wide = |pairs: &[u8], join: fn([u8; 2]) -> u16, guess| {
        let units: Vec<u16> = pairs.as_chunks::<2>().0.iter().map(|pair| join(*pair)).collect();
        Foreign { shown: String::from_utf16_lossy(&units), at: 0, offset: 0, guess }
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return Err(wide(rest, u16::from_le_bytes, "UTF-16")),
        [0xFE, 0xFF, rest @ ..] => return Err(wide(rest, u16::from_be_bytes, "UTF-16")),
        [first, 0, _, 0, ..] if *first != 0 => return Err(wide(bytes, u16::from_le_bytes, "UTF-16")),
        [0, second, 0, _, ..] if *second != 0 => return Err(wide(bytes, u16::from_be_bytes, "UTF-16")),
        _ => {}
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(body).map_err(|error| {
        let (good, bad) = body.split_at(error.valid_up_to());
        let mut shown = String::from_utf8_lossy(good).into_owned();
        shown.extend(bad.iter().map(|byte| char::from(*byte)));
        let offset = error.valid_up_to() + bytes.len() - body.len();
        Foreign { shown, at: good.len(), offset, guess: "Latin-1 (ISO-8859-1, Windows-1252)" }
    })
}

fn refuse_encoding(name: &str, foreign: Foreign, sources: &mut Sources, diags: &mut Diagnostics) -> FileId {
    let width = foreign.shown[foreign.at..].chars().next().map_or(0, char::len_utf8);
    let file = sources.add(SourceText::new(name, foreign.shown));
    let at = Span::new(file, foreign.at, foreign.at + width);
    let problem = Diagnostic::new(Code::Encoding, at);
    diags.push(problem.with("offset", foreign.offset).with("guess", foreign.guess));
    file
}

/// Characters that YAML does not have, and files without any.
fn unreadable(text: &str, file: FileId) -> Option<Diagnostic> {
    let bytes = text.as_bytes();
    // U+0080 to U+009F are two bytes in UTF-8; U+0085 is a line end.
    let odd = |(i, byte): &(usize, &u8)| match byte {
        b'\t' | b'\n' => false,
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        0..0x20 | 0x7F => true,
        0xC2 => matches!(bytes.get(i + 1), Some(0x80..=0x84 | 0x86..=0x9F)),
        _ => false,
    };
    // Nearly every byte is one of these.
    let plain = |byte: u8| byte == b'\n' || (byte >= b' ' && byte != 0x7F && byte != 0xC2);
    let found = bytes.iter().enumerate().filter(|(_, byte)| !plain(**byte)).find(odd);
    if let Some((i, byte)) = found {
        let width = if *byte == 0xC2 { 2 } else { 1 };
        let what = if *byte == b'\r' { "yaml.lone_return" } else { "yaml.control_character" };
        let at = Span::new(file, i, i + width);
        return Some(Diagnostic::new(Code::UnsupportedYaml, at).with_word("what", what));
    }
    text.trim().is_empty().then(|| Diagnostic::whole_file(Code::EmptyFile, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_change_the_digest() {
        assert_eq!(digest("a: 1\r\nb: 2\r\n"), digest("a: 1\nb: 2\n"));
        // printf 'abc' | sha256sum
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
