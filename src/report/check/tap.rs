//! TAP 14: one test point for each rule that is kept, and one for each finding.
//!
//! **Source:** testanything.org, *TAP version 14 specification*.

use crate::report::check::bytes::harmless;
use crate::report::check::{CheckFormat, Checked};

/// TAP.
pub(super) struct Tap;

impl CheckFormat for Tap {
    fn id(&self) -> &'static str {
        "tap"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tap"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        let points = points(checked);
        let mut text = format!("TAP version 14\n1..{}\n", points.len());
        for (index, point) in points.iter().enumerate() {
            let result = if point.ok { "ok" } else { "not ok" };
            text.push_str(&format!(
                "{result} {} - {}{}\n",
                index + 1,
                describe(&point.name),
                point.directive
            ));
            if !point.facts.is_empty() {
                text.push_str("  ---\n");
                for (key, value) in &point.facts {
                    text.push_str(&format!("  {key}: {}\n", quoted(value)));
                }
                text.push_str("  ...\n");
            }
        }
        text.into_bytes()
    }
}

struct Point {
    ok: bool,
    name: String,
    directive: String,
    facts: Vec<(&'static str, String)>,
}

fn points(checked: &Checked) -> Vec<Point> {
    let mut points = Vec::new();
    for rule in &checked.ruling.rules {
        let mine = checked.ruling.findings.iter().filter(|f| f.rule == rule.rule);
        let before = points.len();
        points.extend(mine.map(|finding| failed(checked, finding)));
        if points.len() == before {
            let skipped = checked.ruling.skipped.iter().find(|s| s.rule == rule.rule && !rule.judged);
            let why = skipped.map(|s| checked.words.text(&format!("skipped.{}", s.why.id())));
            let directive = why.map(|why| format!(" # SKIP {}", describe(&why))).unwrap_or_default();
            points.push(Point { ok: true, name: rule.rule.to_string(), directive, facts: Vec::new() });
        }
    }
    points
}

fn failed(checked: &Checked, finding: &crate::policy::Finding) -> Point {
    let said = checked.say(finding);
    let place = checked.place(finding.at).map(|p| format!("{}:{}:{}", p.name, p.line, p.column));
    let counts = finding.counts(checked.fail_on);
    let waiver = finding.waived_by.and_then(|i| checked.policy.waivers.get(i));
    // A waived finding is a failure that is known about, and TAP has a word of its own for that.
    let directive = match waiver {
        Some(waiver) => format!(" # {} {}", concat!("TO", "DO"), describe(&waiver.until.value.to_string())),
        None => String::new(),
    };
    Point {
        ok: !counts && waiver.is_none(),
        name: format!("{}: {}", finding.rule, said.message),
        directive,
        facts: vec![
            ("message", said.message),
            ("severity", finding.severity.id().to_string()),
            ("at", place.unwrap_or_default()),
            ("required", said.required),
            ("found", said.found),
            ("remedy", said.remedy),
            ("fingerprint", finding.fingerprint.clone()),
        ],
    }
}

/// A description: one line in which nothing is a directive.
fn describe(text: &str) -> String {
    harmless(text).replace('\\', "\\\\").replace('#', "\\#")
}

/// A text in double quotes: JSON's are YAML's.
fn quoted(text: &str) -> String {
    serde_json::to_string(&harmless(text)).expect("text is always JSON")
}
