//! Bringing parts and copies together.

use crate::folder;
use crate::shell::{Shell, repository};
use crate::{example, figures};

const HEAD: &str = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n";

fn file(answers: &str) -> String {
    format!("{HEAD}answers:\n{answers}")
}

/// Two files with an answer of each to one control, and one of his own that Cy gave.
fn two() -> Shell {
    let shell = Shell::new();
    shell.file("old.yaml", file("  PC7-IAM-01: {answer: 0, owner: bo, answered: 2026-01-05}\n"));
    shell.file("bo.yaml", file("  PC7-IAM-01: {answer: 3, owner: bo, answered: 2026-05-01}\n"));
    shell.file(
        "cy.yaml",
        file("  PC7-IAM-01: {answer: 1, owner: bo, answered: 2026-06-01, note: half}\n  PC7-PAT-01: 2\n"),
    );
    shell
}

#[test]
fn a_conflict_is_listed_with_both_values_and_both_stay_in_the_file() {
    let shell = two();
    let run = shell.run(&["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "-o", "both.yaml"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    assert_eq!(
        run.out,
        "cy.yaml: 1 change: PC7-PAT-01\n\
         Conflict: PC7-IAM-01 (answer)\n  \
         bo.yaml: {answer: 3, answered: 2026-05-01} (bo)\n  \
         cy.yaml: {answer: 1, answered: 2026-06-01, note: half} (bo)\n  \
         left: the file says the first, a comment above it the second\n\
         wrote both.yaml\n\
         1 conflict is left: edit the file, or run again with `--resolve ask`, `newest`, `strictest`, `ours` or `theirs`\n"
    );
    assert_eq!(
        shell.read("both.yaml"),
        file(
            "  # CONFLICT: bo.yaml stands below; cy.yaml says: {answer: 1, answered: 2026-06-01, note: half} (bo)\n  \
             PC7-IAM-01: {answer: 3, owner: bo, answered: 2026-05-01}\n  PC7-PAT-01: 2\n"
        )
    );
    let lint = shell.run(&["lint", "both.yaml", "--message-format", "short"]);
    assert_eq!(lint.code, Some(0), "a conflict that is left is no error");
    let warning = "both.yaml:4:3: warning[conflict-left]: a merge left this conflict";
    assert!(lint.err.contains(warning), "{}", lint.err);
    assert!(!shell.run(&["score", "both.yaml"]).err.contains("conflict"), "only `lint` speaks of it");
    // Merging again changes nothing; deciding takes the open remark out.
    let open = shell.read("both.yaml");
    shell.run(&["merge", "cy.yaml", "--base", "old.yaml", "--into", "both.yaml"]);
    assert_eq!(
        shell.read("both.yaml").matches("CONFLICT").count(),
        2,
        "the file has another name now: {open}"
    );
    shell.file("bo.yaml", open.replace("both.yaml", "bo.yaml"));
    let run =
        shell.run(&["merge", "cy.yaml", "--base", "old.yaml", "--into", "bo.yaml", "--resolve", "ours"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!shell.read("bo.yaml").contains("CONFLICT"), "{}", shell.read("bo.yaml"));
}

#[test]
fn a_rule_decides_and_the_other_value_is_kept_as_a_comment() {
    for (rule, answer, kept) in [
        ("newest", "1", "cy.yaml stands (newest); bo.yaml said: {answer: 3"),
        ("strictest", "1", "cy.yaml stands (strictest); bo.yaml said: {answer: 3"),
        ("ours", "3", "bo.yaml stands (ours); cy.yaml said: {answer: 1"),
        ("theirs", "1", "cy.yaml stands (theirs); bo.yaml said: {answer: 3"),
    ] {
        let shell = two();
        let run = shell.run(&["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "--resolve", rule]);
        assert_eq!(run.code, Some(0), "{rule}: {}", run.err);
        assert!(run.out.contains(&format!("\n  PC7-IAM-01: {{answer: {answer},")), "{rule}: {}", run.out);
        assert!(run.out.contains(kept), "{rule}: {}", run.out);
    }
}

#[test]
fn rules_are_tried_in_order_and_a_question_is_one_of_them() {
    let shell = two();
    shell.file("cy.yaml", file("  PC7-IAM-01: {answer: 1, owner: bo, answered: 2026-05-01}\n"));
    let arguments =
        ["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "--resolve", "newest,ask", "-o", "both.yaml"];
    let run = shell.with(&arguments, &[], "2\n");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.err.contains("PC7-IAM-01 (answer): which one stands?\n  1  bo.yaml: {answer: 3"),
        "{}",
        run.err
    );
    assert!(shell.read("both.yaml").contains("{answer: 1,"));
    let left = shell.with(&arguments, &[], "\n");
    assert_eq!(left.code, Some(1));
}

#[test]
fn a_mistyped_reply_is_asked_again_and_no_reply_without_end() {
    let shell = two();
    let arguments =
        ["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "--resolve", "ask", "-o", "both.yaml"];
    let asked = |input: &str| {
        let run = shell.with(&arguments, &[], input);
        (run.code, run.err.matches("1, 2, or Enter").count(), run.err.matches("none of the answers").count())
    };
    assert_eq!(asked("q\ntwo\n2\n"), (Some(0), 3, 2));
    assert!(shell.read("both.yaml").contains("{answer: 1,"));
    assert_eq!(asked("q\n\n2\n"), (Some(1), 2, 1));
    assert_eq!(asked(&"q\n".repeat(9)), (Some(1), 5, 5));
    assert_eq!(asked(""), (Some(1), 1, 0));
}

#[test]
fn a_part_that_only_conflicts_is_not_said_to_bring_nothing_new() {
    let shell = two();
    shell.file("cy.yaml", file("  PC7-IAM-01: {answer: 1, owner: bo, answered: 2026-05-01}\n"));
    let run = shell.run(&["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "-o", "both.yaml"]);
    assert!(
        run.out.starts_with("cy.yaml: nothing taken over, 1 conflict\nConflict: PC7-IAM-01"),
        "{}",
        run.out
    );
    let none = shell.run(&["merge", "bo.yaml", "bo.yaml", "--base", "old.yaml", "-o", "both.yaml"]);
    assert!(none.out.starts_with("bo.yaml: nothing new\n"), "{}", none.out);
}

#[test]
fn only_differences_from_what_was_handed_out_are_changes() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain"));
    shell.run(&["split", "a.yaml", "--by", "owner", "-o", "parts"]).ok();
    // Both work on: the assessment on Jory's answer and on another one, Tilda's part on hers.
    let there =
        shell.read("a.yaml").replacen("    answer: 2\n", "    answer: 1\n", 1).replacen("small", "medium", 1);
    shell.file("a.yaml", &there);
    let part = shell.read("parts/a.j-kneadwell.yaml");
    assert!(part.contains("  PC1-RES-02:\n    answer: 1\n"));
    shell.file(
        "parts/a.j-kneadwell.yaml",
        part.replace("  PC1-RES-02:\n    answer: 1\n", "  PC1-RES-02:\n    # called them\n    answer: 2\n"),
    );
    let said = shell.run(&["merge", "parts/a.j-kneadwell.yaml", "--into", "a.yaml"]).ok();
    assert_eq!(said, "parts/a.j-kneadwell.yaml: 1 change: PC1-RES-02\nwrote a.yaml\n");
    assert_eq!(
        shell.read("a.yaml"),
        there.replace("  PC1-RES-02:\n    answer: 1\n", "  PC1-RES-02:\n    # called them\n    answer: 2\n")
    );
    // Where the copy is gone, it is said, and every difference is a conflict.
    for copy in folder::names(&shell, "parts").iter().filter(|name| name.starts_with('.')) {
        std::fs::remove_file(shell.path(&format!("parts/{copy}"))).expect("it can be removed");
    }
    shell.file("a.yaml", example("bakery-chain"));
    let run = shell.run(&["merge", "parts/a.j-kneadwell.yaml", "--into", "a.yaml"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("warning: what \"parts/a.j-kneadwell.yaml\" was before"), "{}", run.err);
    shell.file("a.yaml", example("bakery-chain"));
    shell.file("before.yaml", example("bakery-chain"));
    let run = shell.run(&["merge", "parts/a.j-kneadwell.yaml", "--into", "a.yaml", "--base", "before.yaml"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
}

#[test]
fn programs_read_what_was_done() {
    let shell = two();
    let run =
        shell.run(&["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "-o", "x.yaml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(report["format"], "gapcheck/merge/1");
    assert_eq!(report["took"][0]["controls"][0], "PC7-PAT-01");
    assert_eq!(report["conflicts"][0]["control"], "PC7-IAM-01");
    assert_eq!(report["conflicts"][0]["theirs"]["answer"][0], "1");
    assert_eq!(report["conflicts"][0]["theirs"]["answered"], "2026-06-01");
    assert_eq!((&report["left"], &report["conflicts"][0]["stands"]), (&1.into(), &serde_json::Value::Null));
}

#[test]
fn parts_and_inputs_are_never_written_over_and_one_file_is_no_merge() {
    let shell = two();
    for arguments in [
        &["merge", "bo.yaml", "cy.yaml", "-o", "cy.yaml"][..],
        &["merge", "bo.yaml", "cy.yaml", "--into", "cy.yaml"],
        &["merge", "bo.yaml", "cy.yaml", "--base", "old.yaml", "-o", "./old.yaml"],
        &["merge", "bo.yaml"],
        &["merge", "bo.yaml", "missing.yaml"],
    ] {
        assert!(!shell.run(arguments).said(2).is_empty(), "{arguments:?}");
    }
    assert!(shell.read("cy.yaml").contains("note: half") && shell.read("old.yaml").contains("answer: 0"));
}

#[test]
fn an_assessment_merged_into_its_successor_keeps_the_figures_of_the_newer_answers() {
    // Without a base every difference between the two years of the example is a conflict, and each side
    // can be taken as a whole.
    let shell = Shell::new();
    let old = std::fs::read_to_string(repository("examples/sensor-maker/assessment-2025.yaml"))
        .expect("it is there");
    shell.file("old.yaml", old).file("new.yaml", example("sensor-maker"));
    let run = shell.run(&["merge", "old.yaml", "new.yaml", "--resolve", "theirs", "-o", "both.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let claimed = |file: &str| figures(&shell, file)["methods"][1].clone();
    assert_eq!(claimed("both.yaml"), claimed("new.yaml"));
}

#[test]
fn what_cannot_be_merged_names_the_file_and_the_line_of_the_comment_in_the_way() {
    let shell = Shell::new();
    let with = |item: &str| {
        file(&format!(
            "  PC7-AWR-01:\n    answer: 2\n    evidence:\n      - reference: e1\n        reviewed_by: b\n{item}"
        ))
    };
    let ours = with("      - reference: e2 # seen on paper\n        reviewed_by: b\n");
    shell.file("base.yaml", with("")).file("ours.yaml", &ours);
    shell.file("theirs.yaml", with("      - reference: e3\n        reviewed_by: b\n"));
    let said =
        shell.run(&["merge", "ours.yaml", "theirs.yaml", "--base", "base.yaml", "-o", "x.yaml"]).said(2);
    let line = ours.lines().position(|line| line.contains("seen on paper")).expect("it is there") + 1;
    assert!(said.contains(&format!("line {line} of \"ours.yaml\"")), "{said}");
}
