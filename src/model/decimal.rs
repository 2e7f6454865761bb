//! Decimal numbers as people and files write them.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::model::Exact;

/// Reads `-12.50e3`; at most 18 digits of exponent size 400 so that a short text cannot ask for a huge number.
pub(super) fn read(text: &str) -> Option<Exact> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i32>().ok().filter(|e| e.abs() <= 400)?),
        None => (text, 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || (digits.contains('.') && part.is_empty())
        || !all_digits(whole)
        || !all_digits(part)
    {
        return None;
    }
    let number: BigInt = format!("{whole}{part}").parse().ok()?;
    let shift = exponent - i32::try_from(part.len()).ok()?;
    let power = BigRational::from_integer(BigInt::from(10u8).pow(shift.unsigned_abs()));
    let value = BigRational::from_integer(number * sign);
    Some(Exact::from_big(if shift < 0 { value / power } else { value * power }))
}
