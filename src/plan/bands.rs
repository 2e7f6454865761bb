//! A band for every section, sought section by section.

use crate::plan::search::{self, Found};
use crate::plan::set::Set;
use crate::plan::{Band, Goal, Problem, Proof};

/// The cheapest choice that reaches a band in every section; `None` when nothing does. Where no section's
/// choice reaches into another, their union is the cheapest of all.
pub(super) fn cheapest(problem: &Problem, band: Band, node_limit: usize) -> Option<Found> {
    let days = |set: &Set| -> u32 { set.iter().map(|n| problem.actions[n].days).sum() };
    let limit = node_limit / problem.sections.len().max(1);
    let (mut set, mut bound, mut apart) = (Set::default(), 0, true);
    for (part, section) in problem.sections.iter().enumerate() {
        let goal = Goal::Band(Some(section.section), band);
        let found = search::cheapest(problem, &goal, limit)?;
        apart &= found.set.iter().all(|n| problem.actions[n].part == part);
        bound += match found.proof {
            Proof::AtLeastDays(days) => days,
            Proof::Optimal | Proof::AtMost(_) => days(&found.set),
        };
        set = set.union(&found.set);
    }
    if apart {
        let proof = if bound < days(&set) { Proof::AtLeastDays(bound) } else { Proof::Optimal };
        return Some(Found { set, proof });
    }
    let whole = search::cheapest(problem, &Goal::Band(None, band), node_limit)?;
    let cheaper = whole.proof != Proof::Optimal && days(&set) < days(&whole.set);
    Some(if cheaper { Found { set, ..whole } } else { whole })
}
