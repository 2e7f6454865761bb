//! Policy files: the shipped ones read clean, and every problem of a file is told at its place.

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::policy::check;
use gapcheck::source::policy::{bundled_policies, bundled_policy, read_policy};

/// `line:column code` of every problem of a policy, without a checklist.
fn problems(text: &str) -> Vec<String> {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    if let Some(policy) = read_policy("policy.yaml", text.as_bytes(), &mut sources, &mut diags) {
        diags.extend(check(&policy, None));
    }
    let said = diags.sorted().into_iter().map(|d| {
        let (_, line, column) = d.at.and_then(|at| sources.place(at)).expect("a place");
        let hint = d.nearest().map(|s| format!(" ({s})")).unwrap_or_default();
        format!("{line}:{column} {}{hint}", d.code.id())
    });
    said.collect()
}

#[test]
fn the_shipped_policies_have_no_problem() {
    assert_eq!(bundled_policies().collect::<Vec<_>>(), ["recommended", "start", "strict"]);
    for name in bundled_policies() {
        let text = bundled_policy(name).expect("it is listed");
        assert_eq!(problems(text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_misspelt_rule_parameter_or_severity_is_an_error_with_the_right_word() {
    let text = "format: gapcheck/policy/1\nrules:\n  minimum-scroe: {overall: 70}\n  \
                minimum-score: {overal: 70, principles: 60}\n  not-expired: eror\n  \
                evidence-tier: {all: E5}\n";
    let expected = ["3:3 unknown-rule (minimum-score)", "4:19 unknown-key (overall)", "6:24 bad-value"];
    assert_eq!(problems(&text.replace("eror", "error")), expected);
    assert_eq!(problems(text), ["5:16 bad-value (error)"]);
}

#[test]
fn a_policy_that_requires_nothing_is_no_policy() {
    assert_eq!(problems("format: gapcheck/policy/1\nrules: {}\n"), ["2:8 policy-empty"]);
    assert_eq!(problems("format: gapcheck/policy/1\n"), ["1:1 missing-key"]);
    let idle = "format: gapcheck/policy/1\nrules:\n  minimum-score: {measure: evidenced}\n";
    assert_eq!(problems(idle), ["3:3 rule-without-effect"]);
}

#[test]
fn a_waiver_says_what_why_who_and_until_when_and_some_rules_have_none() {
    let waiver = |fields: &str| {
        problems(&format!(
            "format: gapcheck/policy/1\nrules:\n  not-expired: error\nwaivers:\n  - {{{fields}}}\n"
        ))
    };
    let good = "reason: r, approved_by: a, until: 2026-12-31";
    assert_eq!(waiver(&format!("control: PC1-GOV-01, {good}")), Vec::<String>::new());
    assert_eq!(waiver(good), ["5:5 waiver-without-subject"]);
    assert_eq!(waiver("control: X"), ["5:5 missing-key", "5:5 missing-key", "5:5 missing-key"]);
    assert_eq!(waiver(&format!("rule: policy-changed, {good}")), ["5:12 rule-not-waivable"]);
    assert_eq!(waiver(&format!("rule: not-expird, {good}")), ["5:12 unknown-rule (not-expired)"]);
    assert_eq!(waiver("control: X, reason: r, approved_by: a, until: 2026-02-30"), ["5:52 bad-date"]);
}
