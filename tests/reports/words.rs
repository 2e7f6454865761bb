//! What a report prints says what it is, and says it once.

use super::truth::{line, page};

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
