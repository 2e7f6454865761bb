//! Every number explained: the terms of each section's headline, so that anyone can add them up.

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::Writer;
use crate::model::SectionIx;
use crate::report::escape::clean;
use crate::score::{Node, NodeResult, Term};
use crate::text::Catalogue;

/// A number with its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExplainedView {
    /// The section: number and title.
    pub label: String,
    /// The measure's title.
    pub measure: String,
    /// What `gapcheck explain` takes to print the same.
    pub explain: String,
    /// How the terms were folded, in words.
    pub fold: String,
    /// The terms that count.
    pub terms: Vec<TermView>,
    /// What was left out, with the reason.
    pub left_out: Vec<TermView>,
    /// The result of the fold, exact.
    pub folded: String,
    /// Every step after the fold.
    pub steps: Vec<StepView>,
    /// The value as it is shown.
    pub shown: String,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TermView {
    /// The id of the section or control that it comes from.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its value, exact; empty without one.
    pub value: String,
    /// Its weight; empty where the fold has none.
    pub weight: String,
    /// What it adds to the result, exact; empty where terms do not add up.
    pub share: String,
    /// Why it was left out; empty when it counts.
    pub reason: String,
}

/// One step after the fold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepView {
    /// What was done, in words.
    pub text: String,
    /// The value after it.
    pub after: String,
}

impl Writer<'_> {
    /// The headline of each top section with its terms; empty when nothing was traced.
    pub(super) fn explained(self) -> Vec<ExplainedView> {
        let Some(card) = self.card() else { return Vec::new() };
        let tops: Vec<SectionIx> = self.checklist().top_sections().collect();
        let headline = |ix: SectionIx| {
            let node = Node::Section(ix);
            let first = || card.at(node).next();
            let result = card.get("evidenced", node).or_else(first)?;
            self.explain(ix, result)
        };
        tops.into_iter().filter_map(headline).collect()
    }

    fn explain(self, ix: SectionIx, result: &NodeResult) -> Option<ExplainedView> {
        let trace = result.trace.as_deref()?;
        let terms = |left_out: bool| {
            let some = trace.terms.iter().filter(move |t| t.left_out.is_some() == left_out);
            some.map(|t| self.term(t)).collect()
        };
        let step = |s: &crate::score::Step| StepView {
            text: self.titled(&self.step(s.name, &s.parameter)),
            after: self.exact(s.after.as_ref()),
        };
        Some(ExplainedView {
            label: self.section_label(ix),
            measure: self.measure_title(result.measure.as_str()),
            explain: format!("{} {}", self.checklist().section(ix).id, result.measure),
            fold: self.known("fold", &trace.fold),
            terms: terms(false),
            left_out: terms(true),
            folded: self.exact(trace.folded.as_ref()),
            steps: trace.steps.iter().map(step).collect(),
            shown: result.shown.as_deref().map(clean).unwrap_or_else(|| self.exact(result.value.as_ref())),
        })
    }

    fn term(self, term: &Term) -> TermView {
        let (id, title) = match term.node {
            Node::Section(ix) => (self.checklist().section(ix).id.to_string(), self.section_title(ix)),
            Node::Control(ix) => (self.checklist().control(ix).id.to_string(), self.name(ix).title),
        };
        let exact = |number: &Option<crate::model::Exact>| number.as_ref().map(ToString::to_string);
        TermView {
            id,
            title,
            value: self.exact(term.value.as_ref()),
            weight: exact(&term.weight).unwrap_or_default(),
            share: exact(&term.share).unwrap_or_default(),
            reason: term.left_out.map(|why| self.known("left-out", why)).unwrap_or_default(),
        }
    }

    /// A figure with nothing rounded away.
    fn exact(self, figure: Option<&crate::score::Figure>) -> String {
        match figure.and_then(crate::score::Figure::number) {
            Some(number) => number.to_string(),
            None => self.figure(figure),
        }
    }

    /// A step in the reader's language, with the ids of the method.
    pub(crate) fn step(self, name: &str, parameter: &str) -> String {
        let word = self.known("step", name);
        if parameter.is_empty() {
            return word;
        }
        // What these two hold are labels of the checklist, not words of the vocabulary.
        let labels = matches!(name, "bands" | "map");
        let parameter = if labels { clean(parameter) } else { self.in_words(&clean(parameter)) };
        format!("{word}{} {parameter}", self.word("report.colon"))
    }

    /// The words of a condition in the reader's language; ids and numbers stay.
    pub(crate) fn in_words(self, condition: &str) -> String {
        in_words(&self.subject.words, condition)
    }

    /// A step with the titles of measures in place of their ids.
    fn titled(self, step: &str) -> String {
        let known = |part: &str| {
            self.card().and_then(|card| card.results.iter().find(|r| r.measure.as_str() == part))
        };
        let title = |part: &str| match known(part) {
            Some(result) => {
                self.say("report.quoted", &[("text", self.measure_title(result.measure.as_str()))])
            }
            None => part.to_string(),
        };
        step.split(' ').map(title).collect::<Vec<_>>().join(" ")
    }

    /// A word of the vocabulary in the reader's language, or the word itself.
    pub(crate) fn known(self, prefix: &str, word: &str) -> String {
        let key = format!("{prefix}.{}", word.replace('_', "-"));
        self.subject.words.find(&key).map_or_else(|| clean(word), str::to_string)
    }
}

/// The words of a condition in a language; ids and numbers stay.
pub(crate) fn in_words(words: &Catalogue, condition: &str) -> String {
    let bare = |part: &str| words.find(&format!("condition.{part}")).map(str::to_string);
    condition
        .split(' ')
        .map(|part| bare(part).unwrap_or_else(|| part.to_string()))
        .collect::<Vec<_>>()
        .join(" ")
}
