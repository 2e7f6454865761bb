//! `compare`: figures worked out by hand, causes, and what is refused.

use serde_json::Value;

use crate::folder;
use crate::shell::{Shell, repository};
use crate::written;

/// Version 1 asks A (weight 5), B (3) and OLD (2). In version 2 B weighs 1, OLD is called NEW, and SPLIT
/// became S1 and S2, which weigh nothing here so that the sums stay small.
fn checklist(version: &str, controls: &str, retired: &str) -> String {
    format!(
        "format: gapcheck/checklist/1
id: small
version: {version}
language: en
title: Small
scales:
  maturity:
    choices: [{{id: 0, label: None}}, {{id: 1, label: Some}}, {{id: 2, label: More}}, {{id: 3, label: All}}]
methods:
  plain:
    title: Plain
    measures:
      evidenced:
        - {{title: Evidenced, at: principle, items: leaves, normalise: {{to: target}}, answers: {{unanswered: 0}}, fn: mean, then: [{{multiply: 100}}], show: floor}}
sections:
  - id: P
    kind: principle
    number: 1
    title: One
    controls:
{controls}{retired}"
    )
}

fn control(id: &str, weight: u32) -> String {
    format!(
        "      - {{id: {id}, title: \"Title of {id}\", ask: \"Is it?\", scale: maturity, weight: {weight}, applies: always}}\n"
    )
}

pub(crate) fn small() -> Shell {
    let shell = Shell::new();
    let first = [control("A", 5), control("B", 3), control("OLD", 2)].concat();
    let second = [control("A", 5), control("B", 1), control("NEW", 2)].concat();
    let retired = "retired: [{id: OLD, since: 1.1.0, reason: clearer, became: [NEW], how: renamed}]\n";
    shell.file("v1/checklist.yaml", checklist("1.0.0", &first, ""));
    shell.file("v2/checklist.yaml", checklist("1.1.0", &second, retired));
    shell
}

pub(crate) fn answers(checklist: &str, lines: &str) -> String {
    format!(
        "format: gapcheck/assessment/1\nchecklist: ./{checklist}\norganisation: {{name: Small Ltd}}\nprofile: {{}}\nanswers:\n{lines}"
    )
}

pub(crate) fn json(shell: &Shell, files: &[&str]) -> Value {
    let out = written(shell.run(&[&["compare"], files, &["--format", "json"]].concat()));
    serde_json::from_str(&out).expect("it is JSON")
}

/// Then, time, checklist, work, now of the first section.
fn way(view: &Value) -> [String; 5] {
    let section = &view["sections"][0];
    let text = |value: &Value| value.as_str().expect("a text").to_string();
    [
        text(&section["then"]["number"]["low"]),
        text(&section["by_time"]["points"]),
        text(&section["by_yardstick"]["points"]),
        text(&section["by_work"]["points"]),
        text(&section["now"]["number"]["low"]),
    ]
}

#[test]
fn time_checklist_and_work_are_told_apart_and_add_up() {
    let shell = small();
    // A is at target and answered so long ago that on 22 November 2026 it counts as not given.
    shell.file("old.yaml", answers("v1", "  A: {answer: 3, answered: 2024-01-01}\n  B: 0\n  OLD: 3\n"));
    shell.file("new.yaml", answers("v2", "  A: {answer: 3, answered: 2026-11-01}\n  B: 3\n  NEW: 0\n"));
    let view = json(&shell, &["old.yaml", "new.yaml"]);
    // Then (5 + 0 + 2) ÷ 10 = 70 %; today without A 2 ÷ 10 = 20 %; under version 2, where B weighs 1,
    // 2 ÷ 8 = 25 %; the new answers give (5 + 1) ÷ 8 = 75 %.
    assert_eq!(way(&view), ["70", "-50", "5", "50", "75"]);
    assert_eq!(view["sections"][0]["in_all"]["text"], "+5");
    assert_eq!(view["by_yardstick"], "yes");
    let kinds: Vec<&str> = view["yardstick"].as_array().expect("a list").iter().map(kind).collect();
    assert!(kinds.contains(&"weight") && kinds.contains(&"checklist"), "{kinds:?}");
}

pub(crate) fn kind(change: &Value) -> &str {
    change["kind"].as_str().expect("a text")
}

#[test]
fn points_that_come_from_asking_less_are_no_work() {
    let shell = small();
    shell.file("old.yaml", answers("v2", "  A: 2\n  B: 3\n  NEW: 0\n"));
    let aside =
        "{answer: not_applicable, reason: none, approved_by: b.oss, answered: 2026-11-01, until: 2027-09-30}";
    let new = format!("  A: {{answer: 2, target: 2}}\n  B: {aside}\n  NEW: 3\n");
    shell.file("new.yaml", answers("v2", &new));
    let view = json(&shell, &["old.yaml", "new.yaml"]);
    let section = &view["sections"][0];
    // Then (5 × 2/3 + 1 + 0) ÷ 8 = 13/24; with a target of 2 and B set aside, the same answers give
    // 5 ÷ 7; with NEW done, 7 ÷ 7.
    assert_eq!((&section["before"]["exact"], &section["asked"]["exact"]), (&"325/6".into(), &"500/7".into()));
    assert_eq!(way(&view), ["54", "0", "0", "29", "100"]);
    assert_eq!((&section["by_asking"]["points"], &view["by_asking"]), (&"17".into(), &"yes".into()));
    let headlines = view["headlines"].to_string();
    assert!(headlines.contains("1 of them rose in part because of what is asked"), "{headlines}");
    let back = json(&shell, &["new.yaml", "old.yaml"]);
    // The other way round: asked again, with B open, A counts 2/3 and NEW 1: (10/3 + 0 + 2) ÷ 8 = 2/3.
    let section = &back["sections"][0];
    assert_eq!(
        (&section["asked"]["exact"], &section["by_asking"]["points"]),
        (&"200/3".into(), &"-34".into())
    );
    assert_eq!(&section["by_work"]["points"], "-12");
    let kept = json(&shell, &["old.yaml", "old.yaml"]);
    assert_eq!(kept["by_asking"], "no");
}

#[test]
fn a_renamed_control_keeps_its_answer_whichever_checklist_the_file_names() {
    let shell = small();
    let old = "  A: 3\n  B: 3\n  OLD: 2\n";
    shell.file("old.yaml", answers("v1", old));
    shell.file("retired.yaml", answers("v2", old));
    shell.file("new.yaml", answers("v2", "  A: 3\n  B: 3\n  NEW: 3\n"));
    for file in ["old.yaml", "retired.yaml"] {
        let view = json(&shell, &[file, "new.yaml"]);
        let controls = view["sections"][0]["controls"].as_array().expect("a list");
        let moved: Vec<&Value> = controls.iter().filter(|c| c["id"] == "NEW").collect();
        assert_eq!(moved.len(), 1, "{file}");
        assert_eq!(moved[0]["changes"][0]["text"], "answer raised from 2 – More to 3 – All", "{file}");
        assert_eq!((&moved[0]["then"], &moved[0]["now"]), (&"66%".into(), &"100%".into()), "{file}");
        assert!(controls.iter().all(|c| c["id"] != "A"), "{file}: A did not move");
    }
}

#[test]
fn of_merged_controls_the_lowest_answer_counts_and_a_dropped_one_is_named() {
    let shell = small();
    let first = [control("A", 5), control("M1", 2), control("M2", 2), control("GONE", 1)].concat();
    let second = [control("A", 5), control("M", 5)].concat();
    let retired = "retired:
  - {id: M1, since: 2.0.0, reason: one, became: [M], how: merged}
  - {id: M2, since: 2.0.0, reason: one, became: [M], how: merged}
  - {id: GONE, since: 2.0.0, reason: none, became: [], how: dropped}
";
    shell.file("v1/checklist.yaml", checklist("1.0.0", &first, ""));
    shell.file("v2/checklist.yaml", checklist("2.0.0", &second, retired));
    shell.file("old.yaml", answers("v1", "  A: 3\n  M1: 3\n  M2: 0\n  GONE: 3\n"));
    shell.file("new.yaml", answers("v2", "  A: 3\n  M: 3\n"));
    let view = json(&shell, &["old.yaml", "new.yaml"]);
    // Then (5 + 2 + 0 + 1) ÷ 10 = 80 %; under version 2 the lower of the two counts: 5 ÷ 10 = 50 %.
    assert_eq!(way(&view), ["80", "0", "-30", "50", "100"]);
    assert_eq!(view["earlier"]["lost"], serde_json::json!(["GONE"]));
    assert!(view["limits"][0].as_str().is_some_and(|s| s.contains("GONE")), "{}", view["limits"]);
}

#[test]
fn the_same_file_twice_has_moved_nothing_and_every_change_has_its_cause() {
    let shell = small();
    shell.file("old.yaml", answers("v2", "  A: 3\n  B: 2\n  NEW: 3\n"));
    shell.file("new.yaml", answers("v2", "  A: 1\n  B: 3\n"));
    let same = json(&shell, &["old.yaml", "old.yaml"]);
    assert_eq!(same["headlines"].as_array().expect("a list").last(), Some(&"Nothing moved.".into()));
    let view = json(&shell, &["old.yaml", "new.yaml"]);
    let of = |id: &str| {
        let controls = view["sections"][0]["controls"].as_array().expect("a list");
        let found = controls.iter().find(|c| c["id"] == id).unwrap_or_else(|| panic!("{id}"));
        (kind(&found["changes"][0]).to_string(), found["drift"]["code"].clone())
    };
    assert_eq!(of("A"), ("answer-lowered".into(), "down".into()));
    assert_eq!(of("B"), ("answer-raised".into(), "up".into()));
    assert_eq!(of("NEW"), ("answer-removed".into(), "down".into()));
    assert_eq!((view["closed"].as_array().map(Vec::len), &view["closed"][0]["id"]), (Some(1), &"B".into()));
    assert_eq!(view["opened"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_gap_that_went_because_less_is_asked_is_never_called_closed() {
    let shell = small();
    shell.file("old.yaml", answers("v2", "  A: 1\n  B: 1\n  NEW: 1\n"));
    let aside =
        "{answer: not_applicable, reason: r, approved_by: b, answered: 2026-11-01, until: 2027-01-01}";
    let later = format!("  A: {{answer: 1, target: 1}}\n  B: {aside}\n  NEW: {{answer: 3, target: 2}}\n");
    shell.file("new.yaml", answers("v2", &later));
    let view = json(&shell, &["old.yaml", "new.yaml"]);
    let ids = |key: &str| -> Vec<String> {
        let all = view[key].as_array().expect("a list").iter();
        all.map(|name| name["id"].as_str().expect("an id").to_string()).collect()
    };
    // NEW reaches what was asked of it before; A and B do not.
    assert_eq!((ids("closed"), ids("dropped")), (vec!["NEW".to_string()], vec!["A".into(), "B".into()]));
    let said = view["headlines"].to_string();
    assert!(
        said.contains("1 gap was closed.") && said.contains("2 gaps went without being closed"),
        "{said}"
    );
    for format in ["html", "markdown"] {
        let page = written(shell.run(&["compare", "old.yaml", "new.yaml", "--format", format]));
        assert!(page.contains("Gaps that went because less is asked"), "{format}");
    }
}

#[test]
fn a_figure_that_another_setting_moved_is_no_work() {
    let shell = small();
    let controls = control("A", 5);
    let set = checklist("1.0.0", &controls, "")
        .replace("multiply: 100", "multiply: {setting: top}")
        .replace("methods:", "settings: {top: 50}\nmethods:");
    shell.file("v3/checklist.yaml", set);
    let answered = |top: u32, level: u32| {
        answers("v3", &format!("  A: {{answer: {level}, answered: 2026-11-01}}\n"))
            .replace("answers:", &format!("settings: {{top: {top}}}\nanswers:"))
    };
    shell.file("old.yaml", answered(50, 1));
    shell.file("new.yaml", answered(100, 1));
    shell.file("more.yaml", answered(100, 2));
    // A third of 50 is 16 2/3, of 100 33 1/3; two thirds of 100 are 66 2/3. All are shown rounded down.
    let moved = json(&shell, &["old.yaml", "new.yaml"]);
    assert_eq!(way(&moved), ["16", "0", "17", "0", "33"].map(String::from));
    assert_eq!(
        way(&json(&shell, &["old.yaml", "more.yaml"])),
        ["16", "0", "17", "33", "66"].map(String::from)
    );
    let said: Vec<&Value> = moved["yardstick"].as_array().expect("a list").iter().collect();
    assert_eq!(said.iter().filter(|change| kind(change) == "setting").count(), 1, "{said:?}");
}

#[test]
fn what_nobody_touched_and_time_ended_is_listed_as_expired() {
    let shell = Shell::new();
    let head = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: X}\nprofile: {group: private, size: small}\nanswers:\n";
    let one = |control: &str, day: &str| {
        format!(
            "  {control}: {{answer: 3, note: n, owner: o, answered: {day}, evidence: [{{reference: r, kind: record, collected: {day}, reviewed_by: s}}]}}\n"
        )
    };
    let kept = one("PC1-GOV-01", "2025-09-01");
    shell.file("old.yaml", format!("{head}{kept}{}", one("PC7-IAM-01", "2025-10-01")));
    shell.file("new.yaml", format!("{head}{kept}{}", one("PC7-IAM-01", "2026-10-01")));
    let view = json(&shell, &["old.yaml", "new.yaml"]);
    let expired = view["expired"].as_array().expect("a list");
    assert_eq!(expired.len(), 1, "{expired:?}");
    // A record is valid for twelve months.
    assert_eq!(
        (&expired[0]["control"]["id"], &expired[0]["on"]["iso"]),
        (&"PC1-GOV-01".into(), &"2026-09-01".into())
    );
}

#[test]
fn different_checklists_a_missing_file_and_an_output_over_an_input_are_refused() {
    let shell = small();
    shell.file("old.yaml", answers("v1", "  A: 3\n"));
    let other = repository("examples/bakery-chain/assessment.yaml");
    let said = shell.run(&["compare", "old.yaml", &other]).said(2);
    assert!(said.contains("different checklists: \"small\" and \"paris-call\""), "{said}");
    assert!(shell.run(&["compare", "old.yaml"]).said(2).contains("<NEW>"));
    assert!(shell.run(&["compare", "old.yaml", "no.yaml"]).said(2).contains("no.yaml"));
    let said = shell.run(&["compare", "old.yaml", "old.yaml", "-o", "json:old.yaml"]).said(2);
    assert!(said.contains("is one of the inputs"), "{said}");
}

#[test]
fn every_format_and_language_is_written_whole_and_the_same_twice() {
    let shell = Shell::new();
    let [old, new] =
        ["assessment-2025", "assessment"].map(|n| repository(&format!("examples/sensor-maker/{n}.yaml")));
    for language in ["en", "fr"] {
        for format in ["text", "json", "html", "markdown"] {
            let arguments = ["compare", &old, &new, "--lang", language, "--format", format];
            let (first, second) = (shell.run(&arguments).ok(), shell.run(&arguments).ok());
            assert_eq!(first, second, "{language} {format}");
            assert!(!first.contains('⟨') && first.contains("PC1-GOV-02"), "{language} {format}");
        }
    }
    let html = shell.run(&["compare", &old, &new, "--format", "html"]).ok();
    assert!(html.contains("default-src 'none'") && html.ends_with("</html>\n"));
    for never in ["<script", "<link", " src=", "url(http", "@import"] {
        assert!(!html.contains(never), "{never}");
    }
}

#[test]
fn a_method_without_percentages_shows_its_own_figures_on_both_sides() {
    let shell = Shell::new();
    let [old, new] =
        ["assessment-2025", "assessment"].map(|n| repository(&format!("examples/sensor-maker/{n}.yaml")));
    for format in ["text", "html", "markdown"] {
        let out = shell.run(&["compare", &old, &new, "--method", "weighted-mean", "--format", format]).ok();
        assert!(out.contains("7 Cyber hygiene") && !out.contains('⟨'), "{format}: {out}");
    }
    let said = shell.run(&["compare", &old, &new, "--method", "nonsense"]).said(2);
    assert!(said.contains("unknown scoring method"), "{said}");
}

#[test]
fn what_stands_in_a_file_stays_text_in_every_format() {
    let shell = small();
    let hostile = "<script>alert(1)</script>{{title}}";
    shell.file("old.yaml", answers("v2", "  A: 3\n"));
    let with = format!("  A: {{answer: 3, owner: \"{hostile}\"}}\n  B: {{answer: 2, owner: \"\\u202Ex\"}}\n");
    shell.file("new.yaml", answers("v2", &with));
    let html = shell.run(&["compare", "old.yaml", "new.yaml", "--format", "html"]).ok();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
    let markdown = shell.run(&["compare", "old.yaml", "new.yaml", "--format", "markdown"]).ok();
    assert!(markdown.contains("\\<script\\>") && !markdown.contains('\u{202E}'));
}

#[test]
fn every_output_goes_to_its_place_in_the_format_of_its_name() {
    let shell = small();
    shell.file("old.yaml", answers("v2", "  A: 3\n"));
    shell.file("new.yaml", answers("v2", "  A: 2\n"));
    shell.run(&["compare", "old.yaml", "new.yaml", "-o", "a.txt", "-o", "b.md", "-o", "json:out/"]).ok();
    assert!(shell.read("a.txt").contains("answer lowered from 3 – All to 2 – More"));
    assert!(shell.read("b.md").starts_with("# What moved: Small Ltd\n"));
    assert_eq!(folder::names(&shell, "out"), ["new.json"]);
}

#[test]
fn what_happened_is_told_in_the_words_of_the_reader() {
    let shell = Shell::new();
    let files = ["assessment-2025.yaml", "assessment.yaml"];
    let [old, new] = files.map(|name| repository(&format!("examples/sensor-maker/{name}")));
    let said = |language: &str| {
        let rest = ["--today", "2026-11-22", "--format", "markdown", "--lang", language];
        written(shell.run(&[["compare", &old, &new].as_slice(), &rest].concat())).replace('\u{a0}', " ")
    };
    let (english, french) = (said("en"), said("fr"));
    for words in ["answer raised from No to Partial", "(collected): 12 November 2025, now 12 November 2026"] {
        assert!(english.contains(words), "{words}");
    }
    for words in [
        "réponse relevée de Non à En partie",
        "réponse relevée de 2 – Défini à 3 – Appliqué",
        "écartée à d’autres conditions, jusqu’au : 28 février 2026, puis 28 février 2027",
        "(recueillie) : 12 novembre 2025, puis 12 novembre 2026",
    ] {
        assert!(french.contains(words), "{words}");
    }
}
