//! Items become one value, with everything that a trace needs: groups, ladders, shares.

use std::collections::BTreeMap;

use crate::model::{Exact, Fold, Value};
use crate::score::Node;
use crate::score::act::{given, one};
use crate::score::fold::Folder;
use crate::score::holds::{Seen, View, attribute, equals};
use crate::score::item::Item;
use crate::score::once;
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Def, From, GroupC, LadderC, ShapeC};
use crate::score::ranks;

/// The value of a fold with its terms.
pub(super) struct Gathered<'i> {
    pub(super) fold: &'static str,
    pub(super) value: Outcome,
    pub(super) terms: Vec<Gathering<'i>>,
    /// The levels of a ladder that were tried, each with whether it holds.
    pub(super) levels: Vec<(Outcome, bool)>,
}

/// One term.
pub(super) struct Gathering<'i> {
    pub(super) item: Item<'i>,
    pub(super) group: Option<String>,
    pub(super) share: Option<Exact>,
}

/// Folds items.
pub(super) fn gather<'a, 'i>(
    view: &impl View<'a>,
    def: &Def<'a>,
    node: Node,
    items: Vec<Item<'i>>,
) -> Gathered<'i> {
    let ungrouped = |item| Gathering { item, group: None, share: None };
    match (&def.shape, &def.group, single(&def.source)) {
        (ShapeC::Ladder(ladder), _, _) => climb(view, def, node, (ladder, items)),
        (ShapeC::Fold(_), Some(group), _) => grouped(view, def, (node, group), items),
        (ShapeC::Fold(Fold::Sum), None, Some(name)) => alone(name, items),
        (ShapeC::Fold(fold), None, _) => {
            let mut terms: Vec<_> = items.into_iter().map(ungrouped).collect();
            let value = folded(view, def, (node, *fold), terms.iter_mut().collect());
            Gathered { fold: fold.word(), value, terms, levels: Vec::new() }
        }
    }
}

/// What a value of the node itself is called, with which nothing is folded; `None` for other sources and for
/// one that is weighed.
pub(super) fn single(source: &From) -> Option<&'static str> {
    match source {
        From::Answer => Some("answer"),
        From::Measures(all) if all.len() == 1 && *all[0].1 == Exact::ONE => Some("measure"),
        From::Measures(_)
        | From::Leaves { .. }
        | From::Children { .. }
        | From::Kind { .. }
        | From::First(_) => None,
    }
}

/// One value as it is; several (`several: each`) are added up.
fn alone<'i>(fold: &'static str, items: Vec<Item<'i>>) -> Gathered<'i> {
    let values = items.iter().filter(|i| i.left.is_none()).map(|i| i.value.clone());
    let value = values.reduce(sum).unwrap_or_default();
    let mut terms = Vec::with_capacity(items.len());
    for item in items {
        let share = if item.left.is_none() { item.value.number().cloned() } else { None };
        terms.push(Gathering { item, group: None, share });
    }
    Gathered { fold, value, terms, levels: Vec::new() }
}

/// The sum of numbers; anything else stays as it is.
pub(super) fn sum(value: Outcome, next: Outcome) -> Outcome {
    match (value, next) {
        (Outcome::Number(a), Outcome::Number(b)) => Outcome::Number(a + b),
        (value, _) => value,
    }
}

/// Folds terms, notes what was left out, and gives each its share of the result.
fn folded<'a>(
    view: &impl View<'a>,
    def: &Def<'a>,
    (node, fold): (Node, Fold),
    mut terms: Vec<&mut Gathering>,
) -> Outcome {
    if once::matters(view, node, fold) {
        once::leave_out(view, def, &mut terms);
    }
    if let Some(ranks) = &def.model.ranks {
        ranks::weigh(ranks, &mut terms);
    }
    let mut folder = Folder::new(fold, &def.labels, def.model.skip_null);
    for term in terms.iter_mut().filter(|t| t.item.left.is_none()) {
        let item = &mut term.item;
        item.left = folder.take(&item.value, &item.weight, item.max.as_ref()).err();
    }
    let value = folder.finish();
    let divisor = match fold {
        Fold::Sum => Exact::ONE,
        Fold::Mean | Fold::Ratio => folder.weight_total(),
        Fold::Possible
        | Fold::Product
        | Fold::Min
        | Fold::Max
        | Fold::Count
        | Fold::All
        | Fold::Any
        | Fold::Extent => return value,
    };
    if value.number().is_some() {
        for term in terms.iter_mut().filter(|t| t.item.left.is_none()) {
            let number = crate::score::fold::number(&term.item.value).unwrap_or_default();
            term.share = (&number * &term.item.weight).checked_div(&divisor);
        }
    }
    value
}

/// The tags of a node, as text.
pub(super) fn tags<'a>(view: &impl View<'a>, node: Node, by: &str) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::List(_) => None,
    };
    match attribute(view.plan(), node, by) {
        Seen::Value(Value::List(list)) => list.iter().filter_map(text).collect(),
        Seen::Value(value) => text(value).into_iter().collect(),
        Seen::Text(word) => vec![word.to_string()],
        Seen::Number(number) => vec![number.to_string()],
        Seen::Absent | Seen::One(_) | Seen::Choices(..) | Seen::AnyOf(..) | Seen::Unsure | Seen::Many(_) => {
            Vec::new()
        }
    }
}

/// The groups that there are, each with its weight in the fold of groups.
pub(super) fn group_names<'g>(
    group: &GroupC<'g>,
    found: impl Iterator<Item = String>,
) -> Vec<(String, Exact)> {
    let mut names: Vec<String> = group.values.to_vec();
    if names.is_empty() {
        names = found.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    }
    let weight = |name: &str| group.weights.iter().find(|(n, _)| n == name).map(|(_, w)| w.clone());
    names.into_iter().map(|n| (n.clone(), weight(&n).unwrap_or(Exact::ONE))).collect()
}

fn grouped<'a, 'i>(
    view: &impl View<'a>,
    def: &Def<'a>,
    (node, group): (Node, &GroupC<'a>),
    items: Vec<Item<'i>>,
) -> Gathered<'i> {
    let mut terms: Vec<Gathering<'i>> = Vec::new();
    for mut item in items {
        let mut tags = tags(view, item.node, group.by);
        tags.retain(|tag| group.values.is_empty() || group.values.contains(tag));
        match tags.split_last() {
            None => {
                item.left = item.left.or(Some("no_group"));
                terms.push(Gathering { item, group: None, share: None });
            }
            Some((last, others)) => {
                let copy =
                    |tag: &String| Gathering { item: item.copy(), group: Some(tag.clone()), share: None };
                terms.extend(others.iter().map(copy));
                terms.push(Gathering { item, group: Some(last.clone()), share: None });
            }
        }
    }
    let names = group_names(group, terms.iter().filter_map(|t| t.group.clone()));
    let fold = match &def.shape {
        ShapeC::Fold(fold) => *fold,
        ShapeC::Ladder(_) => Fold::Sum,
    };
    let mut outer = Folder::new(fold, &def.labels, def.model.skip_null);
    let mut counted: BTreeMap<String, Exact> = BTreeMap::new();
    for (name, weight) in names {
        let inner = terms.iter_mut().filter(|t| t.group.as_deref() == Some(name.as_str())).collect();
        let value = match folded(view, def, (node, group.fold), inner) {
            Outcome::Nothing => given(view, node, &group.empty),
            value => value,
        };
        if outer.take(&value, &weight, Some(&Exact::ONE)).is_ok() {
            counted.insert(name, weight);
        }
    }
    share_out(fold, &outer, &counted, &mut terms);
    Gathered { fold: fold.word(), value: outer.finish(), terms, levels: Vec::new() }
}

/// From shares of a group's value to shares of the result.
fn share_out(fold: Fold, outer: &Folder, counted: &BTreeMap<String, Exact>, terms: &mut [Gathering]) {
    let divisor = match fold {
        Fold::Sum => Some(Exact::ONE),
        Fold::Mean => Some(outer.weight_total()),
        Fold::Ratio
        | Fold::Possible
        | Fold::Product
        | Fold::Min
        | Fold::Max
        | Fold::Count
        | Fold::All
        | Fold::Any
        | Fold::Extent => None,
    };
    for term in terms {
        let weight = term.group.as_ref().and_then(|g| counted.get(g));
        term.share = match (&term.share, weight, &divisor) {
            (Some(share), Some(weight), Some(divisor)) => (share * weight).checked_div(divisor),
            (Some(_), _, _) | (None, _, _) => None,
        };
    }
}

/// One rung of a ladder: what is there, and what meets it.
#[derive(Default)]
struct Rung {
    all: Exact,
    met: Exact,
    items: usize,
    missed: usize,
}

impl Rung {
    fn holds(&self, share: &Exact) -> bool {
        if *share >= Exact::ONE {
            return self.items > 0 && self.missed == 0;
        }
        self.items > 0 && self.met >= &self.all * share
    }
}

fn climb<'a, 'i>(
    view: &impl View<'a>,
    def: &Def<'a>,
    node: Node,
    (ladder, items): (&LadderC<'a>, Vec<Item<'i>>),
) -> Gathered<'i> {
    let mut terms = Vec::new();
    let mut rungs: Vec<Rung> = ladder.levels.iter().map(|_| Rung::default()).collect();
    let mut null = false;
    for mut item in items {
        let mut group = None;
        if item.left.is_none() {
            match (&item.value, place(view, ladder, item.node)) {
                (Outcome::Null, _) if def.model.skip_null => item.left = Some("null"),
                (Outcome::Null, _) => null = true,
                (_, None) => item.left = Some("no_level"),
                (_, Some(rung)) => {
                    group = rung.map(|r| text_of(&ladder.levels[r]));
                    for (i, level) in ladder.levels.iter().enumerate() {
                        let counts = rung.is_none_or(|r| r == i || (ladder.cumulative && r < i));
                        if counts {
                            add(&mut rungs[i], &item, meets(view, ladder, &item, level));
                        }
                    }
                }
            }
        }
        terms.push(Gathering { item, group, share: None });
    }
    let levels: Vec<(Outcome, bool)> =
        ladder.levels.iter().cloned().zip(rungs.iter().map(|r| r.holds(ladder.share))).collect();
    let reached = if ladder.cumulative {
        levels.iter().take_while(|(_, holds)| *holds).last()
    } else {
        levels.iter().rev().find(|(_, holds)| *holds)
    };
    let counted = terms.iter().any(|t| t.item.left.is_none());
    let value = match reached {
        _ if null => Outcome::Null,
        _ if !counted => Outcome::Nothing,
        Some((level, _)) => level.clone(),
        None => given(view, node, &ladder.start),
    };
    Gathered { fold: "ladder", value, terms, levels }
}

fn add(rung: &mut Rung, item: &Item, met: bool) {
    rung.items += 1;
    rung.missed += usize::from(!met);
    rung.all = &rung.all + &item.weight;
    if met {
        rung.met = &rung.met + &item.weight;
    }
}

/// The rung of an item: `None` when it has none, `Some(None)` when it counts for every rung.
pub(super) fn place<'a>(view: &impl View<'a>, ladder: &LadderC<'a>, node: Node) -> Option<Option<usize>> {
    let Some(by) = ladder.by else { return Some(None) };
    let seen = attribute(view.plan(), node, by);
    ladder.levels.iter().position(|level| equals(&seen, level) == Tri::Yes).map(Some)
}

/// Whether an item has what a level needs.
fn meets<'a>(view: &impl View<'a>, ladder: &LadderC<'a>, item: &Item, level: &Outcome) -> bool {
    enough(&item.value, &needed(view, ladder, item.node, level))
}

/// What an item needs for a level.
pub(super) fn needed<'a>(view: &impl View<'a>, ladder: &LadderC<'a>, node: Node, level: &Outcome) -> Outcome {
    ladder.require.as_ref().map_or_else(|| level.clone(), |arg| one(view, node, arg))
}

/// Whether a value is at least what is needed; labels have to be the same.
pub(super) fn enough(value: &Outcome, needed: &Outcome) -> bool {
    match (crate::score::fold::number(value), crate::score::fold::number(needed)) {
        (Some(value), Some(needed)) => value >= needed,
        (None, _) | (_, None) => !value.is_absent() && value.is_same(needed),
    }
}

fn text_of(level: &Outcome) -> String {
    match level {
        Outcome::Number(number) => number.to_string(),
        Outcome::Label(label) => label.to_string(),
        Outcome::Truth(truth) => truth.to_string(),
        Outcome::Null | Outcome::Nothing => String::new(),
    }
}
