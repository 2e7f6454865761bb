//! The code quality report of GitLab: what changed shows beside the merge request.
//!
//! **Source:** GitLab, *Code Quality*, "Code Quality report format".

use serde::Serialize;

use crate::diag::Severity;
use crate::report::check::bytes::json;
use crate::report::check::{CheckFormat, Checked};

/// Code quality.
pub(super) struct Gitlab;

impl CheckFormat for Gitlab {
    fn id(&self) -> &'static str {
        "gitlab"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gitlab"]
    }

    fn render(&self, checked: &Checked) -> Vec<u8> {
        let issues: Vec<Issue> = checked.open().map(|finding| issue(checked, finding)).collect();
        json(&issues)
    }
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

fn issue(checked: &Checked, finding: &crate::policy::Finding) -> Issue {
    let place = checked.place(finding.at);
    let begin = place.as_ref().filter(|p| p.current).map_or(1, |p| p.line);
    // GitLab wants a path for everything; what lies in no file is shown at the assessment.
    let path = place.and_then(|p| p.path).or_else(|| checked.shown.first().map(|s| s.path.clone()));
    Issue {
        description: checked.say(finding).message,
        check_name: finding.rule,
        fingerprint: finding.fingerprint.clone(),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location { path: path.unwrap_or_default(), lines: Lines { begin } },
    }
}
