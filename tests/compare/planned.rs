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

/// A checklist with a number, a choice of several and a shared answer, scored as the shipped one is.
fn mixed() -> Shell {
    let shell = Shell::new();
    let methods =
        std::fs::read_to_string(repository("checklists/paris-call/methods.yaml")).expect("it is there");
    shell.file("c/methods.yaml", methods).file(
        "c/checklist.yaml",
        "\
format: gapcheck/checklist/1
id: mixed
version: 1.0.0
title: Mixed
include: [methods.yaml]
scales: {maturity: {choices: [{id: 0}, {id: 1}, {id: 2}, {id: 3}, {id: 4}]}}
sections:
  - id: P
    kind: principle
    title: P
    controls:
      - {id: N, title: n, ask: \"How many?\", number: {min: 0, max: 10}, weight: 1}
      - id: S
        title: s
        ask: \"Which?\"
        multiple: true
        choices: [{id: mail, value: 1}, {id: web, value: 3}, {id: none, value: 0}]
        weight: 1
  - id: A
    kind: principle
    title: A
    controls: [{id: C, title: c, ask: \"Is it?\", same_as: M, scale: maturity, weight: 1}]
  - {id: Z, kind: principle, title: Z, controls: [{id: M, title: m, ask: \"Is it?\", scale: maturity, weight: 1}]}
",
    );
    let backed = "note: n, owner: a, answered: 2026-11-01, evidence: [{reference: x, reviewed_by: b}]";
    shell.file(
        "assessment.yaml",
        format!(
            "format: gapcheck/assessment/1\nchecklist: ./c\nanswers:\n  N: {{answer: 2, {backed}}}\n  \
             S: {{answer: mail, {backed}}}\n  M: {{answer: 1, target: 3, {backed}}}\n"
        ),
    );
    shell
}

/// A plan for the mixed checklist.
fn mixed_plan(arguments: &[&str]) -> Value {
    let out = written(mixed().run(&[&["plan", "--format", "json"], arguments].concat()));
    serde_json::from_str(&out).expect("it is JSON")
}

#[test]
fn a_number_and_several_choices_are_supposed_as_they_are_answered() {
    let view = mixed_plan(&["--if", "N=3"]);
    // (2/10 + 1/3) ÷ 2 = 26.6 per cent now; (3/10 + 1/3) ÷ 2 = 31.6 then.
    let section = &view["sections"][0];
    assert_eq!(
        (number(&section["before"]["number"]["low"]), number(&section["after"]["number"]["low"])),
        (26, 31)
    );
    assert_eq!(view["supposed"][0]["to"], "3");
    assert_eq!(mixed_plan(&["--if", "S=mail,web"])["supposed"][0]["to"], "mail, web");
    let shell = mixed();
    assert!(shell.run(&["plan", "--if", "N=11"]).said(2).contains("a number from 0 to 10"));
    assert!(shell.run(&["plan", "--if", "S=mail,post"]).said(2).contains("\"post\" is not an answer to S"));
}

#[test]
fn a_step_brings_what_the_method_gives_for_it_and_no_more() {
    let view = mixed_plan(&["--reach", "P=95"]);
    assert_eq!(view["state"]["code"], "unreachable");
    // Above 3 a value needs more than E2, so that 10 counts as 3: (3/10 + 1) ÷ 2.
    let steps = view["steps"].as_array().expect("a list");
    assert_eq!(number(&view["sections"][0]["after"]["number"]["low"]), 65);
    assert!(
        steps.iter().all(|step| !step["section_way"].as_str().expect("text").contains("100")),
        "{steps:?}"
    );
}

#[test]
fn a_shared_answer_is_a_step_before_what_it_does_elsewhere() {
    for goal in ["A=90", "Z=90"] {
        let view = mixed_plan(&["--reach", goal]);
        let steps: Vec<(&str, &str)> =
            view["steps"].as_array().expect("a list").iter().map(id_and_action).collect();
        assert_eq!(steps, [("M", "raise"), ("C", "shared")], "{goal}");
    }
}

fn id_and_action(step: &Value) -> (&str, &str) {
    (step["id"].as_str().expect("an id"), step["action"]["code"].as_str().expect("a word"))
}

#[test]
fn what_if_has_figures_by_a_method_without_percentages_of_evidence() {
    let view = mixed_plan(&["--if", "N=10", "--method", "weighted-mean"]);
    let section = &view["sections"][0];
    // (2/10 + 1/3) ÷ 2 = 26.6 per cent now; (1 + 1/3) ÷ 2 = 66.6 then.
    let texts =
        (&section["before"]["number"]["text"], &section["gain"]["text"], &section["after"]["number"]["text"]);
    assert_eq!(texts, (&"26".into(), &"+40".into(), &"66".into()));
    assert_eq!(view["overall"]["label"], "Mixed");
}
