//! An answer that several controls share stands at each of them, and counts once in what holds them all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Assessment, Checklist, ControlIx, Facts, Item, Truth};

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

    /// Some controls, each answer once.
    pub fn once(&self, controls: Vec<ControlIx>) -> impl Iterator<Item = ControlIx> + use<> {
        let by = self.counted_by(&controls);
        controls.into_iter().zip(by).filter(|(ix, by)| ix == by).map(|(ix, _)| ix)
    }

    /// The controls that concern an organisation, or may, and those whose answer such a control shares.
    pub fn wanted_under(&self, profile: &Facts) -> BTreeSet<ControlIx> {
        let all = self.controls.iter().enumerate();
        let concerning = all.filter(|(_, control)| control.applies.holds(profile) != Truth::No);
        concerning.flat_map(|(ix, control)| [Some(ControlIx(ix)), control.same_as]).flatten().collect()
    }

    /// The controls that a profile asks to be answered, in order.
    pub fn asked_under(&self, profile: &Facts) -> impl Iterator<Item = ControlIx> {
        let wanted = self.wanted_under(profile).into_iter();
        wanted.filter(|ix| self.control(*ix).same_as.is_none())
    }
}

impl<'a> Assessment<'a> {
    /// The items of some controls that pass, each answer once.
    pub fn once(
        &self,
        controls: Range<usize>,
        passes: impl Fn(&Item<'a>) -> bool,
    ) -> impl Iterator<Item = &Item<'a>> {
        let passing = self.items[controls].iter().filter(|item| passes(item)).map(|item| item.control);
        self.checklist.once(passing.collect()).map(|ix| self.item(ix))
    }

    /// The questions that somebody has to answer, in order: those that concern the organisation, or may,
    /// each answer once.
    pub fn asked(&self) -> impl Iterator<Item = &Item<'a>> {
        self.once(0..self.items.len(), |item| item.scope.is_asked())
    }
}
