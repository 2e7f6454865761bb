//! An assessment file.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Day, FilePath, Flag, Number, Sha256, Stated, Text, Whole, Word};
use crate::model::{EvidenceKind, Verified};
use crate::source::field::{Any, Field, List, Must, Ordered, Short};

/// A gapcheck assessment: what an organisation answers to a checklist, and what backs the answers.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gapcheck assessment")]
pub struct Assessment {
    /// Kind and version of this file; always the first key.
    #[schemars(extend("const" = "gapcheck/assessment/1"))]
    pub format: Must<Text>,
    /// The checklist: `id@version` of a bundled one, or `./folder` of one of your own.
    pub checklist: Must<Text>,
    /// Who answers.
    #[serde(default)]
    pub organisation: Field<Organisation>,
    /// What the organisation says of itself: one value for each fact of the checklist.
    #[serde(default)]
    pub profile: Field<Ordered<Stated>>,
    /// Who signed the profile off.
    #[serde(default)]
    pub sign_off: Field<SignOff>,
    /// Method parameters that differ from the checklist's.
    #[serde(default)]
    pub settings: Field<Ordered<Any>>,
    /// The answers by control.
    #[serde(default)]
    pub answers: Field<Ordered<Short<Answer>>>,
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its name.
    #[serde(default)]
    pub name: Field<Text>,
    /// What the answers cover.
    #[serde(default)]
    pub scope: Field<Text>,
    /// The marking that every output carries.
    #[serde(default)]
    pub sensitivity: Field<Text>,
    /// True when there is nobody who could be a second person.
    #[serde(default)]
    pub single_person: Field<Flag>,
}

/// Who signed the profile off.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who.
    pub by: Must<Text>,
    /// In which role.
    #[serde(default)]
    pub role: Field<Text>,
    /// When.
    pub date: Must<Day>,
    /// The digest of the profile that was signed.
    #[serde(default)]
    pub profile_digest: Field<Sha256>,
}

/// One answer, written out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// A choice, a number, `unknown` or `not_applicable`; several choices as a list.
    #[serde(default)]
    pub answer: Field<Given>,
    /// The rationale.
    #[serde(default)]
    pub note: Field<Text>,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Field<Text>,
    /// The day of the answer.
    #[serde(default)]
    pub answered: Field<Day>,
    /// What backs it.
    #[serde(default)]
    pub evidence: Field<List<EvidenceItem>>,
    /// What will be done.
    #[serde(default)]
    pub plan: Field<Plan>,
    /// A target of one's own, never below the knock-out.
    #[serde(default)]
    pub target: Field<Number>,
    /// The measured share behind the level.
    #[serde(default)]
    pub share: Field<Share>,
    /// Why it does not concern the organisation.
    #[serde(default)]
    pub reason: Field<Text>,
    /// Who approved that it is set aside.
    #[serde(default)]
    pub approved_by: Field<Text>,
    /// Until when it is set aside; at most 12 months after it was answered.
    #[serde(default)]
    pub until: Field<Day>,
}

/// What an answer says: one value or a list of choices.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Given(pub Any);

/// One piece of evidence: exactly one of `file`, `link` and `reference`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    {"required": ["file"]}, {"required": ["link"]}, {"required": ["reference"]}
]))]
pub struct EvidenceItem {
    /// A file below the folder of this assessment.
    #[serde(default)]
    pub file: Field<FilePath>,
    /// A web address.
    #[serde(default)]
    pub link: Field<Text>,
    /// Words that lead to it: a ticket, a shelf.
    #[serde(default)]
    pub reference: Field<Text>,
    /// Its kind; it sets how long it is valid.
    #[serde(default)]
    pub kind: Field<Word<EvidenceKind>>,
    /// When it was collected.
    #[serde(default)]
    pub collected: Field<Day>,
    /// When it ends by itself.
    #[serde(default)]
    pub expires: Field<Day>,
    /// Who looked at it; a second person, not the owner.
    #[serde(default)]
    pub reviewed_by: Field<Text>,
    /// How it was verified.
    #[serde(default)]
    pub verified: Field<Word<Verified>>,
    /// The digest of the file.
    #[serde(default)]
    pub sha256: Field<Sha256>,
}

/// What will be done about a gap.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What.
    #[serde(default, rename = "do")]
    pub what: Field<Text>,
    /// Who.
    #[serde(default)]
    pub owner: Field<Text>,
    /// By when.
    #[serde(default)]
    pub due: Field<Day>,
    /// Person-days.
    #[serde(default)]
    pub days: Field<Whole>,
    /// Who approved it.
    #[serde(default)]
    pub approved_by: Field<Text>,
}

/// A measured share.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// How many have it.
    pub have: Must<Number>,
    /// Of how many.
    pub of: Must<Number>,
    /// Where the count comes from.
    #[serde(default)]
    pub source: Field<Text>,
}
