//! The least and greatest value of every measure over all completions of the blanks.
//!
//! A completion gives every blank an applicable choice, bare at the low end and with full, fresh evidence
//! at the high end, and leaves every other answer as it is. What no blank can change is taken from the
//! computation on known values; the rest is computed on everything that it may be.

use crate::model::{ControlIx, Exact, SectionIx};
use crate::score::Node;
use crate::score::credit::Given;
use crate::score::holds::{Seen, View, holds};
use crate::score::outcome::{Outcome, Tri};
use crate::score::plan::{Def, From, Plan, RuleC};
use crate::score::possible::Possible;
use crate::score::range_act::{act, given};
use crate::score::reply::{Backing, Reply};
use crate::score::run::Run;
use crate::score::walk::asks;

/// What blanks leave open.
pub(super) struct Ranges<'r, 'a> {
    pub(super) base: &'r Run<'r, 'a>,
    pub(super) plan: &'r Plan<'a>,
    asked: Vec<Tri>,
    /// Blanks whose answer is used more than once.
    shared: Vec<bool>,
    controls: Vec<Option<Box<Possible>>>,
    sections: Vec<Option<Box<Possible>>>,
}

/// The values so far, as conditions see them; with one completion of one control, when that is looked at.
pub(super) struct Gaze<'g, 'r, 'a> {
    pub(super) ranges: &'g Ranges<'r, 'a>,
    pub(super) own: Option<(usize, Reply<'g>)>,
    pub(super) leaf: &'g [Possible],
    pub(super) current: Option<&'g Possible>,
}

impl<'a> View<'a> for Gaze<'_, '_, 'a> {
    fn plan(&self) -> &Plan<'a> {
        self.ranges.plan
    }

    fn reply(&self, control: usize) -> Reply<'_> {
        match self.own {
            Some((own, reply)) if own == control => reply,
            Some(_) | None => self.ranges.reply(control),
        }
    }

    fn measure(&self, measure: usize, node: Node) -> Seen<'_> {
        let own = self.own.map(|(control, _)| Node::Control(ControlIx(control)));
        if own == Some(node) {
            let slot = self.ranges.plan.leaf_slots.get(measure).copied().flatten();
            return slot.and_then(|slot| self.leaf.get(slot)).map_or(Seen::Absent, Seen::Many);
        }
        match self.ranges.open(measure, node) {
            Some(possible) => Seen::Many(possible),
            None => self.ranges.base.value(measure, node).map_or(Seen::Absent, Seen::One),
        }
    }

    fn target(&self, control: usize) -> Option<&Exact> {
        self.ranges.base.assessment.items[control].target.as_ref()
    }

    fn current(&self) -> Seen<'_> {
        self.current.map_or(Seen::Absent, Seen::Many)
    }
}

impl<'r, 'a> Ranges<'r, 'a> {
    /// Works out what the blanks leave open; `stands` is the computation on the answers as they stand.
    pub(super) fn new(base: &'r Run<'r, 'a>, stands: &Run<'_, 'a>) -> Self {
        let plan = base.plan;
        let (controls, sections) = (plan.checklist.controls.len(), plan.checklist.sections.len());
        let mut ranges = Ranges {
            base,
            plan,
            asked: Vec::new(),
            shared: Vec::new(),
            controls: vec![None; controls * plan.leaf_width],
            sections: vec![None; sections * plan.method.measures.len()],
        };
        ranges.ask();
        let blank: Vec<bool> = (0..controls).map(|c| ranges.is_open(c)).collect();
        ranges.share(&blank);
        let asked_about = blank.iter().zip(&plan.asked_about).any(|(blank, asked)| *blank && *asked);
        let everywhere = asked_about && asks(plan.method);
        if plan.leaf_width > 0 {
            for control in plan.controls.clone().filter(|c| everywhere || blank[*c]) {
                ranges.control(control, stands);
            }
        }
        for section in plan.sections.iter().copied().rev() {
            let below = plan.checklist.sections[section].controls.clone();
            if everywhere || below.clone().any(|c| blank[c]) {
                ranges.section(section, stands);
            }
        }
        ranges
    }

    /// Works out which controls count, as far as blanks let it.
    fn ask(&mut self) {
        if self.plan.counts_if.is_empty() {
            return;
        }
        self.asked = vec![Tri::Yes; self.plan.checklist.controls.len()];
        let plan = self.plan;
        for (control, condition) in &plan.counts_if {
            let gaze = Gaze { ranges: self, own: None, leaf: &[], current: None };
            self.asked[*control] = holds(&gaze, Node::Control(ControlIx(*control)), condition);
        }
    }

    /// Whether a control counts, by its own condition.
    pub(super) fn is_asked(&self, control: usize) -> Tri {
        self.asked.get(control).copied().unwrap_or(Tri::Yes)
    }

    /// Whether a completion can change a control: it is blank, or counts only in some completions.
    fn is_open(&self, control: usize) -> bool {
        match self.is_asked(control) {
            Tri::No => false,
            Tri::Maybe => true,
            Tri::Yes => self.base.assessment.items[control].is_blank(),
        }
    }

    /// Marks blanks whose answer is used more than once.
    fn share(&mut self, blank: &[bool]) {
        let controls = &self.plan.checklist.controls;
        self.shared = self.plan.asked_about.clone();
        for (i, other) in controls.iter().enumerate().filter_map(|(i, c)| Some((i, c.same_as?.0))) {
            if blank[i] {
                self.shared[i] = true;
                self.shared[other] = true;
            }
        }
    }

    /// What a control says, seen from another node: a blank says anything.
    pub(super) fn reply(&self, control: usize) -> Reply<'r> {
        let base = self.base;
        let reply = Reply::of(&base.assessment.items[control]);
        match (self.is_asked(control), reply.given) {
            (Tri::No, _) => Reply { given: Given::Rule, ..reply },
            (Tri::Maybe, _) => Reply { given: Given::Unsure, ..reply },
            (Tri::Yes, Given::Blank) => Reply { given: Given::Anything, ..reply },
            (Tri::Yes, _) => reply,
        }
    }

    /// Every completion of a control, as far as it is open; of numbers and of several choices, two that
    /// stand for all: anything, bare, and anything with full evidence.
    pub(super) fn completions(&self, control: usize) -> Vec<Reply<'r>> {
        let reply = Reply::of(&self.base.assessment.items[control]);
        let mut all = Vec::new();
        if self.is_asked(control) != Tri::Yes {
            all.push(Reply { given: Given::Rule, ..reply });
        }
        if self.is_asked(control) == Tri::No {
            return all;
        }
        if !matches!(reply.given, Given::Blank) {
            all.push(reply);
            return all;
        }
        let found = &self.plan.checklist.controls[control];
        let scale = self.plan.checklist.scale_of(found);
        let both = [Backing::Bare, Backing::Full];
        if scale.number.is_some() || found.multiple {
            all.extend(both.map(|backing| Reply { given: Given::Anything, backing }));
            return all;
        }
        let plan: &'r Plan<'a> = self.plan;
        for i in (0..scale.choices.len()).filter(|i| scale.choices[*i].means.is_none()) {
            let given = Given::Choices(&plan.singles[i..=i]);
            all.extend(both.map(|backing| Reply { given, backing }));
        }
        all
    }

    /// Whether the answer of a control is used more than once.
    pub(super) fn is_shared(&self, control: usize) -> bool {
        self.shared.get(control).copied().unwrap_or(false)
    }

    /// What is open about a measure at a node; `None` where nothing is.
    pub(super) fn open(&self, measure: usize, node: Node) -> Option<&Possible> {
        let found = match node {
            Node::Control(ix) => {
                let slot = self.plan.leaf_slots.get(measure).copied().flatten()?;
                self.controls.get(ix.0 * self.plan.leaf_width + slot)
            }
            Node::Section(ix) => self.sections.get(ix.0 * self.plan.method.measures.len() + measure),
        };
        found?.as_deref()
    }

    /// Whether a value is surely the same in every completion as it is without one.
    pub(super) fn is_closed(&self, measure: usize, node: Node) -> bool {
        self.plan.is_local && self.open(measure, node).is_none()
    }

    /// Everything that a measure may be at a node; `None` where it does not exist.
    pub(super) fn possible(&self, measure: usize, node: Node) -> Option<Possible> {
        let known = self.base.value(measure, node)?;
        Some(self.open(measure, node).cloned().unwrap_or_else(|| Possible::always(known)))
    }

    fn control(&mut self, control: usize, stands: &Run<'_, 'a>) {
        let node = Node::Control(ControlIx(control));
        let mut joined: Vec<Option<Possible>> = vec![None; self.plan.leaf_width];
        for reply in self.completions(control) {
            for (all, one) in joined.iter_mut().zip(self.leaf(control, reply)) {
                match all {
                    Some(all) => all.join(&one),
                    None => *all = Some(one),
                }
            }
        }
        let shared = self.is_shared(control);
        for def in &self.plan.order_of_leaves {
            let measure = self.plan.defs[*def].measure;
            let Some(slot) = self.plan.leaf_slots[measure] else { continue };
            let possible = match (self.plan.defs[*def].model.state, joined[slot].take()) {
                (true, _) => Possible::always(stands.value(measure, node).unwrap_or(&Outcome::Nothing)),
                (false, Some(possible)) if shared => possible.loose(),
                (false, Some(possible)) => possible,
                (false, None) => Possible::always(&Outcome::Nothing),
            };
            self.controls[control * self.plan.leaf_width + slot] = Some(Box::new(possible));
        }
    }

    /// The measures of a control in one completion of its answer.
    pub(super) fn leaf(&self, control: usize, reply: Reply) -> Vec<Possible> {
        let node = Node::Control(ControlIx(control));
        let mut values = vec![Possible::always(&Outcome::Nothing); self.plan.leaf_width];
        for def in &self.plan.order_of_leaves {
            let found = &self.plan.defs[*def];
            let gaze = Gaze { ranges: self, own: Some((control, reply)), leaf: &values, current: None };
            let value = if found.model.state {
                Possible::always(self.base.value(found.measure, node).unwrap_or(&Outcome::Nothing))
            } else {
                evaluate(&gaze, found, node)
            };
            if let Some(slot) = self.plan.leaf_slots[found.measure] {
                values[slot] = value;
            }
        }
        values
    }

    fn section(&mut self, section: usize, stands: &Run<'_, 'a>) {
        let node = Node::Section(SectionIx(section));
        for def in &self.plan.order_of_kind[self.plan.section_kinds[section]] {
            let found = &self.plan.defs[*def];
            let gaze = Gaze { ranges: self, own: None, leaf: &[], current: None };
            let possible = if found.model.state {
                Possible::always(stands.value(found.measure, node).unwrap_or(&Outcome::Nothing))
            } else {
                evaluate(&gaze, found, node)
            };
            let at = section * self.plan.method.measures.len() + found.measure;
            self.sections[at] = Some(Box::new(possible));
        }
    }
}

/// Everything that a definition may come to at a node. Gates that only take the value away are passed by
/// where they leave the range as it is.
fn evaluate<'a>(gaze: &Gaze<'_, '_, 'a>, def: &Def<'a>, node: Node) -> Possible {
    let mut result: Option<Possible> = None;
    if let Node::Control(control) = node
        && gaze.ranges.is_asked(control.0) != Tri::Yes
        && matches!(gaze.reply(control.0).given, Given::Rule)
    {
        return Possible::always(&Outcome::Nothing);
    }
    let keeps = gaze.ranges.base.keeps_range(node);
    for gate in def.gates.iter().filter(|gate| !gate.removes || !keeps) {
        match holds(gaze, node, &gate.require) {
            Tri::Yes => {}
            Tri::No => return either(result, given(gaze, node, &gate.otherwise)),
            Tri::Maybe => result = Some(either(result, given(gaze, node, &gate.otherwise)).loose()),
        }
    }
    let mut value = source(gaze, def, node);
    if value.nothing {
        value.nothing = false;
        let tight = value.tight;
        let empty = given(gaze, node, &def.empty);
        value = if value.has_value() || value.null { either(Some(value), empty) } else { empty };
        value.tight &= tight;
    }
    for step in &def.steps {
        let look = Gaze { current: Some(&value), own: gaze.own, ..*gaze };
        let applies = step.when.as_ref().map_or(Tri::Yes, |when| holds(&look, node, when));
        value = match applies {
            Tri::No => value,
            Tri::Yes => act(&look, node, def, &step.act, value.clone()),
            Tri::Maybe => {
                let changed = act(&look, node, def, &step.act, value.clone());
                either(Some(changed), value).loose()
            }
        };
    }
    either(result, value).bounded()
}

fn either(one: Option<Possible>, other: Possible) -> Possible {
    match one {
        Some(mut one) => {
            one.join(&other);
            one
        }
        None => other,
    }
}

fn source<'a>(gaze: &Gaze<'_, '_, 'a>, def: &Def<'a>, node: Node) -> Possible {
    let switched_off = || match node {
        Node::Control(ix) => matches!(gaze.reply(ix.0).given, Given::Rule),
        Node::Section(_) => false,
    };
    match (&def.source, node) {
        (From::Measures(_) | From::First(_), _) if switched_off() => Possible::always(&Outcome::Nothing),
        (From::First(rules), _) => first(gaze, rules, node),
        (From::Measures(_) | From::Answer, _) | (_, Node::Section(_)) => gaze.gather(def, node),
        (From::Leaves { .. } | From::Children { .. } | From::Kind { .. }, Node::Control(_)) => {
            Possible::always(&Outcome::Nothing)
        }
    }
}

fn first<'a>(gaze: &Gaze<'_, '_, 'a>, rules: &[RuleC<'a>], node: Node) -> Possible {
    let mut result: Option<Possible> = None;
    for rule in rules {
        let holds = rule.when.as_ref().map_or(Tri::Yes, |when| holds(gaze, node, when));
        match holds {
            Tri::No => {}
            Tri::Yes => return either(result, given(gaze, node, &rule.give)),
            Tri::Maybe => result = Some(either(result, given(gaze, node, &rule.give)).loose()),
        }
    }
    either(result, Possible::always(&Outcome::Nothing))
}
