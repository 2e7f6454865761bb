//! One answer in a merge: what belongs together is taken from one side together.

use super::pick::{Pick, pick, pick_items};
use crate::edit::change::{ANSWER, Change, Put, Puts};
use crate::edit::shape::Shape;

/// The keys that make up the claim. They are taken from one side together, so that no level ever stands
/// beside a rationale that was written for another.
const CLAIM: [&str; 7] = ["answer", "share", "reason", "approved_by", "until", "answered", "note"];

/// An answer as a map without empty keys.
pub(super) fn opened(entry: Option<&Shape>) -> Shape {
    match entry.map(Shape::pruned) {
        None | Some(Shape::Nothing) => Shape::Map(Vec::new()),
        Some(map @ Shape::Map(_)) => map,
        Some(short) => Shape::Map(vec![(ANSWER[0].to_string(), short)]),
    }
}

/// What is picked for each group of keys, by the name of its first key.
pub(super) fn picks(ours: &Shape, theirs: &Shape, ancestor: Option<&Shape>) -> Vec<(String, Pick)> {
    let mut groups: Vec<String> = Vec::new();
    for (key, _) in ours.entries().iter().chain(theirs.entries()) {
        let group = group_of(key);
        if !groups.iter().any(|g| g == group) {
            groups.push(group.to_string());
        }
    }
    let pick_group = |group: String| {
        let old = ancestor.map(|old| values(old, &group));
        let (ours, theirs) = (values(ours, &group), values(theirs, &group));
        let list = |map: &Shape| map.get("evidence").cloned().unwrap_or(Shape::Nothing);
        let picked = if group == "evidence" {
            pick_items(&list(&ours), &list(&theirs), old.as_ref().map(list).as_ref())
        } else {
            pick(&ours, &theirs, old.as_ref())
        };
        (group, picked)
    };
    groups.into_iter().map(pick_group).collect()
}

fn group_of(key: &str) -> &str {
    if CLAIM.contains(&key) { CLAIM[0] } else { key }
}

/// The keys of a group with their values.
pub(super) fn values(entry: &Shape, group: &str) -> Shape {
    let of_group = entry.entries().iter().filter(|(key, _)| group_of(key) == group);
    Shape::Map(of_group.cloned().collect())
}

/// The change that brings ours to what was picked; groups that clash stay as they are.
pub(super) fn change(ours: &Shape, theirs: &Shape, picks: &[(String, Pick)]) -> Change {
    let mut puts: Puts = Vec::new();
    for (group, picked) in picks {
        match picked {
            Pick::Ours | Pick::Clash => {}
            Pick::Both(value) => puts.push((group.clone(), Put::Set(value.to_piece()))),
            Pick::Theirs => {
                let theirs = values(theirs, group);
                let gone = values(ours, group);
                let gone = gone.entries().iter().filter(|(key, _)| theirs.get(key).is_none());
                puts.extend(gone.map(|(key, _)| (key.clone(), Put::Remove)));
                let set = |(key, value): &(String, Shape)| (key.clone(), Put::Set(value.to_piece()));
                puts.extend(theirs.entries().iter().map(set));
            }
        }
    }
    Change::of(puts)
}
