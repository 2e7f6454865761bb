//! What is said twice or against itself on the command line is refused, and never dropped in silence.

use super::shell::Shell;

/// A folder with two assessments.
fn two() -> Shell {
    let shell = Shell::new();
    for name in ["one.yaml", "two.yaml"] {
        shell.file(
            name,
            "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nanswers: {PC7-AWR-01: 2}\n",
        );
    }
    shell
}

#[test]
fn an_assessment_that_is_named_twice_is_refused() {
    let shell = two();
    for command in ["score", "status", "check", "badge", "plan", "redact", "upgrade", "watch"] {
        let said = shell.run(&[command, "one.yaml", "-f", "two.yaml"]).said(2);
        assert!(said.contains("named twice: \"one.yaml\" and, with `-f`, \"two.yaml\""), "{command}: {said}");
    }
    let said = shell.run(&["answer", "one.yaml", "PC7-AWR-01", "1", "-f", "two.yaml"]).said(2);
    assert!(said.contains("named twice"), "{said}");
    assert!(shell.read("one.yaml") == shell.read("two.yaml"));
}

#[test]
fn an_assessment_and_a_checklist_of_which_one_would_be_dropped_are_refused() {
    let shell = two();
    for command in [&["explain", "PC7"][..], &["list", "controls"], &["show"], &["schema", "assessment"]] {
        let said = shell.run(&[command, &["-f", "one.yaml", "--checklist", "paris-call"]].concat()).said(2);
        assert!(said.contains("cannot be used with"), "{command:?}: {said}");
    }
}

#[test]
fn a_day_after_the_reference_date_is_left_out_only_when_that_date_is_over() {
    let shell = Shell::new();
    let answer = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nanswers:\n  \
                  PC7-AWR-01: {answer: 2, answered: 2026-11-30}\n";
    shell.file("assessment.yaml", answer);
    // It is 22 November 2026.
    for arguments in
        [&["score"][..], &["score", "--today", "2026-11-22"], &["score", "--today", "2026-11-28"]]
    {
        assert!(shell.run(arguments).said(2).contains("error[future-date]"), "{arguments:?}");
    }
    assert!(shell.run(&["score", "--today", "2026-11-21"]).said(0).contains("warning[later-answer]"));
    assert_eq!(shell.run(&["score", "--today", "2026-11-29"]).code, Some(0));
}

#[test]
fn a_sign_off_after_the_reference_date_does_not_count() {
    let shell = Shell::new();
    let head = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: N}\n";
    shell.file(
        "assessment.yaml",
        format!("{head}sign_off: {{by: x, date: 2026-11-20}}\nanswers: {{PC7-AWR-01: 2}}\n"),
    );
    shell.file("policy.yaml", "format: gapcheck/policy/1\ntitle: P\nrules: {profile-signed: error}\n");
    let check = |today: &str| shell.run(&["check", "--policy", "policy.yaml", "--today", today]);
    assert!(!check("2026-11-20").out.contains("nobody signed"));
    let early = check("2026-11-10");
    assert!(early.err.contains("warning[later-sign-off]"), "{}", early.err);
    assert!(early.out.contains("nobody signed the profile off"), "{}", early.out);
    let report = shell.run(&["report", "--today", "2026-11-10", "--format", "md", "-o", "-"]);
    assert!(report.out.contains("by nobody yet"), "{}", report.out);
}

#[test]
fn a_file_whose_name_says_a_format_that_is_not_written_is_refused() {
    let shell = two();
    for (output, name) in [("x.pdf", "pdf"), ("html:y", "html"), ("docx:y.html", "docx")] {
        let said = shell.run(&["score", "one.yaml", "-o", output]).said(2);
        assert!(said.contains(&format!("\"{name}\"")) && said.contains("text, json"), "{output}: {said}");
    }
    assert!(shell.run(&["report", "one.yaml", "-o", "x.pdf"]).said(2).contains("html"));
    assert!(
        shell.run(&["check", "one.yaml", "--policy", "baseline", "-o", "x.pdf"]).said(2).contains("sarif")
    );
    for file in ["x.pdf", "y", "html:y", "docx:y.html"] {
        assert!(!shell.path(file).exists(), "{file}");
    }
    assert_eq!(shell.run(&["score", "one.yaml", "-o", "x.pdf", "--format", "json"]).code, Some(0));
    assert_eq!(shell.run(&["score", "one.yaml", "-o", "plain"]).code, Some(0));
    assert!(shell.read("x.pdf").starts_with('{') && shell.read("plain").contains("section"));
}

/// A checklist that retired two ids, one control of which takes several choices.
fn retired() -> Shell {
    let shell = Shell::new();
    shell.file("c/checklist.yaml", "\
format: gapcheck/checklist/1
id: mini
version: 1.1.0
title: Mini
sections:
  - id: P
    kind: part
    title: P
    controls:
      - {id: A-1, title: a, ask: \"Is it?\", number: {min: 0, max: 9}}
      - {id: B-1, title: b, ask: \"Which?\", multiple: true, choices: [{id: mail, value: 1}, {id: web, value: 2}]}
retired:
  - {id: A-0, since: 1.1.0, reason: renamed, became: [A-1], how: renamed}
  - {id: A-9, since: 1.1.0, reason: gone, how: dropped}
methods:
  mean: {measures: {mean: {at: root, items: leaves, fn: mean, show: floor}}}
");
    shell.file("assessment.yaml", "format: gapcheck/assessment/1\nchecklist: ./c\nanswers: {A-1: 2}\n");
    shell
}

#[test]
fn an_id_that_was_retired_says_what_became_of_it() {
    let shell = retired();
    for command in ["explain", "show", "answer"] {
        let said = shell.run(&[command, "A-0"]).said(2);
        assert!(said.contains("another id since version 1.1.0: A-1"), "{command}: {said}");
        let said = shell.run(&[command, "A-9"]).said(2);
        assert!(said.contains("dropped in version 1.1.0; nothing took its place"), "{command}: {said}");
    }
    shell.file("old.yaml", "format: gapcheck/assessment/1\nchecklist: ./c\nanswers: {A-9: 2}\n");
    let said = shell.run(&["lint", "old.yaml"]).said(1);
    assert!(said.contains("error[dropped-control]") && said.contains("nothing took its place"), "{said}");
}

#[test]
fn several_choices_may_be_said_with_commas() {
    let shell = retired();
    assert_eq!(shell.run(&["answer", "B-1", "mail,web"]).code, Some(0));
    let text = shell.read("assessment.yaml");
    assert!(text.contains("[mail, web]"), "{text}");
}

#[test]
fn a_command_that_needs_a_file_does_not_offer_standard_input() {
    let help = |command: &str| Shell::new().run(&[command, "--help"]).ok();
    assert!(help("score").contains("`-` is standard input"));
    for command in ["watch", "split"] {
        assert!(!help(command).contains("`-` is standard input"), "{command}");
    }
}

#[test]
fn a_split_that_writes_nothing_says_so() {
    let shell = Shell::new();
    shell
        .file("assessment.yaml", "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nanswers: {}\n");
    let run = shell.run(&["split", "--by", "owner", "-o", "parts"]);
    assert!(run.out.contains("no part was written") && !run.out.contains("merge"), "{}{}", run.out, run.err);
    assert!(!shell.path("parts").exists());
}

#[test]
fn the_ends_of_a_range_are_rounded_as_the_figure_is() {
    let shell = retired();
    shell.file("half.yaml", "format: gapcheck/assessment/1\nchecklist: ./c\nanswers: {A-1: 2}\n");
    // B-1 is open: (2 + 1) ÷ 2 = 1.5 to (2 + 2) ÷ 2 = 2.
    let score = shell.run(&["score", "half.yaml"]).out;
    assert!(score.contains("1 to 2") && !score.contains("1.5"), "{score}");
}

#[test]
fn a_problem_of_the_command_line_has_no_margin_of_a_file() {
    let shell = retired();
    let said = shell.run(&["answer", "A-1", "12"]).said(2);
    assert!(!said.contains('|') && said.contains("\n  help: "), "{said}");
}
