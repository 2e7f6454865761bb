//! Rows about scores, levels and gaps.

use super::{Row, TWO, by_answer, by_day, by_policy};

/// P1 with P1-A-02 at 2 of 3: (3 × 1 + 2 × 2/3 + 5 × 1) ÷ 10 = 93.3…, shown 93.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn rows() -> Vec<Row> {
    let both = ("3    # two\n", "2    # two\n    target: 3\n");
    vec![
        by_policy(
            ("minimum-score", ""),
            TWO,
            ("minimum-score: {principles: 93}", "minimum-score: {principles: 94}"),
            "answer: 2    # two",
        ),
        // A knock-out blank: P1 is not rated, whatever its number; 0 is a minimum as well.
        by_answer(
            ("minimum-score", "not-rated"),
            "minimum-score: {sections: {P1: 0}}",
            (("3    # one", "0    # one"), ("3    # one", "   # one")),
            "answer:    # one",
        ),
        by_answer(
            ("minimum-band", "not-rated"),
            "minimum-band: {sections: {P1: D}}",
            (("3    # one", "0    # one"), ("3    # one", "   # one")),
            "answer:    # one",
        ),
        // 76.6…, area A at (3 + 4/3) ÷ 5 = 86.6…: band B.
        by_policy(
            ("minimum-band", ""),
            ("3    # three", "2    # three"),
            ("minimum-band: {principles: B}", "minimum-band: {principles: A}"),
            "answer: 2    # three",
        ),
        // Weight 2 of 10 is blank.
        by_policy(
            ("minimum-coverage", ""),
            ("3    # two", "   # two"),
            ("minimum-coverage: {sections: {P1: 80}}", "minimum-coverage: {sections: {P1: 81}}"),
            "answer:    # two",
        ),
        by_policy(
            ("control-level", ""),
            TWO,
            ("control-level: {controls: {P1-A-02: 2}}", "control-level: {controls: {P1-A-02: 3}}"),
            "answer: 2    # two",
        ),
        by_answer(
            ("control-level", "blank"),
            "control-level: {controls: {P1-A-02: 0}}",
            (("3    # two", "0    # two"), ("3    # two", "   # two")),
            "answer:    # two",
        ),
        // Weight 2 × 1/3 missing ÷ effort M 2 = 1/3.
        by_policy(
            ("gap-plan", "none"),
            both,
            ("gap-plan: {priority: 0.34}", "gap-plan: {priority: 1/3}"),
            "answer: 2    # two",
        ),
        by_policy(
            ("gap-plan", "no-owner"),
            ("3    # two\n", "2    # two\n    plan: {do: x, due: 2026-12-01}\n"),
            ("gap-plan: {priority: 0.34}", "gap-plan: {priority: 1/3}"),
            "plan: {do: x, due: 2026-12-01}",
        ),
        by_answer(
            ("gap-plan", "no-date"),
            "gap-plan: {priority: 0}",
            (
                ("3    # two\n", "2    # two\n    plan: {owner: ada, due: 2026-12-01}\n"),
                ("3    # two\n", "2    # two\n    plan: {owner: ada}\n"),
            ),
            "plan: {owner: ada}",
        ),
        by_day(
            ("plan-overdue", ""),
            "plan-overdue: error",
            ("3    # two\n", "2    # two\n    plan: {owner: ada, due: 2026-12-01}\n"),
            ("2026-12-01", "2026-12-02"),
            "plan: {owner: ada, due: 2026-12-01}",
        ),
    ]
}
