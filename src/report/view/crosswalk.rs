//! The crosswalk: which controls other frameworks' items map to. A mapping helps to find, it proves nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::Writer;
use crate::model::FrameworkId;
use crate::report::escape::{clean, safe_link};

/// A framework with what maps to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CrosswalkView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its edition.
    pub edition: String,
    /// Where to read it; empty without an address.
    pub href: String,
    /// Its items that applicable controls refer to.
    pub rows: Vec<CrosswalkRow>,
}

/// One item of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CrosswalkRow {
    /// The item's id.
    pub reference: String,
    /// The applicable controls that refer to it, each with whether it is at target: `PC1-GOV-01 ✓`, `PC1-GOV-02 ✗`.
    pub controls: Vec<String>,
}

impl Writer<'_> {
    /// Every framework that applicable controls refer to.
    pub(super) fn crosswalk(self) -> Vec<CrosswalkView> {
        self.checklist()
            .frameworks
            .keys()
            .map(|id| self.framework(id))
            .filter(|f| !f.rows.is_empty())
            .collect()
    }

    fn framework(self, id: &FrameworkId) -> CrosswalkView {
        let framework = &self.checklist().frameworks[id];
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for item in self.assessment().items.iter().filter(|i| i.applicable) {
            let control = self.checklist().control(item.control);
            let gap = self.subject.outcome.gaps.iter().any(|g| g.control == item.control);
            let said = format!("{} {}", control.id, if gap { '✗' } else { '✓' });
            for reference in control.references.get(id).into_iter().flatten() {
                rows.entry(reference).or_default().push(said.clone());
            }
        }
        let row = |(reference, controls): (&str, Vec<String>)| CrosswalkRow {
            reference: clean(reference),
            controls,
        };
        CrosswalkView {
            id: id.to_string(),
            title: clean(&framework.title),
            edition: framework.edition.as_deref().map(clean).unwrap_or_default(),
            href: framework.url.as_deref().and_then(safe_link).unwrap_or_default(),
            rows: rows.into_iter().map(row).collect(),
        }
    }
}
