//! Two versions of a file as one text, the way version control shows a conflict.

use crate::edit::answers::read;
use crate::edit::layout::Layout;
use crate::edit::outline::Outline;

/// One text with `<<<<<<<`, `=======` and `>>>>>>>` around everything in which two versions differ: of an
/// answer the lines from the first to the last difference. Taking one side everywhere gives that version.
pub fn marked(ours: &str, theirs: &str) -> String {
    match (pieces(ours), pieces(theirs)) {
        (Some(mine), Some(yours)) => mark_pieces(&mine, &yours),
        (_, _) => hunk(ours, theirs),
    }
}

/// The head, each answer by its control, and the tail.
fn pieces(text: &str) -> Option<Vec<(String, &str)>> {
    let body = text.trim_start_matches('\u{feff}');
    let skipped = text.len() - body.len();
    let tree = read(body).ok()?;
    let outline = Outline::of(Layout { text: body, tree: &tree })?;
    let (first, last) = (outline.parts.first()?.whole.start, outline.parts.last()?.whole.end);
    // No control is called like this: ids have no blanks.
    let mut all = vec![(" head".to_string(), &text[..first + skipped])];
    all.extend(outline.parts.iter().map(|part| (part.id.clone(), &body[part.whole.clone()])));
    all.push((" tail".to_string(), &body[last..]));
    Some(all)
}

fn mark_pieces(ours: &[(String, &str)], theirs: &[(String, &str)]) -> String {
    let mut out = String::new();
    let mut next = 0;
    for (id, mine) in ours {
        let found = theirs.iter().position(|(other, _)| other == id);
        if let Some(at) = found {
            let between = theirs.get(next..at).unwrap_or_default();
            for (_, piece) in between.iter().filter(|(other, _)| !ours.iter().any(|(id, _)| id == other)) {
                out.push_str(&hunk("", piece));
            }
            next = next.max(at + 1);
        }
        out.push_str(&hunk(mine, found.map_or("", |at| theirs[at].1)));
    }
    out
}

/// Two texts with marks around the lines from the first to the last difference.
fn hunk(ours: &str, theirs: &str) -> String {
    if ours == theirs {
        return ours.to_string();
    }
    let (mine, yours): (Vec<&str>, Vec<&str>) =
        (ours.split_inclusive('\n').collect(), theirs.split_inclusive('\n').collect());
    let shorter = mine.len().min(yours.len());
    let head = (0..shorter).take_while(|i| mine[*i] == yours[*i]).count();
    let same_from_end = |i: &usize| mine[mine.len() - 1 - i] == yours[yours.len() - 1 - i];
    let tail = (0..shorter - head).take_while(same_from_end).count();
    let line_end = if ours.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = mine[..head].concat();
    let mut add = |mark: &str, lines: &[&str]| {
        out.push_str(mark);
        out.push_str(line_end);
        out.push_str(&lines.concat());
        if lines.last().is_some_and(|line| !line.ends_with('\n')) {
            out.push_str(line_end);
        }
    };
    add("<<<<<<< ours", &mine[head..mine.len() - tail]);
    add("=======", &yours[head..yours.len() - tail]);
    add(">>>>>>> theirs", &mine[mine.len() - tail..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_differ_stand_between_the_marks() {
        let ours = "answers:\n  A-1:\n    answer: 1\n    owner: b\n  B-1: 2\n";
        let theirs = "answers:\n  A-1:\n    answer: 3\n    owner: b\n  B-1: 2\n";
        assert_eq!(
            marked(ours, theirs),
            "answers:\n  A-1:\n<<<<<<< ours\n    answer: 1\n=======\n    answer: 3\n>>>>>>> theirs\n    \
             owner: b\n  B-1: 2\n"
        );
    }

    #[test]
    fn an_answer_that_one_side_removed_is_shown_whole() {
        let ours = "answers:\n  A-1: 1\n  B-1: 2\n";
        let theirs = "answers:\n  B-1: 2\n";
        assert_eq!(
            marked(ours, theirs),
            "answers:\n<<<<<<< ours\n  A-1: 1\n=======\n>>>>>>> theirs\n  B-1: 2\n"
        );
        assert_eq!(
            marked(theirs, ours),
            "answers:\n<<<<<<< ours\n=======\n  A-1: 1\n>>>>>>> theirs\n  B-1: 2\n"
        );
    }

    #[test]
    fn files_of_other_shapes_and_texts_that_are_no_yaml_are_shown_by_lines() {
        assert_eq!(
            marked("{answers: {A-1: 1}}", "{answers: {A-1: 2}}"),
            "<<<<<<< ours\n{answers: {A-1: 1}}\n=======\n{answers: {A-1: 2}}\n>>>>>>> theirs\n"
        );
        assert_eq!(marked("a\n[\nb\n", "a\n]\nb\n"), "a\n<<<<<<< ours\n[\n=======\n]\n>>>>>>> theirs\nb\n");
    }
}
