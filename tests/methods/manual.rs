//! Every example of `docs/scoring.md` gives what the page says.
//!
//! A block with `measures` is tried on the page's `workshop` checklist with the answers under `answered`;
//! a block that begins with `gives` belongs to the checklist and the assessment written before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gapcheck::model::{Checklist, Exact};
use gapcheck::score::{Figure, NodeResult, Options, RangeKind, Traces, score};
use serde_json::Value;

use crate::{node, support};

/// A block of the page: its text by top-level key, and the line where it begins.
struct Block {
    line: usize,
    text: String,
    parts: BTreeMap<String, String>,
}

impl Block {
    fn says(&self, key: &str, start: &str) -> bool {
        self.parts.get(key).is_some_and(|text| text.trim_start().starts_with(start))
    }

    fn part(&self, key: &str) -> &str {
        self.parts.get(key).map_or("", String::as_str)
    }
}

fn blocks() -> Vec<Block> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scoring.md"));
    let page = page.expect("the page is there");
    let (mut blocks, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    let mut key = String::new();
    for (i, line) in page.lines().enumerate() {
        match &mut open {
            None if line == "```yaml" => {
                open = Some(Block { line: i + 1, text: String::new(), parts: BTreeMap::new() });
            }
            None => {}
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(block) => {
                let named = line.split_once(':').filter(|(name, _)| !name.starts_with([' ', '-', '#']));
                if let Some((name, rest)) = named {
                    key = name.to_string();
                    block.parts.insert(key.clone(), format!("{rest}\n"));
                } else if let Some(part) = block.parts.get_mut(&key) {
                    part.push_str(&format!("{line}\n"));
                }
                block.text.push_str(&format!("{line}\n"));
            }
        }
    }
    blocks
}

fn indented(text: &str, by: usize) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_string();
    lines.fold(first, |all, line| format!("{all}\n{}{line}", " ".repeat(by)))
}

/// A checklist with the measures of an example as its method.
fn with_measures(base: &str, block: &Block) -> Checklist {
    let measures = indented(block.part("measures"), 4);
    support::checklist(&[("c.yaml", &format!("{base}methods:\n  example:\n    measures:{measures}\n"))])
}

/// The assessment file of an example.
fn assessment(checklist: &Checklist, block: &Block) -> String {
    let mut text = format!("format: gapcheck/assessment/1\nchecklist: {}@1.0.0\n", checklist.id);
    for (key, of) in [("profile", "profile"), ("settings", "settings"), ("answers", "answered")] {
        if let Some(part) = block.parts.get(of) {
            text.push_str(&format!("{key}:{part}"));
        }
    }
    text
}

/// What is wrong with the results of an example; nothing when all is as the page says.
fn differences(checklist: &Checklist, answers: &str, block: &Block) -> (Vec<String>, usize) {
    let file = support::answers(checklist, answers);
    let assessment = support::join(checklist, &file);
    let card = score(&assessment, &checklist.methods[0], Options { trace: Traces::None });
    let gives: BTreeMap<String, Value> = serde_yaml::from_str(block.part("gives"))
        .or_else(|_| {
            serde_yaml::from_str(&format!("gives:{}", block.part("gives"))).map(|all: Given| all.gives)
        })
        .unwrap_or_else(|e| panic!("line {}: {e}", block.line));
    let mut wrong = Vec::new();
    for (name, wanted) in &gives {
        let (measure, id) = name.split_once('@').unwrap_or_else(|| panic!("line {}: {name}", block.line));
        match card.get(measure, node(checklist, id)) {
            None => wrong.push(format!("line {}: {name} does not exist", block.line)),
            Some(result) => wrong.extend(
                unlike(result, wanted)
                    .map(|how| format!("line {}: {name}: {how}, page: {wanted}", block.line)),
            ),
        }
    }
    (wrong, gives.len())
}

#[derive(serde::Deserialize)]
struct Given {
    gives: BTreeMap<String, Value>,
}

/// How a result differs from what the page says.
fn unlike(result: &NodeResult, wanted: &Value) -> Option<String> {
    let Value::Object(parts) = wanted else {
        let found = figure(result.value.as_ref());
        return (!is(result.value.as_ref(), wanted)).then_some(found);
    };
    for (key, wanted) in parts {
        let (same, found) = match key.as_str() {
            "value" => (is(result.value.as_ref(), wanted), figure(result.value.as_ref())),
            "low" => (is(result.low.as_ref(), wanted), figure(result.low.as_ref())),
            "high" => (is(result.high.as_ref(), wanted), figure(result.high.as_ref())),
            "shown" => (result.shown.as_deref() == wanted.as_str(), format!("{:?}", result.shown)),
            "findings" => (serde_json::json!(result.findings) == *wanted, format!("{:?}", result.findings)),
            "range" => {
                let exact = result.range == RangeKind::Exact;
                (wanted == if exact { "exact" } else { "enclosing" }, format!("{:?}", result.range))
            }
            other => (false, format!("{other} is no field")),
        };
        if !same {
            return Some(format!("{key} {found}"));
        }
    }
    None
}

fn is(found: Option<&Figure>, wanted: &Value) -> bool {
    match (found, wanted) {
        (None, Value::Null) => true,
        (Some(Figure::Number(number)), Value::Number(wanted)) => {
            Exact::parse(&wanted.to_string()).as_ref() == Some(number)
        }
        (Some(Figure::Number(number)), Value::String(wanted)) => {
            Exact::parse(wanted).as_ref() == Some(number)
        }
        (Some(Figure::Label(label)), Value::String(wanted)) => label == wanted,
        (Some(Figure::Truth(truth)), Value::Bool(wanted)) => truth == wanted,
        _ => false,
    }
}

fn figure(found: Option<&Figure>) -> String {
    match found {
        None => "no figure".to_string(),
        Some(Figure::Number(number)) => number.to_string(),
        Some(Figure::Label(label)) => label.clone(),
        Some(Figure::Truth(truth)) => truth.to_string(),
    }
}

#[test]
fn every_example_of_the_manual_gives_what_the_page_says() {
    let blocks = blocks();
    let workshop = blocks.iter().find(|b| b.says("id", "workshop")).expect("the page has its checklist");
    let (mut checklist, mut answers) = (None, None);
    let (mut wrong, mut examples, mut values) = (Vec::new(), 0, 0);
    for block in &blocks {
        if block.says("format", "gapcheck/checklist/1") && block.parts.contains_key("methods") {
            checklist = Some(support::checklist(&[("c.yaml", &block.text)]));
        } else if block.says("format", "gapcheck/assessment/1") {
            answers = Some(block.text.clone());
        }
        if !block.parts.contains_key("gives") {
            continue;
        }
        let (found, compared) = if block.parts.contains_key("measures") {
            let checklist = with_measures(&workshop.text, block);
            differences(&checklist, &assessment(&checklist, block), block)
        } else {
            let checklist = checklist.as_ref().expect("a checklist before it");
            differences(checklist, answers.as_deref().expect("answers before it"), block)
        };
        wrong.extend(found);
        examples += 1;
        values += compared;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(examples >= 30 && values >= 120, "{examples} examples, {values} values");
}
