//! An edit changes the lines of one answer and nothing else, in every YAML style that people use.

#[path = "editing/random.rs"]
mod random;

use gapcheck::diag::{Diagnostics, FileId};
use gapcheck::edit::{Change, EditRefused, Field, Piece, answer_text, set_answer};
use gapcheck::source::bundled::Bundled;
use gapcheck::source::parse::parse;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use random::{Document, ORDER};

fn edit(text: &str, control: &str, change: &Change) -> String {
    set_answer(text, &ORDER, control, change).unwrap_or_else(|refused| panic!("{refused:?}\n{text}"))
}

fn note(text: &str) -> Change {
    Change::new().set(Field::Note, Piece::text(text))
}

fn level(word: &str) -> Change {
    Change::new().set(Field::Answer, Piece::choice(word))
}

#[test]
fn a_new_answer_goes_after_the_control_before_it_in_the_checklist() {
    let text = "format: x\nanswers:\n  # first\n  A-1:\n    answer: 1\n\n  # last\n  C-1: {answer: 2}\n";
    let new = edit(text, "B-1", &level("yes").set(Field::Answered, Piece::Bare("2026-11-22".into())));
    let expected = "format: x\nanswers:\n  # first\n  A-1:\n    answer: 1\n\n  B-1:\n    answer: \"yes\"\n    \
                    answered: 2026-11-22\n\n  # last\n  C-1: {answer: 2}\n";
    assert_eq!(new, expected);
}

#[test]
fn a_short_answer_becomes_a_map_only_when_it_must() {
    let text = "answers:\n  A-1: no   # why\n  B-1: 2\n";
    assert_eq!(edit(text, "A-1", &level("yes")), "answers:\n  A-1: \"yes\"   # why\n  B-1: 2\n");
    let longer = "answers:\n  A-1:   # why\n    answer: \"no\"\n    note: so\n  B-1: 2\n";
    assert_eq!(edit(text, "A-1", &note("so")), longer);
    let flow = "answers: {A-1: no, B-1: 2}\n";
    assert_eq!(
        edit(flow, "A-1", &note("a, b")),
        "answers: {A-1: {answer: \"no\", note: \"a, b\"}, B-1: 2}\n"
    );
}

#[test]
fn the_comment_in_the_header_of_a_block_text_stays() {
    let text =
        "answers:\n  A-1:\n    note: >- # asked twice\n      old\n      text\n\n    answer: 1 # was 2\n";
    let new = edit(text, "A-1", &note("new words"));
    assert_eq!(
        new,
        "answers:\n  A-1:\n    note: >- # asked twice\n      new words\n\n    answer: 1 # was 2\n"
    );
    let hard = edit(text, "A-1", &note(" leading"));
    assert_eq!(hard, "answers:\n  A-1:\n    note: \" leading\" # asked twice\n\n    answer: 1 # was 2\n");
}

#[test]
fn quotes_stay_as_they_are() {
    let text = "answers:\n  'A-1': {\"answer\": \"1\", 'note': 'it''s'}\n";
    let change = level("2").set(Field::Note, Piece::text("that's"));
    assert_eq!(edit(text, "A-1", &change), "answers:\n  'A-1': {\"answer\": \"2\", 'note': 'that''s'}\n");
}

#[test]
fn a_file_of_one_flow_map_gets_its_new_answer_on_a_line_of_its_own() {
    let text = "{format: x, answers: {\n  A-1: 1, # one\n  C-1: 2 # two\n}}\n";
    let first = edit(text, "B-1", &level("3"));
    assert_eq!(first, "{format: x, answers: {\n  A-1: 1, # one\n  B-1: 3,\n  C-1: 2 # two\n}}\n");
    let last = edit(text, "D-1", &level("3"));
    assert_eq!(last, "{format: x, answers: {\n  A-1: 1, # one\n  C-1: 2, # two\n  D-1: 3\n}}\n");
}

#[test]
fn an_answers_map_that_is_missing_or_empty_is_begun() {
    let expected = "format: x\nanswers:\n  B-1: 3\n";
    assert_eq!(edit("format: x\n", "B-1", &level("3")), expected);
    assert_eq!(edit("format: x\nanswers:\n", "B-1", &level("3")), expected);
    assert_eq!(edit("format: x\nanswers: {}\n", "B-1", &level("3")), expected);
    assert_eq!(
        edit("format: x\nanswers: {} # none", "B-1", &level("3")),
        "format: x\nanswers: # none\n  B-1: 3"
    );
}

#[test]
fn evidence_is_added_in_the_style_of_the_list() {
    let item = || Piece::Map(vec![("link".into(), Piece::text("https://example.org/a"))]);
    let add = Change::new().append(Field::Evidence, item());
    let block = "answers:\n  A-1:\n    evidence:\n    - file: a\n      kind: record # k\n    owner: b\n";
    assert_eq!(
        edit(block, "A-1", &add),
        "answers:\n  A-1:\n    evidence:\n    - file: a\n      kind: record # k\n    - link: \
         https://example.org/a\n    owner: b\n"
    );
    let flow = "answers:\n  A-1:\n    evidence: [{file: a}]\n";
    assert_eq!(
        edit(flow, "A-1", &add),
        "answers:\n  A-1:\n    evidence: [{file: a}, {link: https://example.org/a}]\n"
    );
}

#[test]
fn evidence_of_a_place_that_is_listed_is_completed_and_not_listed_twice() {
    let item = vec![
        ("file", Piece::text("a")),
        ("reviewed_by", Piece::text("c")),
        ("verified", Piece::text("tool")),
    ];
    let complete = Change::new().evidence(item);
    let block =
        "answers:\n  A-1:\n    evidence:\n    - file: a # first\n      kind: record\n    - {file: b}\n";
    let expected = "answers:\n  A-1:\n    evidence:\n    - file: a # first\n      kind: record\n      \
                    reviewed_by: c\n      verified: tool\n    - {file: b}\n";
    assert_eq!(edit(block, "A-1", &complete), expected);
    assert_eq!(edit(expected, "A-1", &complete), expected);
    assert_eq!(
        edit("answers: {A-1: {evidence: [{file: b}, {file: a}]}}\n", "A-1", &complete),
        "answers: {A-1: {evidence: [{file: b}, {file: a, reviewed_by: c, verified: tool}]}}\n"
    );
    let other = complete.evidence(vec![("link", Piece::text("https://example.org/"))]);
    assert_eq!(
        edit("answers:\n  A-1:\n    evidence: []\n", "A-1", &other),
        "answers:\n  A-1:\n    evidence:\n      - file: a\n        reviewed_by: c\n        verified: tool\n      \
         - link: https://example.org/\n"
    );
}

#[test]
fn a_key_that_goes_leaves_its_comments_behind() {
    let text = "answers:\n  A-1:\n    answer: not_applicable\n    reason: >-\n      long # text\n    # ask again\n\
                \x20   approved_by: b # on the phone\n    owner: c\n";
    let change = level("2").remove(Field::Reason).remove(Field::ApprovedBy);
    assert_eq!(
        edit(text, "A-1", &change),
        "answers:\n  A-1:\n    answer: 2\n    # ask again\n    # on the phone\n    owner: c\n"
    );
}

#[test]
fn blank_lines_below_a_key_that_goes_do_not_join_a_text_that_keeps_its_blank_lines() {
    let text = "answers:\n  A-1:\n    note: >+\n      x\n\n    reason: y\n\n    answer: 1\n";
    let new = edit(text, "A-1", &Change::new().remove(Field::Reason));
    assert_eq!(new, "answers:\n  A-1:\n    note: >+\n      x\n\n    answer: 1\n");
}

#[test]
fn an_answer_that_others_repeat_is_not_changed_behind_their_back() {
    let text = "answers:\n  A-1: &same {answer: 1}\n  B-1: *same\n";
    assert!(matches!(set_answer(text, &ORDER, "A-1", &level("2")), Err(EditRefused::Elsewhere)));
    let own = edit(text, "B-1", &level("2"));
    assert_eq!(own, "answers:\n  A-1: &same {answer: 1}\n  B-1:\n    answer: 2\n");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_and_not_thrown_away() {
    let text = "answers:\n  A-1:\n    evidence: on the shelf\n    plan: later\n";
    let item = Change::new().append(Field::Evidence, Piece::text("x"));
    assert!(matches!(set_answer(text, &ORDER, "A-1", &item), Err(EditRefused::Shape(_))));
    let due = Change::new().within(Field::Plan, "due", Piece::text("x"));
    assert!(matches!(set_answer(text, &ORDER, "A-1", &due), Err(EditRefused::Shape(_))));
}

#[test]
fn answers_of_the_examples_can_be_changed_and_its_neighbours_stay() {
    let checklist = Bundled::find("paris-call").expect("it is bundled").checklist();
    let order: Vec<&str> = checklist.controls.iter().map(|control| control.id.as_str()).collect();
    for name in ["bakery-chain", "harbour-authority", "sensor-maker"] {
        let path = format!("{}/examples/{name}/assessment.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("an example");
        for control in order.iter().step_by(11) {
            let change = level("unknown").set(Field::Note, Piece::text("new")).remove(Field::Reason);
            let new =
                set_answer(&text, &order, control, &change).unwrap_or_else(|e| panic!("{control} {e:?}"));
            let lines = changed_lines(&text, &new);
            let own = answer_text(&text, control).expect("YAML").map_or(0, |own| own.lines().count());
            assert!(lines.len() <= own, "{name} {control}: {lines:?} of {own}");
            assert_eq!(comments(&text), comments(&new), "{name} {control}");
        }
    }
}

fn comments(text: &str) -> Vec<String> {
    let body = text.trim_start_matches('\u{feff}');
    let tree = parse(body, FileId::default(), &mut Diagnostics::new()).expect("YAML");
    let text_of = |span: &gapcheck::diag::Span| body[span.start as usize..span.end as usize].trim_end();
    let mut all: Vec<String> = tree.comments().iter().map(|span| text_of(span).to_string()).collect();
    all.sort();
    all
}

/// The lines of `old` that are not in `new` at the same place: from the first to the last difference.
fn changed_lines(old: &str, new: &str) -> std::ops::Range<usize> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let shorter = old.len().min(new.len());
    let head = (0..shorter).take_while(|i| old[*i] == new[*i]).count();
    let tail = (0..shorter - head).take_while(|i| old[old.len() - 1 - i] == new[new.len() - 1 - i]).count();
    head..old.len() - tail
}

/// The values of a file with every number as its word: `answer: "3"` and `answer: 3` say the same.
/// Texts have no line end at their end: readers differ about a block text in a file without a last one.
fn words(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::String(text) => text.trim_end_matches('\n').into(),
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(words).collect()),
        Value::Mapping(map) => Value::Mapping(map.into_iter().map(|(k, v)| (k, words(v))).collect()),
        other @ (Value::Null | Value::Bool(_) | Value::Tagged(_)) => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(2018), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_changes_only_the_lines_of_its_answer(seed in any::<u64>(), size in 1usize..8) {
        let document = Document::random(seed, size);
        let (text, change) = (&document.text, &document.change);
        let new = match set_answer(text, &ORDER, &document.control, &change.to_change()) {
            Ok(new) => new,
            Err(refused) => return Err(TestCaseError::fail(format!("{refused:?}\n{text}"))),
        };

        // What it says: read by another YAML reader, the old values plus exactly the change.
        let value = |text: &str| -> serde_yaml::Value {
            serde_yaml::from_str(text.trim_start_matches('\u{feff}')).expect("YAML")
        };
        let mut expected = value(text);
        change.apply(&mut expected, &document.control);
        prop_assert_eq!(words(value(&new)), words(expected), "{}", new);

        // Which lines: those of the answer, or none when it is new.
        let lines = changed_lines(text, &new);
        let own = document.lines.clone();
        let inside = lines.is_empty() || (own.start <= lines.start && lines.end <= own.end);
        prop_assert!(inside, "changed {lines:?}, own {own:?}\n{text}\n---\n{new}");

        // What stays: comments, byte order mark, line ends.
        let (before, after) = (comments(text), comments(&new));
        prop_assert_eq!(before, after, "{}\n---\n{}", text, new);
        prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
        let lone = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
        prop_assert!(!text.contains("\r\n") || lone(&new) == 0, "{new:?}");
    }
}
