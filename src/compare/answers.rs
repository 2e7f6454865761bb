//! One control on both sides: its answer, its target, its plan and how it stands.

use crate::compare::{Change, ChangeKind, Expired, Side, Sides, evidence};
use crate::diag::Span;
use crate::gap::{KnockOutState, knock_out_state};
use crate::model::{Answer, Control, ControlIx, Date, Exact, Freshness, Given, Item, Quote, Scale, Scope};
use crate::score::{Node, Scorecard};

/// One control on both sides.
pub(super) struct Pair<'a> {
    ix: ControlIx,
    control: &'a Control,
    scale: &'a Scale,
    old_side: &'a Side<'a>,
    new_side: &'a Side<'a>,
    pub(super) old: &'a Item<'a>,
    pub(super) new: &'a Item<'a>,
}

impl<'a> Pair<'a> {
    /// The control of an index on both sides.
    pub(super) fn new(sides: &'a Sides<'a>, ix: ControlIx) -> Pair<'a> {
        let checklist = sides.new.assessment.checklist;
        let control = checklist.control(ix);
        Pair {
            ix,
            control,
            scale: checklist.scale_of(control),
            old_side: &sides.old,
            new_side: &sides.new,
            old: sides.old.assessment.item(ix),
            new: sides.new.assessment.item(ix),
        }
    }

    /// Everything that was done to the control.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut all: Vec<Change> = self.scope().into_iter().collect();
        // A shared answer is compared once, where it is given.
        if self.control.same_as.is_none() {
            self.answers(&mut all);
        }
        all.extend(self.knock_out());
        all
    }

    /// Whether nobody touched the answer and its validity ran out after `since`.
    pub(super) fn expired(&self, since: Date) -> Option<Expired> {
        let end = self.new.valid_until?;
        let over = self.new.applicable && self.new.freshness == Freshness::Stale;
        let untouched = match (self.old.answer, self.new.answer) {
            (Some(old), Some(new)) => old.given.value == new.given.value && self.old.valid_until == Some(end),
            (None, _) | (_, None) => false,
        };
        let just = end >= since && end < self.new_side.assessment.today.date;
        (over && untouched && just).then_some(Expired { control: self.ix, on: end })
    }

    /// A change of this control, placed at its answer.
    pub(super) fn change(&self, kind: ChangeKind, old: Quote, new: Quote) -> Change {
        let place = |item: &Item, side: &Side| {
            Some(item.answer.map_or(side.assessment.file.answers_span, |a| a.given.span))
        };
        Change::new(kind, old, new)
            .of(self.ix)
            .at(place(self.new, self.new_side))
            .was_at(place(self.old, self.old_side))
    }

    fn scope(&self) -> Option<Change> {
        let off = |item: &Item| matches!(item.scope, Scope::SwitchedOff(_));
        let (kind, scope) = match (off(self.old), off(self.new)) {
            (false, true) => (ChangeKind::SwitchedOff, &self.new.scope),
            (true, false) => (ChangeKind::SwitchedOn, &self.old.scope),
            (false, false) | (true, true) => return None,
        };
        let facts = match scope {
            Scope::SwitchedOff(facts) | Scope::NotStated(facts) => facts.as_slice(),
            Scope::Applies | Scope::LeftOut => &[],
        };
        let names = facts.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ");
        Some(self.change(kind, Quote::Nothing, Quote::Nothing).about(names))
    }

    fn answers(&self, all: &mut Vec<Change>) {
        match (stated(self.old.answer), stated(self.new.answer)) {
            (None, None) => {}
            (Some(old), None) => {
                // An answer that had no effect may go: the profile had switched its control off.
                if !matches!(self.old.scope, Scope::SwitchedOff(_)) {
                    all.push(self.change(ChangeKind::AnswerRemoved, quote(&old.given.value), Quote::Nothing));
                }
            }
            (None, Some(new)) => {
                let not_applicable = new.given.value.sets_aside(self.scale);
                let kind = if not_applicable { ChangeKind::NotApplicable } else { ChangeKind::AnswerAdded };
                all.push(self.change(kind, Quote::Nothing, quote(&new.given.value)));
            }
            (Some(old), Some(new)) => self.both(old, new, all),
        }
    }

    fn both(&self, old: &Answer, new: &Answer, all: &mut Vec<Change>) {
        if old.given.value != new.given.value {
            let kind = self.kind_of(&old.given.value, &new.given.value);
            all.push(self.change(kind, quote(&old.given.value), quote(&new.given.value)));
        }
        all.extend(self.details(old, new));
        let held = old.given.value == new.given.value && new.evidence.len() == old.evidence.len();
        all.extend(self.dates(old, new, held));
        all.extend(evidence::changes(self, old, new));
        all.extend(self.plan(old, new));
    }

    fn kind_of(&self, old: &Given, new: &Given) -> ChangeKind {
        match (old.sets_aside(self.scale), new.sets_aside(self.scale)) {
            (false, true) => return ChangeKind::NotApplicable,
            (true, false) => return ChangeKind::ApplicableAgain,
            (true, true) => return ChangeKind::AnswerChanged,
            (false, false) => {}
        }
        let figures = (figure(self.old_side.card, self.ix), figure(self.new_side.card, self.ix));
        let (then, now) = match (self.value(old), self.value(new), figures) {
            (Some(then), Some(now), _) => (then, now),
            (_, _, (Some(then), Some(now))) => (then, now),
            _ => return ChangeKind::AnswerChanged,
        };
        // To know that something is not done is not worse than not to know.
        match now.cmp(&then) {
            std::cmp::Ordering::Less => ChangeKind::AnswerLowered,
            std::cmp::Ordering::Equal => ChangeKind::AnswerChanged,
            std::cmp::Ordering::Greater => ChangeKind::AnswerRaised,
        }
    }

    fn value(&self, given: &Given) -> Option<Exact> {
        match given {
            Given::Number(number) => Some(number.clone()),
            Given::Unknown => Some(Exact::ZERO),
            Given::Choices(words) => {
                let value = |w: &String| self.scale.choice(self.scale.find(w)?).value.clone();
                words.iter().map(value).collect::<Option<Vec<_>>>().map(|all| all.into_iter().sum())
            }
            Given::Blank | Given::NotApplicable => None,
        }
    }

    /// Owner, share, own target, and the terms of a manual *not applicable*.
    fn details(&self, old: &Answer, new: &Answer) -> Vec<Change> {
        let mut all = Vec::new();
        if old.owner != new.owner {
            let (then, now) = (Quote::maybe(old.owner.as_ref()), Quote::maybe(new.owner.as_ref()));
            all.push(self.change(ChangeKind::Owner, then, now));
        }
        let share = |a: &Answer| Quote::maybe(a.share.as_ref().map(|s| format!("{}/{}", s.have, s.of)));
        if share(old) != share(new) {
            all.push(self.change(ChangeKind::Share, share(old), share(new)));
        }
        let own = |a: &Answer| a.target.as_ref().map(|t| t.value.clone());
        if let (true, Some(then), Some(now)) = (own(old) != own(new), &self.old.target, &self.new.target) {
            let kind = if now < then { ChangeKind::TargetLowered } else { ChangeKind::TargetRaised };
            if now != then {
                let quotes = (Quote::Number(then.clone()), Quote::Number(now.clone()));
                let at = new.target.as_ref().map_or(new.given.span, |t| t.span);
                all.push(self.change(kind, quotes.0, quotes.1).at(Some(at)));
            }
        }
        all.extend(self.terms(old, new));
        all
    }

    fn terms(&self, old: &Answer, new: &Answer) -> Vec<Change> {
        let (Some(then), Some(now)) = (&old.not_applicable, &new.not_applicable) else { return Vec::new() };
        let kind = ChangeKind::NotApplicableEdited;
        let parts = [
            ("until", Quote::date(then.until), Quote::date(now.until)),
            ("approved_by", Quote::text(&then.approved_by), Quote::text(&now.approved_by)),
            ("reason", Quote::text(&then.reason), Quote::text(&now.reason)),
        ];
        let changed = parts.into_iter().filter(|(_, then, now)| then != now);
        changed.map(|(about, then, now)| self.change(kind, then, now).about(about)).collect()
    }

    fn dates(&self, old: &Answer, new: &Answer, held: bool) -> Option<Change> {
        let day = |a: &Answer| a.answered.as_ref().map(|d| d.value);
        let (then, now) = (day(old), day(new));
        let kind = match (then, now) {
            (Some(then), Some(now)) if now < then => ChangeKind::AnswerDatedBack,
            (Some(_), None) => ChangeKind::AnswerDatedBack,
            (Some(then), Some(now)) if now > then && held => ChangeKind::AnswerConfirmed,
            (None, Some(_)) if held => ChangeKind::AnswerConfirmed,
            (Some(_) | None, Some(_)) | (None, None) => return None,
        };
        let at = new.answered.as_ref().map_or(new.given.span, |d| d.span);
        Some(self.change(kind, Quote::date(then), Quote::date(now)).at(Some(at)))
    }

    fn plan(&self, old: &Answer, new: &Answer) -> Option<Change> {
        let old = old.plan.as_ref()?;
        let Some(plan) = &new.plan else {
            let what = Quote::maybe(old.what.as_ref());
            let change = self.change(ChangeKind::PlanGone, what, Quote::Nothing);
            return Some(change.was_at(Some(old.span)));
        };
        let later = match (old.due, plan.due) {
            (Some(then), Some(now)) => now > then,
            (Some(_), None) => true,
            (None, Some(_) | None) => false,
        };
        let change = self.change(ChangeKind::PlanPostponed, Quote::date(old.due), Quote::date(plan.due));
        later.then(|| change.at(Some(plan.span)).was_at(Some(old.span)))
    }

    fn knock_out(&self) -> Option<Change> {
        let state = |side: &Side| knock_out_state(side.assessment, self.ix);
        let (then, now) = (state(self.old_side)?, state(self.new_side)?);
        // Between failed and blank nothing is won or lost: neither holds.
        let holds = |state: KnockOutState| state >= KnockOutState::Unverified;
        let kind = if now < then && holds(then) {
            ChangeKind::KnockOutWorse
        } else if now > then && holds(now) {
            ChangeKind::KnockOutBetter
        } else {
            return None;
        };
        Some(self.change(kind, standing(then), standing(now)))
    }

    /// Where the new answer stands, or the map of answers.
    pub(super) fn place(&self) -> Span {
        self.new.answer.map_or(self.new_side.assessment.file.answers_span, |a| a.given.span)
    }
}

/// An answer that says something.
fn stated(answer: Option<&Answer>) -> Option<&Answer> {
    answer.filter(|a| a.given.value != Given::Blank)
}

/// An answer as a quote.
fn quote(given: &Given) -> Quote {
    match given {
        Given::Blank => Quote::Nothing,
        Given::Choices(words) => Quote::Text(words.join(", ")),
        Given::Number(number) => Quote::Number(number.clone()),
        Given::Unknown => Quote::Word("quote.unknown"),
        Given::NotApplicable => Quote::Word("quote.not_applicable"),
    }
}

/// The catalogue's word for the state of a knock-out.
fn standing(state: KnockOutState) -> Quote {
    Quote::Word(match state {
        KnockOutState::Failed => "quote.knock_out.failed",
        KnockOutState::Blank => "quote.knock_out.blank",
        KnockOutState::Unverified => "quote.knock_out.unverified",
        KnockOutState::Passed => "quote.knock_out.passed",
    })
}

/// The first figure that a method has for a control, where choices have no values of their own.
fn figure(card: &Scorecard, control: ControlIx) -> Option<Exact> {
    card.at(Node::Control(control)).find_map(|r| r.low.as_ref()?.number().cloned())
}
