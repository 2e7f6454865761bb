//! A policy file.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Day, Id, Sha256, Text};
use crate::source::field::{Any, Field, List, Must, Ordered};

/// A gapcheck policy: what an assessment has to reach, and what is excused for a time.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gapcheck policy")]
pub struct Policy {
    /// Kind and version of this file; always the first key.
    #[schemars(extend("const" = "gapcheck/policy/1"))]
    pub format: Must<Text>,
    /// A title for people.
    #[serde(default)]
    pub title: Field<Text>,
    /// The checklist that this policy is for: `id@version`, or `id` for any version.
    #[serde(default)]
    pub checklist: Field<Text>,
    /// The digest of that checklist, as every output of gapcheck prints it.
    #[serde(default)]
    pub checklist_digest: Field<Sha256>,
    /// The scoring method that this policy is for.
    #[serde(default)]
    pub method: Field<Id>,
    /// What is required, by rule: a severity, or severity and parameters.
    pub rules: Must<Ordered<Any>>,
    /// What is excused for a time.
    #[serde(default)]
    pub waivers: Field<List<Waiver>>,
}

/// Something that is excused for a time; everything that it names has to fit.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The control whose findings are excused.
    #[serde(default)]
    pub control: Field<Id>,
    /// The section whose findings are excused.
    #[serde(default)]
    pub section: Field<Id>,
    /// The rule whose findings are excused.
    #[serde(default)]
    pub rule: Field<Id>,
    /// Why.
    pub reason: Must<Text>,
    /// Who approved it; not the owner of the control.
    pub approved_by: Must<Text>,
    /// When it was approved; it counts from then on.
    #[serde(default)]
    pub approved: Field<Day>,
    /// Its last day.
    pub until: Must<Day>,
    /// A ticket or a decision.
    #[serde(default)]
    pub reference: Field<Text>,
}
