//! Checklists and assessments in memory, through the product's own reader.

#![allow(unreachable_pub)]

use std::collections::BTreeMap;

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{Assessment, AssessmentFile, Checklist, Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::load::read_checklist;

/// The reference date of every test that does not say another.
pub const TODAY: &str = "2026-11-22";

/// What the reader says, one line for each problem.
pub fn said(sources: &Sources, diags: &Diagnostics) -> String {
    let line = |d: &gapcheck::diag::Diagnostic| {
        let place = d.at.and_then(|at| sources.place(at));
        format!("{place:?} {} {:?} {:?}", d.code.id(), d.facts, d.nearest())
    };
    diags.sorted().into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A checklist of some files; the first is the root.
pub fn checklist(files: &[(&str, &str)]) -> Checklist {
    let map: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&map, files[0].0, &mut sources, &mut diags);
    assert!(!diags.has_errors(), "{}", said(&sources, &diags));
    loaded.expect("a checklist without errors").checklist
}

/// The answers of an assessment file, read against a checklist.
pub fn answers(checklist: &Checklist, text: &str) -> AssessmentFile {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let file = read_assessment(("a.yaml", text.as_bytes()), checklist, today(), &mut sources, &mut diags);
    assert!(!diags.has_errors(), "{}\n{text}", said(&sources, &diags));
    file.expect("an assessment without errors")
}

/// The reference date.
pub fn today() -> Today {
    Today { date: parse_date(TODAY).expect("a date"), explicit: false }
}

/// A checklist and its answers, joined as of today.
pub fn join<'a>(checklist: &'a Checklist, file: &'a AssessmentFile) -> Assessment<'a> {
    Assessment::join(checklist, file, today())
}
