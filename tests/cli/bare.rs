//! A checklist on trial: ids and answers alone, no titles, questions or anchors.

use super::shell::Shell;

/// How both begin: a checklist with one method.
const HEAD: &str = "format: gapcheck/checklist/1
id: trial
version: 1.0.0
title: Trial
methods:
  trial:
    measures:
";

const CHECKLIST: &str = "      mean: {at: theme, items: leaves, fn: mean}
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
    shell.file("trial.yaml", format!("{HEAD}{CHECKLIST}")).file("assessment.yaml", ANSWERS);
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

/// The first worked example of the knock-out rule: everything but one control of weight 5 is in place, and
/// the others weigh 4 + 3 + 4 + 4 + 4 + 3 + 3 = 25.
fn capped(first: &str) -> Shell {
    let shell = Shell::new();
    let weights = [5, 4, 3, 4, 4, 4, 3, 3];
    let control = |(i, weight): (usize, u32)| {
        format!(
            "      - {{id: K-{i}, scale: yes_no, weight: {weight}, attributes: {{essential: {}}}}}\n",
            i == 0
        )
    };
    let controls: String = weights.into_iter().enumerate().map(control).collect();
    let rest = "      failed: {at: theme, items: leaves, where: {attr: {essential: true}}, where_value: {lt: 1}, fn: count, empty: 0}
      evidenced:
        at: theme
        items: leaves
        fn: mean
        then: [{multiply: 100}, {cap: [{when: {measure: {failed: {gt: 0}}}, max: 49}]}]
scales: {yes_no: {choices: [{id: \"no\", value: 0}, {id: \"yes\", value: 1}]}}
sections:
  - id: K
    kind: theme
    controls:
";
    let answers: String = (1..8).map(|i| format!("  K-{i}: \"yes\"\n")).collect();
    let file = "format: gapcheck/assessment/1\nchecklist: ./trial.yaml\norganisation: {name: Example Ltd}\nanswers:\n";
    shell.file("trial.yaml", format!("{HEAD}{rest}{controls}"));
    shell.file("assessment.yaml", format!("{file}  K-0: \"{first}\"\n{answers}"));
    shell
}

#[test]
fn a_figure_under_a_cap_says_what_it_would_be_without_and_that_it_counts_for_nothing() {
    let report = |shell: &Shell, template: &str| {
        shell.run(&["report", "assessment.yaml", "--template", template, "--format", "md", "-o", "-"]).ok()
    };
    let said = "Without the cap it would be 83%, which counts for nothing while the cap holds.";
    let failed = capped("no");
    let full = report(&failed, "full");
    // 25 of 30 is 83.3 per cent.
    assert!(full.contains(said) && full.contains("49%"), "{full}");
    assert!(!report(&failed, "public").contains("83%"));
    assert!(!report(&capped("yes"), "full").contains("Without the cap"));
}
