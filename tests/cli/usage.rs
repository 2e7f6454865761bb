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
