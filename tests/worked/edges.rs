//! What the worked examples leave open: principles set aside whole, when a result ends, and conditional bands.

use gapcheck::gap;
use gapcheck::model::{Assessment, SectionIx};
use gapcheck::score::Node;

use super::{Area, E2, E3, all, exact, today, world};

/// Set aside by hand, until the day given.
fn aside(until: &str) -> String {
    format!("answer: not_applicable, reason: r, approved_by: b, answered: 2026-11-01, until: {until}")
}

#[test]
fn a_principle_set_aside_whole_by_hand_is_not_rated_and_one_switched_off_is_not_material() {
    let principles: [(&str, &[Area]); 3] = [
        ("ASIDE", &[("ASIDE-X", &["A1 maturity 4", "A2 maturity 1"])]),
        ("OFF", &[("OFF-X", &["O maturity 4 applies: size == large"])]),
        ("DONE", &[("DONE-X", &["D maturity 4"])]),
    ];
    let mut answers = all(&["D"], "3", E3);
    answers.extend(["A1", "A2"].map(|id| (id, aside("2027-01-01"))));
    let world = world(&principles, "medium", &answers);
    let card = world.paris();
    assert_eq!(world.number(&card, "manual_not_applicable", "ASIDE"), exact("100"));
    assert_eq!(["ASIDE", "OFF", "DONE"].map(|id| world.band(&card, id)), ["NR", "NM", "A"]);
    assert_eq!(card.label("overall_band", Node::Section(SectionIx::ROOT)), Some("NR"));
}

/// The last day on which a result holds, with one answer for each line.
fn valid_until(answers: &[(&str, String)], day: &str) -> Option<String> {
    let lines = ["A maturity 1", "B maturity 1 valid_for: {default: 6 months}"];
    let world = world(&[("P", &[("P-X", &lines)])], "medium", answers);
    Assessment::join(&world.checklist, &world.file, today(day)).valid_until().map(|day| day.to_string())
}

#[test]
fn a_result_holds_until_the_first_evidence_ends_a_question_set_aside_returns_or_an_old_answer_turns_blank() {
    let fresh = || ("A", format!("answer: 3, {E2}"));
    // Evidence of 1 November 2026 for twelve months.
    assert_eq!(valid_until(&[fresh()], "2026-11-22").as_deref(), Some("2027-11-01"));
    // What is set aside by hand ends on its own day, and is blank then.
    let set_aside = ("B", aside("2026-12-24"));
    assert_eq!(valid_until(&[fresh(), set_aside], "2026-11-22").as_deref(), Some("2026-12-24"));
    // Six months from 30 November 2025 are over on 30 May 2026; after 30 November 2026 the answer is blank.
    let old = "owner: o, note: n, answered: 2025-11-30, \
               evidence: [{reference: r, collected: 2025-11-30, reviewed_by: p}]";
    let stale = |level: &str| ("B", format!("answer: {level}, {old}"));
    assert_eq!(valid_until(&[fresh(), stale("3")], "2026-11-22").as_deref(), Some("2026-11-30"));
    // Where everything is over, the last day that was: never silence.
    assert_eq!(valid_until(&[stale("2")], "2026-11-22").as_deref(), Some("2026-05-30"));
    // Below its target it never turns blank.
    assert_eq!(valid_until(&[fresh(), stale("2")], "2026-11-22").as_deref(), Some("2027-11-01"));
}

#[test]
fn a_failed_knock_out_is_conditional_with_an_approved_plan_that_is_due_within_180_days_and_lifts_nothing() {
    let lines = ["KO maturity 5 knock_out: {at_least: 3}", "A maturity 15"];
    let planned = |plan: &str| {
        let mut answers = all(&["A"], "3", E2);
        answers.push(("KO", format!("answer: 2, {E2}, plan: {{do: d, {plan}}}")));
        let world = world(&[("P", &[("P-X", &lines)])], "medium", &answers);
        let assessment = Assessment::join(&world.checklist, &world.file, today("2026-11-22"));
        let card = world.paris();
        assert_eq!(
            (world.number(&card, "evidenced", "P"), world.band(&card, "P")),
            (exact("49"), "D".into())
        );
        let section = world.checklist.find_section("P").expect("it is there");
        gap::conditional_until(&assessment, section).map(|day| day.to_string())
    };
    // 180 days after 22 November 2026 is 21 May 2027.
    assert_eq!(planned("due: 2027-05-21, approved_by: b").as_deref(), Some("2027-05-21"));
    assert_eq!(planned("due: 2026-11-22, approved_by: b").as_deref(), Some("2026-11-22"));
    let no_condition = [
        "due: 2027-05-22, approved_by: b",
        "due: 2026-11-21, approved_by: b",
        "due: 2027-05-21",
        "due: 2027-05-21, approved_by: ' '",
        "approved_by: b",
    ];
    assert_eq!(no_condition.map(planned), [None, None, None, None, None]);
}
