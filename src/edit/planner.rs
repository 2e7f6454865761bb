//! The plan of one edit: which bytes of the file change.

use super::change::{
    ANSWER, Change, EVIDENCE, Order, Put, Puts, after, completed, order_below, rank, same_place,
};
use super::layout::Layout;
use super::patch::Patches;
use super::piece::{Indent, Piece};
use super::shape::Shape;
use super::sibling::New;
use crate::source::tree::{Kind, NodeId, Tree};

/// How much further each level is indented where a file does not show it. **Unit:** columns.
const USUAL_STEP: usize = 2;

/// The plan's result: nothing, or the byte whose surroundings cannot be edited.
pub(super) type Plan = Result<(), usize>;

/// A key with its value.
pub(super) type Entry = (NodeId, NodeId);

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

    /// Changes an answer that the file has.
    pub(super) fn entry(&mut self, key: NodeId, value: NodeId, change: &Change, in_flow: bool) -> Plan {
        let before = Shape::of(self.tree, value);
        let after = change.applied(Some(&before));
        if matches!(self.tree.written(value).kind, Kind::Map(_)) {
            return self.map(Some(key), value, change.puts(), ANSWER);
        }
        self.fill(key, value, &shortened(Some(&before), after).to_piece(), in_flow)
    }

    /// Changes the keys of a map. `owner` is the map's own key, if it has one.
    pub(super) fn map(
        &mut self,
        owner: Option<NodeId>,
        map: NodeId,
        puts: &[(String, Put)],
        order: Order,
    ) -> Plan {
        let in_flow = self.layout.is_flow(map);
        let mut new: Vec<(&str, Piece)> = Vec::new();
        for (key, put) in puts {
            match (self.tree.get(map, key), put) {
                (None, Put::Remove) => {}
                (None, Put::Set(_) | Put::Append(_) | Put::Complete(_) | Put::Within(_)) => {
                    new.push((key, fresh(put, order_below(key))))
                }
                (Some((key, value)), Put::Remove) => self.remove(map, key, value)?,
                (Some((key, value)), Put::Set(piece)) => self.fill(key, value, piece, in_flow)?,
                (Some((key, value)), Put::Append(items)) => self.append(key, value, items, in_flow)?,
                (Some((key, value)), Put::Complete(items)) => self.complete(key, value, items, in_flow)?,
                (Some((at, value)), Put::Within(puts)) => {
                    self.within((at, value), puts, order_below(key), in_flow)?;
                }
            }
        }
        // In the order of the format, so that several new keys at one place stand in that order.
        new.sort_by_key(|(key, _)| rank(key, order));
        let stays = |key: &str| !puts.iter().any(|(k, put)| k == key && matches!(put, Put::Remove));
        while let Some((first, _)) = new.first() {
            let before = self.earlier(map, first, order, stays);
            let same = |(key, _): &(&str, Piece)| self.earlier(map, key, order, stays) == before;
            let n = new.iter().take_while(|entry| same(entry)).count();
            let together: Vec<New<'_>> = new.drain(..n).map(|(key, piece)| New::of(key, piece)).collect();
            self.insert(owner, map, before, &together)?;
        }
        Ok(())
    }

    /// The last entry of a map that stands before a new key in the order of the format.
    fn earlier(&self, map: NodeId, key: &str, order: Order, stays: impl Fn(&str) -> bool) -> Option<Entry> {
        let entries = self.tree.entries(map).unwrap_or_default();
        let earlier = |(k, _): &&(NodeId, NodeId)| {
            self.tree.text(*k).is_some_and(|k| stays(k) && rank(k, order) <= rank(key, order))
        };
        entries.iter().rfind(earlier).copied()
    }

    /// Completes the items of a list that are there, and adds the others.
    fn complete(&mut self, key: NodeId, value: NodeId, items: &[Puts], in_flow: bool) -> Plan {
        let Kind::List(there) = &self.tree.written(value).kind else {
            return self.append(key, value, &all_new(items), in_flow);
        };
        let shapes: Vec<Shape> = there.iter().map(|item| Shape::of(self.tree, *item)).collect();
        let mut new = Vec::new();
        for item in items {
            match same_place(&shapes, item).map(|at| there[at]) {
                Some(old) if matches!(self.tree.written(old).kind, Kind::Map(_)) => {
                    self.map(None, old, item, EVIDENCE)?;
                }
                Some(old) => return Err(self.layout.start(old)),
                None => new.push(item.clone()),
            }
        }
        if new.is_empty() { Ok(()) } else { self.append(key, value, &all_new(&new), in_flow) }
    }

    /// Changes the map of a key. A value of another kind is not thrown away: it is refused.
    fn within(&mut self, (key, value): Entry, puts: &[(String, Put)], order: Order, in_flow: bool) -> Plan {
        match (&self.tree.written(value).kind, Shape::of(self.tree, value)) {
            (Kind::Map(_), _) => self.map(Some(key), value, puts, order),
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
        Put::Complete(items) => Piece::List(all_new(items)),
        Put::Within(puts) => after(Vec::new(), puts, order).to_piece(),
    }
}

/// Items of a list that has none of their places yet. Two of one place become one.
fn all_new(items: &[Puts]) -> Vec<Piece> {
    completed(Vec::new(), items).iter().map(Shape::to_piece).collect()
}

/// An answer in short form when one word says it all and it is not written as a map already.
pub(super) fn shortened(before: Option<&Shape>, after: Shape) -> Shape {
    let was_map = matches!(before, Some(Shape::Map(_)));
    match after.entries() {
        [(key, word @ (Shape::Scalar(..) | Shape::Nothing))] if key == ANSWER[0] && !was_map => word.clone(),
        _ => after,
    }
}
