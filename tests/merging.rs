//! Splitting and merging files of answers: nothing is lost, and order does not matter without a clash.

#[path = "editing/random.rs"]
#[expect(dead_code, reason = "merging needs the random files, not the edits of them")]
mod random;
#[path = "editing/said.rs"]
mod said;

use gapcheck::edit::{Clash, Merged, Place, Sides, Winner, merge, part, set_answer};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use random::{Document, ORDER};
use said::said;

fn nobody(_: &Clash) -> Option<Winner> {
    None
}

fn merged(ours: &str, theirs: &str, ancestor: Option<&str>) -> Merged {
    let sides = Sides { ours, theirs, ancestor };
    merge(sides, &ORDER, &mut nobody).unwrap_or_else(|refused| panic!("{refused:?}\n{ours}\n---\n{theirs}"))
}

#[test]
fn an_answer_of_one_side_is_taken_with_its_lines_and_its_comments() {
    let ours = "answers:\n  A-1: 1\n  C-1:\n    answer:\n";
    let theirs = "answers:\n    # looked at twice\n    B-1:\n        note: |  # head\n          x\n    C-1:\n        answer: 2 # said Bo\n";
    let merged = merged(ours, theirs, None);
    assert_eq!(
        merged.text,
        "answers:\n  A-1: 1\n  # looked at twice\n  B-1:\n      note: |  # head\n        x\n  C-1:\n      answer: 2 # said Bo\n"
    );
    assert_eq!(merged.taken, ["B-1", "C-1"]);
}

#[test]
fn a_comment_of_ours_stays_when_their_value_is_taken() {
    let ours = "answers:\n  A-1:\n    answer: # ask Bo\n    owner: cy\n";
    let theirs = "answers:\n  A-1: {answer: 3, note: \"no\"}\n";
    let merged = merged(ours, theirs, None);
    assert_eq!(merged.text, "answers:\n  A-1:\n    answer: 3 # ask Bo\n    note: \"no\"\n    owner: cy\n");
}

#[test]
fn two_different_claims_clash_and_ours_stays_until_somebody_decides() {
    let ours = "answers:\n  A-1: {answer: 3, answered: 2026-05-01, owner: bo}\n";
    let theirs = "answers:\n  A-1: {answer: 1, answered: 2026-04-01, note: why, target: 2}\n";
    let open = merged(ours, theirs, None);
    assert_eq!(open.text, "answers:\n  A-1: {answer: 3, answered: 2026-05-01, owner: bo, target: 2}\n");
    let (clash, decision) = &open.clashes[0];
    assert_eq!((&clash.place, *decision), (&Place::Control("A-1".into()), None));
    assert_eq!(clash.theirs.says, "{answer: 1, answered: 2026-04-01, note: why}");
    assert_eq!(clash.newest(), Some(Winner::Ours));
    let sides = Sides { ours, theirs, ancestor: None };
    let decided = merge(sides, &ORDER, &mut |_| Some(Winner::Theirs)).expect("it can be merged");
    assert_eq!(
        decided.text,
        "answers:\n  A-1: {answer: 1, note: why, answered: 2026-04-01, owner: bo, target: 2}\n"
    );
}

#[test]
fn evidence_of_both_sides_is_kept_and_the_fuller_item_wins() {
    let ours = "answers:\n  A-1:\n    answer: 3\n    evidence:\n      - file: a\n      - file: b\n";
    let theirs = "answers:\n  A-1:\n    answer: 3\n    evidence:\n      - {file: b, reviewed_by: cy}\n      - link: https://c.example\n";
    let merged = merged(ours, theirs, None);
    assert_eq!(merged.clashes.len(), 0);
    assert_eq!(
        merged.text,
        "answers:\n  A-1:\n    answer: 3\n    evidence:\n      - file: a\n      - file: b\n        reviewed_by: cy\n      - link: https://c.example\n"
    );
}

#[test]
fn facts_of_the_profile_are_merged_one_by_one() {
    let ancestor = "profile:\n  size: small # count again\n  eu: true\nanswers: {A-1: 1}\n";
    let ours = ancestor.replace("eu: true", "eu: false");
    let theirs = ancestor.replace("small", "medium").replace("eu: true", "eu: true\n  new: true");
    let merged = merged(&ours, &theirs, Some(ancestor));
    assert_eq!(
        merged.text,
        "profile:\n  size: medium # count again\n  eu: false\n  new: true\nanswers: {A-1: 1}\n"
    );
    assert_eq!(merged.clashes.len(), 0);
    assert_eq!(merged.heads, ["profile.size", "profile.new"]);
}

#[test]
fn what_only_one_side_touched_is_taken_with_its_comments_and_layout() {
    let ancestor = "# top\nformat: x\nanswers:\n  # one\n  A-1: 1\n  B-1: {answer: 1}\n  C-1: 1\n# end\n";
    let ours = ancestor.replace("A-1: 1", "A-1: 2");
    let theirs = ancestor
        .replace("B-1: {answer: 1}", "# asked twice\n  B-1:   {answer: 3} # Bo")
        .replace("# top", "# head")
        .replace("# end", "# bottom");
    let merged = merged(&ours, &theirs, Some(ancestor));
    assert_eq!(merged.text, theirs.replace("A-1: 1", "A-1: 2"));
    assert_eq!(merged.taken, ["B-1"]);
}

#[test]
fn a_part_that_repeats_what_is_in_another_part_says_it_itself() {
    let text = "answers:\n  A-1: {answer: 1, owner: &who 'bo: b'} # a\n  B-1: {answer: 2, owner: *who} # b\n";
    let second = part(text, &|id| id == "B-1", &[]).expect("it can be cut");
    assert_eq!(second, "answers:\n  B-1: {answer: 2, owner: \"bo: b\"} # b\n");
    assert_eq!(merged(text, &second, Some(&second)).text, text);
}

#[test]
fn an_answer_that_one_side_removed_goes_unless_the_other_changed_it() {
    let ancestor = "answers:\n  A-1: 1\n  # two\n  B-1: {answer: 1, owner: bo}\n  C-1: 3\n";
    let without = "answers:\n  A-1: 1\n  C-1: 3\n";
    let mine = ancestor.replace("A-1: 1", "A-1: 2");
    let gone = merged(&mine, without, Some(ancestor));
    assert_eq!((gone.text.as_str(), gone.clashes.len()), ("answers:\n  A-1: 2\n  C-1: 3\n", 0));
    assert_eq!(gone.taken, ["B-1"]);

    let changed = ancestor.replace("owner: bo", "owner: cy");
    for (ours, theirs) in [(changed.as_str(), without), (without, changed.as_str())] {
        let open = merged(ours, theirs, Some(ancestor));
        assert_eq!((open.text.as_str(), open.clashes.len()), (ours, 1));
        let sides = Sides { ours, theirs, ancestor: Some(ancestor) };
        let decided = merge(sides, &ORDER, &mut |_| Some(Winner::Theirs)).expect("it can be merged");
        assert_eq!(said(&decided.text), said(theirs));
    }
}

#[test]
fn a_comment_of_theirs_stands_above_the_answer_when_their_lines_cannot_be_taken() {
    let ancestor = "answers:\n  A-1:\n    answer: 1\n  B-1: 1\n";
    let ours = "answers:\n  A-1:\n    answer: 1\n    owner: bo\n  B-1: 1\n";
    let theirs = "answers:\n  A-1:\n    answer: 1\n    # ask Cy\n    target: 2 # so\n  B-1: 1\n";
    assert_eq!(
        merged(ours, theirs, Some(ancestor)).text,
        "answers:\n  # ask Cy\n  # so\n  A-1:\n    answer: 1\n    owner: bo\n    target: 2\n  B-1: 1\n"
    );
    let flow = merged("answers: {A-1: 1}\n", theirs, None).text;
    assert_eq!(flow, "# A-1: ask Cy\n# A-1: so\nanswers: {A-1: {answer: 1, target: 2}, B-1: 1}\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, rng_seed: RngSeed::Fixed(2018), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn splitting_and_merging_again_gives_the_same_file(seed in any::<u64>(), size in 1usize..8, cut in 0usize..64) {
        let text = Document::random(seed, size).text;
        let in_first = |id: &str| ORDER.iter().position(|o| *o == id).is_some_and(|i| cut >> i & 1 == 1);
        let first = part(&text, &in_first, &[]).expect("a part");
        let second = part(&text, &|id| !in_first(id), &[]).expect("a part");

        let back = merged(&merged(&text, &first, None).text, &second, None);
        prop_assert_eq!(&back.text, &text);
        prop_assert!(back.clashes.is_empty());

        let one = merged(&first, &second, None);
        let other = merged(&second, &first, None);
        prop_assert_eq!(said(&one.text), said(&text), "{}\n+\n{}\n=\n{}", first, second, one.text);
        prop_assert_eq!(said(&other.text), said(&text), "{}\n+\n{}\n=\n{}", second, first, other.text);
    }

    #[test]
    fn changes_of_different_answers_never_clash(seed in any::<u64>(), other in any::<u64>(), size in 1usize..8) {
        let (mine, yours) = (Document::random(seed, size), Document::random(other, 1));
        prop_assume!(mine.control != yours.control);
        let text = &mine.text;
        let edit = |text: &str, document: &Document| {
            set_answer(text, &ORDER, &document.control, &document.change.to_change()).expect("it can be edited")
        };
        let ours = edit(text, &mine);
        let Ok(theirs) = set_answer(text, &ORDER, &yours.control, &yours.change.to_change()) else {
            return Ok(());
        };
        let both = edit(&theirs, &mine);

        let one = merged(&ours, &theirs, Some(text));
        let other = merged(&theirs, &ours, Some(text));
        prop_assert!(one.clashes.is_empty() && other.clashes.is_empty());
        prop_assert_eq!(said(&one.text), said(&both), "{}\n+\n{}\n=\n{}", ours, theirs, one.text);
        prop_assert_eq!(said(&other.text), said(&both), "{}\n+\n{}\n=\n{}", theirs, ours, other.text);
    }
}
