//! Weights by rank: items in the order of their values.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::{Exact, Fold, RankOrder, Ranks};
use crate::score::fold::number;
use crate::score::gather::Gathering;
use crate::score::outcome::Outcome;
use crate::score::plan::Def;
use crate::score::possible::Possible;
use crate::score::range_fold::{Entry, Span, fold, span, without_nulls};

/// Multiplies the weight of each item by that of its rank; an item past the last rank weighs 0.
pub(super) fn weigh(ranks: &Ranks, terms: &mut [&mut Gathering]) {
    let mut placed: Vec<(Exact, &mut Gathering)> = terms
        .iter_mut()
        .filter(|term| term.item.left.is_none())
        .filter_map(|term| number(&term.item.value).map(|value| (value, &mut **term)))
        .collect();
    placed.sort_by(|a, b| order(ranks, (&a.0, &a.1.item.weight), (&b.0, &b.1.item.weight)));
    for (rank, (_, term)) in placed.into_iter().enumerate() {
        let weight = &*term.item.weight * &of(ranks, rank);
        term.item.weight = Cow::Owned(weight);
    }
}

/// The order of two values with their weights; of equal values the heavier one comes first.
fn order(ranks: &Ranks, a: (&Exact, &Exact), b: (&Exact, &Exact)) -> Ordering {
    let by_value = match ranks.from {
        RankOrder::Greatest => b.0.cmp(a.0),
        RankOrder::Least => a.0.cmp(b.0),
    };
    by_value.then_with(|| b.1.cmp(a.1))
}

fn of(ranks: &Ranks, rank: usize) -> Exact {
    ranks.weights.get(rank).cloned().unwrap_or_default()
}

/// Everything that a definition's fold may come to, by rank where it has ranks.
pub(super) fn folded_by(def: &Def, shape: Fold, entries: &[Entry]) -> Possible {
    let skip_null = def.model.skip_null;
    match &def.model.ranks {
        Some(ranks) => possible(ranks, shape, entries, skip_null),
        None => fold(shape, entries, &def.labels, skip_null),
    }
}

/// Everything that a sum or mean weighed by rank may come to.
fn possible(ranks: &Ranks, shape: Fold, entries: &[Entry], skip_null: bool) -> Possible {
    let plain = fold(shape, entries, &[], skip_null);
    let entries = without_nulls(entries, skip_null);
    let spans: Vec<Span> = entries.iter().filter_map(|e| span(e, shape, &[])).collect();
    if plain.ends().is_none() {
        return plain;
    }
    let weightless = |count: usize| shape == Fold::Mean && (0..count).all(|rank| of(ranks, rank).is_zero());
    if weightless(spans.len()) {
        return Possible { null: plain.null, ..Possible::always(&Outcome::Nothing) };
    }
    let ends = |greatest: bool| {
        let end = |s: &Span| if greatest { s.high.clone() } else { s.low.clone() };
        folded(ranks, shape, spans.iter().map(end).collect(), &spans)
    };
    let mut result = match (is_even(&spans), ends(false), ends(true)) {
        (true, Some(low), Some(high)) => Possible::between(low, high, plain.tight),
        (true, _, _) => Possible::none(),
        (false, _, _) => around(ranks, shape, &spans),
    };
    result.nothing = plain.nothing || weightless(spans.iter().filter(|s| s.sure).count());
    result.null = plain.null;
    result
}

/// Whether all items are surely there with one and the same weight, so that a greater value of an item
/// never makes the result less.
fn is_even(spans: &[Span]) -> bool {
    let weight =
        |s: &Span| s.weight.0 == s.weight.1 && spans.first().is_some_and(|f| f.weight.0 == s.weight.0);
    spans.iter().all(|s| s.sure && weight(s) && !s.weight.0.is_negative())
}

/// The result of values that weigh the same.
fn folded(ranks: &Ranks, shape: Fold, mut values: Vec<Exact>, spans: &[Span]) -> Option<Exact> {
    let own = spans.first().map(|s| s.weight.0.clone()).unwrap_or_default();
    values.sort_by(|a, b| order(ranks, (a, &own), (b, &own)));
    let weights = || (0..values.len()).map(|rank| &of(ranks, rank) * &own);
    let sum = values.iter().zip(weights()).map(|(value, weight)| value * &weight).sum::<Exact>();
    match shape {
        Fold::Mean => sum.checked_div(&weights().sum::<Exact>()),
        _ => Some(sum),
    }
}

/// An interval that surely holds the result, whichever items are there at whichever rank.
fn around(ranks: &Ranks, shape: Fold, spans: &[Span]) -> Possible {
    let low = spans.iter().map(|s| &s.low).min().cloned().unwrap_or_default();
    let high = spans.iter().map(|s| &s.high).max().cloned().unwrap_or_default();
    if shape == Fold::Mean {
        return Possible::between(low, high, false);
    }
    let weights = spans.iter().flat_map(|s| [&s.weight.0, &s.weight.1]);
    let lightest = weights.clone().min().cloned().unwrap_or_default().min(Exact::ZERO);
    let heaviest = weights.max().cloned().unwrap_or_default().max(Exact::ZERO);
    let all = (0..spans.len()).map(|rank| of(ranks, rank)).sum::<Exact>();
    let corners = [&low * &lightest, &low * &heaviest, &high * &lightest, &high * &heaviest, Exact::ZERO];
    let least = corners.iter().min().cloned().unwrap_or_default();
    let greatest = corners.iter().max().cloned().unwrap_or_default();
    Possible::between(&least * &all, &greatest * &all, false)
}
