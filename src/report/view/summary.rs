//! The first page: what matters, in words.

use schemars::JsonSchema;
use serde::Serialize;

use super::measure::MeasureView;
use super::section::{CountsView, SectionView, confidence_level};
use super::tier::is_alone;
use super::when;
use super::writer::{Coded, Writer};
use crate::gap::{GapKind, KnockOutState, knock_out_state};
use crate::model::{ChoiceIx, ControlIx, Exact, Item, SectionIx, Tier};
use crate::report::{Document, figures};
use crate::score::Node;

/// The summary of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SummaryView {
    /// Sentences that say how things stand, most important first.
    pub headlines: Vec<String>,
    /// Failed knock-outs.
    pub failed: Vec<KnockOutView>,
    /// Knock-outs that are claimed but not verified, or not answered.
    pub open: Vec<KnockOutView>,
    /// Knock-outs in a sentence: `3 of 28 knock-outs failed`.
    pub knock_outs: String,
    /// How many controls there are of each kind, over the whole checklist.
    pub counts: CountsView,
    /// Coverage: its percentage when the method has one, and what it means.
    pub coverage: FigureView,
    /// Confidence: its number when the method has one, and what it means.
    pub confidence: FigureView,
    /// How much is backed by evidence, by weight.
    pub evidence: EvidenceShares,
    /// How many gaps are open, and how many of them several controls share, in a sentence.
    pub gaps: String,
    /// Gaps by kind.
    pub gap_kinds: Vec<GapCount>,
    /// Person-days over all gaps, in words.
    pub days: String,
    /// Without gaps, what that means: all is at its target, or nothing applies; else empty.
    pub no_gaps: String,
    /// The measures of the method for the whole checklist.
    pub measures: Vec<MeasureView>,
}

/// A knock-out in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KnockOutView {
    /// The control's id.
    pub id: String,
    /// The control's title.
    pub title: String,
    /// Its section: number and title.
    pub section: String,
    /// `failed`, `blank`, `unverified`.
    pub state: Coded,
    /// What was claimed.
    pub claimed: String,
    /// What was needed.
    pub needed: String,
    /// Why nothing else makes up for it.
    pub because: String,
}

/// A figure with what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FigureView {
    /// The figure: `92 %`, `0.57`; empty when the method has none.
    pub figure: String,
    /// `high`, `medium`, `low`; empty when it has no levels.
    pub level: Coded,
    /// What it means, in a sentence.
    pub text: String,
}

/// Shares of the applicable weight, by how well it is backed; a shared answer is there once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceShares {
    /// Backed by an artefact that a second person has looked at, or better.
    pub reviewed: String,
    /// Verified by an independent third party.
    pub independent: String,
    /// Backed by evidence that its owner alone has looked at, as in a one-person organisation.
    pub owner_only: String,
    /// Resting on a claim alone.
    pub claim_only: String,
    /// All of it in a sentence.
    pub text: String,
}

/// How many gaps of a kind there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapCount {
    /// The kind.
    pub kind: Coded,
    /// How many.
    pub count: usize,
}

impl<'a> Writer<'a> {
    pub(crate) fn summary(self, sections: &[SectionView]) -> SummaryView {
        let states = self.knock_out_states();
        let of = |wanted: &[KnockOutState]| -> Vec<KnockOutView> {
            let some = states.iter().filter(|(_, state)| wanted.contains(state));
            some.map(|(ix, state)| self.knock_out(*ix, *state)).collect()
        };
        let failed = of(&[KnockOutState::Failed]);
        let gaps = &self.subject.outcome.gaps;
        let days: u32 = gaps.iter().filter(|g| g.same_as.is_none()).map(|g| g.days).sum();
        let counts = self.counts(SectionIx::ROOT);
        let no_gaps = if counts.applicable == 0 { "report.nothing-applies" } else { "report.no-gaps" };
        let no_gaps = when(gaps.is_empty(), || self.word(no_gaps));
        let open_gaps = self.gaps_open();
        let open = of(&[KnockOutState::Blank, KnockOutState::Unverified]);
        let knock_outs = self.knock_outs_text(&counts, &states);
        // A scorecard shows sentences and knock-outs alone.
        let report = self.options.document == Document::Report;
        SummaryView {
            headlines: self.headlines(sections, &open_gaps),
            open,
            knock_outs,
            counts,
            coverage: when(report, || self.coverage()),
            confidence: when(report, || self.confidence_figure()),
            evidence: when(report, || self.evidence_shares()),
            gaps: open_gaps,
            gap_kinds: when(report, || self.gap_kinds()),
            days: self.count("report.days", days as usize, &[]),
            no_gaps,
            measures: when(report, || self.measures(Node::Section(SectionIx::ROOT))),
            failed,
        }
    }

    fn knock_out_states(self) -> Vec<(ControlIx, KnockOutState)> {
        let all = self.assessment().items.iter();
        all.filter_map(|i| Some((i.control, knock_out_state(self.assessment(), i.control)?))).collect()
    }

    fn knock_out(self, ix: ControlIx, state: KnockOutState) -> KnockOutView {
        let (name, item) = (self.name(ix), self.assessment().item(ix));
        let threshold = self.checklist().control(ix).knock_out;
        KnockOutView {
            id: name.id,
            title: name.title,
            section: self.section_label(self.checklist().top_of(ix)),
            state: self.knock_out_state(item, state),
            claimed: self.answer(ix, &item.response),
            needed: threshold.map(|c| self.needed_to_pass(item, c)).unwrap_or_default(),
            because: self.about(ix, "knock_out_because"),
        }
    }

    /// The level at which a knock-out passes, and the target where that is another one.
    fn needed_to_pass(self, item: &Item, passes: ChoiceIx) -> String {
        let ix = item.control;
        let level = self.choice(ix, passes.0);
        let target = item.target.as_ref().map(|target| self.level(ix, target));
        match target.filter(|target| *target != level) {
            Some(target) => self.say("report.passes-at", &[("level", level), ("target", target)]),
            None => level,
        }
    }

    /// How the knock-outs stand, in a sentence; none that nobody answered is said not to have failed.
    fn knock_outs_text(self, counts: &CountsView, states: &[(ControlIx, KnockOutState)]) -> String {
        let count = |wanted: KnockOutState| {
            let those = states.iter().filter(|(_, state)| *state == wanted).map(|(ix, _)| *ix);
            self.checklist().once(those.collect()).count()
        };
        let (blank, unverified) = (count(KnockOutState::Blank), count(KnockOutState::Unverified));
        let values = [
            ("of", counts.knock_outs.to_string()),
            ("blank", blank.to_string()),
            ("unverified", unverified.to_string()),
        ];
        match (counts.knock_outs, count(KnockOutState::Failed)) {
            (1.., _) if self.tells_no_numbers(counts.knock_outs) => self.knock_outs(SectionIx::ROOT),
            (0, _) => self.word("report.no-knock-outs"),
            (all, 0) if blank == all => self.count("report.knock-outs-blank", all, &[]),
            (_, 0) if blank + unverified > 0 => self.say("report.knock-outs-none-failed", &values),
            (all, 0) => self.count("report.knock-outs-passed", all, &[]),
            (_, n) => self.count("report.knock-outs", n, &values),
        }
    }

    /// How things stand, from the sections' bands or, without bands, from the gaps.
    fn headlines(self, sections: &[SectionView], open_gaps: &str) -> Vec<String> {
        let material: Vec<&SectionView> = sections.iter().filter(|s| s.material == "yes").collect();
        let checklist = self.checklist_view();
        let kinds = if sections.len() == 1 { checklist.kind } else { checklist.kinds };
        let values = [("of", sections.len().to_string()), ("kinds", kinds.to_lowercase())];
        let mut all = vec![self.count("headline.material", material.len(), &values)];
        let band = |codes: &[&str]| material.iter().filter(|s| codes.contains(&s.band.code.as_str())).count();
        if material.iter().any(|s| !s.band.code.is_empty()) {
            let groups = [("headline.good", &["A", "B"][..]), ("headline.partly", &["C"][..])];
            let groups =
                groups.into_iter().chain([("headline.below", &["D"][..]), ("headline.unrated", &["NR"][..])]);
            let said = groups.map(|(key, codes)| (key, band(codes))).filter(|(_, n)| *n > 0);
            all.extend(said.map(|(key, n)| self.count(key, n, &[])));
        }
        all.push(open_gaps.to_string());
        all
    }

    fn coverage(self) -> FigureView {
        let counts = self.counts(SectionIx::ROOT);
        let share = self.value("coverage", Node::Section(SectionIx::ROOT));
        let values = [("of", counts.applicable.to_string())];
        let is_weighed = share.is_some() && self.is_weighed("coverage");
        let text = match counts.applicable {
            0 => self.word("coverage.nothing"),
            all if all == counts.answered => self.count("coverage.full", all, &[]),
            _ if is_weighed => self.count("coverage.by-weight", counts.answered, &values),
            _ => self.count("coverage.part", counts.answered, &values),
        };
        FigureView {
            figure: share.map(|s| self.good_percent(&s)).unwrap_or_default(),
            level: Coded::default(),
            text,
        }
    }

    fn confidence_figure(self) -> FigureView {
        let Some(confidence) = self.value("confidence", Node::Section(SectionIx::ROOT)) else {
            return FigureView::default();
        };
        let level = confidence_level(&confidence);
        FigureView {
            figure: self.subject.words.decimal(&confidence.to_decimal(2)),
            level: self.coded("confidence", level),
            text: self.word(&format!("confidence.{level}.text")),
        }
    }

    fn evidence_shares(self) -> EvidenceShares {
        let weight = |item: &Item| self.checklist().control(item.control).weight.clone();
        let applicable: Vec<&Item> = self.once(SectionIx::ROOT, |i| i.applicable).collect();
        let sum = |keep: &dyn Fn(&Item) -> bool| -> Exact {
            applicable.iter().filter(|i| keep(i)).map(|i| weight(i)).sum()
        };
        let all = sum(&|_| true);
        if all.is_zero() {
            return EvidenceShares::default();
        }
        let share =
            |keep: &dyn Fn(&Item) -> bool| figures::percent(&sum(&|i| !i.is_blank() && keep(i)), &all);
        let reviewed = self.good_percent(&share(&|i| i.tier >= Tier::E2 && !is_alone(i)));
        let independent = self.good_percent(&share(&|i| i.tier >= Tier::E4));
        let alone = share(&is_alone);
        let owner_only = self.bad_percent(&alone);
        let claim_only = self.bad_percent(&share(&|i| i.tier < Tier::E2));
        let values = [
            ("reviewed", reviewed.clone()),
            ("independent", independent.clone()),
            ("owner_only", owner_only.clone()),
            ("claim_only", claim_only.clone()),
        ];
        let key = if alone.is_zero() { "report.evidence-shares" } else { "report.evidence-shares-alone" };
        EvidenceShares { text: self.say(key, &values), reviewed, independent, owner_only, claim_only }
    }

    fn gap_kinds(self) -> Vec<GapCount> {
        let gaps = &self.subject.outcome.gaps;
        let count = |kind: GapKind| gaps.iter().filter(|g| g.same_as.is_none() && g.kind == kind).count();
        let all = GapKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, n)| *n > 0);
        all.map(|(kind, count)| GapCount { kind: self.coded("gap", kind.id()), count }).collect()
    }
}
