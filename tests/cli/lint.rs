//! `lint` from outside: rules for checklist authors, evidence that is opened, digests that are written.

use super::shell::{Shell, repository};

const HEAD: &str = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nprofile: {group: private}\n";

/// SHA-256 of `abc` (FIPS 180-2, appendix B.1).
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A folder with an assessment whose answer has one evidence file, `abc`, and says this of its digest.
fn with_evidence(digest: &str) -> Shell {
    let shell = Shell::new();
    shell.file("evidence/a.txt", "abc");
    let item = format!("      - file: evidence/a.txt   # from the lab\n        kind: test\n{digest}");
    let answers = format!("answers:\n  PC7-IAM-01:\n    answer: 3   # asked in May\n    evidence:\n{item}");
    shell.file("assessment.yaml", format!("{HEAD}{answers}"));
    shell
}

fn short(shell: &Shell, more: &[&str]) -> (Option<i32>, String) {
    let run = shell.run(&[&["lint", "--message-format", "short"][..], more].concat());
    let kept = run.err.lines().filter(|line| !line.contains("fact-not-stated") && line.contains(": error["));
    (run.code, kept.map(|line| format!("{line}\n")).collect())
}

#[test]
fn the_shipped_checklist_and_examples_are_without_problems_in_every_language() {
    let shell = Shell::new();
    let examples = ["examples/bakery-chain", "examples/sensor-maker", "examples/harbour-authority"];
    for path in ["checklists/paris-call"].into_iter().chain(examples) {
        assert_eq!(shell.run(&["lint", &repository(path)]).said(0), "no problems\n", "{path}");
        let french = shell.run(&["lint", &repository(path), "--lang", "fr"]).said(0);
        assert_eq!(french, "aucun problème\n", "{path}");
    }
}

#[test]
fn what_is_legal_in_a_checklist_and_still_wrong_is_said() {
    let shell = Shell::new();
    let head = "format: gapcheck/checklist/1\nid: own\nversion: 1.0.0\ntitle: Own\nweights: {min: 1, max: 5}\n\
                scales: {yes_no: {choices: [{id: \"no\", value: 0}, {id: \"yes\", value: 1}]}}\ncontrols:\n";
    let control = |weight: &str| {
        format!(
            "  - {{id: A-1, title: A, ask: Are changes reviewed and approved?, scale: yes_no, weight: {weight}}}\n"
        )
    };
    shell.file("warned/checklist.yaml", format!("{head}{}", control("5")));
    shell.file("wrong/checklist.yaml", format!("{head}{}", control("6")));
    let warned = shell.run(&["lint", "warned"]).said(0);
    assert!(warned.contains("warning[double-barrelled]") && warned.ends_with("1 warning\n"), "{warned}");
    let both = shell.run(&["lint", "warned", "wrong", "--message-format", "short"]).said(1);
    assert!(both.contains("wrong/checklist.yaml:8:89: error[weight-outside]"), "{both}");
    assert!(both.ends_with("1 error, 2 warnings\n"), "{both}");
}

#[test]
fn a_checklist_that_is_one_file_finds_what_it_includes_beside_it() {
    let shell = Shell::new();
    let root = "format: gapcheck/checklist/1\nid: own\nversion: 1.0.0\ntitle: Own\ninclude: [parts/m.yaml]\n\
                controls: [{id: A-1, choices: [{id: 0}, {id: 2}]}]\n";
    let part = "format: gapcheck/checklist-part/1\nmethods: {m: {measures: {x: {at: control}}}}\n";
    shell.file("lists/own.yaml", root);
    shell.file("lists/parts/m.yaml", part);
    shell.file("lists/other.yaml", "nothing that it includes");
    let answers = "format: gapcheck/assessment/1\nchecklist: ./lists/own.yaml\norganisation: {name: X}\nanswers: {A-1: 2}\n";
    shell.file("assessment.yaml", answers);
    let linted = shell.run(&["lint", "lists/own.yaml", "--message-format", "short"]).err;
    assert!(!linted.contains("include-missing"), "{linted}");
    let scored = shell.run(&["score", "assessment.yaml", "--method", "m", "--format", "csv"]).out;
    assert!(scored.contains("A-1"), "{scored}");
    shell.file("lists/own.yaml", root.replace("parts/m.yaml", "parts/gone.yaml"));
    let gone = shell.run(&["lint", "lists/own.yaml", "--message-format", "short"]).said(1);
    assert!(gone.contains("lists/own.yaml:5:11: error[include-missing]"), "{gone}");
}

#[test]
fn a_level_that_stands_for_a_share_and_no_count_is_named_at_its_answer() {
    let shell = Shell::new();
    let counted = "{answer: 3, share: {have: 95, of: 100, source: export}}";
    let lint = |answer: &str| {
        shell.file("assessment.yaml", format!("{HEAD}answers:\n  PC7-IAM-01: {answer}\n"));
        let said = shell.run(&["lint", "--message-format", "short"]).err;
        said.lines().filter(|line| line.contains("share-not-counted")).map(String::from).collect::<Vec<_>>()
    };
    let said = lint("3");
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("assessment.yaml:5:15: warning[share-not-counted]: level 3 of PC7-IAM-01"),
        "{said:?}"
    );
    // Counted, nothing claimed, not known: nothing is missing.
    assert_eq!([counted, "0", "unknown"].map(lint), [const { Vec::<String>::new() }; 3]);
}

#[test]
fn evidence_that_is_missing_or_has_changed_is_an_error_at_its_line() {
    let shell = with_evidence(&format!("        sha256: {ABC}\n"));
    assert_eq!(short(&shell, &[]), (Some(0), String::new()));
    shell.file("evidence/a.txt", "abd");
    let (code, said) = short(&shell, &[]);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("assessment.yaml:8:9: error[evidence-changed]"), "{said}");
    std::fs::remove_file(shell.path("evidence/a.txt")).expect("it is there");
    assert!(short(&shell, &[]).1.starts_with("assessment.yaml:8:9: error[evidence-missing]"));
    std::fs::create_dir(shell.path("evidence/a.txt")).expect("it can be made");
    assert!(short(&shell, &[]).1.starts_with("assessment.yaml:8:9: error[evidence-unreadable]"));
    assert_eq!(shell.run(&["score"]).code, Some(0), "a score never opens evidence");
}

#[cfg(unix)]
#[test]
fn evidence_behind_a_link_out_of_the_folder_is_never_opened() {
    let (shell, other) = (with_evidence(""), Shell::new());
    other.file("secret.txt", "abc");
    std::fs::remove_file(shell.path("evidence/a.txt")).expect("it is there");
    std::os::unix::fs::symlink(other.path("secret.txt"), shell.path("evidence/a.txt")).expect("a link");
    let (code, said) = short(&shell, &["--fix"]);
    assert!(code == Some(1) && said.starts_with("assessment.yaml:8:9: error[path-outside]"), "{said}");
    assert!(!shell.read("assessment.yaml").contains("sha256"));
}

#[test]
fn fix_writes_the_digests_that_are_not_stated_and_nothing_else() {
    let shell = with_evidence("");
    let before = shell.read("assessment.yaml");
    let said = shell.run(&["lint", "--fix"]).said(0);
    assert!(said.contains("wrote 1 digest into assessment.yaml\n"), "{said}");
    assert_eq!(shell.read("assessment.yaml"), format!("{before}        sha256: {ABC}\n"));
    assert!(!shell.run(&["lint", "--fix"]).said(0).contains("wrote"), "there is nothing left to write");
    shell.file("evidence/a.txt", "abd");
    assert_eq!(short(&shell, &["--fix"]).0, Some(1), "a digest that is stated is not written over");
    assert_eq!(shell.read("assessment.yaml"), format!("{before}        sha256: {ABC}\n"));
}

#[test]
fn what_cannot_be_mended_is_left_as_it_is() {
    let shell = with_evidence("");
    let text = shell.read("assessment.yaml");
    let said = shell.with(&["lint", "--fix", "-"], &[], &text).said(2);
    assert!(said.contains("standard input cannot be mended"), "{said}");
    shell.file("broken.yaml", format!("{text}  PC7-IAM-1: 3\n"));
    assert_eq!(shell.run(&["lint", "--fix", "broken.yaml"]).code, Some(1));
    assert!(!shell.read("broken.yaml").contains("sha256"), "a file with errors is not edited");
}

#[test]
fn of_more_than_a_thousand_problems_the_errors_come_first_and_the_rest_is_counted() {
    let shell = Shell::new();
    let unknown: String = (0..1_200).map(|i| format!("  XYZ-{i:04}: 1\n")).collect();
    shell.file("assessment.yaml", format!("{HEAD}answers:\n{unknown}"));
    let said = shell.run(&["lint", "--message-format", "short"]).said(1);
    let lines: Vec<&str> = said.lines().collect();
    // 1,200 unknown controls and the warning that the profile does not state every fact.
    assert_eq!(lines.len(), 1_002);
    assert_eq!(lines[0], "assessment.yaml:5:3: error[unknown-control]: unknown control \"XYZ-0000\"");
    assert_eq!(lines[999], "assessment.yaml:1004:3: error[unknown-control]: unknown control \"XYZ-0999\"");
    assert_eq!(lines[1_000..], ["and 201 more problems, which are not shown", "1200 errors, 1 warning"]);
}

#[test]
fn a_name_without_end_is_cut_where_it_is_repeated() {
    let shell = Shell::new();
    shell.file("assessment.yaml", format!("{HEAD}? {}\n: 1\n", "k".repeat(1_000_000)));
    let said = shell.run(&["lint"]).said(1);
    assert!(said.contains(&format!("unknown key \"{}…\"", "k".repeat(400))), "{}", said.len());
    assert!(said.len() < 3_000, "{}", said.len());
}

#[test]
fn a_template_in_another_encoding_is_refused_at_its_first_foreign_byte() {
    let shell = Shell::new();
    shell.file("own/full.html.hbs", b"a\nb \xe9\n");
    let said = shell.run(&["lint", "own", "--message-format", "short"]).said(1);
    assert!(said.starts_with("own/full.html.hbs:2:3: error[encoding]"), "{said}");
    shell.file("assessment.yaml", HEAD);
    let report = ["report", "-o", "x.html", "--template", "./own", "--message-format", "short"];
    assert!(shell.run(&report).said(2).contains("own/full.html.hbs:2:3: error[encoding]"));
}

#[test]
fn check_names_answers_by_their_labels_in_the_language_of_the_reader() {
    let shell = Shell::new();
    let harbour = repository("examples/harbour-authority/assessment.yaml");
    let said = shell.run(&["check", &harbour, "--today", "2026-11-22", "--lang", "fr"]).out;
    assert!(said.contains("PC9-CBM-01 échoue") && !said.contains("il faut yes"), "{said}");
    assert!(said.contains("il faut Oui, la réponse est En partie"), "{said}");
    assert!(said.contains("il faut 2 – Défini, la réponse est 1 – Au cas par cas"), "{said}");
}
