//! How well the answers of a section are backed, as shares of the applicable weight.

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::{Coded, Writer};
use crate::model::{Exact, Item, SectionIx, Tier};
use crate::report::figures;

/// The share of a section's applicable weight that stands at one tier; a shared answer is there once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TierShare {
    /// `E0` … `E4`, or `blank` for what is not answered.
    pub tier: Coded,
    /// The share with its sign; what is not answered or rests on a claim (below E2) is rounded up,
    /// the rest down.
    pub text: String,
    /// The share for drawing. **Unit:** per cent with two decimals, cut.
    pub width: String,
}

/// Whether the owner alone has looked at what backs an answer: there is nobody else. An independent check is
/// a second look, whatever the size of the organisation.
pub fn is_alone(item: &Item) -> bool {
    item.single_person && item.tier < Tier::E4
}

/// The key of the words for how an answer is backed.
pub fn tier_key(item: &Item) -> &'static str {
    match item.tier {
        Tier::E0 => "tier.E0",
        Tier::E1 => "tier.E1",
        Tier::E2 if is_alone(item) => "tier.E2.alone",
        Tier::E2 => "tier.E2",
        Tier::E3 if is_alone(item) => "tier.E3.alone",
        Tier::E3 => "tier.E3",
        Tier::E4 => "tier.E4",
    }
}

impl Writer<'_> {
    /// The shares of a section, lowest tier first, then what is not answered; empty when nothing applies.
    pub(super) fn tiers(self, ix: SectionIx) -> Vec<TierShare> {
        let applicable: Vec<&Item> = self.once(ix, |i| i.applicable).collect();
        let weight = |item: &Item| self.checklist().control(item.control).weight.clone();
        let sum = |keep: &dyn Fn(&Item) -> bool| -> Exact {
            applicable.iter().filter(|i| keep(i)).map(|i| weight(i)).sum()
        };
        let all = sum(&|_| true);
        if all.is_zero() {
            return Vec::new();
        }
        let at = |tier: Tier| sum(&|i| !i.is_blank() && i.tier == tier);
        let tiers = Tier::ALL.into_iter().map(|tier| (self.tier(tier), at(tier), tier < Tier::E2));
        let blank = (self.coded("state", "blank"), sum(&|i| i.is_blank()), true);
        let share = |(tier, part, against): (Coded, Exact, bool)| {
            let share = figures::percent(&part, &all);
            let text = if against { self.bad_percent(&share) } else { self.good_percent(&share) };
            TierShare { tier, text, width: share.to_decimal(2) }
        };
        tiers.chain([blank]).map(share).collect()
    }
}
