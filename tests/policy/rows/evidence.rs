//! Rows about evidence, its age and its files, and about approval.

use gapcheck::model::{AssessmentFile, Seen, Sighting};

use super::{NOT_APPLICABLE, Row, SAME, by_answer, by_day, by_policy, case, replace, waivers};
use crate::judge::{ASSESSMENT, policy};

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn rows() -> Vec<Row> {
    let unreviewed = (
        "one.txt, kind: record, collected: 2026-10-01, reviewed_by: bob",
        "one.txt, kind: record, collected: 2026-10-01, reviewed_by: ada",
    );
    let mut rows = vec![
        by_answer(
            ("knock-outs-pass", "failed"),
            "knock-outs-pass: error",
            (("3    # one", "2    # one"), ("3    # one", "1    # one")),
            "answer: 1    # one",
        ),
        by_answer(
            ("knock-outs-pass", "blank"),
            "knock-outs-pass: error",
            (SAME, ("3    # one", "   # one")),
            "answer:    # one",
        ),
        by_policy(
            ("knock-outs-pass", "unverified"),
            unreviewed,
            ("knock-outs-pass: {verified: false}", "knock-outs-pass: {verified: true}"),
            "answer: 3    # one",
        ),
        by_policy(
            ("evidence-tier", ""),
            SAME,
            ("evidence-tier: {knock_outs: E2}", "evidence-tier: {knock_outs: E3}"),
            "answer: 3    # one",
        ),
        by_answer(
            ("second-person", ""),
            "second-person: error",
            (
                ("scope: everything}", "scope: everything, single_person: true}"),
                (
                    "organisation: {name: Demo Ltd, scope: everything}",
                    "organisation: {name: Demo Ltd, scope: everything, single_person: true}",
                ),
            ),
            "answer: 3    # one",
        ),
        // 12 months from 2026-10-01; the last day is valid.
        by_day(
            ("not-expired", ""),
            "not-expired: error",
            SAME,
            ("2027-10-01", "2027-10-02"),
            "answer: 3    # one",
        ),
        // A tool's export is valid for 90 days: one of 2026-07-02 had ended on 2026-09-30, when the claim was made
        // again on 2026-10-01.
        by_answer(
            ("not-expired", "evidence"),
            "not-expired: error",
            (
                (
                    "two.txt, kind: record, collected: 2026-10-01",
                    "two.txt, kind: tool_export, collected: 2026-09-30",
                ),
                (
                    "two.txt, kind: record, collected: 2026-10-01",
                    "two.txt, kind: tool_export, collected: 2026-07-02",
                ),
            ),
            "answer: 3    # two",
        ),
        // Past twice the validity an answer at target counts as blank.
        by_day(
            ("not-expired", "blank"),
            "not-expired: {severity: ignore, severity_in: {P1-B: error}}",
            SAME,
            ("2027-10-01", "2028-10-02"),
            "answer: 3    # three",
        ),
        by_day(
            ("not-expired", "not-applicable"),
            "not-expired: error",
            NOT_APPLICABLE,
            ("2027-01-31", "2027-02-01"),
            "answer: not_applicable",
        ),
        by_answer(
            ("not-expired", "undated"),
            "not-expired: error",
            (
                SAME,
                (
                    "3    # two\n    note: done\n    owner: ada\n    answered: 2026-10-01\n    evidence: [{file: evidence/two.txt, kind: record, collected: 2026-10-01, reviewed_by: bob}]",
                    "3    # two",
                ),
            ),
            "answer: 3    # two",
        ),
        // Ends on 2027-10-01: 30 days before that day it is not yet within 30 days, 29 days before it is.
        by_day(
            ("expires-soon", ""),
            "expires-soon: {within_days: 30}",
            SAME,
            ("2027-09-01", "2027-09-02"),
            "answer: 3    # one",
        ),
        // Weight 2 of 10.
        by_policy(
            ("not-applicable-share", ""),
            NOT_APPLICABLE,
            ("not-applicable-share: {at_most: 20}", "not-applicable-share: {at_most: 19}"),
            "answer: not_applicable",
        ),
    ];
    // The second-person row passes with a second person and fails without.
    let row = rows.iter_mut().find(|r| r.rule == "second-person").expect("it is there");
    row.fail.assessment = replace(&row.fail.assessment, unreviewed);
    rows
}

pub(crate) fn files() -> Vec<Row> {
    let row = |variant, seen: fn(&AssessmentFile) -> Vec<Sighting>| Row {
        rule: "evidence-files",
        variant,
        pass: case(|c| {
            c.policy = policy("evidence-files: {digest: true}");
            c.seen = Some(|file| sight(Seen::AsStated)(file));
        }),
        fail: case(|c| {
            c.policy = policy("evidence-files: {digest: true}");
            c.seen = Some(seen);
        }),
        line: "evidence: [{file: evidence/two.txt, kind: record, collected: 2026-10-01, reviewed_by: bob}]",
    };
    vec![
        row("no-digest", |file| sight(Seen::NoDigest { found: "ab".into() })(file)),
        row("other-digest", |file| {
            sight(Seen::OtherDigest { stated: "ab".into(), found: "cd".into() })(file)
        }),
        row("missing", |file| sight(Seen::Missing)(file)),
        row("not-a-file", |file| sight(Seen::NotAFile)(file)),
        row("outside", |file| sight(Seen::Outside)(file)),
        row("unreadable", |file| sight(Seen::Unreadable)(file)),
    ]
}

pub(crate) fn approvals() -> Vec<Row> {
    let set_aside = |approver: &str, owner: &str| {
        replace(ASSESSMENT, NOT_APPLICABLE).replacen("cleo", approver, 1).replacen(
            "until: 2027-01-31\n    owner: ada",
            &format!("until: 2027-01-31{owner}"),
            1,
        )
    };
    let not_applicable = |variant, good: String, bad: String| Row {
        rule: "independent-approval",
        variant,
        pass: case(|c| {
            c.assessment = good;
            c.policy = policy("independent-approval: error");
        }),
        fail: case(|c| {
            c.assessment = bad;
            c.policy = policy("independent-approval: error");
        }),
        line: "answer: not_applicable",
    };
    let owned = "\n    owner: ada";
    vec![
        not_applicable("not-applicable", set_aside("cleo", owned), set_aside("\" ADA \"", owned)),
        not_applicable("no-owner", set_aside("cleo", owned), set_aside("cleo", "")),
        by_answer(
            ("independent-approval", "plan"),
            "independent-approval: error",
            (
                ("3    # two\n", "2    # two\n    plan: {owner: bob, approved_by: ada}\n"),
                ("3    # two\n", "2    # two\n    plan: {owner: bob, approved_by: Bob}\n"),
            ),
            "plan: {owner: bob, approved_by: Bob}",
        ),
        Row {
            rule: "independent-approval",
            variant: "waiver",
            pass: case(|c| c.policy = waivers::waived("cleo")),
            fail: case(|c| c.policy = waivers::waived("ada")),
            line: "- {control: P1-B-01, reason: r, approved_by: ada, until: 2026-12-31}",
        },
    ]
}

/// What is seen of the second evidence file.
fn sight(seen: Seen) -> impl Fn(&AssessmentFile) -> Vec<Sighting> {
    move |file| {
        let answer = &file.answers[1];
        vec![Sighting {
            control: answer.control.value.clone(),
            path: "evidence/two.txt".into(),
            span: answer.evidence[0].span,
            seen: seen.clone(),
        }]
    }
}
