//! JUnit XML: one test case for each rule that is kept, and one for each finding.
//!
//! **Source:** the schema of the Jenkins xUnit plugin (`junit-10.xsd`), which Surefire's readers share.

use crate::policy::Finding;
use crate::report::check::{CheckFormat, Checked};
use crate::text::clean;

/// JUnit XML.
pub(super) struct Junit;

impl CheckFormat for Junit {
    fn id(&self) -> &'static str {
        "junit"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        let cases = cases(checked);
        let failures = cases.iter().filter(|c| c.outcome.starts_with("<failure")).count();
        let skipped = cases.iter().filter(|c| c.outcome.starts_with("<skipped")).count();
        let counts = format!("tests=\"{}\" failures=\"{failures}\" errors=\"0\"", cases.len());
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.push_str(&format!("<testsuites name=\"gapcheck\" {counts} time=\"0\">\n"));
        xml.push_str(&format!(
            "  <testsuite name=\"gapcheck check\" {counts} skipped=\"{skipped}\" time=\"0\">\n"
        ));
        for case in cases {
            let (class, name) = (attribute(&case.class), attribute(&case.name));
            xml.push_str(&format!("    <testcase classname=\"{class}\" name=\"{name}\" time=\"0\""));
            match case.outcome.as_str() {
                "" => xml.push_str("/>\n"),
                outcome => xml.push_str(&format!(">\n      {outcome}\n    </testcase>\n")),
            }
        }
        xml.push_str("  </testsuite>\n</testsuites>\n");
        xml.into_bytes()
    }
}

struct Case {
    class: String,
    name: String,
    outcome: String,
}

fn cases(checked: &Checked) -> Vec<Case> {
    let mut cases = Vec::new();
    for rule in &checked.ruling.rules {
        let class = format!("gapcheck.{}", rule.rule);
        let mine = checked.ruling.findings.iter().filter(|f| f.rule == rule.rule);
        let before = cases.len();
        cases.extend(mine.map(|finding| case(checked, finding, &class)));
        if cases.len() == before {
            let skipped = checked.ruling.skipped.iter().find(|s| s.rule == rule.rule && !rule.judged);
            let why = skipped.map(|s| checked.words.text(&format!("skipped.{}", s.why.id())));
            let outcome = why.map(|why| format!("<skipped message=\"{}\"/>", attribute(&why)));
            let name = checked.words.text(&format!("rule.{}", rule.rule));
            cases.push(Case { class, name, outcome: outcome.unwrap_or_default() });
        }
    }
    cases
}

fn case(checked: &Checked, finding: &Finding, class: &str) -> Case {
    let said = checked.say(finding);
    let place = checked.place(finding.at).map(|p| format!("{}:{}:{}", p.name, p.line, p.column));
    let lines = [place.unwrap_or_default(), said.message.clone(), said.remedy];
    let text: Vec<String> = lines.iter().filter(|line| !line.is_empty()).map(|line| content(line)).collect();
    let text = text.join("\n");
    let waiver = finding.waived_by.and_then(|i| checked.policy.waivers.get(i));
    let outcome = match waiver {
        Some(waiver) => {
            let until = waiver.until.value.to_string();
            let why = checked.words.say(
                "check.waived-because",
                &[("until", &until), ("by", &waiver.approved_by.value), ("reason", &waiver.reason)],
            );
            format!("<skipped message=\"{}\"/>", attribute(&why))
        }
        None if finding.counts(checked.fail_on) => {
            let (kind, message) = (finding.severity.id(), attribute(&said.message));
            format!("<failure type=\"{kind}\" message=\"{message}\">{text}</failure>")
        }
        None => format!("<system-out>{text}</system-out>"),
    };
    Case { class: class.to_string(), name: said.message, outcome }
}

/// Text between two tags.
fn content(text: &str) -> String {
    legal(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("##", "#&#35;")
}

/// Text in double quotes.
fn attribute(text: &str) -> String {
    content(text).replace('"', "&quot;").replace('\'', "&apos;")
}

/// Only characters that XML 1.0 allows (section 2.2, production 2).
fn legal(text: &str) -> String {
    let allowed = |c: char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    clean(text).chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect()
}
