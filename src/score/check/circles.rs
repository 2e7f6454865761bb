//! Measures that wait for each other at the same node.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, Kind};
use crate::diag::{Code, Diagnostic};
use crate::model::{Definition, Measure};
use crate::score::walk::{Names, Where, mentions};

/// The most steps of a circle that a message shows.
const LONGEST_PATH: usize = 10;

impl<'c> Checker<'c> {
    /// Every circle of measures, said once, at its first measure.
    pub(super) fn circles(&mut self) {
        let mut said = BTreeSet::new();
        for kind in self.every_kind() {
            for circle in self.circles_at(kind) {
                let mut members: Vec<&str> = circle.iter().map(|m| m.id.as_str()).collect();
                let mut path: Vec<&str> = members.iter().copied().take(LONGEST_PATH).collect();
                path.push(if members.len() > LONGEST_PATH { "…" } else { members[0] });
                members.sort_unstable();
                if said.insert(members) {
                    let problem = Diagnostic::new(Code::Cycle, circle[0].span);
                    self.say(problem.with("path", path.join(" → ")));
                }
            }
        }
    }

    /// The circles at nodes of a kind: every way from a measure back to itself that a walk along what
    /// measures read comes upon.
    fn circles_at(&self, kind: Kind) -> Vec<Vec<&'c Measure>> {
        let mut circles = Vec::new();
        // Each measure that was come upon, with its place on the way while it is on it.
        let mut seen: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for first in &self.method.measures {
            if seen.contains_key(first.id.as_str()) {
                continue;
            }
            seen.insert(first.id.as_str(), Some(0));
            let mut way = vec![(first, self.read_at(first, kind))];
            while let Some((measure, open)) = way.last_mut() {
                let Some(next) = open.pop() else {
                    seen.insert(measure.id.as_str(), None);
                    way.pop();
                    continue;
                };
                match seen.get(next.id.as_str()) {
                    Some(Some(from)) => circles.push(way[*from..].iter().map(|(m, _)| *m).collect()),
                    Some(None) => {}
                    None => {
                        seen.insert(next.id.as_str(), Some(way.len()));
                        way.push((next, self.read_at(next, kind)));
                    }
                }
            }
        }
        circles
    }

    /// The measures of the same node that a measure reads there, last first.
    fn read_at(&self, measure: &'c Measure, kind: Kind) -> Vec<&'c Measure> {
        let read = |def: &'c Definition| {
            let own = mentions(def).into_iter().filter(|m| m.names == Names::Measure && m.at != Where::Item);
            own.rev().filter_map(|mention| self.measure(&mention.name.value)).collect()
        };
        self.at(measure, kind).map(read).unwrap_or_default()
    }
}
