//! The answer register: every control with its answer, backing and state, for whoever checks it.

use schemars::JsonSchema;
use serde::Serialize;

use super::section::control_anchor;
use super::tier::is_alone;
use super::writer::{Coded, Day, Writer};
use crate::gap::{self, Gap};
use crate::model::{
    Answer, Blank, ControlIx, EvidenceItem, EvidencePlace, Freshness, Item, Response, Scope, SectionIx,
};
use crate::report::escape::{clean, safe_link};
use crate::threads;

/// The controls of a section directly below the root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegisterSection {
    /// The section: number and title.
    pub label: String,
    /// How many of its controls concern the organisation.
    pub asked: usize,
    /// How many do not, in words; empty when all do.
    pub off: String,
    /// Its controls, in document order.
    pub controls: Vec<ControlView>,
}

/// A control with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlView {
    /// Its id.
    pub id: String,
    /// A name for links within the document.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// The question.
    pub ask: String,
    /// The practice area's title.
    pub area: String,
    /// `answered`, `unknown`, `blank`, `not-applicable`, `switched-off`; of an answer, the text says whether it
    /// is at target, or what kind of gap it is.
    pub state: Coded,
    /// The answer in words.
    pub answer: String,
    /// What the answered level means.
    pub answer_meaning: String,
    /// Why there is no answer that stands, why it does not apply, or which facts are not stated; else empty.
    pub reason: String,
    /// The level that counts as met, in words.
    pub target: String,
    /// Its weight.
    pub weight: String,
    /// The rationale.
    pub note: String,
    /// The measured share behind the level: `47 of 50 (source)`; else empty.
    pub share: String,
    /// Who answers for it.
    pub owner: String,
    /// When it was answered.
    pub answered: Day,
    /// How well the answer is backed: `E0` … `E4`, with what that means.
    pub tier: Coded,
    /// `fresh`, `stale`, or empty without an answer.
    pub freshness: Coded,
    /// The last day on which its backing is valid.
    pub valid_until: Day,
    /// Whether the second look is missing because the organisation is one person: `yes` or `no`.
    pub single_person: String,
    /// How the knock-out stands; empty when it is none.
    pub knock_out: Coded,
    /// What kind of gap it is; empty when it is none.
    pub gap: Coded,
    /// Its evidence.
    pub evidence: Vec<EvidenceView>,
    /// Ids in other frameworks: `NIST CSF 2.0: ID.RA-01, ID.RA-02`.
    pub references: Vec<String>,
    /// The control whose answer it shares; else empty.
    pub same_as: String,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceView {
    /// Where it is, as written.
    pub place: String,
    /// An address that may be followed (http, https, mailto); empty for everything else.
    pub href: String,
    /// Its kind.
    pub kind: Coded,
    /// When it was collected.
    pub collected: Day,
    /// When it ends by itself.
    pub expires: Day,
    /// Who looked at it.
    pub reviewed_by: String,
    /// How it was verified: `tool`, `sampling`, `independent`; empty when it was not.
    pub verified: Coded,
    /// SHA-256 of the file; hex.
    pub sha256: String,
    /// Whether it is the item that gives the tier: `yes` or `no`.
    pub counts: String,
}

impl<'a> Writer<'a> {
    /// Every control, by top section.
    pub(super) fn register(self) -> Vec<RegisterSection> {
        let entry = |ix: SectionIx| {
            let off = self.items(ix).iter().filter(|i| i.response == Response::SwitchedOff).count();
            RegisterSection {
                label: self.section_label(ix),
                asked: self.items(ix).len() - off,
                off: if off == 0 { String::new() } else { self.count("report.off", off, &[]) },
                controls: self.items(ix).iter().map(|item| self.control(item)).collect(),
            }
        };
        threads::each(self.tops(), entry)
    }

    /// One control with its answer.
    pub(crate) fn control(self, item: &'a Item<'a>) -> ControlView {
        let (ix, control) = (item.control, self.checklist().control(item.control));
        let name = self.name(ix);
        let gap = self.subject.outcome.gaps.iter().find(|g| g.control == ix);
        let knock_out = gap::knock_out_state(self.assessment(), ix);
        let said = |get: fn(&Answer) -> &Option<String>| {
            item.answer.and_then(|a| get(a).as_deref()).map(clean).unwrap_or_default()
        };
        ControlView {
            anchor: control_anchor(self, ix),
            id: name.id,
            title: name.title,
            ask: self.about(ix, "ask"),
            area: self.section_title(control.section),
            state: self.state(item, gap),
            answer: self.answer(ix, &item.response),
            answer_meaning: self.meaning(item),
            reason: self.reason(item),
            target: item.target.as_ref().map(|t| self.level(ix, t)).unwrap_or_default(),
            weight: self.decimal(&control.weight, 2),
            note: said(|a| &a.note),
            share: self.measured(item),
            owner: said(|a| &a.owner),
            answered: self.maybe_day(item.answer.and_then(|a| a.answered.as_ref()).map(|d| d.value)),
            tier: self.backing(item),
            freshness: self.freshness(item),
            valid_until: self.maybe_day(item.valid_until),
            single_person: super::section::yes(is_alone(item)),
            knock_out: knock_out.map(|s| self.knock_out_state(item, s)).unwrap_or_default(),
            gap: gap.map(|g| self.coded("gap", g.kind.id())).unwrap_or_default(),
            evidence: self.evidence(item),
            references: self.references(ix),
            same_as: control
                .same_as
                .map(|other| self.checklist().control(other).id.to_string())
                .unwrap_or_default(),
        }
    }

    /// Whether there is an answer, and how a given one stands against its target: by its gap, when it has one.
    fn state(self, item: &Item, gap: Option<&Gap>) -> Coded {
        let coded = self.coded("state", state(&item.response));
        let given = matches!(item.response, Response::Choices(_) | Response::Number(_));
        match (gap, &item.target) {
            (Some(gap), _) if given => Coded { text: self.word(&format!("gap.{}", gap.kind.id())), ..coded },
            (None, Some(_)) if given => Coded { text: self.word("state.met"), ..coded },
            _ => coded,
        }
    }

    fn freshness(self, item: &Item) -> Coded {
        match (&item.response, item.freshness) {
            (Response::Blank(_) | Response::SwitchedOff | Response::NotApplicable, _) => Coded::default(),
            (_, Freshness::Fresh) => self.coded("freshness", "fresh"),
            (_, Freshness::Stale) if item.valid_until.is_none() => {
                Coded { text: self.word("freshness.undated"), ..self.coded("freshness", "stale") }
            }
            (_, Freshness::Stale) => self.coded("freshness", "stale"),
        }
    }

    pub(super) fn reason(self, item: &Item) -> String {
        match (&item.response, &item.scope) {
            (Response::SwitchedOff, Scope::SwitchedOff(ids)) => self.facts_said(ids),
            (Response::SwitchedOff, Scope::LeftOut) => self.word("report.left-out-by-answers"),
            (Response::NotApplicable, _) => self.set_aside(item),
            (Response::Blank(Blank::Expired), _) => self.word("blank.expired"),
            (Response::Blank(Blank::NotApplicableEnded), _) => self.word("blank.not-applicable-ended"),
            (Response::Blank(Blank::LaterThanToday), _) => self.word("blank.later"),
            (_, Scope::NotStated(ids)) => {
                let asked: Vec<String> = ids.iter().map(|id| self.fact(id).ask).collect();
                self.say("report.not-stated", &[("facts", asked.join(" · "))])
            }
            _ => String::new(),
        }
    }

    fn set_aside(self, item: &Item) -> String {
        let Some(stated) = item.answer.and_then(|a| a.not_applicable.as_ref()) else { return String::new() };
        let values = [("reason", stated.reason.clone()), ("who", stated.approved_by.clone())];
        self.say("report.set-aside", &values)
    }

    pub(super) fn measured(self, item: &Item) -> String {
        let Some(share) = item.answer.and_then(|a| a.share.as_ref()) else { return String::new() };
        let (have, of) = (self.decimal(&share.have, 4), self.decimal(&share.of, 4));
        let text = self.say("report.share", &[("have", have), ("of", of)]);
        match &share.source {
            Some(source) => format!("{text} ({})", clean(source)),
            None => text,
        }
    }

    pub(super) fn evidence(self, item: &Item) -> Vec<EvidenceView> {
        let all = item.answer.map(|a| a.evidence.as_slice()).unwrap_or_default();
        all.iter().map(|e| self.evidence_item(e, item)).collect()
    }

    fn evidence_item(self, evidence: &EvidenceItem, item: &Item) -> EvidenceView {
        let (place, href) = match &evidence.place {
            EvidencePlace::File(path) => (path, None),
            EvidencePlace::Link(link) => (link, safe_link(link)),
            EvidencePlace::Reference(words) => (words, None),
        };
        EvidenceView {
            place: clean(place),
            href: href.unwrap_or_default(),
            kind: evidence.kind.map(|k| self.coded("evidence", k.id())).unwrap_or_default(),
            collected: self.maybe_day(evidence.collected),
            expires: self.maybe_day(evidence.expires),
            reviewed_by: evidence.reviewed_by.as_deref().map(clean).unwrap_or_default(),
            verified: evidence.verified.map(|v| self.coded("verified", v.id())).unwrap_or_default(),
            sha256: evidence.sha256.as_deref().map(clean).unwrap_or_default(),
            counts: super::section::yes(item.best.is_some_and(|best| std::ptr::eq(best, evidence))),
        }
    }

    /// Ids in other frameworks, by framework.
    pub(super) fn references(self, ix: ControlIx) -> Vec<String> {
        let control = self.checklist().control(ix);
        let all = control.references.iter().map(|(framework, ids)| {
            let title = self.checklist().frameworks.get(framework).map(|f| clean(&f.title));
            format!("{}: {}", title.unwrap_or_else(|| framework.to_string()), clean(&ids.join(", ")))
        });
        all.collect()
    }
}

/// The kebab-case word of a response's state.
fn state(response: &Response) -> &'static str {
    match response {
        Response::Choices(_) | Response::Number(_) => "answered",
        Response::Unknown => "unknown",
        Response::NotApplicable => "not-applicable",
        Response::SwitchedOff => "switched-off",
        Response::Blank(_) => "blank",
    }
}
