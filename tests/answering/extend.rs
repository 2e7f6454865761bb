//! The quick assessment grows into the full one.

use crate::shell::Shell;
use crate::{answer, assessments, without};

#[test]
fn a_quick_assessment_gets_the_other_questions_and_keeps_its_answers() {
    let shell = Shell::new();
    shell.run(&["init", "--quick", "--profile", "sme-it-user", "--name", "X", "--scope", "y"]).said(0);
    shell.run(&["answer", "PC7-IAM-01", "3", "--share", "19/20", "--note", "mine"]).ok();
    let quick = shell.read("assessment.yaml");
    let said = shell.run(&["init", "--extend"]).said(0);
    let full = shell.read("assessment.yaml");
    let count = |text: &str| text.matches("    evidence: []\n").count();
    assert_eq!(said, format!("added {} questions to assessment.yaml\n", count(&full) - count(&quick)));
    assert_eq!(answer(&full, "PC7-IAM-01"), answer(&quick, "PC7-IAM-01"));
    assert_eq!(shell.run(&["lint"]).said(0), "no problems\n");
    assert_eq!(shell.run(&["init", "--extend"]).said(0), "added 0 questions to assessment.yaml\n");
    // Line by line: what was there is there, in its order.
    let mut lines = full.lines();
    assert!(quick.lines().all(|line| lines.any(|other| other == line)));
    // The headings are those of a file that was asked in full from the beginning.
    let headings = |text: &str| -> Vec<String> {
        let heads = |line: &&str| line.contains("# ═══") || line.contains("# ───");
        text.lines().filter(heads).map(str::to_string).collect()
    };
    let other = Shell::new();
    other.run(&["init", "--profile", "sme-it-user", "--name", "X", "--scope", "y"]).said(0);
    let whole = other.read("assessment.yaml");
    assert!(headings(&whole).len() > 30, "{:?}", headings(&whole));
    assert_eq!(headings(&full), headings(&whole));
    // The same questions in the same order as if it had been asked in full from the beginning.
    let asked = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("  PC")).map(str::to_string).collect()
    };
    assert_eq!(asked(&without(&full, "PC7-IAM-01")), asked(&without(&whole, "PC7-IAM-01")));
}

#[test]
fn every_assessment_can_be_extended_and_loses_nothing() {
    for (name, text) in assessments() {
        let shell = Shell::new();
        shell.file("assessment.yaml", &text);
        let run = shell.run(&["init", "--extend"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        let new = shell.read("assessment.yaml");
        for (id, _) in gapcheck::edit::answer_places(&text).expect("YAML") {
            assert_eq!(answer(&new, &id), answer(&text, &id), "{name} {id}");
        }
        assert_eq!(new.contains("\r\n"), text.contains("\r\n"), "{name}");
    }
}
