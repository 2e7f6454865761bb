//! Exact rational numbers: every weight, value and score from file to print.
//!
//! Small numbers live in two machine words; anything larger moves to big integers,
//! so no operation rounds and none overflows.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};

use crate::model::decimal;

/// An exact rational number in lowest terms, of any size.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exact(Repr);

/// **Invariant:** `den > 0`, the fraction is reduced, and `Big` holds only what `Small` cannot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Repr {
    Small { num: i64, den: i64 },
    Big(Box<BigRational>),
}

impl Exact {
    /// 0.
    pub const ZERO: Exact = Exact(Repr::Small { num: 0, den: 1 });
    /// 1.
    pub const ONE: Exact = Exact(Repr::Small { num: 1, den: 1 });

    /// The fraction `num / den`; `None` when `den` is zero.
    pub fn ratio(num: i64, den: i64) -> Option<Exact> {
        (den != 0).then(|| Exact::from_wide(i128::from(num), i128::from(den)))
    }

    /// Reads an integer, a decimal as written (`0.25`, `1e-9`) or a fraction (`1/2`).
    /// `None` for anything else, and for numbers of more than 400 characters.
    pub fn parse(text: &str) -> Option<Exact> {
        let text = text.trim();
        if text.is_empty() || text.len() > 400 {
            return None;
        }
        if let Some((num, den)) = text.split_once('/') {
            let (num, den) = (decimal::value(num.trim())?, decimal::value(den.trim())?);
            return num.checked_div(&den);
        }
        decimal::value(text)
    }

    /// The exact value of a binary double; `None` for infinities and NaN.
    pub fn from_f64(value: f64) -> Option<Exact> {
        BigRational::from_f64(value).map(Exact::from_big)
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Small { num, den } if num.unsigned_abs() < 1 << 53 && *den < 1 << 53 => {
                *num as f64 / *den as f64
            }
            _ => self.to_big().to_f64().unwrap_or(f64::NAN),
        }
    }

    /// Division; `None` by zero.
    pub fn checked_div(&self, other: &Exact) -> Option<Exact> {
        if other.is_zero() {
            return None;
        }
        Some(match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                Exact::from_wide(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c))
            }
            _ => Exact::from_big(self.to_big() / other.to_big()),
        })
    }

    /// True for 0.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { num: 0, .. })
    }

    /// True below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num < 0,
            Repr::Big(big) => big.is_negative(),
        }
    }

    /// True for a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small { den, .. } => *den == 1,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// How long it is: the bits of numerator and denominator together.
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small { .. } => 128,
            Repr::Big(big) => big.numer().bits() + big.denom().bits(),
        }
    }

    /// The greatest whole number that is not above this.
    pub fn floor(&self) -> Exact {
        match &self.0 {
            Repr::Small { num, den } => Exact::from(num.div_euclid(*den)),
            Repr::Big(big) => Exact::from_big(big.floor()),
        }
    }

    /// The least whole number that is not below this.
    pub fn ceil(&self) -> Exact {
        -(-self.clone()).floor()
    }

    /// The whole part, towards zero.
    pub fn trunc(&self) -> Exact {
        if self.is_negative() { self.ceil() } else { self.floor() }
    }

    /// The value without its sign.
    pub fn abs(&self) -> Exact {
        if self.is_negative() { -self.clone() } else { self.clone() }
    }

    /// The whole number as `i64`; `None` for fractions and for what does not fit.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { num, den: 1 } => Some(*num),
            _ => None,
        }
    }

    /// The denominator in lowest terms; `None` when it does not fit.
    pub fn denominator(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { den, .. } => Some(*den),
            Repr::Big(_) => None,
        }
    }

    /// Ten to the power of `digits`.
    pub fn power_of_ten(digits: u32) -> Exact {
        if digits <= 18 {
            return Exact::from(10i64.pow(digits));
        }
        Exact::from_big(BigRational::from_integer(BigInt::from(10u8).pow(digits)))
    }

    /// Numerator and denominator when both fit into 64 bits, in lowest terms, the denominator above 0.
    pub fn parts(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Small { num, den } => Some((*num, *den)),
            Repr::Big(_) => None,
        }
    }

    /// The fraction `num / den`. **Invariant:** `den` is above 0.
    pub(crate) fn from_parts(num: i128, den: i128) -> Exact {
        Exact::from_wide(num, den)
    }

    fn from_wide(num: i128, den: i128) -> Exact {
        if let (Ok(num), Ok(den @ 1..)) = (i64::try_from(num), i64::try_from(den)) {
            return Exact::from_narrow(num, den);
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let sign = if den < 0 { -1 } else { 1 };
        match i128::try_from(divisor) {
            Ok(divisor) => {
                let (num, den) = (sign * (num / divisor), sign * (den / divisor));
                match (i64::try_from(num), i64::try_from(den)) {
                    (Ok(num), Ok(den)) => Exact(Repr::Small { num, den }),
                    _ => Exact(Repr::Big(Box::new(BigRational::new(num.into(), den.into())))),
                }
            }
            Err(_) => Exact::from_big(BigRational::new(num.into(), den.into())),
        }
    }

    /// The same in 64 bits, which is much faster. **Invariant:** `den` is above 0.
    pub(super) fn from_narrow(num: i64, den: i64) -> Exact {
        if den == 1 {
            return Exact(Repr::Small { num, den });
        }
        // It divides the denominator, and so is not 0 and fits.
        let divisor = narrow_gcd(num.unsigned_abs(), den.unsigned_abs()) as i64;
        Exact(Repr::Small { num: num / divisor, den: den / divisor })
    }

    pub(super) fn from_big(big: BigRational) -> Exact {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(num), Some(den)) => Exact(Repr::Small { num, den }),
            _ => Exact(Repr::Big(Box::new(big))),
        }
    }

    pub(super) fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { num, den } => BigRational::new((*num).into(), (*den).into()),
            Repr::Big(big) => (**big).clone(),
        }
    }
}

/// Greatest common divisor; in 64 bits when both fit, because 128-bit division is slow.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(narrow_gcd(x, y));
        }
        (a, b) = (b, a % b);
    }
    a
}

fn narrow_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Exact(Repr::Small { num: value, den: 1 })
    }
}

impl From<usize> for Exact {
    fn from(value: usize) -> Self {
        i64::try_from(value)
            .map(Exact::from)
            .unwrap_or_else(|_| Exact::from_big(BigRational::from_integer(BigInt::from(value))))
    }
}

impl Default for Exact {
    fn default() -> Self {
        Exact::ZERO
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) if b == d => a.cmp(c),
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `7/13`, or `5` for a whole number.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small { num, den: 1 } => write!(f, "{num}"),
            Repr::Small { num, den } => write!(f, "{num}/{den}"),
            Repr::Big(big) if big.denom().is_one() => write!(f, "{}", big.numer()),
            Repr::Big(big) => write!(f, "{}/{}", big.numer(), big.denom()),
        }
    }
}

macro_rules! operation {
    ($trait:ident, $method:ident, |$a:ident, $b:ident, $c:ident, $d:ident| $wide:expr, $big:tt) => {
        impl $trait<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) = (&self.0, &other.0) {
                    let ($a, $b, $c, $d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
                    let (num, den): (i128, i128) = $wide;
                    return Exact::from_wide(num, den);
                }
                Exact::from_big(self.to_big() $big other.to_big())
            }
        }
        impl $trait for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                (&self).$method(&other)
            }
        }
    };
}

operation!(Add, add, |a, b, c, d| if b == d { (a + c, b) } else { (a * d + c * b, b * d) }, +);
operation!(Sub, sub, |a, b, c, d| if b == d { (a - c, b) } else { (a * d - c * b, b * d) }, -);
operation!(Mul, mul, |a, b, c, d| (a * c, b * d), *);

/// Division. **Panics** by zero, as for integers; use [`Exact::checked_div`] for a divisor that may be zero.
impl Div for Exact {
    type Output = Exact;
    fn div(self, other: Exact) -> Exact {
        self.checked_div(&other).expect("the divisor is not zero: callers check")
    }
}

impl Neg for Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        &Exact::ZERO - &self
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(iter: I) -> Exact {
        iter.fold(Exact::zero(), |a, b| a + b)
    }
}

impl Zero for Exact {
    fn zero() -> Self {
        Exact::ZERO
    }
    fn is_zero(&self) -> bool {
        Exact::is_zero(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn decimals_and_fractions_are_read_as_written() {
        assert_eq!(exact("0.25"), Exact::ratio(1, 4).unwrap());
        assert_eq!(exact("1/2") + exact("1/3"), exact("5/6"));
        assert_eq!(exact("1.0e-9").to_string(), "1/1000000000");
        assert_eq!(exact("-7.50").to_string(), "-15/2");
    }

    #[test]
    fn words_and_half_numbers_are_not_numbers() {
        for text in ["", ".", "1.", ".5", "1/0", "0x10", "NaN", "1e999999", "--1", "1_000", "٣"] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_overflows() {
        let big = exact("9223372036854775807");
        assert_eq!((&(&big * &big) - &(&big * &big)), Exact::ZERO);
        assert_eq!((&big + &Exact::ONE).to_string(), "9223372036854775808");
        assert_eq!((&(&big + &Exact::ONE) - &Exact::ONE), big);
    }

    #[test]
    fn floors_go_down_and_truncation_goes_to_zero() {
        assert_eq!(exact("-7/2").floor(), exact("-4"));
        assert_eq!(exact("-7/2").trunc(), exact("-3"));
        assert_eq!(exact("7/2").ceil(), exact("4"));
    }
}
