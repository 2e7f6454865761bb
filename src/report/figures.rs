//! The one place where numbers become digits: always to the worse side.

use crate::model::Exact;

/// A percentage as a whole number, rounded down: scores, coverage, what counts in favour.
pub(super) fn whole_down(percent: &Exact) -> String {
    percent.floor().to_string()
}

/// A percentage as a whole number, rounded up: what counts against.
pub(super) fn whole_up(percent: &Exact) -> String {
    percent.ceil().to_string()
}

/// A number with at most `places` decimals, cut towards zero, without zeros at the end.
pub(super) fn decimal(number: &Exact, places: u32) -> String {
    let text = number.to_decimal(places);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// `100 × part ÷ whole`; 0 when there is no whole. **Unit:** per cent.
pub(super) fn percent(part: &Exact, whole: &Exact) -> Exact {
    part.checked_div(whole).unwrap_or(Exact::ZERO) * Exact::from(100i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(num: i64, den: i64) -> Exact {
        Exact::ratio(num, den).expect("not by zero")
    }

    #[test]
    fn what_counts_in_favour_goes_down_and_what_counts_against_goes_up() {
        assert_eq!(whole_down(&ratio(700, 15)), "46");
        assert_eq!(whole_up(&ratio(200, 15)), "14");
        assert_eq!(whole_down(&ratio(100, 1)), "100");
        assert_eq!(whole_up(&Exact::ZERO), "0");
    }

    #[test]
    fn a_priority_is_cut_not_rounded() {
        assert_eq!(decimal(&ratio(4, 3), 1), "1.3");
        assert_eq!(decimal(&ratio(15, 1), 1), "15");
        assert_eq!(decimal(&ratio(199, 100), 1), "1.9");
    }
}
