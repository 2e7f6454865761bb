//! Answering from outside: from a script, from a CSV file and in the terminal; what a kill, a full disk or
//! many at once do to the file; where the work stands.

mod command;
mod extend;
#[path = "../shell/folder.rs"]
mod folder;
mod saving;
mod sheet;
#[path = "../shell/mod.rs"]
mod shell;
mod status;
mod talk;
mod terminal;
mod watch;

use gapcheck::edit::{answer_places, answer_text};
use shell::{Shell, repository};

/// An assessment as nobody would write it and every YAML reader reads it.
const UNUSUAL: &str = "# by hand
{\"format\": gapcheck/assessment/1, 'checklist': \"paris-call@1.0.0\",
 \"profile\": {group: private, size: small,   # and so on
   makes_products: false},
 \"answers\": {
   \"PC7-IAM-01\": {\"answer\": \"3\", 'note': 'it''s on', owner: j.doe, answered: 2026-10-01}, # first
   'PC7-IAM-02' : 2,
   PC7-AWR-01: {answer: unknown, evidence: [{file: \"a.csv\", kind: record}]},
 }} # the end
";

/// The same with block texts, in an order of its own.
const BLOCKS: &str = "\"format\":   gapcheck/assessment/1
'checklist': 'paris-call@1.0.0'
answers:

    'PC7-IAM-02':
        note: >+
            folded
            text

        \"answer\": 2   # why
    \"PC7-IAM-01\":
        # the same for all
        note: |-
            literal
              text
        owner: 'j.doe'
        answer: '3'
        answered: 2026-10-01
    PC7-AWR-01: unknown
organisation: {name: \"Crlf & Sons\"}
";

/// Every assessment that answering is tried on, with its name.
fn assessments() -> Vec<(String, String)> {
    let example = |name: &str| {
        let path = repository(&format!("examples/{name}/assessment.yaml"));
        (name.to_string(), std::fs::read_to_string(path).expect("an example"))
    };
    let mut all: Vec<(String, String)> =
        ["bakery-chain", "harbour-authority", "sensor-maker"].into_iter().map(example).collect();
    all.push(("unusual".to_string(), UNUSUAL.to_string()));
    all.push(("blocks".to_string(), BLOCKS.to_string()));
    all.push(("windows".to_string(), format!("\u{feff}{}", BLOCKS.replace('\n', "\r\n"))));
    all
}

/// A file without the answer of a control.
fn without(text: &str, control: &str) -> String {
    let body = text.trim_start_matches('\u{feff}');
    let places = answer_places(body).expect("YAML");
    let (_, place) = places.into_iter().find(|(id, _)| id == control).expect("it is answered");
    format!("{}{}", &body[..place.start], &body[place.end..])
}

/// What a file says about a control.
fn answer(text: &str, control: &str) -> String {
    answer_text(text, control).expect("YAML").unwrap_or_default()
}

/// A shell with a new assessment of a small company.
fn small_company() -> Shell {
    let shell = Shell::new();
    shell.run(&["init", "--profile", "sme-it-user", "--name", "Example Ltd", "--no-schema"]).said(0);
    shell
}
