//! Scores: the measure vocabulary, its interpreter, ranges and traces.
//!
//! Reading order: `plan` (a method made ready), `run` (every value on the answers as they stand),
//! `ranges` (everything that blanks leave open), `card` (what comes out). `docs/scoring.md` has the rules.

pub mod about;
mod act;
mod card;
mod check;
mod credit;
mod fold;
mod gather;
mod holds;
mod item;
mod items;
mod lower;
mod once;
mod outcome;
mod plan;
mod possible;
mod range_act;
mod range_fold;
mod range_items;
mod range_ladder;
mod ranges;
mod ranks;
mod reply;
mod results;
mod round;
mod run;
mod sum;
mod trace;
mod walk;
mod words;

pub use card::*;
pub use check::{check, check_controls};
pub use round::printed;

use crate::model::{Assessment, Checklist, Method, SectionIx};
use plan::{Inputs, Plan};
use ranges::Ranges;
use run::{Fill, Known, Mode, Run};

/// How to score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which results keep their terms.
    pub trace: Traces,
}

/// Which results keep their terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Traces {
    /// No result does.
    #[default]
    None,
    /// Those of sections.
    Sections,
    /// Every result does.
    All,
}

impl Traces {
    /// Whether the results at a node keep their terms.
    fn at(self, node: Node) -> bool {
        match (self, node) {
            (Traces::None, _) | (Traces::Sections, Node::Control(_)) => false,
            (Traces::Sections, Node::Section(_)) | (Traces::All, _) => true,
        }
    }
}

/// The scorecard of an assessment by a method. Total: what a method names and the checklist does not have
/// counts as absent; `check` reports it.
pub fn score(assessment: &Assessment, method: &Method, options: Options) -> Scorecard {
    scored(&plan(assessment, method, SectionIx::ROOT), assessment, (options.trace, true))
}

/// Whether what a method says of a section depends on nothing but the answers below it: no condition asks
/// about the answer of a named control.
pub fn is_local(checklist: &Checklist, method: &Method) -> bool {
    !walk::asks(method) && checklist.controls.iter().all(|control| control.counts_if.is_none())
}

/// A method made ready for one section and what is below it, to see how it stands with one set of answers
/// after the other. It costs as much less than the whole as the section is smaller: what a method says of it is
/// made of the answers below it and of the named ones that it asks about.
pub struct Below<'a> {
    plan: Plan<'a>,
}

impl<'a> Below<'a> {
    /// Makes a method ready for an assessment.
    pub fn new(assessment: &'a Assessment, method: &'a Method, section: SectionIx) -> Self {
        Below { plan: plan(assessment, method, section) }
    }

    /// The scorecard of an assessment that differs from the first in nothing but answers. It has no terms, and
    /// no range is said to be exact that would have to be proven so.
    pub fn score(&self, assessment: &Assessment) -> Scorecard {
        scored(&self.plan, assessment, (Traces::None, false))
    }
}

fn plan<'a>(assessment: &'a Assessment, method: &'a Method, section: SectionIx) -> Plan<'a> {
    let inputs = Inputs {
        checklist: assessment.checklist,
        settings: &assessment.settings,
        facts: &assessment.file.profile,
    };
    Plan::new(method, inputs, section)
}

fn scored(plan: &Plan, assessment: &Assessment, (trace, proven): (Traces, bool)) -> Scorecard {
    let mode = Mode { fill: Fill::Blank, gates: true, trace, known: Known::Nothing };
    let stands = Run::new(plan, assessment, mode);
    let blanks = assessment.items.iter().any(|item| item.is_blank());
    if !blanks && !stands.removed {
        return results::card(&stands, None, proven);
    }
    let mode = Mode { gates: false, trace: Traces::None, known: Known::Kept(&stands), ..mode };
    let ungated = stands.removed.then(|| Run::new(plan, assessment, mode));
    let ranges = Ranges::new(ungated.as_ref().unwrap_or(&stands), &stands);
    results::card(&stands, Some(&ranges), proven)
}
