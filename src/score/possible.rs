//! What a measure may come to over all completions of the blanks: an interval of numbers, or some words.

use crate::model::Exact;
use crate::score::outcome::{Outcome, Tri, is_too_long};

/// Everything that a measure may come to; surely nothing else, though perhaps less.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Possible {
    /// Least and greatest number.
    pub(super) numbers: Option<(Exact, Exact)>,
    /// Whether every number is surely a whole one.
    pub(super) whole: bool,
    /// Whether it may be a number of which nothing is known; then `numbers` are `None`.
    pub(super) boundless: bool,
    /// Labels and truths, each once.
    pub(super) words: Vec<Outcome>,
    /// Whether there may be nothing.
    pub(super) nothing: bool,
    /// Whether there may be no value because of an error.
    pub(super) null: bool,
    /// Whether each end (the least and the greatest number, the first and the last word, nothing) is reached,
    /// with every blank used once.
    pub(super) tight: bool,
}

impl Possible {
    /// Nothing so far; every [`Possible::join`] adds to it.
    pub(super) fn none() -> Possible {
        Possible { tight: true, whole: true, ..Possible::default() }
    }

    /// One value, whatever the completion.
    pub(super) fn always(outcome: &Outcome) -> Possible {
        let mut possible = Possible::none();
        possible.add(outcome);
        possible
    }

    /// Any number from `low` to `high`.
    pub(super) fn between(low: Exact, high: Exact, tight: bool) -> Possible {
        let whole = low == high && low.is_integer();
        Possible { numbers: Some((low, high)), whole, tight, ..Possible::default() }
    }

    /// Some number or other.
    pub(super) fn any_number() -> Possible {
        Possible { boundless: true, ..Possible::default() }
    }

    /// Some words.
    pub(super) fn words(words: Vec<Outcome>, tight: bool) -> Possible {
        let mut possible = Possible { tight, ..Possible::default() };
        words.iter().for_each(|word| possible.add(word));
        possible
    }

    /// Adds one value.
    pub(super) fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Number(number) => {
                self.whole &= number.is_integer();
                self.add_numbers(number, number);
            }
            Outcome::Label(_) | Outcome::Truth(_) => {
                if !self.words.contains(outcome) {
                    self.words.push(outcome.clone());
                }
            }
            Outcome::Null => self.null = true,
            Outcome::Nothing => self.nothing = true,
        }
    }

    fn add_numbers(&mut self, low: &Exact, high: &Exact) {
        if self.boundless {
            return;
        }
        match &mut self.numbers {
            Some((l, h)) => {
                if low < l {
                    *l = low.clone();
                }
                if high > h {
                    *h = high.clone();
                }
            }
            None => self.numbers = Some((low.clone(), high.clone())),
        }
    }

    /// Adds everything that another may be.
    pub(super) fn join(&mut self, other: &Possible) {
        if other.boundless {
            self.numbers = None;
            self.boundless = true;
        }
        if let Some((low, high)) = &other.numbers {
            self.whole &= other.whole;
            self.add_numbers(low, high);
        }
        other.words.iter().for_each(|word| self.add(word));
        self.nothing |= other.nothing;
        self.null |= other.null;
        self.tight &= other.tight;
    }

    /// The same; of numbers that are too long nothing is known, and they are an error.
    pub(super) fn bounded(mut self) -> Possible {
        if self.ends().is_some_and(|(low, high)| is_too_long(low) || is_too_long(high)) {
            (self.numbers, self.boundless, self.null, self.tight) = (None, true, true, false);
        }
        self
    }

    /// The same, no longer sure that its ends are reached.
    pub(super) fn loose(mut self) -> Possible {
        self.tight = false;
        self
    }

    /// The only value that it may be.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        if !self.is_point() {
            return None;
        }
        Some(match (&self.numbers, &self.words[..], self.null) {
            (Some((number, _)), _, _) => Outcome::Number(number.clone()),
            (None, [word, ..], _) => word.clone(),
            (None, [], true) => Outcome::Null,
            (None, [], false) => Outcome::Nothing,
        })
    }

    /// Whether there is only one value that it may be.
    pub(super) fn is_point(&self) -> bool {
        let one_number = self.numbers.as_ref().is_some_and(|(low, high)| low == high);
        let count = self.words.len() + usize::from(self.nothing) + usize::from(self.null);
        !self.boundless && ((one_number && count == 0) || (self.numbers.is_none() && count <= 1))
    }

    /// Least and greatest number.
    pub(super) fn ends(&self) -> Option<(&Exact, &Exact)> {
        self.numbers.as_ref().map(|(low, high)| (low, high))
    }

    /// The labels and truths.
    pub(super) fn all_words(&self) -> &[Outcome] {
        &self.words
    }

    /// Whether it is a number in every completion.
    pub(super) fn is_always_number(&self) -> bool {
        (self.numbers.is_some() || self.boundless) && self.words.is_empty() && !self.nothing && !self.null
    }

    /// Whether there is a value in some completion.
    pub(super) fn has_value(&self) -> bool {
        self.numbers.is_some() || self.boundless || !self.words.is_empty()
    }

    /// Whether it equals a value in no, some or every completion.
    pub(super) fn equals(&self, other: &Outcome) -> Tri {
        let mut hit = match (&self.numbers, other) {
            (Some((low, high)), Outcome::Number(n)) => low <= n && n <= high,
            (Some((low, high)), Outcome::Label(label)) => {
                Exact::parse(label).is_some_and(|n| *low <= n && n <= *high)
            }
            (Some(_), _) | (None, _) => false,
        };
        hit |= self.boundless && matches!(other, Outcome::Number(_) | Outcome::Label(_));
        hit |= self.words.iter().any(|word| word.is_same(other));
        hit |= other.is_absent() && (self.nothing || self.null);
        match (hit, self.is_point()) {
            (false, _) => Tri::No,
            (true, true) => Tri::Yes,
            (true, false) => Tri::Maybe,
        }
    }

    /// The same with every number and word changed by `change`, which keeps or reverses the order of
    /// numbers.
    pub(super) fn map(&self, change: impl Fn(&Outcome) -> Outcome) -> Possible {
        let (nothing, null, boundless) = (self.nothing, self.null, self.boundless);
        let mut changed = Possible { nothing, null, boundless, tight: self.tight, ..Possible::none() };
        if let Some((low, high)) = &self.numbers {
            changed.add(&change(&Outcome::Number(low.clone())));
            changed.add(&change(&Outcome::Number(high.clone())));
            changed.whole &= low == high;
        }
        self.words.iter().for_each(|word| changed.add(&change(word)));
        changed
    }

    /// The part that is no number.
    pub(super) fn without_numbers(&self) -> Possible {
        Possible { numbers: None, boundless: false, whole: true, ..self.clone() }
    }
}
