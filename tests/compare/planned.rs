//! `plan`: what it finds, holds against the method's own score, and refuses.

use serde_json::Value;

use crate::shell::{Shell, repository};
use crate::written;

const EXAMPLES: [&str; 3] = ["bakery-chain", "sensor-maker", "harbour-authority"];

fn example(name: &str) -> String {
    repository(&format!("examples/{name}/assessment.yaml"))
}

fn json(arguments: &[&str]) -> Value {
    let shell = Shell::new();
    let out =
        written(shell.run(&[&["plan", "--today", "2026-11-22", "--format", "json"], arguments].concat()));
    serde_json::from_str(&out).expect("it is JSON")
}

fn number(value: &Value) -> i64 {
    value.as_str().expect("digits").parse().expect("a number")
}

#[test]
fn a_goal_holds_by_the_methods_own_score_once_the_steps_are_done() {
    for name in EXAMPLES {
        let file = example(name);
        let view = json(&[&file, "--reach", "85"]);
        assert!(["found", "reached"].contains(&view["state"]["code"].as_str().expect("a word")), "{name}");
        assert!(number(&view["overall"]["after"]["number"]["low"]) >= 85, "{name}: {}", view["answer"]);
        let view = json(&[&file, "--knock-outs"]);
        for section in view["sections"].as_array().expect("a list") {
            assert_ne!(section["after"]["band"]["code"], "D", "{name}: {section}");
        }
    }
}

#[test]
fn steps_come_in_order_with_days_that_add_up_and_gains_that_lead_to_the_end() {
    let view = json(&[&example("sensor-maker"), "--reach", "PC6=80"]);
    let steps = view["steps"].as_array().expect("a list");
    assert!(!steps.is_empty());
    let mut days = 0;
    for (i, step) in steps.iter().enumerate() {
        days += step["days"].as_u64().expect("a number");
        assert_eq!(step["number"], i + 1);
        assert_eq!(step["days_so_far"], days);
        let earlier: Vec<&Value> = steps[..i].iter().map(|s| &s["id"]).collect();
        for needed in step["after"].as_array().expect("a list") {
            assert!(earlier.contains(&&needed["id"]), "{} comes after {}", step["id"], needed["id"]);
        }
    }
    assert_eq!(view["days"], days);
    let section =
        view["sections"].as_array().expect("a list").iter().find(|s| s["id"] == "PC6").expect("PC6");
    assert!(number(&section["after"]["number"]["low"]) >= 80);
    assert_eq!(view["proof"]["code"], "optimal");
}

#[test]
fn a_budget_is_kept_and_more_days_never_bring_less() {
    let mut before = -1;
    for budget in ["0", "5", "20", "60"] {
        let view = json(&[&example("bakery-chain"), "--budget", budget]);
        assert!(view["days"].as_u64().expect("a number") <= budget.parse().expect("a number"));
        let after = number(&view["overall"]["after"]["number"]["low"]);
        assert!(after >= before, "{budget}: {after} after {before}");
        before = after;
    }
}

#[test]
fn what_if_shows_part_whole_band_and_gap_before_and_after() {
    let view = json(&[&example("sensor-maker"), "--if", "PC6-VUL-01=3"]);
    assert_eq!((&view["goal"]["code"], &view["state"]["code"]), (&"none".into(), &"none".into()));
    let one = &view["supposed"][0];
    assert_eq!(one["id"], "PC6-VUL-01");
    assert!(view["steps"].as_array().is_some_and(Vec::is_empty));
    assert!(view["answer"][0].as_str().is_some_and(|s| s.contains("now") && s.contains("then")));
}

#[test]
fn a_part_to_which_nothing_applies_is_said_to_have_nothing_to_plan() {
    for goal in [["--band", "PC3=B"], ["--reach", "PC3=80"], ["--budget", "PC3=20"]] {
        let view = json(&[&example("sensor-maker"), goal[0], goal[1]]);
        let said = view["answer"].as_array().expect("a list");
        let only = "Nothing can be planned: nothing in 3 Defend electoral processes applies, so it has no \
                    figure and no band.";
        assert_eq!(said, &[only], "{goal:?}");
    }
}

#[test]
fn a_step_names_where_its_days_come_from_and_the_assumptions_count_them() {
    let view = json(&[&example("harbour-authority"), "--knock-outs"]);
    let steps = view["steps"].as_array().expect("a list");
    let from = ["plan", "remedy", "effort", "evidence", "shared"];
    assert!(steps.iter().all(|s| from.contains(&s["days_from"]["code"].as_str().expect("a word"))));
    let assumptions = view["assumptions"].as_array().expect("a list");
    assert!(assumptions.len() >= 3, "{assumptions:?}");
}

#[test]
fn wrong_goals_are_refused_with_what_to_write_instead() {
    let shell = Shell::new();
    let file = example("bakery-chain");
    let cases = [
        (&["--reach", "101"][..], "\"101\" is not a percentage"),
        (&["--reach", "PC66=80"], "there is no part called \"PC66\""),
        (&["--band", "E"], "\"E\" is not a band"),
        (&["--budget=-1"], "\"-1\" is not a number of person-days"),
        (&["--if", "PC7-IAM-01"], "is not of the form CONTROL=ANSWER"),
        (&["--if", "PC7-IAM-01=9"], "\"9\" is not an answer to PC7-IAM-01"),
        (&["--if", "PC7-IAM-1=3"], "there is nothing called \"PC7-IAM-1\""),
        (
            &["--reach", "70", "--method", "weighted-mean"],
            "a plan is made for methods that score as Paris Call does",
        ),
        (&["--reach", "70", "--knock-outs"], "cannot be used with"),
    ];
    for (arguments, expected) in cases {
        let said = shell.run(&[&["plan", &file], arguments].concat()).said(2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}

#[test]
fn every_format_and_language_is_written_whole_and_the_same_twice() {
    let shell = Shell::new();
    let file = example("sensor-maker");
    for language in ["en", "fr"] {
        for format in ["text", "json", "html", "markdown", "csv"] {
            let arguments = [
                "plan",
                &file,
                "--reach",
                "85",
                "--if",
                "PC7-IAM-01=3",
                "--lang",
                language,
                "--format",
                format,
            ];
            let (first, second) = (shell.run(&arguments).ok(), shell.run(&arguments).ok());
            assert_eq!(first, second, "{language} {format}");
            assert!(!first.contains('⟨') && first.contains("PC"), "{language} {format}");
        }
    }
    let table = shell.run(&["plan", &file, "--format", "csv"]).ok();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<_> = reader.records().map(|row| row.expect("as long as the head")).collect();
    assert!(!rows.is_empty() && rows.iter().enumerate().all(|(i, row)| row[0] == (i + 1).to_string()));
}

#[test]
fn a_blank_assessment_of_every_profile_has_a_plan_for_every_kind_of_goal() {
    let shell = Shell::new();
    for profile in ["state", "network-operator", "sme-it-user"] {
        let file = format!("{profile}.yaml");
        written(shell.run(&["init", &file, "--profile", profile]));
        for goal in [&["--reach", "70"][..], &["--knock-outs"], &["--band", "B"], &["--budget", "60"]] {
            let out = written(shell.run(&[&["plan", &file, "--format", "json"], goal].concat()));
            let view: Value = serde_json::from_str(&out).expect("it is JSON");
            assert_eq!(view["state"]["code"], "found", "{profile} {goal:?}: {}", view["answer"]);
        }
    }
}
