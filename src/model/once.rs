//! An answer that several controls share stands at each of them, and counts once in what holds them all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Assessment, Checklist, ControlIx, Facts, Item, Scope, Truth};

impl Checklist {
    /// For each of some controls the one by which its answer counts among them: the control that is really
    /// answered or, where that is none of them, the first of those that share its answer.
    pub fn counted_by(&self, controls: &[ControlIx]) -> Vec<ControlIx> {
        let answered: BTreeSet<ControlIx> =
            controls.iter().filter(|ix| self.control(**ix).same_as.is_none()).copied().collect();
        let mut first: BTreeMap<ControlIx, ControlIx> = BTreeMap::new();
        let by = |ix: &ControlIx| match self.control(*ix).same_as {
            None => *ix,
            Some(other) if answered.contains(&other) => other,
            Some(other) => *first.entry(other).or_insert(*ix),
        };
        controls.iter().map(by).collect()
    }

    /// The controls whose answer another one needs: it shares the answer, and applies or may.
    pub fn needed_by_others(&self, profile: &Facts) -> BTreeSet<ControlIx> {
        let sharing = self.controls.iter().filter_map(|control| Some((control, control.same_as?)));
        sharing.filter(|(other, _)| other.applies.holds(profile) != Truth::No).map(|(_, ix)| ix).collect()
    }

    /// The controls that a profile asks to be answered, in order: those that apply or may, and those whose
    /// answer such a control needs.
    pub fn asked_under(&self, profile: &Facts) -> impl Iterator<Item = ControlIx> {
        let needed = self.needed_by_others(profile);
        let asked = move |ix: &ControlIx| {
            let control = self.control(*ix);
            control.same_as.is_none() && (needed.contains(ix) || control.applies.holds(profile) != Truth::No)
        };
        (0..self.controls.len()).map(ControlIx).filter(asked)
    }
}

impl<'a> Assessment<'a> {
    /// The items of some controls that pass, each answer once.
    pub fn once(
        &self,
        controls: Range<usize>,
        passes: impl Fn(&Item<'a>) -> bool,
    ) -> impl Iterator<Item = &Item<'a>> {
        let passing: Vec<&Item<'a>> = self.items[controls].iter().filter(|item| passes(item)).collect();
        let controls: Vec<ControlIx> = passing.iter().map(|item| item.control).collect();
        let counted_by = self.checklist.counted_by(&controls);
        passing.into_iter().zip(counted_by).filter(|(item, by)| item.control == *by).map(|(item, _)| item)
    }

    /// The questions that somebody has to answer, in order: those that concern the organisation, or may,
    /// each answer once.
    pub fn asked(&self) -> impl Iterator<Item = &Item<'a>> {
        self.once(0..self.items.len(), |item| !matches!(item.scope, Scope::SwitchedOff(_)))
    }
}
