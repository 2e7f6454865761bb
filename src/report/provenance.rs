//! Provenance: what a result was made of, so that anyone can make it again. Never a path.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::assess::Outcome;
use crate::model::{ChecklistRef, Value};

/// What a result was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Provenance {
    /// The program and its version: `gapcheck 0.1.0`.
    pub tool: String,
    /// The checklist's id.
    pub checklist: String,
    /// The checklist's version.
    pub checklist_version: String,
    /// SHA-256 of the checklist's files; hex.
    pub checklist_digest: String,
    /// The checklist version that the answers were given for, when the assessment names one.
    pub answered_for: Option<String>,
    /// The scoring methods, the first being the one that gaps are judged by.
    pub methods: Vec<String>,
    /// Every method parameter with its value in force.
    pub settings: BTreeMap<String, String>,
    /// The parameters that the assessment sets for itself.
    pub overridden: Vec<String>,
    /// SHA-256 of the assessment file; hex.
    pub assessment_digest: String,
    /// SHA-256 of the profile's facts; hex.
    pub profile_digest: String,
    /// The reference date, `2026-11-22`.
    pub today: String,
}

impl Provenance {
    /// The provenance of an outcome.
    pub fn of(outcome: &Outcome) -> Provenance {
        let assessment = &outcome.assessment;
        let (checklist, file) = (assessment.checklist, assessment.file);
        let answered_for = match &file.checklist.value {
            ChecklistRef::Bundled { version, .. } => version.clone(),
            ChecklistRef::Path(_) => None,
        };
        Provenance {
            tool: format!("gapcheck {}", env!("CARGO_PKG_VERSION")),
            checklist: checklist.id.to_string(),
            checklist_version: checklist.version.clone(),
            checklist_digest: checklist.digest.clone(),
            answered_for,
            methods: outcome.cards.iter().map(|card| card.method.to_string()).collect(),
            settings: assessment.settings.iter().map(|(name, v)| (name.clone(), plain(v))).collect(),
            overridden: file.settings.keys().cloned().collect(),
            assessment_digest: file.digest.clone(),
            profile_digest: file.profile_digest.clone(),
            today: assessment.today.date.to_string(),
        }
    }
}

/// A setting as a file would write it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(all) => format!("[{}]", all.iter().map(plain).collect::<Vec<_>>().join(", ")),
    }
}
