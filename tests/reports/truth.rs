//! Nothing in a report looks better than it is.

use gapcheck::model::AssessmentFile;
use gapcheck::report::Options;

use super::shell::Shell;
use super::world::World;

/// A template of an example, in Markdown; the file is changed first.
pub(super) fn page(
    example: &str,
    template: &str,
    language: &str,
    change: impl FnOnce(&mut AssessmentFile),
) -> String {
    let mut world = World::example(example);
    change(&mut world.file);
    world.report("markdown", language, &Options { template: Some(template), ..Options::default() })
}

/// The line that holds a text.
pub(super) fn line<'a>(page: &'a str, text: &str) -> &'a str {
    page.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text:?} in {page}"))
}

#[test]
fn an_approved_plan_for_a_failed_knock_out_is_said_beside_the_band_and_with_its_date() {
    for (language, row, state, date) in [
        ("en", "| 6 Lifecycle security |", "| D, conditional |", "30 April 2027"),
        ("fr", "| 6 ", "| D, sous condition |", "30 avril 2027"),
    ] {
        for template in ["full", "executive", "register", "public"] {
            let page = page("sensor-maker", template, language, |_| {});
            assert!(line(&page, row).ends_with(state), "{language} {template}: {}", line(&page, row));
        }
        let page = page("sensor-maker", "public", language, |_| {});
        let sentence = line(&page, if language == "en" { "- Conditional:" } else { "- Sous condition" });
        assert!(sentence.contains(date), "{sentence}");
    }
}

#[test]
fn without_the_approval_of_its_plan_a_failed_knock_out_is_not_conditional() {
    let page = page("sensor-maker", "executive", "en", |file| {
        file.answers.iter_mut().filter_map(|a| a.plan.as_mut()).for_each(|plan| plan.approved_by = None);
    });
    assert!(line(&page, "| 6 Lifecycle security |").ends_with("| D |"));
    assert!(!page.contains("onditional"));
}

#[test]
fn evidence_that_only_its_owner_has_looked_at_is_never_called_seen_by_a_second_person() {
    let page = page("bakery-chain", "executive", "en", |file| {
        file.organisation.single_person = true;
        let evidence = file.answers.iter_mut().flat_map(|a| a.evidence.iter_mut());
        evidence.for_each(|item| item.reviewed_by = None);
    });
    let said = line(&page, "Seen by a second person");
    assert!(said.contains("**0%**") && said.contains("its owner alone has looked at"), "{said}");
}

#[test]
fn what_is_set_aside_and_what_is_measured_against_a_lower_target_is_said_among_the_limits() {
    for template in ["full", "register", "public"] {
        let page = page("sensor-maker", template, "en", |file| {
            let own = file.answers.iter().find_map(|a| a.target.clone()).expect("an answer has a target");
            let answer = file.answers.iter_mut().find(|a| a.control.value.as_str() == "PC1-GOV-01");
            let lower = gapcheck::model::Exact::from(1i64);
            answer.expect("it is answered").target = Some(gapcheck::diag::Located { value: lower, ..own });
        });
        line(&page, "- 1 question was set aside by hand and is left out of every figure.");
        line(&page, "- 1 answer is measured against a target below the usual one.");
    }
}

#[test]
fn the_public_version_tells_of_no_single_area_in_any_format() {
    let world = World::example("bakery-chain");
    let areas: Vec<String> =
        world.checklist.sections.iter().filter(|s| s.kind == "area").map(|s| s.id.to_string()).collect();
    assert_eq!(areas.len(), 52);
    let options = Options { template: Some("public"), table: Some("scores"), ..Options::default() };
    for format in ["csv", "json", "html", "markdown"] {
        let text = world.report(format, "en", &options);
        let shown: Vec<_> = areas.iter().filter(|area| text.contains(area.as_str())).collect();
        assert!(shown.is_empty(), "{format}: {shown:?}");
        let plain = text.replace(' ', "");
        assert!(!plain.contains(",lowest_area,") && !plain.contains("\"id\":\"lowest_area\""), "{format}");
    }
}

#[test]
fn a_report_whose_backing_is_all_over_says_since_when_and_asks_for_a_new_assessment() {
    let day = gapcheck::model::parse_date("2024-05-01").expect("a day");
    let page = page("bakery-chain", "executive", "en", |file| {
        // Below target, so that nothing turns blank: only the dates are over.
        file.answers.retain(|answer| answer.control.value.as_str() == "PC7-IAM-01");
        for answer in &mut file.answers {
            answer.answered.iter_mut().for_each(|on| on.value = day);
            answer.evidence.clear();
        }
    });
    // A claim of 1 May 2024 stands for twelve months.
    assert!(page.contains("- Ended on: 1 May 2025"), "{page}");
    assert!(page.contains("Repeat the assessment now: the last of what backs it ended on 1 May 2025."));
}

#[test]
fn a_share_that_is_claimed_without_its_count_is_said_among_the_limits() {
    let limits = |change: fn(&mut AssessmentFile)| {
        let page = page("sensor-maker", "full", "en", change);
        page.lines().filter(|line| line.contains("without the count behind it")).map(str::to_string).collect()
    };
    let none: Vec<String> = limits(|_| {});
    let one: Vec<String> = limits(|file| {
        let answer = file.answers.iter_mut().find(|a| a.control.value.as_str() == "PC1-DET-01");
        answer.expect("it is answered").share = None;
    });
    assert_eq!((none, one.len()), (Vec::new(), 1));
    assert!(one[0].starts_with("- 1 answer claims a share"), "{one:?}");
}

#[test]
fn a_capped_percentage_says_what_it_was_before_the_cap_but_not_to_the_public() {
    for template in ["full", "executive"] {
        let page = page("sensor-maker", template, "en", |_| {});
        let row = line(&page, "| 6 Lifecycle security |");
        assert!(row.contains("**49%** (80% before the cap)"), "{template}: {row}");
    }
    assert!(!page("sensor-maker", "public", "en", |_| {}).contains("before the cap"));
}

#[test]
fn what_is_planned_stands_where_the_action_is_and_the_checklists_step_only_without_a_plan() {
    let planned = page("sensor-maker", "executive", "en", |_| {});
    assert!(planned.contains("**Version counter in the S1 boot loader, field update 1.9**"), "{planned}");
    let unplanned = page("sensor-maker", "executive", "en", |file| {
        file.answers.iter_mut().for_each(|answer| answer.plan = None);
    });
    assert!(unplanned.contains("**Sign the update files"), "{unplanned}");
}

#[test]
fn of_knock_outs_that_nobody_answered_none_is_said_not_to_have_failed() {
    let page = page("bakery-chain", "executive", "en", |file| file.answers.clear());
    let said = line(&page, "knock-outs has an answer");
    assert!(said.starts_with("None of the ") && said.ends_with(" has an answer that counts."), "{said}");
    assert!(!page.contains("failed. Nothing else"));
    assert!(page.contains("**Answer the question. Where it is missing: "), "{page}");
}

#[test]
fn an_answer_that_became_too_old_is_not_called_missing_and_nothing_is_claimed_without_one() {
    let old = page("sensor-maker", "executive", "en", |_| {});
    line(&old, "Knock-out answered too long ago to count");
    let list = page("bakery-chain", "worklist", "en", |file| file.answers.clear());
    assert!(list.contains("(E0, nothing claimed yet)") && !list.contains("bare claim"));
}

#[test]
fn evidence_that_ended_is_to_be_renewed_in_its_own_kind() {
    // The restore test, claimed at target, ended; the checklist's first kind of evidence is another one.
    let list = page("bakery-chain", "worklist", "en", |file| {
        file.answers.iter_mut().for_each(|answer| answer.plan = None);
    });
    let (_, card) = list.split_once("PC1-REC-01").expect("it is a gap");
    let step = line(card, "**First step:**");
    assert!(step.contains("Renew the evidence"), "{step}");
}

#[test]
fn a_knock_out_below_its_threshold_names_the_level_that_passes_and_the_target() {
    let page = page("harbour-authority", "executive", "en", |_| {});
    line(&page, "2 – Defined to pass, 3 – Operating to reach the target");
}

#[test]
fn what_other_answers_leave_out_is_no_question_no_gap_and_no_step() {
    let shell = Shell::new();
    shell.file(
        "checklist.yaml",
        "format: gapcheck/checklist/1
id: small
version: 1.0.0
title: Small
scales:
  yes_no: {choices: [{id: \"no\", value: 0}, {id: \"yes\", value: 1}]}
methods:
  plain:
    measures:
      evidenced: {at: [root, area], items: leaves, normalise: {to: target}, answers: {unanswered: 0}, fn: mean}
sections:
  - id: S
    kind: area
    controls:
      - {id: WEB, title: Web shop, ask: \"Is there a shop?\", scale: yes_no}
      - {id: PAY, title: Payment, ask: \"Is it safe?\", scale: yes_no, counts_if: {answer: {WEB: \"yes\"}}}
",
    );
    let answers = |web: &str| {
        format!(
            "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\norganisation: {{name: X}}\nprofile: {{}}\nanswers: {{WEB: \"{web}\", PAY: \"no\"}}\n"
        )
    };
    for (web, gaps, asked) in [("yes", vec!["PAY"], 2), ("no", vec!["WEB"], 1)] {
        shell.file("a.yaml", answers(web));
        let report = shell.run(&["report", "a.yaml", "--format", "json", "-o", "-"]).ok();
        let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
        let found: Vec<&str> =
            report["gaps"].as_array().expect("a list").iter().filter_map(|gap| gap["id"].as_str()).collect();
        assert_eq!(found, gaps, "{web}");
        assert_eq!(report["summary"]["counts"]["applicable"], asked, "{web}");
        let status = shell.run(&["status", "a.yaml", "--format", "json"]).ok();
        let status: serde_json::Value = serde_json::from_str(&status).expect("it is JSON");
        assert_eq!(status["progress"]["asked"], asked, "{web}");
    }
    shell.run(&["report", "a.yaml", "--template", "register", "-o", "r.md"]).ok();
    assert!(shell.read("r.md").contains("Other answers leave it out: its condition does not hold."));
}
