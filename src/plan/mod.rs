//! Plans: the cheapest set of actions that reaches a goal, or the best result for a budget.
//!
//! An action brings one control to its target at tier E2, or only attaches the evidence that is
//! missing. The numbers are those of semantics' sections 6 and 8: per section the weighted mean of
//! evidenced attainment at the low end, capped at 49 while a knock-out is failed or blank; overall the
//! mean over the sections to which something applies.
//!
//! The search is exact: a knapsack over the sections' dependency trees, and branching on what the
//! trees cannot say (dependencies across sections, shared answers, area floors, coverage). When it is
//! cut short, the proven least number of days is given beside the plan that was found.

mod bands;
mod check;
mod frontier;
mod problem;
mod search;
mod set;
mod steps;
mod sum;
mod what_if;

pub use check::{fits, holds, least_answer, suppose, supposed_file};
pub use problem::{Action, Part, Problem};
pub use steps::{Plan, Proof, Step};
pub use what_if::{Supposed, what_if};

use crate::model::{Exact, SectionIx};

/// What a plan is to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The overall number. **Range:** 0 to 100.
    Overall(Exact),
    /// A section's number. **Range:** 0 to 100.
    Section(SectionIx, Exact),
    /// Every knock-out passed at E2 or better.
    KnockOuts,
    /// A band, for one section or for all to which something applies.
    Band(Option<SectionIx>, Band),
}

/// A band that can be aimed at (semantics, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// At least 50, no knock-out failed or blank, coverage at least 80 %.
    C,
    /// At least 70, every knock-out verified, no area below 40.
    B,
    /// At least 85, every knock-out verified, no area below 60.
    A,
}

impl Band {
    /// Every band, best first.
    pub const ALL: [Band; 3] = [Band::A, Band::B, Band::C];

    /// The letter.
    pub fn id(self) -> &'static str {
        match self {
            Band::A => "A",
            Band::B => "B",
            Band::C => "C",
        }
    }

    /// The least number, and the least that any area of two or more controls may have.
    fn floors(self) -> (i64, Option<i64>) {
        match self {
            Band::A => (85, Some(60)),
            Band::B => (70, Some(40)),
            Band::C => (50, None),
        }
    }
}

/// What to optimise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// The fewest days that reach a goal; ties by fewer actions, then by ids.
    Cheapest(Goal),
    /// The greatest number (of a section, or overall) for a number of days; ties as above.
    Best {
        /// The section; overall without one.
        section: Option<SectionIx>,
        /// Person-days.
        budget: u32,
    },
}

/// How many partial choices are looked at before the search is cut short.
pub const NODE_LIMIT: usize = 4_000;

/// The plan for a query; `None` when no set of actions reaches the goal.
pub fn plan(problem: &Problem, query: &Query, node_limit: usize) -> Option<Plan> {
    let found = match query {
        Query::Cheapest(Goal::Band(section, band)) => bands::cheapest(problem, *section, *band, node_limit)?,
        Query::Cheapest(goal) => search::cheapest(problem, goal, node_limit)?,
        Query::Best { section, budget } => search::best(problem, *section, *budget, node_limit),
    };
    Some(steps::lay_out(problem, found))
}
