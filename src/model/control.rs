//! One control: a question about one fact, and everything that belongs to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::Span;
use crate::model::{
    AnswerPolicy, Applies, ChoiceIx, Condition, ControlId, ControlIx, EvidenceKind, Exact, FrameworkId,
    ScaleIx, SectionIx, Tier, Validity, Value,
};

/// One control: a question about one fact.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Control {
    /// Its id.
    pub id: ControlId,
    /// The section that directly holds it.
    pub section: SectionIx,
    /// Its scale.
    pub scale: ScaleIx,
    /// Whether several choices may be given.
    pub multiple: bool,
    /// Its weight; 1 when not given.
    pub weight: Exact,
    /// The level below which nothing else makes up for it.
    pub knock_out: Option<ChoiceIx>,
    /// Whom it concerns.
    pub applies: Applies,
    /// Whether it counts, depending on other answers.
    pub counts_if: Option<Condition>,
    /// What its answers count where that differs from the method's rule (`answers:` of the control).
    pub answers: AnswerPolicy,
    /// The control whose answer this one shares.
    pub same_as: Option<ControlIx>,
    /// The shares that levels demand, when the answer is a measured share.
    pub measured: Option<Measured>,
    /// What counts as evidence.
    pub evidence: Vec<EvidenceHint>,
    /// How to close a gap.
    pub remedy: Remedy,
    /// How long answers stay valid.
    pub valid_for: ValidFor,
    /// Ids in other frameworks.
    pub references: BTreeMap<FrameworkId, Vec<String>>,
    /// Whether a machine can check it.
    pub automation: Option<Automation>,
    /// Words that people search for.
    pub keywords: Vec<String>,
    /// Free values that methods may read.
    pub attributes: BTreeMap<String, Value>,
    /// Where it stands in its file.
    pub span: Span,
}

/// The share (in per cent) that each level demands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Measured {
    /// Level and least share. **Unit:** per cent, 0 to 100, rising.
    pub thresholds: Vec<(ChoiceIx, Exact)>,
}

/// What counts as evidence for a control.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct EvidenceHint {
    /// Its kind.
    pub kind: EvidenceKind,
    /// The highest tier it can honestly support.
    pub reaches: Tier,
}

/// How to close a gap.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Remedy {
    /// Its size.
    pub effort: Effort,
    /// Person-days, when estimated.
    pub days: Option<u32>,
    /// Controls that come first.
    pub after: Vec<ControlIx>,
}

/// The size of a remedy (brief, section 0): S up to 5, M up to 30, L above 30 person-days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Effort {
    /// At most 5 person-days.
    S,
    /// At most 30 person-days.
    M,
    /// More, or capital spend.
    L,
}

impl Effort {
    /// Every size.
    pub const ALL: [Effort; 3] = [Effort::S, Effort::M, Effort::L];

    /// The letter.
    pub fn id(self) -> &'static str {
        match self {
            Effort::S => "S",
            Effort::M => "M",
            Effort::L => "L",
        }
    }

    /// What a priority is divided by: S 1, M 2, L 4 (semantics, section 8).
    pub fn divisor(self) -> Exact {
        match self {
            Effort::S => Exact::from(1i64),
            Effort::M => Exact::from(2i64),
            Effort::L => Exact::from(4i64),
        }
    }

    /// Person-days when nobody estimated: S 3, M 15, L 45 (semantics, section 8).
    pub fn default_days(self) -> u32 {
        match self {
            Effort::S => 3,
            Effort::M => 15,
            Effort::L => 45,
        }
    }
}

/// Whether a machine can check a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Automation {
    /// Wholly.
    Full,
    /// In part.
    Partial,
    /// Not at all.
    None,
}

impl Automation {
    /// The word in files.
    pub fn id(self) -> &'static str {
        match self {
            Automation::Full => "full",
            Automation::Partial => "partial",
            Automation::None => "none",
        }
    }
}

/// Validity by evidence kind, with a default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct ValidFor {
    /// When no kind is named, or none is listed.
    pub default: Option<Validity>,
    /// By kind.
    pub by_kind: BTreeMap<EvidenceKind, Validity>,
}
