//! One finding for one answer: what several controls share is missed once.

use std::collections::BTreeMap;

use crate::model::{Checklist, ControlIx};
use crate::policy::{Finding, find_rule};

/// What tells the findings of different answers apart: rule, sentence, what it is about, and the control that
/// is really answered.
type Subject = (&'static str, &'static str, String, ControlIx);

/// Findings of which those that say the same of one answer are one, which names every control.
///
/// The one that weighs most stays: not excused, then the gravest, then at the control that is really answered.
/// So a waiver excuses a shared answer only where it excuses it at every control.
pub(super) fn merged(findings: Vec<Finding>, checklist: &Checklist) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut places: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let Some(subject) = subject(&finding, checklist) else {
            kept.push(finding);
            continue;
        };
        let places = places.entry(subject).or_default();
        let says_the_same = |at: &&usize| {
            let other = &kept[**at];
            other.required == finding.required && other.found == finding.found
        };
        match places.iter().find(says_the_same) {
            Some(&at) => join(&mut kept[at], finding, checklist),
            None => {
                places.push(kept.len());
                kept.push(finding);
            }
        }
    }
    kept
}

/// `None` for what is not about an answer.
fn subject(finding: &Finding, checklist: &Checklist) -> Option<Subject> {
    let control = finding.control.filter(|_| find_rule(finding.rule).is_some_and(|r| r.judges_answers()))?;
    let answered = checklist.control(control).same_as.unwrap_or(control);
    Some((finding.rule, finding.variant, finding.about.clone(), answered))
}

fn join(kept: &mut Finding, other: Finding, checklist: &Checklist) {
    let weight = |f: &Finding| {
        let answered = f.control.is_some_and(|ix| checklist.control(ix).same_as.is_none());
        (f.waived_by.is_none(), f.severity, answered)
    };
    let mut also = std::mem::take(&mut kept.also);
    let gone = if weight(&other) > weight(kept) { std::mem::replace(kept, other) } else { other };
    also.extend(gone.control);
    also.sort();
    kept.also = also;
}
