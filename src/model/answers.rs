//! An assessment file as it was read: what is claimed, by whom, and what backs it.

use std::collections::BTreeMap;

use crate::diag::{FileId, Located, Span};
use crate::model::{ControlId, Date, EvidenceKind, Exact, Facts, Means, Scale, Tier, Value};

/// An assessment file. Ids in it exist in the checklist; choices are still words,
/// because which of them are legal depends on the control (checked on reading).
#[derive(Clone, Debug)]
pub struct AssessmentFile {
    /// The file it was read from.
    pub file: FileId,
    /// SHA-256 of the file's text; hex.
    pub digest: String,
    /// The checklist it answers.
    pub checklist: Located<ChecklistRef>,
    /// Who answers.
    pub organisation: Organisation,
    /// What the organisation says of itself.
    pub profile: Facts,
    /// Where each stated fact stands.
    pub profile_spans: BTreeMap<String, Span>,
    /// Where the key `profile` stands: the place of whatever is said about a fact that is not there.
    pub profile_span: Span,
    /// SHA-256 of the profile's facts, hex, as `sign_off.profile_digest` states it.
    pub profile_digest: String,
    /// Who signed the profile off.
    pub sign_off: Option<SignOff>,
    /// Method parameters that differ from the checklist's.
    pub settings: BTreeMap<String, Located<Value>>,
    /// Where the key `answers` stands: the place of whatever is said about an answer that is not there.
    pub answers_span: Span,
    /// The answers, in file order.
    pub answers: Vec<Answer>,
}

/// Which checklist an assessment answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChecklistRef {
    /// A bundled one: `paris-call@1.0.0`.
    Bundled {
        /// Its id.
        id: String,
        /// The version the answers were given for.
        version: Option<String>,
    },
    /// A folder or file relative to the assessment: `./my-checklist`.
    Path(String),
}

/// Who answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// What the answers cover.
    pub scope: Option<String>,
    /// The marking that every output carries.
    pub sensitivity: Option<String>,
    /// Whether there is nobody who could be a second person.
    pub single_person: bool,
}

/// Who signed the profile off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// Who.
    pub by: String,
    /// In which role.
    pub role: Option<String>,
    /// When.
    pub date: Date,
    /// Which profile.
    pub profile_digest: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// One entry of `answers`.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The control it answers.
    pub control: Located<ControlId>,
    /// What is claimed.
    pub given: Located<Given>,
    /// The rationale.
    pub note: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was answered.
    pub answered: Option<Located<Date>>,
    /// What backs it.
    pub evidence: Vec<EvidenceItem>,
    /// What will be done.
    pub plan: Option<Plan>,
    /// A target of one's own.
    pub target: Option<Located<Exact>>,
    /// The measured share behind the level.
    pub share: Option<Share>,
    /// Why it does not concern the organisation.
    pub not_applicable: Option<NotApplicable>,
    /// The whole entry, key and value.
    pub span: Span,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing yet.
    Blank,
    /// One choice, or several where the control allows it.
    Choices(Vec<String>),
    /// A number.
    Number(Exact),
    /// Nobody knows.
    Unknown,
    /// It does not concern the organisation.
    NotApplicable,
}

impl Given {
    /// Whether it sets its control aside: *not applicable*, or a choice of the scale that means it.
    pub fn sets_aside(&self, scale: &Scale) -> bool {
        let means = |word: &String| scale.find(word).and_then(|choice| scale.choice(choice).means);
        match self {
            Given::NotApplicable => true,
            Given::Choices(words) => words.iter().any(|word| means(word) == Some(Means::NotApplicable)),
            Given::Blank | Given::Number(_) | Given::Unknown => false,
        }
    }

    /// What it claims, as it is written in a file; empty for a blank.
    pub fn written(&self) -> String {
        match self {
            Given::Blank => String::new(),
            Given::Choices(choices) => choices.join(", "),
            Given::Number(number) => number.to_plain(),
            Given::Unknown => "unknown".to_string(),
            Given::NotApplicable => "not_applicable".to_string(),
        }
    }
}

/// One piece of evidence.
#[derive(Clone, Debug)]
pub struct EvidenceItem {
    /// Where it is.
    pub place: EvidencePlace,
    /// Its kind.
    pub kind: Option<EvidenceKind>,
    /// When it was collected.
    pub collected: Option<Date>,
    /// When it ends by itself (certificates).
    pub expires: Option<Date>,
    /// Who looked at it.
    pub reviewed_by: Option<String>,
    /// How it was verified.
    pub verified: Option<Verified>,
    /// SHA-256 of the file; hex.
    pub sha256: Option<String>,
    /// Where the item stands.
    pub span: Span,
}

/// Where evidence is: exactly one of three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidencePlace {
    /// A file relative to the assessment.
    File(String),
    /// A web address (http, https, mailto).
    Link(String),
    /// Words that lead to it: a ticket, a shelf.
    Reference(String),
}

/// How evidence was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// By a tool's output.
    Tool,
    /// By looking at a sample.
    Sampling,
    /// By an independent third party.
    Independent,
}

impl Verified {
    /// Every way.
    pub const ALL: [Verified; 3] = [Verified::Tool, Verified::Sampling, Verified::Independent];

    /// The word in files.
    pub fn id(self) -> &'static str {
        match self {
            Verified::Tool => "tool",
            Verified::Sampling => "sampling",
            Verified::Independent => "independent",
        }
    }

    /// The tier it reaches when a second person has looked.
    pub fn tier(self) -> Tier {
        match self {
            Verified::Tool | Verified::Sampling => Tier::E3,
            Verified::Independent => Tier::E4,
        }
    }
}

/// What will be done about a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What.
    pub what: Option<String>,
    /// Who.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// Person-days.
    pub days: Option<u32>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A measured share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many have it.
    pub have: Exact,
    /// Of how many.
    pub of: Exact,
    /// Where the count comes from.
    pub source: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Why a control does not concern the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicable {
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
    /// Until when; at most 12 months after it was answered.
    pub until: Option<Date>,
}
