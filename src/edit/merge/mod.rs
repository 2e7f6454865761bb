//! Bringing two files together, answer by answer.
//!
//! What only one side changed is taken. What both changed in different ways is a clash: it is put to the
//! caller, and without a decision ours stays and the clash is reported. Nothing is lost in silence.

mod entry;
mod grow;
mod head;
mod headings;
mod markers;
mod pick;
mod read;
mod rescue;
mod side;
mod verbatim;

use super::answers::{EditRefused, Step, edit};
use super::shape::Shape;
pub use grow::grow;
pub use markers::marked;
use pick::Pick;
use read::Read;
pub use side::{Clash, Place, Side, Winner};

/// Two files, and the one that both come from when there is one.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'t> {
    /// The file that is brought up to date; its layout stays.
    pub ours: &'t str,
    /// The file whose answers are taken over.
    pub theirs: &'t str,
    /// What both were before they parted.
    pub ancestor: Option<&'t str>,
}

/// What a merge gives.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Our file with their changes.
    pub text: String,
    /// The controls whose answers changed, in order.
    pub taken: Vec<String>,
    /// What changed outside the answers: `profile.size`.
    pub heads: Vec<String>,
    /// What clashed, and which side was decided on.
    pub clashes: Vec<(Clash, Option<Winner>)>,
}

/// Says which side of a clash stands, or nothing to leave ours and report it.
pub type Decide<'d> = dyn FnMut(&Clash) -> Option<Winner> + 'd;

/// Merges two files. `order` is every control in the order of the checklist.
///
/// **Errors:** one of the files cannot be read, or ours cannot be changed safely.
pub fn merge(sides: Sides<'_>, order: &[&str], decide: &mut Decide<'_>) -> Result<Merged, EditRefused> {
    let (mark, body) = match sides.ours.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", sides.ours),
    };
    let theirs = Read::of(sides.theirs)?;
    let ancestor = sides.ancestor.map(Read::of).transpose()?;
    let before = Read::of(body)?;
    let adopted = ancestor.as_ref().and_then(|old| verbatim::adopted(&before, &theirs, old));
    let start = adopted.unwrap_or_else(|| body.to_string());
    let mut merger = Merger {
        ours: Read::of(&start)?,
        theirs: &theirs,
        ancestor: ancestor.as_ref(),
        decide,
        clashes: Vec::new(),
    };
    let changes: Vec<Taken> =
        merger.controls(order).iter().filter_map(|control| merger.take(control)).collect();
    let heads = merger.heads();
    let clashes = merger.clashes;
    let text = head::apply(&answered(&start, order, &changes)?, &heads)?;
    let text = rescue::rescued(text, &theirs, ancestor.as_ref())?;
    let after = Read::of(&text)?;
    let heads = head::moved(&before.shape, &after.shape);
    let taken = moved(&before, &after, order);
    Ok(Merged { text: format!("{mark}{text}"), taken, heads, clashes })
}

/// The text with every change of an answer.
fn answered(text: &str, order: &[&str], changes: &[Taken]) -> Result<String, EditRefused> {
    let by_lines: Vec<(&str, Step)> = changes.iter().map(|t| (t.control.as_str(), t.best())).collect();
    edit(text, order, &by_lines).or_else(|_| {
        // Lines of another file may not stand on their own (`*` without its `&`): then values do.
        let by_values: Vec<(&str, Step)> =
            changes.iter().map(|t| (t.control.as_str(), t.change.clone())).collect();
        edit(text, order, &by_values)
    })
}

/// The controls whose answers say something else than before.
fn moved(before: &Read<'_>, after: &Read<'_>, order: &[&str]) -> Vec<String> {
    let gone = before.controls().filter(|id| after.answer(id).is_none());
    let mut all: Vec<String> = after.controls().chain(gone).map(str::to_string).collect();
    all.retain(|id| !entry::opened(before.answer(id)).means(&entry::opened(after.answer(id))));
    sort(&mut all, order);
    all
}

/// Sorts controls as the checklist has them; those that it does not know come last.
fn sort(controls: &mut [String], order: &[&str]) {
    controls.sort_by_key(|id| order.iter().position(|o| o == id).unwrap_or(order.len()));
}

/// One answer that changes.
struct Taken {
    control: String,
    /// Key by key.
    change: Step,
    /// With the lines of the other file, where everything comes from there.
    copy: Option<Step>,
}

impl Taken {
    fn best(&self) -> Step {
        self.copy.as_ref().unwrap_or(&self.change).clone()
    }
}

struct Merger<'r, 't, 'd, 'f> {
    ours: Read<'r>,
    theirs: &'r Read<'t>,
    ancestor: Option<&'r Read<'t>>,
    decide: &'d mut Decide<'f>,
    clashes: Vec<(Clash, Option<Winner>)>,
}

impl Merger<'_, '_, '_, '_> {
    /// Every control of either file, in the order of the checklist, then as the files have them.
    fn controls(&self, order: &[&str]) -> Vec<String> {
        let theirs = self.theirs.controls().filter(|id| self.ours.answer(id).is_none());
        let mut all: Vec<String> = self.ours.controls().chain(theirs).map(str::to_string).collect();
        sort(&mut all, order);
        all
    }

    /// What changes in the answer of a control; `None` when ours stands.
    fn take(&mut self, control: &str) -> Option<Taken> {
        let (ours, theirs) =
            (entry::opened(self.ours.answer(control)), entry::opened(self.theirs.answer(control)));
        let old = self.ancestor.map(|read| entry::opened(read.answer(control)));
        let mut picks = entry::picks(&ours, &theirs, old.as_ref());
        if let Some(old) = old.as_ref().filter(|old| !old.is_empty() && ours.is_empty() != theirs.is_empty())
        {
            // One side removed the answer: as a whole, or not at all.
            let whole = pick::pick(&ours, &theirs, Some(old));
            picks.iter_mut().for_each(|(_, picked)| *picked = whole.clone());
        }
        self.settle(control, &ours, &theirs, &mut picks);
        let change = entry::change(&ours, &theirs, &picks);
        if change.is_empty() {
            // A control that only they have, without an answer: its key and its comments are worth keeping.
            let is_new = self.ours.answer(control).is_none()
                && self.ancestor.is_none_or(|old| old.answer(control).is_none());
            let copy = if is_new { self.copy(control)? } else { return None };
            return Some(Taken {
                control: control.to_string(),
                change: Step::Change(change),
                copy: Some(copy),
            });
        }
        let change = if theirs.is_empty() { Step::Remove } else { Step::Change(change) };
        let all_theirs = picks.iter().all(|(group, picked)| match picked {
            Pick::Theirs => true,
            Pick::Ours => entry::values(&ours, group).means(&entry::values(&theirs, group)),
            Pick::Both(_) | Pick::Clash => false,
        });
        let copy = if all_theirs { self.copy(control) } else { None };
        Some(Taken { control: control.to_string(), change, copy })
    }

    /// Puts every clash of an answer to the caller at once, and settles it by the decision.
    fn settle(&mut self, control: &str, ours: &Shape, theirs: &Shape, picks: &mut [(String, Pick)]) {
        let clashing = picks.iter().filter(|(_, picked)| matches!(picked, Pick::Clash));
        let keys: Vec<String> = clashing.map(|(group, _)| group.clone()).collect();
        if keys.is_empty() {
            return;
        }
        let differs = |entry: &Shape| {
            let of_keys = keys.iter().flat_map(|group| entry::values(entry, group).entries().to_vec());
            Shape::Map(of_keys.collect())
        };
        let (mine, yours) = (Side::of(ours, &differs(ours)), Side::of(theirs, &differs(theirs)));
        let clash = Clash { place: Place::Control(control.to_string()), keys, ours: mine, theirs: yours };
        let winner = self.decided(clash);
        for (_, picked) in picks.iter_mut().filter(|(_, picked)| matches!(picked, Pick::Clash)) {
            *picked = match winner {
                Some(Winner::Theirs) => Pick::Theirs,
                Some(Winner::Ours) | None => Pick::Ours,
            };
        }
    }

    fn decided(&mut self, clash: Clash) -> Option<Winner> {
        let winner = (self.decide)(&clash);
        self.clashes.push((clash, winner));
        winner
    }

    /// The other file's lines of an answer, unless a comment of ours would go with our lines.
    fn copy(&self, control: &str) -> Option<Step> {
        let theirs = self.theirs.comments(control);
        if !self.ours.comments(control).iter().all(|comment| theirs.contains(comment)) {
            return None;
        }
        let is_new = self.ours.answer(control).is_none();
        let lines = self.theirs.lines(control, is_new)?;
        Some(Step::Copy { lines, says: self.theirs.answer(control)?.clone() })
    }

    fn heads(&mut self) -> Vec<head::Taken> {
        let (ours, theirs) = (self.ours.shape.clone(), self.theirs.shape.clone());
        let ancestor = self.ancestor.map(|read| read.shape.clone());
        head::taken(&ours, &theirs, ancestor.as_ref(), |clash| self.decided(clash))
    }
}
