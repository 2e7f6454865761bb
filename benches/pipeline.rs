//! Each stage of the pipeline by itself: reading, joining, scoring, finding gaps, judging, rendering.
//!
//! `cargo bench --bench pipeline` prints a table; `cargo bench --bench pipeline -- read` only a part of it.

mod support;

use divan::{Bencher, black_box};
use gapcheck::assess::{self, Request};
use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::gap;
use gapcheck::model::Assessment;
use gapcheck::report::{Document, FORMATS, Options, Provenance, Subject, find_format};
use gapcheck::score;
use gapcheck::source::load::read_checklist;
use gapcheck::text::Catalogue;
use support::{EXAMPLE, World, bundled, bytes, read, today};

fn main() {
    divan::main();
}

/// The packed checklist into the model, as every command does it.
#[divan::bench]
fn read_packed_checklist() -> gapcheck::model::Checklist {
    bundled().checklist()
}

/// The checklist's sentences in a language.
#[divan::bench(args = ["en", "fr"])]
fn read_texts(bencher: Bencher, language: &str) {
    bencher.bench(|| bundled().texts(black_box(language)));
}

/// The checklist from its YAML files, as `lint` does it.
#[divan::bench]
fn read_checklist_yaml(bencher: Bencher) {
    let files = bundled().files();
    bencher.bench(|| {
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        read_checklist(black_box(&files), "", &mut sources, &mut diags)
    });
}

/// An assessment from its YAML file.
#[divan::bench]
fn read_assessment(bencher: Bencher) {
    let (checklist, bytes) = (bundled().checklist(), bytes(EXAMPLE));
    bencher.bench(|| read(&checklist, black_box(&bytes)));
}

/// Checklist and answers into an assessment.
#[divan::bench]
fn join(bencher: Bencher) {
    let world = World::example();
    bencher.bench(|| Assessment::join(&world.checklist, black_box(&world.file), today()));
}

/// Every measure at every node, with and without the terms of each number.
#[divan::bench(args = [score::Traces::None, score::Traces::All])]
fn score(bencher: Bencher, trace: score::Traces) {
    let world = World::example();
    let assessment = Assessment::join(&world.checklist, &world.file, today());
    bencher.bench(|| score::score(black_box(&assessment), world.method(), score::Options { trace }));
}

/// The ranked gaps of a scorecard.
#[divan::bench]
fn find_gaps(bencher: Bencher) {
    let world = World::example();
    let assessment = Assessment::join(&world.checklist, &world.file, today());
    let card = score::score(&assessment, world.method(), score::Options { trace: score::Traces::None });
    bencher.bench(|| gap::find(black_box(&assessment), &card));
}

/// The gap report in each format.
#[divan::bench(args = FORMATS.iter().map(|f| f.id()).filter(|f| writes(f)))]
fn render_report(bencher: Bencher, format: &str) {
    render(bencher, Document::Report, format);
}

/// The scorecard on a terminal.
#[divan::bench]
fn render_score(bencher: Bencher) {
    render(bencher, Document::Score, "text");
}

/// Whether a format has the gap report.
fn writes(format: &str) -> bool {
    find_format(format).is_some_and(|f| f.writes(Document::Report))
}

fn render(bencher: Bencher, document: Document, format: &str) {
    let world = World::example();
    let assessment = Assessment::join(&world.checklist, &world.file, today());
    let outcome =
        assess::assess(assessment, Request { methods: &[world.method()], trace: score::Traces::All });
    let (words, provenance) = (Catalogue::english(), Provenance::of(&outcome));
    let subject = Subject { outcome: &outcome, texts: &world.texts, words, provenance };
    let options = Options { document, ..Options::default() };
    let format = find_format(format).expect("it is registered");
    bencher.bench(|| format.render(black_box(&subject), &options).is_ok());
}
