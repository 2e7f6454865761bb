//! The plan of one edit: which bytes of the file change, checked by reading the result.

use super::change::{ANSWER, Change, Order, Put, after, order_below, rank};
use super::layout::Layout;
use super::patch::Patches;
use super::piece::{Indent, Piece};
use super::shape::Shape;
use crate::diag::{Diagnostics, FileId};
use crate::source::parse::parse;
use crate::source::tree::{Kind, NodeId, Tree};

/// How much further each level is indented where a file does not show it. **Unit:** columns.
const USUAL_STEP: usize = 2;

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

/// The plan's result: nothing, or the byte whose surroundings cannot be edited.
pub(super) type Plan = Result<(), usize>;

/// A key with its value.
pub(super) type Entry = (NodeId, NodeId);

/// Changes the answer of one control. `order` is every control in the order of the checklist: a new
/// answer is put after the nearest control before it that the file has.
///
/// **Errors:** [`EditRefused`] when the file cannot be changed without touching anything else.
pub fn set_answer(text: &str, order: &[&str], control: &str, change: &Change) -> Result<String, EditRefused> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let tree = read(body)?;
    let before = Shape::of(&tree, tree.root());
    if change.is_idle(before.get("answers").and_then(|answers| answers.get(control))) {
        return Ok(text.to_string());
    }
    let mut planner = Planner::new(Layout { text: body, tree: &tree });
    planner.answer(order, control, change).map_err(EditRefused::Shape)?;
    let edited = planner.patches.apply(body).ok_or(EditRefused::Elsewhere)?;
    if edited != body {
        let expected = expected(&before, control, change);
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

/// What the whole file says after a change of one answer.
fn expected(before: &Shape, control: &str, change: &Change) -> Shape {
    let answers = before.get("answers").cloned().unwrap_or(Shape::Nothing);
    let entry = change.applied(answers.get(control));
    let entry = if is_short(answers.get(control), &entry) { short(entry) } else { entry };
    with(before, "answers", with(&answers, control, entry))
}

fn with(map: &Shape, key: &str, value: Shape) -> Shape {
    let mut entries = map.entries().to_vec();
    match entries.iter_mut().find(|(k, _)| k == key) {
        Some((_, old)) => *old = value,
        None => entries.push((key.to_string(), value)),
    }
    Shape::Map(entries)
}

/// Whether an answer is written as one word: it says nothing else, and it is not a map already.
fn is_short(before: Option<&Shape>, after: &Shape) -> bool {
    let one = matches!(after.entries(), [(key, Shape::Scalar(..) | Shape::Nothing)] if key == ANSWER[0]);
    one && !matches!(before, Some(Shape::Map(_)))
}

fn short(entry: Shape) -> Shape {
    entry.entries().first().map_or(Shape::Nothing, |(_, value)| value.clone())
}

/// A plan in the making.
pub(super) struct Planner<'t> {
    pub(super) layout: Layout<'t>,
    pub(super) tree: &'t Tree,
    pub(super) patches: Patches,
    /// How much further each level is indented in this file. **Unit:** columns.
    step: usize,
}

impl<'t> Planner<'t> {
    pub(super) fn new(layout: Layout<'t>) -> Self {
        let mut planner =
            Planner { layout, tree: layout.tree, patches: Patches::default(), step: USUAL_STEP };
        planner.step = planner.step_of_file().unwrap_or(USUAL_STEP);
        planner
    }

    /// The indentation of the first answer that is a map, seen from its key.
    fn step_of_file(&self) -> Option<usize> {
        let (_, answers) = self.tree.get(self.tree.root(), "answers")?;
        let column = |id| self.layout.indentation(self.layout.start(id));
        let deeper = |(key, value): &(NodeId, NodeId)| {
            let is_block =
                matches!(self.tree.written(*value).kind, Kind::Map(_)) && !self.layout.is_flow(*value);
            if is_block { column(*value)?.checked_sub(column(*key)?) } else { None }
        };
        let of_answers = || column(answers);
        self.tree.entries(answers)?.iter().find_map(deeper).or_else(of_answers).filter(|step| *step > 0)
    }

    pub(super) fn indent(&self, at: usize) -> Indent {
        Indent { at, step: self.step }
    }

    fn answer(&mut self, order: &[&str], control: &str, change: &Change) -> Plan {
        let root = self.tree.root();
        if !matches!(self.tree.written(root).kind, Kind::Map(_)) {
            return Err(0);
        }
        let new = |planner: &Self| planner.new_entry(change);
        let Some((key, answers)) = self.tree.get(root, "answers") else {
            let last = self.tree.entries(root).and_then(<[_]>::last).copied();
            let answers = Piece::Map(vec![(control.to_string(), new(self))]);
            return self.insert(None, root, last, &[("answers", answers)]);
        };
        let answers_are_empty = matches!(Shape::of(self.tree, answers), Shape::Nothing)
            || self.tree.entries(answers).is_some_and(<[_]>::is_empty);
        if answers_are_empty {
            let all = Piece::Map(vec![(control.to_string(), new(self))]);
            return self.fill(key, answers, &all, self.layout.is_flow(root));
        }
        if !matches!(self.tree.written(answers).kind, Kind::Map(_)) {
            return Err(self.layout.start(answers));
        }
        match self.tree.get(answers, control) {
            Some((key, value)) => self.entry(key, value, change, self.layout.is_flow(answers)),
            None => {
                let before = self.before(answers, order, control);
                self.insert(Some(key), answers, before, &[(control, new(self))])
            }
        }
    }

    /// The nearest answer in the file whose control stands before `control` in the checklist.
    fn before(&self, answers: NodeId, order: &[&str], control: &str) -> Option<Entry> {
        let entries = self.tree.entries(answers)?;
        let Some(own) = order.iter().position(|id| *id == control) else { return entries.last().copied() };
        let place = |key: NodeId| order.iter().position(|id| self.tree.text(key) == Some(id));
        let earlier = entries.iter().filter_map(|entry| Some((place(entry.0)?, *entry)));
        earlier.filter(|(place, _)| *place < own).max_by_key(|(place, _)| *place).map(|(_, entry)| entry)
    }

    /// An answer that the file does not have yet: in short form when that says it all.
    fn new_entry(&self, change: &Change) -> Piece {
        let entry = change.applied(None);
        if is_short(None, &entry) { short(entry).to_piece() } else { entry.to_piece() }
    }

    /// Changes an answer that the file has.
    fn entry(&mut self, key: NodeId, value: NodeId, change: &Change, in_flow: bool) -> Plan {
        let before = Shape::of(self.tree, value);
        let after = change.applied(Some(&before));
        if matches!(self.tree.written(value).kind, Kind::Map(_)) {
            return self.map(key, value, change.puts(), ANSWER);
        }
        let after = if is_short(Some(&before), &after) { short(after) } else { after };
        self.fill(key, value, &after.to_piece(), in_flow)
    }

    /// Changes the keys of a map. `owner` is the map's own key.
    fn map(&mut self, owner: NodeId, map: NodeId, puts: &[(&'static str, Put)], order: Order) -> Plan {
        let in_flow = self.layout.is_flow(map);
        let mut new: Vec<(&'static str, Piece)> = Vec::new();
        for (key, put) in puts {
            match (self.tree.get(map, key), put) {
                (None, Put::Remove) => {}
                (None, Put::Set(_) | Put::Append(_) | Put::Within(_)) => {
                    new.push((key, fresh(put, order_below(key))))
                }
                (Some((key, value)), Put::Remove) => self.remove(map, key, value)?,
                (Some((key, value)), Put::Set(piece)) => self.fill(key, value, piece, in_flow)?,
                (Some((key, value)), Put::Append(items)) => self.append(key, value, items, in_flow)?,
                (Some((at, value)), Put::Within(puts)) => {
                    self.within((at, value), puts, order_below(key), in_flow)?;
                }
            }
        }
        // In the order of the format, so that several new keys at one place stand in that order.
        new.sort_by_key(|(key, _)| rank(key, order));
        let stays = |key: &str| !puts.iter().any(|(k, put)| *k == key && matches!(put, Put::Remove));
        while let Some((first, _)) = new.first() {
            let before = self.earlier(map, first, order, stays);
            let same = |(key, _): &(&'static str, Piece)| self.earlier(map, key, order, stays) == before;
            let n = new.iter().take_while(|entry| same(entry)).count();
            let together: Vec<(&str, Piece)> = new.drain(..n).collect();
            self.insert(Some(owner), map, before, &together)?;
        }
        Ok(())
    }

    /// The last entry of a map that stands before a new key in the order of the format.
    fn earlier(&self, map: NodeId, key: &str, order: Order, stays: impl Fn(&str) -> bool) -> Option<Entry> {
        let entries = self.tree.entries(map).unwrap_or_default();
        let earlier = |(k, _): &&(NodeId, NodeId)| {
            self.tree.text(*k).is_some_and(|k| stays(k) && rank(k, order) < rank(key, order))
        };
        entries.iter().rfind(earlier).copied()
    }

    /// Changes the map of a key. A value of another kind is not thrown away: it is refused.
    fn within(
        &mut self,
        (key, value): Entry,
        puts: &[(&'static str, Put)],
        order: Order,
        in_flow: bool,
    ) -> Plan {
        match (&self.tree.written(value).kind, Shape::of(self.tree, value)) {
            (Kind::Map(_), _) => self.map(key, value, puts, order),
            (_, before @ (Shape::Map(_) | Shape::Nothing)) => {
                let after = after(before.entries().to_vec(), puts, order);
                self.fill(key, value, &after.to_piece(), in_flow)
            }
            (_, Shape::Scalar(..) | Shape::List(_)) => Err(self.layout.start(value)),
        }
    }
}

/// The value of a key that was not there.
fn fresh(put: &Put, order: Order) -> Piece {
    match put {
        Put::Remove => Piece::Nothing,
        Put::Set(piece) => piece.clone(),
        Put::Append(items) => Piece::List(items.clone()),
        Put::Within(puts) => after(Vec::new(), puts, order).to_piece(),
    }
}
