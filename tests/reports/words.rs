//! What a report prints says what it is, and says it once.

use gapcheck::report::Options;

use super::truth::{line, page};
use super::world::World;

#[test]
fn a_gap_that_two_principles_share_counts_once_and_is_said_to_stand_in_both() {
    // 46 entries; PC1-REC-01 and PC7-PRT-05 are one answer.
    for (language, sentence) in [
        ("en", "45 gaps are open, one of them in two principles."),
        ("fr", "45 écarts sont ouverts, dont un dans deux principes."),
    ] {
        let worklist = page("bakery-chain", "worklist", language, |_| {});
        assert_eq!(worklist.lines().filter(|line| line.starts_with("### ")).count(), 46);
        for template in ["full", "executive", "public", "worklist", "register"] {
            line(&page("bakery-chain", template, language, |_| {}), sentence);
        }
    }
}

#[test]
fn coverage_says_that_it_is_a_share_of_the_weight_and_the_count_beside_it_is_not() {
    let page = page("bakery-chain", "public", "en", |_| {});
    line(&page, "**91%** – By weight; 59 of 65 applicable questions are answered.");
    line(&page, "- Coverage: 100% of the weight");
}

#[test]
fn the_public_version_of_few_knock_outs_says_whether_one_failed_and_not_how_many() {
    // Principle 7 asks for two, one of which failed; principle 1 for four.
    let page = page("bakery-chain", "public", "en", |_| {});
    let (_, seven) = page.split_once("### 7 Cyber hygiene").expect("it concerns the bakery");
    line(seven, "Knock-outs: At least one knock-out failed.");
    line(&page, "Knock-outs: 3 of 4 verified, 1 not verified or not answered, 0 failed");
    let world = World::example("bakery-chain");
    let options = Options { template: Some("public"), table: Some("scores"), ..Options::default() };
    let scores = world.report("csv", "en", &options);
    assert!(
        scores.contains("knock_outs_failed,section,PC1,")
            && !scores.contains("knock_outs_failed,section,PC7,")
    );
}

#[test]
fn a_plan_whose_date_is_past_is_said_to_be_past() {
    // On 22 November 2026: principle 5 has one plan, due on 30 September; of the five of principle 9 two are past.
    let page = page("harbour-authority", "public", "en", |_| {});
    line(&page, "1 of 3 gaps has a dated plan, due 30 September 2026, which is past.");
    line(&page, "5 of 9 gaps have a dated plan, the last due 31 March 2027; 2 of the dates are past.");
}

#[test]
fn what_ends_first_is_to_be_renewed_and_not_the_whole_assessment_to_be_repeated() {
    for (language, cover) in [
        (
            "en",
            "- Renew what ends first by: 27 November 2026 (12 answers or their evidence end within 60 days)",
        ),
        ("fr", "- Premier renouvellement, au plus tard le\u{a0}: 27 novembre 2026 (12 réponses"),
    ] {
        line(&page("harbour-authority", "executive", language, |_| {}), cover);
    }
    let page = page("harbour-authority", "executive", "en", |_| {});
    assert!(!page.contains("Repeat the assessment"), "{page}");
}

#[test]
fn decisions_do_not_ask_again_for_what_an_approved_plan_with_a_date_ahead_holds() {
    // The one failed knock-out of the sensor maker has an approved plan of 40 days, due on 30 April 2027.
    let agreed = page("sensor-maker", "executive", "en", |_| {});
    line(&agreed, "person-days beside what approved plans hold (40 person-days).");
    line(&agreed, "For the failed knock-out nothing new: its approved plan has a date; see that it is kept.");
    let open = page("sensor-maker", "executive", "en", |file| {
        file.answers.iter_mut().filter_map(|a| a.plan.as_mut()).for_each(|plan| plan.approved_by = None);
    });
    line(&open, "For the failed knock-out: fund its remedy with a date, or accept the risk by name");
    // Of the three of the harbour two have plans whose dates are past.
    let harbour = page("harbour-authority", "executive", "en", |_| {});
    line(&harbour, "For each of 2 of the 3 failed knock-outs: fund its remedy");
    line(&harbour, "Set new dates: 5 plans are past theirs.");
}

#[test]
fn an_organisation_without_a_name_has_a_title_all_the_same() {
    for (language, title) in [
        ("en", "# Gap report – Executive summary: Organisation without a name"),
        ("fr", "# Rapport d’écarts – Synthèse de direction\u{a0}: Organisation sans nom"),
    ] {
        line(&page("bakery-chain", "executive", language, |file| file.organisation.name.clear()), title);
    }
}

#[test]
fn the_sign_of_a_legal_duty_is_explained_where_an_action_carries_it_and_only_there() {
    // None of the first ten actions of the bakery may be a legal duty; two and more of the harbour may.
    assert!(!page("bakery-chain", "executive", "en", |_| {}).contains('§'));
    line(&page("harbour-authority", "executive", "en", |_| {}), "§ may also be a legal duty");
}

#[test]
fn an_executive_report_explains_its_bands_names_gaps_of_laws_and_says_what_it_cannot_show() {
    let page = page("sensor-maker", "executive", "en", |_| {});
    line(&page, "NR: not rated, too much is unanswered or set aside. NM: not material");
    line(&page, "1 gap may concern it: Incidents are notified within legal deadlines");
    line(&page, "23 gaps may concern it: Timely patching; Leadership reviews the gap report; and 21 more");
    line(&page, "what the principle gains");
    let (_, bounds) = page.split_once("### Limits of this assessment").expect("it has limits");
    line(bounds, "not what nobody looked for, and it is no audit.");
    line(bounds, "By weight, 17% of what is asked rests on claims alone and 3% on an independent check.");
    line(bounds, "1 question was set aside by hand. 1 question has no answer that counts. Not rated: 5 Non-");
}

#[test]
fn the_level_needed_and_the_evidence_needed_are_set_apart() {
    let list = page("bakery-chain", "worklist", "en", |_| {});
    line(&list, "3 – Operating – Evidence that is still within its validity.");
}
