//! The policy: what an assessment has to reach, what is excused for a time, and the verdict.
//!
//! A rule is one file below `rules/` and one entry of [`RULES`]. A rule reads what was worked out and
//! says what it misses; severity, waivers and fingerprints are the same for all and are settled here.
//! A waiver changes the verdict, never the score.

mod blind;
mod changes;
mod check;
mod config;
mod finding;
mod fingerprint;
mod rating;
mod rules;
mod schema;
mod shared;
mod waiver;

pub use blind::{Blind, Watch};
pub use changes::{PolicyChange, changes};
pub use check::check;
pub use config::{Config, Declared, Kind};
pub use finding::{Draft, Finding, Sink, Skipped, Why};
pub use rating::{Rating, applies_to};
pub use rules::RULES;
pub use schema::with_rules;
pub use waiver::WaiverUse;

use crate::compare::Comparison;
use crate::diag::Severity;
use crate::gap::Gap;
use crate::model::{Assessment, Method, PolicyFile, Sighting};
use crate::score::Scorecard;

/// Everything that a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What was asked and answered, as of the reference date.
    pub assessment: &'a Assessment<'a>,
    /// The scoring method.
    pub method: &'a Method,
    /// What the method says.
    pub card: &'a Scorecard,
    /// What is missing, first what to do first.
    pub gaps: &'a [Gap],
    /// The policy in force.
    pub policy: &'a PolicyFile,
    /// What was seen of the evidence; `None` when nobody looked.
    pub sightings: Option<&'a [Sighting]>,
    /// What came before.
    pub baseline: Baseline<'a>,
    /// What the policy under review changes against the one of the baseline; `None` without one.
    pub policy_changes: Option<&'a [PolicyChange]>,
    /// Whether the policy is the one under review although an earlier one is to be had.
    pub policy_from_head: bool,
    /// What became of the waivers; empty until every other rule has been judged.
    pub waivers: &'a [WaiverUse<'a>],
}

/// What came before.
#[derive(Clone, Copy, Debug)]
pub enum Baseline<'a> {
    /// Nobody asked for a comparison.
    NotAsked,
    /// One was asked for, and there is no assessment to compare with.
    Missing,
    /// What moved since.
    Of(&'a Comparison),
}

/// When a rule is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InForce {
    /// When the policy lists it.
    WhenListed,
    /// Always, unless the policy switches it off.
    Always,
}

/// What a rule needs to be judged at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The assessment.
    Nothing,
    /// Something to compare with (`--baseline`).
    Baseline,
    /// The policy of the baseline.
    EarlierPolicy,
    /// A look at the evidence (`--evidence`).
    Evidence,
    /// The findings of every other rule: it judges the waivers.
    Waivers,
}

/// One rule of the registry.
pub trait Rule: Sync {
    /// Its kebab-case id.
    fn id(&self) -> &'static str;

    /// The catalogue key of its name.
    fn title(&self) -> String {
        format!("rule.{}", self.id())
    }

    /// The catalogue key of what it requires, in a sentence or two.
    fn doc(&self) -> String {
        format!("rule.{}.doc", self.id())
    }

    /// How grave its findings are when the policy does not say.
    fn severity(&self) -> Severity {
        Severity::Error
    }

    /// When it is in force: what somebody went to the trouble to bring forward is judged without asking.
    fn in_force(&self) -> InForce {
        match self.needs() {
            Needs::Nothing => InForce::WhenListed,
            Needs::Baseline | Needs::EarlierPolicy | Needs::Evidence | Needs::Waivers => InForce::Always,
        }
    }

    /// What it needs to be judged at all.
    fn needs(&self) -> Needs {
        Needs::Nothing
    }

    /// Whether a waiver may excuse its findings: never those about waivers and policies themselves.
    fn waivable(&self) -> bool {
        match self.needs() {
            Needs::EarlierPolicy | Needs::Waivers => false,
            Needs::Nothing | Needs::Baseline | Needs::Evidence => true,
        }
    }

    /// Whether its findings are about answers: then several controls that share one have one finding.
    fn judges_answers(&self) -> bool {
        false
    }

    /// The parameters that a policy may give.
    fn parameters(&self) -> &'static [Declared] {
        &[]
    }

    /// Which sentences it says: keys below `finding.<id>`; the empty one is `finding.<id>` itself.
    fn variants(&self) -> &'static [&'static str] {
        &[""]
    }

    /// Parameters of which a policy has to give at least one, for the rule to judge anything.
    fn needs_one_of(&self) -> &'static [&'static str] {
        &[]
    }

    /// The measures that the rule looks at although the policy does not name them; `given` says which
    /// parameters the policy gives.
    fn measures_used(&self, _given: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        Vec::new()
    }

    /// Says what the assessment misses.
    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink);
}

/// The rule of an id.
pub fn find_rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.id() == id)
}

/// What the policy says of an assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// Every rule in force, in the order of the registry.
    pub rules: Vec<InPlay>,
    /// What is missed: gravest first, then in the order of the registry and of the checklist.
    pub findings: Vec<Finding>,
    /// What could not be judged, and why.
    pub skipped: Vec<Skipped>,
    /// What no look at these files can tell.
    pub blind: Vec<Blind>,
}

/// A rule that was in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InPlay {
    /// Its id.
    pub rule: &'static str,
    /// How grave its findings are, apart from single sections.
    pub severity: Severity,
    /// Whether it could be judged.
    pub judged: bool,
}

/// Whether the policy is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No finding that counts.
    Pass,
    /// At least one.
    Fail,
}

impl Verdict {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
        }
    }
}

impl Ruling {
    /// Fail with at least one finding that nothing excuses and that is as grave as `fail_on`.
    pub fn verdict(&self, fail_on: Severity) -> Verdict {
        if self.findings.iter().any(|f| f.counts(fail_on)) { Verdict::Fail } else { Verdict::Pass }
    }
}

/// Judges an assessment by the policy of the context.
pub fn evaluate(context: &Context) -> Ruling {
    let mut court = Court::default();
    court.hear(context, |rule| rule.needs() != Needs::Waivers);
    let mut findings = fingerprint::stamped(std::mem::take(&mut court.sink.settled), context.assessment);
    let waivers = waiver::apply(context, &mut findings);
    let mut findings = shared::merged(findings, context.assessment.checklist);
    court.hear(&Context { waivers: &waivers, ..*context }, |rule| rule.needs() == Needs::Waivers);
    findings.extend(fingerprint::stamped(court.sink.settled, context.assessment));
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
    Ruling { rules: court.rules, findings, skipped: court.sink.skipped, blind: blind::spots(context) }
}

/// What has come out so far.
#[derive(Default)]
struct Court {
    rules: Vec<InPlay>,
    sink: Sink,
}

impl Court {
    /// Judges by the rules that `which` picks.
    fn hear(&mut self, context: &Context, which: impl Fn(&dyn Rule) -> bool) {
        for rule in RULES.iter().copied().filter(|rule| which(*rule)) {
            let config = Config::of(rule, context.policy);
            let Some(severity) = config.severity() else { continue };
            let unmet = unmet(rule, context);
            match unmet {
                None => {
                    rule.evaluate(context, &config, &mut self.sink);
                    self.sink.settle(&config, context.assessment);
                }
                // What nobody asked for is not missed.
                Some(Why::NoBaseline | Why::NoEarlierPolicy | Why::EvidenceNotOpened)
                    if !config.is_listed() =>
                {
                    continue;
                }
                Some(why) => self.sink.skip(rule.id(), None, why),
            }
            self.rules.push(InPlay { rule: rule.id(), severity, judged: unmet.is_none() });
        }
    }
}

/// Why a rule cannot be judged.
fn unmet(rule: &dyn Rule, context: &Context) -> Option<Why> {
    match (rule.needs(), context.baseline) {
        (Needs::Nothing | Needs::Waivers, _) | (Needs::Baseline, Baseline::Of(_)) => None,
        (Needs::Baseline, Baseline::NotAsked) => Some(Why::NoBaseline),
        (Needs::Baseline, Baseline::Missing) => Some(Why::NoBaselineFound),
        (Needs::EarlierPolicy, _) => context.policy_changes.is_none().then_some(Why::NoEarlierPolicy),
        (Needs::Evidence, _) => context.sightings.is_none().then_some(Why::EvidenceNotOpened),
    }
}
