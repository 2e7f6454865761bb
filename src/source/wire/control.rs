//! Sections and controls of a checklist.

use schemars::JsonSchema;
use serde::Deserialize;

use super::checklist::{Bounds, Choice};
use super::leaf::{ChoiceWord, Duration, Expression, Flag, Id, Number, Text, Whole, Word};
use crate::model::{Automation, Effort, EvidenceKind, Tier};
use crate::source::field::{Any, Field, List, Must, Ordered};

/// A part of the checklist: principle, area, practice, function.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id, unique in the checklist.
    pub id: Must<Id>,
    /// Its kind, any word: principle, area, practice; `section` when left out.
    #[serde(default)]
    pub kind: Field<Id>,
    /// Its number within its kind, for display.
    #[serde(default)]
    pub number: Field<Whole>,
    /// Its title.
    #[serde(default)]
    pub title: Field<Text>,
    /// Why it matters to people.
    #[serde(default)]
    pub why: Field<Text>,
    /// What it asks.
    #[serde(default)]
    pub asks: Field<Text>,
    /// What it does not ask.
    #[serde(default)]
    pub asks_not: Field<Text>,
    /// Its weight among its neighbours; 1 when left out.
    #[serde(default)]
    pub weight: Field<Number>,
    /// Free values that methods may read.
    #[serde(default)]
    pub attributes: Field<Ordered<Any>>,
    /// Sections inside it.
    #[serde(default)]
    pub sections: Field<List<Section>>,
    /// Its controls.
    #[serde(default)]
    pub controls: Field<List<Control>>,
}

/// One control: a question about one fact.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [
    {"required": ["scale"]}, {"required": ["choices"]}, {"required": ["number"]}
]))]
pub struct Control {
    /// Its id, unique in the checklist; never reused, never renumbered.
    pub id: Must<Id>,
    /// A few words that name it.
    #[serde(default)]
    pub title: Field<Text>,
    /// The question: one fact that can be observed.
    #[serde(default)]
    pub ask: Field<Text>,
    /// What happens to people when it is missing.
    #[serde(default)]
    pub why: Field<Text>,
    /// The named scale of its answers.
    #[serde(default)]
    pub scale: Field<Id>,
    /// Choices of its own, instead of a scale.
    #[serde(default)]
    pub choices: Field<List<Choice>>,
    /// The numbers that may be answered, instead of a scale.
    #[serde(default)]
    pub number: Field<Bounds>,
    /// Whether several choices may be given.
    #[serde(default)]
    pub multiple: Field<Flag>,
    /// What a rater sees at each level, by choice.
    #[serde(default)]
    pub anchors: Field<Ordered<Text>>,
    /// The share that each level demands, when the answer is a measured share.
    #[serde(default)]
    pub measured: Field<Measured>,
    /// Its weight; 1 when left out.
    #[serde(default)]
    pub weight: Field<Number>,
    /// Why this weight and not one more or less.
    #[serde(default)]
    pub weight_because: Field<Text>,
    /// The level below which nothing else makes up for it.
    #[serde(default)]
    pub knock_out: Field<KnockOut>,
    /// Whom it concerns: a condition on profile facts; `always` when left out.
    #[serde(default)]
    pub applies: Field<Expression>,
    /// A condition on other answers under which it counts.
    #[serde(default)]
    pub counts_if: Field<Any>,
    /// What its answers count where that differs from the method's rule, by choice.
    #[serde(default)]
    pub answers: Field<Any>,
    /// The control whose answer this one shares.
    #[serde(default)]
    pub same_as: Field<Id>,
    /// What counts as evidence.
    #[serde(default)]
    pub evidence: Field<List<Evidence>>,
    /// How to close a gap.
    #[serde(default)]
    pub remedy: Field<Remedy>,
    /// How long its answers stay valid, by kind of evidence.
    #[serde(default)]
    pub valid_for: Field<ValidFor>,
    /// Whether a machine can check it.
    #[serde(default)]
    pub automation: Field<AutomationHow>,
    /// Ids in other frameworks, by framework.
    #[serde(default)]
    pub references: Field<Ordered<List<Id>>>,
    /// Words that people search for.
    #[serde(default)]
    pub keywords: Field<List<Text>>,
    /// Free values that methods may read.
    #[serde(default)]
    pub attributes: Field<Ordered<Any>>,
}

/// An answer that is a measured share.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// What is counted, of how many, and which inventory says how many there are.
    #[serde(default)]
    pub share_of: Field<Text>,
    /// The least share of each level, in per cent, rising.
    pub thresholds: Must<Ordered<Number>>,
    /// What a level demands beside the share, in words.
    #[serde(default)]
    pub also: Field<Ordered<Text>>,
}

/// The level below which nothing else makes up for a control.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnockOut {
    /// The least choice that passes.
    pub at_least: Must<ChoiceWord>,
    /// Why nothing makes up for it.
    #[serde(default)]
    pub because: Field<Text>,
}

/// Something that counts as evidence.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What it is.
    pub what: Must<Text>,
    /// Its kind; it sets how long it is valid.
    pub kind: Must<Word<EvidenceKind>>,
    /// The highest tier it can honestly support.
    pub reaches: Must<Word<Tier>>,
}

/// How to close a gap.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// One step that can be done this week.
    #[serde(default)]
    pub first_step: Field<Text>,
    /// The size: S up to 5 person-days, M up to 30, L above.
    #[serde(default)]
    pub effort: Field<Word<Effort>>,
    /// Person-days.
    #[serde(default)]
    pub days: Field<Whole>,
    /// Controls that must come first.
    #[serde(default)]
    pub after: Field<List<Id>>,
}

/// How long something stays valid, by kind of evidence.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidFor {
    /// When no kind is named, or none is listed.
    #[serde(default)]
    pub default: Field<Duration>,
    /// A policy, procedure or rule.
    #[serde(default)]
    pub policy: Field<Duration>,
    /// A record of something done.
    #[serde(default)]
    pub record: Field<Duration>,
    /// A training record.
    #[serde(default)]
    pub training: Field<Duration>,
    /// An exercise report.
    #[serde(default)]
    pub exercise: Field<Duration>,
    /// A test report.
    #[serde(default)]
    pub test: Field<Duration>,
    /// An independent review.
    #[serde(default)]
    pub audit: Field<Duration>,
    /// An export of a tool.
    #[serde(default)]
    pub tool_export: Field<Duration>,
    /// A picture of a screen.
    #[serde(default)]
    pub screenshot: Field<Duration>,
    /// A look-up in public data.
    #[serde(default)]
    pub public_check: Field<Duration>,
    /// A look at a repository.
    #[serde(default)]
    pub repository_check: Field<Duration>,
    /// A contract.
    #[serde(default)]
    pub contract: Field<Duration>,
    /// A published position, or law.
    #[serde(default)]
    pub doctrine: Field<Duration>,
    /// A certificate; its own end date counts when it has one.
    #[serde(default)]
    pub certificate: Field<Duration>,
}

/// Whether a machine can check a control.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AutomationHow {
    /// Wholly, in part or not at all.
    pub possible: Must<Word<Automation>>,
    /// How, or why not.
    #[serde(default)]
    pub how: Field<Text>,
}

impl ValidFor {
    /// Every kind with its duration.
    pub fn by_kind(&self) -> [(EvidenceKind, &Field<Duration>); 13] {
        [
            (EvidenceKind::Policy, &self.policy),
            (EvidenceKind::Record, &self.record),
            (EvidenceKind::Training, &self.training),
            (EvidenceKind::Exercise, &self.exercise),
            (EvidenceKind::Test, &self.test),
            (EvidenceKind::Audit, &self.audit),
            (EvidenceKind::ToolExport, &self.tool_export),
            (EvidenceKind::Screenshot, &self.screenshot),
            (EvidenceKind::PublicCheck, &self.public_check),
            (EvidenceKind::RepositoryCheck, &self.repository_check),
            (EvidenceKind::Contract, &self.contract),
            (EvidenceKind::Doctrine, &self.doctrine),
            (EvidenceKind::Certificate, &self.certificate),
        ]
    }
}
