//! What only the other side touched is taken as it stands there, with its comments and its layout.

use std::collections::BTreeMap;

use super::read::Read;
use crate::edit::answers::read;
use crate::edit::outline::Outline;
use crate::edit::shape::Shape;

/// Our file with every piece that only they changed. `None` when there is none, or when the answers of a file do not stand one below the other.
pub(super) fn adopted(ours: &Read<'_>, theirs: &Read<'_>, ancestor: &Read<'_>) -> Option<String> {
    let (mine, yours, old) = (Cut::of(ours)?, Cut::of(theirs)?, Cut::of(ancestor)?);
    if mine.column != yours.column {
        return None;
    }
    let mut text = theirs_alone(mine.head, yours.head, old.head).unwrap_or(mine.head).to_string();
    let mut expected = ours.shape.clone();
    for (id, piece) in &mine.answers {
        let others = (yours.find(id), old.find(id));
        let new = match others {
            (Some(yours), Some(old)) => theirs_alone(piece, yours, old),
            (None, Some(old)) if old == *piece => Some(""),
            (_, _) => None,
        };
        text.push_str(new.unwrap_or(piece));
        if new.is_some() {
            expected.put_answer(id, theirs.answer(id).cloned());
        }
    }
    text.push_str(theirs_alone(mine.tail, yours.tail, old.tail).unwrap_or(mine.tail));
    let is_new = text != ours.text;
    (is_new && says(&text, &expected, [ours, theirs])).then_some(text)
}

/// Their piece, when only they changed it and it ends a line where ours does.
fn theirs_alone<'t>(ours: &str, theirs: &'t str, old: &str) -> Option<&'t str> {
    let ends_alike = ours.ends_with('\n') == theirs.ends_with('\n') || ours.is_empty() || theirs.is_empty();
    (ours == old && theirs != old && ends_alike).then_some(theirs)
}

/// Whether a text has exactly these answers, and outside of them nothing that neither side says.
fn says(text: &str, expected: &Shape, sides: [&Read<'_>; 2]) -> bool {
    let Ok(tree) = read(text) else { return false };
    let shape = Shape::of(&tree, tree.root());
    let answers = |shape: &Shape| shape.get("answers").cloned().unwrap_or(Shape::Nothing);
    let known = |(key, value): &(String, Shape)| {
        key == "answers"
            || sides.iter().any(|side| side.shape.get(key).is_some_and(|other| other.same(value)))
    };
    answers(&shape).same(&answers(expected)) && shape.entries().iter().all(known)
}

/// A file in pieces, none of which is lost.
struct Cut<'t> {
    column: usize,
    head: &'t str,
    answers: Vec<(&'t str, &'t str)>,
    by_id: BTreeMap<&'t str, &'t str>,
    tail: &'t str,
}

impl<'t> Cut<'t> {
    fn of(read: &'t Read<'_>) -> Option<Cut<'t>> {
        let outline: &Outline = read.outline.as_ref()?;
        let piece = |part: &'t crate::edit::outline::Part| (part.id.as_str(), &read.text[part.whole.clone()]);
        let answers: Vec<(&str, &str)> = outline.parts.iter().map(piece).collect();
        let (first, last) = (outline.parts.first()?.whole.start, outline.parts.last()?.whole.end);
        let by_id = answers.iter().copied().collect();
        Some(Cut {
            column: outline.column,
            head: &read.text[..first],
            answers,
            by_id,
            tail: &read.text[last..],
        })
    }

    fn find(&self, id: &str) -> Option<&'t str> {
        self.by_id.get(id).copied()
    }
}
