//! Numbers and labels of a method, as finished strings.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::section::SectionView;
use super::writer::Writer;
use crate::gap::conditional_until;
use crate::model::{Definition, Exact, Measure, Rounding, SectionIx, Texts};
use crate::report::escape::clean;
use crate::report::figures;
use crate::score::{Figure, Node, NodeResult, printed};
use crate::text::{Catalogue, bound};

/// A percentage with its range. Every part is empty when there is no number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NumberView {
    /// With its sign, as a range when it is one: `46 %`, `46–60 %`.
    pub text: String,
    /// The low end alone, with its sign: `46 %`.
    pub low_text: String,
    /// The low end, digits only, for drawing. **Unit:** per cent, rounded down.
    pub low: String,
    /// The high end, digits only, for drawing. **Unit:** per cent, rounded down.
    pub high: String,
    /// `yes` when low and high differ once rounded, else `no`.
    pub is_range: String,
}

/// A measure of any method at one node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasureView {
    /// The measure's id.
    pub id: String,
    /// Its title, or its id.
    pub title: String,
    /// What the method shows: a number, a label, yes or no; a dash without a value.
    pub text: String,
    /// The range over all completions of the blanks, when it is one: `1.2 to 2.4`; else empty.
    pub range: String,
    /// What gates and caps say.
    pub findings: Vec<String>,
}

/// A band: a letter with what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BandView {
    /// `A` to `D`, `NR`, `NM`, or the method's own label; empty without one.
    pub code: String,
    /// What has to be said beside the code: `conditional` or `not fully rated`; mostly empty.
    pub state: String,
    /// The label as it is printed: `D, conditional`.
    pub text: String,
    /// What it means, in a sentence; empty for labels that the program does not know.
    pub meaning: String,
}

/// How many sections are in a band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BandCount {
    /// The band's code.
    pub code: String,
    /// How many.
    pub count: usize,
}

/// What a method says of a band that a failed knock-out decides.
const KNOCK_OUT_FAILED: &str = "knock-out-failed";
/// What a method says of such a band when it would not be rated otherwise.
const NOT_FULLY_RATED: &str = "not-fully-rated";

impl<'a> Writer<'a> {
    /// How many sections that concern the organisation are in each band, by code.
    pub(crate) fn band_counts(self, sections: &[SectionView]) -> Vec<BandCount> {
        let mut counts = BTreeMap::<&str, usize>::new();
        for section in sections.iter().filter(|s| s.material == "yes" && !s.band.code.is_empty()) {
            *counts.entry(&section.band.code).or_default() += 1;
        }
        counts.into_iter().map(|(code, count)| BandCount { code: code.to_string(), count }).collect()
    }

    /// A percentage measure at a section: `evidenced`, `claimed`. **Unit:** per cent.
    pub(crate) fn number(self, measure: &str, node: Node) -> NumberView {
        let Some(result) = self.result(measure, node) else { return NumberView::default() };
        let end = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::number).cloned();
        let value = end(&result.value);
        let low = end(&result.low).or_else(|| value.clone());
        let (Some(low), Some(high)) = (low, end(&result.high).or(value)) else {
            return NumberView::default();
        };
        self.range(&low, &high)
    }

    /// A percentage with its range.
    pub(super) fn range(self, low: &Exact, high: &Exact) -> NumberView {
        let (low, high) = (figures::whole_down(low), figures::whole_down(high));
        let low_text = self.percent(&low);
        let is_range = low != high;
        let text = if is_range { self.percent(&format!("{low}–{high}")) } else { low_text.clone() };
        let is_range = if is_range { "yes" } else { "no" }.to_string();
        NumberView { text, low_text, low, high, is_range }
    }

    /// The number that a measure gives at a node.
    pub(super) fn value(self, measure: &str, node: Node) -> Option<Exact> {
        let result = self.result(measure, node)?;
        result.value.as_ref().and_then(Figure::number).cloned()
    }

    /// The band at a node.
    pub(crate) fn band(self, node: Node) -> BandView {
        self.band_of("band", node)
    }

    /// The band that a measure gives at a node.
    pub(crate) fn band_of(self, measure: &str, node: Node) -> BandView {
        let label = self.card().and_then(|card| card.label(measure, node));
        let Some(label) = label else { return BandView::default() };
        let code = label.split([',', ' ']).next().unwrap_or(label);
        let known = |key: String| self.subject.words.find(&key).map(str::to_string);
        let plain = known(format!("band.{label}")).unwrap_or_else(|| clean(label));
        let state = self.band_state(measure, node);
        BandView {
            code: clean(code),
            text: if state.is_empty() { plain } else { format!("{plain}, {state}") },
            state,
            meaning: known(format!("band.{code}.meaning")).unwrap_or_default(),
        }
    }

    /// What has to be said beside a band that a failed knock-out decides; else empty.
    fn band_state(self, measure: &str, node: Node) -> String {
        let (Some(result), Node::Section(ix)) = (self.result(measure, node), node) else {
            return String::new();
        };
        let says = |finding: &str| result.findings.iter().any(|found| found == finding);
        match (says(KNOCK_OUT_FAILED), says(NOT_FULLY_RATED)) {
            (true, true) => self.word("band.state.not-fully-rated"),
            (true, false) if conditional_until(self.assessment(), ix).is_some() => {
                self.word("band.state.conditional")
            }
            (true, false) | (false, _) => String::new(),
        }
    }

    /// What an approved plan for every failed knock-out means, in a sentence.
    pub(super) fn condition(self, ix: SectionIx) -> Option<String> {
        let result = self.result("band", Node::Section(ix))?;
        let last = conditional_until(self.assessment(), ix)?;
        let failed = result.findings.iter().any(|found| found == KNOCK_OUT_FAILED);
        failed.then(|| self.say("noted.conditional", &[("date", self.day(last).text)]))
    }

    /// Every measure of the method at a node.
    pub(crate) fn measures(self, node: Node) -> Vec<MeasureView> {
        let Some(card) = self.card() else { return Vec::new() };
        card.at(node).map(|r| self.measure(r)).collect()
    }

    pub(crate) fn measure(self, result: &NodeResult) -> MeasureView {
        let text = |figure: &Option<Figure>| self.figure(figure.as_ref());
        let shown = result.shown.as_deref().map(|s| self.subject.words.decimal(&clean(s)));
        let end = |figure: &Option<Figure>| match (figure, self.rounding(result)) {
            (Some(Figure::Number(number)), Some(show)) => self.subject.words.decimal(&printed(number, show)),
            (figure, _) => text(figure),
        };
        let (low, high) = (end(&result.low), end(&result.high));
        let range = if low == high || low.is_empty() || high.is_empty() {
            String::new()
        } else {
            self.say("range.from-to", &[("low", low), ("high", high)])
        };
        MeasureView {
            id: result.measure.to_string(),
            title: self.measure_title(result.measure.as_str()),
            text: shown.unwrap_or_else(|| {
                let plain = text(&result.value);
                if plain.is_empty() { "–".into() } else { plain }
            }),
            range,
            findings: result.findings.iter().map(|f| self.finding(f)).collect(),
        }
    }

    /// How a measure rounds what it shows at a node: its range is shown alike.
    fn rounding(self, result: &NodeResult) -> Option<&'a Rounding> {
        let method = self.card()?.method.as_str();
        let measure = |m: &&Measure| m.id == result.measure;
        let measure =
            self.subject.outcome.assessment.checklist.find_method(method)?.measures.iter().find(measure)?;
        let kind = match result.node {
            Node::Section(SectionIx::ROOT) => "root",
            Node::Section(ix) => self.checklist().section(ix).kind.as_str(),
            Node::Control(_) => "control",
        };
        let is_here = |def: &&Definition| def.at.iter().any(|at| at.value == kind || at.value == "any");
        measure.definitions.iter().find(is_here)?.show.as_ref()
    }

    /// What a gate or cap says, in words; the method's own word when the program does not know it.
    pub(crate) fn finding(self, said: &str) -> String {
        noted(self.subject.words, said)
    }

    /// The title of a measure: the checklist's, else the program's, else its id.
    pub(crate) fn measure_title(self, measure: &str) -> String {
        let method = self.card().map(|card| card.method.as_str()).unwrap_or_default();
        measure_title((self.subject.texts, self.subject.words), method, measure)
    }

    /// A figure in words; empty without one.
    pub(crate) fn figure(self, figure: Option<&Figure>) -> String {
        match figure {
            None => String::new(),
            Some(Figure::Number(number)) => self.decimal(number, 4),
            Some(Figure::Label(label)) => clean(label),
            Some(Figure::Truth(true)) => self.word("fact.yes"),
            Some(Figure::Truth(false)) => self.word("fact.no"),
        }
    }
}

/// What a gate or cap says, in words; the method's own word when the program does not know it.
pub(crate) fn noted(words: Catalogue, said: &str) -> String {
    words.find(&format!("noted.{said}")).map_or_else(|| clean(said), str::to_string)
}

/// The title of a measure: the checklist's, else the program's, else its id.
pub(crate) fn measure_title((texts, words): (&Texts, Catalogue), method: &str, measure: &str) -> String {
    let own = texts.text(&format!("method.{method}.measure.{measure}"));
    if !own.is_empty() {
        return bound(&clean(&own)).into_owned();
    }
    words.find(&format!("measure.{measure}")).map_or_else(|| clean(measure), str::to_string)
}
