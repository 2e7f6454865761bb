//! What every part of the view is written with: the texts, the words, and one way to say each thing.

use schemars::JsonSchema;
use serde::Serialize;

use super::section::anchor;
use crate::model::{
    Assessment, Checklist, ChoiceIx, ControlIx, Date, Effort, Exact, FactId, FactValue, Response, SectionIx,
};
use crate::report::choices::label;
use crate::report::escape::clean;
use crate::report::figures;
use crate::report::{Options, Subject};
use crate::score::{Node, NodeResult, Scorecard};
use crate::text::{Catalogue, bound};

/// A day, for people and for machines; both empty when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Day {
    /// `2026-11-22`.
    pub iso: String,
    /// In the reader's language: `22 November 2026`.
    pub text: String,
}

/// A word for machines with its text for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coded {
    /// The word, stable across languages; empty when there is none.
    pub code: String,
    /// The text.
    pub text: String,
}

/// A control as it is named in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlName {
    /// Its id.
    pub id: String,
    /// A name for links within the document.
    pub anchor: String,
    /// Its title.
    pub title: String,
}

/// Writes finished strings about one subject.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) options: &'a Options<'a>,
}

/// What a rater would see at a level: its anchor, and what is asked of it beside a measured share.
pub fn level_meaning(words: Catalogue, anchor: &str, also: &str) -> String {
    match also {
        "" => anchor.to_string(),
        also => format!("{anchor} {}", words.say("show.also", &[("text", &also)])).trim_start().to_string(),
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn assessment(self) -> &'a Assessment<'a> {
        &self.subject.outcome.assessment
    }

    pub(crate) fn checklist(self) -> &'a Checklist {
        self.assessment().checklist
    }

    /// The scorecard that gaps are judged by; `None` when nothing was scored.
    pub(crate) fn card(self) -> Option<&'a Scorecard> {
        self.subject.outcome.cards.first()
    }

    pub(crate) fn result(self, measure: &str, node: Node) -> Option<&'a NodeResult> {
        self.card()?.get(measure, node)
    }

    /// A sentence of the checklist; empty when it has none.
    pub(crate) fn text(self, key: &str) -> String {
        bound(&clean(&self.subject.texts.text(key))).into_owned()
    }

    /// A sentence of the checklist about a control.
    pub(crate) fn about(self, ix: ControlIx, what: &str) -> String {
        self.text(&format!("control.{}.{what}", self.checklist().control(ix).id))
    }

    /// A sentence of the checklist about a section.
    pub(crate) fn section_text(self, ix: SectionIx, what: &str) -> String {
        self.text(&format!("section.{}.{what}", self.checklist().section(ix).id))
    }

    /// A word or sentence of the program.
    pub(crate) fn word(self, key: &str) -> String {
        self.subject.words.text(key)
    }

    /// A sentence of the program with values; the values are cleaned.
    pub(crate) fn say(self, key: &str, values: &[(&str, String)]) -> String {
        let shown: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        clean(&self.subject.words.say(key, &shown))
    }

    /// A sentence of the program for a count.
    pub(crate) fn count(self, key: &str, n: usize, values: &[(&str, String)]) -> String {
        let shown: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        clean(&self.subject.words.count(key, n, &shown))
    }

    /// A code with its word, `<prefix>.<code>`.
    pub(crate) fn coded(self, prefix: &str, code: &str) -> Coded {
        Coded { code: code.to_string(), text: self.word(&format!("{prefix}.{code}")) }
    }

    pub(crate) fn day(self, date: Date) -> Day {
        Day { iso: date.to_string(), text: self.subject.words.long_date(date) }
    }

    pub(crate) fn maybe_day(self, date: Option<Date>) -> Day {
        date.map(|d| self.day(d)).unwrap_or_default()
    }

    pub(crate) fn percent(self, whole: &str) -> String {
        self.subject.words.percent(whole)
    }

    /// A percentage that is better the greater it is.
    pub(crate) fn good_percent(self, percent: &Exact) -> String {
        self.percent(&figures::whole_down(percent))
    }

    /// A percentage that is better the smaller it is.
    pub(crate) fn bad_percent(self, percent: &Exact) -> String {
        self.percent(&figures::whole_up(percent))
    }

    /// A number in the reader's convention, with at most this many places, cut.
    pub(crate) fn decimal(self, number: &Exact, places: u32) -> String {
        self.subject.words.decimal(&figures::decimal(number, places))
    }

    pub(crate) fn name(self, ix: ControlIx) -> ControlName {
        let title = self.about(ix, "title");
        let id = self.checklist().control(ix).id.to_string();
        ControlName { title: if title.is_empty() { id.clone() } else { title }, anchor: anchor(&id), id }
    }

    /// The title of a section, or its id.
    pub(crate) fn section_title(self, ix: SectionIx) -> String {
        if ix == SectionIx::ROOT {
            return self.checklist_title();
        }
        let title = self.section_text(ix, "title");
        if title.is_empty() { self.checklist().section(ix).id.to_string() } else { title }
    }

    /// The title of the checklist, or its id.
    pub(crate) fn checklist_title(self) -> String {
        let title = self.text("checklist.title");
        if title.is_empty() { self.checklist().id.to_string() } else { title }
    }

    /// A kind of section as a word: `principle`; the checklist's own word when the program has none.
    pub(crate) fn kind(self, kind: &str) -> String {
        let key = format!("section.{kind}");
        self.subject.words.find(&key).map_or_else(|| clean(kind), str::to_string)
    }

    /// What is claimed, in words: the labels of the choices, the number, or the state.
    pub(crate) fn answer(self, ix: ControlIx, response: &Response) -> String {
        match response {
            Response::Choices(choices) => {
                let labels = choices.iter().map(|c| self.choice(ix, c.0));
                labels.collect::<Vec<_>>().join("; ")
            }
            Response::Number(number) => self.decimal(number, 4),
            Response::Unknown => self.word("answer.unknown"),
            Response::NotApplicable => self.word("answer.not-applicable"),
            Response::SwitchedOff => self.word("answer.switched-off"),
            Response::Blank(_) => self.word("answer.blank"),
        }
    }

    /// A choice with its label: `3 – Operating`, or the label alone when it says the same.
    pub(crate) fn choice(self, ix: ControlIx, choice: usize) -> String {
        label(self.subject.texts, self.checklist(), ix, ChoiceIx(choice))
    }

    /// Choices by their ids, `2, 3`, with their labels; what is no choice of the control's scale stays.
    pub(crate) fn choices(self, ix: ControlIx, ids: &str) -> String {
        let scale = self.checklist().scale_of(self.checklist().control(ix));
        let one = |id: &str| match scale.find(id) {
            Some(choice) => self.choice(ix, choice.0),
            None => id.to_string(),
        };
        ids.split(", ").map(one).collect::<Vec<_>>().join(", ")
    }

    /// What a value looks like on a control's scale: the least choice that reaches it, or the number.
    pub(crate) fn level(self, ix: ControlIx, value: &Exact) -> String {
        let scale = self.checklist().scale_of(self.checklist().control(ix));
        let reaching = scale.choices.iter().enumerate().filter(|(_, c)| c.value.as_ref() >= Some(value));
        let least = reaching.min_by(|(_, a), (_, b)| a.value.cmp(&b.value));
        least.map_or_else(|| self.decimal(value, 4), |(i, _)| self.choice(ix, i))
    }

    /// What a rater would see at the least choice that reaches a value.
    pub(crate) fn anchor(self, ix: ControlIx, value: &Exact) -> String {
        let scale = self.checklist().scale_of(self.checklist().control(ix));
        let reaching = scale.choices.iter().filter(|c| c.value.as_ref() >= Some(value));
        let least = reaching.min_by(|a, b| a.value.cmp(&b.value));
        least.map_or_else(String::new, |c| self.meaning_of(ix, c.id.as_str()))
    }

    /// What a rater would see at a choice: its anchor, and what a measured share demands beside its count.
    pub(crate) fn meaning_of(self, ix: ControlIx, choice: &str) -> String {
        let (anchor, also) =
            (self.about(ix, &format!("anchor.{choice}")), self.about(ix, &format!("also.{choice}")));
        level_meaning(self.subject.words, &anchor, &also)
    }

    pub(crate) fn effort(self, effort: Effort) -> Coded {
        self.coded("effort", effort.id())
    }

    /// What the profile says of a fact, in words.
    pub(crate) fn fact_answer(self, id: &FactId) -> Coded {
        match self.assessment().file.profile.get(id) {
            None => self.coded("fact", "not-stated"),
            Some(FactValue::Flag(yes)) => self.coded("fact", if *yes { "yes" } else { "no" }),
            Some(FactValue::Word(word)) => {
                let label = self.text(&format!("fact.{id}.label.{word}"));
                Coded { code: word.clone(), text: if label.is_empty() { clean(word) } else { label } }
            }
        }
    }
}
