//! JSON: the ruling for programs (`gapcheck/check/1`). Its schema is `schemas/check.schema.json`.
//!
//! `docs/policy.md` describes it. These types are the format: renaming a field is a new version.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diag::Span;
use crate::policy::{Finding, Skipped};
use crate::report::Provenance;
use crate::report::check::bytes::json;
use crate::report::check::{CheckFormat, Checked};

/// JSON.
pub(super) struct Json;

impl CheckFormat for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        json(&document(checked))
    }
}

/// The JSON Schema of the format.
pub fn schema() -> serde_json::Value {
    crate::report::schema_of::<CheckDocument>()
}

/// What the policy says of an assessment.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gapcheck check, version 1")]
struct CheckDocument {
    /// Kind and version of this document.
    #[schemars(extend("const" = "gapcheck/check/1"))]
    format: &'static str,
    /// `pass` or `fail`.
    #[schemars(extend("enum" = ["pass", "fail"]))]
    verdict: &'static str,
    /// From which severity on a finding makes the verdict fail.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    fail_on: &'static str,
    /// What the result was made of.
    provenance: Provenance,
    /// The policy in force.
    policy: JsonPolicy,
    /// How the baseline is called; `null` without one.
    baseline: Option<String>,
    /// Every rule in force.
    rules: Vec<JsonRule>,
    /// What is missed, gravest first; waived findings are marked.
    findings: Vec<JsonFinding>,
    /// What could not be judged.
    skipped: Vec<JsonSkipped>,
    /// What no look at the files can tell, with what covers it.
    not_detectable: Vec<JsonBlind>,
}

/// The policy in force.
#[derive(Serialize, JsonSchema)]
struct JsonPolicy {
    /// How it is called.
    name: String,
    /// Its title.
    title: Option<String>,
    /// SHA-256 of its text; hex.
    digest: String,
}

/// A rule in force.
#[derive(Serialize, JsonSchema)]
struct JsonRule {
    /// Its id.
    id: &'static str,
    /// How grave its findings are.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// Whether it could be judged.
    judged: bool,
}

/// One thing that the policy misses.
#[derive(Serialize, JsonSchema)]
struct JsonFinding {
    /// The rule's id.
    rule: &'static str,
    /// Which of the rule's sentences; empty when it has one.
    variant: &'static str,
    /// How grave it is.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// What is missed, in a sentence.
    message: String,
    /// What was required, or stood there before.
    required: String,
    /// What was found, or stands there now.
    found: String,
    /// What to do.
    remedy: String,
    /// The control.
    control: Option<String>,
    /// Other controls that share the answer, and of which the same is missed.
    also: Vec<String>,
    /// The section, when it is about one as a whole.
    section: Option<String>,
    /// The section directly below the checklist that it belongs to.
    principle: Option<String>,
    /// What else tells it from others: a fact, a file, a waiver.
    about: String,
    /// The line that caused it.
    location: Option<JsonPlace>,
    /// Other lines that explain it.
    related: Vec<JsonRelated>,
    /// The waiver that excuses it.
    waiver: Option<JsonWaiver>,
    /// The same as long as the same thing is missed; 32 hexadecimal digits.
    fingerprint: String,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
struct JsonPlace {
    /// The path in the repository; `null` for what lies in no file there.
    path: Option<String>,
    /// The name of the file as it was given.
    name: String,
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
    /// One past the last column.
    end_column: usize,
    /// Whether it is the version under review.
    current: bool,
}

/// Another place, and why it matters.
#[derive(Serialize, JsonSchema)]
struct JsonRelated {
    /// Why it matters.
    label: String,
    /// The place.
    location: Option<JsonPlace>,
}

/// A waiver.
#[derive(Serialize, JsonSchema)]
struct JsonWaiver {
    /// Why.
    reason: String,
    /// Who approved it.
    approved_by: String,
    /// Its last day.
    until: String,
    /// A ticket or a decision.
    reference: Option<String>,
}

/// What could not be judged.
#[derive(Serialize, JsonSchema)]
struct JsonSkipped {
    /// The rule's id.
    rule: &'static str,
    /// The section; `null` when the whole rule could not be judged.
    section: Option<String>,
    /// Why.
    why: &'static str,
}

/// What cannot be detected.
#[derive(Serialize, JsonSchema)]
struct JsonBlind {
    /// Its id.
    id: &'static str,
    /// What it is.
    what: String,
    /// What covers it.
    cover: String,
    /// How many places in the files rest on it; 0 when it cannot be counted.
    places: usize,
}

fn document(checked: &Checked) -> CheckDocument {
    let (ruling, words) = (checked.ruling, &checked.words);
    let rule =
        |r: &crate::policy::InPlay| JsonRule { id: r.rule, severity: r.severity.id(), judged: r.judged };
    let blind = |b: &crate::policy::Blind| JsonBlind {
        id: b.watch.id(),
        what: words.text(&format!("blind.{}", b.watch.id())),
        cover: words.text(&format!("blind.{}.cover", b.watch.id())),
        places: b.places,
    };
    CheckDocument {
        format: "gapcheck/check/1",
        verdict: checked.verdict().id(),
        fail_on: checked.fail_on.id(),
        provenance: checked.provenance.clone(),
        policy: JsonPolicy {
            name: checked.policy_name.to_string(),
            title: checked.policy.title.clone(),
            digest: checked.policy.digest.clone(),
        },
        baseline: checked.baseline_name.map(str::to_string),
        rules: ruling.rules.iter().map(rule).collect(),
        findings: ruling.findings.iter().map(|f| finding(checked, f)).collect(),
        skipped: ruling.skipped.iter().map(|s| skipped(checked, s)).collect(),
        not_detectable: ruling.blind.iter().map(blind).collect(),
    }
}

fn finding(checked: &Checked, finding: &Finding) -> JsonFinding {
    let checklist = checked.assessment.checklist;
    let said = checked.say(finding);
    let section = |ix| checklist.section(ix).id.to_string();
    let waiver = finding.waived_by.and_then(|i| checked.policy.waivers.get(i)).map(|w| JsonWaiver {
        reason: w.reason.clone(),
        approved_by: w.approved_by.value.clone(),
        until: w.until.value.to_string(),
        reference: w.reference.clone(),
    });
    let related = |(span, key): &(Span, &'static str)| JsonRelated {
        label: checked.words.text(key),
        location: place(checked, *span),
    };
    JsonFinding {
        rule: finding.rule,
        variant: finding.variant,
        severity: finding.severity.id(),
        message: said.message,
        required: said.required,
        found: said.found,
        remedy: said.remedy,
        control: finding.control.map(|ix| checklist.control(ix).id.to_string()),
        also: checked.also(finding),
        section: finding.section.map(section),
        principle: finding.top(checked.assessment).map(section),
        about: finding.about.clone(),
        location: place(checked, finding.at),
        related: finding.related.iter().map(related).collect(),
        waiver,
        fingerprint: finding.fingerprint.clone(),
    }
}

fn place(checked: &Checked, span: Span) -> Option<JsonPlace> {
    let place = checked.place(span)?;
    Some(JsonPlace {
        path: place.path,
        name: place.name,
        line: place.line,
        column: place.column,
        end_column: place.end,
        current: place.current,
    })
}

fn skipped(checked: &Checked, skipped: &Skipped) -> JsonSkipped {
    let section = skipped.section.map(|ix| checked.assessment.checklist.section(ix).id.to_string());
    JsonSkipped { rule: skipped.rule, section, why: skipped.why.id() }
}
