//! A checklist on trial: ids and answers alone, no titles, questions or anchors.

use super::shell::Shell;

const CHECKLIST: &str = "format: gapcheck/checklist/1
id: trial
version: 1.0.0
title: Trial
methods:
  trial:
    measures:
      mean: {at: theme, items: leaves, fn: mean}
      total: {at: root, items: {kind: theme}, take: mean, fn: mean}
scales: {level: {choices: [{id: 0}, {id: 1}, {id: 2}]}}
sections:
  - {id: A, kind: theme, controls: [{id: A-1, scale: level}, {id: A-2, scale: level}]}
  - {id: B, kind: theme, controls: [{id: B-1, scale: level}, {id: B-2, scale: level}]}
";

const ANSWERS: &str = "format: gapcheck/assessment/1
checklist: ./trial.yaml
organisation: {name: Example Ltd}
answers: {A-1: 1, B-1: 0}
";

fn trial() -> Shell {
    let shell = Shell::new();
    shell.file("trial.yaml", CHECKLIST).file("assessment.yaml", ANSWERS);
    shell
}

#[test]
fn an_id_that_stands_in_for_a_title_is_printed_once() {
    let shell = trial();
    let explained = shell.run(&["score", "assessment.yaml", "--explain"]).ok();
    assert!(explained.contains("mean: A-1 = 1 → 1\n"), "{explained}");
    let whole = shell.run(&["report", "assessment.yaml", "--format", "md", "-o", "-"]).ok();
    assert!(whole.contains("#### A-1\n") && whole.contains("| A-1 |"), "{whole}");
    for text in [&explained, &whole] {
        assert!(!text.contains("A-1 A-1") && !text.contains("A A"), "{text}");
    }
    assert!(!whole.contains("****"), "{whole}");
}

#[test]
fn sections_of_a_kind_without_a_plural_are_counted_as_sections() {
    let shell = trial();
    let scored = shell.run(&["score", "assessment.yaml"]).ok();
    assert!(scored.contains("- 2 of 2 sections concern this organisation.\n"), "{scored}");
    let french = shell.run(&["score", "assessment.yaml", "--lang", "fr"]).ok();
    assert!(french.contains("- 2 des 2 sections concernent cette organisation.\n"), "{french}");
}

#[test]
fn every_control_without_anchors_is_named_once() {
    let shell = trial();
    let said = shell.run(&["lint", "trial.yaml", "--message-format", "short"]).said(1);
    let anchors: Vec<&str> = said.lines().filter(|line| line.contains("missing-anchor")).collect();
    assert_eq!(anchors.len(), 4, "{said}");
    assert!(anchors[0].contains("error[missing-anchor]: A-1 has no anchor for 1, 2"), "{said}");
}
