//! A checklist: what to ask, on which scale, for whom, and how it is scored.
//!
//! It holds structure only. Every sentence (titles, questions, anchors …) stands in
//! [`Texts`](crate::model::Texts), one per language, by key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::Span;
use crate::model::{
    Applies, ChecklistId, Control, ControlId, Date, Exact, FactId, Facts, FrameworkId, Method, Scale,
    SectionId, ValidFor, Value,
};

/// Index of a section in [`Checklist::sections`]; the root is [`SectionIx::ROOT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct SectionIx(pub usize);

impl SectionIx {
    /// The whole checklist.
    pub const ROOT: SectionIx = SectionIx(0);
}

/// Index of a control in [`Checklist::controls`], in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct ControlIx(pub usize);

/// Index of a scale in [`Checklist::scales`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct ScaleIx(pub usize);

/// Index of a choice in [`Scale::choices`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct ChoiceIx(pub usize);

/// A checklist, complete and consistent: every reference in it resolves.
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Fact {
    /// Its name in `applies`.
    pub id: FactId,
    /// Its words; `None` for a flag.
    pub one_of: Option<Vec<String>>,
}

/// A standard or law that controls refer to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Child {
    /// A section.
    Section(SectionIx),
    /// A control.
    Control(ControlIx),
}

/// An id that was once used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct NamedProfile {
    /// Its name for `init --profile`.
    pub id: String,
    /// What it states.
    pub facts: Facts,
}

/// The quick-start set: what to ask in the first hour.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Quick {
    /// Whether all applicable knock-outs belong to it.
    pub knock_outs: bool,
    /// Further controls, where they apply.
    pub also: Vec<ControlIx>,
}

/// An alternative grouping.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its groups, in order.
    pub groups: Vec<ViewGroup>,
}

/// One group of an alternative grouping.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
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

    /// What took the place of a retired control, through every later retirement, each once; empty when
    /// nothing did. `None` when the id was never retired, or is in use again.
    pub fn successors(&self, id: &str) -> Option<Vec<ControlIx>> {
        let retired = |id: &str| self.retired.iter().find(|r| r.id.as_str() == id);
        if self.find_control(id).is_some() {
            return None;
        }
        let (mut found, mut seen) = (Vec::new(), Vec::new());
        let mut open = vec![retired(id)?];
        while let Some(gone) = open.pop() {
            seen.push(gone.id.as_str());
            for next in &gone.became {
                match self.find_control(next.as_str()) {
                    Some(ix) if !found.contains(&ix) => found.push(ix),
                    Some(_) => {}
                    None => open.extend(retired(next.as_str()).filter(|r| !seen.contains(&r.id.as_str()))),
                }
            }
        }
        found.sort();
        Some(found)
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
