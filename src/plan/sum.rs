//! Choosing one point per section so that the sum of their numbers reaches a total.
//!
//! Numbers are scaled to whole numbers by their common denominator; should that not fit, they are cut
//! down to 24 places, so that a plan never looks better than it is.

use crate::model::Exact;
use crate::plan::frontier::Point;
use crate::plan::set::Cost;

/// The number that everything is multiplied by when there is no common denominator that fits.
const FALLBACK_DIGITS: u32 = 24;

/// Sections' choices with whole numbers.
struct Scaled<'f> {
    fronts: Vec<Vec<(&'f Cost, i128)>>,
    total: i128,
}

/// The cheapest choice of one point per front whose numbers sum to at least `total`.
pub(super) fn cheapest_sum(fronts: &[Vec<Point>], total: &Exact) -> Option<Cost> {
    let scaled = scale(fronts, total)?;
    let days = fewest_days(&scaled)?;
    let suffixes = suffixes(&scaled.fronts, days);
    let mut chosen: Vec<(Cost, i128)> = vec![(Cost::default(), 0)];
    for (at, front) in scaled.fronts.iter().enumerate() {
        let mut next = Vec::new();
        for (cost, sum) in &chosen {
            for (own, number) in front.iter().take_while(|(own, _)| cost.days + own.days <= days) {
                let left = (days - cost.days - own.days) as usize;
                if suffixes[at + 1][left].is_some_and(|rest| sum + number + rest >= scaled.total) {
                    next.push((cost.plus(own), sum + number));
                }
            }
        }
        chosen = cheaper_first(next);
    }
    chosen.into_iter().find(|(_, sum)| *sum >= scaled.total).map(|(cost, _)| cost)
}

/// For each number of days up to `days` the greatest sum of the numbers, as exact as they are.
pub(super) fn best_sums(fronts: &[Vec<Point>], days: u32) -> Vec<Exact> {
    let Some(scaled) = scale(fronts, &Exact::ZERO) else { return Vec::new() };
    let factor = factor(fronts, &Exact::ZERO);
    let sums = suffixes(&scaled.fronts, days).swap_remove(0);
    let exact = |sum: i128| Exact::parse(&sum.to_string()).and_then(|s| s.checked_div(&factor));
    sums.into_iter().flatten().filter_map(exact).collect()
}

fn scale<'f>(fronts: &'f [Vec<Point>], total: &Exact) -> Option<Scaled<'f>> {
    let factor = factor(fronts, total);
    let whole = |number: Exact| number.to_string().parse::<i128>().ok();
    let floor = |number: &Exact| whole((number * &factor).floor());
    let fronts = fronts
        .iter()
        .map(|front| front.iter().map(|p| Some((&p.cost, floor(&p.number)?))).collect::<Option<Vec<_>>>())
        .collect::<Option<Vec<_>>>()?;
    Some(Scaled { fronts, total: whole((total * &factor).ceil())? })
}

/// The common denominator of all numbers, or a power of ten when it is too large.
fn factor(fronts: &[Vec<Point>], total: &Exact) -> Exact {
    let mut common: i128 = 1;
    for number in fronts.iter().flatten().map(|p| &p.number).chain([total]) {
        let Some(own) = number.denominator().map(i128::from) else {
            return Exact::power_of_ten(FALLBACK_DIGITS);
        };
        match (common / gcd(common, own)).checked_mul(own) {
            Some(next) if next < 1 << 100 => common = next,
            Some(_) | None => return Exact::power_of_ten(FALLBACK_DIGITS),
        }
    }
    Exact::parse(&common.to_string()).unwrap_or(Exact::ONE)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The fewest days in which the total is reached.
fn fewest_days(scaled: &Scaled) -> Option<u32> {
    let most: u32 = scaled.fronts.iter().filter_map(|f| f.last()).map(|(cost, _)| cost.days).sum();
    let mut horizon = 64u32.min(most);
    loop {
        let sums = suffixes(&scaled.fronts, horizon).swap_remove(0);
        if let Some(day) = sums.iter().position(|s| s.is_some_and(|s| s >= scaled.total)) {
            return u32::try_from(day).ok();
        }
        if horizon >= most {
            return None;
        }
        horizon = (horizon * 2).min(most);
    }
}

/// For each front and number of days the greatest sum of it and all later ones.
fn suffixes(fronts: &[Vec<(&Cost, i128)>], days: u32) -> Vec<Vec<Option<i128>>> {
    let width = days as usize + 1;
    let mut all = vec![vec![None; width]; fronts.len()];
    all.push(vec![Some(0); width]);
    for (at, front) in fronts.iter().enumerate().rev() {
        let mut per_day: Vec<(usize, i128)> = Vec::new();
        for (cost, number) in front {
            match per_day.last_mut() {
                Some(last) if last.0 == cost.days as usize => last.1 = *number,
                Some(_) | None => per_day.push((cost.days as usize, *number)),
            }
        }
        let (before, after) = all.split_at_mut(at + 1);
        for (day, slot) in before[at].iter_mut().enumerate() {
            let within = per_day.iter().take_while(|(own, _)| *own <= day);
            *slot = within.filter_map(|(own, number)| after[0][day - own].map(|rest| rest + number)).max();
        }
    }
    all
}

/// By cost, with strictly rising sums.
fn cheaper_first(mut points: Vec<(Cost, i128)>) -> Vec<(Cost, i128)> {
    points.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
    let mut kept: Vec<(Cost, i128)> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| last.1 < point.1) {
            kept.push(point);
        }
    }
    kept
}
