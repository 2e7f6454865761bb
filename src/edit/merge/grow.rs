//! A file that gets the answers that another one has and it does not.

use super::headings::headed;
use super::read::Read;
use crate::edit::answers::{EditRefused, Step, edit};

/// The file with every answer of another file that it does not have, each with the comments above it,
/// headings included, where its control belongs; and the controls that were added.
///
/// **Errors:** one of the two cannot be read, or the file cannot be changed safely.
pub fn grow(text: &str, from: &str, order: &[&str]) -> Result<(String, Vec<String>), EditRefused> {
    let (own, other) = (Read::of(text)?, Read::of(from)?);
    let is_there = |control: &str| own.controls().any(|there| there == control);
    let step = |control: &'_ str| {
        let says = other.answer(control)?.clone();
        Some((control.to_string(), Step::Copy { lines: other.lines(control, true)?, says }))
    };
    let new: Vec<(String, Step)> =
        other.controls().filter(|control| !is_there(control)).filter_map(step).collect();
    let steps: Vec<(&str, Step)> =
        new.iter().map(|(control, step)| (control.as_str(), step.clone())).collect();
    let grown = edit(text, order, &steps)?;
    let added: Vec<String> = new.into_iter().map(|(control, _)| control).collect();
    Ok((headed(grown, &other, &added)?, added))
}
