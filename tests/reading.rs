//! Reading files: what is accepted, what is refused, and with which words.

use std::path::Path;

use gapcheck::diag::{Diagnostics, Severity, Sources};
use gapcheck::model::{Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::brand::read_brand;
use gapcheck::source::lint::lint;
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
        let near = d.nearest().map_or(String::new(), |s| format!(" → {s}"));
        text.push_str(&format!("{place} {severity} {}: {sentence}{near}\n", d.code.id()));
    }
    text
}

/// One case of `tests/fixtures/broken`.
struct Case {
    title: String,
    today: Option<String>,
    files: Vec<(String, String)>,
    says: String,
    /// Whether the rules for authors are asked, and not the reader.
    lints: bool,
}

fn cases(text: &str, lints: bool) -> Vec<Case> {
    let mut cases = Vec::new();
    for case in text.split("=== ").skip(1) {
        let mut blocks = case.split("\n--- ");
        let mut head = blocks.next().unwrap_or("").lines();
        let title = head.next().unwrap_or("").to_string();
        let today = head.find_map(|line| line.strip_prefix("today: ")).map(str::to_string);
        let mut case = Case { title, today, files: Vec::new(), says: String::new(), lints };
        for block in blocks {
            let (name, text) = block.split_once('\n').unwrap_or((block, ""));
            // The line end before the next mark belongs to the text.
            let text =
                if text.is_empty() || text.ends_with('\n') { text.to_string() } else { format!("{text}\n") };
            match name {
                "says" => case.says = text,
                _ => case.files.push((name.to_string(), text)),
            }
        }
        cases.push(case);
    }
    cases
}

fn demo() -> Files {
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reading/demo"))
}

/// What is said of the files of a case.
fn outcome(case: &Case) -> String {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let mut files = demo();
    for (name, text) in &case.files {
        if text.is_empty() {
            files.remove(name);
        } else {
            files.insert(name.clone(), text.clone().into_bytes());
        }
    }
    if case.lints {
        let loaded = read_checklist(&files, "", &mut sources, &mut diags).expect("the checklist can be read");
        return said(&sources, &lint(&loaded));
    }
    if files.contains_key("brand.yaml") {
        let brand = read_brand("", &files, &mut sources, &mut diags);
        assert_eq!(brand.is_none(), diags.has_errors(), "{}", case.title);
        return said(&sources, &diags);
    }
    let Some(answers) = files.remove("assessment.yaml") else {
        let loaded = read_checklist(&files, "", &mut sources, &mut diags);
        assert_eq!(loaded.is_none(), diags.has_errors(), "{}", case.title);
        return said(&sources, &diags);
    };
    let checklist =
        read_checklist(&files, "", &mut sources, &mut diags).expect("the checklist is good").checklist;
    let date = parse_date(case.today.as_deref().unwrap_or("2026-11-22")).expect("a date");
    let today = Today { date, explicit: case.today.is_some() };
    let read = read_assessment(("assessment.yaml", &answers), &checklist, today, &mut sources, &mut diags);
    assert_eq!(read.is_none(), diags.has_errors(), "{}", case.title);
    said(&sources, &diags)
}

#[test]
fn every_broken_file_is_refused_with_every_problem_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/broken");
    let mut all = 0;
    for name in
        ["yaml.txt", "format.txt", "assessment.txt", "checklist.txt", "method.txt", "brand.txt", "lint.txt"]
    {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        let mut written = String::new();
        for case in cases(&text, name == "lint.txt") {
            let found = outcome(&case);
            all += 1;
            if std::env::var_os("UPDATE").is_none() {
                assert_eq!(found, case.says, "{name}: {}", case.title);
            }
            written += &format!("=== {}\n", case.title);
            written += &case.today.as_ref().map_or(String::new(), |day| format!("today: {day}\n"));
            for (name, text) in &case.files {
                written += &format!("--- {name}\n{text}");
            }
            written += &format!("--- says\n{found}");
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, written).expect("it can be written");
        }
    }
    assert!(all >= 60, "{all}");
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

#[test]
fn the_shipped_checklist_has_nothing_to_lint() {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&paris_call(), "", &mut sources, &mut diags).expect("no errors");
    assert_eq!(said(&sources, &lint(&loaded)), "");
}
