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
