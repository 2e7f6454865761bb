//! Whether a method fits its checklist: every name leads somewhere, every measure can be computed.
//!
//! Names that the method or the checklist declares (measures, settings, facts, controls) have to exist.
//! Names that the checklist's content carries (kinds, attributes, columns, choices) may be missing, as a
//! method may serve several checklists; a warning says so.

mod answers;
mod circles;
mod most;
mod names;
mod shape;
mod spelt;
mod yields;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Span};
use crate::model::{Checklist, Child, Control, Definition, Items, Measure, Method, Source};
use crate::score::plan::{LEAF_WORDS, is_at, kinds};

/// The most names that a message lists.
const LISTED: usize = 12;

/// What is wrong with a method of a checklist.
///
/// **Reports:** `unknown-measure`, `measure-elsewhere`, `unknown-setting`, `unknown-control`, `unknown-fact`,
/// `unknown-choice`, `unknown-kind`, `unknown-attribute`, `unknown-choice-column`, `unknown-answer`,
/// `unmapped-weight`, `no-maximum`, `unreached-levels`, `cycle`, `labels-without-order`, `labels-without-range`,
/// `number-expected`, `comparison-as-text`, `labels-not-numbers`, `step-without-effect`, `unreachable-rule`,
/// `unreachable-band`, `nothing-below`, `value-too-early`.
pub fn check(checklist: &Checklist, method: &Method) -> Diagnostics {
    let mut checker = Checker::new(checklist, method);
    for measure in &method.measures {
        for def in &measure.definitions {
            checker.names(measure, def);
            checker.answers(def);
            checker.shape(measure, def);
            checker.most(measure, def);
        }
    }
    let mismatches = checker.mismatches();
    checker.diags.extend(mismatches);
    checker.circles();
    checker.diags
}

/// What is wrong with the conditions and exceptions of controls.
///
/// **Reports:** `unknown-control`, `unknown-setting`, `unknown-fact`, `unknown-choice`, `number-expected`,
/// `comparison-as-text`.
pub fn check_controls(checklist: &Checklist) -> Diagnostics {
    let none =
        Method { id: crate::score::Scorecard::none().method, measures: Vec::new(), span: Span::NOWHERE };
    let mut checker = Checker::new(checklist, &none);
    for control in &checklist.controls {
        if let Some(condition) = &control.counts_if {
            checker.condition_names(condition);
            checker.condition_values(condition, control.span);
        }
        checker.exceptions(control);
    }
    checker.diags
}

/// The kind of a node: that of a section, or `None` for a control.
type Kind<'c> = Option<&'c str>;

struct Checker<'c> {
    checklist: &'c Checklist,
    method: &'c Method,
    kinds: Vec<&'c str>,
    measures: BTreeMap<&'c str, &'c Measure>,
    controls: BTreeMap<&'c str, &'c Control>,
    /// The names of attributes that sections and controls carry.
    carried: BTreeSet<&'c str>,
    diags: Diagnostics,
}

impl<'c> Checker<'c> {
    fn new(checklist: &'c Checklist, method: &'c Method) -> Self {
        let sections = checklist.sections.iter().map(|s| &s.attributes);
        let all = sections.chain(checklist.controls.iter().map(|c| &c.attributes));
        let carried = all.flat_map(|a| a.keys().map(String::as_str)).collect();
        Checker {
            checklist,
            method,
            kinds: kinds(checklist),
            measures: method.measures.iter().map(|m| (m.id.as_str(), m)).collect(),
            controls: checklist.controls.iter().map(|c| (c.id.as_str(), c)).collect(),
            carried,
            diags: Diagnostics::new(),
        }
    }

    fn measure(&self, name: &str) -> Option<&'c Measure> {
        self.measures.get(name).copied()
    }

    /// How a measure is computed for nodes of a kind.
    fn at(&self, measure: &'c Measure, kind: Kind) -> Option<&'c Definition> {
        measure.definitions.iter().find(|def| is_at(def, &self.kinds, kind))
    }

    /// The kinds of nodes that there are: those of sections, then controls.
    fn every_kind(&self) -> Vec<Kind<'c>> {
        self.kinds.iter().copied().map(Some).chain([None]).collect()
    }

    /// The kinds of nodes that a definition computes for.
    fn own_kinds(&self, def: &Definition) -> Vec<Kind<'c>> {
        self.every_kind().into_iter().filter(|kind| is_at(def, &self.kinds, *kind)).collect()
    }

    /// The kinds of nodes that a definition folds.
    fn item_kinds(&self, def: &Definition) -> Vec<Kind<'c>> {
        match &def.source {
            Source::Items(Items::Leaves, _) => vec![None],
            Source::Items(Items::Children, _) => self.child_kinds(def),
            Source::Items(Items::Kind(kind), _) => {
                let found = self.kinds.iter().copied().find(|k| *k == kind.value);
                let leaf = found.is_none() && LEAF_WORDS.contains(&kind.value.as_str());
                found.map(Some).into_iter().chain(leaf.then_some(None)).collect()
            }
            Source::Answer | Source::Measures(_) | Source::First(_) => Vec::new(),
        }
    }

    fn child_kinds(&self, def: &Definition) -> Vec<Kind<'c>> {
        let parents = self.checklist.sections.iter().filter(|s| is_at(def, &self.kinds, Some(&s.kind)));
        let mut found = BTreeSet::new();
        for child in parents.flat_map(|section| &section.children) {
            found.insert(match child {
                Child::Section(ix) => Some(self.checklist.section(*ix).kind.as_str()),
                Child::Control(_) => None,
            });
        }
        found.into_iter().collect()
    }

    fn say(&mut self, problem: Diagnostic) {
        self.diags.push(problem);
    }

    /// Says that a name leads nowhere, with the nearest one that does.
    fn unknown(&mut self, code: Code, at: Span, name: &str, known: &[&str]) {
        let problem = Diagnostic::new(code, at).with("id", name).with("expected", listed(known));
        self.say(problem.suggest(name, known.iter().copied()));
    }
}

/// Names for a message: not more than fit.
fn listed(names: &[&str]) -> String {
    let mut text = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    if names.is_empty() {
        text.push('–');
    } else if names.len() > LISTED {
        text.push_str(", …");
    }
    text
}

/// The beginning of a place: for what is said of something that spans lines.
fn start(at: Span) -> Span {
    Span { end: at.start, ..at }
}
