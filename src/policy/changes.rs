//! What one policy changes against another: every value that stands elsewhere, with old and new.

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::model::{PolicyFile, Quote, RuleEntry, RuleParameter, Waiver};

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// Which value, as a path: `rules.minimum-score.overall`.
    pub path: String,
    /// Whether it belongs to a waiver.
    pub waiver: bool,
    /// What stood there.
    pub old: Quote,
    /// What stands there now.
    pub new: Quote,
    /// Where it stands in the newer policy; the map of rules when it is gone.
    pub at: Span,
    /// Where it stood in the older policy.
    pub was_at: Option<Span>,
}

/// Every value that differs between two policies, in the order of their paths.
pub fn changes(old: &PolicyFile, new: &PolicyFile) -> Vec<PolicyChange> {
    let (before, after) = (flat(old), flat(new));
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let differs = |path: &&String| before.get(*path).map(|(t, _)| t) != after.get(*path).map(|(t, _)| t);
    let change = |path: &String| {
        let (then, now) = (before.get(path), after.get(path));
        PolicyChange {
            path: path.clone(),
            waiver: path.starts_with(WAIVERS),
            old: Quote::maybe(then.map(|(text, _)| text)),
            new: Quote::maybe(now.map(|(text, _)| text)),
            at: now.map_or(new.rules_span, |(_, span)| *span),
            was_at: then.map(|(_, span)| *span),
        }
    };
    paths.into_iter().filter(differs).map(change).collect()
}

const WAIVERS: &str = "waivers.";

/// Every value of a policy by its path.
type Flat = BTreeMap<String, (String, Span)>;

fn flat(policy: &PolicyFile) -> Flat {
    let mut all = Flat::new();
    let pins = &policy.pins;
    if let Some(pin) = &pins.checklist {
        let version = pin.value.version.as_ref().map(|v| format!("@{v}")).unwrap_or_default();
        all.insert("checklist".into(), (format!("{}{version}", pin.value.id), pin.span));
    }
    if let Some(pin) = &pins.checklist_digest {
        all.insert("checklist_digest".into(), (pin.value.clone(), pin.span));
    }
    if let Some(pin) = &pins.method {
        all.insert("method".into(), (pin.value.to_string(), pin.span));
    }
    for entry in &policy.rules {
        rule(entry, &mut all);
    }
    for one in &policy.waivers {
        waiver(one, &mut all);
    }
    all
}

fn rule(entry: &RuleEntry, all: &mut Flat) {
    let path = format!("rules.{}", entry.rule.value);
    let severity = entry.severity.as_ref();
    let word = severity.map_or("on", |level| level.value.id()).to_string();
    all.insert(path.clone(), (word, severity.map_or(entry.rule.span, |level| level.span)));
    for (section, level) in &entry.severity_in {
        let key = format!("{path}.severity_in.{}", section.value);
        all.insert(key, (level.value.id().to_string(), level.span));
    }
    for (name, value) in &entry.parameters {
        parameter(format!("{path}.{}", name.value), &value.value, value.span, all);
    }
}

fn parameter(path: String, value: &RuleParameter, span: Span, all: &mut Flat) {
    match value {
        RuleParameter::One(text) => {
            all.insert(path, (text.clone(), span));
        }
        RuleParameter::By(entries) => {
            for (key, value) in entries {
                parameter(format!("{path}.{}", key.value), &value.value, value.span, all);
            }
        }
    }
}

fn waiver(one: &Waiver, all: &mut Flat) {
    let named = [&one.control, &one.section, &one.rule];
    let name =
        named.iter().filter_map(|p| p.as_ref().map(|l| l.value.as_str())).collect::<Vec<_>>().join(" ");
    // Two waivers of one thing are told apart by their order.
    let taken = |n: usize| all.contains_key(&format!("{WAIVERS}{name}#{n}.until"));
    let nth = (1..).find(|n| !taken(*n)).unwrap_or(1);
    let path = format!("{WAIVERS}{name}#{nth}");
    let parts = [
        ("until", Some((one.until.value.to_string(), one.until.span))),
        ("approved", one.approved.as_ref().map(|d| (d.value.to_string(), d.span))),
        ("approved_by", Some((one.approved_by.value.clone(), one.approved_by.span))),
        ("reason", Some((one.reason.clone(), one.span))),
        ("reference", one.reference.clone().map(|r| (r, one.span))),
    ];
    let given = parts.into_iter().filter_map(|(name, value)| Some((format!("{path}.{name}"), value?)));
    all.extend(given);
}
