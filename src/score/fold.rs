//! Folds: many values become one.

use std::sync::Arc;

use crate::model::{Exact, Fold};
use crate::score::outcome::{Outcome, is_too_long};
use crate::score::sum::Sum;

/// A fold in progress.
pub(super) struct Folder<'f> {
    fold: Fold,
    labels: &'f [Arc<str>],
    skip_null: bool,
    sum: Sum,
    weights: Sum,
    count: usize,
    best: Option<Exact>,
    by_label: bool,
    yes: usize,
    no: usize,
    null: bool,
}

impl<'f> Folder<'f> {
    /// An empty fold. `labels` from worst to best let `min` and `max` compare labels.
    pub(super) fn new(fold: Fold, labels: &'f [Arc<str>], skip_null: bool) -> Self {
        Folder {
            fold,
            labels,
            skip_null,
            sum: Sum::default(),
            weights: Sum::default(),
            count: 0,
            best: None,
            by_label: false,
            yes: 0,
            no: 0,
            null: false,
        }
    }

    /// Takes one item in; says why when it leaves it out.
    pub(super) fn take(
        &mut self,
        value: &Outcome,
        weight: &Exact,
        max: Option<&Exact>,
    ) -> Result<(), &'static str> {
        match value {
            Outcome::Nothing => return Err("empty"),
            Outcome::Null if self.skip_null || weight.is_zero() => return Err("null"),
            Outcome::Null => {
                self.null = true;
                return Ok(());
            }
            Outcome::Number(_) | Outcome::Label(_) | Outcome::Truth(_) => {}
        }
        match self.fold {
            Fold::Count => {}
            Fold::All | Fold::Any | Fold::Extent => match value.truthy() {
                Some(true) => self.yes += 1,
                Some(false) => self.no += 1,
                None => return Err("not_a_truth"),
            },
            Fold::Ratio | Fold::Possible => {
                let max = max.ok_or("no_scale")?;
                if self.fold == Fold::Ratio {
                    self.sum.add_product(weight, &number(value).ok_or("not_a_number")?);
                }
                self.weights.add_product(weight, max);
            }
            Fold::Sum | Fold::Mean => {
                match value {
                    Outcome::Number(number) => self.sum.add_product(weight, number),
                    other => self.sum.add_product(weight, &number(other).ok_or("not_a_number")?),
                }
                self.weights.add(weight);
            }
            Fold::Product | Fold::Min | Fold::Max => self.compare(value)?,
        }
        self.count += 1;
        Ok(())
    }

    fn compare(&mut self, value: &Outcome) -> Result<(), &'static str> {
        let number = match (value, self.fold) {
            (Outcome::Label(label), Fold::Min | Fold::Max) => {
                self.by_label = true;
                Exact::from(self.labels.iter().position(|l| l == label).ok_or("not_in_order")?)
            }
            _ => number(value).ok_or("not_a_number")?,
        };
        self.best = Some(match (self.best.take(), self.fold) {
            (None, _) => number,
            (Some(best), Fold::Min) => best.min(number),
            (Some(best), Fold::Max) => best.max(number),
            (Some(best), _) => &best * &number,
        });
        if self.best.as_ref().is_some_and(is_too_long) {
            (self.best, self.null) = (None, true);
        }
        Ok(())
    }

    /// What the weights of the fold add up to: of the items for a mean, of the points for a ratio.
    pub(super) fn weight_total(&self) -> Exact {
        self.weights.total()
    }

    /// The result; nothing when nothing counted.
    pub(super) fn finish(&self) -> Outcome {
        if self.null || self.sum.too_long || self.weights.too_long {
            return Outcome::Null;
        }
        if self.count == 0 {
            return Outcome::Nothing;
        }
        let number = |n: Option<Exact>| n.map_or(Outcome::Nothing, Outcome::Number);
        match self.fold {
            Fold::Sum => Outcome::Number(self.sum.total()),
            Fold::Mean | Fold::Ratio if self.weights.is_zero() => Outcome::Nothing,
            Fold::Mean | Fold::Ratio => number(self.sum.total().checked_div(&self.weights.total())),
            Fold::Possible => Outcome::Number(self.weights.total()),
            Fold::Count => Outcome::Number(Exact::from(self.count)),
            Fold::All => Outcome::Truth(self.no == 0),
            Fold::Any => Outcome::Truth(self.yes > 0),
            Fold::Extent => extent(self.yes > 0, self.no > 0),
            Fold::Product | Fold::Min | Fold::Max => self.best(),
        }
    }

    fn best(&self) -> Outcome {
        match (&self.best, self.by_label) {
            (Some(rank), true) => {
                let label =
                    rank.to_i64().and_then(|r| usize::try_from(r).ok()).and_then(|r| self.labels.get(r));
                label.map_or(Outcome::Nothing, |l| Outcome::Label(l.clone()))
            }
            (Some(best), false) => Outcome::Number(best.clone()),
            (None, _) => Outcome::Nothing,
        }
    }
}

/// What an extent may be, least first.
pub(super) const EXTENTS: [&str; 3] = ["none", "some", "all"];

/// `all`, `some` or `none`.
pub(super) fn extent(any_yes: bool, any_no: bool) -> Outcome {
    let [none, some, all] = EXTENTS;
    let word = match (any_yes, any_no) {
        (true, false) => all,
        (true, true) => some,
        (false, _) => none,
    };
    Outcome::Label(word.into())
}

/// The number that a value is in a fold of numbers: a truth is 1 or 0.
pub(super) fn number(value: &Outcome) -> Option<Exact> {
    match value {
        Outcome::Number(number) => Some(number.clone()),
        Outcome::Truth(truth) => Some(Exact::from(i64::from(*truth))),
        Outcome::Label(_) | Outcome::Null | Outcome::Nothing => None,
    }
}
