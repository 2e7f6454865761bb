//! Every way to look better without being better, tried on an example of full size: none passes the strict
//! policy with a baseline unsaid. What no tool can see passes, and the verdict says that it cannot be seen.

mod example;
mod ways;

use serde_json::Value;

use crate::repo::{Repo, rules, sha256};
use example::{entry, evidence, repository};

const FILE: &str = "assessment.yaml";
const POLICY: &str = "policy.yaml";

/// One thing that somebody does to the repository.
type Step = Box<dyn Fn(&Repo)>;

/// A way to look better.
struct Way {
    name: &'static str,
    steps: Vec<Step>,
    /// Further options of the run.
    options: &'static [&'static str],
    comes: Comes,
}

/// What comes of it.
#[derive(Clone, Copy, Debug)]
enum Comes {
    /// The verdict is fail, with a finding of this rule, among others perhaps.
    Finding(&'static str),
    /// No verdict, with this code of a message: the files cannot be used.
    NoVerdict(&'static str),
    /// The verdict is pass, and says that this cannot be seen.
    NotDetectable(&'static str),
}

/// Replaces text in the entry of a control. `{evidence}`, `{digest}` and `{other}` stand for the control's
/// evidence, its digest, and the digest of a file that says `other`.
fn in_answer(id: &'static str, from: impl ToString, to: impl ToString) -> Step {
    let fill = move |text: String| {
        let text = text.replace("{evidence}", &evidence(id)).replace("{digest}", &sha256(id));
        text.replace("{other}", &sha256("other"))
    };
    let (from, to) = (fill(from.to_string()), fill(to.to_string()));
    Box::new(move |repo| {
        let whole = repo.shell.read(FILE);
        let entry = entry(&whole, id);
        assert_eq!(entry.matches(&from).count(), 1, "{from:?} occurs once in\n{entry}");
        repo.shell.file(FILE, whole.replace(&entry, &entry.replace(&from, &to)));
    })
}

/// Replaces text in a file.
fn in_file(name: &'static str, from: &'static str, to: &'static str) -> Step {
    Box::new(move |repo| repo.edit(name, from, to))
}

/// Writes the entry of a control a number of times.
fn times(id: &'static str, n: usize) -> Step {
    Box::new(move |repo| {
        let whole = repo.shell.read(FILE);
        let entry = entry(&whole, id);
        repo.shell.file(FILE, whole.replace(&entry, &entry.repeat(n)));
    })
}

fn write(name: &'static str, text: impl Into<String>) -> Step {
    let text = text.into();
    Box::new(move |repo| {
        repo.shell.file(name, &text);
    })
}

fn append(name: &'static str, text: &'static str) -> Step {
    Box::new(move |repo| {
        repo.shell.file(name, repo.shell.read(name) + text);
    })
}

fn delete(name: &'static str) -> Step {
    Box::new(move |repo| std::fs::remove_file(repo.path(name)).expect("it is there"))
}

fn rename(from: &'static str, to: &'static str) -> Step {
    Box::new(move |repo| std::fs::rename(repo.path(from), repo.path(to)).expect("it is there"))
}

/// What came of a way, in words; `Err` when it is not what has to come of it.
fn outcome(repo: &Repo, way: &Way) -> Result<String, String> {
    let usual = ["--evidence", "--baseline-ref", "HEAD", "--format", "json"];
    let run = repo.check(&[way.options, &usual].concat());
    let document: Option<Value> = serde_json::from_str(&run.out).ok();
    let found = document.as_ref().map(rules).unwrap_or_default();
    let shown = format!("exit {:?}, {found:?}, {}", run.code, run.err);
    match way.comes {
        Comes::Finding(rule) if run.code == Some(1) && found.iter().any(|f| f == rule) => {
            let first = found.iter().filter(|f| *f != rule);
            Ok(std::iter::once(rule.to_string()).chain(first.cloned()).collect::<Vec<_>>().join(", "))
        }
        Comes::NoVerdict(code) if run.code == Some(2) && run.err.contains(&format!("[{code}]")) => {
            Ok(format!("no verdict: {code}"))
        }
        Comes::NotDetectable(id) if run.code == Some(0) => {
            let blind = document.expect("a verdict")["not_detectable"].as_array().expect("a list").clone();
            let said = blind.iter().any(|b| b["id"] == id && b["places"].as_u64() > Some(0));
            if said { Ok(format!("not detectable: {id}")) } else { Err(shown) }
        }
        Comes::Finding(_) | Comes::NoVerdict(_) | Comes::NotDetectable(_) => Err(shown),
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what this test is read for")]
fn nothing_that_looks_better_without_being_better_passes_the_strict_policy_unsaid() {
    let repo = repository();
    let untouched = repo.check(&["--evidence", "--baseline-ref", "HEAD", "--fail-on", "warning"]);
    assert_eq!(untouched.code, Some(0), "as it stands it passes\n{}{}", untouched.out, untouched.err);
    let mut wrong = Vec::new();
    for way in ways::all() {
        way.steps.iter().for_each(|step| step(&repo));
        match outcome(&repo, &way) {
            Ok(said) => println!("{:44} {said}", way.name),
            Err(shown) => wrong.push(format!("{} should be {:?}: {shown}", way.name, way.comes)),
        }
        repo.git(&["checkout", "-q", "--", "."]);
        repo.git(&["clean", "-fdq"]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
