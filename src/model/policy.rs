//! A policy file as it was read: what is required, and what is excused for a time.
//!
//! Rules and their parameters are still words here, each with its place: which of them are legal is
//! known to the rules themselves (`policy::check`).

use crate::diag::{FileId, Located, Severity, Span};
use crate::model::{Date, MethodId};

/// A policy file.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    /// The file it was read from.
    pub file: FileId,
    /// SHA-256 of the file's text; hex.
    pub digest: String,
    /// Its title, for people.
    pub title: Option<String>,
    /// What it insists on being applied to.
    pub pins: Pins,
    /// What it requires, in file order.
    pub rules: Vec<RuleEntry>,
    /// What it excuses, in file order.
    pub waivers: Vec<Waiver>,
    /// Where the map of rules stands.
    pub rules_span: Span,
}

/// What a policy insists on: without these, whoever is judged could choose another yardstick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// The checklist's id, and its version when given.
    pub checklist: Option<Located<PinnedChecklist>>,
    /// SHA-256 of the checklist's files; hex.
    pub checklist_digest: Option<Located<String>>,
    /// The scoring method.
    pub method: Option<Located<MethodId>>,
}

/// `paris-call@1.0.0`, or `paris-call` for any version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedChecklist {
    /// The id.
    pub id: String,
    /// The version.
    pub version: Option<String>,
}

/// One entry of `rules`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEntry {
    /// The rule's id.
    pub rule: Located<String>,
    /// How grave its findings are; the rule's own severity when not given.
    pub severity: Option<Located<RuleLevel>>,
    /// How grave they are in some sections, by section id.
    pub severity_in: Vec<(Located<String>, Located<RuleLevel>)>,
    /// Everything else, by name.
    pub parameters: Vec<(Located<String>, Located<RuleParameter>)>,
    /// The whole entry.
    pub span: Span,
}

/// A severity, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// The rule is switched off.
    Ignore,
    /// Its findings have this severity.
    Of(Severity),
}

impl RuleLevel {
    /// Every level, gravest first.
    pub const ALL: [RuleLevel; 4] = [
        RuleLevel::Of(Severity::Error),
        RuleLevel::Of(Severity::Warning),
        RuleLevel::Of(Severity::Note),
        RuleLevel::Ignore,
    ];

    /// The word in files.
    pub fn id(self) -> &'static str {
        match self {
            RuleLevel::Ignore => "ignore",
            RuleLevel::Of(severity) => severity.id(),
        }
    }

    /// The level of a word.
    pub fn parse(word: &str) -> Option<RuleLevel> {
        Self::ALL.into_iter().find(|level| level.id() == word)
    }

    /// The severity; `None` when switched off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            RuleLevel::Ignore => None,
            RuleLevel::Of(severity) => Some(severity),
        }
    }
}

/// The value of a parameter, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleParameter {
    /// One word or number.
    One(String),
    /// Several, by id of a section or control.
    By(Vec<(Located<String>, Located<RuleParameter>)>),
}

/// Something that a policy excuses for a time. At least one of control, section and rule is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The control whose findings it excuses.
    pub control: Option<Located<String>>,
    /// The section whose findings it excuses.
    pub section: Option<Located<String>>,
    /// The rule whose findings it excuses.
    pub rule: Option<Located<String>>,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approved_by: Located<String>,
    /// When it was approved; it counts from then on.
    pub approved: Option<Located<Date>>,
    /// Its last day.
    pub until: Located<Date>,
    /// A ticket or a decision.
    pub reference: Option<String>,
    /// The whole entry.
    pub span: Span,
}
