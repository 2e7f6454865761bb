//! Edits of whole answers, checked by reading the result: the file must say what it said before plus
//! exactly what was asked for.

use std::collections::BTreeMap;

use super::change::Change;
use super::layout::Layout;
use super::outline::entry;
use super::piece::Piece;
use super::planner::{Entry, Plan, Planner, shortened};
use super::shape::Shape;
use super::sibling::New;
use crate::diag::{Diagnostics, FileId};
use crate::source::parse::parse;
use crate::source::tree::{Kind, NodeId, Tree};

/// Why a file cannot be edited safely. It was left as it is.
#[derive(Clone, Debug)]
pub enum EditRefused {
    /// It cannot be read: these problems come first.
    Unreadable(Diagnostics),
    /// The place is written in a way that is not edited: at this byte.
    Shape(usize),
    /// The result would also say something else than before in another place, most often because the
    /// answer is repeated there (`&` and `*`).
    Elsewhere,
}

/// What happens to one answer.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Some of its keys change.
    Change(Change),
    /// It becomes what another file says, line by line where it can.
    Copy {
        /// The lines of the other file, without the indentation of their first.
        lines: Vec<String>,
        /// What they say.
        says: Shape,
    },
    /// It goes, with its control.
    Remove,
}

/// Changes the answer of one control. `order` is every control in the order of the checklist: a new
/// answer is put after the nearest control before it that the file has.
///
/// **Errors:** [`EditRefused`] when the file cannot be changed without touching anything else.
pub fn set_answer(text: &str, order: &[&str], control: &str, change: &Change) -> Result<String, EditRefused> {
    edit(text, order, &[(control, Step::Change(change.clone()))])
}

/// Changes the answers of several controls, each once.
///
/// **Errors:** as for [`set_answer`]; then none of them is changed.
pub fn set_answers(text: &str, order: &[&str], changes: &[(&str, Change)]) -> Result<String, EditRefused> {
    let steps: Vec<(&str, Step)> =
        changes.iter().map(|(control, change)| (*control, Step::Change(change.clone()))).collect();
    edit(text, order, &steps)
}

/// Makes every step, each for another control, or none.
pub(super) fn edit(text: &str, order: &[&str], steps: &[(&str, Step)]) -> Result<String, EditRefused> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let tree = read(body)?;
    let before = Shape::of(&tree, tree.root());
    let old = |control: &str| before.get("answers").and_then(|answers| answers.get(control));
    let steps: Vec<&(&str, Step)> = steps.iter().filter(|(id, step)| !step.is_idle(old(id))).collect();
    let mut planner = Planner::new(Layout { text: body, tree: &tree });
    planner.steps(order, &steps).map_err(EditRefused::Shape)?;
    let edited = planner.patches.apply(body).ok_or(EditRefused::Elsewhere)?;
    if edited != body {
        let mut expected = before.clone();
        for (control, step) in steps {
            expected.put_answer(control, step.after(old(control)));
        }
        let after = read(&edited).map_err(|_| EditRefused::Elsewhere)?;
        if !Shape::of(&after, after.root()).same(&expected) {
            return Err(EditRefused::Elsewhere);
        }
    }
    Ok(format!("{mark}{edited}"))
}

/// Reads a file that will be edited: one with any problem is left alone.
pub(super) fn read(text: &str) -> Result<Tree, EditRefused> {
    let mut diags = Diagnostics::new();
    let tree = parse(text, FileId::default(), &mut diags);
    match tree {
        Some(tree) if !diags.has_errors() => Ok(tree),
        Some(_) | None => Err(EditRefused::Unreadable(diags)),
    }
}

impl Step {
    fn is_idle(&self, before: Option<&Shape>) -> bool {
        match self {
            Step::Change(change) => change.is_idle(before),
            Step::Copy { .. } => false,
            Step::Remove => before.is_none(),
        }
    }

    /// What the answer says afterwards; `None` when it is gone.
    fn after(&self, before: Option<&Shape>) -> Option<Shape> {
        match self {
            Step::Change(change) => Some(shortened(before, change.applied(before))),
            Step::Copy { says, .. } => Some(says.clone()),
            Step::Remove => None,
        }
    }

    fn addition<'n>(&self, control: &'n str) -> New<'n> {
        let new = New::of(control, self.after(None).unwrap_or(Shape::Nothing).to_piece());
        match self {
            Step::Change(_) | Step::Remove => new,
            Step::Copy { lines, .. } => New { lines: Some(lines.clone()), ..new },
        }
    }
}

impl Planner<'_> {
    fn steps(&mut self, order: &[&str], steps: &[&(&str, Step)]) -> Plan {
        let root = self.tree.root();
        if !matches!(self.tree.written(root).kind, Kind::Map(_)) {
            return Err(0);
        }
        let place = |id: &str| order.iter().position(|o| *o == id).unwrap_or(order.len());
        let mut new: Vec<(usize, New<'_>)> = Vec::new();
        for (control, step) in steps {
            match entry(self.tree, control) {
                Some((key, value)) => self.step((key, value), control, step)?,
                None => new.push((place(control), step.addition(control))),
            }
        }
        new.sort_by_key(|(place, _)| *place);
        if new.is_empty() { Ok(()) } else { self.new_answers(root, order, new) }
    }

    fn step(&mut self, (key, value): Entry, control: &str, step: &Step) -> Plan {
        let map = self.tree.written(key).parent;
        let in_flow = map.is_some_and(|map| self.layout.is_flow(map));
        match step {
            Step::Change(change) => self.entry(key, value, change, in_flow),
            Step::Copy { lines, says } => self.copy((key, value), control, lines, says),
            Step::Remove => self.take_out(map.ok_or(0usize)?, key, value),
        }
    }

    /// Takes an answer out with its control. The last one leaves `answers:` behind.
    fn take_out(&mut self, map: NodeId, key: NodeId, value: NodeId) -> Plan {
        if self.tree.entries(map).is_some_and(|entries| entries.len() > 1) {
            return self.remove(map, key, value);
        }
        let start = self.layout.start(key);
        let (answers, map) = self.tree.get(self.tree.root(), "answers").ok_or(start)?;
        self.fill(answers, map, &Piece::Nothing, self.layout.is_flow(self.tree.root()))
    }

    /// Puts the lines of another file in the place of an answer.
    fn copy(&mut self, (key, value): Entry, control: &str, lines: &[String], says: &Shape) -> Plan {
        let start = self.layout.start(key);
        let answers = self.tree.get(self.tree.root(), "answers");
        let in_flow = answers.is_none_or(|(_, answers)| self.layout.is_flow(answers));
        match self.layout.indentation(start).filter(|_| !in_flow) {
            Some(column) => {
                let own = self.layout.line_start(start)..self.layout.after_value(key, value);
                let lines = New { key: control, piece: Piece::Nothing, lines: Some(lines.to_vec()) };
                self.replace_lines(own, &lines.lines(self.indent(column)));
                Ok(())
            }
            None => self.fill(key, value, &says.to_piece(), in_flow),
        }
    }

    /// Puts new answers where their controls belong.
    fn new_answers(&mut self, root: NodeId, order: &[&str], new: Vec<(usize, New<'_>)>) -> Plan {
        let all = |new: Vec<(usize, New<'_>)>| {
            Piece::Map(new.into_iter().map(|(_, new)| (new.key.to_string(), new.piece)).collect())
        };
        let Some((key, answers)) = self.tree.get(root, "answers") else {
            let last = self.tree.entries(root).and_then(<[_]>::last).copied();
            return self.insert(None, root, last, &[New::of("answers", all(new))]);
        };
        let is_empty = matches!(Shape::of(self.tree, answers), Shape::Nothing)
            || self.tree.entries(answers).is_some_and(<[_]>::is_empty);
        if is_empty {
            return self.fill(key, answers, &all(new), self.layout.is_flow(root));
        }
        if !matches!(self.tree.written(answers).kind, Kind::Map(_)) {
            return Err(self.layout.start(answers));
        }
        // A large file has thousands of answers: each finds its place at once.
        let places: BTreeMap<&str, usize> =
            order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let place = |key: NodeId| places.get(self.tree.text(key)?).copied();
        let entries = self.tree.entries(answers).unwrap_or_default();
        let mut there: Vec<(usize, Entry)> =
            entries.iter().filter_map(|entry| Some((place(entry.0)?, *entry))).collect();
        there.sort_by_key(|(place, _)| *place);
        let before = |own: usize| match own {
            own if own == order.len() => entries.last().copied(),
            own => there[..there.partition_point(|(place, _)| *place < own)].last().map(|(_, e)| *e),
        };
        let mut groups: Vec<(Option<Entry>, Vec<New<'_>>)> = Vec::new();
        for (own, new) in new {
            match groups.last_mut().filter(|(entry, _)| *entry == before(own)) {
                Some((_, group)) => group.push(new),
                None => groups.push((before(own), vec![new])),
            }
        }
        for (before, group) in groups {
            self.insert(Some(key), answers, before, &group)?;
        }
        Ok(())
    }
}
