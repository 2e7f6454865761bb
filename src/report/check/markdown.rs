//! Markdown: a summary for the page of a pipeline run or a comment.

use crate::policy::Verdict;
use crate::report::check::{CheckFormat, Checked};
use crate::text::clean;

/// How many findings are listed; the rest is counted.
const MOST: usize = 100;

/// Markdown.
pub(super) struct Markdown;

impl CheckFormat for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        summary(checked).into_bytes()
    }
}

/// The summary of a ruling.
pub(super) fn summary(checked: &Checked) -> String {
    let words = &checked.words;
    let verdict = match checked.verdict() {
        Verdict::Pass => words.text("check.verdict.pass"),
        Verdict::Fail => words.text("check.verdict.fail"),
    };
    let mut text = format!("## {}: {verdict}\n\n{}\n", words.text("check.title"), checked.tally());
    table(checked, &mut text);
    list(checked, &mut text);
    text.push_str(&format!("\n{}\n", escape(&origin(checked))));
    text
}

fn table(checked: &Checked, text: &mut String) {
    let words = &checked.words;
    let findings = &checked.ruling.findings;
    if findings.is_empty() {
        return;
    }
    let heads = ["check.column.severity", "check.column.rule", "check.column.finding", "check.column.place"];
    let heads: Vec<String> = heads.iter().map(|key| words.text(key)).collect();
    text.push_str(&format!("\n| {} |\n| --- | --- | --- | --- |\n", heads.join(" | ")));
    for finding in findings.iter().take(MOST) {
        let severity = match finding.waived_by {
            None => words.text(&format!("severity.{}", finding.severity.id())),
            Some(_) => words.text("check.label.waived"),
        };
        let place = checked.place(finding.at);
        let place = place.map(|p| if p.current { format!("{}:{}", p.name, p.line) } else { p.name });
        let message = escape(&checked.say(finding).message);
        let place = escape(&place.unwrap_or_default());
        text.push_str(&format!("| {severity} | `{}` | {message} | {place} |\n", finding.rule));
    }
    if findings.len() > MOST {
        text.push_str(&format!("\n{}\n", words.count("check.more", findings.len() - MOST, &[])));
    }
}

fn list(checked: &Checked, text: &mut String) {
    let words = &checked.words;
    if !checked.ruling.skipped.is_empty() {
        text.push_str(&format!("\n### {}\n\n", words.text("check.heading.skipped")));
        for one in &checked.ruling.skipped {
            let section = one.section.map(|ix| format!(", {}", escape(&checked.section(ix))));
            let why = words.text(&format!("skipped.{}", one.why.id()));
            text.push_str(&format!("- `{}`{}: {why}\n", one.rule, section.unwrap_or_default()));
        }
    }
    text.push_str(&format!("\n### {}\n\n", words.text("check.heading.blind")));
    for blind in &checked.ruling.blind {
        let what = words.text(&format!("blind.{}", blind.watch.id()));
        let cover = words.text(&format!("blind.{}.cover", blind.watch.id()));
        text.push_str(&format!("- {what} ({}: {cover})\n", words.text("check.label.cover")));
    }
}

/// What the ruling was made of, on one line.
pub(super) fn origin(checked: &Checked) -> String {
    let from = &checked.provenance;
    let start = |digest: &str| digest.chars().take(12).collect::<String>();
    let method = from.methods.join(", ");
    checked.words.say(
        "check.origin",
        &[
            ("tool", &from.tool),
            ("checklist", &format!("{}@{}", from.checklist, from.checklist_version)),
            ("checklist_digest", &start(&from.checklist_digest)),
            ("method", &method),
            ("assessment", &start(&from.assessment_digest)),
            ("policy", &start(&checked.policy.digest)),
        ],
    )
}

/// Foreign text as one line of Markdown in which nothing is markup, a link, a mention or mathematics.
pub(super) fn escape(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '$' => escaped.push_str("&#36;"),
            // A mention would call a person, `#1` would link an issue, an address would become a link.
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            ':' => escaped.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
