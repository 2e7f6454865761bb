//! Rows about profile, checklist and method.

use super::{Row, SAME, by_answer, by_day, case, replace};
use crate::judge::{ASSESSMENT, policy};

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn rows() -> Vec<Row> {
    let signed = |variant, digest: (&'static str, &'static str), line| Row {
        rule: "profile-signed",
        variant,
        pass: case(|c| c.policy = policy("profile-signed: error")),
        fail: case(|c| {
            c.policy = policy("profile-signed: {digest: true}");
            c.assessment = replace(ASSESSMENT, digest);
        }),
        line,
    };
    let sign_off = "sign_off: {by: Ada, date: 2026-10-02}";
    let pinned = |variant, good: &str, bad: &str| {
        let with = |pin: &str| {
            case(|c| {
                c.policy = format!("format: gapcheck/policy/1\n{pin}\nrules: {{profile-complete: error}}\n")
            })
        };
        Row {
            rule: "checklist-pinned",
            variant,
            pass: with(good),
            fail: with(bad),
            line: "checklist: demo@1.0.0",
        }
    };
    let mut rows = vec![
        signed("missing", ("sign_off: {by: Ada, date: 2026-10-02}\n", ""), "profile:"),
        signed("no-digest", SAME, sign_off),
        signed(
            "other-profile",
            (
                "date: 2026-10-02}",
                "date: 2026-10-02, profile_digest: 0000000000000000000000000000000000000000000000000000000000000000}",
            ),
            "sign_off: {by: Ada, date: 2026-10-02, profile_digest: 0000000000000000000000000000000000000000000000000000000000000000}",
        ),
        by_day(
            ("profile-signed", "old"),
            "profile-signed: {within_days: 60}",
            SAME,
            ("2026-12-01", "2026-12-02"),
            sign_off,
        ),
        by_answer(
            ("profile-complete", ""),
            "profile-complete: error",
            (SAME, ("  makes_products: true\n", "")),
            "profile:",
        ),
        by_answer(
            ("checklist-current", ""),
            "checklist-current: error",
            (SAME, ("demo@1.0.0", "demo@0.9.0")),
            "checklist: demo@0.9.0",
        ),
        pinned("id", "checklist: demo", "checklist: demos"),
        pinned("version", "checklist: demo@1.0.0", "checklist: demo@1.0.1"),
        pinned("digest", "title: t", &format!("checklist_digest: {}", "0".repeat(64))),
    ];
    let method = |variant, pin: &'static str, used: &'static str| Row {
        rule: "method-pinned",
        variant,
        pass: case(|c| {
            c.policy = format!("format: gapcheck/policy/1\n{pin}rules: {{profile-complete: error}}\n")
        }),
        fail: case(|c| {
            c.policy = format!("format: gapcheck/policy/1\n{pin}rules: {{profile-complete: error}}\n");
            c.method = used;
        }),
        line: "checklist: demo@1.0.0",
    };
    rows.push(method("", "method: paris-call\n", "weighted-mean"));
    rows.push(method("default", "", "weighted-mean"));
    rows
}
