//! What became of a control, along the checklist's `retired` entries.

use std::collections::BTreeSet;

use crate::model::{Checklist, RetiredHow};

/// What became of a control of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is there.
    Stays,
    /// The same question under another id.
    Renamed(String),
    /// Others took its place.
    Replaced(RetiredHow, Vec<String>),
    /// Nothing took its place.
    Dropped,
    /// Neither the checklist nor its retired entries know it.
    Unknown,
}

/// What became of a control. Entries are followed until they lead to controls that are there; a control
/// that only repeats another counts as merged into that one.
pub(super) fn fate(checklist: &Checklist, id: &str) -> Fate {
    if let Some(ix) = checklist.find_control(id) {
        return match checklist.control(ix).same_as {
            Some(other) => Fate::Replaced(RetiredHow::Merged, vec![checklist.control(other).id.to_string()]),
            None => Fate::Stays,
        };
    }
    let mut seen = BTreeSet::new();
    let Some((how, ids)) = followed(checklist, id, &mut seen) else { return Fate::Unknown };
    match (how, ids.as_slice()) {
        (_, []) => Fate::Dropped,
        (RetiredHow::Renamed, [one]) => Fate::Renamed(one.clone()),
        (RetiredHow::Renamed, _) => Fate::Replaced(RetiredHow::Split, ids),
        (how @ (RetiredHow::Split | RetiredHow::Merged), _) => Fate::Replaced(how, ids),
        (RetiredHow::Dropped, _) => Fate::Replaced(RetiredHow::Merged, ids),
    }
}

/// How a retired control ended, and the controls that are there in its place.
fn followed(
    checklist: &Checklist,
    id: &str,
    seen: &mut BTreeSet<String>,
) -> Option<(RetiredHow, Vec<String>)> {
    let entry = checklist.retired.iter().find(|retired| retired.id.as_str() == id)?;
    if !seen.insert(id.to_string()) {
        return Some((RetiredHow::Dropped, Vec::new()));
    }
    let (mut how, mut ids) = (entry.how, Vec::new());
    for next in &entry.became {
        let there = checklist.find_control(next.as_str()).map(|ix| checklist.control(ix));
        let reached = match there {
            Some(control) => match control.same_as {
                Some(other) => (RetiredHow::Merged, vec![checklist.control(other).id.to_string()]),
                None => (RetiredHow::Renamed, vec![next.to_string()]),
            },
            None => followed(checklist, next.as_str(), seen).unwrap_or((RetiredHow::Dropped, Vec::new())),
        };
        if how == RetiredHow::Renamed {
            how = reached.0;
        }
        ids.extend(reached.1);
    }
    ids.dedup();
    Some((how, ids))
}
