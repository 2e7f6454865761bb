//! Decimal numbers as people and files write them.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::model::Exact;

impl Exact {
    /// Decimal text with exactly `digits` places, cut towards zero (for printing values that are
    /// already rounded).
    pub fn to_decimal(&self, digits: u32) -> String {
        self.narrow_decimal(digits).unwrap_or_else(|| self.wide_decimal(digits))
    }

    /// The same where 64 bits are enough for it.
    fn narrow_decimal(&self, digits: u32) -> Option<String> {
        let (num, den) = self.parts()?;
        let unit = 10u64.checked_pow(digits)?;
        let scaled = num.unsigned_abs().checked_mul(unit)? / den.unsigned_abs();
        let sign = if num < 0 && scaled > 0 { "-" } else { "" };
        if digits == 0 {
            return Some(format!("{sign}{scaled}"));
        }
        Some(format!("{sign}{}.{:0width$}", scaled / unit, scaled % unit, width = digits as usize))
    }

    fn wide_decimal(&self, digits: u32) -> String {
        let scaled = (self.abs() * Exact::power_of_ten(digits)).floor().to_big().to_integer().to_string();
        let sign = if self.is_negative() && scaled.bytes().any(|b| b != b'0') { "-" } else { "" };
        let digits = digits as usize;
        if digits == 0 {
            return format!("{sign}{scaled}");
        }
        let padded = format!("{scaled:0>width$}", width = digits + 1);
        let (whole, part) = padded.split_at(padded.len() - digits);
        format!("{sign}{whole}.{part}")
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn decimal_text_has_the_asked_places() {
        assert_eq!(exact("7/13").to_decimal(4), "0.5384");
        assert_eq!(exact("-1/3").to_decimal(2), "-0.33");
        assert_eq!(exact("83.34").to_decimal(0), "83");
        assert_eq!(exact("-0.001").to_decimal(1), "0.0");
        assert_eq!(exact("-1.5").to_decimal(0), "-1");
        assert_eq!(exact("12345678901234567890.25").to_decimal(1), "12345678901234567890.2");
        assert_eq!(exact("-0.5").to_decimal(20), "-0.50000000000000000000");
        assert_eq!(exact("9223372036854775807").to_decimal(2), "9223372036854775807.00");
    }
}
