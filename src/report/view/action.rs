//! What to do first, and what to know about the limits of the answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::gap::GapView;
use super::tier::is_alone;
use super::when;
use super::writer::Writer;
use crate::gap::{Gap, GapKind, KnockOutState};
use crate::model::{Blank, ChecklistRef, Effort, Exact, Freshness, Item, Response, SectionIx, value_of};

/// How many actions the first page shows.
pub(super) const TOP: usize = 10;
/// How many risks and quick wins.
const FEW: usize = 5;

/// What follows from the gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActionsView {
    /// The ten gaps to close first.
    pub top: Vec<GapView>,
    /// What the sign § beside an action means, in a sentence; empty when none carries it.
    pub law_note: String,
    /// Of the gaps beyond these ten, those of effort S.
    pub quick: Vec<GapView>,
    /// What it means for people: the reasons behind the gravest gaps.
    pub risks: Vec<RiskView>,
    /// What is claimed at target without the evidence for it.
    pub unsupported: Vec<GapView>,
    /// What is asked of those who decide, in sentences.
    pub decisions: Vec<String>,
}

/// A risk, as a consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RiskView {
    /// What happens to people when it is missing.
    pub consequence: String,
    /// What is missing.
    pub title: String,
    /// The section: number and title.
    pub section: String,
    /// The section in short: `principle 7`.
    pub part: String,
}

impl<'a> Writer<'a> {
    /// What follows from the gaps; `gaps` are all, as they were written, and `gains` those of the first.
    pub(super) fn actions(self, gaps: &[GapView], gains: Vec<String>) -> ActionsView {
        let own = |(_, gap): &(usize, &Gap)| gap.same_as.is_none();
        let ranked = || self.subject.outcome.gaps.iter().enumerate().filter(own);
        let view = |(rank, _): (usize, &Gap)| gaps[rank].clone();
        let grave = |gap: &Gap| gap.kind == GapKind::NotMet || gap.knock_out == Some(KnockOutState::Failed);
        let risk = |(_, gap): (usize, &'a Gap)| self.risk(gap);
        let may_be_law = |(_, gap): (usize, &Gap)| !self.duties_of(gap).is_empty();
        ActionsView {
            law_note: when(ranked().take(TOP).any(may_be_law), || self.word("report.law-text")),
            top: ranked().take(TOP).map(view).zip(gains).map(|(top, gain)| GapView { gain, ..top }).collect(),
            quick: ranked().skip(TOP).filter(|(_, g)| g.effort == Effort::S).take(FEW).map(view).collect(),
            risks: ranked().filter(|(_, g)| grave(g)).take(FEW).filter_map(risk).collect(),
            unsupported: ranked()
                .filter(|(_, g)| matches!(g.kind, GapKind::Unverified | GapKind::Expired))
                .map(view)
                .collect(),
            decisions: self.decisions(),
        }
    }

    /// What the sections gain by the first actions.
    pub(super) fn first_gains(self) -> Vec<String> {
        let own = self.subject.outcome.gaps.iter().filter(|gap| gap.same_as.is_none());
        self.gains(&own.take(TOP).collect::<Vec<_>>())
    }

    fn risk(self, gap: &Gap) -> Option<RiskView> {
        let consequence = self.about(gap.control, "why");
        let title = self.name(gap.control).title;
        let (section, part) = (self.section_label(gap.section), self.part(gap.section));
        (!consequence.is_empty()).then_some(RiskView { consequence, title, section, part })
    }

    /// Whether a level that stands for a share is claimed without the count behind it.
    fn is_uncounted(self, item: &Item) -> bool {
        let is_measured = self.checklist().control(item.control).measured.is_some();
        let is_claimed = matches!(item.response, Response::Choices(_))
            && value_of(self.checklist().scale_of(self.checklist().control(item.control)), &item.response)
                .is_some_and(|value| value > Exact::ZERO);
        is_measured && is_claimed && item.answer.is_some_and(|answer| answer.share.is_none())
    }

    /// What a reader has to know about the limits of the answers, in sentences.
    pub(super) fn limits(self) -> Vec<String> {
        let those = |passes: &dyn Fn(&Item) -> bool| self.once(SectionIx::ROOT, passes).count();
        let blank = |why: Blank| those(&|i| i.response == Response::Blank(why));
        let count = |n: usize, key: &str| (n > 0).then(|| self.count(key, n, &[]));
        let file = self.assessment().file;
        let aside = those(&|i| i.response == Response::NotApplicable);
        let lowered = those(&|i| i.applicable && i.is_target_lowered());
        let uncounted = those(&|i| self.is_uncounted(i));
        let unknown = those(&|i| i.response == Response::Unknown);
        let stale = those(&|i| i.applicable && !i.is_blank() && i.freshness == Freshness::Stale);
        let single = those(&is_alone);
        let version = match &file.checklist.value {
            ChecklistRef::Bundled { version: Some(given), .. } if *given != self.checklist().version => {
                let values = [("given", given.clone()), ("used", self.checklist().version.clone())];
                Some(self.say("caveat.version", &values))
            }
            ChecklistRef::Bundled { .. } | ChecklistRef::Path(_) => None,
        };
        [
            count(blank(Blank::NotAnswered), "caveat.blank"),
            count(blank(Blank::Expired), "caveat.lapsed"),
            count(blank(Blank::NotApplicableEnded), "caveat.not-applicable-ended"),
            count(aside, "caveat.set-aside"),
            count(lowered, "caveat.lowered-target"),
            count(uncounted, "caveat.uncounted"),
            count(unknown, "caveat.unknown"),
            count(stale, "caveat.stale"),
            count(self.assessment().not_stated().len(), "caveat.not-stated"),
            count(single, "caveat.single-person"),
            version,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
