//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.
//!
//! **Source:** GitHub, *Workflow commands for GitHub Actions*; the escapes are those of
//! `@actions/core` (`escapeData`, `escapeProperty`).

use crate::diag::Severity;
use crate::policy::Finding;
use crate::report::check::bytes::harmless;
use crate::report::check::words::cut;
use crate::report::check::{CheckFormat, Checked};

/// Workflow commands.
pub(super) struct Github;

impl CheckFormat for Github {
    fn id(&self) -> &'static str {
        "github"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["github"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        let lines = checked.open().map(|finding| command(checked, finding));
        lines.map(|line| line + "\n").collect::<String>().into_bytes()
    }
}

fn command(checked: &Checked, finding: &Finding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let said = checked.say(finding);
    let mut properties = Vec::new();
    if let Some(place) = checked.place(finding.at)
        && let Some(path) = &place.path
    {
        properties.push(format!("file={}", property(path)));
        if place.current {
            properties.push(format!("line={}", place.line));
            properties.push(format!("col={}", place.column));
            properties.push(format!("endColumn={}", place.end));
        }
    }
    properties.push(format!("title={}", property(&format!("{} ({})", said.title, finding.rule))));
    let message = format!("{}. {}: {}", said.message, checked.words.text("label.help"), said.remedy);
    format!("::{name} {}::{}", properties.join(","), data(&message))
}

/// A message: nothing in it ends the line or reads as an escape.
fn data(text: &str) -> String {
    harmless(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: nothing in it ends the value either.
fn property(text: &str) -> String {
    data(&cut(text)).replace(':', "%3A").replace(',', "%2C")
}
