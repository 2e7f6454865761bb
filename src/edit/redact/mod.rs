//! A copy without people and without anything that somebody wrote in words of his own. It is written anew
//! from what is known to be harmless, so that no comment and no unknown place can carry a word over.

mod people;

use super::answers::{EditRefused, read};
use super::piece::{Indent, Piece, map_lines};
use super::shape::Shape;
pub use people::Naming;
use people::People;

/// What stands in the place of a text.
const REDACTED: &str = "redacted";
/// How the copy is laid out.
const LAYOUT: Indent = Indent { at: 0, step: 2 };

/// The copy of an assessment that was read without problems: levels, dates, kinds and numbers stay, so that
/// it scores as the original does. Whoever was somebody else stays somebody else. `remarks` are comment
/// lines above its first key.
///
/// **Errors:** it cannot be read.
pub fn redact(text: &str, naming: &Naming, remarks: &[String]) -> Result<String, EditRefused> {
    let tree = read(text.trim_start_matches('\u{feff}'))?;
    let file = Shape::of(&tree, tree.root()).pruned();
    let mut people = People::new(naming);
    let mut entries: Vec<(String, Piece)> = Vec::new();
    for (key, value) in file.entries() {
        let kept = match key.as_str() {
            "format" | "checklist" | "profile" | "settings" => value.to_piece(),
            "organisation" => kept(value, &["sensitivity", "single_person"]),
            "sign_off" => {
                people.begin();
                some(value, |key, value| match key {
                    "by" => Some(people.stand_in(value)),
                    "date" | "profile_digest" => Some(value.to_piece()),
                    _ => None,
                })
            }
            "answers" => {
                let answer = |(id, value): &(String, Shape)| (id.clone(), answer(value, &mut people));
                Piece::Map(value.entries().iter().map(answer).collect())
            }
            _ => continue,
        };
        if kept != Piece::Map(Vec::new()) {
            entries.push((key.clone(), kept));
        }
    }
    let mut lines: Vec<String> = remarks.iter().map(|remark| format!("# {remark}")).collect();
    lines.extend(map_lines(&entries, LAYOUT));
    Ok(lines.join("\n") + "\n")
}

/// An answer without its words.
fn answer(value: &Shape, people: &mut People<'_>) -> Piece {
    if !matches!(value, Shape::Map(_)) {
        return value.to_piece();
    }
    people.begin();
    // The owner comes first, so that a stand-in says who is meant.
    let owner = value.get("owner").map(|owner| people.stand_in(owner));
    some(value, |key, value| match key {
        "answer" | "answered" | "until" | "target" => Some(value.to_piece()),
        "note" | "reason" => stand_in(value),
        "owner" => owner.clone(),
        "approved_by" => Some(people.stand_in(value)),
        "share" => Some(kept(value, &["have", "of"])),
        "evidence" => match value {
            Shape::List(items) => {
                Some(Piece::List(items.iter().map(|item| evidence(item, people)).collect()))
            }
            Shape::Nothing | Shape::Scalar(..) | Shape::Map(_) => None,
        },
        "plan" => Some(some(value, |key, value| match key {
            "do" => stand_in(value),
            "owner" | "approved_by" => Some(people.stand_in(value)),
            "due" | "days" => Some(value.to_piece()),
            _ => None,
        })),
        _ => None,
    })
}

/// What stands in for a text; a blank one is as good as none, and stays so.
fn stand_in(text: &Shape) -> Option<Piece> {
    text.word().filter(|text| !text.trim().is_empty()).map(|_| Piece::text(REDACTED))
}

/// An evidence item without its place and its digest.
fn evidence(item: &Shape, people: &mut People<'_>) -> Piece {
    let rest = some(item, |key, value| match key {
        "reviewed_by" => Some(people.stand_in(value)),
        "kind" | "collected" | "expires" | "verified" => Some(value.to_piece()),
        _ => None,
    });
    let mut entries = vec![("reference".to_string(), Piece::text(REDACTED))];
    if let Piece::Map(rest) = rest {
        entries.extend(rest);
    }
    Piece::Map(entries)
}

/// The map of those keys for which there is something to keep.
fn some(value: &Shape, mut keep: impl FnMut(&str, &Shape) -> Option<Piece>) -> Piece {
    let entry = |(key, value): &(String, Shape)| Some((key.clone(), keep(key, value)?));
    Piece::Map(value.entries().iter().filter_map(entry).collect())
}

/// The map of these keys.
fn kept(value: &Shape, keys: &[&str]) -> Piece {
    some(value, |key, value| keys.contains(&key).then(|| value.to_piece()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_dates_and_kinds_stay_and_words_go() {
        let text = "# secret\nformat: x\norganisation: {name: secret, scope: secret, sensitivity: internal}\n\
                    answers:\n  A-1: yes # secret\n  A-2:\n    answer: 3\n    note: secret\n    owner: secret a\n    \
                    answered: 2026-01-02\n    evidence:\n      - {file: secret, kind: record, reviewed_by: Secret  A, \
                    sha256: secret}\n      - {link: secret, reviewed_by: secret b, verified: tool}\n";
        let copy = redact(text, &Naming::PerAnswer, &["copy".to_string()]).expect("it can be read");
        assert_eq!(
            copy,
            "# copy\nformat: x\norganisation:\n  sensitivity: internal\nanswers:\n  A-1: \"yes\"\n  A-2:\n    answer: 3\n    \
             note: redacted\n    owner: person-1\n    answered: 2026-01-02\n    evidence:\n      - reference: redacted\n        \
             kind: record\n        reviewed_by: person-1\n      - reference: redacted\n        reviewed_by: person-2\n        \
             verified: tool\n"
        );
    }
}
