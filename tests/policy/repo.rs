//! A repository with an assessment that passes the strict policy, and the program run in it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::judge::{ASSESSMENT, CHECKLIST, METHODS, PART};
use crate::shell::{Run, Shell};

/// The evidence files of the fixture: each holds its own name.
const EVIDENCE: [&str; 5] = ["one", "two", "three", "four", "five"];

/// A repository. Whatever the machine's own configuration of git says does not count.
pub(crate) struct Repo {
    pub(crate) shell: Shell,
}

/// SHA-256 of a text; hex.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A checklist of one question, with a method that has no bands.
pub(crate) fn easy(id: &str) -> String {
    format!(
        "format: gapcheck/checklist/1
id: {id}
version: 1.0.0
title: Easy
language: en
scales:
  yes_no: {{choices: [{{id: \"no\", label: \"No\", value: 0}}, {{id: \"yes\", label: \"Yes\", value: 1}}]}}
methods:
  mean: {{title: Mean, measures: {{score: {{at: root, items: leaves, fn: mean}}}}}}
sections:
  - {{id: E, kind: area, title: First, controls: [{{id: E-1, title: One, ask: Is it so?, scale: yes_no}}]}}
"
    )
}

/// The fixture with a digest for everything, answering the checklist in the folder beside it.
pub(crate) fn strict_assessment() -> String {
    let profile = sha256("makes_products=true\nsize=large\n");
    let mut text = ASSESSMENT
        .replace("demo@1.0.0", "./checklist")
        .replace("date: 2026-10-02}", &format!("date: 2026-10-02, profile_digest: {profile}}}"));
    for name in EVIDENCE {
        let item = format!("{name}.txt, kind: record");
        text = text.replace(&item, &format!("{name}.txt, sha256: {}, kind: record", sha256(name)));
    }
    text
}

impl Repo {
    /// The fixture at the root, committed on `main`.
    pub(crate) fn new() -> Repo {
        let repo = Repo::empty();
        repo.fixture("");
        repo.commit();
        repo
    }

    /// A repository without a commit.
    pub(crate) fn empty() -> Repo {
        let repo = Repo { shell: Shell::new() };
        repo.git(&["init", "-q", "-b", "main"]);
        repo
    }

    /// Writes the fixture below a folder, which ends in `/` or is empty.
    pub(crate) fn fixture(&self, below: &str) {
        let file = |name: &str, text: &str| {
            self.shell.file(&format!("{below}{name}"), text);
        };
        file("checklist/checklist.yaml", CHECKLIST);
        file("checklist/part.yaml", PART);
        file("checklist/methods.yaml", METHODS);
        file("assessment.yaml", &strict_assessment());
        file("policy.yaml", gapcheck::source::policy::bundled_policy("strict").expect("it is shipped"));
        for name in EVIDENCE {
            file(&format!("evidence/{name}.txt"), name);
        }
    }

    /// Commits everything.
    pub(crate) fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "x"]);
    }

    /// Replaces the only occurrence of a text in a file.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.shell.read(name);
        assert_eq!(text.matches(from).count(), 1, "{from:?} occurs once in {name}");
        self.shell.file(name, text.replace(from, to));
    }

    /// Runs git. Panics when it fails: there is nothing to test then.
    pub(crate) fn git(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.current_dir(self.shell.path("")).args(arguments).envs(environment());
        let output = command.output().expect("git is installed: these tests are about it");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// Runs `gapcheck check`.
    pub(crate) fn check(&self, arguments: &[&str]) -> Run {
        let variables = environment();
        let variables: Vec<(&str, &str)> = variables.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.shell.with(&[&["check"], arguments].concat(), &variables, "")
    }

    /// Runs `gapcheck check --format json`: the exit code, and the document.
    pub(crate) fn json(&self, arguments: &[&str]) -> (Option<i32>, Value) {
        let run = self.check(&[arguments, &["--format", "json"]].concat());
        let document =
            serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}{}", run.out, run.err));
        (run.code, document)
    }

    /// The rules that found something that fails the verdict, each once, sorted.
    pub(crate) fn rules(&self, arguments: &[&str]) -> Vec<String> {
        rules(&self.json(arguments).1)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.shell.path(name)
    }
}

/// The rules of a document whose findings fail the verdict, each once, sorted.
pub(crate) fn rules(document: &Value) -> Vec<String> {
    let findings = document["findings"].as_array().expect("a list").iter();
    let grave = findings.filter(|f| f["severity"] == "error" && f["waiver"].is_null());
    let mut rules: Vec<String> = grave.map(|f| f["rule"].as_str().expect("text").to_string()).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// What git needs, and nothing of this machine.
fn environment() -> Vec<(&'static str, String)> {
    let path = std::env::var("PATH").unwrap_or_default();
    let fixed = [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("GIT_AUTHOR_NAME", "a"),
        ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ("GIT_COMMITTER_NAME", "a"),
        ("GIT_COMMITTER_EMAIL", "a@example.org"),
    ];
    let fixed = fixed.into_iter().map(|(name, value)| (name, value.to_string()));
    std::iter::once(("PATH", path)).chain(fixed).collect()
}
