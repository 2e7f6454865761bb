//! Decimal numbers as people and files write them.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::model::Exact;

impl Exact {
    /// The number as people write it: `3`, `12.5`, at most four places.
    pub fn to_plain(&self) -> String {
        let text = self.to_decimal(4);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
    }
}

/// The value of a decimal number as written.
pub(super) fn value(text: &str) -> Option<Exact> {
    let decimal = read(text)?;
    if let (Ok(num), -18..=0) = (decimal.digits.parse::<i64>(), decimal.shift) {
        return Some(Exact::from_narrow(num, 10i64.pow(decimal.shift.unsigned_abs())));
    }
    let value = BigRational::from_integer(decimal.digits.parse::<BigInt>().ok()?);
    let power = BigRational::from_integer(BigInt::from(10u8).pow(decimal.shift.unsigned_abs()));
    Some(Exact::from_big(if decimal.shift < 0 { value / power } else { value * power }))
}

/// The parts of a decimal number: `digits` × 10^`shift`.
struct Decimal {
    /// Its digits, with a `-` before them when it is below 0.
    digits: String,
    /// The power of ten.
    shift: i32,
}

/// Reads `-12.50e3`; the exponent is at most 400, so that a short text cannot ask for a huge number.
fn read(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i32>().ok().filter(|e| e.abs() <= 400)?),
        None => (text, 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let halves = whole.is_empty() || (digits.contains('.') && part.is_empty());
    if halves || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let shift = exponent - i32::try_from(part.len()).ok()?;
    Some(Decimal { digits: format!("{sign}{whole}{part}"), shift })
}
