//! An answer that controls of two principles share: traced at both, counted once in what goes across them.

use gapcheck::gap;
use gapcheck::model::{Assessment, ControlIx, SectionIx};
use gapcheck::score::{Node, Options, Scorecard, Traces, score};

use super::{Area, E0, E3, World, all, exact, today, world};

const ROOT: Node = Node::Section(SectionIx::ROOT);

/// P1 with A (weight 3) and B (weight 2), which shares the answer of C (weight 4) in P7.
fn two_principles(applies: &str, answers: &[(&str, String)]) -> World {
    let answered = format!("C maturity 4 {applies}");
    let principles: [(&str, &[Area]); 2] = [
        ("P1", &[("P1-X", &["A maturity 3", "B maturity 2 same_as: C"])]),
        ("P7", &[("P7-X", &[&answered])]),
    ];
    world(&principles, "medium", answers)
}

fn at_root(card: &Scorecard, measure: &str) -> String {
    card.number(measure, ROOT).unwrap_or_else(|| panic!("{measure}")).to_string()
}

#[test]
fn a_shared_answer_counts_once_in_the_whole_and_in_each_principle_that_it_stands_in() {
    let mut answers = all(&["A"], "3", E3);
    let blank = two_principles("", &answers);
    let card = blank.paris();
    // 3 of 3 + 2, none of 4, and of the whole 3 of 3 + 4: B is C once more.
    assert_eq!(blank.number(&card, "coverage", "P1"), exact("60"));
    assert_eq!(blank.number(&card, "coverage", "P7"), exact("0"));
    assert_eq!(card.number("coverage", ROOT), Some(&exact("300/7")));
    assert_eq!(at_root(&card, "applicable"), "2");
    // A at 3 of 0 to 4, C anything: from (3×3/4 + 4×0)/7 to (3×3/4 + 4×1)/7.
    let mean = blank.card("2026-11-22", "weighted-mean");
    let result = mean.get("score", ROOT).expect("a mean");
    let ends = [&result.low, &result.high].map(|end| end.as_ref().and_then(|f| f.number()).cloned());
    assert_eq!(ends, [Some(exact("225/7")), Some(exact("625/7"))]);

    answers.extend(all(&["C"], "3", E0));
    let answered = two_principles("", &answers);
    let card = answered.paris();
    // E3 is worth 0.9, E0 0.2: (3×0.9 + 2×0.2)/5 in P1, and (3×0.9 + 4×0.2)/7 = 3.5/7 in the whole.
    assert_eq!(answered.number(&card, "confidence", "P1"), exact("31/50"));
    assert_eq!(card.number("confidence", ROOT), Some(&exact("1/2")));
    assert_eq!(card.number("coverage", ROOT), Some(&exact("100")));
}

#[test]
fn where_the_control_that_is_answered_does_not_apply_the_one_that_shares_it_counts() {
    let mut answers = all(&["A"], "3", E3);
    let blank = two_principles("applies: size == large", &answers);
    let card = blank.paris();
    // C is switched off: 3 of 3 + 2, and two questions to answer.
    assert_eq!(card.number("coverage", ROOT), Some(&exact("60")));
    assert_eq!(at_root(&card, "applicable"), "2");
    let assessment = Assessment::join(&blank.checklist, &blank.file, today("2026-11-22"));
    let asked: Vec<ControlIx> = assessment.asked().map(|item| item.control).collect();
    assert_eq!(asked, [ControlIx(0), ControlIx(1)]);
    let gaps = gap::find(&assessment, &card);
    let own: Vec<_> = gaps.iter().map(|gap| (gap.control, gap.same_as)).collect();
    assert_eq!(own, [(ControlIx(1), None)]);
    // Its answer is read, and nobody says that it concerns nothing.
    answers.extend(all(&["C"], "3", E3));
    let answered = two_principles("applies: size == large", &answers);
    assert_eq!(answered.paris().number("coverage", ROOT), Some(&exact("100")));
}

#[test]
fn a_knock_out_that_fails_where_an_answer_is_shared_is_never_lost_to_the_one_it_comes_from() {
    let principles: [(&str, &[Area]); 2] = [
        ("P1", &[("P1-X", &["B maturity 2 same_as: C, knock_out: {at_least: 3}"])]),
        ("P7", &[("P7-X", &["C maturity 4"])]),
    ];
    let world = world(&principles, "small", &all(&["C"], "2", E3));
    let card = world.paris();
    // 2 is at the target of C and below the threshold of B, the only one of both with a gap.
    assert_eq!(
        (at_root(&card, "knock_outs_failed"), at_root(&card, "knock_outs_missed")),
        ("1".into(), "1".into())
    );
    let assessment = Assessment::join(&world.checklist, &world.file, today("2026-11-22"));
    let gaps: Vec<_> = gap::find(&assessment, &card).iter().map(|g| (g.control, g.same_as)).collect();
    assert_eq!(gaps, [(ControlIx(0), None)]);
}

#[test]
fn an_answer_that_is_given_again_is_given_to_all_that_share_it_whichever_of_them_is_named() {
    let principles: [(&str, &[Area]); 3] = [
        ("P1", &[("P1-X", &["B maturity 2 same_as: C"])]),
        ("P2", &[("P2-X", &["D maturity 2 same_as: C"])]),
        ("P7", &[("P7-X", &["C maturity 4"])]),
    ];
    let before = world(&principles, "medium", &all(&["C"], "1", E0));
    let after = world(&principles, "medium", &all(&["C"], "3", E3));
    let joined = Assessment::join(&before.checklist, &before.file, today("2026-11-22"));
    let wanted = Assessment::join(&before.checklist, &after.file, today("2026-11-22"));
    let credits = |assessment: &Assessment| -> Vec<_> {
        assessment.items.iter().map(|item| (format!("{:?}", item.response), item.tier)).collect()
    };
    assert_ne!(credits(&joined), credits(&wanted));
    for named in 0..3 {
        let again = joined.with_answers(&after.file, &[ControlIx(named)]);
        assert_eq!(credits(&again), credits(&wanted), "{named}");
    }
}

#[test]
fn what_is_left_out_because_its_answer_counts_already_says_so() {
    let world = two_principles("", &all(&["A", "C"], "3", E3));
    let assessment = Assessment::join(&world.checklist, &world.file, today("2026-11-22"));
    let method = world.checklist.find_method("paris-call").expect("it is shipped");
    let card = score(&assessment, method, Options { trace: Traces::Sections });
    let terms = |node: Node| {
        let trace = card.get("coverage", node).and_then(|r| r.trace.as_ref()).expect("a trace");
        trace
            .terms
            .iter()
            .map(|t| (t.share.as_ref().map(ToString::to_string), t.left_out))
            .collect::<Vec<_>>()
    };
    let share = |text: &str| (Some(text.to_string()), None);
    assert_eq!(terms(ROOT), [share("3/7"), (None, Some("shared")), share("4/7")]);
    assert_eq!(terms(world.at("P1")), [share("3/5"), share("2/5")]);
}
