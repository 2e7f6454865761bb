//! The frontier of a section: for every cost the most that can be gained within its dependency trees.

use crate::model::Exact;
use crate::plan::Problem;
use crate::plan::set::{Cost, Set};

/// One choice within a section.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) cost: Cost,
    /// The section's number with this choice, caps included. **Range:** 0 to 100.
    pub(super) number: Exact,
}

/// What is decided already.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fixed {
    pub(super) forced: Set,
    pub(super) excluded: Set,
}

impl Fixed {
    /// What is decided about some actions.
    pub(super) fn only(&self, wanted: impl Fn(&usize) -> bool) -> Fixed {
        let some = |set: &Set| set.iter().filter(&wanted).fold(Set::default(), |kept, n| kept.with(n));
        Fixed { forced: some(&self.forced), excluded: some(&self.excluded) }
    }

    /// The two ways to decide about an action: not done, or done with what it needs.
    pub(super) fn branches(&self, what: usize, need: Option<usize>) -> [Fixed; 2] {
        let without = Fixed { forced: self.forced.clone(), excluded: self.excluded.with(what) };
        let done = need.map_or(self.forced.clone(), |n| self.forced.with(n)).with(what);
        [without, Fixed { forced: done, excluded: self.excluded.clone() }]
    }
}

/// The dependency trees of a problem: each action has at most one parent, in its own section.
/// What does not fit into trees is in `loose`: pairs (action, needed).
pub(super) struct Trees {
    /// Actions per section in depth-first order, each with the place after its subtree.
    orders: Vec<Vec<(usize, usize)>>,
    /// Dependencies that the trees cannot say.
    pub(super) loose: Vec<(usize, usize)>,
}

impl Trees {
    pub(super) fn new(problem: &Problem) -> Trees {
        let actions = &problem.actions;
        let mut parents: Vec<Option<usize>> = vec![None; actions.len()];
        let mut loose = Vec::new();
        for (n, action) in actions.iter().enumerate() {
            let implied = |need: usize| {
                action.needs.iter().any(|other| *other != need && reaches(problem, *other, need))
            };
            for need in action.needs.iter().copied().filter(|need| !implied(*need)) {
                let same = actions[need].part == action.part;
                if same && parents[n].is_none() && !is_ancestor(&parents, n, need) {
                    parents[n] = Some(need);
                } else {
                    loose.push((n, need));
                }
            }
        }
        let orders = (0..problem.sections.len()).map(|part| order(problem, &parents, part)).collect();
        Trees { orders, loose }
    }
}

/// Whether an action depends on another, directly or not.
fn reaches(problem: &Problem, from: usize, to: usize) -> bool {
    let mut seen = Set::default();
    let mut open = vec![from];
    while let Some(n) = open.pop() {
        if n == to {
            return true;
        }
        if !seen.contains(n) {
            seen.insert(n);
            open.extend(&problem.actions[n].needs);
        }
    }
    false
}

/// Whether `candidate` is `of` or stands below it: it cannot become its parent.
fn is_ancestor(parents: &[Option<usize>], of: usize, candidate: usize) -> bool {
    let mut at = Some(candidate);
    while let Some(n) = at {
        if n == of {
            return true;
        }
        at = parents[n];
    }
    false
}

fn order(problem: &Problem, parents: &[Option<usize>], part: usize) -> Vec<(usize, usize)> {
    let members: Vec<usize> =
        (0..problem.actions.len()).filter(|n| problem.actions[*n].part == part).collect();
    let mut order = Vec::with_capacity(members.len());
    let mut open: Vec<(usize, bool)> =
        members.iter().rev().filter(|n| parents[**n].is_none()).map(|n| (*n, false)).collect();
    let mut starts: Vec<usize> = Vec::new();
    while let Some((n, left)) = open.pop() {
        if left {
            let start = starts.pop().expect("every node that is left was entered");
            let end = order.len();
            let entry: &mut (usize, usize) = &mut order[start];
            entry.1 = end;
            continue;
        }
        starts.push(order.len());
        order.push((n, 0));
        open.push((n, true));
        open.extend(members.iter().rev().filter(|m| parents[**m] == Some(n)).map(|m| (*m, false)));
    }
    order
}

/// The cap while a knock-out is failed or blank (semantics, section 6).
pub(super) fn knock_out_cap() -> Exact {
    Exact::from(49i64)
}

/// The choices of a section that are not beaten by a cheaper one, cheapest first, numbers rising.
pub(super) fn frontier(problem: &Problem, trees: &Trees, part: usize, fixed: &Fixed) -> Vec<Point> {
    let gate = capping(problem, part);
    let capped = choices(problem, trees, part, fixed).into_iter().map(|p| {
        let open = !gate.iter().all(|n| p.cost.set.contains(*n));
        Point { number: if open { p.number.min(knock_out_cap()) } else { p.number }, ..p }
    });
    let mut all: Vec<Point> = capped.collect();
    if !gate.is_empty() && gate.iter().all(|n| !fixed.excluded.contains(*n)) {
        let forced = gate.iter().fold(fixed.forced.clone(), |set, n| set.with(*n));
        all.extend(choices(problem, trees, part, &Fixed { forced, excluded: fixed.excluded.clone() }));
    }
    undominated(all)
}

/// The actions that must all be done before a section's cap is lifted.
pub(super) fn capping(problem: &Problem, part: usize) -> Vec<usize> {
    use crate::gap::KnockOutState::{Blank, Failed};
    let open = |n: &usize| {
        problem.actions[*n].part == part && matches!(problem.actions[*n].knock_out, Some(Failed | Blank))
    };
    (0..problem.actions.len()).filter(open).collect()
}

/// The best choices by cost, without caps. Taking an action and going on, or skipping its whole tree.
fn choices(problem: &Problem, trees: &Trees, part: usize, fixed: &Fixed) -> Vec<Point> {
    let order = &trees.orders[part];
    let section = &problem.sections[part];
    let mut best: Vec<Vec<Point>> = vec![Vec::new(); order.len() + 1];
    best[order.len()] = vec![Point { cost: Cost::default(), number: section.attained.clone() }];
    for (at, (n, end)) in order.iter().enumerate().rev() {
        let action = &problem.actions[*n];
        let must = order[at..*end].iter().any(|(m, _)| fixed.forced.contains(*m));
        let mut here = if must { Vec::new() } else { best[*end].clone() };
        if !fixed.excluded.contains(*n) {
            let own = Cost { days: action.days, set: Set::default().with(*n) };
            here.extend(
                best[at + 1]
                    .iter()
                    .map(|p| Point { cost: p.cost.plus(&own), number: &p.number + &action.gain }),
            );
        }
        best[at] = undominated(here);
    }
    let percent = |attained: &Exact| attained.checked_div(&section.weight).map(|s| s * Exact::from(100i64));
    let all = best.swap_remove(0).into_iter();
    all.filter_map(|p| Some(Point { number: percent(&p.number)?, cost: p.cost })).collect()
}

/// Points by cost with strictly rising numbers.
pub(super) fn undominated(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.cost.cmp(&b.cost).then_with(|| b.number.cmp(&a.number)));
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| last.number < point.number) {
            kept.push(point);
        }
    }
    kept
}
