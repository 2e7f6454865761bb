//! A checklist: what to ask, on which scale, for whom, and how it is scored.
//!
//! It holds structure only. Every sentence (titles, questions, anchors …) stands in
//! [`Texts`](crate::model::Texts), one per language, by key.

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::model::{
    AnswerPolicy, Applies, ChecklistId, ChoiceId, Condition, ControlId, Date, Exact, FactId, Facts,
    FrameworkId, Method, ScaleId, SectionId, Validity, Value,
};

/// Index of a section in [`Checklist::sections`]; the root is [`SectionIx::ROOT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIx(pub usize);

impl SectionIx {
    /// The whole checklist.
    pub const ROOT: SectionIx = SectionIx(0);
}

/// Index of a control in [`Checklist::controls`], in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlIx(pub usize);

/// Index of a scale in [`Checklist::scales`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScaleIx(pub usize);

/// Index of a choice in [`Scale::choices`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceIx(pub usize);

/// A checklist, complete and consistent: every reference in it resolves.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// Its id.
    pub id: ChecklistId,
    /// Its own version, `major.minor.patch`.
    pub version: String,
    /// Language of its own texts, as a BCP 47 tag.
    pub language: String,
    /// SHA-256 of all its files' texts, in order of inclusion; hex.
    pub digest: String,
    /// Profile facts, in the order of asking.
    pub facts: Vec<Fact>,
    /// Answer scales: the named ones, then one per control that brings its own.
    pub scales: Vec<Scale>,
    /// Frameworks that controls refer to.
    pub frameworks: BTreeMap<FrameworkId, Framework>,
    /// Scoring methods; the first is the default.
    pub methods: Vec<Method>,
    /// Named parameters of the methods, with their defaults.
    pub settings: BTreeMap<String, Value>,
    /// Sections, each before its children; the first is the root.
    pub sections: Vec<Section>,
    /// Controls in document order.
    pub controls: Vec<Control>,
    /// Ids that were once used.
    pub retired: Vec<Retired>,
    /// Kinds of organisation shipped with the checklist.
    pub profiles: Vec<NamedProfile>,
    /// The quick-start set.
    pub quick: Option<Quick>,
    /// Alternative groupings of the same controls.
    pub views: Vec<View>,
    /// Laws that some gaps may also concern; never scored.
    pub duties: Vec<Duty>,
    /// The least and greatest weight an author meant to use.
    pub weights: Option<(Exact, Exact)>,
    /// Default validity by evidence kind.
    pub valid_for: ValidFor,
}

/// A question about the organisation that decides what applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in `applies`.
    pub id: FactId,
    /// Its words; `None` for a flag.
    pub one_of: Option<Vec<String>>,
}

/// The choices of an answer, or the numbers it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Its name; `None` when it belongs to one control.
    pub id: Option<ScaleId>,
    /// What may be chosen; empty when the answer is a number.
    pub choices: Vec<Choice>,
    /// Least and greatest number, when the answer is a number; own scale for `normalise`.
    pub number: Option<NumberRange>,
    /// What counts as met when neither the answer nor a knock-out asks for more: the first whose
    /// condition holds; empty means the greatest value.
    pub targets: Vec<ScaleTarget>,
}

/// A default target for some organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleTarget {
    /// For whom; one that is not stated does not hold, so that nobody gets a lower target by silence.
    pub when: Applies,
    /// The value that counts as met.
    pub at: Exact,
}

/// The numbers that an answer may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// Least.
    pub min: Exact,
    /// Greatest.
    pub max: Exact,
}

/// One choice of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word that is written as the answer.
    pub id: ChoiceId,
    /// Its value; `None` when it has none (only columns, or a special meaning).
    pub value: Option<Exact>,
    /// Further named values that a method may read.
    pub columns: BTreeMap<String, Value>,
    /// A special meaning.
    pub means: Option<Means>,
}

/// A special meaning of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The control does not concern the organisation.
    NotApplicable,
    /// Nobody knows.
    Unknown,
}

/// A standard or law that controls refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its title.
    pub title: String,
    /// Edition or year.
    pub edition: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// What may be done with its text.
    pub licence: Option<String>,
    /// Every valid id; empty when not listed.
    pub ids: Vec<String>,
}

/// A part of the checklist: principle, area, practice, function …
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id; the root has the checklist's.
    pub id: SectionId,
    /// Its kind, any word; `root` for the root.
    pub kind: String,
    /// Its number within its kind, for display.
    pub number: Option<u32>,
    /// Its parent; `None` for the root.
    pub parent: Option<SectionIx>,
    /// Depth below the root.
    pub depth: usize,
    /// What it directly holds, in document order.
    pub children: Vec<Child>,
    /// The controls at any depth below it: a range of [`Checklist::controls`].
    pub controls: std::ops::Range<usize>,
    /// Its weight among its siblings; 1 when not given.
    pub weight: Exact,
    /// Free values that methods may read.
    pub attributes: BTreeMap<String, Value>,
    /// Where it stands in its file.
    pub span: Span,
}

/// What a section directly holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// A section.
    Section(SectionIx),
    /// A control.
    Control(ControlIx),
}

/// One control: a question about one fact.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Level and least share. **Unit:** per cent, 0 to 100, rising.
    pub thresholds: Vec<(ChoiceIx, Exact)>,
}

/// What counts as evidence for a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceHint {
    /// Its kind.
    pub kind: EvidenceKind,
    /// The highest tier it can honestly support.
    pub reaches: Tier,
}

/// How to close a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Its size.
    pub effort: Effort,
    /// Person-days, when estimated.
    pub days: Option<u32>,
    /// Controls that come first.
    pub after: Vec<ControlIx>,
}

/// The size of a remedy (brief, section 0): S up to 5, M up to 30, L above 30 person-days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValidFor {
    /// When no kind is named, or none is listed.
    pub default: Option<Validity>,
    /// By kind.
    pub by_kind: BTreeMap<EvidenceKind, Validity>,
}

/// The kind of an evidence item; decides how long it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// An id that was once used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The id.
    pub id: ControlId,
    /// Checklist version since which it is gone.
    pub since: String,
    /// What took its place.
    pub became: Vec<ControlId>,
    /// How.
    pub how: RetiredHow,
}

/// What happened to a retired control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetiredHow {
    /// The same question under another id.
    Renamed,
    /// Several took its place.
    Split,
    /// One took the place of several.
    Merged,
    /// Nothing took its place.
    Dropped,
}

/// A kind of organisation shipped with the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedProfile {
    /// Its name for `init --profile`.
    pub id: String,
    /// What it states.
    pub facts: Facts,
}

/// The quick-start set: what to ask in the first hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quick {
    /// Whether all applicable knock-outs belong to it.
    pub knock_outs: bool,
    /// Further controls, where they apply.
    pub also: Vec<ControlIx>,
}

/// An alternative grouping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its groups, in order.
    pub groups: Vec<ViewGroup>,
}

/// One group of an alternative grouping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewGroup {
    /// Its id within the view.
    pub id: String,
    /// Its number, for display.
    pub number: Option<u32>,
    /// Whole sections.
    pub sections: Vec<SectionIx>,
    /// Single controls.
    pub controls: Vec<ControlIx>,
}

/// A law that some gaps may also concern. Information, never scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its id.
    pub id: String,
    /// Whom it may concern.
    pub when: Applies,
    /// All controls that refer to this framework.
    pub framework: Option<FrameworkId>,
    /// Named controls.
    pub controls: Vec<ControlIx>,
    /// The day from which it applies.
    pub from: Option<Date>,
    /// Where to read it.
    pub url: Option<String>,
}

impl Checklist {
    /// The control of an index.
    pub fn control(&self, ix: ControlIx) -> &Control {
        &self.controls[ix.0]
    }

    /// The section of an index.
    pub fn section(&self, ix: SectionIx) -> &Section {
        &self.sections[ix.0]
    }

    /// The scale of a control.
    pub fn scale_of(&self, control: &Control) -> &Scale {
        &self.scales[control.scale.0]
    }

    /// The control with an id.
    pub fn find_control(&self, id: &str) -> Option<ControlIx> {
        self.controls.iter().position(|c| c.id.as_str() == id).map(ControlIx)
    }

    /// The section with an id (not the root).
    pub fn find_section(&self, id: &str) -> Option<SectionIx> {
        self.sections.iter().skip(1).position(|s| s.id.as_str() == id).map(|i| SectionIx(i + 1))
    }

    /// The method with an id.
    pub fn find_method(&self, id: &str) -> Option<&Method> {
        self.methods.iter().find(|m| m.id.as_str() == id)
    }

    /// The sections directly below the root, in order: the principles of a checklist of principles.
    pub fn top_sections(&self) -> impl Iterator<Item = SectionIx> + '_ {
        self.section(SectionIx::ROOT).children.iter().filter_map(|child| match child {
            Child::Section(ix) => Some(*ix),
            Child::Control(_) => None,
        })
    }

    /// The section directly below the root that holds a control; the root when nothing lies between.
    pub fn top_of(&self, control: ControlIx) -> SectionIx {
        let mut ix = self.control(control).section;
        while let Some(parent) = self.section(ix).parent {
            if parent == SectionIx::ROOT {
                return ix;
            }
            ix = parent;
        }
        ix
    }
}

impl Scale {
    /// The choice with an id.
    pub fn find(&self, id: &str) -> Option<ChoiceIx> {
        self.choices.iter().position(|c| c.id.as_str() == id).map(ChoiceIx)
    }

    /// The choice of an index.
    pub fn choice(&self, ix: ChoiceIx) -> &Choice {
        &self.choices[ix.0]
    }

    /// Least and greatest value: of the numbers, or of the choices that have one.
    pub fn bounds(&self) -> Option<(Exact, Exact)> {
        if let Some(range) = &self.number {
            return Some((range.min.clone(), range.max.clone()));
        }
        let values = || self.choices.iter().filter_map(|c| c.value.clone());
        Some((values().min()?, values().max()?))
    }
}
