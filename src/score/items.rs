//! The items of a fold on known values.

use std::borrow::Cow;

use crate::model::{Exact, Fold, Normalise};
use crate::score::Node;
use crate::score::credit::{Answered, Given, normalise};
use crate::score::fold::Folder;
use crate::score::gather::{self, Gathered};
use crate::score::holds::{Seen, ends};
use crate::score::item::{
    Item, Weighed, answered, asker, nodes, passes, possible_of, taken, value_passes, weigh,
};
use crate::score::once;
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Def, From, ShapeC};
use crate::score::run::Run;
use crate::score::trace::Tracer;

const ONE: &Exact = &Exact::ONE;

impl<'a> Run<'_, 'a> {
    /// Folds items, measures of the same node, or the node's own answer.
    pub(super) fn fold(&self, def: &Def<'a>, node: Node, tracer: &mut Option<Tracer>) -> Outcome {
        match (&def.shape, &def.group, &def.source) {
            (ShapeC::Fold(fold), None, From::Leaves { .. } | From::Children { .. } | From::Kind { .. })
                if tracer.is_none()
                    && def.model.ranks.is_none()
                    && !once::matters(&self.look(None), node, *fold) =>
            {
                let mut folder = Folder::new(*fold, &def.labels, def.model.skip_null);
                self.items(def, node, &mut |item| {
                    if item.left.is_none() {
                        // What a fold leaves out matters to traces only.
                        let _left = folder.take(&item.value, &item.weight, item.max.as_ref());
                    }
                });
                folder.finish()
            }
            (ShapeC::Fold(Fold::Sum), None, source)
                if tracer.is_none() && gather::single(source).is_some() =>
            {
                let mut value: Option<Outcome> = None;
                self.items(def, node, &mut |item| {
                    if item.left.is_none() {
                        value = Some(match value.take() {
                            Some(value) => gather::sum(value, item.value),
                            None => item.value,
                        });
                    }
                });
                value.unwrap_or_default()
            }
            _ => {
                let mut items = Vec::new();
                self.items(def, node, &mut |item| items.push(item));
                let gathered: Gathered = gather::gather(&self.look(None), def, node, items);
                if let Some(tracer) = tracer {
                    tracer.gathered(self.plan, def, &gathered);
                }
                gathered.value
            }
        }
    }

    /// The items of a definition at a node, in order.
    fn items<'i>(&'i self, def: &'i Def<'a>, node: Node, each: &mut impl FnMut(Item<'i>)) {
        match (&def.source, node) {
            (From::Measures(all), _) => {
                for (measure, weight) in all {
                    each(self.measured(def, node, (*measure, weight)));
                }
            }
            (From::Answer, Node::Control(ix)) => self.answer(def, node, ix.0, each),
            (_, Node::Section(section)) => {
                let measure = taken(def);
                nodes(self.plan, def, section, &mut |item| self.item(def, item, measure, each));
            }
            (_, Node::Control(_)) => {}
        }
    }

    /// Another measure of the same node, as an item.
    fn measured<'i>(&'i self, def: &'i Def<'a>, node: Node, of: (usize, &'a Exact)) -> Item<'i> {
        let mut value = self.value(of.0, node).cloned().unwrap_or_default();
        if let (Some(how), Node::Control(ix), Outcome::Number(number)) =
            (def.model.answers.normalise, node, &value)
        {
            let number = self.normal(how, ix.0, number);
            value = number.map_or(Outcome::Nothing, Outcome::Number);
        }
        let look = self.look(Some(&value));
        let passes = value_passes(&look, def, node, &Seen::One(&value)) == Tri::Yes;
        let left = match (&value, passes) {
            (Outcome::Nothing, _) => Some("empty"),
            (_, false) => Some("where_value"),
            (_, true) => None,
        };
        let max = possible_of(&look, def, node, of.0);
        Item { node, measure: Some(of.0), weight: Cow::Borrowed(of.1), max, left, value }
    }

    /// A measure's number brought to 0..1 on a control's own scale or target.
    fn normal(&self, how: Normalise, control: usize, number: &Exact) -> Option<Exact> {
        let bounds = if how == Normalise::Target { None } else { ends(self.plan, control) };
        let target = self.assessment.items[control].target.as_ref();
        normalise(number, how, bounds.as_ref().map(|(low, high)| (low, high)), target)
    }

    /// A node below, as an item.
    fn item<'i>(&'i self, def: &'i Def<'a>, node: Node, measure: usize, each: &mut impl FnMut(Item<'i>)) {
        if let Some(value) = self.value(measure, node) {
            let look = self.look(Some(value));
            let left = match node {
                Node::Control(ix) if *value == Outcome::Nothing => self.absence(ix.0),
                Node::Control(_) | Node::Section(_) => (*value == Outcome::Nothing).then_some("empty"),
            };
            let left = left.or_else(|| (passes(&look, def, node) != Tri::Yes).then_some("where"));
            let max = possible_of(&look, def, node, measure);
            each(self.weighed(def, (node, Some(measure)), value.clone(), (max, left)));
        } else if let Node::Control(ix) = node {
            self.answer(def, node, ix.0, each);
        }
    }

    /// Why a control has no value.
    fn absence(&self, control: usize) -> Option<&'static str> {
        Some(match self.reply(control).given {
            _ if !self.is_asked(control) => "counts_if",
            Given::Rule => "switched_off",
            Given::Manual => "not_applicable",
            Given::Blank => "blank",
            Given::Choices(_) | Given::Number(_) | Given::Unknown | Given::Anything | Given::Unsure => {
                "empty"
            }
        })
    }

    /// A control's own answer, as one item or, with `several: each`, as several.
    fn answer<'i>(&'i self, def: &'i Def<'a>, node: Node, control: usize, each: &mut impl FnMut(Item<'i>)) {
        let look = self.look(None);
        let item = |value, rest| self.weighed(def, (node, None), value, rest);
        let left_out = |reason| item(Outcome::Nothing, (None, Some(reason)));
        match self.reply(control).given {
            _ if !self.is_asked(control) => each(left_out("counts_if")),
            _ if passes(&look, def, node) != Tri::Yes => each(left_out("where")),
            given => match answered(&look, def, control, given) {
                Answered::Left(reason) => each(left_out(reason)),
                Answered::One(value) => each(item(value, (self.possible(def, control), None))),
                Answered::Each(values) => {
                    let max = self.possible(def, control);
                    values.into_iter().for_each(|value| each(item(value, (max.clone(), None))));
                }
            },
        }
    }

    /// The points possible, where a fold needs them.
    fn possible(&self, def: &Def<'a>, control: usize) -> Option<Exact> {
        if def.needs_max() { asker(&self.look(None), def, control).possible() } else { None }
    }

    fn weighed<'i>(
        &'i self,
        def: &'i Def<'a>,
        (node, measure): (Node, Option<usize>),
        value: Outcome,
        (max, left): (Option<Exact>, Option<&'static str>),
    ) -> Item<'i> {
        let look = self.look(Some(&value));
        let passes = left.is_some() || value_passes(&look, def, node, &Seen::One(&value)) == Tri::Yes;
        let weighed = match def.source {
            From::Answer => Weighed::Written(ONE),
            From::Leaves { .. }
            | From::Children { .. }
            | From::Kind { .. }
            | From::Measures(_)
            | From::First(_) => weigh(&look, def, node),
        };
        let (weight, missing) = match weighed {
            Weighed::Written(weight) => (Cow::Borrowed(weight), None),
            Weighed::Found(weight) | Weighed::Between(weight, ..) => (Cow::Owned(weight), None),
            Weighed::Missing => (Cow::Owned(Exact::ZERO), Some("no_weight")),
        };
        let zero = def.model.skip_zero_weight && weight.is_zero();
        let left = left.or((!passes).then_some("where_value")).or(missing).or(zero.then_some("zero_weight"));
        Item { node, measure, value, weight, max, left }
    }
}
