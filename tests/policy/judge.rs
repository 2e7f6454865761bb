//! Judges an assessment by a policy in memory, as `check` does with files.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gapcheck::assess::{Earlier, Hearing, Outcome, Request, assess, judge};
use gapcheck::diag::{Diagnostics, FileId, Severity, Sources};
use gapcheck::model::{
    Assessment, AssessmentFile, Checklist, Method, PolicyFile, Sighting, Today, parse_date,
};
use gapcheck::policy::{self, Ruling};
use gapcheck::report::Provenance;
use gapcheck::report::check::{Checked, Shown, find_format};
use gapcheck::score::Traces;
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::load::{Files, Loaded, read_checklist};
use gapcheck::source::policy::read_policy;
use gapcheck::text::Catalogue;

pub(crate) const CHECKLIST: &str = include_str!("../fixtures/policy/checklist.yaml");
pub(crate) const PART: &str = include_str!("../fixtures/policy/part.yaml");
pub(crate) const METHODS: &str = include_str!("../../checklists/paris-call/methods.yaml");
/// Everything at target and backed by E2, all valid until 2027-10-01.
pub(crate) const ASSESSMENT: &str = include_str!("../fixtures/policy/assessment.yaml");
/// The day on which everything is judged unless a test says otherwise.
pub(crate) const TODAY: &str = "2026-11-22";

/// What is judged, as texts.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) checklist: String,
    pub(crate) part: String,
    pub(crate) assessment: String,
    pub(crate) policy: String,
    /// The earlier assessment, and the checklist part that it was given for when that is another.
    pub(crate) baseline: Option<String>,
    pub(crate) baseline_part: Option<String>,
    pub(crate) baseline_methods: Option<String>,
    pub(crate) baseline_missing: bool,
    pub(crate) earlier_policy: Option<String>,
    pub(crate) policy_from_head: bool,
    pub(crate) today: String,
    pub(crate) method: &'static str,
    pub(crate) seen: Option<fn(&AssessmentFile) -> Vec<Sighting>>,
}

impl Default for Case {
    fn default() -> Case {
        Case {
            checklist: CHECKLIST.into(),
            part: PART.into(),
            assessment: ASSESSMENT.into(),
            policy: policy("not-expired: error"),
            baseline: None,
            baseline_part: None,
            baseline_methods: None,
            baseline_missing: false,
            earlier_policy: None,
            policy_from_head: false,
            today: TODAY.into(),
            method: "paris-call",
            seen: None,
        }
    }
}

/// A policy of one rule.
pub(crate) fn policy(rule: &str) -> String {
    format!("format: gapcheck/policy/1\nrules:\n  {rule}\n")
}

/// One finding as tests compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) rule: &'static str,
    pub(crate) variant: &'static str,
    pub(crate) severity: Severity,
    /// The line that it points at, trimmed, and the file's name.
    pub(crate) line: String,
    pub(crate) file: String,
    pub(crate) waived: bool,
    pub(crate) message: String,
    pub(crate) fingerprint: String,
}

/// Everything that came out.
pub(crate) struct Judged {
    pub(crate) found: Vec<Found>,
    pub(crate) ruling: Ruling,
}

impl Judged {
    /// The findings of a rule.
    pub(crate) fn of(&self, rule: &str) -> Vec<&Found> {
        self.found.iter().filter(|f| f.rule == rule).collect()
    }
}

/// What is read of a case. **Errors:** the codes of what is wrong with the files.
pub(crate) struct Read {
    pub(crate) sources: Sources,
    pub(crate) loaded: Loaded,
    pub(crate) earlier: Option<Loaded>,
    pub(crate) file: AssessmentFile,
    pub(crate) old: Option<AssessmentFile>,
    pub(crate) policy: PolicyFile,
    pub(crate) earlier_policy: Option<PolicyFile>,
    pub(crate) today: Today,
}

/// A checklist of a case; `methods` are those of the Paris Call unless it says otherwise.
fn checklist(
    case: &Case,
    (part, methods): (&str, &str),
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<Loaded> {
    let file = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
    let files: Files = BTreeMap::from([
        file("checklist.yaml", &case.checklist),
        file("methods.yaml", methods),
        file("part.yaml", part),
    ]);
    read_checklist(&files, ".", sources, diags)
}

/// Reads every file of a case.
pub(crate) fn read(case: &Case) -> Result<Read, Vec<&'static str>> {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let today = Today { date: parse_date(&case.today).expect("a date"), explicit: true };
    let usual = case.checklist == CHECKLIST && case.part == PART;
    let loaded = if usual {
        // The same for nearly every case, and slow to read in a build for tests.
        static USUAL: OnceLock<(Loaded, Sources)> = OnceLock::new();
        let read = || {
            let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
            let loaded = checklist(&Case::default(), (PART, METHODS), &mut sources, &mut diags);
            (loaded.expect("the usual checklist can be read"), sources)
        };
        let (loaded, read) = USUAL.get_or_init(read).clone();
        sources = read;
        Some(loaded)
    } else {
        checklist(case, (&case.part, METHODS), &mut sources, &mut diags)
    };
    let Some(loaded) = loaded else { return Err(codes(&diags)) };
    let methods = case.baseline_methods.as_deref().unwrap_or(METHODS);
    let earlier = case.baseline_part.as_deref();
    let earlier = earlier.and_then(|part| checklist(case, (part, methods), &mut sources, &mut diags));
    let mut answers = |name: &str, text: &str, checklist: &Checklist| {
        read_assessment((name, text.as_bytes()), checklist, today, &mut sources, &mut diags)
    };
    let file = answers("assessment.yaml", &case.assessment, &loaded.checklist);
    let asked = earlier.as_ref().map_or(&loaded.checklist, |e| &e.checklist);
    let old = case.baseline.as_ref().and_then(|text| answers("old:assessment.yaml", text, asked));
    let policy = read_policy("policy.yaml", case.policy.as_bytes(), &mut sources, &mut diags);
    let earlier_policy = case.earlier_policy.as_ref();
    let earlier_policy = earlier_policy
        .and_then(|text| read_policy("old:policy.yaml", text.as_bytes(), &mut sources, &mut diags));
    if let Some(policy) = &policy {
        let method = loaded.checklist.find_method(case.method).expect("a method");
        diags.extend(policy::check(policy, Some((&loaded.checklist, method))));
    }
    if diags.has_errors() {
        return Err(codes(&diags));
    }
    let (Some(file), Some(policy)) = (file, policy) else { return Err(codes(&diags)) };
    Ok(Read { sources, loaded, earlier, file, old, policy, earlier_policy, today })
}

fn codes(diags: &Diagnostics) -> Vec<&'static str> {
    diags.sorted().into_iter().filter(|d| d.severity == Severity::Error).map(|d| d.code.id()).collect()
}

/// An assessment worked out by a method.
pub(crate) fn outcome<'a>(
    checklist: &'a Checklist,
    file: &'a AssessmentFile,
    method: &'a Method,
    today: Today,
) -> Outcome<'a> {
    let assessment = Assessment::join(checklist, file, today);
    assess(assessment, Request { methods: &[method], trace: Traces::None })
}

/// Judges a case and hands what came out to `then`. **Errors:** the codes of what is wrong with the files.
pub(crate) fn with<T>(case: &Case, then: impl FnOnce(&Checked) -> T) -> Result<T, Vec<&'static str>> {
    let read = read(case)?;
    let checklist = &read.loaded.checklist;
    let method = checklist.find_method(case.method).expect("a method");
    let now = outcome(checklist, &read.file, method, read.today);
    let before = read.old.as_ref().map(|old| outcome(checklist, old, method, read.today));
    let as_was = read.old.as_ref().zip(read.earlier.as_ref()).map(|(old, earlier)| {
        let first = earlier.checklist.methods.first().expect("a method");
        outcome(&earlier.checklist, old, first, read.today)
    });
    let earlier = match &before {
        Some(outcome) => Earlier::Found { outcome, as_was: as_was.as_ref() },
        None if case.baseline_missing => Earlier::Missing,
        None => Earlier::NotAsked,
    };
    let sightings = case.seen.map(|look| look(&read.file));
    let judgement = judge(Hearing {
        outcome: &now,
        method,
        policy: &read.policy,
        earlier_policy: read.earlier_policy.as_ref(),
        policy_from_head: case.policy_from_head,
        earlier,
        sightings: sightings.as_deref(),
    });
    let place = |file: FileId, path: &str| Shown { file, path: path.to_string(), current: true };
    let shown = [place(read.file.file, "assessment.yaml"), place(read.policy.file, "policy.yaml")];
    Ok(then(&Checked {
        assessment: &now.assessment,
        ruling: &judgement.ruling,
        policy: judgement.policy,
        policy_name: "policy.yaml",
        comparison: judgement.comparison.as_ref(),
        baseline_name: before.as_ref().map(|_| "old:assessment.yaml"),
        fail_on: Severity::Error,
        sources: &read.sources,
        shown: &shown,
        texts: &read.loaded.texts,
        words: Catalogue::english(),
        provenance: Provenance::of(&now),
        colour: false,
    }))
}

/// Judges a case.
pub(crate) fn judged(case: &Case) -> Result<Judged, Vec<&'static str>> {
    with(case, |checked| {
        let json: serde_json::Value =
            serde_json::from_slice(&find_format("json").expect("a format").render(checked)).expect("JSON");
        let found = checked.ruling.findings.iter().zip(json["findings"].as_array().expect("a list"));
        let found = found.map(|(finding, written)| {
            let place = checked.place(finding.at).expect("a place");
            let line = checked.sources.get(finding.at.file).map_or("", |s| s.line(place.line));
            Found {
                rule: finding.rule,
                variant: finding.variant,
                severity: finding.severity,
                line: line.trim().to_string(),
                file: place.name,
                waived: finding.waived_by.is_some(),
                message: written["message"].as_str().expect("text").to_string(),
                fingerprint: finding.fingerprint.clone(),
            }
        });
        Judged { found: found.collect(), ruling: checked.ruling.clone() }
    })
}
