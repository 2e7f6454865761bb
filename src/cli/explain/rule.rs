//! A rule of a policy in words: what it requires, what a policy may say of it, what it can find.

use crate::policy::{Declared, InForce, Kind, Needs, Rule};
use crate::report::check::parameter;
use crate::report::text::{Ink, Page};
use crate::text::Catalogue;

/// The column in which values begin. **Unit:** characters.
const COLUMN: usize = 18;

/// Writes everything about a rule.
pub(super) fn explain(page: &mut Page, words: &Catalogue, rule: &dyn Rule) {
    page.heading(&format!("{}: {}", rule.id(), words.text(&rule.title())));
    page.paragraph(0, Ink::Plain, &words.text(&rule.doc()));
    page.blank();
    let mut rows = Vec::new();
    let mut entry = |key: &str, text: &str| rows.push((words.text(key), text.to_string()));
    entry("explain.severity", &words.text(&format!("severity.{}", rule.severity().id())));
    entry("explain.rule.in-force", &words.text(in_force(rule)));
    if let Some(needs) = needs(rule.needs()) {
        entry("explain.rule.needs", needs);
    }
    entry("explain.rule.waivable", &words.text(if rule.waivable() { "quote.yes" } else { "quote.no" }));
    for declared in rule.parameters() {
        entry("explain.rule.parameter", &format!("{}: {}", declared.name, parameter(declared.kind, words)));
    }
    entry("explain.rule.example", &example(rule));
    for variant in rule.variants() {
        let key = match *variant {
            "" => format!("finding.{}", rule.id()),
            variant => format!("finding.{}.{variant}", rule.id()),
        };
        let one = words.find(&key).map_or_else(|| words.text(&format!("{key}.other")), str::to_string);
        entry("explain.sentence", &one);
    }
    entry("explain.help", &words.text(&format!("finding.{}.help", rule.id())));
    for (label, text) in &rows {
        page.entry(0, COLUMN, label, text);
    }
}

fn in_force(rule: &dyn Rule) -> &'static str {
    match rule.in_force() {
        InForce::Always => "explain.rule.always",
        InForce::WhenListed => "explain.rule.when-listed",
    }
}

/// The option that a rule needs.
fn needs(needs: Needs) -> Option<&'static str> {
    match needs {
        Needs::Nothing | Needs::Waivers => None,
        Needs::Baseline => Some("--baseline FILE, --baseline-ref REF"),
        Needs::EarlierPolicy => Some("--baseline-ref REF"),
        Needs::Evidence => Some("--evidence"),
    }
}

/// An entry of a policy that can be copied.
fn example(rule: &dyn Rule) -> String {
    let wanted = |declared: &&Declared| rule.needs_one_of().contains(&declared.name);
    let of_kind = |kind: Kind| match kind {
        Kind::Percent | Kind::Threshold => "70",
        Kind::Number => "5",
        Kind::Days => "30",
        Kind::Flag => "true",
        Kind::Tier => "E2",
        Kind::Band => "B",
        Kind::Measure => "evidenced",
        Kind::Answer => "3",
        Kind::Word(all) => all[0],
        Kind::BySection(_) | Kind::ByControl(_) => "{…}",
    };
    match rule.parameters().iter().find(wanted).or_else(|| rule.parameters().first()) {
        Some(declared) => format!("{}: {{{}: {}}}", rule.id(), declared.name, of_kind(declared.kind)),
        None => format!("{}: {}", rule.id(), rule.severity().id()),
    }
}
