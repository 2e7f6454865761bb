//! Bands: for every section, sought section by section, and by way of better ones.

use crate::model::SectionIx;
use crate::plan::search::{self, Found};
use crate::plan::set::Set;
use crate::plan::{Band, Goal, Problem, Proof};

/// The cheapest choice that reaches a band, in one section or in all; `None` when nothing does. Where the
/// search is cut short, a choice that reaches a better band for less stands in.
pub(super) fn cheapest(
    problem: &Problem,
    section: Option<SectionIx>,
    band: Band,
    node_limit: usize,
) -> Option<Found> {
    let reaching = |band: Band| match section {
        Some(_) => search::cheapest(problem, &Goal::Band(section, band), node_limit),
        None => everywhere(problem, band, node_limit),
    };
    let mut found = reaching(band)?;
    if found.proof != Proof::Optimal {
        let better = Band::ALL.into_iter().filter(|other| *other > band).filter_map(reaching);
        let sets = better.map(|other| other.set);
        let least = sets.min_by_key(|set| days(problem, set));
        found.set = least.filter(|set| days(problem, set) < days(problem, &found.set)).unwrap_or(found.set);
    }
    Some(found)
}

/// The days of a choice.
fn days(problem: &Problem, set: &Set) -> u32 {
    set.iter().map(|n| problem.actions[n].days).sum()
}

/// The cheapest choice that reaches a band in every section; `None` when nothing does. Where no action
/// needs one of another section, the union of the sections' cheapest choices is the cheapest of all. Else
/// it only stands in where the search over the whole is cut short with something dearer.
fn everywhere(problem: &Problem, band: Band, node_limit: usize) -> Option<Found> {
    let days = |set: &Set| days(problem, set);
    let limit = node_limit / problem.sections.len().max(1);
    let (mut set, mut bound) = (Set::default(), 0);
    for section in &problem.sections {
        let found = search::cheapest(problem, &Goal::Band(Some(section.section), band), limit)?;
        bound += match found.proof {
            Proof::AtLeastDays(days) => days,
            Proof::Optimal | Proof::AtMost(_) => days(&found.set),
        };
        set = set.union(&found.set);
    }
    if are_apart(problem) {
        let proof = if bound < days(&set) { Proof::AtLeastDays(bound) } else { Proof::Optimal };
        return Some(Found { set, proof });
    }
    let whole = search::cheapest(problem, &Goal::Band(None, band), node_limit)?;
    let cheaper = whole.proof != Proof::Optimal && days(&set) < days(&whole.set);
    Some(if cheaper { Found { set, ..whole } } else { whole })
}

/// Whether no action needs one of another section.
fn are_apart(problem: &Problem) -> bool {
    let part = |n: &usize| problem.actions[*n].part;
    problem.actions.iter().all(|action| action.needs.iter().all(|need| part(need) == action.part))
}
