//! A part of a file: the same head, and some of the answers with the comments above them.

use super::answers::{EditRefused, read};
use super::layout::Layout;
use super::outline::Outline;
use super::piece::Piece;
use super::planner::Planner;
use super::shape::Shape;
use crate::source::tree::Kind;

/// The file with those answers only that `keep` wants, and with comment lines above its first key.
///
/// Where an answer that stays repeats one that goes (`&` and `*`), repetitions are written out.
///
/// **Errors:** it cannot be read, or cannot be cut safely.
pub fn part(text: &str, keep: &dyn Fn(&str) -> bool, remarks: &[String]) -> Result<String, EditRefused> {
    let body = text.trim_start_matches('\u{feff}');
    match cut(body, keep, remarks) {
        Err(EditRefused::Elsewhere) => cut(&written_out(body)?, keep, remarks),
        other => other,
    }
}

/// The text with every repetition written out on its line.
fn written_out(body: &str) -> Result<String, EditRefused> {
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    let mut planner = Planner::new(layout);
    let mut open = vec![tree.root()];
    while let Some(id) = open.pop() {
        match &tree.written(id).kind {
            Kind::Alias(_) => {
                let value = Shape::of(&tree, id).to_piece().flow();
                planner.patches.replace(layout.start(id)..layout.end(id), value);
            }
            Kind::List(items) => open.extend(items),
            Kind::Map(entries) => open.extend(entries.iter().map(|(_, value)| value)),
            Kind::Scalar(..) => {}
        }
    }
    planner.patches.apply(body).ok_or(EditRefused::Elsewhere)
}

fn cut(body: &str, keep: &dyn Fn(&str) -> bool, remarks: &[String]) -> Result<String, EditRefused> {
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    let before = Shape::of(&tree, tree.root());
    let answers = before.get("answers").map(Shape::entries).unwrap_or_default();
    let kept: Vec<(String, Shape)> = answers.iter().filter(|(id, _)| keep(id)).cloned().collect();
    let mut planner = Planner::new(layout);
    match (Outline::of(layout), tree.get(tree.root(), "answers")) {
        (Some(outline), _) => {
            for part in outline.parts.iter().filter(|part| !keep(&part.id)) {
                planner.patches.cut(part.whole.clone());
            }
        }
        (_, Some((key, value))) => {
            let piece = Shape::Map(kept.clone()).to_piece();
            let piece = if kept.is_empty() { Piece::Nothing } else { piece };
            planner.fill(key, value, &piece, layout.is_flow(tree.root())).map_err(EditRefused::Shape)?;
        }
        (_, None) => {}
    }
    if !remarks.is_empty() {
        let first = layout.line_start(layout.start(tree.root()));
        let lines: Vec<String> = remarks.iter().map(|remark| format!("# {remark}")).collect();
        planner.put_lines(first, &lines);
    }
    let cut = planner.patches.apply(body).ok_or(EditRefused::Elsewhere)?;
    let after = read(&cut).map_err(|_| EditRefused::Elsewhere)?;
    let mut expected = before.clone();
    if expected.get("answers").is_some() {
        expected.put(&["answers"], if kept.is_empty() { Shape::Nothing } else { Shape::Map(kept) });
    }
    match Shape::of(&after, after.root()).means(&expected) {
        true => Ok(cut),
        false => Err(EditRefused::Elsewhere),
    }
}

/// Puts a comment line above the answer of a control, or above the first key without one, unless it stands
/// there already. In a file whose answers do not stand one below the other, and for a control that it does
/// not have, it stands above the first key and names the control.
///
/// **Errors:** the file cannot be read.
pub fn remark(text: &str, control: Option<&str>, remark: &str) -> Result<String, EditRefused> {
    let body = text.trim_start_matches('\u{feff}');
    let mark = &text[..text.len() - body.len()];
    let tree = read(body)?;
    let layout = Layout { text: body, tree: &tree };
    let outline = Outline::of(layout);
    let part = control.and_then(|id| outline.as_ref()?.part(id));
    let remark = on_one_line(remark);
    let (line, above) = match (part, control) {
        (Some(part), _) => {
            let column = outline.as_ref().map_or(0, |outline| outline.column);
            (format!("{}# {remark}", " ".repeat(column)), part.whole.start..part.own.start)
        }
        (None, control) => {
            let named = control.map(|id| format!("{id}: ")).unwrap_or_default();
            (format!("# {named}{remark}"), 0..layout.line_start(layout.start(tree.root())))
        }
    };
    if body[above.clone()].lines().any(|old| old == line) {
        return Ok(text.to_string());
    }
    let mut planner = Planner::new(layout);
    planner.put_lines(above.end, &[line]);
    planner.patches.apply(body).map(|text| format!("{mark}{text}")).ok_or(EditRefused::Elsewhere)
}

/// Takes the comment lines with this remark out again, wherever they stand.
///
/// **Errors:** the file cannot be read.
pub fn without_remark(text: &str, remark: &str) -> Result<String, EditRefused> {
    let body = text.trim_start_matches('\u{feff}');
    let tree = read(body)?;
    let line = format!("# {}", on_one_line(remark));
    let is_comment = |at: usize| tree.comments().iter().any(|span| span.start as usize == at);
    let mut out = text[..text.len() - body.len()].to_string();
    let mut at = 0;
    for whole in body.split_inclusive('\n') {
        let blanks = whole.len() - whole.trim_start_matches(' ').len();
        if !(whole.trim() == line && is_comment(at + blanks)) {
            out.push_str(whole);
        }
        at += whole.len();
    }
    Ok(out)
}

/// A remark that stays a comment: what would end its line is a blank.
fn on_one_line(remark: &str) -> String {
    remark
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}
