//! Working on one assessment together, from outside: parts, merges, git, newer checklists, redacted copies.

#[path = "../support/fits.rs"]
mod fits;
#[path = "../shell/folder.rs"]
mod folder;
#[path = "../shell/mod.rs"]
mod shell;

mod docs;
mod git;
mod merge;
mod properties;
mod redact;
mod schemas;
mod split;
mod upgrade;

use shell::{Shell, repository};

/// The three example organisations.
const EXAMPLES: [&str; 3] = ["bakery-chain", "harbour-authority", "sensor-maker"];

/// The assessment of an example.
fn example(name: &str) -> String {
    let path = repository(&format!("examples/{name}/assessment.yaml"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// An assessment as somebody with habits of their own writes it: flow maps, quoted keys, block texts, an
/// alias, several indentations; with CRLF and a byte order mark as well.
fn by_hand() -> String {
    let path = repository("tests/fixtures/together/by-hand.yaml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

/// The three examples, and the one by hand.
fn assessments() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = EXAMPLES.iter().map(|name| (*name, example(name))).collect();
    all.push(("by hand", by_hand()));
    all
}

/// Every figure of an assessment by every method, without what names the file.
fn figures(shell: &Shell, file: &str) -> serde_json::Value {
    let mut arguments = vec!["score", file, "--format", "json"];
    for method in ["paris-call", "weighted-mean", "maturity-level", "weakest-link"] {
        arguments.extend(["--method", method]);
    }
    let run = shell.run(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let mut json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    json.as_object_mut().expect("a map").remove("provenance").expect("it names the file");
    json
}
