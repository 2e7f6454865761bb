//! Which of two values stands, by comparing both with what they were before they parted.

use crate::edit::change::PLACES;
use crate::edit::shape::Shape;

/// What becomes of one value.
#[derive(Clone, Debug)]
pub(super) enum Pick {
    /// Ours stands: only we changed it, or nobody did, or both did the same.
    Ours,
    /// Theirs stands: only they changed it.
    Theirs,
    /// Both stand together, as this.
    Both(Shape),
    /// Both changed it, in different ways.
    Clash,
}

/// Picks between two values. Without an ancestor, a value stands against none.
pub(super) fn pick(ours: &Shape, theirs: &Shape, ancestor: Option<&Shape>) -> Pick {
    let same = |a: &Shape, b: &Shape| a.means(b);
    match ancestor {
        _ if same(ours, theirs) => Pick::Ours,
        Some(old) if same(ours, old) => Pick::Theirs,
        Some(old) if same(theirs, old) => Pick::Ours,
        None if theirs.is_empty() => Pick::Ours,
        None if ours.is_empty() => Pick::Theirs,
        Some(_) | None => Pick::Clash,
    }
}

/// Picks between two lists of evidence: what one side added is added, what one side removed is removed.
/// An item that both have, one with more about it, is taken with that.
pub(super) fn pick_items(ours: &Shape, theirs: &Shape, ancestor: Option<&Shape>) -> Pick {
    let whole = pick(ours, theirs, ancestor);
    let (Pick::Clash, Some(mine), Some(yours)) = (&whole, items(ours), items(theirs)) else { return whole };
    let old = ancestor.and_then(items).unwrap_or_default();
    let mut both: Vec<Shape> = Vec::new();
    for item in mine {
        let other = yours.iter().find(|other| place(other) == place(item));
        let before = old.iter().find(|before| place(before) == place(item));
        match (other, before) {
            (Some(other), before) => match pick_item(item, other, before) {
                Some(item) => both.push(item),
                None => return Pick::Clash,
            },
            (None, Some(before)) if before.means(item) => {}
            (None, Some(_)) => return Pick::Clash,
            (None, None) => both.push(item.clone()),
        }
    }
    for item in yours.iter().filter(|item| !mine.iter().any(|m| place(m) == place(item))) {
        match old.iter().find(|before| place(before) == place(item)) {
            Some(before) if before.means(item) => {}
            Some(_) => return Pick::Clash,
            None => both.push(item.clone()),
        }
    }
    Pick::Both(Shape::List(both))
}

fn pick_item(ours: &Shape, theirs: &Shape, before: Option<&Shape>) -> Option<Shape> {
    match pick(ours, theirs, before) {
        Pick::Ours => Some(ours.clone()),
        Pick::Theirs => Some(theirs.clone()),
        Pick::Both(both) => Some(both),
        Pick::Clash if says_all(ours, theirs) => Some(ours.clone()),
        Pick::Clash if says_all(theirs, ours) => Some(theirs.clone()),
        Pick::Clash => None,
    }
}

/// Whether a map says everything that another one says.
fn says_all(more: &Shape, less: &Shape) -> bool {
    less.entries().iter().all(|(key, value)| more.get(key).is_some_and(|other| other.means(value)))
}

fn items(value: &Shape) -> Option<&[Shape]> {
    match value {
        Shape::List(items) => Some(items),
        Shape::Nothing => Some(&[]),
        Shape::Scalar(..) | Shape::Map(_) => None,
    }
}

/// What an evidence item is known by: its file, link or reference.
fn place(item: &Shape) -> Option<(&'static str, &str)> {
    PLACES.iter().find_map(|key| Some((*key, item.get(key)?.word()?)))
}
