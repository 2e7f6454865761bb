//! The merge driver in a real repository.

use std::process::{Command, Output};

use crate::example;
use crate::shell::Shell;

struct Repository {
    shell: Shell,
}

impl Repository {
    /// A repository with one assessment, and the driver set up as the documentation says.
    fn new(text: &str) -> Repository {
        let repository = Repository { shell: Shell::new() };
        repository.git(&["init", "-q", "-b", "main"]);
        let program = assert_cmd::cargo::cargo_bin("gapcheck");
        let driver = format!("\"{}\" merge --driver %O %A %B %P", program.display());
        repository.git(&["config", "merge.gapcheck.name", "answer by answer"]);
        repository.git(&["config", "merge.gapcheck.driver", &driver]);
        repository.shell.file(".gitattributes", "*assessment*.yaml merge=gapcheck\n");
        repository.commit("client a/assessment.yaml", text);
        repository
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        Command::new("git")
            .current_dir(self.shell.path("."))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .args(who)
            .args(arguments)
            .output()
            .expect("git is installed")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            output.status.success(),
            "git {arguments:?}\n{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    fn commit(&self, name: &str, text: &str) {
        self.shell.file(name, text);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "answers"]);
    }

    /// Puts `theirs` on a branch and `ours` on the main one, and merges the branch.
    fn merge(&self, ours: &str, theirs: &str) -> (bool, String, String) {
        self.git(&["switch", "-q", "-c", "other"]);
        self.commit("client a/assessment.yaml", theirs);
        self.git(&["switch", "-q", "main"]);
        self.commit("client a/assessment.yaml", ours);
        let output = self.run(&["merge", "-q", "other", "-m", "both"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), self.shell.read("client a/assessment.yaml"), said)
    }
}

const SHORT: &str = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n# as of May\nanswers:\n  \
                     PC7-IAM-01: 0\n  PC7-IAM-02: 0\n  PC7-PAT-01: 0\n";

#[test]
fn branches_that_answer_different_controls_never_conflict_even_on_adjacent_lines() {
    let repository = Repository::new(SHORT);
    let ours = SHORT.replace("IAM-01: 0", "IAM-01: 3  # tokens for all");
    let theirs = SHORT.replace("IAM-02: 0", "IAM-02: {answer: 2, owner: bo}").replace("May", "June");
    let (clean, text, said) = repository.merge(&ours, &theirs);
    assert!(clean, "{said}");
    assert_eq!(
        text,
        "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n# as of June\nanswers:\n  PC7-IAM-01: 3  # tokens \
         for all\n  PC7-IAM-02: {answer: 2, owner: bo}\n  PC7-PAT-01: 0\n"
    );
}

#[test]
fn branches_that_add_different_answers_at_one_place_do_not_conflict() {
    let text = SHORT.replace("  PC7-IAM-02: 0\n", "");
    let repository = Repository::new(&text);
    let ours = text.replace("IAM-01: 0\n", "IAM-01: 0\n  PC7-IAM-02: 1\n");
    let theirs = text.replace("IAM-01: 0\n", "IAM-01: 0\n  # new\n  PC7-IAM-03: 2\n");
    let (clean, text, said) = repository.merge(&ours, &theirs);
    assert!(clean, "{said}");
    assert!(
        text.ends_with("  PC7-IAM-01: 0\n  PC7-IAM-02: 1\n  # new\n  PC7-IAM-03: 2\n  PC7-PAT-01: 0\n"),
        "{text}"
    );
}

#[test]
fn one_control_answered_in_two_ways_is_a_conflict_that_shows_both() {
    let repository = Repository::new(SHORT);
    let ours = SHORT.replace("IAM-01: 0", "IAM-01: 3").replace("PAT-01: 0", "PAT-01: 1");
    let theirs = SHORT.replace("IAM-01: 0", "IAM-01: 1").replace("IAM-02: 0", "IAM-02: 2");
    let (clean, text, said) = repository.merge(&ours, &theirs);
    assert!(!clean);
    assert_eq!(
        text,
        "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n# as of May\nanswers:\n<<<<<<< ours\n  PC7-IAM-01: \
         3\n=======\n  PC7-IAM-01: 1\n>>>>>>> theirs\n  PC7-IAM-02: 2\n  PC7-PAT-01: 1\n"
    );
    assert!(said.contains("conflict in client a/assessment.yaml: PC7-IAM-01 (answer)"), "{said}");
    assert!(repository.git(&["status", "--porcelain"]).contains("UU \"client a/assessment.yaml\""));
    // Nothing can be scored before somebody has decided.
    let told = repository.shell.run(&["score", "client a/assessment.yaml"]).said(2);
    assert!(told.contains("error[merge-conflict]"), "{told}");
}

#[test]
fn versions_that_are_no_yaml_conflict_with_every_line_of_both_kept() {
    let repository = Repository::new(SHORT);
    let theirs = SHORT.replace("IAM-01: 0", "IAM-01: [3");
    let (clean, text, said) = repository.merge(&SHORT.replace("IAM-02: 0", "IAM-02: 1"), &theirs);
    assert!(!clean && said.contains("cannot be merged answer by answer"), "{said}");
    assert!(text.contains("\n  PC7-IAM-02: 1\n") && text.contains("\n  PC7-IAM-01: [3\n"), "{text}");
}

#[test]
fn the_example_survives_a_rebase_with_an_answer_of_each_branch() {
    let base = example("bakery-chain");
    let repository = Repository::new(&base);
    let ours = base.replace("  PC1-GOV-01:\n    answer: 2\n", "  PC1-GOV-01:\n    answer: 3\n");
    let theirs =
        base.replace("  PC1-GOV-02:\n    answer: 2\n", "  PC1-GOV-02:\n    answer: 1  # two are missing\n");
    assert!(ours != base && theirs != base);
    repository.git(&["switch", "-q", "-c", "other"]);
    repository.commit("client a/assessment.yaml", &theirs);
    repository.git(&["switch", "-q", "main"]);
    repository.commit("client a/assessment.yaml", &ours);
    repository.git(&["switch", "-q", "other"]);
    repository.git(&["rebase", "-q", "main"]);
    let expected =
        ours.replace("  PC1-GOV-02:\n    answer: 2\n", "  PC1-GOV-02:\n    answer: 1  # two are missing\n");
    assert_eq!(repository.shell.read("client a/assessment.yaml"), expected);
}
