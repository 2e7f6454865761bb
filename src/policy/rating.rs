//! What a section reaches: a figure, not rated, or nothing to measure.

use crate::diag::Span;
use crate::model::{ControlIx, Exact, Quote, SectionIx};
use crate::policy::{Config, Context};
use crate::score::{Figure, Node};

/// What a section reaches by a measure.
#[derive(Clone, Debug, PartialEq)]
pub enum Rating<'a> {
    /// Nothing in it applies, and the method does not object: it is skipped and listed, never counted as
    /// full.
    NotMeasured,
    /// The method gives no figure, or says that it is not rated: it fails every minimum.
    NotRated,
    /// A figure.
    At(&'a Figure),
}

/// Which end of a figure a minimum looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The least over all completions of the blanks.
    Low,
    /// What the method publishes.
    Value,
}

/// Whether anything in a section applies.
pub fn applies_to(context: &Context, section: SectionIx) -> bool {
    let range = context.assessment.checklist.section(section).controls.clone();
    context.assessment.items[range].iter().any(|item| item.applicable)
}

/// What a section reaches by a measure.
pub(super) fn rate<'a>(context: &Context<'a>, measure: &str, section: SectionIx, end: End) -> Rating<'a> {
    if !applies_to(context, section) && !is_not_rated(context, section) {
        return Rating::NotMeasured;
    }
    let card = context.card;
    let result = card.get(measure, Node::Section(section));
    let value = result.and_then(|r| r.value.as_ref());
    let figure = match end {
        End::Low => result.and_then(|r| r.low.as_ref()).or(value),
        End::Value => value,
    };
    match figure {
        Some(figure) if !is_not_rated(context, section) => Rating::At(figure),
        Some(_) | None => Rating::NotRated,
    }
}

/// The labels by which a method says that it does not rate a section.
const NOT_RATED: &str = "NR";

fn is_not_rated(context: &Context, section: SectionIx) -> bool {
    let bands = ["band", "overall_band"].into_iter();
    bands.filter_map(|m| context.card.label(m, Node::Section(section))).any(|label| label == NOT_RATED)
}

/// The minimum of every section that a rule names: `overall` for the whole, `principles` for each section
/// directly below it, `sections` for single ones, which go before `principles`.
pub(super) fn minimums<'a>(context: &Context, config: &Config<'a>) -> Vec<(SectionIx, &'a str)> {
    let checklist = context.assessment.checklist;
    let named = config.by_section("sections", checklist);
    let mut all: Vec<(SectionIx, &str)> =
        config.word("overall").map(|word| (SectionIx::ROOT, word)).into_iter().collect();
    if let Some(word) = config.word("principles") {
        let free = checklist.top_sections().filter(|ix| !named.iter().any(|(n, _)| n == ix));
        all.extend(free.map(|ix| (ix, word)));
    }
    all.extend(named);
    all.sort_by_key(|(ix, _)| *ix);
    all
}

/// The line of a section: its gap that is to be closed first; without an answer there, the map of answers.
pub(super) fn line_of(context: &Context, section: SectionIx) -> (Span, Option<ControlIx>) {
    let range = &context.assessment.checklist.section(section).controls;
    let mut gaps = context.gaps.iter().filter(|gap| range.contains(&gap.control.0)).peekable();
    let first = gaps.peek().map(|gap| gap.control);
    let answered = gaps.find_map(|gap| {
        let item = context.assessment.item(gap.control);
        item.answer.map(|a| (a.given.span, gap.control))
    });
    match answered {
        Some((span, control)) => (span, Some(control)),
        None => (context.assessment.file.answers_span, first),
    }
}

/// The line of a control: its answer; without one, the map of answers.
pub(super) fn line(context: &Context, control: ControlIx) -> Span {
    let answer = context.assessment.item(control).answer;
    answer.map_or(context.assessment.file.answers_span, |a| a.given.span)
}

/// The order of a method's labels, from worst to best.
pub(super) fn label_order<'a>(context: &Context<'a>, measure: &str) -> &'a [String] {
    let measure = context.method.measures.iter().find(|m| m.id.as_str() == measure);
    let orders = measure.into_iter().flat_map(|m| &m.definitions).map(|d| d.order.as_slice());
    orders.max_by_key(|order| order.len()).unwrap_or(&[])
}

/// A whole figure in the unit shown, as it is compared.
pub(super) fn number(figure: &Figure) -> Option<&Exact> {
    match figure {
        Figure::Number(number) => Some(number),
        Figure::Label(_) | Figure::Truth(_) => None,
    }
}

/// A figure of a measure as a quote, with the places that the measure is shown with.
pub(super) fn score(context: &Context, measure: &str, value: Exact) -> Quote {
    let measure = context.method.measures.iter().find(|m| m.id.as_str() == measure);
    let shown = measure.into_iter().flat_map(|m| &m.definitions).filter_map(|d| d.show.as_ref());
    Quote::Score { value, digits: shown.map(|rounding| rounding.digits).max().unwrap_or(UNROUNDED) }
}

/// The places of a figure whose measure does not say how it is shown.
const UNROUNDED: u32 = 2;
