//! Claims about any division of the examples and of an assessment by hand, and any answers to them.

#[path = "../editing/said.rs"]
mod said;

use std::sync::LazyLock;

use gapcheck::edit::{
    Change, Field, Merged, Piece, Sides, answer_places, answer_text, merge, part, set_answer,
};
use gapcheck::source::bundled::Bundled;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use said::said;

use crate::assessments;

static FILES: LazyLock<Vec<String>> =
    LazyLock::new(|| assessments().into_iter().map(|(_, text)| text).collect());

static ORDER: LazyLock<Vec<String>> = LazyLock::new(|| {
    let checklist = Bundled::find("paris-call").expect("it is bundled").checklist();
    checklist.controls.iter().map(|control| control.id.to_string()).collect()
});

fn order() -> Vec<&'static str> {
    ORDER.iter().map(String::as_str).collect()
}

fn merged(ours: &str, theirs: &str, ancestor: Option<&str>) -> Merged {
    let sides = Sides { ours, theirs, ancestor };
    merge(sides, &order(), &mut |_| None).unwrap_or_else(|refused| panic!("{refused:?}"))
}

/// Which of three parts a control is in, by a number that proptest varies.
fn part_of(id: &str, mix: u64) -> usize {
    let place = ORDER.iter().position(|other| other == id).expect("it is in the checklist") as u64;
    let mixed = (place + 1).wrapping_mul(mix | 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as usize % 3
}

/// The controls of a file.
fn controls(text: &str) -> Vec<String> {
    answer_places(text).expect("YAML").into_iter().map(|(id, _)| id).collect()
}

/// A new answer to a control of a file; the file and the number say which, and to what.
fn answered(text: &str, control: &str, n: usize) -> String {
    let change = Change::new()
        .set(Field::Answer, Piece::choice("unknown"))
        .set(Field::Note, Piece::text(format!("word {n}: # it's\nso")))
        .set(Field::Owner, Piece::text(format!("owner {n}")));
    set_answer(text, &order(), control, &change).unwrap_or_else(|refused| panic!("{control}: {refused:?}"))
}

/// From the first to the last line in which two texts differ, as lines of the first.
fn changed(old: &str, new: &str) -> std::ops::Range<usize> {
    let lines = |text: &str| -> Vec<String> { text.split_inclusive('\n').map(str::to_string).collect() };
    let (old, new) = (lines(old), lines(new));
    let shorter = old.len().min(new.len());
    let head = (0..shorter).take_while(|i| old[*i] == new[*i]).count();
    let tail = (0..shorter - head).take_while(|i| old[old.len() - 1 - i] == new[new.len() - 1 - i]).count();
    head..old.len() - tail
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, rng_seed: RngSeed::Fixed(2018), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_three_parts_merge_back_to_the_same_bytes_in_any_order(file in 0usize..4, mix in any::<u64>(), turn in 0usize..3) {
        let text = &FILES[file];
        let mut parts: Vec<String> = (0..3)
            .map(|n| part(text, &|id| part_of(id, mix) == n, &[]).expect("it can be divided"))
            .collect();
        parts.rotate_left(turn);
        let back = parts.iter().fold(text.clone(), |text, part| merged(&text, part, Some(part)).text);
        prop_assert_eq!(&back, text);

        let alone = |parts: &[String]| {
            parts[1..].iter().fold(parts[0].clone(), |text, part| merged(&text, part, None).text)
        };
        let forth = said(&alone(&parts));
        parts.reverse();
        prop_assert_eq!(&forth, &said(&alone(&parts)));
        prop_assert_eq!(&forth, &said(text));
    }

    #[test]
    fn answers_of_three_people_to_different_controls_merge_in_any_order(file in 0usize..4, picks in any::<[u16; 3]>()) {
        let base = &FILES[file];
        let ids = order();
        let pick = |n: usize| ids[picks[n] as usize % ids.len()];
        prop_assume!(pick(0) != pick(1) && pick(1) != pick(2) && pick(0) != pick(2));
        // A control that an alias repeats is not edited by itself.
        prop_assume!(file != 3 || (0..3).all(|n| !["PC1-REC-01", "PC1-RSP-01"].contains(&pick(n))));
        let copies: Vec<String> = (0..3).map(|n| answered(base, pick(n), n)).collect();
        let both = (0..3).fold(base.clone(), |text, n| answered(&text, pick(n), n));
        for turns in [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
            let mut text = copies[turns[0]].clone();
            for n in &turns[1..] {
                let step = merged(&text, &copies[*n], Some(base));
                prop_assert!(step.clashes.is_empty());
                text = step.text;
            }
            prop_assert_eq!(said(&text), said(&both));
        }
    }

    #[test]
    fn an_answer_changes_its_own_lines_and_nothing_else(file in 0usize..4, pick in any::<u16>()) {
        let text = &FILES[file];
        let ids = controls(text);
        let id = &ids[pick as usize % ids.len()];
        prop_assume!(file != 3 || !["PC1-REC-01", "PC1-RSP-01"].contains(&id.as_str()));
        let new = answered(text, id, 7);
        let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
        let (_, own) = answer_places(text).expect("YAML").into_iter().find(|(other, _)| other == id).expect("it is there");
        let line = |at: usize| text[..at + skipped].matches('\n').count();
        let lines = changed(text, &new);
        prop_assert!(line(own.start) <= lines.start && lines.end <= line(own.end).max(line(own.start) + 1), "{lines:?} {id}\n{new}");
        for other in ids.iter().filter(|other| *other != id) {
            prop_assert_eq!(answer_text(text, other).expect("YAML"), answer_text(&new, other).expect("YAML"));
        }
        let mut expected = said(text);
        expected["answers"][id.as_str()] = said(&new)["answers"][id.as_str()].clone();
        prop_assert_eq!(said(&new), expected);
    }
}
