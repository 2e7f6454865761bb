//! Evidence: its kinds, and the tiers that it lifts an answer to.

use serde::{Deserialize, Serialize};

/// The kind of an evidence item; decides how long it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum EvidenceKind {
    /// A policy, procedure or rule.
    Policy,
    /// A record of something done: minutes, register, ticket.
    Record,
    /// A training record.
    Training,
    /// An exercise report.
    Exercise,
    /// A test report: penetration test, restore test.
    Test,
    /// An independent review.
    Audit,
    /// An export of a tool.
    ToolExport,
    /// A picture of a screen.
    Screenshot,
    /// A look-up in public data: DNS, web, registries.
    PublicCheck,
    /// A look at a repository.
    RepositoryCheck,
    /// A contract.
    Contract,
    /// A published position, or law.
    Doctrine,
    /// A certificate with its own end.
    Certificate,
}

impl EvidenceKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [EvidenceKind; 13] = [
        EvidenceKind::Policy,
        EvidenceKind::Record,
        EvidenceKind::Training,
        EvidenceKind::Exercise,
        EvidenceKind::Test,
        EvidenceKind::Audit,
        EvidenceKind::ToolExport,
        EvidenceKind::Screenshot,
        EvidenceKind::PublicCheck,
        EvidenceKind::RepositoryCheck,
        EvidenceKind::Contract,
        EvidenceKind::Doctrine,
        EvidenceKind::Certificate,
    ];

    /// The word in files.
    pub fn id(self) -> &'static str {
        match self {
            EvidenceKind::Policy => "policy",
            EvidenceKind::Record => "record",
            EvidenceKind::Training => "training",
            EvidenceKind::Exercise => "exercise",
            EvidenceKind::Test => "test",
            EvidenceKind::Audit => "audit",
            EvidenceKind::ToolExport => "tool_export",
            EvidenceKind::Screenshot => "screenshot",
            EvidenceKind::PublicCheck => "public_check",
            EvidenceKind::RepositoryCheck => "repository_check",
            EvidenceKind::Contract => "contract",
            EvidenceKind::Doctrine => "doctrine",
            EvidenceKind::Certificate => "certificate",
        }
    }

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<EvidenceKind> {
        Self::ALL.into_iter().find(|kind| kind.id() == word)
    }
}

/// How well an answer is backed (semantics, section 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Tier {
    /// A bare claim.
    #[default]
    E0,
    /// A claim with owner, date and rationale.
    E1,
    /// An artefact that a second person has looked at.
    E2,
    /// Verified by a tool's output or by sampling.
    E3,
    /// Verified by an independent third party.
    E4,
}

impl Tier {
    /// Every tier, lowest first.
    pub const ALL: [Tier; 5] = [Tier::E0, Tier::E1, Tier::E2, Tier::E3, Tier::E4];

    /// `E0` … `E4`.
    pub fn id(self) -> &'static str {
        match self {
            Tier::E0 => "E0",
            Tier::E1 => "E1",
            Tier::E2 => "E2",
            Tier::E3 => "E3",
            Tier::E4 => "E4",
        }
    }

    /// The tier of a word.
    pub fn parse(word: &str) -> Option<Tier> {
        Self::ALL.into_iter().find(|tier| tier.id() == word)
    }

    /// 0 to 4.
    pub fn number(self) -> i64 {
        self as i64
    }
}
