//! The ways themselves.

use super::example::{ASIDE, KNOCK_OUT, OTHER, PLAN, PLANNED, SET_ASIDE};
use super::{Comes, FILE, POLICY, Step, Way};
use super::{append, delete, in_answer, in_file, rename, times, write};
use crate::repo::easy;
use Comes::{Finding, NoVerdict, NotDetectable};

/// Every way.
pub(super) fn all() -> Vec<Way> {
    [answers(), set_aside(), evidence(), frame(), yardstick(), policies(), unseen()]
        .into_iter()
        .flatten()
        .collect()
}

fn way(name: &'static str, step: Step, comes: Comes) -> Way {
    Way { name, steps: vec![step], options: &[], comes }
}

fn ways(name: &'static str, steps: Vec<Step>, comes: Comes) -> Way {
    Way { name, steps, options: &[], comes }
}

fn answers() -> Vec<Way> {
    let other = |from, to| in_answer(OTHER, from, to);
    vec![
        way("remove an answer", times(OTHER, 0), Finding("answer-removed")),
        way("remove the answer to a knock-out", times(KNOCK_OUT, 0), Finding("knock-out-regression")),
        way("empty an answer", other("answer: 2", "answer:"), Finding("answer-removed")),
        way("answer unknown", other("answer: 2", "answer: unknown"), Finding("answer-weakened")),
        way("weaken an answer", other("answer: 2", "answer: 1"), Finding("answer-weakened")),
        way(
            "weaken a knock-out",
            in_answer(KNOCK_OUT, "answer: 3", "answer: 2"),
            Finding("knock-out-regression"),
        ),
        way("rename its id", other("PC1-GOV-01:", "PC1-GOV-1:"), NoVerdict("unknown-control")),
        way(
            "write its id in small letters",
            other("PC1-GOV-01:", "pc1-gov-01:"),
            NoVerdict("unknown-control"),
        ),
        way("write it twice", times(OTHER, 2), NoVerdict("duplicate-key")),
        way(
            "raise an answer on the old evidence",
            in_answer(PLANNED, "answer: 1", "answer: 2"),
            Finding("raised-without-evidence"),
        ),
        way(
            "give an answer to somebody else",
            other("owner: j.kneadwell", "owner: t.brotmeier"),
            Finding("evidence-lost"),
        ),
        way("take its owner away", other("    owner: j.kneadwell\n", ""), Finding("evidence-tier")),
        way(
            "take its rationale away",
            other("    note: As the evidence shows.\n", ""),
            Finding("evidence-tier"),
        ),
        way("date it back", other("answered: 2026-10-06", "answered: 2026-10-01"), Finding("redated")),
        way("take its date away", other("    answered: 2026-10-06\n", ""), Finding("redated")),
        way(
            "put a plan off",
            in_answer(PLANNED, "due: 2027-01-31", "due: 2027-06-30"),
            Finding("plan-postponed"),
        ),
        way(
            "take a plan's date away",
            in_answer(PLANNED, ", due: 2027-01-31", ""),
            Finding("plan-postponed"),
        ),
        way("drop a plan", in_answer(PLANNED, PLAN, ""), Finding("plan-postponed")),
        way(
            "approve one's own plan",
            in_answer(PLANNED, "approved_by: t.brotmeier}", "approved_by: j.kneadwell}"),
            Finding("independent-approval"),
        ),
    ]
}

fn set_aside() -> Vec<Way> {
    let aside =
        "answer: not_applicable\n    reason: No.\n    approved_by: t.brotmeier\n    until: 2027-06-30";
    let done = "answer: 2\n    note: Done.\n    answered: 2026-11-01\n";
    vec![
        way("set a control aside", in_answer(OTHER, "answer: 2", aside), Finding("newly-not-applicable")),
        way(
            "set a knock-out aside",
            in_answer(KNOCK_OUT, "answer: 3", aside),
            NoVerdict("knock-out-not-applicable"),
        ),
        way(
            "set aside without a reason",
            in_answer(OTHER, "answer: 2", "answer: not_applicable"),
            NoVerdict("missing-reason"),
        ),
        way(
            "approve one's own not-applicable",
            in_answer(ASIDE, "approved_by: t.brotmeier", "approved_by: ' J.KNEADWELL'"),
            Finding("independent-approval"),
        ),
        way(
            "have it approved by somebody else",
            in_answer(ASIDE, "approved_by: t.brotmeier", "approved_by: a.other"),
            Finding("newly-not-applicable"),
        ),
        way(
            "set aside without an owner",
            in_answer(ASIDE, "    owner: j.kneadwell\n", ""),
            Finding("independent-approval"),
        ),
        way(
            "set aside for longer",
            in_answer(ASIDE, "until: 2027-06-30", "until: 2027-10-30"),
            Finding("newly-not-applicable"),
        ),
        way("claim what was set aside", in_answer(ASIDE, SET_ASIDE, done), Finding("score-drop")),
    ]
}

fn evidence() -> Vec<Way> {
    const COLLECTED: &str = "collected: 2026-10-05";
    let other = |from, to| in_answer(OTHER, from, to);
    let file = "evidence/PC1-GOV-01.txt";
    vec![
        way("drop the evidence", other("{evidence}", ""), Finding("evidence-lost")),
        way("backdate evidence", other(COLLECTED, "collected: 2026-09-01"), Finding("redated")),
        way(
            "age evidence past its validity",
            other(COLLECTED, "collected: 2025-10-05"),
            Finding("not-expired"),
        ),
        way("freshen old evidence", other(COLLECTED, "collected: 2026-11-20"), Finding("redated")),
        way("take its date away", other("        collected: 2026-10-05\n", ""), Finding("redated")),
        way("date it into the future", other(COLLECTED, "collected: 2027-10-05"), NoVerdict("future-date")),
        way(
            "name another reviewer",
            other("reviewed_by: t.brotmeier", "reviewed_by: a.auditor"),
            Finding("redated"),
        ),
        way(
            "take the reviewer away",
            other("        reviewed_by: t.brotmeier\n", ""),
            Finding("evidence-lost"),
        ),
        way(
            "review one's own",
            other("reviewed_by: t.brotmeier", "reviewed_by: j.kneadwell"),
            Finding("evidence-lost"),
        ),
        way("call it independent", other("verified: sampling", "verified: independent"), Finding("redated")),
        way("call it longer-lived", other("kind: record", "kind: contract"), Finding("redated")),
        way("exchange the file", write(file, "other"), Finding("evidence-files")),
        ways(
            "exchange the file and its digest",
            vec![write(file, "other"), other("sha256: {digest}", "sha256: {other}")],
            Finding("redated"),
        ),
        way("take the digest away", other("        sha256: {digest}\n", ""), Finding("evidence-files")),
        way("delete the file", delete(file), Finding("evidence-files")),
        way(
            "name a link instead",
            other("file: evidence/PC1-GOV-01.txt", "link: https://example.org/"),
            Finding("redated"),
        ),
        way(
            "leave the folder",
            other("file: evidence/PC1-GOV-01.txt", "file: ../secret.txt"),
            NoVerdict("path-outside"),
        ),
        ways(
            "move the file and freshen it",
            vec![
                rename(file, "evidence/moved.txt"),
                other("PC1-GOV-01.txt", "moved.txt"),
                other(COLLECTED, "collected: 2026-11-20"),
            ],
            Finding("redated"),
        ),
    ]
}

fn frame() -> Vec<Way> {
    let file = |from, to| in_file(FILE, from, to);
    vec![
        way("switch a fact off", file("owns_domain: true", "owns_domain: false"), Finding("profile-changed")),
        way("leave a fact out", file("  owns_domain: true\n", ""), Finding("profile-changed")),
        way("become smaller", file("size: small", "size: micro"), Finding("profile-changed")),
        way("become larger", file("size: small", "size: large"), Finding("profile-changed")),
        way("narrow the scope", file("scope: Six shops", "scope: One shop"), Finding("profile-changed")),
        way("take another name", file("name: Crumb", "name: Crust"), Finding("profile-changed")),
        way(
            "become one person",
            file("  sensitivity: internal", "  sensitivity: internal\n  single_person: true"),
            Finding("profile-changed"),
        ),
        way("age the sign-off", file("  date: 2026-11-16", "  date: 2025-11-16"), Finding("profile-signed")),
        way(
            "sign another profile off",
            file("  profile_digest: ", "  profile_digest: 0000 #"),
            NoVerdict("bad-value"),
        ),
        way(
            "set a setting",
            file("\nanswers:\n", "\nsettings: {lenient: 1}\nanswers:\n"),
            NoVerdict("unknown-setting"),
        ),
        Way {
            options: &["moved.yaml"],
            ..way("move it and check it there", rename(FILE, "moved.yaml"), Finding("baseline-present"))
        },
    ]
}

const EASY_ANSWERS: &str = "format: gapcheck/assessment/1\nchecklist: ./easy\nanswers: {E-1: \"yes\"}\n";
const LENIENT: &str = "format: gapcheck/policy/1\nmethod: mean\nrules: {profile-complete: note}\n";

fn yardstick() -> Vec<Way> {
    vec![
        way(
            "name another version of the checklist",
            in_file(FILE, "paris-call@1.0.0", "paris-call@0.9.0"),
            Finding("checklist-current"),
        ),
        ways(
            "answer an easier checklist",
            vec![write("easy/checklist.yaml", easy("paris-call")), write(FILE, EASY_ANSWERS)],
            NoVerdict("measure-of-rule"),
        ),
        ways(
            "answer an easier checklist, under an easier policy",
            vec![
                write("easy/checklist.yaml", easy("paris-call")),
                write(FILE, EASY_ANSWERS),
                write(POLICY, LENIENT),
            ],
            NoVerdict("measure-of-rule"),
        ),
        Way {
            options: &["--policy-from-head"],
            ..ways(
                "the same, and have the policy of the head judge",
                vec![
                    write("easy/checklist.yaml", easy("paris-call")),
                    write(FILE, EASY_ANSWERS),
                    write(POLICY, LENIENT),
                ],
                Finding("checklist-changed"),
            )
        },
        Way {
            options: &["--method", "weighted-mean"],
            ..ways("ask for a kinder method", Vec::new(), NoVerdict("measure-of-rule"))
        },
    ]
}

fn policies() -> Vec<Way> {
    let policy = |from, to| in_file(POLICY, from, to);
    vec![
        way(
            "lower a threshold",
            policy("score: {overall: 70", "score: {overall: 10"),
            Finding("policy-changed"),
        ),
        way(
            "soften a rule",
            policy("score-drop: {points: 0}", "score-drop: note"),
            Finding("policy-changed"),
        ),
        way("switch a rule off", policy("redated: error", "redated: ignore"), Finding("policy-changed")),
        way("drop a rule", policy("  redated: error\n", ""), Finding("policy-changed")),
        way(
            "soften a section",
            policy("gap-plan: {priority: 2}", "gap-plan: {priority: 2, severity_in: {PC7: note}}"),
            Finding("policy-changed"),
        ),
        way(
            "allow longer waivers",
            policy("at_most_days: 180", "at_most_days: 900"),
            Finding("policy-changed"),
        ),
        way(
            "pin another method",
            policy("\nrules:", "\nmethod: weighted-mean\nrules:"),
            Finding("policy-changed"),
        ),
        way("delete the policy", delete(POLICY), Finding("policy-changed")),
        ways(
            "add a waiver and use it",
            vec![
                append(
                    POLICY,
                    "\nwaivers:\n  - {rule: answer-weakened, reason: r, approved_by: c.lee, until: 2026-12-31}\n",
                ),
                in_answer(OTHER, "answer: 2", "answer: 1"),
            ],
            Finding("waiver-changed"),
        ),
    ]
}

/// What the files cannot tell.
fn unseen() -> Vec<Way> {
    let brings = |name, comes| {
        let item = "    evidence:\n      - file: evidence/new.txt\n        kind: record\n        \
                    collected: 2026-11-20\n        reviewed_by: i.nvented\n        sha256: {other}\n";
        let steps = vec![
            write("evidence/new.txt", "other"),
            in_answer(PLANNED, "answer: 1", "answer: 2"),
            in_answer(PLANNED, "    evidence:\n", item),
        ];
        ways(name, steps, comes)
    };
    vec![
        brings("invent a reviewer of new evidence", NotDetectable("invented-reviewer")),
        brings("bring new evidence that shows nothing", NotDetectable("evidence-content")),
        brings("give new evidence a false date", NotDetectable("false-date")),
        way(
            "say again what is no longer so",
            in_answer(OTHER, "answered: 2026-10-06", "answered: 2026-11-20"),
            NotDetectable("false-answer"),
        ),
    ]
}
