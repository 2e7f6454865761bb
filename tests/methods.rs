//! Published scoring methods as data: every given case comes out with the digits given.
//!
//! Under `tests/methods/` each method has its checklist (ids, weights and levels only), the method in the
//! product's own vocabulary, and cases with the numbers that the method's own tools, tests or publications
//! give. Printed with `cargo test --test methods -- --nocapture`: method, cases, passed.

#![expect(clippy::print_stdout, reason = "the table is what this test is read for")]

#[path = "methods/manual.rs"]
mod manual;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gapcheck::model::{Assessment, Checklist, Exact, SectionIx};
use gapcheck::score::{Figure, Node, NodeResult, Options, Scorecard, Traces, score};
use gapcheck::text::Catalogue;
use serde_json::{Map, Value, json};

/// How near a number has to be, unless the case says otherwise: the methods' own files keep 15 digits.
const TOLERANCE: f64 = 1e-9;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/methods")
}

fn methods() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there").map(|e| e.expect("an entry").path());
    let mut names: Vec<String> = entries
        .filter(|p| p.is_dir())
        .map(|p| p.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn read(method: &str, file: &str) -> String {
    fs::read_to_string(folder().join(method).join(file)).expect("a file of the method")
}

fn cases(method: &str) -> Vec<Value> {
    serde_json::from_str(&read(method, "cases.json")).expect("a list of cases")
}

fn checklist(method: &str, case: &Value) -> Checklist {
    let root = case["checklist"].as_str().unwrap_or("checklist.yaml");
    support::checklist(&[(root, &read(method, root)), ("method.yaml", &read(method, "method.yaml"))])
}

/// The answers of a case; `*` stands for every control that is not named, `counts` for so many controls of
/// each answer, in order.
fn given(checklist: &Checklist, case: &Value) -> Map<String, Value> {
    let ids = checklist.controls.iter().map(|c| c.id.to_string());
    let mut answers = case["answers"].as_object().cloned().unwrap_or_default();
    if let Some(common) = answers.remove("*") {
        for id in ids.clone() {
            answers.entry(id).or_insert_with(|| common.clone());
        }
    }
    let counts = case["counts"].as_object().cloned().unwrap_or_default();
    let words = counts.iter().flat_map(|(word, n)| {
        let n = usize::try_from(n.as_u64().expect("a count")).expect("a small count");
        std::iter::repeat_n(Value::from(word.as_str()), n)
    });
    answers.extend(ids.zip(words));
    answers
}

/// The assessment file of a case. JSON is YAML.
fn assessment_text(checklist: &Checklist, case: &Value) -> String {
    let settings = case["settings"].as_object().cloned().unwrap_or_default();
    json!({
        "format": "gapcheck/assessment/1",
        "checklist": format!("{}@1.0.0", checklist.id),
        "settings": settings,
        "answers": given(checklist, case),
    })
    .to_string()
}

fn node(checklist: &Checklist, id: &str) -> Node {
    if id == "root" {
        return Node::Section(SectionIx::ROOT);
    }
    let section = checklist.find_section(id).map(Node::Section);
    section
        .or_else(|| checklist.find_control(id).map(Node::Control))
        .unwrap_or_else(|| panic!("no node {id}"))
}

/// The parts of a case that hold figures, and the figure of a result that each is about.
type Part = (&'static str, fn(&NodeResult) -> Option<&Figure>);
const FIGURES: [Part; 3] =
    [("expected", |r| r.value.as_ref()), ("low", |r| r.low.as_ref()), ("high", |r| r.high.as_ref())];

/// Whether a figure is what a case expects.
fn is_expected(figure: Option<&Figure>, expected: &Value, tolerance: f64) -> bool {
    match (figure, expected) {
        (None, Value::Null) => true,
        (Some(Figure::Number(number)), Value::Number(wanted)) => {
            let wanted = wanted.as_f64().expect("a double");
            (number.to_f64() - wanted).abs() <= tolerance
        }
        (Some(Figure::Label(label)), Value::String(wanted)) => label == wanted,
        (Some(Figure::Truth(truth)), Value::Bool(wanted)) => truth == wanted,
        _ => false,
    }
}

/// Calls `each` with every measure, node and value of a part of a case.
fn each_expected(case: &Value, part: &str, mut each: impl FnMut(&str, &str, &Value)) -> usize {
    let mut count = 0;
    for (measure, nodes) in case[part].as_object().into_iter().flatten() {
        for (id, value) in nodes.as_object().expect("values by node") {
            each(measure, id, value);
            count += 1;
        }
    }
    count
}

/// What is wrong with a case, and how many values were compared.
fn differences(checklist: &Checklist, card: &Scorecard, case: &Value) -> (Vec<String>, usize) {
    let tolerance = case["tolerance"].as_f64().unwrap_or(TOLERANCE);
    let mut wrong = Vec::new();
    let find = |measure: &str, id: &str| card.get(measure, node(checklist, id));
    let mut compared = 0;
    for (part, of) in FIGURES {
        compared += each_expected(case, part, |measure, id, value| match find(measure, id).map(of) {
            Some(figure) if is_expected(figure, value, tolerance) => {}
            other => wrong.push(format!("{measure} {id} {part}: {other:?}, case: {value}")),
        });
    }
    compared += each_expected(case, "shown", |measure, id, value| {
        let shown = find(measure, id).and_then(|r| r.shown.as_deref());
        if shown != value.as_str() {
            wrong.push(format!("{measure} {id} shown: {shown:?}, expected {value}"));
        }
    });
    compared += each_expected(case, "findings", |measure, id, value| {
        let findings = find(measure, id).map(|r| json!(r.findings));
        if findings.as_ref() != Some(value) {
            wrong.push(format!("{measure} {id} findings: {findings:?}, expected {value}"));
        }
    });
    (wrong, compared)
}

fn with_scores(method: &str, case: &Value, trace: Traces, look: impl FnOnce(&Assessment, &Scorecard)) {
    let checklist = checklist(method, case);
    let file = support::answers(&checklist, &assessment_text(&checklist, case));
    let assessment = support::join(&checklist, &file);
    let id = case["method"].as_str().unwrap_or(method);
    let found = checklist.find_method(id).unwrap_or_else(|| panic!("no method {id}"));
    look(&assessment, &score(&assessment, found, Options { trace }));
}

#[test]
fn every_given_case_of_every_published_method_comes_out_as_given() {
    let mut table = BTreeMap::new();
    let mut wrong = Vec::new();
    for method in methods() {
        let (mut passed, mut values) = (0, 0);
        let cases = cases(&method);
        for case in &cases {
            with_scores(&method, case, Traces::None, |assessment, card| {
                let (differences, compared) = differences(assessment.checklist, card, case);
                assert!(compared > 0, "{method} {}: nothing was compared", case["name"]);
                passed += usize::from(differences.is_empty());
                values += compared;
                wrong.extend(differences.into_iter().map(|d| format!("{method} {}: {d}", case["name"])));
            });
        }
        table.insert(method, (cases.len(), passed, values));
    }
    println!("{:<32} {:>5} {:>6} {:>6}", "method", "cases", "passed", "values");
    for (method, (cases, passed, values)) in &table {
        println!("{method:<32} {cases:>5} {passed:>6} {values:>6}");
    }
    assert!(table.len() >= 30, "a method is missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The value that a trace arrives at: its last step, else its fold. The rungs of a ladder are no steps of
/// the value.
fn arrival(result: &NodeResult) -> Option<Figure> {
    let trace = result.trace.as_deref()?;
    let last = trace.steps.iter().rfind(|step| step.name != "level");
    last.map_or(trace.folded.clone(), |step| step.after.clone())
}

#[test]
fn every_fold_step_and_reason_of_every_method_has_words_in_every_language() {
    let mut wordless = BTreeSet::new();
    let mut look = |key: String| {
        let key = key.replace('_', "-");
        for language in Catalogue::languages() {
            let words = Catalogue::of(language).expect("it is listed");
            if words.find(&key).is_none() {
                wordless.insert(format!("{language} {key}"));
            }
        }
    };
    for method in methods() {
        for case in cases(&method) {
            with_scores(&method, &case, Traces::All, |_, card| {
                for trace in card.results.iter().filter_map(|result| result.trace.as_deref()) {
                    // A shut gate is no fold.
                    if !trace.fold.is_empty() {
                        look(format!("fold.{}", trace.fold));
                    }
                    trace.steps.iter().for_each(|step| look(format!("step.{}", step.name)));
                    trace
                        .terms
                        .iter()
                        .filter_map(|t| t.left_out)
                        .for_each(|why| look(format!("left-out.{why}")));
                }
            });
        }
    }
    assert_eq!(wordless, BTreeSet::new());
}

#[test]
fn every_number_of_every_method_explains_itself() {
    for method in methods() {
        for case in cases(&method) {
            with_scores(&method, &case, Traces::All, |_, card| {
                for result in &card.results {
                    let at = format!("{method} {} {} {:?}", case["name"], result.measure, result.node);
                    let trace = result.trace.as_deref().unwrap_or_else(|| panic!("{at}: no trace"));
                    assert_eq!(arrival(result), result.value, "{at}");
                    let shares: Vec<&Exact> = trace.terms.iter().filter_map(|t| t.share.as_ref()).collect();
                    if let (Some(Figure::Number(folded)), false) = (&trace.folded, shares.is_empty()) {
                        assert_eq!(shares.into_iter().cloned().sum::<Exact>(), *folded, "{at}");
                    }
                }
            });
        }
    }
}

#[test]
fn without_blanks_a_range_is_its_value() {
    for method in methods() {
        for case in cases(&method) {
            with_scores(&method, &case, Traces::None, |assessment, card| {
                if assessment.items.iter().all(|item| !item.is_blank()) {
                    let removed = |r: &NodeResult| r.value.is_none() || !r.findings.is_empty();
                    for result in card.results.iter().filter(|r| !removed(r)) {
                        assert_eq!((&result.low, &result.high), (&result.value, &result.value));
                    }
                }
            });
        }
    }
}
