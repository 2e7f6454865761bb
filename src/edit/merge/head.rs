//! What stands outside the answers: organisation, profile, settings, key by key.

use super::pick::{Pick, pick};
use super::side::{Clash, Place, Side, Winner};
use crate::edit::answers::{EditRefused, read};
use crate::edit::change::{FILE, Put, Puts, after};
use crate::edit::layout::Layout;
use crate::edit::planner::Planner;
use crate::edit::shape::Shape;

/// One value outside the answers that is taken from the other side.
pub(super) struct Taken {
    /// Its key, or the keys of the map and of the value in it.
    path: Vec<String>,
    /// Its new value; `None` when it goes.
    value: Option<Shape>,
}

/// Decides about every value outside the answers.
pub(super) fn taken(
    ours: &Shape,
    theirs: &Shape,
    ancestor: Option<&Shape>,
    mut clash: impl FnMut(Clash) -> Option<Winner>,
) -> Vec<Taken> {
    let mut all = Vec::new();
    for path in paths(ours, theirs) {
        let at = |file: &Shape| value_at(file, &path).map_or(Shape::Nothing, |value| value.pruned());
        let (mine, yours) = (at(ours), at(theirs));
        let theirs_stands = match pick(&mine, &yours, ancestor.map(at).as_ref()) {
            Pick::Ours | Pick::Both(_) => false,
            Pick::Theirs => true,
            Pick::Clash => {
                let side = |value: &Shape| Side { says: value.to_piece().flow(), ..Side::default() };
                let place = Place::Head(path.join("."));
                let found = Clash { place, keys: Vec::new(), ours: side(&mine), theirs: side(&yours) };
                clash(found) == Some(Winner::Theirs)
            }
        };
        if theirs_stands {
            all.push(Taken { path, value: Some(yours).filter(|value| !value.is_empty()) });
        }
    }
    all
}

/// The paths of the values outside the answers that are not what they were.
pub(super) fn moved(before: &Shape, after: &Shape) -> Vec<String> {
    let at = |file: &Shape, path: &[String]| value_at(file, path).map_or(Shape::Nothing, Shape::pruned);
    let is_other = |path: &Vec<String>| !at(before, path).means(&at(after, path));
    paths(before, after).iter().filter(|path| is_other(path)).map(|path| path.join(".")).collect()
}

/// The path of every value outside the answers: keys of the file, and keys of its maps.
fn paths(ours: &Shape, theirs: &Shape) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for (key, value) in ours.entries().iter().chain(theirs.entries()) {
        let is_map = |file: &Shape| file.get(key).is_none_or(|v| v.is_empty() || matches!(v, Shape::Map(_)));
        let inner = if is_map(ours) && is_map(theirs) { value.entries() } else { &[] };
        let mut new: Vec<Vec<String>> = inner.iter().map(|(k, _)| vec![key.clone(), k.clone()]).collect();
        if new.is_empty() && !(is_map(ours) && is_map(theirs)) {
            new.push(vec![key.clone()]);
        }
        all.extend(new.into_iter().filter(|path| path[0] != "answers"));
    }
    let mut seen: Vec<Vec<String>> = Vec::new();
    all.retain(|path| {
        let is_new = !seen.contains(path);
        seen.push(path.clone());
        is_new
    });
    all
}

fn value_at<'s>(file: &'s Shape, path: &[String]) -> Option<&'s Shape> {
    path.iter().try_fold(file, |value, key| value.get(key))
}

/// Makes the changes outside the answers.
pub(super) fn apply(text: &str, taken: &[Taken]) -> Result<String, EditRefused> {
    if taken.is_empty() {
        return Ok(text.to_string());
    }
    let body = text.trim_start_matches('\u{feff}');
    let mark = &text[..text.len() - body.len()];
    let tree = read(body)?;
    let puts = puts(taken);
    let mut planner = Planner::new(Layout { text: body, tree: &tree });
    planner.map(None, tree.root(), &puts, FILE).map_err(EditRefused::Shape)?;
    let edited = planner.patches.apply(body).ok_or(EditRefused::Elsewhere)?;
    let expected = after(Shape::of(&tree, tree.root()).entries().to_vec(), &puts, FILE);
    let tree = read(&edited).map_err(|_| EditRefused::Elsewhere)?;
    match Shape::of(&tree, tree.root()).same(&expected) {
        true => Ok(format!("{mark}{edited}")),
        false => Err(EditRefused::Elsewhere),
    }
}

fn puts(taken: &[Taken]) -> Puts {
    let put = |value: &Option<Shape>| match value {
        Some(value) => Put::Set(value.to_piece()),
        None => Put::Remove,
    };
    let mut puts = Puts::new();
    for Taken { path, value } in taken {
        match path.as_slice() {
            [outer, inner] => {
                let within = puts.iter_mut().find_map(|(key, put)| match put {
                    Put::Within(within) if key == outer => Some(within),
                    Put::Within(_) | Put::Remove | Put::Set(_) | Put::Append(_) | Put::Complete(_) => None,
                });
                match within {
                    Some(within) => within.push((inner.clone(), put(value))),
                    None => puts.push((outer.clone(), Put::Within(vec![(inner.clone(), put(value))]))),
                }
            }
            path => puts.extend(path.first().map(|key| (key.clone(), put(value)))),
        }
    }
    puts
}
