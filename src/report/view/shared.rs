//! Gaps that several controls share: they count once, and stand in a list at each of these controls.

use std::collections::{BTreeMap, BTreeSet};

use super::writer::Writer;
use crate::model::{ControlIx, SectionIx};

impl Writer<'_> {
    /// How many gaps are open, in a sentence that says how many of them a list shows more than once.
    pub(super) fn gaps_open(self) -> String {
        if self.counts(SectionIx::ROOT).applicable == 0 {
            return self.word("report.nothing-applies");
        }
        let controls: Vec<ControlIx> = self.subject.outcome.gaps.iter().map(|gap| gap.control).collect();
        self.count_once("headline.gaps", &controls)
    }

    /// A sentence for the number of some controls, each answer once; `{listed}` in it says how many of
    /// them stand more than once in a list of these controls.
    pub(crate) fn count_once(self, key: &str, controls: &[ControlIx]) -> String {
        let mut places: BTreeMap<ControlIx, Vec<SectionIx>> = BTreeMap::new();
        for (ix, by) in controls.iter().zip(self.checklist().counted_by(controls)) {
            places.entry(by).or_default().push(self.checklist().top_of(*ix));
        }
        let listed = self.listed(places.len(), places.values().filter(|sections| sections.len() > 1));
        self.count(key, places.len(), &[("listed", listed)])
    }

    /// How many of `all` are shared, as a part of a sentence; empty when none is.
    fn listed<'s>(self, all: usize, shared: impl Iterator<Item = &'s Vec<SectionIx>>) -> String {
        let shared: Vec<_> = shared.collect();
        let is_in_two =
            |places: &&Vec<SectionIx>| places.len() == 2 && places.iter().collect::<BTreeSet<_>>().len() == 2;
        let key = if shared.iter().all(is_in_two) { "listed.two-sections" } else { "listed.several" };
        let values = [("kinds", self.checklist_view().kinds.to_lowercase())];
        match (shared.len(), all) {
            (0, _) => String::new(),
            (1, 1) => self.say(&format!("{key}.only"), &values),
            (n, _) => self.count(key, n, &values),
        }
    }
}
