//! Folds over everything that items may come to.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::{Exact, Fold};
use crate::score::fold::extent;
use crate::score::outcome::{Outcome, is_too_long};
use crate::score::possible::Possible;

/// One item with everything that it may come to; a value of nothing means that it may be left out.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) value: Possible,
    /// Least and greatest weight.
    pub(super) weight: (Exact, Exact),
    pub(super) max: Option<Exact>,
}

/// An item as numbers: its ends, and whether it is surely there.
pub(super) struct Span {
    pub(super) low: Exact,
    pub(super) high: Exact,
    pub(super) weight: (Exact, Exact),
    max: Exact,
    pub(super) sure: bool,
}

/// Everything that a fold may come to.
pub(super) fn fold(fold: Fold, entries: &[Entry], labels: &[Arc<str>], skip_null: bool) -> Possible {
    let blocks = |e: &&Entry| e.value.null && !skip_null && !(e.weight.0.is_zero() && e.weight.1.is_zero());
    let null = entries.iter().any(|e| blocks(&e));
    if entries.iter().filter(blocks).any(|e| !e.value.has_value() && !e.value.nothing) {
        return Possible { null: true, ..Possible::none() };
    }
    let entries = without_nulls(entries, skip_null);
    let boundless = entries.iter().any(|e| e.value.boundless);
    let mut result = match fold {
        Fold::Count => count(&entries),
        Fold::All | Fold::Any | Fold::Extent => truths(fold, &entries),
        Fold::Sum | Fold::Mean | Fold::Ratio | Fold::Product | Fold::Min | Fold::Max if boundless => {
            let there = |e: &Entry| e.value.has_value() && !e.value.nothing;
            Possible { nothing: !entries.iter().any(there), ..Possible::any_number() }
        }
        Fold::Sum | Fold::Mean | Fold::Ratio | Fold::Possible | Fold::Product => {
            let spans: Vec<Span> = entries.iter().filter_map(|e| span(e, fold, &[])).collect();
            numbers(fold, &spans)
        }
        Fold::Min | Fold::Max => {
            let by_label = entries.iter().any(|e| e.value.all_words().iter().any(is_label));
            let labels = if by_label { labels } else { &[] };
            let spans: Vec<Span> = entries.iter().filter_map(|e| span(e, fold, labels)).collect();
            let found = extreme(fold, &spans);
            if by_label { ranked(&found, labels) } else { found }
        }
    };
    result.null |= null;
    result.whole = is_whole(fold, &entries);
    result.tight = entries.iter().all(|e| e.value.tight && e.weight.0 == e.weight.1) && result.tight;
    result
}

/// Entries without their errors: where one takes the result along, nothing else is said of that completion;
/// else it is left out.
pub(super) fn without_nulls(entries: &[Entry], skip_null: bool) -> Cow<'_, [Entry]> {
    if !entries.iter().any(|entry| entry.value.null) {
        return Cow::Borrowed(entries);
    }
    let without = |entry: &Entry| {
        let mut entry = entry.clone();
        if std::mem::take(&mut entry.value.null) {
            let (least, greatest) = &entry.weight;
            entry.value.nothing |= skip_null || (*least <= Exact::ZERO && *greatest >= Exact::ZERO);
        }
        entry
    };
    Cow::Owned(entries.iter().map(without).collect())
}

/// Whether a fold of these can only give whole numbers.
fn is_whole(fold: Fold, entries: &[Entry]) -> bool {
    let weights = |e: &Entry| e.weight.0 == e.weight.1 && e.weight.0.is_integer();
    match fold {
        Fold::Count => true,
        Fold::Sum => entries.iter().all(|e| e.value.whole && weights(e)),
        Fold::Product | Fold::Min | Fold::Max => entries.iter().all(|e| e.value.whole),
        Fold::Mean | Fold::Ratio | Fold::Possible | Fold::All | Fold::Any | Fold::Extent => false,
    }
}

fn is_label(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Label(_))
}

/// An item as numbers; `None` when it is none in any completion.
pub(super) fn span(entry: &Entry, fold: Fold, labels: &[Arc<str>]) -> Option<Span> {
    let mut numbers = Possible::none();
    if let Some((low, high)) = entry.value.ends() {
        numbers.join(&Possible::between(low.clone(), high.clone(), true));
    }
    if entry.value.boundless && fold == Fold::Possible {
        // Whatever it is, its points can be had.
        numbers.add(&Outcome::Number(Exact::ZERO));
    }
    let mut sure = !entry.value.nothing && !entry.value.null;
    for word in entry.value.all_words() {
        let rank = |label: &Arc<str>| labels.iter().position(|l| l == label);
        let number = match word {
            Outcome::Truth(truth) => Some(Exact::from(i64::from(*truth))),
            Outcome::Label(label) => rank(label).map(Exact::from),
            Outcome::Number(_) | Outcome::Null | Outcome::Nothing => None,
        };
        match number {
            Some(number) => numbers.add(&Outcome::Number(number)),
            None => sure = false,
        }
    }
    let max = match fold {
        Fold::Ratio | Fold::Possible => entry.max.clone()?,
        _ => Exact::ZERO,
    };
    let (low, high) = numbers.ends()?;
    Some(Span { low: low.clone(), high: high.clone(), weight: entry.weight.clone(), max, sure })
}

fn nothing() -> Possible {
    Possible::always(&Outcome::Nothing)
}

fn count(entries: &[Entry]) -> Possible {
    let may = |e: &&Entry| e.value.has_value();
    let most = entries.iter().filter(may).count();
    let least = entries.iter().filter(may).filter(|e| !e.value.nothing && !e.value.null).count();
    if most == 0 {
        return nothing();
    }
    // Nothing counted is not a count of 0: the measure's `empty` decides what it is.
    let mut result = Possible::between(Exact::from(least.max(1)), Exact::from(most), true);
    result.nothing = least == 0;
    result
}

fn truths(fold: Fold, entries: &[Entry]) -> Possible {
    let may = |e: &Entry, truth: bool| {
        let number = e.value.ends().is_some_and(|(low, high)| {
            if truth {
                !low.is_zero() || !high.is_zero()
            } else {
                low <= &Exact::ZERO && high >= &Exact::ZERO
            }
        });
        number || e.value.boundless || e.value.all_words().contains(&Outcome::Truth(truth))
    };
    let there: Vec<&Entry> = entries.iter().filter(|e| may(e, true) || may(e, false)).collect();
    let sure = |e: &Entry| !e.value.nothing && !e.value.null && !e.value.all_words().iter().any(is_label);
    let yes = there.iter().filter(|e| may(e, true)).count();
    let no = there.iter().filter(|e| may(e, false)).count();
    let all_yes = yes > 0 && there.iter().all(|e| may(e, true) || !sure(e));
    let all_no = no > 0 && there.iter().all(|e| may(e, false) || !sure(e));
    // Both at once needs two different items.
    let mixed = yes > 0 && no > 0 && there.len() > 1;
    let mut words = Vec::new();
    match fold {
        Fold::Extent => {
            words.extend(all_yes.then(|| extent(true, false)));
            words.extend(mixed.then(|| extent(true, true)));
            words.extend(all_no.then(|| extent(false, true)));
        }
        Fold::Any => {
            words.extend((yes > 0).then_some(Outcome::Truth(true)));
            words.extend(all_no.then_some(Outcome::Truth(false)));
        }
        _ => {
            words.extend(all_yes.then_some(Outcome::Truth(true)));
            words.extend((no > 0).then_some(Outcome::Truth(false)));
        }
    }
    let mut result = Possible::words(words, there.iter().all(|e| sure(e)));
    result.nothing = !there.iter().any(|e| sure(e));
    result
}

fn numbers(fold: Fold, spans: &[Span]) -> Possible {
    if spans.is_empty() {
        return nothing();
    }
    let fixed = spans.iter().all(|s| s.weight.0 == s.weight.1);
    let parts = |greatest: bool| -> Vec<Part> {
        let part = |s: &Span| {
            let end = if greatest { &s.high } else { &s.low };
            let below = if fold == Fold::Ratio { &s.max * &s.weight.0 } else { s.weight.0.clone() };
            Part { above: end * &s.weight.0, below, sure: s.sure }
        };
        spans.iter().map(part).collect()
    };
    let mut result = match fold {
        Fold::Mean | Fold::Ratio if fixed && spans.iter().all(|s| !s.divides_by_less_than_0()) => {
            match (least(&parts(false)), greatest(parts(true))) {
                (Some(low), Some(high)) => Possible::between(low, high, true),
                (None, _) | (_, None) => return nothing(),
            }
        }
        Fold::Mean | Fold::Ratio if spans.iter().all(|s| s.divides_by_more_than_0(fold)) => {
            around(fold, spans)
        }
        Fold::Mean | Fold::Ratio => quotient(fold, spans),
        Fold::Product => product(spans),
        _ => added(fold, spans),
    };
    result.nothing = match fold {
        Fold::Mean => !spans.iter().any(|s| s.sure && !s.weight.0.is_zero()),
        Fold::Ratio => !spans.iter().any(|s| s.sure && !s.weight.0.is_zero() && !s.max.is_zero()),
        _ => !spans.iter().any(|s| s.sure),
    };
    result
}

/// A term of a quotient of sums.
struct Part {
    above: Exact,
    below: Exact,
    sure: bool,
}

impl Span {
    fn divides_by_less_than_0(&self) -> bool {
        self.weight.0.is_negative() || self.max.is_negative()
    }

    fn divides_by_more_than_0(&self, fold: Fold) -> bool {
        !self.weight.0.is_negative()
            && (fold == Fold::Mean || (!self.max.is_negative() && !self.max.is_zero()))
    }
}

/// A quotient of sums that may be divided by less than 0; by sums around 0 anything may come out.
fn quotient(fold: Fold, spans: &[Span]) -> Possible {
    let divisor = |s: &Span| Span {
        low: if fold == Fold::Ratio { s.max.clone() } else { Exact::ONE },
        high: if fold == Fold::Ratio { s.max.clone() } else { Exact::ONE },
        weight: s.weight.clone(),
        max: Exact::ZERO,
        sure: s.sure,
    };
    let divisors: Vec<Span> = spans.iter().map(divisor).collect();
    let (above, below) = (added(Fold::Sum, spans), added(Fold::Sum, &divisors));
    let (Some((low, high)), Some((least, most))) = (above.ends(), below.ends()) else { return nothing() };
    if *least <= Exact::ZERO && *most >= Exact::ZERO {
        return if least == most { nothing() } else { Possible::any_number() };
    }
    let corners = [(low, least), (low, most), (high, least), (high, most)];
    let mut result = Possible::none();
    let quotients = corners.into_iter().filter_map(|(a, b)| a.checked_div(b));
    quotients.for_each(|quotient| result.add(&Outcome::Number(quotient)));
    result.tight = least == most && spans.iter().all(|s| s.sure);
    result.whole = false;
    result
}

/// The least quotient of sums over the parts that are surely there and any of the others: one of these
/// helps exactly while its own quotient is below the quotient so far.
fn least(parts: &[Part]) -> Option<Exact> {
    let sum = |of: fn(&Part) -> &Exact| parts.iter().filter(|p| p.sure).map(|p| of(p).clone()).sum::<Exact>();
    let (mut above, mut below) = (sum(|p| &p.above), sum(|p| &p.below));
    // What adds to nothing that is divided by, and takes away, only makes it less.
    let free = parts.iter().filter(|p| !p.sure && p.below.is_zero() && p.above.is_negative());
    above = &above + &free.map(|p| p.above.clone()).sum::<Exact>();
    let mut others: Vec<(Exact, &Part)> =
        parts.iter().filter(|p| !p.sure).filter_map(|p| Some((p.above.checked_div(&p.below)?, p))).collect();
    others.sort_by(|a, b| a.0.cmp(&b.0));
    for (quotient, part) in others {
        let so_far = above.checked_div(&below);
        if so_far.is_none_or(|so_far| quotient < so_far) {
            above = &above + &part.above;
            below = &below + &part.below;
        }
    }
    above.checked_div(&below)
}

fn greatest(parts: Vec<Part>) -> Option<Exact> {
    let turned: Vec<Part> = parts.into_iter().map(|p| Part { above: -p.above, ..p }).collect();
    least(&turned).map(|quotient| -quotient)
}

/// An interval that surely holds a weighted mean whose weights are not known: that of all its items.
fn around(fold: Fold, spans: &[Span]) -> Possible {
    let mut hull = Possible::none();
    for span in spans {
        let ends = [&span.low, &span.high].map(|end| match fold {
            Fold::Ratio => end.checked_div(&span.max),
            _ => Some(end.clone()),
        });
        ends.into_iter().flatten().for_each(|end| hull.add(&Outcome::Number(end)));
    }
    hull.loose()
}

fn product(spans: &[Span]) -> Possible {
    let mut so_far = (Exact::ONE, Exact::ONE);
    for span in spans {
        let mut corners = vec![
            &so_far.0 * &span.low,
            &so_far.0 * &span.high,
            &so_far.1 * &span.low,
            &so_far.1 * &span.high,
        ];
        if !span.sure {
            corners.extend([so_far.0.clone(), so_far.1.clone()]);
        }
        let low = corners.iter().min().cloned().unwrap_or_default();
        if is_too_long(&low) {
            return Possible { null: true, ..Possible::any_number() };
        }
        so_far = (low, corners.into_iter().max().unwrap_or_default());
    }
    // Left out and below 1 at the same time is possible in ways that corners of all items do not show.
    Possible::between(so_far.0, so_far.1, spans.iter().all(|s| s.sure))
}

/// Sums of weight × value, or of weight × max.
fn added(fold: Fold, spans: &[Span]) -> Possible {
    let (mut low, mut high) = (Exact::ZERO, Exact::ZERO);
    for span in spans {
        let (least, greatest) = match fold {
            Fold::Possible => (&span.max, &span.max),
            _ => (&span.low, &span.high),
        };
        let corners = [
            least * &span.weight.0,
            least * &span.weight.1,
            greatest * &span.weight.0,
            greatest * &span.weight.1,
        ];
        let zero = (!span.sure).then_some(Exact::ZERO);
        low = &low + &corners.iter().chain(&zero).min().cloned().unwrap_or_default();
        high = &high + &corners.iter().chain(&zero).max().cloned().unwrap_or_default();
    }
    // With nothing surely there, the sum of nothing is not a sum.
    let any_sure = spans.iter().any(|s| s.sure);
    Possible::between(low, high, any_sure)
}

fn extreme(fold: Fold, spans: &[Span]) -> Possible {
    if spans.is_empty() {
        return nothing();
    }
    let least = fold == Fold::Min;
    let reach = |span: &Span| if least { span.low.clone() } else { span.high.clone() };
    let other = |span: &Span| if least { span.high.clone() } else { span.low.clone() };
    let pick = |all: Vec<Exact>, smallest: bool| {
        if smallest { all.into_iter().min() } else { all.into_iter().max() }
    };
    // One end: the most extreme of all. The other: only what is surely there bounds it; else any may be alone.
    let far = pick(spans.iter().map(reach).collect(), least).unwrap_or_default();
    let sure: Vec<Exact> = spans.iter().filter(|s| s.sure).map(other).collect();
    let near = match sure.is_empty() {
        false => pick(sure, least),
        true => pick(spans.iter().map(other).collect(), !least),
    };
    let near = near.unwrap_or_default();
    let (low, high) = if least { (far, near) } else { (near, far) };
    let mut result = Possible::between(low, high, true);
    result.nothing = !spans.iter().any(|s| s.sure);
    result
}

/// Ranks back to labels.
fn ranked(found: &Possible, labels: &[Arc<str>]) -> Possible {
    let Some((low, high)) = found.ends() else { return found.clone() };
    let within = |rank: usize| (low..=high).contains(&&Exact::from(rank));
    let words = labels.iter().enumerate().filter(|(rank, _)| within(*rank));
    let mut result = Possible::words(words.map(|(_, l)| Outcome::Label(l.clone())).collect(), found.tight);
    result.nothing = found.nothing;
    result
}
