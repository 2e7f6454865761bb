//! Bringing two files together, answer by answer.
//!
//! What only one side changed is taken. What both changed in different ways is a clash: it is put to the
//! caller, and without a decision ours stays and the clash is reported. Nothing is lost in silence.

mod entry;
mod head;
mod pick;
mod read;
mod side;

use super::answers::{EditRefused, Step, edit};
use super::shape::Shape;
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
    /// What clashed, and which side was decided on.
    pub clashes: Vec<(Clash, Option<Winner>)>,
}

/// Says which side of a clash stands, or nothing to leave ours and report it.
pub type Decide<'d> = dyn FnMut(&Clash) -> Option<Winner> + 'd;

/// Merges two files. `order` is every control in the order of the checklist.
///
/// **Errors:** one of the files cannot be read, or ours cannot be changed safely.
pub fn merge(sides: Sides<'_>, order: &[&str], decide: &mut Decide<'_>) -> Result<Merged, EditRefused> {
    let mut merger = Merger {
        ours: Read::of(sides.ours)?,
        theirs: Read::of(sides.theirs)?,
        ancestor: sides.ancestor.map(Read::of).transpose()?,
        decide,
        clashes: Vec::new(),
    };
    let controls = merger.controls(order);
    let changes: Vec<Taken> = controls.iter().filter_map(|control| merger.take(control)).collect();
    let heads = merger.heads();
    let by_lines: Vec<(&str, Step)> = changes.iter().map(|t| (t.control.as_str(), t.best())).collect();
    let text = edit(sides.ours, order, &by_lines).or_else(|_| {
        // Lines of another file may not stand on their own (`*` without its `&`): then values do.
        let by_values: Vec<(&str, Step)> =
            changes.iter().map(|t| (t.control.as_str(), t.change.clone())).collect();
        edit(sides.ours, order, &by_values)
    })?;
    let text = head::apply(&text, &heads)?;
    let clashes = merger.clashes;
    let taken = changes.into_iter().map(|taken| taken.control).collect();
    Ok(Merged { text, taken, clashes })
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

struct Merger<'t, 'd, 'f> {
    ours: Read<'t>,
    theirs: Read<'t>,
    ancestor: Option<Read<'t>>,
    decide: &'d mut Decide<'f>,
    clashes: Vec<(Clash, Option<Winner>)>,
}

impl Merger<'_, '_, '_> {
    /// Every control of either file, in the order of the checklist, then as the files have them.
    fn controls(&self, order: &[&str]) -> Vec<String> {
        let theirs = self.theirs.controls().filter(|id| self.ours.answer(id).is_none());
        let mut all: Vec<String> = self.ours.controls().chain(theirs).map(str::to_string).collect();
        all.sort_by_key(|id| order.iter().position(|o| o == id).unwrap_or(order.len()));
        all
    }

    /// What changes in the answer of a control; `None` when ours stands.
    fn take(&mut self, control: &str) -> Option<Taken> {
        let open = |read: &Read<'_>| entry::opened(read.answer(control));
        let (ours, theirs) = (open(&self.ours), open(&self.theirs));
        let ancestor = self.ancestor.as_ref().map(open);
        let mut picks = entry::picks(&ours, &theirs, ancestor.as_ref());
        self.settle(control, &ours, &theirs, &mut picks);
        let change = entry::change(&ours, &theirs, &picks);
        if change.is_empty() {
            return None;
        }
        let all_theirs = picks.iter().all(|(group, picked)| match picked {
            Pick::Theirs => true,
            Pick::Ours => entry::values(&ours, group).means(&entry::values(&theirs, group)),
            Pick::Both(_) | Pick::Clash => false,
        });
        let copy = if all_theirs { self.copy(control) } else { None };
        Some(Taken { control: control.to_string(), change: Step::Change(change), copy })
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
        let ancestor = self.ancestor.as_ref().map(|read| read.shape.clone());
        head::taken(&ours, &theirs, ancestor.as_ref(), |clash| self.decided(clash))
    }
}
