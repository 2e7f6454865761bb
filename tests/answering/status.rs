//! Where the work stands.

use serde_json::Value;

use crate::shell::{Shell, repository};

/// Six questions, of which two are knock-outs, under two sections.
const CHECKLIST: &str = "format: gapcheck/checklist/1
id: own
version: 1.0.0
title: Own
scales:
  yes_no: {choices: [{id: \"no\", label: \"No\", value: 0}, {id: \"yes\", label: \"Yes\", value: 1}]}
methods:
  mean: {title: Mean, measures: {score: {at: root, items: leaves, fn: mean}}}
sections:
  - id: A
    kind: area
    title: First
    controls:
      - {id: A-1, title: One, ask: Is it so?, scale: yes_no, knock_out: {at_least: \"yes\"}, evidence: [{what: x, kind: record, reaches: E2}]}
      - {id: A-2, title: Two, ask: Is it so?, scale: yes_no, knock_out: {at_least: \"yes\"}, evidence: [{what: x, kind: record, reaches: E2}]}
      - {id: A-3, title: Three, ask: Is it so?, scale: yes_no, valid_for: {default: 30 days}}
  - id: B
    kind: area
    title: Second
    controls:
      - {id: B-1, title: Four, ask: Is it so?, scale: yes_no}
      - {id: B-2, title: Five, ask: Is it so?, scale: yes_no, same_as: A-3}
      - {id: B-3, title: Six, ask: Is it so?, scale: yes_no}
";

fn shell() -> Shell {
    let shell = Shell::new();
    shell.file("checklist.yaml", CHECKLIST);
    let answers = "  A-1: {answer: \"yes\", note: n, owner: j.doe, answered: 2026-11-01, evidence: [{file: a, reviewed_by: j.doe}]}\n\
                  \x20 A-3: {answer: \"yes\", owner: a.roe, answered: 2026-11-01}\n\
                  \x20 B-1: unknown\n\
                  \x20 B-3: {answer: not_applicable, reason: r, approved_by: b, until: 2027-06-30, owner: a.roe}\n";
    let head = "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\norganisation: {name: Example}\nanswers:\n";
    shell.file("assessment.yaml", format!("{head}{answers}"));
    shell
}

#[test]
fn the_status_counts_what_is_answered_and_lists_what_is_to_be_done() {
    let status: Value =
        serde_json::from_str(&shell().run(&["status", "--format", "json"]).ok()).expect("JSON");
    // Five questions: B-2 shares the answer of A-3. All but A-2 are answered.
    let counted =
        |of: &Value| ["asked", "answered", "unknown", "set_aside"].map(|key| of[key].as_u64().unwrap_or(99));
    assert_eq!(counted(&status["progress"]), [5, 4, 1, 1]);
    assert_eq!(counted(&status["sections"][0]), [3, 2, 0, 0]);
    assert_eq!(counted(&status["sections"][1]), [2, 2, 1, 1]);
    assert_eq!(status["sections"][0]["knock_outs_open"], 1);
    let ids = |list: &str| -> Vec<String> {
        let all = status[list].as_array().expect("a list");
        all.iter().map(|one| one["id"].as_str().unwrap_or_default().to_string()).collect()
    };
    assert_eq!(ids("knock_outs"), ["A-2"]);
    assert_eq!(ids("find_out"), ["B-1"]);
    assert_eq!(ids("evidence_missing"), ["A-1", "A-3"]);
    // The reviewer of A-1 is its owner; A-3 has neither rationale nor evidence.
    assert_eq!(status["evidence_missing"][0]["missing"], serde_json::json!(["second-look"]));
    assert_eq!(status["evidence_missing"][1]["missing"], serde_json::json!(["note", "evidence"]));
    // A-3 is valid for 30 days from 1 November; B-3 ends in June, later than in 60 days.
    assert_eq!(ids("expiring"), ["A-3"]);
    assert_eq!(
        (status["expiring"][0]["day"].as_str(), status["expiring"][0]["over"].as_bool()),
        (Some("2026-12-01"), Some(false))
    );
    let owners: Vec<&str> =
        status["owners"].as_array().expect("a list").iter().filter_map(|o| o["owner"].as_str()).collect();
    assert_eq!(owners, ["a.roe", "j.doe", ""]);
}

#[test]
fn a_gap_whose_planned_day_has_passed_is_listed_as_overdue_with_who_planned_it() {
    let shell = Shell::new();
    shell.file("checklist.yaml", CHECKLIST);
    let answer = |id: &str, answer: &str, plan: &str| {
        format!(
            "  {id}: {{answer: \"{answer}\", note: n, owner: j.doe, answered: 2026-11-01, plan: {{do: w, {plan}}}}}\n"
        )
    };
    // Due yesterday and the day before; today is in time; what is done is no gap; a shared answer is one.
    let answers = [
        answer("A-1", "no", "due: 2026-11-21"),
        answer("A-2", "no", "due: 2026-11-22"),
        answer("A-3", "no", "due: 2026-11-20, owner: a.roe"),
        answer("B-1", "yes", "due: 2026-11-20"),
    ];
    let head = "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\norganisation: {name: Example}\nanswers:\n";
    shell.file("assessment.yaml", format!("{head}{}", answers.concat()));
    let status: Value = serde_json::from_str(&shell.run(&["status", "--format", "json"]).ok()).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let overdue: Vec<[String; 3]> = status["overdue"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|o| ["id", "owner", "due"].map(|key| text(&o[key])))
        .collect();
    assert_eq!(overdue, [["A-3", "a.roe", "2026-11-20"], ["A-1", "j.doe", "2026-11-21"]]);
    let shown = shell.run(&["status"]).ok();
    assert!(shown.contains("Overdue: 2 gaps whose planned days have passed"), "{shown}");
    assert!(shown.contains("due 2026-11-20"), "{shown}");
}

#[test]
fn days_ahead_are_those_that_were_asked_for() {
    let ends = |arguments: &[&str]| {
        let out = shell().run(&[&["status", "--format", "json"], arguments].concat()).ok();
        let status: Value = serde_json::from_str(&out).expect("JSON");
        status["expiring"].as_array().map(Vec::len)
    };
    // A-3 ends nine days after 22 November 2026, B-3 after 220.
    assert_eq!(
        [ends(&["--within", "8"]), ends(&["--within", "9"]), ends(&["--within", "220"])],
        [Some(0), Some(1), Some(2)]
    );
    assert_eq!(ends(&["--within", "0", "--today", "2026-12-02"]), Some(1), "what is over stays listed");
}

#[test]
fn the_status_of_every_example_is_said_in_every_language() {
    for name in ["bakery-chain", "harbour-authority", "sensor-maker"] {
        let file = repository(&format!("examples/{name}/assessment.yaml"));
        for language in ["en", "fr"] {
            let run = Shell::new().run(&["status", &file, "--lang", language, "--all"]);
            assert_eq!(run.code, Some(0), "{}", run.err);
            assert!(!run.out.contains('⟨') && run.out.contains('%'), "{}", run.out);
            assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
        }
    }
}

#[test]
fn where_nothing_applies_nothing_is_called_answered() {
    let shell = Shell::new();
    shell.file(
        "c/checklist.yaml",
        "format: gapcheck/checklist/1\nid: mini\nversion: 1.0.0\ntitle: Mini\nprofile: {web: {ask: \"Web?\", type: flag}}\n\
         sections: [{id: P, kind: part, title: P, controls: [{id: A, title: A, ask: \"Is it?\", number: {min: 0, max: 9}, applies: web}]}]\n\
         methods: {share: {measures: {share: {at: root, items: leaves, fn: mean}}}}\n",
    );
    let file = "format: gapcheck/assessment/1\nchecklist: ./c\nprofile: {web: false}\n";
    let run = shell.file("assessment.yaml", file).run(&["status"]);
    assert!(
        run.out.contains("No question applies to the organisation") && !run.out.contains('%'),
        "{}",
        run.out
    );
}
