//! One file of a merge, read.

use crate::edit::answers::{EditRefused, read};
use crate::edit::layout::Layout;
use crate::edit::outline::{Outline, entry};
use crate::edit::shape::Shape;
use crate::source::tree::Tree;

/// A text with its tree and what it says.
pub(super) struct Read<'t> {
    pub(super) text: &'t str,
    tree: Tree,
    pub(super) shape: Shape,
    /// Where its answers stand, when they stand one below the other.
    pub(super) outline: Option<Outline>,
}

impl<'t> Read<'t> {
    pub(super) fn of(text: &'t str) -> Result<Read<'t>, EditRefused> {
        let text = text.trim_start_matches('\u{feff}');
        let tree = read(text)?;
        let shape = Shape::of(&tree, tree.root());
        let outline = Outline::of(Layout { text, tree: &tree });
        Ok(Read { text, tree, shape, outline })
    }

    /// The controls that it has, in file order.
    pub(super) fn controls(&self) -> impl Iterator<Item = &str> {
        let answers = self.shape.get("answers").map(Shape::entries).unwrap_or_default();
        answers.iter().map(|(key, _)| key.as_str())
    }

    pub(super) fn answer(&self, control: &str) -> Option<&Shape> {
        self.shape.get("answers")?.get(control)
    }

    fn layout(&self) -> Layout<'_> {
        Layout { text: self.text, tree: &self.tree }
    }

    /// The lines of an answer without the indentation of the first, with the comments right above it
    /// when they are asked for. `None` when it has no lines of its own.
    pub(super) fn lines(&self, control: &str, with_comments: bool) -> Option<Vec<String>> {
        let outline = self.outline.as_ref()?;
        let part = outline.part(control)?;
        let above: Vec<&str> = self.text[part.whole.start..part.own.start].lines().collect();
        let comments = above.iter().rev().take_while(|line| line.trim_start().starts_with('#')).count();
        let kept = if with_comments { &above[above.len() - comments..] } else { &[] };
        let own = self.text[part.own.clone()].trim_end_matches(['\r', '\n']);
        let bare = |line: &str| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line[blanks.min(outline.column)..].to_string()
        };
        Some(kept.iter().copied().chain(own.lines()).map(bare).collect())
    }

    /// The comments within an answer.
    pub(super) fn comments(&self, control: &str) -> Vec<&str> {
        let Some((key, value)) = entry(&self.tree, control) else { return Vec::new() };
        let layout = self.layout();
        layout.comments_in(layout.start(key)..layout.after_value(key, value))
    }

    /// Every comment of the file, with the control of the answer that it stands in or above.
    pub(super) fn all_comments(&self) -> Vec<(Option<&str>, &str)> {
        let parts = self.outline.as_ref().map(|outline| outline.parts.as_slice()).unwrap_or_default();
        let of = |at: usize| parts.iter().find(|part| part.whole.contains(&at)).map(|part| part.id.as_str());
        let place = |span: &crate::diag::Span| {
            let comment = self.text[span.start as usize..span.end as usize].trim_end();
            (of(span.start as usize), comment)
        };
        self.tree.comments().iter().map(place).collect()
    }
}
