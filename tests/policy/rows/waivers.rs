//! Rows about waivers.

use super::{Row, case, waiver};
use crate::judge::policy;

pub(crate) fn rows() -> Vec<Row> {
    let until = |day: &str| format!("until: {day}");
    let line = |day: &'static str| day;
    vec![
        waiver(
            "waiver-expired",
            "waiver-expired: error",
            (&until("2026-11-22"), &until("2026-11-21")),
            line("- {control: P1-B-01, reason: r, approved_by: cleo, until: 2026-11-21}"),
        ),
        // 30 days from the day of approval.
        waiver(
            "waiver-too-long",
            "waiver-too-long: {at_most_days: 30}",
            ("approved: 2026-11-01, until: 2026-12-01", "approved: 2026-11-01, until: 2026-12-02"),
            "- {control: P1-B-01, reason: r, approved_by: cleo, approved: 2026-11-01, until: 2026-12-02}",
        ),
        waiver(
            "waiver-unused",
            "waiver-unused: error",
            ("until: 2026-12-01, rule: control-level", "until: 2026-12-01, rule: not-expired"),
            "- {control: P1-B-01, reason: r, approved_by: cleo, until: 2026-12-01, rule: not-expired}",
        ),
        Row {
            rule: "waiver-on-knock-out",
            variant: "",
            pass: case(|c| c.policy = on_knock_out("true")),
            fail: case(|c| c.policy = on_knock_out("false")),
            line: "- {control: P1-A-01, reason: r, approved_by: cleo, until: 2026-12-01}",
        },
    ]
}

pub(crate) fn on_knock_out(allow: &str) -> String {
    format!(
        "{}  waiver-on-knock-out: {{allow: {allow}}}\nwaivers:\n  - {{control: P1-A-01, reason: r, approved_by: cleo, until: 2026-12-01}}\n",
        policy("control-level: {controls: {P1-A-01: 4}}")
    )
}

pub(crate) fn waived(approver: &str) -> String {
    format!(
        "{}  independent-approval: error\nwaivers:\n  - {{control: P1-B-01, reason: r, approved_by: {approver}, until: 2026-12-31}}\n",
        policy("control-level: {controls: {P1-B-01: 4}}")
    )
}
