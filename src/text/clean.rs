//! Text from files made harmless for a terminal: what would move the cursor, hide or reorder words is
//! shown as a visible sign of the same length in characters.

use std::borrow::Cow;

/// The text with every control character, bidirectional control and other invisible character replaced
/// by a visible one; a tab or a line end becomes a space.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible).collect())
}

/// Text whose line does not end before a sign that belongs to the word in front of it: `50 %`, and in French
/// `deux : un`. The space there becomes one that does not break.
pub fn bound(text: &str) -> Cow<'_, str> {
    // A blank before such a sign is rare; this looks at many bytes at once.
    let pairs = text.as_bytes().iter().zip(text.as_bytes().iter().skip(1));
    let may_bind = |a: u8, b: u8| (a == b' ') & begins_a_sign(b);
    if !pairs.fold(false, |found, (a, b)| found | may_bind(*a, *b)) {
        return Cow::Borrowed(text);
    }
    let mut all = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let binds = c == ' ' && !all.ends_with([' ', '\n']) && !all.is_empty();
        let mut after = rest.clone();
        let binds = binds && after.next().is_some_and(belongs_to_the_word);
        let ends = after.next().is_none_or(|next| !next.is_alphanumeric());
        all.push(if binds && ends { '\u{a0}' } else { c });
    }
    Cow::Owned(all)
}

/// Whether a sign that belongs to the word in front of it may begin with a byte.
fn begins_a_sign(byte: u8) -> bool {
    matches!(byte, b'%' | b';' | b':' | b'?' | b'!' | 0xC2)
}

fn belongs_to_the_word(c: char) -> bool {
    matches!(c, '%' | ';' | ':' | '?' | '!' | '»')
}

/// Text in which the runners of pipelines find no order: those of GitHub, Azure and TeamCity take `##[…]`,
/// `##vso[…]` and `##teamcity[…]` for one anywhere in a line.
pub fn without_orders(text: &str) -> String {
    text.replace("##", "#\u{ff03}")
}

/// The character itself when it is harmless, else a visible stand-in.
fn visible(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_space_before_a_sign_that_belongs_to_the_word_does_not_break() {
        let bound = super::bound;
        assert_eq!(bound("at 50 % or more"), "at 50\u{a0}% or more");
        assert_eq!(bound("deux : un ; trois ?"), "deux\u{a0}: un\u{a0}; trois\u{a0}?");
        assert_eq!(bound("run a :b %s ok"), "run a :b %s ok");
        assert_eq!(bound(" : list"), " : list");
    }

    use super::*;

    #[test]
    fn the_bytes_that_are_looked_for_are_those_that_signs_begin_with() {
        let first = |sign: char| sign.encode_utf8(&mut [0; 4]).as_bytes()[0];
        let mut begins = [false; 256];
        for sign in ('\0'..=char::MAX).filter(|c| belongs_to_the_word(*c)) {
            begins[usize::from(first(sign))] = true;
        }
        assert_eq!(std::array::from_fn(|byte| begins_a_sign(byte as u8)), begins);
    }

    #[test]
    fn an_escape_sequence_and_a_reordering_are_shown_and_do_nothing() {
        assert_eq!(clean("a\u{1b}[31mred"), "a\u{241b}[31mred");
        assert_eq!(clean("\u{202e}gpj.exe"), "\u{fffd}gpj.exe");
        assert_eq!(clean("one\ntwo\u{9b}2J"), "one two\u{fffd}2J");
    }

    #[test]
    fn letters_of_every_script_and_no_break_spaces_stay() {
        for text in ["Évaluation : 74\u{a0}%", "評価", "оценка", "naïve – “quoted”"] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
