//! Answers carried to a newer checklist, so that both sides of a comparison answer the same questions.

use crate::diag::Located;
use crate::model::{Answer, AssessmentFile, Checklist, ControlIx, Exact, Given};

/// The answers under the ids of another version of their checklist: what was renamed or split keeps its
/// answer, of what was merged the lowest counts, what is no longer asked is left out. Which answers have
/// no place any more is given beside it, by their old ids.
pub fn carry(file: &AssessmentFile, checklist: &Checklist) -> (AssessmentFile, Vec<String>) {
    let mut lost = Vec::new();
    let mut answers: Vec<(ControlIx, Answer)> = Vec::new();
    for answer in &file.answers {
        let id = answer.control.value.as_str();
        let places = match checklist.find_control(id) {
            Some(ix) => vec![ix],
            None => checklist.successors(id).unwrap_or_default(),
        };
        if places.is_empty() {
            lost.push(id.to_string());
        }
        for ix in places {
            let moved = renamed(answer, checklist, ix);
            match answers.iter_mut().find(|(other, _)| *other == ix) {
                Some((_, other)) if rank(checklist, ix, &moved) < rank(checklist, ix, other) => {
                    *other = moved
                }
                Some(_) => {}
                None => answers.push((ix, moved)),
            }
        }
    }
    (AssessmentFile { answers: answers.into_iter().map(|(_, a)| a).collect(), ..file.clone() }, lost)
}

fn renamed(answer: &Answer, checklist: &Checklist, ix: ControlIx) -> Answer {
    let control = Located::new(checklist.control(ix).id.clone(), answer.control.span);
    Answer { control, ..answer.clone() }
}

/// How much an answer says, the least first: nothing, unknown, a value, set aside.
fn rank(checklist: &Checklist, ix: ControlIx, answer: &Answer) -> (u8, Exact) {
    let scale = checklist.scale_of(checklist.control(ix));
    match &answer.given.value {
        Given::Blank => (0, Exact::ZERO),
        Given::Unknown => (1, Exact::ZERO),
        Given::Number(number) => (2, number.clone()),
        Given::Choices(words) => {
            let value = |w: &String| scale.find(w).and_then(|c| scale.choice(c).value.clone());
            (2, words.iter().filter_map(value).sum())
        }
        Given::NotApplicable => (3, Exact::ZERO),
    }
}
