//! Replacements of parts of a text, planned first and applied at once.

use std::ops::Range;

/// Replacements that do not overlap. **Unit** of places: bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Patches {
    list: Vec<(Range<usize>, String)>,
}

impl Patches {
    /// Puts a text at a place; several at one place keep their order.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.list.push((at..at, text.into()));
    }

    /// Replaces a range.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.list.push((range, text.into()));
    }

    /// Takes a range out.
    pub(super) fn cut(&mut self, range: Range<usize>) {
        self.list.push((range, String::new()));
    }

    /// The text with every replacement made; `None` when two of them overlap.
    pub(super) fn apply(mut self, text: &str) -> Option<String> {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for (range, new) in &self.list {
            out.push_str(text.get(at..range.start)?);
            out.push_str(new);
            at = range.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_that_overlap_are_refused() {
        let mut patches = Patches::default();
        patches.replace(0..3, "x");
        patches.cut(2..4);
        assert_eq!(patches.apply("abcdef"), None);
    }

    #[test]
    fn insertions_at_one_place_keep_their_order() {
        let mut patches = Patches::default();
        patches.insert(1, "1");
        patches.insert(1, "2");
        patches.cut(1..2);
        assert_eq!(patches.apply("abc").as_deref(), Some("a12c"));
    }
}
