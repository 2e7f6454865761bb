//! A file cut into pieces that together are the whole file: what comes before the answers, each answer
//! with the comments above it, and what comes after.

use std::ops::Range;

use super::answers::{EditRefused, read};
use super::layout::Layout;
use super::planner::Entry;
use crate::source::tree::{Kind, NodeId, Tree};

/// One answer of a file. **Unit** of all places: bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The control.
    pub(super) id: String,
    /// The comments and blank lines above it, and its own lines.
    pub(super) whole: Range<usize>,
    /// Its own lines.
    pub(super) own: Range<usize>,
}

/// The places of the answers of a file, which stand one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// Every answer, in file order; they follow each other without a gap.
    pub(super) parts: Vec<Part>,
    /// The column where the answers begin.
    pub(super) column: usize,
}

impl Outline {
    /// The outline of a file; `None` when its answers do not stand one below the other.
    pub(super) fn of(layout: Layout<'_>) -> Option<Outline> {
        let tree = layout.tree;
        let (owner, answers) = tree.get(tree.root(), "answers")?;
        let is_map = matches!(tree.written(answers).kind, Kind::Map(_));
        if !is_map || layout.is_flow(answers) || layout.is_flow(tree.root()) {
            return None;
        }
        let column = layout.indentation(layout.start(answers))?;
        let mut from = layout.next_line(layout.opening(owner, answers)?.after_colon);
        let mut parts = Vec::new();
        for (key, value) in tree.entries(answers)? {
            let start = layout.line_start(layout.start(*key));
            let end = layout.after_value(*key, *value);
            let id = tree.text(*key)?.to_string();
            parts.push(Part { id, whole: from..end, own: start.max(from)..end });
            from = end;
        }
        Some(Outline { parts, column })
    }

    /// The answer of a control.
    pub(super) fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == id)
    }
}

/// The entry of a control in a file.
pub(super) fn entry(tree: &Tree, control: &str) -> Option<Entry> {
    let (_, answers) = tree.get(tree.root(), "answers")?;
    tree.get(answers, control)
}

/// The text of the answer of a control as it stands in a file, without the lines around it; `None` when
/// the file does not have it. Two readings of a file that give the same text have the same answer.
///
/// **Errors:** the file cannot be read.
pub fn answer_text(text: &str, control: &str) -> Result<Option<String>, EditRefused> {
    let body = text.trim_start_matches('\u{feff}');
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    Ok(entry(&tree, control).map(|(key, value)| body[extent(layout, key, value)].trim_end().to_string()))
}

/// Where each answer of a file stands, seen from the end of its byte order mark if it has one.
/// **Unit:** bytes.
///
/// **Errors:** the file cannot be read.
pub fn answer_places(text: &str) -> Result<Vec<(String, Range<usize>)>, EditRefused> {
    let body = text.trim_start_matches('\u{feff}');
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    let answers = tree.get(tree.root(), "answers").and_then(|(_, answers)| tree.entries(answers));
    let place = |(key, value): &Entry| {
        let id = tree.text(*key).unwrap_or_default().to_string();
        (id, extent(layout, *key, *value))
    };
    Ok(answers.unwrap_or_default().iter().map(place).collect())
}

/// From the first byte of a key to the end of its value.
fn extent(layout: Layout<'_>, key: NodeId, value: NodeId) -> Range<usize> {
    let start = layout.start(key);
    let own_lines = layout.indentation(start).is_some();
    let answers_in_flow = layout.tree.written(key).parent.is_some_and(|map| layout.is_flow(map));
    if own_lines && !answers_in_flow {
        return start..layout.after_value(key, value);
    }
    start..layout.end(value).max(layout.end(key))
}
