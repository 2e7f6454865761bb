//! What the register says of one control, and `explain` in the same words.

use gapcheck::model::{AssessmentFile, Given};
use gapcheck::report::view::{ControlView, view};
use gapcheck::report::{Document, Options};

use super::world::World;

/// The entries of an example whose answers are changed first.
fn entries(example: &str, change: impl FnOnce(&mut AssessmentFile)) -> Vec<ControlView> {
    let mut world = World::example(example);
    change(&mut world.file);
    world.subject("paris-call", "en", |subject| {
        let register = view(subject, &Options::default()).register;
        register.into_iter().flat_map(|section| section.controls).collect()
    })
}

/// The entry of a control.
fn entry<'a>(entries: &'a [ControlView], id: &str) -> &'a ControlView {
    entries.iter().find(|entry| entry.id == id).expect("it is listed")
}

#[test]
fn only_an_answer_without_a_gap_is_called_at_target() {
    let all = entries("sensor-maker", |_| {});
    let given: Vec<&ControlView> = all.iter().filter(|entry| entry.state.code == "answered").collect();
    let (open, met): (Vec<&ControlView>, Vec<&ControlView>) =
        given.into_iter().partition(|entry| !entry.gap.code.is_empty());
    assert!(open.len() > 10 && met.len() > 10, "{} {}", open.len(), met.len());
    assert!(open.iter().all(|entry| entry.state.text == entry.gap.text), "{open:?}");
    assert!(met.iter().all(|entry| entry.state.text == "At target"), "{met:?}");
    let failed = open.iter().filter(|entry| entry.knock_out.code == "failed");
    assert!(failed.clone().count() > 0 && failed.into_iter().all(|e| e.state.text == "Below target"));
}

#[test]
fn what_nobody_knows_has_the_meaning_of_no_level() {
    let unknown = |file: &mut AssessmentFile| {
        let answer = file.answers.iter_mut().find(|a| a.control.value.as_str() == "PC8-POL-01");
        answer.expect("it is answered").given.value = Given::Unknown;
    };
    let all = entries("bakery-chain", unknown);
    let entry = entry(&all, "PC8-POL-01");
    assert_eq!((entry.answer.as_str(), entry.answer_meaning.as_str()), ("We do not know", ""));
    let all = entries("bakery-chain", |_| {});
    assert!(
        all.iter().any(|entry| entry.answer_meaning.starts_with("A dated rule signed by top management"))
    );
}

#[test]
fn evidence_without_a_second_person_is_said_to_have_been_seen_by_its_owner_alone() {
    let all = entries("bakery-chain", |file| {
        file.organisation.single_person = true;
        let evidence = file.answers.iter_mut().flat_map(|answer| answer.evidence.iter_mut());
        evidence.for_each(|item| item.reviewed_by = None);
    });
    let of = |tier| -> Vec<&ControlView> { all.iter().filter(|entry| entry.tier.code == tier).collect() };
    let (seen, verified) = (of("E2"), of("E3"));
    assert!(seen.len() > 3 && !verified.is_empty(), "{} {}", seen.len(), verified.len());
    assert!(seen.iter().all(|e| e.tier.text == "artefact that its owner alone has looked at"));
    assert!(verified.iter().all(|e| e.tier.text == "verified by tool or sampling, by its owner alone"));
    // An independent check is a second look.
    let all = entries("bakery-chain", |file| {
        file.organisation.single_person = true;
        let evidence = file.answers.iter_mut().flat_map(|answer| answer.evidence.iter_mut());
        evidence.for_each(|item| item.verified = Some(gapcheck::model::Verified::Independent));
    });
    let independent = all.iter().filter(|entry| entry.tier.code == "E4");
    assert!(independent.clone().count() > 3 && independent.into_iter().all(|e| e.single_person == "no"));
}

/// Nothing of it concerns an organisation without a site.
const NOTHING: &str = "\
format: gapcheck/checklist/1
id: mini
version: 1.0.0
title: Mini
profile: {web: {ask: \"Is there a site?\", type: flag}}
scales: {yes_no: {choices: [{id: \"no\", value: 0}, {id: \"yes\", value: 1}]}}
sections: [{id: P, kind: part, title: First, controls: [{id: A, title: A, ask: \"Is it?\", scale: yes_no, weight: 1, applies: web}]}]
methods: {share: {title: Share, measures: {evidenced: {at: root, items: leaves, fn: mean}}}}
";
const NO_SITE: &str =
    "format: gapcheck/assessment/1\nchecklist: ./x\norganisation: {name: N}\nprofile: {web: false}\n";

#[test]
fn where_nothing_applies_nothing_is_called_answered_at_target_or_complete() {
    let world = World::of(NOTHING, NO_SITE);
    let said = "No question applies to the organisation: nothing can be rated";
    for template in ["full", "executive", "worklist", "register", "public"] {
        world.subject("share", "en", |subject| {
            let options = Options { template: Some(template), ..Options::default() };
            for format in ["html", "markdown"] {
                let page = super::world::render(subject, format, &options);
                assert!(page.contains(said), "{template} {format}");
                for praise in ["Every applicable control is at", "All 0 applicable", "0 gaps"] {
                    assert!(!page.contains(praise), "{template} {format}: {praise}");
                }
            }
        });
    }
    world.subject("share", "en", |subject| {
        let score = super::world::render(
            subject,
            "text",
            &Options { document: Document::Score, ..Options::default() },
        );
        assert!(score.contains(said) && !score.contains("measure"), "{score}");
    });
}

#[test]
fn what_is_asked_beside_a_share_is_said_with_its_level() {
    let mut world = World::example("sensor-maker");
    world.file.answers.retain(|answer| answer.control.value.as_str() != "PC7-AST-01");
    let also = "In addition to the share: Unknown devices were cut off or recorded";
    let options = Options { template: Some("worklist"), ..Options::default() };
    let list = world.report("markdown", "en", &options);
    let (_, card) = list.split_once(" PC7-AST-01 Hardware inventory\n").expect("it is a gap");
    let criterion = card.lines().find(|line| line.contains("**Needed:**")).expect("it has one");
    assert!(criterion.contains(also), "{criterion}");
}

#[test]
fn every_report_of_the_shipped_checklist_says_that_nobody_endorsed_it() {
    let world = World::example("bakery-chain");
    let said = "Neither the French government nor any other supporter of the Call has endorsed it.";
    for template in ["full", "executive", "worklist", "register", "public"] {
        for format in ["html", "markdown"] {
            let page =
                world.report(format, "en", &Options { template: Some(template), ..Options::default() });
            assert!(page.contains(said), "{template} {format}");
        }
    }
}
