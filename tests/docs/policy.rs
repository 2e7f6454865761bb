//! The rules in `docs/policy.md`, made from the registry of the program.

use std::fmt::Write as _;

use gapcheck::policy::{InForce, Needs, RULES, Rule};
use gapcheck::report::check::parameter;
use gapcheck::text::Catalogue;

const BEGIN: &str = "<!-- rules: made from the registry of the program -->\n";
const END: &str = "<!-- end of rules -->\n";

/// The page with its rules made again.
pub fn with_rules(page: &str) -> String {
    let (before, rest) = page.split_once(BEGIN).expect("the page marks where the rules begin");
    let (_, after) = rest.split_once(END).expect("the page marks where the rules end");
    format!("{before}{BEGIN}{}{END}{after}", rules())
}

fn rules() -> String {
    let words = Catalogue::english();
    let mut text = String::new();
    for rule in RULES {
        let (title, doc) = (words.text(&rule.title()), words.text(&rule.doc()));
        writeln!(text, "\n### `{}`\n\n{title}.\n{}\n", rule.id(), sentences(&doc))
            .expect("a string can be written");
        writeln!(text, "{}", facts(*rule)).expect("a string can be written");
        if rule.parameters().is_empty() {
            continue;
        }
        text.push_str("\n| parameter | value |\n|---|---|\n");
        for declared in rule.parameters() {
            let value = parameter(declared.kind, &words);
            writeln!(text, "| `{}` | {value} |", declared.name).expect("a string can be written");
        }
    }
    text.push('\n');
    text
}

/// One sentence per line.
fn sentences(doc: &str) -> String {
    doc.replace(". ", ".\n")
}

fn facts(rule: &dyn Rule) -> String {
    let in_force = match rule.in_force() {
        InForce::Always => "always in force",
        InForce::WhenListed => "in force when listed",
    };
    let needs = match rule.needs() {
        Needs::Nothing | Needs::Waivers => "",
        Needs::Baseline => ", needs `--baseline` or `--baseline-ref`",
        Needs::EarlierPolicy => ", needs `--baseline-ref`",
        Needs::Evidence => ", needs `--evidence`",
    };
    let waivable = if rule.waivable() { "" } else { ", cannot be waived" };
    let severity = rule.severity().id();
    let mut said = format!("{severity} unless the policy says otherwise, {in_force}{needs}{waivable}.");
    said[..1].make_ascii_uppercase();
    said
}
