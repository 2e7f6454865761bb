//! A gap, written in the pattern: claimed, needed, because, first step, check again by.

use schemars::JsonSchema;
use serde::Serialize;

use super::register::EvidenceView;
use super::section::{control_anchor, yes};
use super::tier::tier_key;
use super::when;
use super::writer::{Coded, ControlName, Day, Writer};
use crate::gap::{Gap, GapKind, KnockOutState};
use crate::model::{Blank, ChoiceIx, ControlIx, Exact, Item, Response, SectionIx, Tier};
use crate::report::escape::clean;
use crate::threads;

/// A control below its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapView {
    /// Its place in the ranking of all gaps, from 1.
    pub rank: usize,
    /// The control's id.
    pub id: String,
    /// A name for links within the document.
    pub anchor: String,
    /// The control's title.
    pub title: String,
    /// The question.
    pub ask: String,
    /// The section directly below the root: number and title.
    pub section: String,
    /// The same in short: `principle 7`.
    pub part: String,
    /// The practice area's title.
    pub area: String,
    /// What kind of gap: `not-met`, `unverified`, `expired`, `find-out`, `blank`, `contradicted`.
    pub kind: Coded,
    /// What was claimed: the level in words.
    pub claimed: String,
    /// What the claimed level means, or why the answer counts as not given; empty when nobody says.
    pub claimed_meaning: String,
    /// How the claim is backed: `E1`, with what that means.
    pub tier: Coded,
    /// The level needed, in words.
    pub needed: String,
    /// What a rater would see at the level needed: the criterion that fails.
    pub needed_meaning: String,
    /// The evidence needed, in a sentence; empty when evidence is not what is missing.
    pub needed_evidence: String,
    /// Why it matters.
    pub because: String,
    /// What to do next: the organisation's own plan where there is one, else the first step.
    pub action: String,
    /// The first step: the checklist's for what is missing, else to find out, to answer or to renew.
    pub first_step: String,
    /// The effort: S, M or L, with its word.
    pub effort: Coded,
    /// Person-days, in words.
    pub days: String,
    /// Person-days.
    pub days_number: u32,
    /// By when to look again.
    pub check_again: Day,
    /// Who answers for it; empty when nobody is named.
    pub owner: String,
    /// What is planned; empty without a plan.
    pub plan: String,
    /// When the plan is due.
    pub due: Day,
    /// `yes` when the day to look again is over, else `no`.
    pub overdue: String,
    /// Who approved the plan; empty when nobody did.
    pub plan_approved_by: String,
    /// The rationale of the answer.
    pub note: String,
    /// How the knock-out stands: `failed`, `blank`, `unverified`, `passed`; empty when it is none.
    pub knock_out: Coded,
    /// Why nothing else makes up for it; empty when it is no knock-out.
    pub knock_out_because: String,
    /// The priority, cut to one place.
    pub priority: String,
    /// The control's weight.
    pub weight: String,
    /// What counts as evidence, each in words.
    pub evidence_asked: Vec<String>,
    /// The measured share behind the claim: `47 of 50 (source)`; else empty.
    pub share: String,
    /// The evidence that there is.
    pub evidence: Vec<EvidenceView>,
    /// Laws that may also ask for it, by title; empty when it is voluntary.
    pub duties: Vec<String>,
    /// For the first actions: what the section gains when this one and all before it are done:
    /// `D → C, 49% → 66%`; else empty.
    pub gain: String,
    /// Ids in other frameworks: `NIST CSF 2.0: ID.RA-01, ID.RA-02`.
    pub references: Vec<String>,
    /// Controls that come first.
    pub after: Vec<ControlName>,
    /// The control that shares this answer, when there is one: closing it closes this gap as well.
    pub same_as: String,
}

/// Whether the claim is at target and only its backing is missing.
fn backs_only(gap: &Gap) -> bool {
    matches!(gap.kind, GapKind::Unverified | GapKind::Expired) && gap.claimed_attainment >= Exact::ONE
}

impl Writer<'_> {
    /// Every gap, first what to do first.
    pub(super) fn gaps(self) -> Vec<GapView> {
        let ranked: Vec<(usize, &Gap)> = self.subject.outcome.gaps.iter().enumerate().collect();
        threads::each(ranked, |(rank, gap)| self.gap(rank, gap))
    }

    /// A gap; `rank` counts from 0.
    pub(crate) fn gap(self, rank: usize, gap: &Gap) -> GapView {
        let ix = gap.control;
        let item = self.assessment().item(ix);
        let control = self.checklist().control(ix);
        let name = self.name(ix);
        let plan = item.answer.and_then(|a| a.plan.as_ref());
        let said = |text: Option<&String>| text.map(|t| clean(t)).unwrap_or_default();
        let needed = gap.needed.as_ref();
        let evidence_asked = self.evidence_asked(ix);
        let first_step = self.first_step(gap, item, &evidence_asked);
        let planned = said(plan.and_then(|p| p.what.as_ref()));
        GapView {
            rank: rank + 1,
            anchor: control_anchor(self, ix),
            id: name.id,
            title: name.title,
            ask: self.about(ix, "ask"),
            section: self.section_label(gap.section),
            part: self.part(gap.section),
            area: self.section_title(control.section),
            kind: self.coded("gap", gap.kind.id()),
            claimed: self.answer(ix, &item.response),
            claimed_meaning: self.claimed_meaning(item),
            tier: self.backing(item),
            needed: needed.map(|n| self.level(ix, n)).unwrap_or_default(),
            needed_meaning: needed
                .filter(|_| !backs_only(gap))
                .map(|n| self.anchor(ix, n))
                .unwrap_or_default(),
            needed_evidence: self.needed_evidence(gap),
            because: self.about(ix, "why"),
            action: if planned.is_empty() { first_step.clone() } else { planned.clone() },
            first_step,
            effort: self.effort(gap.effort),
            days: self.count("days", gap.days as usize, &[]),
            days_number: gap.days,
            check_again: self.day(gap.check_again),
            owner: said(plan.and_then(|p| p.owner.as_ref()).or(item.answer.and_then(|a| a.owner.as_ref()))),
            plan: planned,
            due: self.maybe_day(plan.and_then(|p| p.due)),
            overdue: yes(gap.check_again < self.assessment().today.date),
            plan_approved_by: said(plan.and_then(|p| p.approved_by.as_ref())),
            note: said(item.answer.and_then(|a| a.note.as_ref())),
            knock_out: gap.knock_out.map(|state| self.knock_out_state(item, state)).unwrap_or_default(),
            knock_out_because: gap.knock_out.map(|_| self.about(ix, "knock_out_because")).unwrap_or_default(),
            priority: self.decimal(&gap.priority, 1),
            weight: self.decimal(&control.weight, 2),
            evidence_asked,
            share: self.measured(item),
            evidence: self.evidence(item),
            duties: self.duties_of(gap),
            gain: String::new(),
            references: self.references(ix),
            after: control.remedy.after.iter().map(|first| self.name(*first)).collect(),
            same_as: gap.same_as.map(|other| self.name(other).title).unwrap_or_default(),
        }
    }

    /// What the claimed level means; of an answer that counts as not given, why.
    fn claimed_meaning(self, item: &Item) -> String {
        match item.response {
            Response::Blank(Blank::Expired | Blank::NotApplicableEnded | Blank::LaterThanToday) => {
                self.reason(item)
            }
            _ => self.meaning(item),
        }
    }

    /// What the claimed levels mean, from their anchors; an answer that claims no level means none of them.
    pub(super) fn meaning(self, item: &Item) -> String {
        let Response::Choices(chosen) = &item.response else { return String::new() };
        let scale = self.checklist().scale_of(self.checklist().control(item.control));
        let anchor = |c: &ChoiceIx| self.meaning_of(item.control, scale.choice(*c).id.as_str());
        let said = chosen.iter().map(anchor).filter(|text| !text.is_empty());
        said.collect::<Vec<_>>().join(" ")
    }

    pub(super) fn tier(self, tier: Tier) -> Coded {
        self.coded("tier", tier.id())
    }

    /// How an answer is backed; of one that is not there, that there is nothing to back.
    pub(super) fn backing(self, item: &Item) -> Coded {
        match item.response {
            Response::Blank(Blank::NotAnswered) => {
                Coded { text: self.word("tier.nothing"), ..self.tier(item.tier) }
            }
            _ => Coded { text: self.word(tier_key(item)), ..self.tier(item.tier) },
        }
    }

    /// How a knock-out stands; one without an answer that still counts may have been answered.
    pub(super) fn knock_out_state(self, item: &Item, state: KnockOutState) -> Coded {
        let coded = self.coded("knock-out", state.id());
        match (state, &item.response) {
            (KnockOutState::Blank, Response::Blank(Blank::Expired)) => {
                Coded { text: self.word("knock-out.lapsed"), ..coded }
            }
            _ => coded,
        }
    }

    /// The remedy's first step; before it, to find out or to answer what nobody has; where only evidence is
    /// missing, to attach or renew it.
    fn first_step(self, gap: &Gap, item: &Item, asked: &[String]) -> String {
        let remedy = self.about(gap.control, "first_step");
        let first = |key: &str| {
            let missing = [("step", remedy.clone())];
            let then = when(!remedy.is_empty(), || self.say("report.if-missing", &missing));
            format!("{} {then}", self.word(key)).trim_end().to_string()
        };
        match (&item.response, gap.kind) {
            (Response::Blank(Blank::Expired), _) => self.word("report.answer-again"),
            (Response::Blank(Blank::NotApplicableEnded), _) => self.word("report.decide-again"),
            (_, GapKind::Blank) => first("report.answer-it"),
            (_, GapKind::FindOut) => first("report.find-out"),
            (_, GapKind::Expired) if backs_only(gap) => match self.ended_evidence(item, asked) {
                Some(what) => self.say("report.renew", &[("what", what)]),
                None => self.word("report.confirm"),
            },
            _ => match self.good_evidence(gap.control, asked) {
                Some(what) if backs_only(gap) => self.say("report.attach", &[("what", what.clone())]),
                Some(_) | None => remedy,
            },
        }
    }

    /// The first kind of evidence that reaches a target, of those `asked` for in words.
    fn good_evidence(self, ix: ControlIx, asked: &[String]) -> Option<&String> {
        let hints = &self.checklist().control(ix).evidence;
        let good = hints.iter().position(|hint| hint.reaches >= Tier::E2).unwrap_or(0);
        asked.get(good)
    }

    /// What the newest evidence of an answer is, in the words in which the checklist `asked` for that kind.
    fn ended_evidence(self, item: &Item, asked: &[String]) -> Option<String> {
        let newest = item.answer?.evidence.iter().max_by_key(|evidence| evidence.collected)?;
        let hints = &self.checklist().control(item.control).evidence;
        let kind = hints.iter().position(|hint| Some(hint.kind) == newest.kind);
        let words = kind.and_then(|n| asked.get(n)).cloned();
        words.or_else(|| newest.kind.map(|kind| self.word(&format!("evidence.{}", kind.id()))))
    }

    fn needed_evidence(self, gap: &Gap) -> String {
        match gap.kind {
            GapKind::Unverified => self.word("report.needs-evidence"),
            GapKind::Expired => self.word("report.needs-fresh-evidence"),
            GapKind::NotMet | GapKind::FindOut | GapKind::Blank | GapKind::Contradicted => String::new(),
        }
    }

    /// What counts as evidence for a control, in words.
    pub(super) fn evidence_asked(self, ix: ControlIx) -> Vec<String> {
        let hints = self.checklist().control(ix).evidence.iter().enumerate();
        let all = hints.map(|(n, hint)| {
            let text = self.about(ix, &format!("evidence.{n}"));
            if text.is_empty() { self.word(&format!("evidence.{}", hint.kind.id())) } else { text }
        });
        all.collect()
    }

    /// Kind and number of a section; its title when it has no number.
    pub(super) fn part(self, ix: SectionIx) -> String {
        let section = self.checklist().section(ix);
        match section.number {
            Some(number) => format!("{} {number}", self.kind(&section.kind)),
            None => self.section_title(ix),
        }
    }

    /// Number and title of a section.
    pub(crate) fn section_label(self, ix: SectionIx) -> String {
        let number = self.checklist().section(ix).number.map(|n| n.to_string()).unwrap_or_default();
        format!("{number} {}", self.section_title(ix)).trim().to_string()
    }
}
