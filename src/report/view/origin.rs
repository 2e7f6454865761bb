//! The provenance block: what the report was made of, as label and value.

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::Writer;
use crate::report::escape::clean;

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowView {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

impl Writer<'_> {
    /// What the report was made of, as label and value.
    pub(crate) fn origin(self) -> Vec<RowView> {
        let from = &self.subject.provenance;
        let mut rows = vec![
            ("tool", from.tool.clone()),
            ("checklist", format!("{} {}", from.checklist, from.checklist_version)),
            ("checklist-digest", from.checklist_digest.clone()),
        ];
        rows.extend(from.answered_for.clone().map(|version| ("answered-for", version)));
        rows.push(("methods", from.methods.join(", ")));
        rows.push(("assessment-digest", from.assessment_digest.clone()));
        rows.push(("profile-digest", from.profile_digest.clone()));
        rows.extend(self.options.brand.map(|brand| ("brand-digest", brand.digest.clone())));
        rows.push(("today", from.today.clone()));
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
        let known = rows
            .map(|(key, value)| RowView { label: self.word(&format!("origin.{key}")), value: clean(&value) });
        known.chain(from.settings.iter().map(|(name, value)| self.setting(name, value))).collect()
    }

    fn setting(self, name: &str, value: &str) -> RowView {
        let own = self.subject.provenance.overridden.iter().any(|o| o == name);
        let key = if own { "origin.setting-own" } else { "origin.setting" };
        RowView { label: self.say(key, &[("name", name.to_string())]), value: clean(value) }
    }
}
