//! Copies to show to others.

use crate::shell::Shell;
use crate::{assessments, example, figures};

#[test]
fn a_copy_scores_as_the_original_does_under_every_method() {
    for (name, text) in assessments() {
        let shell = Shell::new();
        shell.file("a.yaml", &text).file("key", "a key that nobody would guess");
        let whole = figures(&shell, "a.yaml");
        for options in [&[][..], &["--pseudonyms"], &["--pseudonyms", "--key", "key"]] {
            let arguments = [&["redact", "a.yaml", "-o", "b.yaml"], options].concat();
            shell.run(&arguments).ok();
            assert_eq!(figures(&shell, "b.yaml"), whole, "{name} {options:?}");
            let said = shell.run(&["lint", "b.yaml", "--message-format", "short"]).said(0);
            let is_known = |line: &str| line.contains("share-not-counted") || line.ends_with("warning");
            assert!(said == "no problems\n" || said.lines().all(is_known), "{name}: {said}");
        }
    }
}

/// An assessment with another secret word in every place where somebody can write.
fn secrets() -> String {
    let text = "# ¤\nformat: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: '¤', scope: '¤', \
         single_person: false} # ¤\nsign_off: {by: '¤', role: '¤', date: 2026-11-01}\nprofile:\n  group: private # ¤\n  \
         size: small\nanswers:\n  # ¤\n  PC7-IAM-01:\n    # ¤\n    answer: 2 # ¤\n    note: |  # ¤\n      ¤\n      # ¤\n    \
         owner: \"¤\"\n    answered: 2026-11-01\n    evidence:\n      - {file: '¤/¤.png', kind: record, reviewed_by: '¤'}\n      \
         - link: https://¤.example/¤\n        verified: independent\n        reviewed_by: '¤'\n        sha256: \
         0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n      - reference: '¤'\n    plan: {do: '¤', owner: \
         '¤', due: 2027-01-31, days: 3, approved_by: '¤'}\n  PC1-DET-01: {answer: 1, share: {have: 23, of: 31, source: \
         '¤'}}\n  PC1-GOV-03: {answer: not_applicable, reason: '¤', approved_by: '¤', answered: 2026-11-01}\n# ¤\n";
    let mut pieces = text.split('¤');
    let mut secret = pieces.next().unwrap_or_default().to_string();
    for (n, piece) in pieces.enumerate() {
        secret.push_str(&format!("qzx{n}w{piece}"));
    }
    secret
}

#[test]
fn no_word_that_somebody_wrote_is_in_the_copy() {
    let shell = Shell::new();
    shell.file("a.yaml", secrets()).file("key", "a key that nobody would guess");
    assert_eq!(secrets().matches("qzx").count(), 28);
    assert_eq!(shell.run(&["score", "a.yaml"]).code, Some(0), "the original is a good one");
    for options in [&[][..], &["--pseudonyms"], &["--pseudonyms", "--key", "key"]] {
        let copy = shell.run(&[&["redact", "a.yaml"], options].concat());
        assert_eq!(copy.code, Some(0), "{}", copy.err);
        assert!(!copy.out.contains("qzx") && !copy.out.contains("0123456789abcdef"), "{}", copy.out);
    }
}

#[test]
fn the_copy_names_the_digest_of_the_original_and_says_what_stays() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain"));
    let said = shell.run(&["redact", "a.yaml", "-o", "b.yaml"]).ok();
    assert!(said.starts_with("wrote b.yaml") && said.contains("It still says: "), "{said}");
    let json: serde_json::Value =
        serde_json::from_str(&shell.run(&["score", "a.yaml", "--format", "json"]).ok()).expect("JSON");
    let digest = json["provenance"]["assessment_digest"].as_str().expect("a digest").to_string();
    let text = shell.read("b.yaml");
    assert!(text.lines().next().is_some_and(|line| line.ends_with(&digest)), "{text}");
}

#[test]
fn pseudonyms_are_the_same_in_the_whole_copy_and_with_a_key_in_every_copy() {
    let shell = Shell::new();
    let other = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nanswers:\n  PC7-IAM-01: {answer: 1, owner: T.BROTMEIER}\n";
    shell.file("a.yaml", example("bakery-chain")).file("b.yaml", other);
    shell.file("key", "a key that nobody would guess\n").file("short", "abc");
    let owners = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.trim().strip_prefix("owner: ").map(str::to_string)).collect()
    };
    let numbered = shell.run(&["redact", "a.yaml", "--pseudonyms"]).ok();
    let names = owners(&numbered);
    // Sign-off by Tilda, then her answers, then Jory's.
    assert_eq!(names[..3], ["person-2", "person-2", "person-3"], "{numbered}");
    let keyed = owners(&shell.run(&["redact", "a.yaml", "--pseudonyms", "--key", "key"]).ok());
    let elsewhere = owners(&shell.run(&["redact", "b.yaml", "--pseudonyms", "--key", "key"]).out);
    assert_eq!(keyed[0], elsewhere[0]);
    shell.file("key", "another key that nobody would guess\n");
    assert_ne!(owners(&shell.run(&["redact", "b.yaml", "--pseudonyms", "--key", "key"]).out), elsewhere);
    assert!(
        shell
            .run(&["redact", "b.yaml", "--pseudonyms", "--key", "short"])
            .said(2)
            .contains("shorter than 16 bytes")
    );
    assert!(shell.run(&["redact", "b.yaml", "-o", "b.yaml"]).said(2).contains("is one of the inputs"));
}
