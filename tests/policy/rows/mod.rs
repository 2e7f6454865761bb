//! The table of every rule: how a row is made, and all rows.

mod baseline;
mod evidence;
mod frame;
mod scores;
mod waivers;

use crate::judge::{ASSESSMENT, Case, policy};

/// One row of the table: a rule, what passes, what fails, and the line that is reported.
pub(crate) struct Row {
    pub(crate) rule: &'static str,
    pub(crate) variant: &'static str,
    pub(crate) pass: Case,
    pub(crate) fail: Case,
    pub(crate) line: &'static str,
}

/// A case that differs from the usual one.
pub(crate) fn case(change: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::default();
    change(&mut case);
    case
}

/// A row of one assessment under two policies.
pub(crate) fn by_policy(
    of: (&'static str, &'static str),
    edit: (&str, &str),
    (good, bad): (&str, &str),
    line: &'static str,
) -> Row {
    let with = |rule: &str| {
        case(|c| {
            c.assessment = replace(ASSESSMENT, edit);
            c.policy = policy(rule);
        })
    };
    Row { rule: of.0, variant: of.1, pass: with(good), fail: with(bad), line }
}

/// A row of two assessments under one policy.
pub(crate) fn by_answer(
    of: (&'static str, &'static str),
    rule: &str,
    (good, bad): ((&str, &str), (&str, &str)),
    line: &'static str,
) -> Row {
    let with = |edit: (&str, &str)| {
        case(|c| {
            c.assessment = replace(ASSESSMENT, edit);
            c.policy = policy(rule);
        })
    };
    Row { rule: of.0, variant: of.1, pass: with(good), fail: with(bad), line }
}

/// A row of one assessment on two days.
pub(crate) fn by_day(
    of: (&'static str, &'static str),
    rule: &str,
    edit: (&str, &str),
    (good, bad): (&str, &str),
    line: &'static str,
) -> Row {
    let with = |day: &str| {
        case(|c| {
            c.assessment = replace(ASSESSMENT, edit);
            c.policy = policy(rule);
            c.today = day.into();
        })
    };
    Row { rule: of.0, variant: of.1, pass: with(good), fail: with(bad), line }
}

/// A row of what came before and what is there now; what passes is no change at all.
pub(crate) fn since(
    of: (&'static str, &'static str),
    before: (&str, &str),
    now: (&str, &str),
    line: &'static str,
) -> Row {
    let with = |now: (&str, &str)| {
        case(|c| {
            c.baseline = Some(replace(ASSESSMENT, before));
            c.assessment = replace(ASSESSMENT, now);
            c.policy = policy("minimum-coverage: {overall: 0}");
        })
    };
    Row { rule: of.0, variant: of.1, pass: with(before), fail: with(now), line }
}

/// A row of two waivers under a policy that requires level 4 of one control.
pub(crate) fn waiver(of: &'static str, rules: &str, (good, bad): (&str, &str), line: &'static str) -> Row {
    let with = |fields: &str| {
        case(|c| {
            c.policy = format!(
                "{}  {rules}\nwaivers:\n  - {{control: P1-B-01, reason: r, approved_by: cleo, {fields}}}\n",
                policy("control-level: {controls: {P1-B-01: 4, P1-A-01: 4}}")
            );
        })
    };
    Row { rule: of, variant: "", pass: with(good), fail: with(bad), line }
}

/// Replaces the only occurrence of a text.
pub(crate) fn replace(text: &str, (from, to): (&str, &str)) -> String {
    assert!(from.is_empty() || text.matches(from).count() == 1, "{from:?} occurs once");
    if from.is_empty() { text.to_string() } else { text.replace(from, to) }
}

pub(crate) const SAME: (&str, &str) = ("", "");
pub(crate) const TWO: (&str, &str) = ("3    # two", "2    # two");

pub(crate) const NOT_APPLICABLE: (&str, &str) = (
    "answer: 3    # two\n    note: done",
    "answer: not_applicable\n    reason: none here\n    approved_by: cleo\n    until: 2027-01-31",
);

/// Every row.
pub(crate) fn table() -> Vec<Row> {
    let parts = [
        scores::rows(),
        evidence::rows(),
        evidence::files(),
        evidence::approvals(),
        frame::rows(),
        baseline::rows(),
        baseline::yardsticks(),
        waivers::rows(),
    ];
    parts.into_iter().flatten().collect()
}
