//! An answer that several controls share counts once in a fold that holds more than one of them.
//!
//! It counts by the control that is really answered or, where that one does not count, by the first that
//! does. What the profile or `counts_if` sets aside uses no answer, and so shares none.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Checklist, ControlIx, Exact, Fold};
use crate::score::Node;
use crate::score::credit::Given;
use crate::score::gather::Gathering;
use crate::score::holds::View;
use crate::score::outcome::Tri;
use crate::score::plan::Def;
use crate::score::possible::Possible;
use crate::score::range_fold::Entry;
use crate::score::range_items::Open;
use crate::score::ranges::{Gaze, Ranges};

/// The reason of what is left out because its answer counts already.
const SHARED: &str = "shared";

/// For each section whether several controls in it share one answer.
pub(super) fn repeats(checklist: &Checklist) -> Vec<bool> {
    let controls = checklist.controls.iter().enumerate();
    let sharing: Vec<(usize, usize)> = controls.filter_map(|(i, c)| Some((i, c.same_as?.0))).collect();
    let within = |section: &crate::model::Section| {
        let range = &section.controls;
        let from = sharing.partition_point(|(i, _)| *i < range.start);
        let inside = sharing[from..].iter().take_while(|(i, _)| *i < range.end);
        let mut seen = BTreeSet::new();
        inside.into_iter().any(|(_, answered)| range.contains(answered) || !seen.insert(*answered))
    };
    checklist.sections.iter().map(within).collect()
}

/// Whether an answer may stand more than once among the items of a node, where that makes a difference:
/// the least, the greatest and whether all hold are the same, however often a value is there.
pub(super) fn matters<'a>(view: &impl View<'a>, node: Node, fold: Fold) -> bool {
    let counts = match fold {
        Fold::Sum | Fold::Mean | Fold::Ratio | Fold::Possible | Fold::Product | Fold::Count => true,
        Fold::Min | Fold::Max | Fold::All | Fold::Any | Fold::Extent => false,
    };
    match node {
        Node::Section(section) => counts && view.plan().repeats[section.0],
        Node::Control(_) => false,
    }
}

/// Leaves out the terms whose answer counts already.
pub(super) fn leave_out<'a>(view: &impl View<'a>, def: &Def<'a>, terms: &mut [&mut Gathering]) {
    let is_off = |ix: ControlIx| matches!(view.reply(ix.0).given, Given::Rule);
    let weighs = |weight: &Exact| !def.has_weights() || !weight.is_zero();
    let there = || terms.iter().filter(|term| term.item.left.is_none());
    let counting: BTreeSet<ControlIx> = there()
        .filter(|term| weighs(&term.item.weight))
        .filter_map(|term| control(term.item.node).filter(|ix| !is_off(*ix)))
        .collect();
    let how = |ix: ControlIx| Tri::from(counting.contains(&ix));
    let controls = there().filter_map(|term| control(term.item.node)).filter(|ix| !is_off(*ix));
    let already = already(view.plan().checklist, controls, how);
    for term in terms.iter_mut().filter(|term| term.item.left.is_none()) {
        if control(term.item.node).is_some_and(|ix| already.get(&ix) == Some(&Tri::Yes)) {
            term.item.left = Some(SHARED);
        }
    }
}

/// For each control that shares an answer whether that counts by the control that is really answered, or
/// by an earlier one that shares it; `how` says how surely a control counts.
fn already(
    checklist: &Checklist,
    controls: impl Iterator<Item = ControlIx>,
    how: impl Fn(ControlIx) -> Tri,
) -> BTreeMap<ControlIx, Tri> {
    // By the control that is really answered.
    let mut so_far: BTreeMap<ControlIx, Tri> = BTreeMap::new();
    let mut already = BTreeMap::new();
    for ix in controls {
        let Some(answered) = checklist.control(ix).same_as.filter(|_| !already.contains_key(&ix)) else {
            continue;
        };
        let before = so_far.entry(answered).or_insert_with(|| how(answered));
        already.insert(ix, *before);
        *before = how(ix).max(*before);
    }
    already
}

/// What some items put into a fold in all completions, each answer once.
pub(super) fn entries<'a>(
    gaze: &Gaze<'_, '_, 'a>,
    def: &Def<'a>,
    (node, fold): (Node, Fold),
    items: Vec<&Open>,
) -> Vec<Entry> {
    if !matters(gaze, node, fold) {
        return items.into_iter().map(|item| item.entry.clone()).collect();
    }
    let already = counted_already(gaze.ranges, def, &items);
    let entry = |(item, already): (&Open, Tri)| {
        let entry = item.entry.clone();
        match already {
            Tri::Yes => None,
            Tri::No => Some(entry),
            Tri::Maybe => Some(Entry { value: Possible { nothing: true, ..entry.value.loose() }, ..entry }),
        }
    };
    items.into_iter().zip(already).filter_map(entry).collect()
}

/// For each item whether its answer counts already by another control, in every completion or in some.
fn counted_already(ranges: &Ranges, def: &Def, items: &[&Open]) -> Vec<Tri> {
    let counting = counting(ranges, def, items);
    let how = |ix: ControlIx| counting.get(&ix).copied().unwrap_or(Tri::No);
    let controls = items.iter().filter_map(|item| control(item.node)).filter(|ix| !is_off(ranges, *ix));
    let already = already(ranges.plan.checklist, controls, how);
    let of = |ix: ControlIx| {
        let already = already.get(&ix).copied().unwrap_or(Tri::No);
        // Where it counts under a condition only, it may stand for itself.
        if ranges.is_asked(ix.0) == Tri::Yes { already } else { already.min(Tri::Maybe) }
    };
    items.iter().map(|item| control(item.node).map_or(Tri::No, of)).collect()
}

fn control(node: Node) -> Option<ControlIx> {
    match node {
        Node::Control(ix) => Some(ix),
        Node::Section(_) => None,
    }
}

/// How surely each control counts in a fold.
fn counting(ranges: &Ranges, def: &Def, items: &[&Open]) -> BTreeMap<ControlIx, Tri> {
    let weighs = |weight: &Exact| !def.has_weights() || !weight.is_zero();
    let mut all = BTreeMap::new();
    for item in items {
        let Some(ix) = control(item.node) else { continue };
        let value = &item.entry.value;
        let may = (value.has_value() || value.null) && weighs(&item.entry.weight.1);
        let sure = may && !value.nothing && weighs(&item.entry.weight.0);
        let how = match ranges.is_asked(ix.0) {
            _ if !may || is_off(ranges, ix) => Tri::No,
            Tri::Yes if sure => Tri::Yes,
            Tri::Yes | Tri::Maybe | Tri::No => Tri::Maybe,
        };
        let so_far = all.entry(ix).or_insert(Tri::No);
        *so_far = how.max(*so_far);
    }
    all
}

/// Whether the profile or `counts_if` sets a control aside.
fn is_off(ranges: &Ranges, control: ControlIx) -> bool {
    matches!(ranges.reply(control.0).given, Given::Rule)
}
