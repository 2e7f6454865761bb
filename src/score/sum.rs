//! Adding many exact numbers fast: the common denominator is kept, and reduced once at the end.

use crate::model::Exact;
use crate::score::outcome::is_too_long;

/// A sum so far.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    /// Numerator and denominator of what was added without overflow.
    small: (i128, i64),
    /// The rest.
    large: Exact,
    /// Whether it became too long to go on; then there is no total.
    pub(super) too_long: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Sum { small: (0, 1), large: Exact::ZERO, too_long: false }
    }
}

impl Sum {
    /// Adds a number.
    pub(super) fn add(&mut self, number: &Exact) {
        match number.parts() {
            Some((num, den)) => self.add_parts(i128::from(num), den, number),
            None => self.add_long(number),
        }
    }

    /// Adds a product.
    pub(super) fn add_product(&mut self, a: &Exact, b: &Exact) {
        if let (Some((a_num, a_den)), Some((b_num, b_den))) = (a.parts(), b.parts())
            && let Some(den) = a_den.checked_mul(b_den)
        {
            // Two 64-bit numerators multiply within 128 bits; the sum is checked below.
            let num = i128::from(a_num) * i128::from(b_num);
            if self.try_add(num, den) {
                return;
            }
        }
        self.add_long(&(a * b));
    }

    fn add_parts(&mut self, num: i128, den: i64, number: &Exact) {
        if !self.try_add(num, den) {
            self.add_long(number);
        }
    }

    fn add_long(&mut self, number: &Exact) {
        if !self.too_long {
            self.large = &self.large + number;
            self.too_long = is_too_long(&self.large);
        }
    }

    fn try_add(&mut self, num: i128, den: i64) -> bool {
        let (sum, common) = self.small;
        let added = if den == common {
            sum.checked_add(num).map(|sum| (sum, common))
        } else if common % den == 0 {
            let scaled = num.checked_mul(i128::from(common / den));
            scaled.and_then(|n| sum.checked_add(n)).map(|sum| (sum, common))
        } else {
            widened(sum, common, num, den)
        };
        added.inspect(|added| self.small = *added).is_some()
    }

    /// The total.
    pub(super) fn total(&self) -> Exact {
        let small = Exact::from_parts(self.small.0, i128::from(self.small.1));
        if self.large.is_zero() { small } else { &small + &self.large }
    }

    /// Whether the total is 0.
    pub(super) fn is_zero(&self) -> bool {
        if self.large.is_zero() { self.small.0 == 0 } else { self.total().is_zero() }
    }
}

/// A sum over the least common denominator; `None` when it does not fit.
fn widened(sum: i128, common: i64, num: i128, den: i64) -> Option<(i128, i64)> {
    let shared = gcd(common.unsigned_abs(), den.unsigned_abs());
    let shared = i64::try_from(shared).ok().filter(|g| *g > 0)?;
    let least = common.checked_mul(den / shared)?;
    let left = sum.checked_mul(i128::from(den / shared))?;
    let right = num.checked_mul(i128::from(common / shared))?;
    left.checked_add(right).map(|sum| (sum, least))
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_unlike_and_huge_fractions_is_exact() {
        // 1/1 + 1/2 + … + 1/60 has a denominator far above 64 bits.
        let mut sum = Sum::default();
        let mut plain = Exact::ZERO;
        for n in 1..=60 {
            let part = Exact::ratio(1, n).expect("n is not 0");
            sum.add(&part);
            plain = &plain + &part;
        }
        assert_eq!(sum.total(), plain);
        let huge = Exact::from(i64::MAX);
        let mut sum = Sum::default();
        (0..8).for_each(|_| sum.add_product(&huge, &huge));
        assert_eq!(sum.total(), &(&huge * &huge) * &Exact::from(8i64));
    }
}
