//! Scoring alone: the weighted mean over checklists of 100 to 100,000 controls, without traces.
//!
//! `cargo bench --bench scoring`. The aim: at least 1,000,000 controls per second and core, and a cost per
//! control within 1.5 times from the smallest to the largest. Reading and joining are not counted.

use std::fmt::Write as _;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{Assessment, AssessmentFile, Checklist, Today, parse_date};
use gapcheck::score::{Options, Traces, score};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::load::{Files, read_checklist};

/// Controls of the checklists.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// So many controls or answers are written into one file: a file has a limit.
const IN_ONE_FILE: usize = 10_000;

fn main() {
    divan::main();
}

/// A checklist of areas of ten controls, with the measures of a method.
fn checklist(controls: usize, measures: &str) -> Checklist {
    let parts = (0..controls).step_by(IN_ONE_FILE);
    let names: Vec<String> = parts.clone().map(|from| format!("part-{from}.yaml")).collect();
    let head = format!(
        "format: gapcheck/checklist/1\nid: bench\nversion: 1.0.0\ntitle: Bench\ninclude: [{}]\nscales:\n  \
         level: {{choices: [{{id: 0}}, {{id: 1}}, {{id: 2}}, {{id: 3}}, {{id: 4}}]}}\nmethods: {{m: {{measures: \
         {measures}}}}}\n",
        names.join(", ")
    );
    let mut files = Files::from([("checklist.yaml".to_string(), head.into_bytes())]);
    for (from, name) in parts.zip(names) {
        let mut text = String::from("format: gapcheck/checklist-part/1\nsections:\n");
        for i in from..controls.min(from + IN_ONE_FILE) {
            if i % 10 == 0 {
                let _ = writeln!(text, "  - id: S{i}\n    kind: area\n    controls:");
            }
            let _ = writeln!(text, "      - {{id: C{i}, scale: level, weight: {}}}", 1 + i % 5);
        }
        files.insert(name, text.into_bytes());
    }
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&files, "", &mut sources, &mut diags);
    loaded.unwrap_or_else(|| panic!("{:?}", diags.sorted())).checklist
}

/// Answers to all controls, or to all but each tenth.
fn answers(checklist: &Checklist, blanks: bool) -> AssessmentFile {
    let mut all: Option<AssessmentFile> = None;
    let ids: Vec<_> = checklist.controls.iter().map(|control| &control.id).enumerate().collect();
    for some in ids.chunks(IN_ONE_FILE) {
        let mut text = String::from("format: gapcheck/assessment/1\nchecklist: bench@1.0.0\nanswers:\n");
        for (i, id) in some.iter().filter(|(i, _)| !blanks || i % 10 != 9) {
            let _ = writeln!(text, "  {id}: {}", i % 5);
        }
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let read = read_assessment(("a.yaml", text.as_bytes()), checklist, today(), &mut sources, &mut diags);
        let read = read.unwrap_or_else(|| panic!("{:?}", diags.sorted()));
        match &mut all {
            Some(all) => all.answers.extend(read.answers),
            None => all = Some(read),
        }
    }
    all.expect("there are controls")
}

fn today() -> Today {
    Today { date: parse_date("2026-11-22").expect("a date"), explicit: false }
}

fn measured(bencher: Bencher, controls: usize, measures: &str, blanks: bool) {
    let checklist = checklist(controls, measures);
    let file = answers(&checklist, blanks);
    let assessment = Assessment::join(&checklist, &file, today());
    let method = &checklist.methods[0];
    bencher
        .counter(ItemsCount::new(controls))
        .bench_local(|| score(black_box(&assessment), method, Options { trace: Traces::None }));
}

/// One number for the whole: the weighted mean of all answers.
#[divan::bench(args = SIZES)]
fn weighted_mean(bencher: Bencher, controls: usize) {
    measured(bencher, controls, "{score: {at: root, items: leaves, normalise: true, fn: mean}}", false);
}

/// The same with a number for each area.
#[divan::bench(args = SIZES)]
fn weighted_mean_by_area(bencher: Bencher, controls: usize) {
    measured(
        bencher,
        controls,
        "{score: {at: [area, root], items: leaves, normalise: true, fn: mean}}",
        false,
    );
}

/// The same with a tenth of the answers missing, so that ranges are worked out.
#[divan::bench(args = SIZES)]
fn weighted_mean_with_blanks(bencher: Bencher, controls: usize) {
    let measures =
        "{score: {at: [area, root], items: leaves, normalise: true, answers: {unanswered: 0}, fn: mean}}";
    measured(bencher, controls, measures, true);
}
