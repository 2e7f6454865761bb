//! The search: relaxed problems solved exactly, and branching on what they leave unsaid.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::gap::KnockOutState;
use crate::model::{Exact, SectionIx};
use crate::plan::frontier::{Fixed, Point, Trees, frontier};
use crate::plan::set::{Cost, Set};
use crate::plan::sum::{best_sums, cheapest_sum};
use crate::plan::{Action, Band, Goal, Problem, Proof, steps};

/// A choice that was found, and how sure it is that there is no better one.
pub(super) struct Found {
    pub(super) set: Set,
    pub(super) proof: Proof,
}

/// One partial choice of the search, ordered by the cost of its relaxed solution.
#[derive(Debug)]
struct Open {
    cost: Cost,
    fixed: Fixed,
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cost == other.cost
    }
}
impl Eq for Open {}
impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Open {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.cost.cmp(&other.cost)
    }
}

/// What a relaxed solution breaks.
enum Unsaid {
    /// Nothing: it holds.
    Nothing,
    /// This action must be decided about; done, it takes the other with it.
    Decide(usize, Option<usize>),
    /// Nothing that is left can mend it.
    DeadEnd,
}

struct Search<'p> {
    problem: &'p Problem,
    trees: Trees,
    goal: Goal,
    /// Frontiers that were worked out already: a branch changes those of one or two sections only.
    known: RefCell<BTreeMap<(usize, Fixed), Vec<Point>>>,
}

/// The cheapest choice that reaches a goal; `None` when nothing does.
pub(super) fn cheapest(problem: &Problem, goal: &Goal, node_limit: usize) -> Option<Found> {
    let search = Search::new(problem, goal.clone());
    let mut start = Fixed::default();
    search.demanded().into_iter().for_each(|n| start.forced.insert(n));
    search.run(start, node_limit)
}

/// The best number for a budget, then the cheapest choice that reaches it.
pub(super) fn best(problem: &Problem, section: Option<SectionIx>, budget: u32, node_limit: usize) -> Found {
    let goal_of = |number: Exact| match section {
        Some(ix) => Goal::Section(ix, number),
        None => Goal::Overall(number),
    };
    let mut search = Search::new(problem, goal_of(Exact::ZERO));
    let budget = budget.min(problem.actions.iter().map(|action| action.days).sum());
    let mut open: BinaryHeap<Upper> = search.upper(Fixed::default(), section, budget).into_iter().collect();
    let mut seen = 0;
    while let Some(node) = open.pop() {
        search.goal = goal_of(node.number.clone());
        let Some(cost) = search.relaxed(&node.fixed) else { continue };
        let Unsaid::Decide(what, need) = search.unsaid(&cost.set, &node.fixed) else {
            let cheaper = cheapest(problem, &search.goal, node_limit);
            return cheaper.unwrap_or(Found { set: cost.set, proof: Proof::Optimal });
        };
        seen += 1;
        if seen > node_limit {
            let most = node.number.clone();
            let set = search.dive(node, goal_of, (section, budget));
            let reached = steps::reached(problem, &set, section);
            let proof = if reached >= most { Proof::Optimal } else { Proof::AtMost(most) };
            return Found { set, proof };
        }
        for fixed in node.fixed.branches(what, need) {
            open.extend(search.upper(fixed, section, budget));
        }
    }
    // Doing nothing fits every budget, so there is always a choice.
    Found { set: Set::default(), proof: Proof::Optimal }
}

/// One partial choice of the search for a budget, ordered by the number that it could reach.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Upper {
    number: Exact,
    fixed: Fixed,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem, goal: Goal) -> Search<'p> {
        Search { problem, trees: Trees::new(problem), goal, known: RefCell::default() }
    }

    /// The frontier of every section under what is decided.
    fn fronts(&self, fixed: &Fixed) -> Vec<Vec<Point>> {
        (0..self.problem.sections.len()).map(|part| self.front(part, fixed)).collect()
    }

    fn front(&self, part: usize, fixed: &Fixed) -> Vec<Point> {
        let here = |n: &usize| self.problem.actions[*n].part == part;
        let key = (part, fixed.only(here));
        if let Some(front) = self.known.borrow().get(&key) {
            return front.clone();
        }
        let front = frontier(self.problem, &self.trees, part, &key.1);
        self.known.borrow_mut().insert(key, front.clone());
        front
    }

    fn run(&self, start: Fixed, node_limit: usize) -> Option<Found> {
        let mut open = BinaryHeap::new();
        let mut seen = 0;
        self.push(&mut open, start);
        while let Some(Reverse(node)) = open.pop() {
            let (what, need) = match self.unsaid(&node.cost.set, &node.fixed) {
                Unsaid::Nothing => return Some(Found { set: node.cost.set, proof: Proof::Optimal }),
                Unsaid::Decide(what, need) => (what, need),
                Unsaid::DeadEnd => continue,
            };
            seen += 1;
            if seen > node_limit {
                return self.repair(&node).or_else(|| self.everything(node.cost.days));
            }
            for fixed in node.fixed.branches(what, need) {
                self.push(&mut open, fixed);
            }
        }
        None
    }

    fn push(&self, open: &mut BinaryHeap<Reverse<Open>>, mut fixed: Fixed) {
        if !self.settle(&mut fixed) {
            return;
        }
        if let Some(cost) = self.relaxed(&fixed) {
            open.push(Reverse(Open { cost, fixed }));
        }
    }

    /// The greatest number that the relaxed problem gives within a budget; `None` when what is decided
    /// contradicts itself or costs more.
    fn upper(&self, mut fixed: Fixed, section: Option<SectionIx>, budget: u32) -> Option<Upper> {
        if !self.settle(&mut fixed) {
            return None;
        }
        let mut fronts = self.fronts(&fixed);
        let counts = |part: usize| section.is_none_or(|ix| self.problem.sections[part].section == ix);
        let count = (0..fronts.len()).filter(|p| counts(*p)).count();
        for (_, front) in fronts.iter_mut().enumerate().filter(|(part, _)| !counts(*part)) {
            front.iter_mut().for_each(|point| point.number = Exact::ZERO);
        }
        let sum = best_sums(&fronts, budget).pop()?;
        Some(Upper { number: sum.checked_div(&Exact::from(count))?, fixed })
    }

    /// A choice that holds, when the search for a budget is cut short: at every break the branch that
    /// could reach more is taken, until nothing is broken.
    fn dive(
        &mut self,
        mut node: Upper,
        goal_of: impl Fn(Exact) -> Goal,
        (section, budget): (Option<SectionIx>, u32),
    ) -> Set {
        loop {
            self.goal = goal_of(node.number.clone());
            let Some(cost) = self.relaxed(&node.fixed) else { return Set::default() };
            let Unsaid::Decide(what, need) = self.unsaid(&cost.set, &node.fixed) else { return cost.set };
            let branches = node.fixed.branches(what, need).into_iter();
            match branches.filter_map(|fixed| self.upper(fixed, section, budget)).max() {
                Some(next) => node = next,
                None => return Set::default(),
            }
        }
    }

    /// Draws the consequences of what is decided; false when they contradict each other.
    fn settle(&self, fixed: &mut Fixed) -> bool {
        let mut changed = true;
        while changed {
            changed = false;
            for (n, action) in self.problem.actions.iter().enumerate() {
                for need in &action.needs {
                    if fixed.forced.contains(n) && !fixed.forced.contains(*need) {
                        fixed.forced.insert(*need);
                        changed = true;
                    }
                    if fixed.excluded.contains(*need) && !fixed.excluded.contains(n) {
                        fixed.excluded.insert(n);
                        changed = true;
                    }
                }
            }
        }
        fixed.forced.iter().all(|n| !fixed.excluded.contains(n))
    }

    /// The cheapest choice that reaches the goal when only the trees bind; `None` when none does.
    fn relaxed(&self, fixed: &Fixed) -> Option<Cost> {
        let fronts = self.fronts(fixed);
        if fronts.iter().any(Vec::is_empty) {
            return None;
        }
        let sections = &self.problem.sections;
        match &self.goal {
            Goal::Overall(least) => cheapest_sum(&fronts, &(least * &Exact::from(fronts.len()))),
            Goal::Section(ix, least) => {
                let floor = |part: usize| (sections[part].section == *ix).then(|| least.clone());
                self.one_by_one(&fronts, floor)
            }
            Goal::KnockOuts => self.one_by_one(&fronts, |_| None),
            Goal::Band(ix, band) => {
                let floor = |part: usize| {
                    ix.is_none_or(|ix| sections[part].section == ix).then(|| Exact::from(band.floors().0))
                };
                self.one_by_one(&fronts, floor)
            }
        }
    }

    fn one_by_one(&self, fronts: &[Vec<Point>], floor: impl Fn(usize) -> Option<Exact>) -> Option<Cost> {
        let mut cost = Cost::default();
        for (part, front) in fronts.iter().enumerate() {
            let least = floor(part);
            let point = front.iter().find(|p| least.as_ref().is_none_or(|least| p.number >= *least))?;
            cost = cost.plus(&point.cost);
        }
        Some(cost)
    }

    /// Actions that the goal asks for whatever else is chosen.
    fn demanded(&self) -> Vec<usize> {
        let concerned = |n: &usize| {
            let action = &self.problem.actions[*n];
            let open = matches!(action.knock_out, Some(KnockOutState::Failed | KnockOutState::Blank));
            let unverified = action.knock_out == Some(KnockOutState::Unverified);
            match &self.goal {
                Goal::Overall(_) | Goal::Section(..) => false,
                Goal::KnockOuts => open || unverified,
                Goal::Band(ix, band) => {
                    let here = ix.is_none_or(|ix| self.problem.sections[action.part].section == ix);
                    here && (open || unverified && *band >= Band::B)
                }
            }
        };
        (0..self.problem.actions.len()).filter(concerned).collect()
    }

    /// What a relaxed solution breaks first.
    fn unsaid(&self, set: &Set, fixed: &Fixed) -> Unsaid {
        let broken = self.trees.loose.iter().find(|(n, need)| set.contains(*n) && !set.contains(*need));
        if let Some((n, need)) = broken {
            return Unsaid::Decide(*n, Some(*need));
        }
        let Goal::Band(ix, band) = &self.goal else { return Unsaid::Nothing };
        let parts = 0..self.problem.sections.len();
        let concerned = parts.filter(|p| ix.is_none_or(|ix| self.problem.sections[*p].section == ix));
        let undecided = |n: &usize| !set.contains(*n) && !fixed.excluded.contains(*n);
        for part in concerned {
            let of_part = |n: &usize| self.problem.actions[*n].part == part;
            let open = (0..self.problem.actions.len()).filter(of_part).filter(undecided);
            let action = |n: &usize| &self.problem.actions[*n];
            let mending = if !self.is_covered(part, set) {
                self.least_days(open.filter(|n| !action(n).answers.is_zero()), |a| &a.answers)
            } else if let Some(area) = self.low_area(part, set, band.floors().1) {
                self.least_days(open.filter(|n| action(n).area == Some(area)), |a| &a.gain)
            } else {
                continue;
            };
            return mending.map_or(Unsaid::DeadEnd, |n| Unsaid::Decide(n, None));
        }
        Unsaid::Nothing
    }

    /// The action that takes the fewest days for what it brings; the lowest id of several.
    fn least_days(
        &self,
        actions: impl Iterator<Item = usize>,
        brings: fn(&Action) -> &Exact,
    ) -> Option<usize> {
        let days = |action: &Action| Exact::from(i64::from(action.days));
        actions.min_by(|a, b| {
            let (a, b) = (&self.problem.actions[*a], &self.problem.actions[*b]);
            (&days(a) * brings(b)).cmp(&(&days(b) * brings(a)))
        })
    }

    /// Whether at least 80 % of a section's weight is answered (semantics, section 6).
    fn is_covered(&self, part: usize, set: &Set) -> bool {
        let section = &self.problem.sections[part];
        let of_part = set.iter().filter(|n| self.problem.actions[*n].part == part);
        let answered =
            of_part.fold(section.answered.clone(), |sum, n| &sum + &self.problem.actions[n].answers);
        &answered * &Exact::from(5i64) >= &section.weight * &Exact::from(4i64)
    }

    /// The first area below its floor.
    fn low_area(&self, part: usize, set: &Set, floor: Option<i64>) -> Option<usize> {
        let floor = Exact::from(floor?);
        let areas = self.problem.sections[part].areas.iter().enumerate();
        areas
            .filter(|(area, (weight, attained))| {
                let own = set.iter().map(|n| &self.problem.actions[n]);
                let own = own.filter(|a| a.part == part && a.area == Some(*area));
                let attained = own.fold(attained.clone(), |sum, a| &sum + &a.gain);
                &attained * &Exact::from(100i64) < weight * &floor
            })
            .map(|(area, _)| area)
            .next()
    }

    /// Every action that nothing excludes, where that reaches the goal.
    fn everything(&self, bound: u32) -> Option<Found> {
        let mut fixed = Fixed::default();
        (0..self.problem.actions.len()).for_each(|n| fixed.forced.insert(n));
        let set = self.relaxed(&fixed)?.set;
        let holds = matches!(self.unsaid(&set, &fixed), Unsaid::Nothing);
        holds.then_some(Found { set, proof: Proof::AtLeastDays(bound) })
    }

    /// A choice that holds, when the search is cut short: everything that the node is short of is added.
    fn repair(&self, node: &Open) -> Option<Found> {
        let bound = node.cost.days;
        let mut fixed = node.fixed.clone();
        let mut set = node.cost.set.clone();
        loop {
            match self.unsaid(&set, &fixed) {
                Unsaid::Nothing => break,
                Unsaid::DeadEnd => return None,
                Unsaid::Decide(what, need) => {
                    fixed.forced.insert(what);
                    need.into_iter().for_each(|n| fixed.forced.insert(n));
                }
            }
            if !self.settle(&mut fixed) {
                return None;
            }
            set = self.relaxed(&fixed)?.set;
        }
        Some(Found { set, proof: Proof::AtLeastDays(bound) })
    }
}
