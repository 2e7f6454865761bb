//! Rows about what was there before.

use super::{NOT_APPLICABLE, Row, SAME, TWO, case, replace, since, waivers};
use crate::judge::{ASSESSMENT, METHODS, PART, policy};

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn rows() -> Vec<Row> {
    let removed = "  P1-A-02:\n    answer: 3    # two\n    note: done\n    owner: ada\n    answered: 2026-10-01\n    evidence: [{file: evidence/two.txt, kind: record, collected: 2026-10-01, reviewed_by: bob}]\n";
    let evidence =
        "\n    evidence: [{file: evidence/two.txt, kind: record, collected: 2026-10-01, reviewed_by: bob}]";
    let item = "two.txt, kind: record, collected: 2026-10-01, reviewed_by: bob";
    let plan = |due: &'static str| match due {
        "" => "2    # two\n",
        "2026-12-01" => "2    # two\n    plan: {owner: ada, due: 2026-12-01}\n",
        _ => "2    # two\n    plan: {owner: ada, due: 2026-12-02}\n",
    };
    vec![
        // One point of one answer: 100 falls to 93.3….
        since(("score-drop", ""), SAME, TWO, "answer: 2    # two"),
        since(
            ("knock-out-regression", ""),
            ("3    # one", "2    # one"),
            ("3    # one", "1    # one"),
            "answer: 1    # one",
        ),
        since(("answer-removed", ""), SAME, (removed, ""), "answers:"),
        since(("answer-weakened", ""), SAME, TWO, "answer: 2    # two"),
        since(("evidence-lost", ""), SAME, (evidence, ""), "answer: 3    # two"),
        since(
            ("evidence-lost", "tier"),
            SAME,
            (item, "two.txt, kind: record, collected: 2026-10-01"),
            "answer: 3    # two",
        ),
        // The evidence of level 2 is to back level 3.
        since(("raised-without-evidence", ""), TWO, SAME, "answer: 3    # two"),
        // Whoever reviewed owned the answer; now somebody else owns it.
        since(
            ("raised-without-evidence", "tier"),
            ("3    # two\n    note: done\n    owner: ada", "3    # two\n    note: done\n    owner: bob"),
            SAME,
            "answer: 3    # two",
        ),
        since(("newly-not-applicable", ""), SAME, NOT_APPLICABLE, "answer: not_applicable"),
        since(
            ("newly-not-applicable", "terms"),
            NOT_APPLICABLE,
            (
                NOT_APPLICABLE.0,
                "answer: not_applicable\n    reason: none here\n    approved_by: cleo\n    until: 2027-02-01",
            ),
            "answer: not_applicable",
        ),
        since(
            ("target-lowered", ""),
            ("3    # two", "3    # two\n    target: 4"),
            ("3    # two", "3    # two\n    target: 3"),
            "target: 3",
        ),
        since(
            ("redated", ""),
            SAME,
            (item, "two.txt, kind: record, collected: 2026-09-30, reviewed_by: bob"),
            "evidence: [{file: evidence/two.txt, kind: record, collected: 2026-09-30, reviewed_by: bob}]",
        ),
        since(
            ("redated", "label"),
            SAME,
            (item, "two.txt, kind: audit, collected: 2026-10-01, reviewed_by: bob"),
            "evidence: [{file: evidence/two.txt, kind: audit, collected: 2026-10-01, reviewed_by: bob}]",
        ),
        since(
            ("redated", "answer"),
            SAME,
            (
                "3    # two\n    note: done\n    owner: ada\n    answered: 2026-10-01",
                "3    # two\n    note: done\n    owner: ada\n    answered: 2026-09-30",
            ),
            "answered: 2026-09-30",
        ),
        since(
            ("plan-postponed", ""),
            ("3    # two\n", plan("2026-12-01")),
            ("3    # two\n", plan("2026-12-02")),
            "plan: {owner: ada, due: 2026-12-02}",
        ),
        since(
            ("plan-postponed", "gone"),
            ("3    # two\n", plan("2026-12-01")),
            ("3    # two\n", plan("")),
            "answer: 2    # two",
        ),
        since(("profile-changed", ""), SAME, ("size: large", "size: small"), "size: small"),
        since(
            ("profile-changed", "off"),
            SAME,
            ("makes_products: true", "makes_products: false"),
            "makes_products: false",
        ),
        since(
            ("profile-changed", "organisation"),
            SAME,
            ("scope: everything", "scope: the shop"),
            "checklist: demo@1.0.0",
        ),
        since(
            ("profile-changed", "sign-off"),
            SAME,
            ("sign_off: {by: Ada, date: 2026-10-02}\n", ""),
            "profile:",
        ),
        Row {
            rule: "baseline-present",
            variant: "missing",
            pass: case(|c| c.baseline = Some(ASSESSMENT.into())),
            fail: case(|c| c.baseline_missing = true),
            line: "checklist: demo@1.0.0",
        },
        Row {
            rule: "baseline-present",
            variant: "not-asked",
            pass: case(|c| c.policy = policy("not-expired: error")),
            fail: case(|c| c.policy = policy("baseline-present: error")),
            line: "checklist: demo@1.0.0",
        },
    ]
}

/// What the yardstick was: another checklist, method, setting or policy.
pub(crate) fn yardsticks() -> Vec<Row> {
    let checklist = |variant, before: (&str, &str)| Row {
        rule: "checklist-changed",
        variant,
        pass: case(|c| {
            c.baseline = Some(ASSESSMENT.into());
            c.baseline_part = Some(PART.into());
        }),
        fail: case(|c| {
            c.baseline = Some(ASSESSMENT.into());
            c.baseline_part = Some(replace(PART, before));
        }),
        line: "checklist: demo@1.0.0",
    };
    let gone = "          - {id: P2-A-03, title: Six, ask: Six?, scale: maturity, applies: always}\n";
    let mut rows = vec![
        checklist("", ("First principle", "First principle!")),
        checklist(
            "control-gone",
            ("          - {id: P2-A-02,", &format!("{gone}          - {{id: P2-A-02,")),
        ),
        checklist("weight", ("weight: 5", "weight: 4")),
        checklist("knock-out", ("at_least: 2", "at_least: 3")),
        checklist("applies", ("applies: makes_products", "applies: always")),
        checklist("validity", ("weight: 5,", "weight: 5, valid_for: {default: 6 months},")),
    ];
    let other = |rule: &'static str, earlier: String, line: &'static str, policy: String| Row {
        rule,
        variant: "",
        pass: case(|c| {
            c.policy = policy.clone();
            c.earlier_policy = Some(policy.clone());
        }),
        fail: case(|c| {
            c.policy = policy.clone();
            c.earlier_policy = Some(earlier);
        }),
        line,
    };
    rows.push(since(
        ("settings-changed", ""),
        SAME,
        ("answers:", "settings: {strictness: 0}\nanswers:"),
        "settings: {strictness: 0}",
    ));
    // In the baseline another method came first.
    let renamed = METHODS.replacen("  paris-call:\n", "  paris-call-old:\n", 1);
    let mut method = checklist("", ("First principle", "First principle"));
    method.rule = "method-changed";
    method.fail.baseline_methods = Some(renamed);
    rows.push(method);
    let now = policy("minimum-score: {principles: 69}");
    rows.push(other("policy-changed", now.replace("69", "70"), "minimum-score: {principles: 69}", now));
    let now = waivers::waived("cleo");
    let before = now.replace("2026-12-31", "2026-12-30");
    let line = "- {control: P1-B-01, reason: r, approved_by: cleo, until: 2026-12-31}";
    rows.push(other("waiver-changed", before, line, now));
    rows
}
