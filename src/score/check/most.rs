//! Folds that need the points possible know them.

use super::{Checker, Kind, start};
use crate::diag::{Code, Diagnostic};
use crate::model::{Definition, Fold, Measure, Shape, Source};

impl<'c> Checker<'c> {
    /// An item of which nothing says the most that it can be is left out of `ratio` and `possible`.
    pub(super) fn most(&mut self, measure: &'c Measure, def: &'c Definition) {
        let Source::Items(_, take) = &def.source else { return };
        let Some(fold) = needing(def) else { return };
        let taken = take.as_ref().map_or(Some(measure), |name| self.measure(&name.value));
        let Some(taken) = taken else { return };
        let silent = |kind: &Kind<'c>| self.at(taken, *kind).is_some_and(|of| !self.says_most(of, *kind));
        if self.item_kinds(def).iter().any(silent) {
            let problem = Diagnostic::new(Code::NoMaximum, start(def.span)).with("id", &measure.id);
            self.say(problem.with("found", fold.word()).with("measure", &taken.id));
        }
    }

    /// Whether anything says the most that a measure can be for nodes of a kind: a scale, the numbers that
    /// its rules give, or some attribute `max`.
    fn says_most(&self, def: &Definition, kind: Kind<'c>) -> bool {
        if kind.is_some() {
            return self.checklist.sections.iter().any(|section| section.attributes.contains_key("max"));
        }
        let made = match &def.source {
            Source::Answer => true,
            Source::Measures(all) => all.len() == 1 && def.then.is_empty(),
            Source::First(_) => def.then.is_empty(),
            Source::Items(..) => false,
        };
        let carried = || self.checklist.controls.iter().any(|c| c.attributes.contains_key("max"));
        made || def.answers.normalise.is_some() || carried()
    }
}

/// The fold of a definition that needs the points possible.
fn needing(def: &Definition) -> Option<Fold> {
    let needs = |fold: &Fold| matches!(fold, Fold::Ratio | Fold::Possible);
    let by_shape = match &def.shape {
        Shape::Fold(fold) => Some(*fold).filter(needs),
        Shape::Ladder(_) => None,
    };
    by_shape.or(def.group.as_ref().map(|group| group.fold).filter(needs))
}
