//! Reading files: what is accepted, what is refused, and with which words.

use std::path::Path;

use gapcheck::diag::{Diagnostics, Severity, Sources};
use gapcheck::model::{Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::load::{Files, read_checklist};
use gapcheck::text::Catalogue;

/// Every file below a folder, by path with `/`.
fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn paris_call() -> Files {
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("checklists/paris-call"))
}

/// `file:line:column severity code: sentence` for every diagnostic, in order.
fn said(sources: &Sources, diags: &Diagnostics) -> String {
    let words = Catalogue::english();
    let mut text = String::new();
    for d in diags.sorted() {
        let place = d.at.and_then(|at| sources.place(at));
        let place = place.map_or(String::new(), |(name, line, column)| format!("{name}:{line}:{column}"));
        let severity = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let facts = d.in_words(|key| words.text(key));
        let facts: Vec<(&str, &dyn std::fmt::Display)> = facts.iter().map(|(n, v)| (*n, v as _)).collect();
        let sentence = words.say(&format!("diag.{}", d.code.id()), &facts);
        let near = d.suggestion.as_ref().map_or(String::new(), |s| format!(" → {s}"));
        text.push_str(&format!("{place} {severity} {}: {sentence}{near}\n", d.code.id()));
    }
    text
}

#[test]
fn the_shipped_checklist_is_read_without_a_word() {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&paris_call(), "", &mut sources, &mut diags);
    assert_eq!(said(&sources, &diags), "");
    let loaded = loaded.expect("no errors");
    assert_eq!(loaded.checklist.top_sections().count(), 9);
    assert_eq!(loaded.translations["fr"].missing(), Vec::<&str>::new());
}

fn today(day: &str) -> Today {
    Today { date: parse_date(day).expect("a date"), explicit: false }
}

#[test]
fn the_examples_are_read_without_an_error() {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let checklist = read_checklist(&paris_call(), "", &mut sources, &mut diags).expect("no errors").checklist;
    let examples = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"));
    for (name, bytes) in
        examples.iter().filter(|(name, _)| name.ends_with(".yaml") && name.contains("assessment"))
    {
        let read = read_assessment((name, bytes), &checklist, today("2026-11-22"), &mut sources, &mut diags);
        assert_eq!(said(&sources, &diags), "", "{name}");
        assert!(read.expect("no errors").answers.len() > 20, "{name}");
    }
}
