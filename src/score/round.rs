//! Rounding.

use crate::model::{Exact, RoundMode, Rounding};

/// A number rounded as a method says.
///
/// **Source** of the modes: `half_up` is JavaScript's `Math.round`, `half_even` IEEE 754 and Python,
/// `half_away` C#'s `MidpointRounding.AwayFromZero`, `trunc` a cast to an integer.
pub(super) fn round(number: &Exact, rounding: &Rounding) -> Exact {
    let start = if rounding.binary64 { nearest_double(number) } else { number.clone() };
    let start = match (rounding.epsilon.is_zero(), start.is_negative()) {
        (true, _) => start,
        (false, false) => &start + &rounding.epsilon,
        (false, true) => &start - &rounding.epsilon,
    };
    let unit = Exact::power_of_ten(rounding.digits);
    whole(&(&start * &unit), rounding.mode) / unit
}

/// The exact value of the double that is nearest to a number; the number itself when none is.
fn nearest_double(number: &Exact) -> Exact {
    Exact::from_f64(number.to_f64()).unwrap_or_else(|| number.clone())
}

fn whole(number: &Exact, mode: RoundMode) -> Exact {
    let half = || Exact::ratio(1, 2).unwrap_or_default();
    match mode {
        RoundMode::Floor => number.floor(),
        RoundMode::Ceil => number.ceil(),
        RoundMode::Trunc => number.trunc(),
        RoundMode::HalfUp => (number + &half()).floor(),
        RoundMode::HalfDown => (number - &half()).ceil(),
        RoundMode::HalfAway if number.is_negative() => (number - &half()).ceil(),
        RoundMode::HalfAway => (number + &half()).floor(),
        RoundMode::HalfEven => {
            let below = number.floor();
            let rest = number - &below;
            let is_even = (below.clone() / Exact::from(2i64)).is_integer();
            match rest.cmp(&half()) {
                std::cmp::Ordering::Less => below,
                std::cmp::Ordering::Greater => below + Exact::ONE,
                std::cmp::Ordering::Equal if is_even => below,
                std::cmp::Ordering::Equal => below + Exact::ONE,
            }
        }
    }
}

/// A number as a measure that rounds in this way prints it.
pub fn printed(number: &Exact, rounding: &Rounding) -> String {
    shown(&round(number, rounding), Some(rounding.digits))
}

/// The text of a number as it is printed: with the places of the rounding, or, without one, as it is
/// when six places are enough, else cut after the sixth.
pub(super) fn shown(number: &Exact, digits: Option<u32>) -> String {
    match digits {
        Some(digits) => number.to_decimal(digits),
        None if number.is_integer() => number.to_string(),
        None => {
            let text = number.to_decimal(6);
            text.trim_end_matches('0').trim_end_matches('.').to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(text: &str, digits: u32, mode: RoundMode) -> String {
        let rounding = Rounding { digits, mode, epsilon: Exact::ZERO, binary64: false };
        round(&Exact::parse(text).expect("a number"), &rounding).to_decimal(digits)
    }

    #[test]
    fn halves_go_where_the_mode_says() {
        let cases = [
            ("2.5", ["3", "2", "3", "2", "2", "3", "2"]),
            ("3.5", ["4", "4", "4", "3", "3", "4", "3"]),
            ("-2.5", ["-2", "-2", "-3", "-3", "-3", "-2", "-2"]),
            ("-3.5", ["-3", "-4", "-4", "-4", "-4", "-3", "-3"]),
        ];
        for (number, expected) in cases {
            let got = RoundMode::ALL.map(|(_, mode)| rounded(number, 0, mode));
            assert_eq!(got, expected, "{number}");
        }
    }

    #[test]
    fn the_binary_value_decides_where_a_method_rounds_doubles() {
        // 0.25 is a double, 0.35 is stored as 0.34999999999999997…, so half_even gives 0.2 and 0.3.
        let exactly = |text: &str, binary64| {
            let rounding = Rounding { digits: 1, mode: RoundMode::HalfEven, epsilon: Exact::ZERO, binary64 };
            round(&Exact::parse(text).expect("a number"), &rounding).to_decimal(1)
        };
        assert_eq!([exactly("0.25", true), exactly("0.35", true)], ["0.2", "0.3"]);
        assert_eq!([exactly("0.25", false), exactly("0.35", false)], ["0.2", "0.4"]);
    }

    #[test]
    fn an_epsilon_lifts_a_number_over_the_edge() {
        let rounding = Rounding {
            digits: 1,
            mode: RoundMode::Trunc,
            epsilon: Exact::parse("1e-9").expect("a number"),
            binary64: false,
        };
        assert_eq!(round(&Exact::parse("2.9999999999").expect("a number"), &rounding), Exact::from(3i64));
        assert_eq!(round(&Exact::parse("2.95").expect("a number"), &rounding).to_decimal(1), "2.9");
    }

    #[test]
    fn a_number_without_rounding_is_printed_short() {
        let print = |text: &str| shown(&Exact::parse(text).expect("a number"), None);
        assert_eq!([print("5"), print("2.50"), print("1/3"), print("-20")], ["5", "2.5", "0.333333", "-20"]);
        assert_eq!(shown(&Exact::parse("10").expect("a number"), Some(1)), "10.0");
    }
}
