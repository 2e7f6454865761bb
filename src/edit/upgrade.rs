//! Moving answers to a newer checklist: a key gets another name, or an answer becomes a comment and others
//! begin in its place. No word of the file is lost.

use super::answers::{EditRefused, Step, edit, read};
use super::change::FILE;
use super::change::Put;
use super::layout::Layout;
use super::outline::{Outline, entry};
use super::piece::{Indent, Piece, entry_lines, key_text};
use super::planner::Planner;
use super::shape::Shape;
use super::split::remark;

/// An answer that cannot stand any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// Its control.
    pub control: String,
    /// Why; it stands above the old answer, which becomes a comment.
    pub remark: String,
    /// The controls that begin in its place: without an answer, and with its owner.
    pub successors: Vec<String>,
}

/// The file with another control for an answer, whose own lines stay as they are.
///
/// **Errors:** it cannot be read, or cannot be changed safely.
pub fn rename(text: &str, from: &str, to: &str) -> Result<String, EditRefused> {
    let (mark, body) = halves(text);
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    let Some((key, value)) = entry(&tree, from) else { return Ok(text.to_string()) };
    let mut planner = Planner::new(layout);
    planner.patches.replace(layout.start(key)..layout.end(key), key_text(to));
    let mut expected = Shape::of(&tree, tree.root());
    let answer = Shape::of(&tree, value);
    expected.put_answer(from, None);
    expected.put_answer(to, Some(answer));
    finish(planner, (mark, body), &expected)
}

/// The file with an answer as a comment, and what begins in its place.
///
/// **Errors:** it cannot be read, or cannot be changed safely: something repeats the answer (`&`, `*`).
pub fn retire(text: &str, order: &[&str], retired: &Retired) -> Result<String, EditRefused> {
    let (mark, body) = halves(text);
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    let outline = Outline::of(layout);
    let Some(part) = outline.as_ref().and_then(|outline| outline.part(&retired.control)) else {
        return retire_in_flow(text, order, retired);
    };
    let mut planner = Planner::new(layout);
    let column = outline.as_ref().map_or(0, |outline| outline.column);
    let indent = planner.indent(column);
    let spaces = " ".repeat(column);
    let commented = |line: &str| format!("{spaces}# {}", line.get(column..).unwrap_or(line.trim_start()));
    let mut lines = vec![format!("{spaces}# {}", retired.remark)];
    lines.extend(body[part.own.clone()].lines().map(|line| commented(line).trim_end().to_string()));
    let mut expected = Shape::of(&tree, tree.root());
    let begin = beginning(expected.get("answers").and_then(|answers| answers.get(&retired.control)));
    expected.put_answer(&retired.control, None);
    for successor in &retired.successors {
        lines.extend(entry_lines(successor, &begin, indent));
        expected.put_answer(successor, Some(Shape::will_be(&begin)));
    }
    planner.replace_lines(part.own.clone(), &lines);
    finish(planner, (mark, body), &expected)
}

/// Where answers do not stand one below the other, the old answer stands in a comment at the top.
fn retire_in_flow(text: &str, order: &[&str], retired: &Retired) -> Result<String, EditRefused> {
    let (_, body) = halves(text);
    let tree = read(body)?;
    let Some((_, value)) = entry(&tree, &retired.control) else { return Ok(text.to_string()) };
    let old = Shape::of(&tree, value);
    let said = format!("{} {}: {}", retired.remark, retired.control, old.to_piece().flow());
    let noted = remark(text, None, &said)?;
    let begin = beginning(Some(&old));
    let step = |id: &String| Step::Copy {
        lines: entry_lines(id, &begin, Indent { at: 0, step: 2 }),
        says: Shape::will_be(&begin),
    };
    let mut steps: Vec<(&str, Step)> = retired.successors.iter().map(|id| (id.as_str(), step(id))).collect();
    if !retired.successors.contains(&retired.control) {
        steps.push((&retired.control, Step::Remove));
    }
    edit(&noted, order, &steps)
}

/// The file with another value for one of its own keys.
///
/// **Errors:** it cannot be read, or cannot be changed safely.
pub fn set_key(text: &str, key: &str, value: &Piece) -> Result<String, EditRefused> {
    let (mark, body) = halves(text);
    let tree = read(body)?;
    let mut planner = Planner::new(Layout { text: body, tree: &tree });
    let puts = [(key.to_string(), Put::Set(value.clone()))];
    planner.map(None, tree.root(), &puts, FILE).map_err(EditRefused::Shape)?;
    let mut expected = Shape::of(&tree, tree.root());
    expected.put(&[key], Shape::will_be(value));
    finish(planner, (mark, body), &expected)
}

/// How the place of an answer begins anew: with nothing but its owner.
fn beginning(old: Option<&Shape>) -> Piece {
    match old.and_then(|old| old.get("owner")).filter(|owner| !owner.is_empty()) {
        Some(owner) => Piece::Map(vec![("owner".to_string(), owner.to_piece())]),
        None => Piece::Nothing,
    }
}

/// The byte order mark, and the rest.
fn halves(text: &str) -> (&str, &str) {
    let body = text.trim_start_matches('\u{feff}');
    text.split_at(text.len() - body.len())
}

/// The planned text, when it says what is expected.
fn finish(planner: Planner<'_>, (mark, body): (&str, &str), expected: &Shape) -> Result<String, EditRefused> {
    let new = planner.patches.apply(body).ok_or(EditRefused::Elsewhere)?;
    let tree = read(&new).map_err(|_| EditRefused::Elsewhere)?;
    match Shape::of(&tree, tree.root()).same(expected) {
        true => Ok(format!("{mark}{new}")),
        false => Err(EditRefused::Elsewhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: [&str; 3] = ["A-1", "B-1", "B-2"];

    fn retired(successors: &[&str]) -> Retired {
        let successors = successors.iter().map(|id| (*id).to_string()).collect();
        Retired { control: "B".into(), remark: "B became others:".into(), successors }
    }

    #[test]
    fn a_renamed_answer_keeps_its_lines() {
        let text = "answers:\n  # why\n  'B':   # old\n    answer: 1\n  A-1: 2\n";
        let new = rename(text, "B", "B-1").expect("it is safe");
        assert_eq!(new, "answers:\n  # why\n  B-1:   # old\n    answer: 1\n  A-1: 2\n");
        assert_eq!(rename("answers: {B: 1}\n", "B", "B-1").expect("it is safe"), "answers: {B-1: 1}\n");
    }

    #[test]
    fn an_answer_becomes_a_comment_and_others_begin_in_its_place() {
        let text = "answers:\r\n  B:\r\n    answer: 1\r\n    owner: bo\r\n    note: |\r\n      a\r\n\r\n      b\r\n  A-1: 2\r\n";
        let new = retire(text, &ORDER, &retired(&["B-1", "B-2"])).expect("it is safe");
        assert_eq!(
            new.replace("\r\n", "\n"),
            "answers:\n  # B became others:\n  # B:\n  #   answer: 1\n  #   owner: bo\n  #   note: |\n  #     a\n  #\n  #     b\n  \
             B-1:\n    owner: bo\n  B-2:\n    owner: bo\n  A-1: 2\n"
        );
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    }

    #[test]
    fn the_last_answer_leaves_an_empty_map() {
        let new = retire("answers:\n  B: 1\n", &ORDER, &retired(&[])).expect("it is safe");
        assert_eq!(new, "answers:\n  # B became others:\n  # B: 1\n");
    }

    #[test]
    fn in_flow_the_old_answer_stands_at_the_top() {
        let text = "format: x\nanswers: {A-1: 2, B: {answer: 1, owner: 'bo'}}\n";
        let new = retire(text, &ORDER, &retired(&["B-1"])).expect("it is safe");
        assert_eq!(
            new,
            "# B became others: B: {answer: 1, owner: bo}\nformat: x\nanswers: {A-1: 2, B-1: {owner: bo}}\n"
        );
    }

    #[test]
    fn an_answer_that_another_repeats_is_not_taken_away() {
        let text = "answers:\n  B: &b {answer: 1}\n  A-1: *b\n";
        assert!(matches!(retire(text, &ORDER, &retired(&[])), Err(EditRefused::Elsewhere)));
    }

    #[test]
    fn a_key_of_the_file_gets_another_value_in_its_own_quotes() {
        let new = set_key("format: x\nchecklist: 'a@1.0.0' # so\n", "checklist", &Piece::text("a@1.1.0"));
        assert_eq!(new.expect("it is safe"), "format: x\nchecklist: 'a@1.1.0' # so\n");
    }
}
