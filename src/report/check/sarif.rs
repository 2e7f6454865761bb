//! SARIF 2.1.0: findings for code scanning.
//!
//! **Source:** OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::diag::{Severity, Span};
use crate::model::Waiver;
use crate::policy::{Finding, InPlay};
use crate::report::check::bytes;
use crate::report::check::{CheckFormat, Checked};

/// SARIF.
pub(super) struct Sarif;

impl CheckFormat for Sarif {
    fn id(&self) -> &'static str {
        "sarif"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["sarif"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        bytes::json(&log(checked))
    }
}

/// The name under which the fingerprint is kept from run to run.
const FINGERPRINT: &str = "gapcheck/finding/1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result {
    rule_id: &'static str,
    rule_index: usize,
    kind: &'static str,
    level: &'static str,
    message: Value,
    locations: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Value>,
    properties: Value,
}

fn log(checked: &Checked) -> Value {
    let rules = &checked.ruling.rules;
    let index = |rule: &str| rules.iter().position(|r| r.rule == rule);
    // Every finding belongs to a rule in force.
    let results: Vec<Result> = checked
        .ruling
        .findings
        .iter()
        .filter_map(|finding| Some(result(checked, finding, index(finding.rule)?)))
        .collect();
    let driver = json!({
        "name": "gapcheck",
        "organization": "gapcheck",
        "product": "gapcheck",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": language(checked),
        "rules": rules.iter().map(|rule| descriptor(checked, rule)).collect::<Vec<_>>(),
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "automationDetails": {"id": format!("gapcheck/{}/", checked.provenance.checklist)},
            "columnKind": "unicodeCodePoints",
            "defaultEncoding": "utf-8",
            "language": language(checked),
            "originalUriBaseIds": {"SRCROOT": {
                "description": {"text": "The root of the repository that holds the assessment."}
            }},
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(checked),
            }],
            "results": results,
            "properties": {
                "verdict": checked.verdict().id(),
                "policy": checked.policy_name,
                "policyDigest": checked.policy.digest,
                "provenance": checked.provenance,
            },
        }],
    })
}

fn language(checked: &Checked) -> &'static str {
    match checked.words.language() {
        "fr" => "fr-FR",
        _ => "en-US",
    }
}

fn descriptor(checked: &Checked, rule: &InPlay) -> Value {
    let words = &checked.words;
    let name = words.text(&format!("rule.{}", rule.rule));
    let doc = words.text(&format!("rule.{}.doc", rule.rule));
    let help = words.text(&format!("finding.{}.help", rule.rule));
    let mut descriptor = json!({
        "id": rule.rule,
        "shortDescription": {"text": sentence(&name)},
        "fullDescription": {"text": sentence(&doc)},
        "help": {"text": sentence(&without_facts(&help))},
        "defaultConfiguration": {"level": level(rule.severity)},
    });
    // A name that says no more than the id is left out (SARIF 3.49.7).
    let name = pascal(rule.rule);
    if !name.eq_ignore_ascii_case(rule.rule) {
        descriptor["name"] = json!(name);
    }
    descriptor
}

fn result(checked: &Checked, finding: &Finding, rule_index: usize) -> Result {
    let said = checked.say(finding);
    let checklist = checked.assessment.checklist;
    let mut properties = Map::new();
    let mut add = |name: &str, value: Option<String>| {
        value.map(|value| properties.insert(name.to_string(), json!(value)));
    };
    add("variant", Some(finding.variant.to_string()));
    add("control", finding.control.map(|ix| checklist.control(ix).id.to_string()));
    add("section", finding.section.map(|ix| checklist.section(ix).id.to_string()));
    add("principle", finding.top(checked.assessment).map(|ix| checklist.section(ix).id.to_string()));
    add("required", Some(said.required));
    add("found", Some(said.found));
    add("remedy", Some(said.remedy));
    let related = finding.related.iter().filter_map(|(span, key)| {
        let mut place = location(checked, *span)?;
        place["message"] = json!({"text": plain(&checked.words.text(key))});
        Some(place)
    });
    Result {
        rule_id: finding.rule,
        rule_index,
        kind: "fail",
        level: level(finding.severity),
        message: json!({"text": sentence(&plain(&said.message))}),
        locations: vec![location(checked, finding.at).unwrap_or_else(|| json!({}))],
        related_locations: related.collect(),
        partial_fingerprints: json!({FINGERPRINT: finding.fingerprint}),
        suppressions: finding
            .waived_by
            .and_then(|i| checked.policy.waivers.get(i))
            .map(suppression)
            .into_iter()
            .collect(),
        properties: Value::Object(properties),
    }
}

fn suppression(waiver: &Waiver) -> Value {
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": waiver.reason,
        "properties": {
            "approvedBy": waiver.approved_by.value,
            "until": waiver.until.value.to_string(),
            "reference": waiver.reference,
        },
    })
}

/// A place; without a region where only the path is still true, `None` outside of the repository.
fn location(checked: &Checked, span: Span) -> Option<Value> {
    let place = checked.place(span)?;
    let path = place.path?;
    let mut physical = json!({"artifactLocation": {"uri": uri(&path), "uriBaseId": "SRCROOT"}});
    if place.current {
        physical["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.line,
            "endColumn": place.end,
        });
    }
    Some(json!({"physicalLocation": physical}))
}

fn notifications(checked: &Checked) -> Vec<Value> {
    let words = &checked.words;
    let skipped = checked.ruling.skipped.iter().map(|one| {
        let why = words.text(&format!("skipped.{}", one.why.id()));
        let section = one.section.map(|ix| format!(", {}", checked.section(ix))).unwrap_or_default();
        let text = sentence(&plain(&format!("{}{section}: {why}", one.rule)));
        json!({"level": "note", "message": {"text": text}, "descriptor": {"id": "skipped"}})
    });
    let blind = checked.ruling.blind.iter().map(|blind| {
        let what = words.text(&format!("blind.{}", blind.watch.id()));
        let cover = words.text(&format!("blind.{}.cover", blind.watch.id()));
        let text = format!("{}: {what} ({cover})", words.text("check.heading.blind"));
        json!({
            "level": "note",
            "message": {"text": sentence(&plain(&text))},
            "descriptor": {"id": format!("not-detectable/{}", blind.watch.id())},
        })
    });
    skipped.chain(blind).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// `minimum-score` as `MinimumScore`.
fn pascal(id: &str) -> String {
    let upper = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|c| c.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
    };
    id.split('-').map(upper).collect()
}

/// A text of a general kind: what stands for a fact becomes dots.
fn without_facts(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        said.push('…');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    said + rest
}

/// A text as a sentence: a capital at its beginning, a full stop at its end.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}

/// Plain text of a message (SARIF 3.11.5 and 3.11.6): no braces that stand for arguments, no brackets
/// that make a link.
fn plain(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => said.push_str("{{"),
            '}' => said.push_str("}}"),
            '\\' | '[' | ']' => {
                said.push('\\');
                said.push(c);
            }
            c => said.push(c),
        }
    }
    said
}

/// A path as a relative URI (RFC 3986, section 4.2).
fn uri(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.bytes().map(|b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
