//! The one place where numbers become digits: always to the worse side.

use crate::model::Exact;

/// A share from 0 to 1 as a whole percentage, rounded down: scores, coverage, what counts in favour.
pub(super) fn percent_down(share: &Exact) -> String {
    (share * &Exact::from(100i64)).floor().to_string()
}

/// A share from 0 to 1 as a whole percentage, rounded up: what counts against.
pub(super) fn percent_up(share: &Exact) -> String {
    (share * &Exact::from(100i64)).ceil().to_string()
}

/// A number with at most `places` decimals, cut towards zero, without zeros at the end.
pub(super) fn decimal(number: &Exact, places: u32) -> String {
    let text = number.to_decimal(places);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// `part ÷ whole`; 0 when there is no whole.
pub(super) fn share(part: &Exact, whole: &Exact) -> Exact {
    part.checked_div(whole).unwrap_or(Exact::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(num: i64, den: i64) -> Exact {
        Exact::ratio(num, den).expect("not by zero")
    }

    #[test]
    fn what_counts_in_favour_goes_down_and_what_counts_against_goes_up() {
        assert_eq!(percent_down(&ratio(7, 15)), "46");
        assert_eq!(percent_up(&ratio(2, 15)), "14");
        assert_eq!(percent_down(&ratio(1, 1)), "100");
        assert_eq!(percent_up(&Exact::ZERO), "0");
    }

    #[test]
    fn a_priority_is_cut_not_rounded() {
        assert_eq!(decimal(&ratio(4, 3), 1), "1.3");
        assert_eq!(decimal(&ratio(15, 1), 1), "15");
        assert_eq!(decimal(&ratio(199, 100), 1), "1.9");
    }
}
