//! Roots, which are seldom fractions.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::model::Exact;

impl Exact {
    /// The root of this number: as a fraction where it is one, else rounded to `digits` decimal places, a
    /// half up; `None` of a number below 0, and for an `order` of 0.
    pub fn root(&self, order: u32, digits: u32) -> Option<Exact> {
        if self.is_negative() || order == 0 {
            return None;
        }
        let big = self.to_big();
        let (num, den) = (big.numer().nth_root(order), big.denom().nth_root(order));
        if num.pow(order) == *big.numer() && den.pow(order) == *big.denom() {
            return Some(Exact::from_big(BigRational::new(num, den)));
        }
        let places = BigInt::from(10u8).pow(digits);
        let scaled = big * BigRational::from_integer(places.pow(order));
        let below = scaled.to_integer().nth_root(order);
        // A half above `below`, twice over, so that whole numbers do.
        let half: BigInt = &below * 2 + 1;
        let twice = scaled * BigRational::from_integer(BigInt::from(2u8).pow(order));
        let nearest = if twice >= BigRational::from_integer(half.pow(order)) { below + 1 } else { below };
        Some(Exact::from_big(BigRational::new(nearest, places)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn a_root_is_a_fraction_where_it_is_one_and_else_the_nearest_decimal() {
        let root = |text: &str, order, digits| exact(text).root(order, digits).map(|r| r.to_string());
        assert_eq!(root("4/9", 2, 0).as_deref(), Some("2/3"));
        assert_eq!(root("0", 3, 5).as_deref(), Some("0"));
        assert_eq!(root("7", 1, 0).as_deref(), Some("7"));
        // The square root of 2 is 1.41421356…, of 3 1.7320508…, the cube root of 10 2.15443469….
        assert_eq!(exact("2").root(2, 4), Some(exact("1.4142")));
        assert_eq!(exact("3").root(2, 3), Some(exact("1.732")));
        assert_eq!(exact("10").root(3, 5), Some(exact("2.15443")));
        assert_eq!(exact("10").root(3, 6), Some(exact("2.154435")));
        // 2.25 < 5/2 < 6.25: the square root of 2.5 is 1.58, which is 2 without places.
        assert_eq!(exact("2.5").root(2, 0), Some(exact("2")));
        assert_eq!((exact("-1").root(3, 2), exact("1").root(0, 2)), (None, None));
    }
}
