//! What concerns the organisation and why: the profile, which fact switched off which controls, and what
//! was set aside by hand.

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::{Coded, ControlName, Day, Writer};
use crate::model::{FactId, FactValue, Response};
use crate::report::escape::clean;

/// A fact about the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactView {
    /// Its id.
    pub id: String,
    /// The question.
    pub ask: String,
    /// The answer; code `not-stated` when there is none.
    pub answer: Coded,
}

/// What one fact does to the scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EffectView {
    /// The fact.
    pub fact: FactView,
    /// How many controls, in words.
    pub count: String,
    /// Which controls.
    pub controls: Vec<ControlName>,
}

/// A control set aside by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetAsideView {
    /// The control.
    pub control: ControlName,
    /// Its section: number and title.
    pub section: String,
    /// Its weight.
    pub weight: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
    /// Until when.
    pub until: Day,
}

/// What concerns the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScopeView {
    /// In a sentence: how many controls concern the organisation, and how many do not.
    pub text: String,
    /// Every fact with its answer, in the order of asking.
    pub facts: Vec<FactView>,
    /// Which fact switched off which controls.
    pub switched_off: Vec<EffectView>,
    /// Which fact that is not stated keeps which controls in scope.
    pub not_stated: Vec<EffectView>,
    /// What was set aside by hand.
    pub set_aside: Vec<SetAsideView>,
}

impl Writer<'_> {
    /// What concerns the organisation.
    pub(super) fn scope(self) -> ScopeView {
        let assessment = self.assessment();
        let effects = |all: Vec<(&FactId, Vec<crate::model::ControlIx>)>| -> Vec<EffectView> {
            let effect = |(id, controls): (&FactId, Vec<crate::model::ControlIx>)| EffectView {
                fact: self.fact(id),
                count: self.count("report.controls", controls.len(), &[]),
                controls: controls.into_iter().map(|ix| self.name(ix)).collect(),
            };
            all.into_iter().map(effect).collect()
        };
        let by_hand = assessment.items.iter().filter(|i| i.response == Response::NotApplicable);
        ScopeView {
            text: self.scope_text(),
            facts: self.checklist().facts.iter().map(|f| self.fact(&f.id)).collect(),
            switched_off: effects(assessment.switched_off()),
            not_stated: effects(assessment.not_stated()),
            set_aside: by_hand.map(|item| self.set_aside_view(item)).collect(),
        }
    }

    /// How many controls concern the organisation, in a sentence.
    pub(super) fn scope_text(self) -> String {
        let items = &self.assessment().items;
        let applicable = items.iter().filter(|i| i.applicable).count();
        self.count("report.scope", applicable, &[("all", items.len().to_string())])
    }

    /// Why facts decide as they do: `Does the organisation run elections? No · Private sector`.
    pub(super) fn facts_said(self, ids: &[&FactId]) -> String {
        ids.iter().map(|id| self.fact_said(id)).collect::<Vec<_>>().join(" · ")
    }

    /// A question with its answer; the answer alone where it is a word of its own.
    fn fact_said(self, id: &FactId) -> String {
        let fact = self.fact(id);
        let worded = matches!(self.assessment().file.profile.get(id), Some(FactValue::Word(_)));
        if worded && !self.text(&format!("fact.{id}.label.{}", fact.answer.code)).is_empty() {
            return fact.answer.text;
        }
        let between = if fact.ask.ends_with('?') { String::new() } else { self.word("report.colon") };
        format!("{}{between} {}", fact.ask, fact.answer.text)
    }

    /// A fact with its question and its answer.
    pub(in crate::report) fn fact(self, id: &FactId) -> FactView {
        let ask = self.text(&format!("fact.{id}.ask"));
        let ask = if ask.is_empty() { id.to_string() } else { ask };
        FactView { id: id.to_string(), ask, answer: self.fact_answer(id) }
    }

    fn set_aside_view(self, item: &crate::model::Item) -> SetAsideView {
        let stated = item.answer.and_then(|a| a.not_applicable.as_ref());
        SetAsideView {
            control: self.name(item.control),
            section: self.section_label(self.checklist().top_of(item.control)),
            weight: self.decimal(&self.checklist().control(item.control).weight, 2),
            reason: stated.map(|n| clean(&n.reason)).unwrap_or_default(),
            approved_by: stated.map(|n| clean(&n.approved_by)).unwrap_or_default(),
            until: self.maybe_day(item.valid_until),
        }
    }
}
