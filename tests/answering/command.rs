//! One answer from the command line.

use crate::shell::Shell;
use crate::{answer, assessments, small_company, without};

#[test]
fn one_answer_changes_its_own_lines_and_no_other_byte() {
    for (name, text) in assessments() {
        let shell = Shell::new();
        shell.file("assessment.yaml", &text);
        for (choice, note) in [("2", "one: two # three"), ("0", "it's \"so\"")] {
            let run = shell.run(&["answer", "PC7-IAM-01", choice, "--note", note]);
            assert_eq!(run.code, Some(0), "{name}: {}", run.err);
            assert!(run.out.starts_with("PC7-IAM-01: "), "{name}: {}", run.out);
        }
        let new = shell.read("assessment.yaml");
        assert_eq!(without(&new, "PC7-IAM-01"), without(&text, "PC7-IAM-01"), "{name}");
        let said: serde_yaml::Value = serde_yaml::from_str(new.trim_start_matches('\u{feff}')).expect("YAML");
        let said = &said["answers"]["PC7-IAM-01"];
        assert_eq!(said["note"].as_str(), Some("it's \"so\""), "{name}");
        assert_eq!(said["answered"].as_str(), Some("2026-11-22"), "{name}");
        let lone = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
        assert_eq!(lone(&new) == 0, text.contains("\r\n"), "{name}");
    }
}

#[test]
fn what_the_checklist_does_not_allow_is_said_and_changes_nothing() {
    let shell = small_company();
    shell.file("outside.csv", "x");
    let text = shell.read("assessment.yaml");
    let cases: [(&[&str], &str); 14] = [
        (&["PC7-IAM-01", "7"], "error[unknown-choice]: \"7\" is not an answer to PC7-IAM-01"),
        (&["PC7-IAM-01", "not_aplicable"], "did you mean \"not_applicable\"?"),
        (&["PC7-IAM-1", "3"], "did you mean \"PC7-IAM-01\"?"),
        (&["PC7-IAM-01", "na", "--reason", "x", "--approved-by", "y"], "error[knock-out-not-applicable]"),
        (&["PC7-AWR-01", "na"], "error[missing-reason]"),
        (&["PC7-AWR-01", "4", "--share", "1/50"], "level 4 needs a share of"),
        (&["PC7-AWR-01", "2", "--share", "all"], "error[bad-value]: \"all\" cannot stand here"),
        (&["PC7-AWR-01", "2", "--share", "51/50"], "error[bad-share]"),
        (&["PC7-IAM-01", "3", "--target", "0"], "error[target-below-knock-out]"),
        (&["PC7-IAM-01", "3", "--answered", "2027-01-01"], "error[future-date]"),
        (&["PC7-IAM-01", "--evidence", "no-such.csv"], "error[evidence-absent]"),
        (&["PC7-IAM-01", "--evidence", "../outside"], "error[evidence-absent]"),
        (&["PC7-IAM-01", "--kind", "record"], "\"kind\" says nothing without \"evidence\""),
        (&["--note", "of what?"], "there is nothing to change"),
    ];
    for (arguments, expected) in cases {
        let said = shell.run(&[&["answer"], arguments].concat()).said(2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert_eq!(shell.read("assessment.yaml"), text, "{arguments:?}");
    }
}

#[test]
fn a_wrong_answer_elsewhere_is_in_nobodys_way_and_can_be_mended() {
    let shell = Shell::new();
    let head = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nanswers:\n";
    shell.file("assessment.yaml", format!("{head}  PC7-IAM-01: 9\n  PC7-IAM-02: 2\n"));
    assert_eq!(shell.run(&["score"]).code, Some(2));
    assert_eq!(shell.run(&["answer", "PC7-IAM-02", "3"]).code, Some(0));
    assert_eq!(shell.run(&["answer", "PC7-IAM-01", "3"]).code, Some(0));
    assert_eq!(shell.run(&["score"]).code, Some(0));
}

#[test]
fn what_only_a_former_answer_needed_goes_with_it() {
    let shell = small_company();
    let set_aside = ["answer", "PC7-AWR-01", "n/a", "--reason", "no staff", "--approved-by", "a.roe"];
    shell.run(&[&set_aside[..], &["--until", "2027-01-31", "--note", "asked twice"]].concat()).ok();
    let said = answer(&shell.read("assessment.yaml"), "PC7-AWR-01");
    assert!(said.contains("answer: not_applicable") && said.contains("until: 2027-01-31"), "{said}");
    shell.run(&["answer", "PC7-AWR-01", "1"]).ok();
    let said = answer(&shell.read("assessment.yaml"), "PC7-AWR-01");
    assert!(said.contains("answer: 1") && said.contains("asked twice"), "{said}");
    assert!(!said.contains("reason") && !said.contains("approved_by") && !said.contains("until"), "{said}");
    shell.run(&["answer", "PC7-AWR-01", "--remove", "answer"]).ok();
    let said = answer(&shell.read("assessment.yaml"), "PC7-AWR-01");
    assert!(
        said.contains("answer:\n") && said.contains("asked twice") && !said.contains("answered"),
        "{said}"
    );
}

#[test]
fn evidence_is_added_completed_and_named_as_seen_from_the_assessment() {
    let shell = small_company();
    shell.file("client/evidence/mfa.csv", "x");
    std::fs::rename(shell.path("assessment.yaml"), shell.path("client/assessment.yaml")).expect("it moves");
    let file = "client/assessment.yaml";
    let add = ["--evidence", "client/evidence/mfa.csv", "--kind", "tool_export", "--collected", "2026-11-01"];
    shell
        .run(&[&["answer", file, "PC7-IAM-01", "3", "--owner", "j.doe", "--note", "x"], &add[..]].concat())
        .ok();
    let look = ["--evidence", "evidence/mfa.csv", "--reviewed-by", "a.roe", "--verified", "tool"];
    let out = shell.run(&[&["answer", file, "PC7-IAM-01"], &look[..]].concat()).ok();
    assert_eq!(
        out,
        "PC7-IAM-01: saved, the answer stays 3 (E3 verified by tool or sampling); 1 of 66 answered\n"
    );
    let said = answer(&shell.read(file), "PC7-IAM-01");
    let expected = "    evidence:\n      - file: evidence/mfa.csv\n        kind: tool_export\n        collected: \
                    2026-11-01\n        reviewed_by: a.roe\n        verified: tool";
    assert!(said.contains(expected), "{said}");
    let again = shell.run(&[&["answer", file, "PC7-IAM-01"], &look[..]].concat()).ok();
    assert!(again.starts_with("PC7-IAM-01: 3, as before"), "{again}");
}

#[test]
fn who_says_who_they_are_owns_what_has_no_owner() {
    let shell = small_company();
    shell.run(&["answer", "PC7-IAM-01", "3", "--owner", "j.doe"]).ok();
    for id in ["PC7-IAM-01", "PC7-IAM-02"] {
        shell.run(&["answer", id, "2", "--me", "a.roe"]).ok();
    }
    let text = shell.read("assessment.yaml");
    assert!(answer(&text, "PC7-IAM-01").contains("owner: j.doe"));
    assert!(answer(&text, "PC7-IAM-02").contains("owner: a.roe"));
    assert!(!shell.run(&["answer", "PC7-IAM-03", "2"]).out.is_empty());
    let third = answer(&shell.read("assessment.yaml"), "PC7-IAM-03");
    assert!(third.contains("owner:\n"), "nobody is made an owner who did not ask for it: {third}");
}

#[test]
fn an_argument_that_is_no_path_is_a_control() {
    let shell = small_company();
    shell.file("PC7-IAM-01", shell.read("assessment.yaml"));
    shell.run(&["answer", "PC7-IAM-01", "3"]).ok();
    shell.run(&["answer", "./assessment.yaml", "PC7-IAM-02", "3"]).ok();
    shell.run(&["answer", "-f", "PC7-IAM-01", "PC7-IAM-02", "1"]).ok();
    let (text, other) = (shell.read("assessment.yaml"), shell.read("PC7-IAM-01"));
    assert!(
        answer(&text, "PC7-IAM-01").contains("answer: 3")
            && answer(&text, "PC7-IAM-02").contains("answer: 3")
    );
    assert!(answer(&other, "PC7-IAM-02").contains("answer: 1"));
    assert!(shell.with(&["answer", "-", "PC7-IAM-01", "1"], &[], &text).said(2).contains("standard input"));
}

#[test]
fn several_choices_and_numbers_are_answers_too() {
    let shell = Shell::new();
    let checklist = "format: gapcheck/checklist/1\nid: own\nversion: 1.0.0\ntitle: Own\nmethods:\n  mean:\n    title: \
                     Mean\n    measures:\n      score: {at: root, items: leaves, fn: mean}\nsections:\n  - id: A\n    \
                     kind: area\n    title: All\n    controls:\n      - {id: A-1, title: T, ask: \"Which are there?\", \
                     multiple: true, choices: [{id: doors, label: D, value: 1}, {id: locks, label: L, value: 2}]}\n      \
                     - {id: A-2, title: T, ask: \"How many?\", number: {min: 0, max: 20}}\n";
    shell.file("checklist.yaml", checklist);
    shell
        .file("assessment.yaml", "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\nanswers: {}\n");
    assert!(shell.run(&["answer", "A-1", "doors", "Locks"]).ok().starts_with("A-1: – → doors, locks"));
    assert!(shell.run(&["answer", "A-2", "12.5"]).ok().starts_with("A-2: – → 12.5"));
    let run = shell.with(&["answer", "--only", "all"], &[], "locks because\n7 counted\nq\n");
    assert!(
        run.out.contains("A-1: doors, locks → locks") && run.out.contains("A-2: 12.5 → 7"),
        "{}",
        run.out
    );
    assert!(answer(&shell.read("assessment.yaml"), "A-2").contains("note: counted"));
    assert!(shell.run(&["answer", "A-2", "21"]).said(2).contains("21 lies outside 0 to 20"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_script_is_told_when_somebody_else_has_just_changed_the_answer() {
    let shell = small_company();
    let sidecar = shell.path(".assessment.yaml.gapcheck-lock");
    let lock = std::fs::File::create(&sidecar).expect("a file");
    lock.lock().expect("nobody has it");
    let mut child = crate::talk::start(&shell, &["answer", "PC7-IAM-01", "3"]);
    // It has read the assessment once it waits for the lock.
    let folder = format!("/proc/{}/fd", child.id());
    let waits = || {
        let open = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        open.filter_map(|entry| std::fs::read_link(entry.path()).ok()).any(|path| path == sidecar)
    };
    crate::talk::until("it waits for the lock", waits);
    let text = shell.read("assessment.yaml");
    let changed = text.replacen("  PC7-IAM-01:\n    answer:\n", "  PC7-IAM-01:\n    answer: 1\n", 1);
    assert_ne!(changed, text);
    shell.file("assessment.yaml", &changed);
    drop(lock);
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
    assert_eq!(shell.read("assessment.yaml"), changed);
}
