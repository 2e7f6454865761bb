//! What is asked of those who decide, in sentences. What is decided and still ahead is not asked again.

use super::action::TOP;
use super::writer::Writer;
use crate::gap::{Gap, KnockOutState};

impl Writer<'_> {
    /// The decisions, the most urgent first.
    pub(super) fn decisions(self) -> Vec<String> {
        let gaps: Vec<&Gap> = self.subject.outcome.gaps.iter().filter(|g| g.same_as.is_none()).collect();
        let failed: Vec<&Gap> =
            gaps.iter().copied().filter(|g| g.knock_out == Some(KnockOutState::Failed)).collect();
        let some = |n: usize, key: &str| (n > 0).then(|| self.count(key, n, &[]));
        let overdue = gaps.iter().filter(|gap| self.is_overdue(gap)).count();
        let ownerless = gaps.iter().filter(|gap| !self.has_owner(gap)).count();
        let is_unsigned = self.assessment().file.sign_off.is_none();
        let own = [
            self.fund(&gaps[..gaps.len().min(TOP)]),
            self.accept(&failed),
            some(overdue, "decision.overdue"),
            some(ownerless, "decision.owner"),
            is_unsigned.then(|| self.word("decision.sign-off")),
            self.renewal_text(),
        ];
        own.into_iter().flatten().chain([self.word("decision.publish")]).collect()
    }

    /// What the first actions still need, beside those that are approved with a date.
    fn fund(self, first: &[&Gap]) -> Option<String> {
        let (agreed, open): (Vec<&Gap>, Vec<&Gap>) = first.iter().copied().partition(|g| self.is_agreed(g));
        let days = |gaps: &[&Gap]| gaps.iter().map(|gap| gap.days as usize).sum::<usize>();
        match (open.len(), agreed.len()) {
            (0, 0) => None,
            (0, n) => Some(self.count("decision.funded", n, &[])),
            (_, 0) => Some(self.count("decision.fund", days(&open), &[])),
            (_, _) => {
                let rest = [("agreed", self.count("days", days(&agreed), &[]))];
                Some(self.count("decision.fund-rest", days(&open), &rest))
            }
        }
    }

    /// What is asked for failed knock-outs, apart from those whose plan is approved with a date.
    fn accept(self, failed: &[&Gap]) -> Option<String> {
        let agreed = failed.iter().filter(|gap| self.is_agreed(gap)).count();
        match (failed.len() - agreed, agreed) {
            (0, 0) => None,
            (0, n) => Some(self.count("decision.agreed", n, &[])),
            (n, 0) => Some(self.count("decision.accept", n, &[])),
            (n, _) => Some(self.count("decision.accept-rest", n, &[("of", failed.len().to_string())])),
        }
    }

    /// Whether a plan for the gap is approved by somebody, with a date that is still ahead.
    fn is_agreed(self, gap: &Gap) -> bool {
        let plan = self.assessment().item(gap.control).answer.and_then(|answer| answer.plan.as_ref());
        let is_ahead = plan.and_then(|plan| plan.due).is_some_and(|due| due >= self.assessment().today.date);
        is_ahead && is_named(plan.and_then(|plan| plan.approved_by.as_ref()))
    }

    /// Whether the date of the gap's plan is over.
    fn is_overdue(self, gap: &Gap) -> bool {
        let plan = self.assessment().item(gap.control).answer.and_then(|answer| answer.plan.as_ref());
        plan.and_then(|plan| plan.due).is_some_and(|due| due < self.assessment().today.date)
    }

    fn has_owner(self, gap: &Gap) -> bool {
        let answer = self.assessment().item(gap.control).answer;
        let owners = answer.map(|a| [a.owner.as_ref(), a.plan.as_ref().and_then(|p| p.owner.as_ref())]);
        owners.into_iter().flatten().any(is_named)
    }
}

/// Whether there is a name that is not blank.
fn is_named(name: Option<&String>) -> bool {
    name.is_some_and(|name| !name.trim().is_empty())
}
