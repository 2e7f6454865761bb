//! A policy file → model. Which rules, parameters, sections and controls there are is known to the
//! policy stage, which checks them.

use super::convert::say;
use super::decode::{decode, digest};
use super::field::{Any, Field, Scalar};
use super::format::FileKind;
use super::wire::leaf::{Id, Text};
use super::wire::policy::{Policy, Waiver as WireWaiver};
use super::{from_tree, parse};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Sources, Span};
use crate::model::{
    MethodId, PinnedChecklist, Pins, PolicyFile, RuleEntry, RuleLevel, RuleParameter, Waiver,
};

/// The policies that are shipped, by file name, sorted.
static BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// The names of the policies that are shipped.
pub fn bundled_policies() -> impl Iterator<Item = &'static str> {
    BUNDLED.iter().filter_map(|(file, _)| file.strip_suffix(".yaml"))
}

/// The text of a shipped policy by its name.
pub fn bundled_policy(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(file, _)| file.strip_suffix(".yaml") == Some(name)).map(|(_, text)| *text)
}

/// Reads a policy. `None` when anything in it is an error; every problem is reported.
pub fn read_policy(
    name: &str,
    bytes: &[u8],
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<PolicyFile> {
    let mut own = Diagnostics::new();
    let read = read(name, bytes, sources, &mut own);
    let usable = !own.has_errors();
    diags.extend(own);
    read.filter(|_| usable)
}

fn read(name: &str, bytes: &[u8], sources: &mut Sources, diags: &mut Diagnostics) -> Option<PolicyFile> {
    let (file, text) = decode(name, bytes, sources, diags);
    let text = text?;
    let tree = parse::parse(&text, file, diags)?;
    if !FileKind::Policy.check(&tree, diags) {
        return None;
    }
    let written: Located<Policy> = from_tree(&tree, diags)?;
    let policy = written.value;
    let mut rules_span = written.span;
    let mut rules = Vec::new();
    if let Some(map) = policy.rules.need("rules", written.span, diags) {
        rules_span = map.span;
        let entries = map.value.entries(diags);
        rules = entries.into_iter().filter_map(|(key, value)| rule(key, value, diags)).collect();
    }
    let waivers = policy.waivers.value().map(|list| list.items(diags)).unwrap_or_default();
    let waivers = waivers.into_iter().filter_map(|w| waiver(w, diags)).collect();
    let title = say::text(&policy.title);
    Some(PolicyFile {
        file,
        digest: digest(&text),
        title,
        pins: pins(&policy, diags),
        rules,
        waivers,
        rules_span,
    })
}

fn pins(policy: &Policy, diags: &mut Diagnostics) -> Pins {
    let checklist = policy.checklist.get().and_then(|written| {
        let (id, version) = match written.value.text.split_once('@') {
            Some((id, version)) => (id, Some(version)),
            None => (written.value.text.as_str(), None),
        };
        if id.trim().is_empty() || version.is_some_and(|v| v.trim().is_empty()) {
            let problem = Diagnostic::new(Code::BadValue, written.span).with("found", &written.value.text);
            diags.push(problem.with_word("expected", "policy.kind.pin"));
            return None;
        }
        let pin = PinnedChecklist { id: id.to_string(), version: version.map(str::to_string) };
        Some(Located::new(pin, written.span))
    });
    let checklist_digest = policy.checklist_digest.get().and_then(|written| {
        let text = &written.value.text;
        let right = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if !right {
            let problem = Diagnostic::new(Code::BadValue, written.span).with("found", say::short(text));
            diags.push(problem.with_word("expected", "policy.kind.digest"));
        }
        right.then(|| Located::new(text.to_ascii_lowercase(), written.span))
    });
    let method = policy.method.get().and_then(|written| {
        let id = say::id(&written.value, written.span, MethodId::parse, diags)?;
        Some(Located::new(id, written.span))
    });
    Pins { checklist, checklist_digest, method }
}

fn rule(key: &Located<Scalar>, value: &Located<Any>, diags: &mut Diagnostics) -> Option<RuleEntry> {
    let mut entry = RuleEntry {
        rule: Located::new(key.value.text.clone(), key.span),
        severity: None,
        severity_in: Vec::new(),
        parameters: Vec::new(),
        span: Span { start: key.span.start, ..value.span },
    };
    match &value.value {
        Any::Scalar(_) => entry.severity = level(value, diags),
        Any::Map(pairs) => {
            for (key, value) in pairs {
                parameter(&mut entry, key, value, diags);
            }
        }
        Any::Null | Any::List(_) => {
            diags.push(say::wrong_kind("kind.map", &value.value, value.span));
            return None;
        }
    }
    Some(entry)
}

fn parameter(entry: &mut RuleEntry, key: &Located<Scalar>, value: &Located<Any>, diags: &mut Diagnostics) {
    match key.value.text.as_str() {
        "severity" => entry.severity = level(value, diags),
        "severity_in" => match &value.value {
            Any::Map(pairs) => {
                for (section, value) in pairs {
                    let section = Located::new(section.value.text.clone(), section.span);
                    entry.severity_in.extend(level(value, diags).map(|level| (section, level)));
                }
            }
            other @ (Any::Null | Any::Scalar(_) | Any::List(_)) => {
                diags.push(say::wrong_kind("kind.map", other, value.span));
            }
        },
        name => {
            let name = Located::new(name.to_string(), key.span);
            entry.parameters.extend(plain(value, diags).map(|value| (name, value)));
        }
    }
}

/// A severity, or `ignore`. **Reports:** `bad-value`, `wrong-type`.
fn level(value: &Located<Any>, diags: &mut Diagnostics) -> Option<Located<RuleLevel>> {
    let Some(scalar) = value.value.scalar() else {
        diags.push(say::wrong_kind("kind.single", &value.value, value.span));
        return None;
    };
    let level = RuleLevel::parse(&scalar.text);
    if level.is_none() {
        let problem = Diagnostic::new(Code::BadValue, value.span).with("found", say::short(&scalar.text));
        let problem = problem.with_word("expected", "policy.kind.severity");
        diags.push(problem.suggest(&scalar.text, RuleLevel::ALL.iter().map(|level| level.id())));
    }
    level.map(|level| Located::new(level, value.span))
}

/// A parameter: one word, or words by section or control.
fn plain(value: &Located<Any>, diags: &mut Diagnostics) -> Option<Located<RuleParameter>> {
    let read = match &value.value {
        Any::Scalar(scalar) => RuleParameter::One(scalar.text.clone()),
        Any::Map(pairs) => {
            let mut entries = Vec::new();
            for (key, value) in pairs {
                let key = Located::new(key.value.text.clone(), key.span);
                entries.extend(plain(value, diags).map(|value| (key, value)));
            }
            RuleParameter::By(entries)
        }
        Any::Null | Any::List(_) => {
            diags.push(say::wrong_kind("kind.single", &value.value, value.span));
            return None;
        }
    };
    Some(Located::new(read, value.span))
}

fn waiver(written: &Located<WireWaiver>, diags: &mut Diagnostics) -> Option<Waiver> {
    let (waiver, span) = (&written.value, written.span);
    let name = |field: &Field<Id>| field.get().map(|id| Located::new(id.value.text.clone(), id.span));
    let mut said = |field: Option<&Located<Text>>| -> Option<Located<String>> {
        let field = field?;
        let text = field.value.text.trim();
        if text.is_empty() {
            diags.push(say::wrong_kind("kind.text", &Any::Null, field.span));
            return None;
        }
        Some(Located::new(text.to_string(), field.span))
    };
    let (reason, approved_by) = (said(waiver.reason.get()), said(waiver.approved_by.get()));
    waiver.reason.need("reason", span, diags);
    waiver.approved_by.need("approved_by", span, diags);
    waiver.until.need("until", span, diags);
    let until = say::day(&waiver.until.0, diags);
    let approved = say::day(&waiver.approved, diags);
    Some(Waiver {
        control: name(&waiver.control),
        section: name(&waiver.section),
        rule: name(&waiver.rule),
        reason: reason?.value,
        approved_by: approved_by?,
        approved,
        until: until?,
        reference: say::text(&waiver.reference),
        span,
    })
}
