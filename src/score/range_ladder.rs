//! Ladders on everything that their items may come to.

use crate::model::Exact;
use crate::score::Node;
use crate::score::gather::{enough, needed, place};
use crate::score::outcome::Outcome;
use crate::score::plan::{Def, LadderC};
use crate::score::possible::Possible;
use crate::score::range_act::given;
use crate::score::range_fold::Entry;
use crate::score::range_items::Open;
use crate::score::ranges::Gaze;

impl<'a> Gaze<'_, '_, 'a> {
    /// Every level that a ladder may reach.
    pub(super) fn climb(&self, def: &Def<'a>, node: Node, ladder: &LadderC<'a>, items: &[Open]) -> Possible {
        let count = ladder.levels.len();
        let mut rungs: Vec<Rung> = (0..count).map(|_| Rung::default()).collect();
        let (mut null, mut surely, mut maybe) = (false, false, false);
        for item in items.iter().filter(|i| i.entry.value.has_value() || i.entry.value.null) {
            let Some(rung) = place(self, ladder, item.node) else { continue };
            let value = &item.entry.value;
            null |= value.null && !def.model.skip_null;
            let sure = !value.nothing && !value.null;
            surely |= sure;
            maybe |= value.has_value();
            for (i, level) in ladder.levels.iter().enumerate() {
                if rung.is_none_or(|r| r == i || (ladder.cumulative && r < i)) {
                    let needed = needed(self, ladder, item.node, level);
                    rungs[i].add(&item.entry, sure, meets(value, &needed));
                }
            }
        }
        let tight = items.iter().all(|i| i.entry.value.tight && !i.entry.value.nothing);
        let low = reached(ladder, &rungs, Rung::surely_holds);
        let high = reached(ladder, &rungs, Rung::may_hold);
        let mut result = Possible { null, nothing: !surely, ..Possible::none() };
        if maybe {
            for at in low..=high {
                match at.checked_sub(1).and_then(|i| ladder.levels.get(i)) {
                    Some(level) => result.add(level),
                    None => result.join(&given(self, node, &ladder.start)),
                }
            }
        }
        result.tight &= tight;
        result
    }
}

/// One rung of a ladder, between the worst and the best completion.
#[derive(Default)]
struct Rung {
    sure: usize,
    sure_met: usize,
    sure_may: usize,
    open_may: usize,
    open_unmet: usize,
    weights: Weights,
}

#[derive(Default)]
struct Weights {
    sure: Exact,
    sure_met: Exact,
    sure_may: Exact,
    open_may: Exact,
    open_unmet: Exact,
}

impl Rung {
    fn add(&mut self, entry: &Entry, sure: bool, (surely, may): (bool, bool)) {
        let weight = &entry.weight.0;
        let put = |count: &mut usize, sum: &mut Exact, yes: bool| {
            if yes {
                *count += 1;
                *sum = &*sum + weight;
            }
        };
        put(&mut self.sure, &mut self.weights.sure, sure);
        put(&mut self.sure_met, &mut self.weights.sure_met, sure && surely);
        put(&mut self.sure_may, &mut self.weights.sure_may, sure && may);
        put(&mut self.open_may, &mut self.weights.open_may, !sure && may);
        put(&mut self.open_unmet, &mut self.weights.open_unmet, !sure && !surely);
    }

    fn surely_holds(&self, share: &Exact) -> bool {
        if *share >= Exact::ONE {
            return self.sure > 0 && self.sure == self.sure_met && self.open_unmet == 0;
        }
        let all = &self.weights.sure + &self.weights.open_unmet;
        self.sure > 0 && self.weights.sure_met >= &all * share
    }

    fn may_hold(&self, share: &Exact) -> bool {
        if *share >= Exact::ONE {
            return self.sure == self.sure_may && self.sure + self.open_may > 0;
        }
        let all = &self.weights.sure + &self.weights.open_may;
        let met = &self.weights.sure_may + &self.weights.open_may;
        self.sure + self.open_may > 0 && met >= &all * share
    }
}

/// How many rungs are climbed.
fn reached(ladder: &LadderC, rungs: &[Rung], holds: fn(&Rung, &Exact) -> bool) -> usize {
    if ladder.cumulative {
        return rungs.iter().take_while(|r| holds(r, ladder.share)).count();
    }
    rungs.iter().rposition(|r| holds(r, ladder.share)).map_or(0, |i| i + 1)
}

/// Whether a value surely has, and whether it may have, what is needed.
fn meets(value: &Possible, needed: &Outcome) -> (bool, bool) {
    if value.boundless {
        return (false, true);
    }
    let mut ends: Vec<Outcome> = value.all_words().to_vec();
    if let Some((low, high)) = value.ends() {
        ends.extend([low, high].map(|n| Outcome::Number(n.clone())));
    }
    (ends.iter().all(|e| enough(e, needed)), ends.iter().any(|e| enough(e, needed)))
}
