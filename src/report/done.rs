//! What `split`, `merge` and `upgrade` did, for programs: `gapcheck/split/1`, `gapcheck/merge/1` and
//! `gapcheck/upgrade/1`.
//!
//! `schemas/split.schema.json`, `schemas/merge.schema.json` and `schemas/upgrade.schema.json` describe them.

use schemars::JsonSchema;
use serde::Serialize;

/// What was split, and into which parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SplitDone {
    /// `gapcheck/split/1`.
    pub format: String,
    /// What makes a part: `owner`, `principle`, `role`.
    pub by: String,
    /// The parts, in the order in which they were written.
    pub parts: Vec<PartDone>,
}

/// One part of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartDone {
    /// Where it was written.
    pub file: String,
    /// The owner, section or role that it is for; null for what belongs to nobody.
    pub name: Option<String>,
    /// Ids of its controls.
    pub controls: Vec<String>,
}

/// What was merged, and what conflicted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MergeDone {
    /// `gapcheck/merge/1`.
    pub format: String,
    /// What came from each file, in the order of the files.
    pub took: Vec<TookDone>,
    /// What both sides changed, in different ways.
    pub conflicts: Vec<ConflictDone>,
    /// How many conflicts nobody decided.
    pub left: usize,
}

/// What came from one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TookDone {
    /// The file.
    pub from: String,
    /// Ids of controls whose answers changed.
    pub controls: Vec<String>,
    /// Keys outside the answers that changed: `profile.size`.
    pub keys: Vec<String>,
}

/// A conflict: of a control's answer, or of a key outside the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictDone {
    /// The control's id; only where the conflict is about an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// The key: `profile.size`; only where the conflict is outside the answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The keys of the answer that differ: `answer`, `owner`.
    pub keys: Vec<String>,
    /// The file that the others are brought into.
    pub ours: SideDone,
    /// The other file.
    pub theirs: SideDone,
    /// The side that stands: `ours`, `theirs`; null when nobody decided.
    pub stands: Option<String>,
    /// The rule that decided: `ask`, `newest`, `strictest`, `ours`, `theirs`; null when none did.
    pub rule: Option<String>,
}

/// One side of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SideDone {
    /// The file.
    pub file: String,
    /// The choices, the number, `unknown` or `not_applicable`; empty when it is blank.
    pub answer: Vec<String>,
    /// The day on which it was answered: `2026-11-22`; null when it says none.
    pub answered: Option<String>,
    /// Who answers for it; null when nobody is named.
    pub owner: Option<String>,
    /// What it says where the sides differ, as YAML on one line.
    pub says: String,
}

/// What was moved to another version of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UpgradeDone {
    /// `gapcheck/upgrade/1`.
    pub format: String,
    /// The checklist's id.
    pub checklist: String,
    /// The version of the answers; null when it is not known.
    pub from: Option<String>,
    /// The version that they were moved to.
    pub to: String,
    /// Controls of the file that the checklist retired.
    pub retired: Vec<RetiredDone>,
    /// Answers that the new version does not allow; they are blank now.
    pub reopened: Vec<ReopenedDone>,
    /// Controls that ask something else now.
    pub changed: Vec<ChangedDone>,
    /// Ids that no version knows; they were left as they are.
    pub unknown: Vec<String>,
    /// Ids of controls that apply and are not in the file.
    pub absent: Vec<String>,
    /// Ids of controls that a person has to look at again.
    pub look_again: Vec<String>,
    /// Whether anything was written.
    pub written: bool,
}

/// A control that was retired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RetiredDone {
    /// Its id.
    pub id: String,
    /// How it went: `renamed`, `split`, `merged`, `dropped`.
    pub how: String,
    /// Ids of what took its place.
    pub became: Vec<String>,
}

/// An answer that does not fit any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReopenedDone {
    /// The control's id.
    pub id: String,
    /// The code of what is wrong with it: `unknown-choice`; `gapcheck explain` takes it.
    pub code: String,
}

/// A control that asks something else now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedDone {
    /// Its id.
    pub id: String,
    /// What is not the same: `question`, `levels`, `scale`, `target`, `weight`, `knock-out`, `applies`.
    pub what: Vec<String>,
}

/// The JSON Schema (draft-07) of `gapcheck/split/1`, as committed in `schemas/split.schema.json`.
pub fn split_schema() -> serde_json::Value {
    crate::report::schema_of::<SplitDone>()
}

/// The JSON Schema (draft-07) of `gapcheck/merge/1`, as committed in `schemas/merge.schema.json`.
pub fn merge_schema() -> serde_json::Value {
    crate::report::schema_of::<MergeDone>()
}

/// The JSON Schema (draft-07) of `gapcheck/upgrade/1`, as committed in `schemas/upgrade.schema.json`.
pub fn upgrade_schema() -> serde_json::Value {
    crate::report::schema_of::<UpgradeDone>()
}
