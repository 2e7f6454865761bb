//! What is dropped into a pipeline: the action with its scripts, the hooks, and the snippets of `docs/ci.md`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::repo::{Repo, sha256};
use crate::shell::repository;

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(repository(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The blocks of a language on a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).filter_map(|rest| rest.split_once("```")).map(|(b, _)| b.to_string()).collect()
}

#[test]
fn the_inputs_of_the_action_are_those_that_are_documented() {
    let action = yaml(&read("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    let page = read("docs/ci.md");
    let inputs = action["inputs"].as_object().expect("inputs");
    for (name, input) in inputs {
        let default = match input["default"].as_str().expect("text") {
            "" => "empty".to_string(),
            word => format!("`{word}`"),
        };
        assert!(page.contains(&format!("| `{name}` | {default} | ")), "{name}");
    }
    let rows = page.lines().skip_while(|l| !l.starts_with("| input |")).skip(2);
    assert_eq!(rows.take_while(|l| l.starts_with("| `")).count(), inputs.len());
    for output in action["outputs"].as_object().expect("outputs").keys() {
        assert!(page.contains(&format!("`{output}`")), "{output}");
    }
    // Every variable that the script reads is set by the action, from an input.
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let check = steps.iter().find(|s| s["id"] == "check").expect("a step that checks");
    let variables = check["env"].as_object().expect("variables");
    let of_inputs: Vec<String> = variables.values().map(|v| v.as_str().expect("text").to_string()).collect();
    for name in inputs.keys() {
        assert!(of_inputs.contains(&format!("${{{{ inputs.{name} }}}}")), "{name}");
    }
    let script = read("action/check");
    assert!(variables.keys().all(|name| script.contains(&format!("${name}"))), "{variables:?}");
    // What somebody else may write (a branch, a title) never becomes part of a script.
    for step in steps.iter().filter_map(|s| s["run"].as_str()) {
        assert!(!step.contains("${{"), "{step}");
    }
}

#[test]
fn the_documented_snippets_are_yaml_and_name_what_there_is() {
    let page = read("docs/ci.md");
    let snippets: Vec<Value> = blocks(&page, "yaml").iter().map(|b| yaml(b)).collect();
    let uses = &snippets[0]["jobs"]["check"]["steps"][1];
    let inputs = yaml(&read("action.yml"))["inputs"].clone();
    assert!(uses["with"].as_object().expect("inputs").keys().all(|name| inputs.get(name).is_some()));
    let hooks = yaml(&read(".pre-commit-hooks.yaml"));
    let ids: Vec<&Value> = hooks.as_array().expect("hooks").iter().map(|h| &h["id"]).collect();
    assert!(hooks.as_array().expect("hooks").iter().all(|h| h["language"] == "rust"));
    let named = snippets.iter().find(|s| s.get("repos").is_some()).expect("a snippet for pre-commit");
    for hook in named["repos"][0]["hooks"].as_array().expect("hooks") {
        assert!(ids.contains(&&hook["id"]), "{hook}");
    }
    assert!(snippets.iter().any(|s| s["gapcheck"]["artifacts"]["reports"]["codequality"] == "gapcheck.json"));
}

/// A step of the action, run as its runner would: exit code, outputs, step summary, log.
struct Step {
    code: Option<i32>,
    outputs: String,
    summary: String,
    log: String,
}

fn step(script: &Path, repo: &Repo, variables: &[(&str, &str)]) -> Step {
    let temp = tempfile::tempdir().expect("a folder");
    let file = |name: &str| temp.path().join(name);
    for name in ["output", "summary", "path"] {
        std::fs::write(file(name), "").expect("a file");
    }
    let program = assert_cmd::cargo::cargo_bin("gapcheck");
    let path = format!(
        "{}:{}:{}",
        repo.path("bin").display(),
        program.parent().expect("a folder").display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let mut command = Command::new("bash");
    command
        .arg(script)
        .current_dir(repo.path(""))
        .env("PATH", path)
        .env("SOURCE_DATE_EPOCH", crate::shell::TODAY);
    command.env("RUNNER_TEMP", temp.path()).env("GITHUB_OUTPUT", file("output"));
    command
        .env("GITHUB_STEP_SUMMARY", file("summary"))
        .env("GITHUB_PATH", file("path"))
        .env_remove("GITHUB_BASE_REF");
    let defaults =
        [("ASSESSMENT", "assessment.yaml"), ("POLICY", ""), ("BASELINE_REF", ""), ("EVIDENCE", "true")];
    command
        .envs(defaults)
        .envs([("FAIL_ON", "error"), ("SARIF", "gapcheck.sarif")])
        .envs(variables.iter().copied());
    let output = command.output().expect("bash is installed");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Step {
        code: output.status.code(),
        outputs: std::fs::read_to_string(file("output")).expect("it is there"),
        summary: std::fs::read_to_string(file("summary")).expect("it is there"),
        log: text(&output.stdout)
            + &text(&output.stderr)
            + &std::fs::read_to_string(file("path")).expect("there"),
    }
}

#[test]
fn the_action_annotates_summarises_and_ends_with_the_verdict() {
    let repo = Repo::new();
    let check = PathBuf::from(repository("action/check"));
    let pass = step(&check, &repo, &[("BASELINE_REF", "HEAD")]);
    assert_eq!((pass.code, pass.log.as_str()), (Some(0), ""));
    assert_eq!(pass.outputs, "verdict=pass\nsarif=gapcheck.sarif\n");
    assert!(pass.summary.starts_with("## gapcheck: pass\n"), "{}", pass.summary);
    assert!(repo.shell.read("gapcheck.sarif").contains("\"version\": \"2.1.0\""));
    // In a pull request the branch that is merged into is compared with.
    repo.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    repo.edit("assessment.yaml", "answer: 3    # two", "answer: 2    # two");
    let fail = step(&check, &repo, &[("GITHUB_BASE_REF", "main"), ("SARIF", "-x.sarif")]);
    assert_eq!(fail.code, Some(1), "{}", fail.log);
    assert!(fail.log.contains("::error file=assessment.yaml,line=16,"), "{}", fail.log);
    assert!(fail.outputs.starts_with("verdict=fail\n"));
    let none = step(&check, &repo, &[("ASSESSMENT", "--help"), ("BASELINE_REF", "none")]);
    assert_eq!((none.code, none.outputs.as_str()), (Some(2), "verdict=none\nsarif=gapcheck.sarif\n"));
    assert!(none.summary.is_empty() && none.log.contains("cannot read \"--help\""), "{}", none.log);
}

#[test]
fn the_action_takes_a_released_binary_only_with_the_right_checksum() {
    let repo = Repo::new();
    for name in ["install", "key"] {
        repo.shell.file(&format!("action/{name}"), read(&format!("action/{name}")));
    }
    repo.shell.file("Cargo.lock", "x");
    repo.shell.file("released", "#!/bin/sh\n");
    // Nothing is downloaded here: what stands in for the download copies the last argument to `-o`.
    let copy = "#!/bin/sh\nfor word; do [ \"$before\" = -o ] && to=$word; before=$word; done\n\
                cp \"${before#https://files.example.org}\" \"$to\"\n";
    repo.shell.file("bin/curl", copy);
    assert!(Command::new("chmod").arg("+x").arg(repo.path("bin/curl")).status().expect("it runs").success());
    let uname = |flag: &str| {
        let output = Command::new("uname").arg(flag).output().expect("uname is there");
        String::from_utf8_lossy(&output.stdout).trim().to_string()
    };
    let machine = format!("{}-{}", uname("-s"), uname("-m"));
    let release = |sum: &str| {
        let line = format!(
            "# released\n{machine} {sum} https://files.example.org{}\n",
            repo.path("released").display()
        );
        repo.shell.file("action/releases.txt", line);
    };
    release(&sha256("#!/bin/sh\n"));
    let key = step(&repo.path("action/key"), &repo, &[]);
    assert_eq!(key.outputs, format!("build=false\nlock={}\n", sha256("x")));
    let good = step(&repo.path("action/install"), &repo, &[]);
    assert_eq!(good.code, Some(0), "{}", good.log);
    assert!(good.log.trim_end().ends_with("/gapcheck-bin"), "{}", good.log);
    release(&sha256("something else"));
    let bad = step(&repo.path("action/install"), &repo, &[]);
    assert_eq!(bad.code, Some(2), "{}", bad.log);
    assert!(bad.log.contains("expected"), "{}", bad.log);
    repo.shell.file("action/releases.txt", read("action/releases.txt"));
    assert!(step(&repo.path("action/key"), &repo, &[]).outputs.starts_with("build=true\n"));
}
