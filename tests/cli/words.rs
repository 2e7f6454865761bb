//! `explain`: the words of a result, units, and which part of a condition holds.

use crate::shell::{Shell, repository};

fn explained(arguments: &[&str]) -> String {
    Shell::new().run(&[&["explain"], arguments].concat()).ok()
}

#[test]
fn every_word_of_a_result_is_explained_in_every_language_with_the_numbers_of_the_method() {
    for word in gapcheck::report::text::WORDS {
        for language in ["en", "fr"] {
            let said = explained(&[word, "--lang", language]);
            assert!(said.lines().count() > 2, "{word}: {said}");
            assert!(!said.contains(['⟨', '{']), "{word}: {said}");
        }
    }
    // What the file of the method says: coverage from 80, 30 set aside at most; A from 85; E2 gives 0.7 and
    // caps level 4 at 3, E1 counts half.
    let line = |word: &str, needle: &str| {
        let said = explained(&[word]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(needle), "{word}: {said}");
    };
    line("NR", "Band: NR unless knock_outs_failed > 0 or (coverage ≥ 80 and");
    line("A", "Band: A when not lowest_area < 60 and evidenced ≥ 85 and knock_outs_unverified = 0");
    line("D", "Band: D when no rule before it holds");
    line("D", "due within 180 days");
    line("E2", "Confidence in one answer: 7/10");
    line("e2", "Level that the evidence allows: at most 3");
    line("E1", "Evidenced: at most 1/2");
    line("priority", "m is 3 for a failed knock-out, 2 for one that is unverified");
}

#[test]
fn a_name_of_the_checklist_comes_before_a_word_of_the_result() {
    let shell = Shell::new();
    let checklist = "format: gapcheck/checklist/1\nid: own\nversion: 1.0.0\nlanguage: en\ntitle: Own\n\
        scales:\n  yes_no: {choices: [{id: \"no\", label: \"No\"}, {id: \"yes\", label: \"Yes\"}]}\n\
        sections:\n  - {id: D, kind: area, title: Doors, controls: [{id: A, title: Lock, ask: Is it locked?, scale: yes_no}]}\n";
    shell.file("checklist.yaml", checklist);
    let said = |id: &str| shell.run(&["explain", id, "--checklist", "./checklist.yaml"]).out;
    assert!(said("A").contains("Is it locked?") && said("D").contains("Doors"), "{}{}", said("A"), said("D"));
}

#[test]
fn a_percentage_has_its_sign_and_a_condition_says_which_part_of_it_failed() {
    let bakery = repository("examples/bakery-chain/assessment.yaml");
    let said = |of: &[&str]| explained(&[of, &["-f", &bakery, "--today", "2026-11-22"]].concat());
    let section = said(&["PC9"]);
    for (id, figure) in
        [("evidenced", "27%  27.2727% to 63.6363%"), ("coverage", "63%"), ("confidence", "0.48")]
    {
        let line = section.lines().find(|line| line.trim_start().starts_with(id)).unwrap_or_default();
        assert!(line.contains(figure), "{id}: {line}");
        assert_eq!(line.contains('%'), id != "confidence", "{line}");
    }
    assert!(said(&["PC9", "coverage"]).contains("Value: 63% ("), "{}", said(&["PC9", "coverage"]));
    // 63 % is answered, two knock-outs are not, nothing is set aside.
    let band = said(&["PC9", "band"]);
    for part in [
        "does not hold: knock_outs_failed > 0",
        "does not hold: coverage ≥ 80",
        "does not hold: knock_outs_blank = 0",
        "- holds: manual_not_applicable ≤ 30",
    ] {
        assert!(band.contains(part), "{part}: {band}");
    }
}
