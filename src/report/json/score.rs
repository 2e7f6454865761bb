//! `gapcheck/score/1`: every measure of every node, exact, with its trace.
//!
//! `docs/scoring.md` describes it. These types are the format: renaming a field is a new version.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use crate::model::{Checklist, Exact, SectionIx};
use crate::report::{Provenance, Subject};
use crate::score::{Figure, Node, NodeResult, RangeKind, Scorecard, Step, Term, Trace};

/// The whole document.
#[derive(Serialize, JsonSchema)]
pub(super) struct ScoreDocument {
    /// `gapcheck/score/1`.
    format: &'static str,
    provenance: Provenance,
    methods: Vec<MethodResult>,
}

/// What one method computed.
#[derive(Serialize, JsonSchema)]
struct MethodResult {
    method: String,
    results: Vec<JsonResult>,
}

/// One measure at one node.
#[derive(Serialize, JsonSchema)]
struct JsonResult {
    measure: String,
    node: JsonNode,
    value: Json,
    low: Json,
    high: Json,
    exact: Option<String>,
    exact_low: Option<String>,
    exact_high: Option<String>,
    shown: Option<String>,
    label: Option<String>,
    range: &'static str,
    findings: Vec<String>,
    trace: Option<JsonTrace>,
}

/// Which section or control.
#[derive(Serialize, JsonSchema)]
struct JsonNode {
    kind: &'static str,
    id: String,
}

/// The terms of a value.
#[derive(Serialize, JsonSchema)]
struct JsonTrace {
    /// How the terms became one; `null` where nothing was folded: a gate gave the value, no rule held, or the
    /// profile switched the control off.
    fold: Option<String>,
    terms: Vec<JsonTerm>,
    folded: Json,
    steps: Vec<JsonStep>,
}

/// One term of a fold.
#[derive(Serialize, JsonSchema)]
struct JsonTerm {
    node: JsonNode,
    measure: Option<String>,
    group: Option<String>,
    value: Json,
    weight: Option<String>,
    share: Option<String>,
    left_out: Option<&'static str>,
}

/// One step after the fold.
#[derive(Serialize, JsonSchema)]
struct JsonStep {
    step: &'static str,
    parameter: String,
    after: Json,
}

/// The document of a subject.
pub(super) fn document(subject: &Subject) -> ScoreDocument {
    let checklist = subject.outcome.assessment.checklist;
    ScoreDocument {
        format: "gapcheck/score/1",
        provenance: subject.provenance.clone(),
        methods: subject.outcome.cards.iter().map(|card| method(checklist, card)).collect(),
    }
}

fn method(checklist: &Checklist, card: &Scorecard) -> MethodResult {
    let results = card.results.iter().map(|r| result(checklist, r)).collect();
    MethodResult { method: card.method.to_string(), results }
}

fn result(checklist: &Checklist, result: &NodeResult) -> JsonResult {
    let exact = |figure: &Option<Figure>| figure.as_ref()?.number().map(Exact::to_string);
    JsonResult {
        measure: result.measure.to_string(),
        node: node(checklist, result.node),
        value: number(result.value.as_ref()),
        low: number(result.low.as_ref()),
        high: number(result.high.as_ref()),
        exact: exact(&result.value),
        exact_low: exact(&result.low),
        exact_high: exact(&result.high),
        shown: result.shown.clone(),
        label: result.value.as_ref().and_then(label),
        range: match result.range {
            RangeKind::Exact => "exact",
            RangeKind::Enclosing => "enclosing",
        },
        findings: result.findings.clone(),
        trace: result.trace.as_deref().map(|t| trace(checklist, t)),
    }
}

fn node(checklist: &Checklist, node: Node) -> JsonNode {
    match node {
        Node::Section(SectionIx::ROOT) => JsonNode { kind: "checklist", id: checklist.id.to_string() },
        Node::Section(ix) => JsonNode { kind: "section", id: checklist.section(ix).id.to_string() },
        Node::Control(ix) => JsonNode { kind: "control", id: checklist.control(ix).id.to_string() },
    }
}

/// A number as the nearest double (all 17 digits that it takes), a label as text, a truth as truth.
fn number(figure: Option<&Figure>) -> Json {
    match figure {
        None => Json::Null,
        Some(Figure::Number(number)) => Json::from(number.to_f64()),
        Some(Figure::Label(label)) => Json::from(label.clone()),
        Some(Figure::Truth(truth)) => Json::from(*truth),
    }
}

/// A figure of a trace: numbers as fractions, so that the terms add up exactly.
fn exact(figure: Option<&Figure>) -> Json {
    match figure {
        Some(Figure::Number(number)) => Json::from(number.to_string()),
        other => self::number(other),
    }
}

fn label(figure: &Figure) -> Option<String> {
    match figure {
        Figure::Label(label) => Some(label.clone()),
        Figure::Number(_) | Figure::Truth(_) => None,
    }
}

fn trace(checklist: &Checklist, trace: &Trace) -> JsonTrace {
    JsonTrace {
        fold: Some(trace.fold.clone()).filter(|fold| !fold.is_empty()),
        terms: trace.terms.iter().map(|t| term(checklist, t)).collect(),
        folded: exact(trace.folded.as_ref()),
        steps: trace.steps.iter().map(step).collect(),
    }
}

fn term(checklist: &Checklist, term: &Term) -> JsonTerm {
    JsonTerm {
        node: node(checklist, term.node),
        measure: term.measure.as_ref().map(ToString::to_string),
        group: term.group.clone(),
        value: exact(term.value.as_ref()),
        weight: term.weight.as_ref().map(Exact::to_string),
        share: term.share.as_ref().map(Exact::to_string),
        left_out: term.left_out,
    }
}

fn step(step: &Step) -> JsonStep {
    JsonStep { step: step.name, parameter: step.parameter.clone(), after: exact(step.after.as_ref()) }
}
