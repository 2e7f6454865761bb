//! Answers move to a newer checklist version.

use crate::shell::Shell;
use crate::{assessments, example};

const OLD: &str = include_str!("../fixtures/together/old/checklist.yaml");
const NEW: &str = include_str!("../fixtures/together/new/checklist.yaml");

const ANSWERS: &str = "# ours
format: gapcheck/assessment/1
checklist: ./old   # since March
answers:
  A-1: 1
  # the key
  A-2:
    answer: 2   # counted on Mondays
    owner: bo
  A-3: {answer: 1, owner: cy, note: parcels only}
  A-4:
    answer: 2
    owner: bo
  A-5: 1
  A-6: yes
  A-7: 2
  A-8:
    answer: yes
    owner: dee
";

fn harbour(answers: &str) -> Shell {
    let shell = Shell::new();
    shell.file("old/checklist.yaml", OLD).file("new/checklist.yaml", NEW).file("a.yaml", answers);
    shell
}

#[test]
fn every_answer_moves_or_becomes_a_comment_and_what_to_look_at_again_is_said() {
    let shell = harbour(ANSWERS);
    let said = shell.run(&["upgrade", "a.yaml", "--to", "./new"]).ok();
    assert_eq!(
        said,
        "harbour: 1.0.0 → 1.1.0
renamed: A-2 → A-2b; the answer moved with it
split: A-3 → A-3a, A-3b; the old answer is a comment
merged: A-4 → A-45; the old answer is a comment
merged: A-5 → A-45; the old answer is a comment
dropped: A-6; the answer is a comment
no longer an answer: A-8 (\"yes\" is not an answer to A-8); it is a comment
changed: A-7 (the levels, the weight); the answer stands
1 control that applies is not in the file: A-9
Look again at 5 controls: A-3a, A-3b, A-45, A-7, A-8
wrote a.yaml
"
    );
    assert_eq!(
        shell.read("a.yaml"),
        "# ours
format: gapcheck/assessment/1
checklist: ./new   # since March
answers:
  A-1: 1
  # the key
  A-2b:
    answer: 2   # counted on Mondays
    owner: bo
  # A-3 became A-3a, A-3b in version 1.1.0: answer anew. The old answer was:
  # A-3: {answer: 1, owner: cy, note: parcels only}
  A-3a:
    owner: cy
  A-3b:
    owner: cy
  # A-4 became A-45 in version 1.1.0: answer anew. The old answer was:
  # A-4:
  #   answer: 2
  #   owner: bo
  A-45:
    owner: bo
  # A-5 became A-45 in version 1.1.0: answer anew. The old answer was:
  # A-5: 1
  # A-6 was dropped in version 1.1.0. The answer was:
  # A-6: yes
  # Look again: changed in version 1.1.0 (the levels, the weight).
  A-7: 2
  # No answer in version 1.1.0 (\"yes\" is not an answer to A-8): answer anew. The old answer was:
  # A-8:
  #   answer: yes
  #   owner: dee
  A-8:
    owner: dee
"
    );
    assert_eq!(shell.run(&["lint", "a.yaml"]).said(0), "no problems\n");
    let again = shell.run(&["upgrade", "a.yaml"]).ok();
    assert!(
        again.contains("no change for the 7 controls") && again.ends_with("nothing was written\n"),
        "{again}"
    );
}

#[test]
fn the_same_in_flow_style_keeps_the_old_answers_at_the_top() {
    let flow = "{format: gapcheck/assessment/1, checklist: ./old, answers: {A-1: 1, A-2: 2, A-3: {answer: 1, owner: \
                'cy'}, A-6: yes}}\n";
    let shell = harbour(flow);
    assert_eq!(shell.run(&["upgrade", "a.yaml", "--to", "./new"]).code, Some(0));
    assert_eq!(
        shell.read("a.yaml"),
        "# A-3 became A-3a, A-3b in version 1.1.0: answer anew. The old answer was: A-3: {answer: 1, owner: cy}\n\
         # A-6 was dropped in version 1.1.0. The answer was: A-6: \"yes\"\n\
         {format: gapcheck/assessment/1, checklist: ./new, answers: {A-1: 1, A-2b: 2, A-3a: {owner: cy}, A-3b: {owner: \
         cy}}}\n"
    );
    assert_eq!(shell.run(&["lint", "a.yaml"]).said(0), "no problems\n");
}

#[test]
fn a_chain_of_retired_ids_is_followed_and_an_answer_that_is_there_already_stands() {
    let head = "format: gapcheck/assessment/1\nchecklist: ./new\nanswers:\n";
    let shell = harbour(&format!("{head}  A-0: 2\n"));
    shell.run(&["upgrade", "a.yaml"]).ok();
    assert_eq!(shell.read("a.yaml"), format!("{head}  A-2b: 2\n"));
    shell.file("a.yaml", format!("{head}  A-0: 2\n  A-2b: 1\n"));
    let said = shell.run(&["upgrade", "a.yaml"]).ok();
    assert!(said.contains("merged: A-0 → A-2b; the old answer is a comment"), "{said}");
    let text = shell.read("a.yaml");
    assert!(text.contains("  # A-0: 2\n  A-2b: 1\n"), "{text}");
}

#[test]
fn a_dry_run_writes_nothing_and_an_output_leaves_the_original() {
    let shell = harbour(ANSWERS);
    let said = shell.run(&["upgrade", "a.yaml", "--to", "./new", "--dry-run"]).ok();
    assert!(said.ends_with("nothing was written\n"), "{said}");
    assert_eq!(shell.read("a.yaml"), ANSWERS);
    shell.run(&["upgrade", "a.yaml", "--to", "./new", "-o", "b.yaml"]).ok();
    assert_eq!(shell.read("a.yaml"), ANSWERS);
    let run = shell.run(&["upgrade", "a.yaml", "--to", "./new", "-o", "-"]);
    assert_eq!((run.code, run.out), (Some(0), shell.read("b.yaml")));
    assert!(run.err.contains("Look again at 5 controls"), "{}", run.err);
}

#[test]
fn programs_read_what_was_done() {
    let shell = harbour(ANSWERS);
    let text = shell.run(&["upgrade", "a.yaml", "--to", "./new", "--format", "json"]).ok();
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (&report["format"], &report["from"], &report["to"]),
        (&"gapcheck/upgrade/1".into(), &"1.0.0".into(), &"1.1.0".into())
    );
    assert_eq!(report["retired"][1]["how"], "split");
    assert_eq!(report["reopened"][0]["code"], "unknown-choice");
    assert_eq!(report["changed"][0]["what"], serde_json::json!(["levels", "weight"]));
    assert_eq!(report["look_again"], serde_json::json!(["A-3a", "A-3b", "A-45", "A-7", "A-8"]));
    assert_eq!(report["written"], true);
}

#[test]
fn what_an_upgrade_cannot_do_it_refuses_and_changes_nothing() {
    for (answers, arguments, said) in [
        (ANSWERS, &["--to", "paris-call"][..], "that is another checklist"),
        (ANSWERS, &["--to", "./missing"], "cannot read"),
        ("format: gapcheck/assessment/1\nchecklist: paris-call@9.0.0\n", &[], "1.0.0 is older"),
        (
            "format: gapcheck/assessment/1\nchecklist: paris-call@0.9.0\n",
            &["--to", "paris-call@2.0.0"],
            "not 2.0.0",
        ),
        (
            "format: gapcheck/assessment/1\nchecklist: ./old\nprofile: {x: y}\n",
            &["--to", "./new"],
            "cannot mend",
        ),
        (
            "format: gapcheck/assessment/1\nchecklist: ./old\nanswers:\n  A-6: &a yes\n  A-8: *a\n",
            &["--to", "./new"],
            "`&` and `*`",
        ),
    ] {
        let shell = harbour(answers);
        let told = shell.run(&[&["upgrade", "a.yaml"], arguments].concat()).said(2);
        assert!(told.contains(said), "{told}");
        assert_eq!(shell.read("a.yaml"), answers);
    }
}

#[test]
fn another_version_of_a_bundled_checklist_is_a_warning_in_score_and_upgrade_mends_it() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain").replace("paris-call@1.0.0", "paris-call@0.9.0"));
    let run = shell.run(&["score", "a.yaml"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("warning[other-version]"), "{}", run.err);
    let said = shell.run(&["upgrade", "a.yaml"]).ok();
    assert!(said.starts_with("paris-call: 0.9.0 → 1.0.0\nno change for the 60 controls"), "{said}");
    assert_eq!(shell.read("a.yaml"), example("bakery-chain"));
}

#[test]
fn an_upgrade_to_the_version_that_is_named_changes_no_byte() {
    for (name, text) in assessments() {
        let shell = Shell::new();
        shell.file("a.yaml", &text);
        shell.run(&["upgrade", "a.yaml"]).ok();
        assert_eq!(shell.read("a.yaml"), text, "{name}");
    }
}
