//! The items of a fold with everything that they may come to.

use std::collections::BTreeSet;

use crate::model::{ControlIx, Exact, Fold, Several};
use crate::score::Node;
use crate::score::credit::{Answered, Asker, Given, normalise};
use crate::score::gather::{group_names, single, tags};
use crate::score::holds::{Seen, View, ends, scale_of};
use crate::score::item::{Weighed, asker, nodes, passes, possible_of, taken, value_passes, weigh};
use crate::score::once;
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Def, From, GroupC, ShapeC};
use crate::score::possible::Possible;
use crate::score::range_act::given;
use crate::score::range_fold::{Entry, fold};
use crate::score::ranges::Gaze;
use crate::score::ranks;

/// An item that may be left out in some completions.
#[derive(Clone)]
pub(super) struct Open {
    pub(super) node: Node,
    pub(super) entry: Entry,
}

impl<'a> Gaze<'_, '_, 'a> {
    /// Everything that a fold of items, measures or the own answer may come to.
    pub(super) fn gather(&self, def: &Def<'a>, node: Node) -> Possible {
        let mut items = Vec::new();
        self.items(def, node, &mut items);
        let open = items.iter().filter(|i| !i.entry.value.is_point()).count();
        let mut result = match (&def.shape, &def.group, &def.source) {
            (ShapeC::Ladder(ladder), _, _) => self.climb(def, node, ladder, &items),
            (ShapeC::Fold(outer), Some(group), _) => self.grouped(def, node, (*outer, group), &items),
            (ShapeC::Fold(Fold::Sum), None, source) if single(source).is_some() => alone(items),
            (ShapeC::Fold(shape), None, _) => {
                let entries = once::entries(self, def, (node, *shape), items.iter().collect());
                ranks::folded_by(def, *shape, &entries)
            }
        };
        // Measures of the same node rest on the same answers: only one of them may be open.
        if let From::Measures(_) = def.source {
            result.tight &= open <= 1;
        }
        result
    }

    fn items(&self, def: &Def<'a>, node: Node, items: &mut Vec<Open>) {
        match (&def.source, node) {
            (From::Measures(all), _) => {
                for (measure, weight) in all {
                    let value = self.measured(def, node, *measure);
                    let entry = Entry {
                        value: self.filtered(def, node, value),
                        weight: ((*weight).clone(), (*weight).clone()),
                        max: possible_of(self, def, node, *measure),
                    };
                    items.push(Open { node, entry });
                }
            }
            (From::Answer, Node::Control(ix)) => {
                for value in self.answer(def, node, ix.0) {
                    let entry = Entry { value, weight: (Exact::ONE, Exact::ONE), max: None };
                    items.push(Open { node, entry });
                }
            }
            (_, Node::Section(section)) => {
                let measure = taken(def);
                nodes(self.ranges.plan, def, section, &mut |item| self.item(def, item, measure, items));
            }
            (_, Node::Control(_)) => {}
        }
    }

    /// Everything that another measure of the same node may be.
    fn measured(&self, def: &Def<'a>, node: Node, measure: usize) -> Possible {
        let possible = match self.measure(measure, node) {
            Seen::Many(possible) => possible.clone(),
            Seen::One(outcome) => Possible::always(outcome),
            Seen::Absent
            | Seen::Value(_)
            | Seen::Number(_)
            | Seen::Text(_)
            | Seen::Choices(..)
            | Seen::AnyOf(..)
            | Seen::Unsure => Possible::always(&Outcome::Nothing),
        };
        let (Some(how), Node::Control(ix)) = (def.model.answers.normalise, node) else { return possible };
        let bounds = ends(self.ranges.plan, ix.0);
        let bounds = bounds.as_ref().map(|(low, high)| (low, high));
        possible.map(|outcome| match outcome {
            Outcome::Number(number) => {
                normalise(number, how, bounds, self.target(ix.0)).map_or(Outcome::Nothing, Outcome::Number)
            }
            Outcome::Label(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => outcome.clone(),
        })
    }

    /// What is left of a value after `where_value`.
    fn filtered(&self, def: &Def<'a>, node: Node, value: Possible) -> Possible {
        let look = Gaze { current: Some(&value), ..*self };
        match value_passes(&look, def, node, &Seen::Many(&value)) {
            Tri::Yes => value,
            Tri::No => Possible::always(&Outcome::Nothing),
            Tri::Maybe => Possible { nothing: true, ..value.loose() },
        }
    }

    fn item(&self, def: &Def<'a>, node: Node, measure: usize, items: &mut Vec<Open>) {
        let (weight, mut sure) = match weigh(self, def, node) {
            Weighed::Written(weight) => ((weight.clone(), weight.clone()), true),
            Weighed::Found(weight) => ((weight.clone(), weight), true),
            Weighed::Between(low, high, sure) => ((low, high), sure),
            Weighed::Missing => return,
        };
        if def.model.skip_zero_weight && weight.0 <= Exact::ZERO && weight.1 >= Exact::ZERO {
            if weight.0 == weight.1 {
                return;
            }
            sure = false;
        }
        let (values, max) = match (self.ranges.possible(measure, node), node) {
            (Some(value), Node::Control(ix)) => {
                (vec![self.taken_leaf(def, ix.0, measure, value)], possible_of(self, def, node, measure))
            }
            (Some(value), Node::Section(_)) => {
                let value = self.kept(def, node, value);
                (vec![value], possible_of(self, def, node, measure))
            }
            (None, Node::Control(ix)) => {
                let max = if def.needs_max() { asker(self, def, ix.0).possible() } else { None };
                (self.answer(def, node, ix.0), max)
            }
            (None, Node::Section(_)) => return,
        };
        for value in values {
            let value = if sure { value } else { Possible { nothing: true, ..value.loose() } };
            items.push(Open { node, entry: Entry { value, weight: weight.clone(), max: max.clone() } });
        }
    }

    /// What is left of an item's value after `where` and `where_value`.
    fn kept(&self, def: &Def<'a>, node: Node, value: Possible) -> Possible {
        let look = Gaze { current: Some(&value), ..*self };
        match passes(&look, def, node) {
            Tri::No => Possible::always(&Outcome::Nothing),
            Tri::Yes => self.filtered(def, node, value),
            Tri::Maybe => {
                let value = self.filtered(def, node, value);
                Possible { nothing: true, ..value.loose() }
            }
        }
    }

    /// The value of a control's measure. Where conditions select items, each completion is looked at by
    /// itself, so that value and condition belong together.
    fn taken_leaf(&self, def: &Def<'a>, control: usize, measure: usize, value: Possible) -> Possible {
        let node = Node::Control(ControlIx(control));
        let selective = def.filter.is_some() || def.value_filter.is_some();
        let slot = self.ranges.plan.leaf_slots.get(measure).copied().flatten();
        let (Some(slot), true, Some(_)) = (slot, selective, self.ranges.open(measure, node)) else {
            return self.kept(def, node, value);
        };
        let mut joined = Possible::none();
        for reply in self.ranges.completions(control) {
            let leaf = self.ranges.leaf(control, reply);
            let look = Gaze { ranges: self.ranges, own: Some((control, reply)), leaf: &leaf, current: None };
            joined.join(&look.kept(def, node, leaf[slot].clone()));
        }
        joined.tight &= !self.ranges.is_shared(control);
        joined
    }

    /// Everything that a control's own answer may count; several values only for `several: each`.
    fn answer(&self, def: &Def<'a>, node: Node, control: usize) -> Vec<Possible> {
        if let Some((_, reply)) = self.own {
            return self.replied(def, node, control, reply.given);
        }
        let mut all: Option<Vec<Possible>> = None;
        let selective = def.filter.is_some() || def.value_filter.is_some();
        for reply in self.ranges.completions(control) {
            let leaf = if selective { self.ranges.leaf(control, reply) } else { Vec::new() };
            let look = Gaze { ranges: self.ranges, own: Some((control, reply)), leaf: &leaf, current: None };
            let values = look.replied(def, node, control, reply.given);
            all = Some(match all {
                None => values,
                Some(so_far) => together(so_far, values),
            });
        }
        let mut all = all.unwrap_or_default();
        if self.ranges.is_shared(control) {
            all.iter_mut().for_each(|p| p.tight = false);
        }
        all
    }

    fn replied(&self, def: &Def<'a>, node: Node, control: usize, given: Given) -> Vec<Possible> {
        let asker = asker(self, def, control);
        let values = match (given, asker.value(given)) {
            (Given::Anything, _) => anything(&asker, scale_of(self.ranges.plan, control)),
            (_, Answered::Left(_)) => vec![Possible::always(&Outcome::Nothing)],
            (_, Answered::One(value)) => vec![Possible::always(&value)],
            (_, Answered::Each(values)) => values.iter().map(Possible::always).collect(),
        };
        if matches!(def.source, From::Answer) {
            return values;
        }
        values.into_iter().map(|value| self.kept(def, node, value)).collect()
    }

    fn grouped(
        &self,
        def: &Def<'a>,
        node: Node,
        (outer, group): (Fold, &GroupC<'a>),
        items: &[Open],
    ) -> Possible {
        let tag = |item: &Open| {
            let (tags, mut item) = (tags(self, item.node, group.by), item.clone());
            item.entry.value.tight &= tags.len() <= 1 || item.entry.value.is_point();
            (tags, item)
        };
        let tagged: Vec<(Vec<String>, Open)> = items.iter().map(tag).collect();
        let found: BTreeSet<String> = tagged.iter().flat_map(|(tags, _)| tags.iter().cloned()).collect();
        let mut groups = Vec::new();
        for (name, weight) in group_names(group, found.into_iter()) {
            let members = tagged.iter().filter(|(tags, _)| tags.contains(&name)).map(|(_, item)| item);
            let entries = once::entries(self, def, (node, group.fold), members.collect());
            let mut value = ranks::folded_by(def, group.fold, &entries);
            if value.nothing {
                value.nothing = false;
                let empty = given(self, node, &group.empty);
                let tight = value.tight;
                value.join(&empty);
                value.tight = tight && empty.tight;
            }
            groups.push(Entry { value, weight: (weight.clone(), weight), max: Some(Exact::ONE) });
        }
        fold(outer, &groups, &def.labels, def.model.skip_null)
    }
}

/// Two lists of values of one control, by position; a missing one may be left out.
fn together(one: Vec<Possible>, other: Vec<Possible>) -> Vec<Possible> {
    let (mut longer, shorter) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    let mut rest = shorter.into_iter();
    for value in &mut longer {
        match rest.next() {
            Some(other) => value.join(&other),
            None => value.add(&Outcome::Nothing),
        }
    }
    longer
}

fn alone(items: Vec<Open>) -> Possible {
    let mut values = items.into_iter().map(|i| i.entry.value);
    let Some(first) = values.next() else { return Possible::always(&Outcome::Nothing) };
    values.fold(first, |sum, next| {
        let entry = |value| Entry { value, weight: (Exact::ONE, Exact::ONE), max: None };
        fold(Fold::Sum, &[entry(sum), entry(next)], &[], false)
    })
}

/// Everything that a blank number or a blank with several choices may count.
fn anything(asker: &Asker, scale: &crate::model::Scale) -> Vec<Possible> {
    let single = |answered: Answered| match answered {
        Answered::One(value) => value,
        Answered::Left(_) | Answered::Each(_) => Outcome::Nothing,
    };
    if let Some(range) = &scale.number {
        let mut all = Possible::none();
        let inside = |n: &Exact| range.min <= *n && *n <= range.max;
        asker.named_numbers().filter(|(n, _)| inside(n)).for_each(|(_, a)| all.add(&single(a)));
        match asker.other_number() {
            Some(other) => all.add(&single(other)),
            None => {
                [&range.min, &range.max].into_iter().for_each(|n| all.add(&single(asker.plain_number(n))))
            }
        }
        return vec![all];
    }
    let each: Vec<Outcome> = asker.every_choice(scale).into_iter().map(single).collect();
    if asker.def.answers.several == Several::Each {
        let optional = |value: &Outcome| Possible { nothing: true, ..Possible::always(value).loose() };
        return each.iter().map(optional).collect();
    }
    let mut all = Possible::none();
    each.iter().for_each(|value| all.add(value));
    if asker.def.answers.several == Several::Sum {
        let ends = [asker.value_of_sum(false), asker.value_of_sum(true)];
        ends.into_iter().flatten().for_each(|value| all.add(&value));
    }
    vec![all]
}
