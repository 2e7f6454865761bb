//! What a comparison must not make look better, or like the work of one organisation.

use serde_json::Value;

use crate::moved::{answers, json, kind, small};
use crate::shell::Shell;
use crate::written;

#[test]
fn assessments_of_two_organisations_are_compared_with_a_warning_that_names_both() {
    let shell = small();
    let old = answers("v2", "  A: 3\n");
    shell.file("old.yaml", &old);
    shell.file("renamed.yaml", old.replace("Small Ltd", "Smaller Ltd"));
    shell.file("new.yaml", answers("v2", "  A: 2\n"));
    assert_eq!(json(&shell, &["old.yaml", "new.yaml"])["limits"].as_array().map(Vec::len), Some(0));
    let limits = json(&shell, &["renamed.yaml", "new.yaml"])["limits"].to_string();
    assert!(
        limits.contains("two organisations, Smaller Ltd and Small Ltd: a comparison is meant for"),
        "{limits}"
    );
    let text = written(shell.run(&["compare", "renamed.yaml", "new.yaml"]));
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(place("two organisations") < place("Of the principles"), "{text}");
    let three = json(&shell, &["renamed.yaml", "old.yaml", "new.yaml"])["limits"].to_string();
    assert!(three.contains("Smaller Ltd and Small Ltd"), "{three}");
}

#[test]
fn a_change_of_backing_says_what_it_was_on_its_own_day_and_what_time_had_left_of_it() {
    let shell = Shell::new();
    let head = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: X}\nprofile: {group: private, size: small}\nanswers:\n";
    let one = |day: &str, more: &str| {
        let evidence = format!("{{reference: r, kind: record, collected: {day}, reviewed_by: s{more}}}");
        format!(
            "{head}  PC7-IAM-01: {{answer: 3, note: n, owner: o, answered: {day}, evidence: [{evidence}]}}\n"
        )
    };
    shell.file("old.yaml", one("2025-10-01", ""));
    shell.file("kept.yaml", one("2026-10-01", ""));
    shell.file("better.yaml", one("2026-10-01", ", verified: independent"));
    let said = |new: &str| -> Vec<[String; 4]> {
        let view = json(&shell, &["old.yaml", new, "--today", "2026-11-22"]);
        let of = |change: &Value| {
            ["was", "old", "new", "text"].map(|key| change[key].as_str().expect("a text").to_string())
        };
        let sections = view["sections"].as_array().expect("a list");
        let lists = sections.iter().flat_map(|s| [&s["controls"], &s["renewed"]]);
        let controls = lists.flat_map(|list| list.as_array().expect("a list"));
        let changes = controls.filter(|c| c["id"] == "PC7-IAM-01").flat_map(|c| c["changes"].as_array());
        let stands = |c: &&Value| kind(c).starts_with("tier-") || kind(c).starts_with("knock-out-");
        changes.flatten().filter(stands).map(of).collect()
    };
    // A record is valid for twelve months: what a second person saw (E2) is a claim (E1) since 1 October 2026.
    let knock_out = "knock-out passed on 1 October 2025 and now; had nothing been done, unverified today";
    assert_eq!(
        said("kept.yaml"),
        [
            [
                "E2",
                "E1",
                "E2",
                "backing kept up: E2 on 1 October 2025 and now; had nothing been done, E1 today"
            ],
            ["passed", "unverified", "passed", knock_out]
        ]
    );
    assert_eq!(
        said("better.yaml")[0][3],
        "better backed: E2 on 1 October 2025, now E4; had nothing been done, E1 today"
    );
}
