//! Findings: what the policy misses, on the line that caused it.

use crate::diag::{Severity, Span};
use crate::model::{Assessment, ControlIx, Quote, SectionIx};
use crate::policy::Config;

/// One thing that the policy misses. Holds facts; the sentence stands in the catalogue under
/// `finding.<rule>` or `finding.<rule>.<variant>`, what to do under the same key with `.help`.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// Which of the rule's sentences; empty when it has one.
    pub variant: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The control it is about.
    pub control: Option<ControlIx>,
    /// Other controls of which it holds, because they share the answer.
    pub also: Vec<ControlIx>,
    /// The section it is about, when it is about one as a whole.
    pub section: Option<SectionIx>,
    /// What else tells it from others of the same rule and subject: a fact, a file, a waiver.
    pub about: String,
    /// What the policy requires, or what stood there before.
    pub required: Quote,
    /// What was found, or what stands there now.
    pub found: Quote,
    /// Further facts of the sentence, by placeholder name.
    pub facts: Vec<(&'static str, Quote)>,
    /// The line that caused it.
    pub at: Span,
    /// Other places that explain it, each with the catalogue key of its label.
    pub related: Vec<(Span, &'static str)>,
    /// The waiver that excuses it, by its place in the policy.
    pub waived_by: Option<usize>,
    /// The same as long as the same thing is missed, wherever it stands; hex.
    pub fingerprint: String,
}

impl Finding {
    /// Whether it makes the verdict fail.
    pub fn counts(&self, fail_on: Severity) -> bool {
        self.waived_by.is_none() && self.severity >= fail_on
    }

    /// The catalogue key of its sentence.
    pub fn key(&self) -> String {
        match self.variant {
            "" => format!("finding.{}", self.rule),
            variant => format!("finding.{}.{variant}", self.rule),
        }
    }

    /// The section directly below the root that it belongs to: its principle.
    pub fn top(&self, assessment: &Assessment) -> Option<SectionIx> {
        let checklist = assessment.checklist;
        let mut ix = match (self.control, self.section) {
            (Some(control), _) => return Some(checklist.top_of(control)),
            (None, Some(section)) => section,
            (None, None) => return None,
        };
        while let Some(parent) = checklist.section(ix).parent {
            if parent == SectionIx::ROOT {
                return Some(ix);
            }
            ix = parent;
        }
        None
    }
}

/// A finding as a rule makes it.
#[derive(Clone, Debug)]
pub struct Draft(Finding);

impl Draft {
    /// A finding on a line.
    pub fn new(at: Span) -> Draft {
        Draft(Finding {
            rule: "",
            variant: "",
            severity: Severity::Error,
            control: None,
            also: Vec::new(),
            section: None,
            about: String::new(),
            required: Quote::Nothing,
            found: Quote::Nothing,
            facts: Vec::new(),
            at,
            related: Vec::new(),
            waived_by: None,
            fingerprint: String::new(),
        })
    }

    /// Says which of the rule's sentences it is.
    #[must_use]
    pub fn variant(mut self, variant: &'static str) -> Draft {
        self.0.variant = variant;
        self
    }

    /// Says which control it is about.
    #[must_use]
    pub fn control(mut self, control: ControlIx) -> Draft {
        self.0.control = Some(control);
        self
    }

    /// Says which section it is about.
    #[must_use]
    pub fn section(mut self, section: SectionIx) -> Draft {
        self.0.section = Some(section);
        self
    }

    /// Says what else it is about.
    #[must_use]
    pub fn about(mut self, about: impl ToString) -> Draft {
        self.0.about = about.to_string();
        self
    }

    /// Says what was required, or stood there before, and what was found.
    #[must_use]
    pub fn quotes(mut self, required: Quote, found: Quote) -> Draft {
        (self.0.required, self.0.found) = (required, found);
        self
    }

    /// Adds a fact for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, quote: Quote) -> Draft {
        self.0.facts.push((name, quote));
        self
    }

    /// Adds another place, labelled by a catalogue key.
    #[must_use]
    pub fn and_at(mut self, span: Option<Span>, label: &'static str) -> Draft {
        self.0.related.extend(span.map(|span| (span, label)));
        self
    }
}

/// What could not be judged, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The rule's id.
    pub rule: &'static str,
    /// The section; `None` when the whole rule could not be judged.
    pub section: Option<SectionIx>,
    /// Why.
    pub why: Why,
}

/// Why something could not be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing in the section applies: it is not measured.
    NothingApplies,
    /// Nobody gave anything to compare with.
    NoBaseline,
    /// There is no assessment to compare with where one was asked for.
    NoBaselineFound,
    /// Nobody gave the policy of the baseline.
    NoEarlierPolicy,
    /// Nobody looked at the evidence.
    EvidenceNotOpened,
}

impl Why {
    /// Every reason, in the order of the documentation.
    pub const ALL: [Why; 5] = [
        Why::NothingApplies,
        Why::NoBaseline,
        Why::NoBaselineFound,
        Why::NoEarlierPolicy,
        Why::EvidenceNotOpened,
    ];

    /// The kebab-case word for machines; the sentence stands in the catalogue under `skipped.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Why::NothingApplies => "nothing-applies",
            Why::NoBaseline => "no-baseline",
            Why::NoBaselineFound => "no-baseline-found",
            Why::NoEarlierPolicy => "no-earlier-policy",
            Why::EvidenceNotOpened => "evidence-not-opened",
        }
    }
}

/// Where rules put what they find.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    drafts: Vec<Draft>,
    pub(super) settled: Vec<Finding>,
    pub(super) skipped: Vec<Skipped>,
}

impl Sink {
    /// Adds a finding.
    pub fn find(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Notes what could not be judged.
    pub fn skip(&mut self, rule: &'static str, section: Option<SectionIx>, why: Why) {
        self.skipped.push(Skipped { rule, section, why });
    }

    /// Gives the drafts of a rule their severity; those that the policy ignores are dropped.
    pub(super) fn settle(&mut self, config: &Config, assessment: &Assessment) {
        for Draft(mut finding) in self.drafts.drain(..) {
            let section = finding.control.map(|c| assessment.checklist.control(c).section);
            let Some(severity) = config.severity_at(section.or(finding.section), assessment) else {
                continue;
            };
            finding.rule = config.rule();
            finding.severity = severity;
            self.settled.push(finding);
        }
    }
}
