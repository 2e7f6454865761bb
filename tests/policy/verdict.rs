//! Verdicts, waivers, fingerprints, and what time and yardstick do apart from people.

use gapcheck::compare::ChangeKind;
use gapcheck::diag::Severity;
use gapcheck::policy::{Verdict, Why};

use crate::judge::{ASSESSMENT, Case, judged, policy, with};
use crate::rows::{TWO, case, replace};

const LEVEL: &str = "control-level: {controls: {P1-A-02: 3}}";

fn two(rules: &str) -> Case {
    case(|c| {
        c.assessment = replace(ASSESSMENT, TWO);
        c.policy = policy(rules);
    })
}

fn waived(fields: &str) -> Case {
    case(|c| {
        c.assessment = replace(ASSESSMENT, TWO);
        c.policy = format!("{}waivers:\n  - {{reason: r, approved_by: cleo, {fields}}}\n", policy(LEVEL));
    })
}

/// Whether the finding of the level is there, and waived.
fn level(case: &Case) -> Option<bool> {
    judged(case).expect("it can be read").of("control-level").first().map(|f| f.waived)
}

fn verdict(case: &Case, fail_on: Severity) -> Verdict {
    judged(case).expect("it can be read").ruling.verdict(fail_on)
}

#[test]
fn a_finding_fails_the_verdict_from_its_severity_on() {
    let warning = two("control-level: {severity: warning, controls: {P1-A-02: 3}}");
    assert_eq!(verdict(&warning, Severity::Error), Verdict::Pass);
    assert_eq!(verdict(&warning, Severity::Warning), Verdict::Fail);
    assert_eq!(verdict(&two(LEVEL), Severity::Error), Verdict::Fail);
}

#[test]
fn a_rule_is_softened_in_a_section_and_the_nearest_section_decides() {
    let with = |levels: &str| {
        let case = two(&format!("control-level: {{severity_in: {levels}, controls: {{P1-A-02: 3}}}}"));
        judged(&case).expect("it can be read").of("control-level").first().map(|f| f.severity)
    };
    assert_eq!(with("{P1: warning}"), Some(Severity::Warning));
    assert_eq!(with("{P1: warning, P1-A: note}"), Some(Severity::Note));
    assert_eq!(with("{P1: ignore, P1-A: note}"), Some(Severity::Note));
    assert_eq!(with("{P1: ignore}"), None);
    assert_eq!(with("{P2: ignore}"), Some(Severity::Error));
}

#[test]
fn a_waiver_excuses_what_it_names_as_long_as_it_runs() {
    assert_eq!(level(&waived("control: P1-A-02, until: 2026-11-22")), Some(true));
    assert_eq!(level(&waived("control: P1-A-02, until: 2026-11-21")), Some(false));
    assert_eq!(level(&waived("control: P1-A-02, approved: 2026-11-23, until: 2026-12-01")), Some(false));
    assert_eq!(level(&waived("rule: control-level, until: 2026-12-01")), Some(true));
    assert_eq!(level(&waived("section: P1, until: 2026-12-01")), Some(true));
    assert_eq!(level(&waived("section: P2, until: 2026-12-01")), Some(false));
    assert_eq!(level(&waived("section: P1, rule: not-expired, until: 2026-12-01")), Some(false));
}

#[test]
fn a_waiver_changes_the_verdict_and_no_number() {
    let numbers = |case: &Case| {
        with(case, |checked| (checked.provenance.clone(), checked.ruling.verdict(Severity::Error)))
            .expect("it can be read")
    };
    let (before, failed) = numbers(&two(LEVEL));
    let (after, passed) = numbers(&waived("control: P1-A-02, until: 2026-12-01"));
    assert_eq!((failed, passed), (Verdict::Fail, Verdict::Pass));
    assert_eq!(before, after);
    // The score still fails a minimum, because the waiver is for another rule.
    let both = case(|c| {
        c.assessment = replace(ASSESSMENT, TWO);
        let rules = format!("{}  minimum-score: {{sections: {{P1: 94}}}}\n", policy(LEVEL));
        c.policy = format!(
            "{rules}waivers:\n  - {{control: P1-A-02, reason: r, approved_by: cleo, until: 2026-12-01}}\n"
        );
    });
    let found = judged(&both).expect("it can be read");
    assert_eq!(found.of("minimum-score")[0].message, "P1 First principle reaches 93, the policy requires 94");
    assert!(!found.of("minimum-score")[0].waived && found.of("control-level")[0].waived);
}

#[test]
fn a_knock_out_is_excused_only_where_the_policy_says_so() {
    let with = |rule: &str| {
        let case = case(|c| {
            c.assessment = replace(ASSESSMENT, ("3    # one", "1    # one"));
            let rules = format!("{}{rule}", policy("knock-outs-pass: error"));
            c.policy = format!(
                "{rules}waivers:\n  - {{rule: knock-outs-pass, reason: r, approved_by: cleo, until: 2026-12-01}}\n"
            );
        });
        let judged = judged(&case).expect("it can be read");
        (judged.of("knock-outs-pass")[0].waived, judged.of("waiver-on-knock-out").len())
    };
    assert_eq!(with(""), (false, 1));
    assert_eq!(with("  waiver-on-knock-out: {allow: true}\n"), (true, 0));
}

#[test]
fn a_section_to_which_nothing_applies_is_skipped_and_listed_never_full() {
    let case = case(|c| {
        c.part = c.part.replace(
            "applies: always, remedy: {first_step: Begin., effort: S}}\n          - {id: P2-A-02",
            "applies: makes_products, remedy: {first_step: Begin., effort: S}}\n          - {id: P2-A-02",
        );
        c.assessment = replace(ASSESSMENT, ("makes_products: true", "makes_products: false"));
        c.policy = policy("minimum-score: {principles: 50}\n  minimum-band: {overall: A, principles: C}");
    });
    let judged = judged(&case).expect("it can be read");
    assert_eq!(judged.found, []);
    let skipped: Vec<_> =
        judged.ruling.skipped.iter().map(|s| (s.rule, s.section.is_some(), s.why)).collect();
    let expected =
        [("minimum-score", true, Why::NothingApplies), ("minimum-band", true, Why::NothingApplies)];
    assert_eq!(skipped, expected);
}

#[test]
fn a_rule_that_is_listed_and_cannot_be_judged_is_named_not_passed_over() {
    let case =
        case(|c| c.policy = policy("score-drop: error\n  evidence-files: error\n  policy-changed: error"));
    let judged = judged(&case).expect("it can be read");
    let whys: Vec<_> = judged.ruling.skipped.iter().map(|s| (s.rule, s.why)).collect();
    let expected = [
        ("evidence-files", Why::EvidenceNotOpened),
        ("score-drop", Why::NoBaseline),
        ("policy-changed", Why::NoEarlierPolicy),
    ];
    assert_eq!(whys, expected);
    assert!(
        judged.ruling.rules.iter().filter(|r| !r.judged).map(|r| r.rule).eq(expected.iter().map(|e| e.0))
    );
}

#[test]
fn fingerprints_survive_reordering_and_reformatting_and_differ_from_each_other() {
    let case = |assessment: String| {
        case(|c| {
            c.assessment = assessment;
            c.policy = policy("evidence-tier: {all: E4}\n  minimum-score: {principles: 100}");
        })
    };
    let prints = |assessment: String| {
        let mut all: Vec<String> = judged(&case(assessment))
            .expect("it can be read")
            .found
            .into_iter()
            .map(|f| f.fingerprint)
            .collect();
        all.sort();
        all
    };
    let text = replace(ASSESSMENT, TWO);
    let before = prints(text.clone());
    assert_eq!(before.len(), 6);
    let mut unique = before.clone();
    unique.dedup();
    assert_eq!(unique.len(), before.len());
    // The answers in reverse order, with comments between them and wider indentation.
    let (head, answers) = text.split_once("answers:\n").expect("answers");
    let mut entries: Vec<String> = answers.split("  P").skip(1).map(|e| format!("  P{e}")).collect();
    entries.reverse();
    let moved = format!(
        "# a comment\n\n{head}answers:\n# more\n{}",
        entries.join("\n# and more\n").replace("    ", "        ")
    );
    assert_ne!(moved, text);
    assert_eq!(prints(moved), before);
}

#[test]
fn what_time_alone_took_away_is_no_regression_and_is_listed_apart() {
    let case = case(|c| {
        c.baseline = Some(ASSESSMENT.into());
        c.policy = policy("minimum-coverage: {overall: 0}");
        c.today = "2027-10-02".into();
    });
    let found = judged(&case).expect("it can be read").found;
    assert_eq!(found, []);
    let expired = with(&case, |checked| {
        let comparison = checked.comparison.expect("there is a baseline");
        assert!(comparison.moves.is_empty() && comparison.changes.is_empty());
        comparison.expired.iter().map(|e| e.on.to_string()).collect::<Vec<_>>()
    });
    assert_eq!(expired.expect("it can be read"), ["2027-10-01"; 5]);
}

#[test]
fn what_a_new_checklist_alone_moved_is_no_drop_of_the_answers() {
    // P1-B-01 weighed 1 and now weighs 5; its answer of 2 was there before:
    // (3 + 2 + 2/3) ÷ 6 = 94.4… then, (3 + 2 + 10/3) ÷ 10 = 83.3… now.
    let lower = replace(ASSESSMENT, ("3    # three", "2    # three"));
    let case = case(|c| {
        c.assessment = lower.clone();
        c.baseline = Some(lower);
        c.baseline_part = Some(replace(&c.part, ("weight: 5", "weight: 1")));
        c.policy = policy("minimum-coverage: {overall: 0}");
    });
    let found = judged(&case).expect("it can be read");
    assert_eq!(found.of("score-drop"), Vec::<&crate::judge::Found>::new());
    assert_eq!(found.of("checklist-changed").len(), 2);
    let moved = with(&case, |checked| {
        let comparison = checked.comparison.expect("there is a baseline");
        assert!(comparison.moves.is_empty());
        let evidenced = comparison.by_yardstick.iter().find(|m| m.measure.as_str() == "evidenced");
        let moved = evidenced.expect("it moved");
        let number = |f: &Option<gapcheck::score::Figure>| {
            f.as_ref().and_then(|f| f.number().cloned()).expect("a number").to_string()
        };
        (
            number(&moved.old),
            number(&moved.new),
            comparison.changes.iter().any(|c| c.kind == ChangeKind::Weight),
        )
    });
    assert_eq!(moved.expect("it can be read"), ("850/9".to_string(), "250/3".to_string(), true));
}

#[test]
fn the_policy_of_the_baseline_judges_unless_the_head_is_asked_for() {
    let with = |from_head: bool| {
        let case = case(|c| {
            c.assessment = replace(ASSESSMENT, TWO);
            c.policy = policy("minimum-score: {sections: {P1: 90}}");
            c.earlier_policy = Some(policy("minimum-score: {sections: {P1: 95}}"));
            c.policy_from_head = from_head;
        });
        let judged = judged(&case).expect("it can be read");
        let changed = judged.of("policy-changed");
        assert_eq!(
            changed[0].message,
            "the policy changes \"rules.minimum-score.sections.P1\" from 95 to 90"
        );
        assert_eq!(changed[0].file, "policy.yaml");
        judged.of("minimum-score").len()
    };
    assert_eq!(with(false), 1);
    assert_eq!(with(true), 0);
}

/// The last control of the second principle shares the answer of the second control of the first; all
/// answers ended on 2027-10-01.
fn shared(policy: &str) -> Vec<(Severity, bool, String)> {
    let case = case(|c| {
        c.part = replace(
            &c.part,
            (
                "title: Five, ask: Five?, scale: maturity",
                "title: Five, ask: Five?, scale: maturity, same_as: P1-A-02",
            ),
        );
        let own = c.assessment.find("  P2-A-02:").expect("it has an answer");
        c.assessment.truncate(own);
        c.policy = policy.into();
        c.today = "2027-10-02".into();
    });
    let found = judged(&case).expect("it can be read").found;
    let of_it = found.into_iter().filter(|f| f.message.contains("-A-02"));
    of_it.map(|f| (f.severity, f.waived, f.message)).collect()
}

#[test]
fn an_answer_that_two_controls_share_is_found_once_and_names_both() {
    let first = "P1-A-02 was valid until 2027-10-01 (the same answer is that of P2-A-02)";
    let second = "P2-A-02 was valid until 2027-10-01 (the same answer is that of P1-A-02)";
    let alone = "P2-A-02 was valid until 2027-10-01";
    let said = |rule: &str| shared(&policy(&format!("not-expired: {rule}")));
    assert_eq!(said("error"), [(Severity::Error, false, first.into())]);
    // The gravest stays, wherever it stands.
    assert_eq!(said("{severity_in: {P1: note}}"), [(Severity::Error, false, second.into())]);
    assert_eq!(said("{severity_in: {P1: ignore}}"), [(Severity::Error, false, alone.into())]);
}

#[test]
fn a_waiver_excuses_a_shared_answer_only_where_it_excuses_it_at_every_control() {
    let waived = |fields: &str| {
        let waiver = format!("waivers:\n  - {{reason: r, approved_by: cleo, until: 2027-12-01, {fields}}}\n");
        shared(&format!("{}{waiver}", policy("not-expired: error")))
    };
    let second = "P2-A-02 was valid until 2027-10-01 (the same answer is that of P1-A-02)";
    assert_eq!(waived("control: P1-A-02"), [(Severity::Error, false, second.into())]);
    let both = waived("rule: not-expired");
    assert_eq!((both.len(), both[0].1), (1, true));
}
