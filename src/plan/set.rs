//! Small sets of actions, ordered as plans are: fewer days, then fewer actions, then lower ids.

use std::cmp::Ordering;

/// A set of action numbers. Actions are numbered in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    words: Vec<u64>,
}

impl Set {
    pub(super) fn contains(&self, n: usize) -> bool {
        self.words.get(n / 64).is_some_and(|w| w >> (n % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, n: usize) {
        if self.words.len() <= n / 64 {
            self.words.resize(n / 64 + 1, 0);
        }
        self.words[n / 64] |= 1 << (n % 64);
    }

    pub(super) fn with(&self, n: usize) -> Set {
        let mut set = self.clone();
        set.insert(n);
        set
    }

    pub(super) fn union(&self, other: &Set) -> Set {
        let (long, short) = if self.words.len() >= other.words.len() { (self, other) } else { (other, self) };
        let mut set = long.clone();
        set.words.iter_mut().zip(&short.words).for_each(|(a, b)| *a |= b);
        set
    }

    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len() * 64).filter(|n| self.contains(*n))
    }

    /// By size, then by the lowest number that only one of the two has: that one is less.
    /// Adding the same numbers to both never changes the order.
    fn order(&self, other: &Set) -> Ordering {
        self.len().cmp(&other.len()).then_with(|| {
            let width = self.words.len().max(other.words.len());
            let word = |set: &Set, i: usize| set.words.get(i).copied().unwrap_or(0);
            for i in 0..width {
                let (a, b) = (word(self, i), word(other, i));
                let first = (a ^ b).trailing_zeros();
                if first < 64 {
                    return if a >> first & 1 == 1 { Ordering::Less } else { Ordering::Greater };
                }
            }
            Ordering::Equal
        })
    }
}

/// What a choice costs: days, then the set itself as a tie-breaker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) days: u32,
    pub(super) set: Set,
}

impl Cost {
    pub(super) fn plus(&self, other: &Cost) -> Cost {
        Cost { days: self.days + other.days, set: self.set.union(&other.set) }
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Self) -> Ordering {
        self.days.cmp(&other.days).then_with(|| self.set.order(&other.set))
    }
}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(numbers: &[usize]) -> Set {
        numbers.iter().fold(Set::default(), |s, n| s.with(*n))
    }

    #[test]
    fn sets_of_a_size_are_ordered_by_their_lowest_own_number() {
        assert_eq!(set(&[1, 70]).order(&set(&[2, 3])), Ordering::Less);
        assert_eq!(set(&[1, 5]).order(&set(&[1, 4])), Ordering::Greater);
        assert_eq!(set(&[9]).order(&set(&[1, 2])), Ordering::Less);
        assert_eq!(set(&[64, 1]).order(&set(&[1, 64])), Ordering::Equal);
    }
}
