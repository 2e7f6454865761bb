//! A plan laid out: its actions in an order that keeps every dependency, with the gain of each.

use crate::gap::KnockOutState::{Blank, Failed};
use crate::model::{Exact, SectionIx};
use crate::plan::frontier::{capping, knock_out_cap};
use crate::plan::search::Found;
use crate::plan::set::Set;
use crate::plan::{Action, Problem};

/// Actions in order, and how sure it is that no cheaper choice exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What to do, first what to do first among what its dependencies allow.
    pub steps: Vec<Step>,
    /// The sum of the steps' days. **Unit:** person-days.
    pub days: u32,
    /// The overall number before and after. **Range:** 0 to 100.
    pub overall: (Exact, Exact),
    /// Per section of [`Problem::sections`]: the number before and after.
    pub sections: Vec<(Exact, Exact)>,
    /// Whether it is proven to be the best.
    pub proof: Proof,
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// Days up to and including this step.
    pub days_so_far: u32,
    /// The section's number before and after this step, caps included.
    pub section: (Exact, Exact),
    /// The overall number before and after this step.
    pub overall: (Exact, Exact),
}

/// How sure a plan is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// No better choice exists.
    Optimal,
    /// The search was cut short; no choice takes fewer days than this.
    AtLeastDays(u32),
    /// The search was cut short; no choice within the budget reaches more than this. **Range:** 0 to 100.
    AtMost(Exact),
}

/// Lays a choice out as a plan.
pub(super) fn lay_out(problem: &Problem, found: Found) -> Plan {
    let mut done = Set::default();
    let mut steps = Vec::new();
    let mut days = 0;
    let start = numbers(problem, &done);
    let mut now = start.clone();
    while let Some(next) = next(problem, &found.set, &done) {
        done.insert(next);
        let action = &problem.actions[next];
        days += action.days;
        let after = numbers(problem, &done);
        steps.push(Step {
            action: action.clone(),
            days_so_far: days,
            section: (now[action.part].clone(), after[action.part].clone()),
            overall: (mean(&now), mean(&after)),
        });
        now = after;
    }
    let overall = (mean(&start), mean(&now));
    Plan { steps, days, overall, sections: start.into_iter().zip(now).collect(), proof: found.proof }
}

/// The highest-ranked action that is chosen, not done, and has everything that it needs, first those that
/// another one has done already; when a circle leaves none, the highest-ranked that is left.
fn next(problem: &Problem, chosen: &Set, done: &Set) -> Option<usize> {
    let left = || chosen.iter().filter(|n| !done.contains(*n));
    let of = |n: usize| &problem.actions[n];
    // What shares an answer is done with it: the answer does not wait for it.
    let follows = |copy: usize, n: usize| of(copy).days == 0 && of(copy).needs.contains(&n);
    let has = |n: usize, need: usize| done.contains(need) || !chosen.contains(need) || follows(need, n);
    let ready = |n: &usize| of(*n).needs.iter().all(|need| has(*n, *need));
    let rank = |n: &usize| (of(*n).days > 0, of(*n).rank);
    left().filter(ready).min_by_key(rank).or_else(|| left().min_by_key(rank))
}

/// Every section's number as it stands, caps included.
pub(super) fn standing(problem: &Problem) -> Vec<Exact> {
    numbers(problem, &Set::default())
}

/// The overall number for a budget, or a section's, after a plan.
pub(super) fn reached(problem: &Problem, set: &Set, section: Option<SectionIx>) -> Exact {
    let all = numbers(problem, set);
    let place = problem.sections.iter().position(|part| Some(part.section) == section);
    place.map_or_else(|| mean(&all), |part| all[part].clone())
}

/// Every section's number after some actions, caps included.
fn numbers(problem: &Problem, done: &Set) -> Vec<Exact> {
    let parts = problem.sections.iter().enumerate();
    parts
        .map(|(part, section)| {
            let own = done.iter().map(|n| &problem.actions[n]).filter(|a| a.part == part);
            let attained = own.fold(section.attained.clone(), |sum, a| &sum + &a.gain);
            let number = attained.checked_div(&section.weight).unwrap_or_default() * Exact::from(100i64);
            let capped = capping(problem, part).iter().any(|n| !done.contains(*n));
            if capped { number.min(knock_out_cap()) } else { number }
        })
        .collect()
}

fn mean(numbers: &[Exact]) -> Exact {
    let sum: Exact = numbers.iter().cloned().sum();
    sum.checked_div(&Exact::from(numbers.len())).unwrap_or_default()
}

impl Action {
    /// Whether it lifts a cap.
    pub fn lifts_a_cap(&self) -> bool {
        matches!(self.knock_out, Some(Failed | Blank))
    }
}
