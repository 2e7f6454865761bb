//! Checklists without bands, and a repository that gets its first policy: which policy fits, and which judges.

use crate::repo::{Repo, easy, rules};
use crate::shell::Shell;

fn plain() -> Shell {
    let shell = Shell::new();
    shell.file("checklist.yaml", easy("own"));
    let answer = "{answer: \"yes\", owner: ada, note: n, answered: 2026-11-01}";
    let head = "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\norganisation: {name: X}\n";
    shell.file("assessment.yaml", format!("{head}profile: {{}}\nanswers: {{E-1: {answer}}}\n"));
    shell
}

#[test]
fn a_checklist_without_bands_is_told_which_policy_fits_and_that_one_judges() {
    let shell = plain();
    for policy in ["recommended", "strict"] {
        let said = shell.run(&["check", "--policy", policy]).said(2);
        let line = "error[measure-of-rule]: the rule \"minimum-band\" looks at the measure \"band\"";
        assert!(said.contains(line), "{policy}: {said}");
        assert!(said.contains("use `--policy start`, or begin your own with `gapcheck show --policy start"));
    }
    let run = shell.run(&["check", "--policy", "start"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.out.contains("pass"), "{}", run.out);
}

#[test]
fn a_plan_for_such_a_checklist_speaks_of_method_only_where_leaving_it_out_helps() {
    let shell = plain();
    let said = shell.run(&["plan", "--reach", "70"]).said(2);
    assert!(said.contains("\"mean\" does not") && !said.contains("--method"), "{said}");
    let bakery = crate::shell::repository("examples/bakery-chain/assessment.yaml");
    let said = shell.run(&["plan", &bakery, "--reach", "70", "--method", "weighted-mean"]).said(2);
    assert!(said.contains("leave out `--method`"), "{said}");
}

#[test]
fn the_first_policy_of_a_repository_says_that_another_one_still_judges() {
    let repo = Repo::new();
    repo.git(&["rm", "-q", "--cached", "policy.yaml"]);
    repo.git(&["commit", "-q", "-m", "none"]);
    let against = ["--baseline-ref", "HEAD", "--evidence"];
    let run = repo.check(&against);
    assert_eq!(
        run.err,
        "policy.yaml is not in HEAD yet: the shipped policy recommended judges, as it would there; \
         `--policy-from-head` lets the new one judge\n"
    );
    assert_eq!(repo.check(&[&against[..], &["--policy-from-head"]].concat()).err, "");
    repo.git(&["add", "policy.yaml"]);
    repo.git(&["commit", "-q", "-m", "policy"]);
    assert_eq!(repo.check(&against).err, "");
}

#[test]
fn a_checklist_that_is_one_file_brings_what_it_includes_from_the_commit_too() {
    let repo = Repo::empty();
    repo.fixture("");
    repo.edit("assessment.yaml", "checklist: ./checklist", "checklist: ./checklist/checklist.yaml");
    repo.commit();
    repo.edit("checklist/part.yaml", "weight: 5", "weight: 1");
    let (_, document) = repo.json(&["--evidence", "--baseline-ref", "HEAD"]);
    assert_eq!(rules(&document), ["checklist-changed"], "{document:#}");
}
