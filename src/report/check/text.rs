//! Text for the terminal and the log: each finding with the line that caused it.

use crate::diag::{Severity, Span};
use crate::policy::{Finding, Verdict, Why};
use crate::report::check::bytes::harmless;
use crate::report::check::{CheckFormat, Checked};

/// How much of a long line is shown. **Unit:** characters.
const WIDEST: usize = 120;

/// Text, with the line.
pub(super) struct Text;

impl CheckFormat for Text {
    fn id(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        let mut page = Page { checked, text: String::new() };
        checked.ruling.findings.iter().for_each(|finding| page.finding(finding));
        page.skipped();
        page.blind();
        page.verdict();
        page.text.into_bytes()
    }
}

struct Page<'a> {
    checked: &'a Checked<'a>,
    text: String,
}

impl Page<'_> {
    fn finding(&mut self, finding: &Finding) {
        let said = self.checked.say(finding);
        let words = &self.checked.words;
        let label = match finding.waived_by {
            None => words.text(&format!("severity.{}", finding.severity.id())),
            Some(_) => words.text("check.label.waived"),
        };
        let ink = if finding.waived_by.is_some() { "2" } else { ink(finding.severity) };
        let head = self.paint(ink, &format!("{label}[{}]", finding.rule));
        let message = self.paint("1", &harmless(&said.message));
        self.line(&format!("{head}: {message}"));
        let gutter = self.snippet(finding.at, None);
        for (span, key) in &finding.related {
            self.snippet(*span, Some(&words.text(key)));
        }
        let mut notes = vec![("label.help", said.remedy)];
        let step = finding.control.filter(|_| finding.rule == "knock-outs-pass");
        notes.extend(
            step.and_then(|c| self.checked.first_step(c)).map(|t| ("label.first-step", t.into_owned())),
        );
        if let Some(waiver) = finding.waived_by.and_then(|i| self.checked.policy.waivers.get(i)) {
            let until = waiver.until.value.to_string();
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("until", &until), ("by", &waiver.approved_by.value), ("reason", &waiver.reason)];
            notes.push(("label.waived", words.say("check.waived-because", &values)));
        }
        for (key, text) in notes.into_iter().filter(|(_, text)| !text.is_empty()) {
            let label = words.text(key);
            self.line(&format!("{:gutter$} = {label}: {}", "", harmless(&text)));
        }
        self.line("");
    }

    /// The line of a span with its marks; returns the width of the gutter.
    fn snippet(&mut self, span: Span, label: Option<&str>) -> usize {
        let Some(place) = self.checked.place(span) else { return 1 };
        let gutter = place.line.to_string().len();
        let bar = self.paint("1;34", "|");
        let arrow = self.paint("1;34", "-->");
        let name = harmless(&place.name);
        self.line(&format!("{:gutter$}{arrow} {name}:{}:{}", "", place.line, place.column));
        let line = self.checked.sources.get(span.file).map_or("", |s| s.line(place.line));
        let start = (place.column - 1).min(line.chars().count());
        let skipped = start.saturating_sub(WIDEST / 2);
        let shown: String = line.chars().skip(skipped).take(WIDEST).collect();
        if shown.trim().is_empty() {
            return gutter;
        }
        let length = (place.end - place.column).max(1).min(WIDEST.saturating_sub(start - skipped).max(1));
        let lead = if skipped > 0 { "…" } else { "" };
        let number = self.paint("1;34", &place.line.to_string());
        self.line(&format!("{:gutter$} {bar}", ""));
        self.line(&format!("{number} {bar} {lead}{}", harmless(&shown)));
        let marks = if label.is_some() { "-" } else { "^" }.repeat(length);
        let marks = self.paint(if label.is_some() { "1;34" } else { "1;31" }, &marks);
        let indent = start - skipped + lead.chars().count();
        let label = label.unwrap_or_default();
        self.line(format!("{:gutter$} {bar} {:indent$}{marks} {label}", "", "").trim_end());
        gutter
    }

    fn skipped(&mut self) {
        let skipped = &self.checked.ruling.skipped;
        if skipped.is_empty() {
            return;
        }
        let words = self.checked.words;
        self.heading("check.heading.skipped");
        // By reason: without a baseline a dozen rules share one.
        for why in Why::ALL {
            let mine = skipped.iter().filter(|one| one.why == why).map(|one| match one.section {
                Some(ix) => format!("{} ({})", one.rule, self.checked.section(ix)),
                None => one.rule.to_string(),
            });
            let all: Vec<String> = mine.collect();
            if !all.is_empty() {
                self.line(&format!("  {}:", words.text(&format!("skipped.{}", why.id()))));
                self.line(&harmless(&format!("    {}", all.join(", "))));
            }
        }
        self.line("");
    }

    fn blind(&mut self) {
        let words = self.checked.words;
        self.heading("check.heading.blind");
        for blind in &self.checked.ruling.blind {
            let what = words.text(&format!("blind.{}", blind.watch.id()));
            let cover = words.text(&format!("blind.{}.cover", blind.watch.id()));
            let places = match blind.places {
                0 => String::new(),
                n => format!(" ({})", words.count("check.places", n, &[])),
            };
            self.line(&format!("  {what}{places}"));
            self.line(&format!("    {}: {cover}", words.text("check.label.cover")));
        }
        self.line("");
    }

    fn verdict(&mut self) {
        let words = self.checked.words;
        let (key, ink) = match self.checked.verdict() {
            Verdict::Pass => ("check.verdict.pass", "1;32"),
            Verdict::Fail => ("check.verdict.fail", "1;31"),
        };
        let verdict = self.paint(ink, &words.text(key));
        self.line(&format!("{verdict}: {}", self.checked.tally()));
        let policy = harmless(self.checked.policy_name);
        let today = &self.checked.provenance.today;
        let mut facts = vec![words.say("check.by-policy", &[("policy", &policy), ("date", today)])];
        if let Some(baseline) = self.checked.baseline_name {
            facts.push(words.say("check.against", &[("baseline", &harmless(baseline))]));
        }
        self.line(&facts.join(", "));
        self.line(&harmless(&super::markdown::origin(self.checked)));
    }

    fn heading(&mut self, key: &str) {
        let text = self.paint("1", &self.checked.words.text(key));
        self.line(&text);
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn paint(&self, ink: &str, text: &str) -> String {
        if self.checked.colour { format!("\x1b[{ink}m{text}\x1b[0m") } else { text.to_string() }
    }
}

fn ink(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;32",
    }
}
