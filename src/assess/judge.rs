//! The pipeline of `check`: an outcome, a policy and what came before become a ruling.

use crate::assess::Outcome;
use crate::compare::{Comparison, Side, Sides, compare};
use crate::model::{Method, PolicyFile, Sighting};
use crate::policy::{self, Baseline, Context, Ruling};

/// Everything that is brought before the policy.
#[derive(Clone, Copy, Debug)]
pub struct Hearing<'a> {
    /// What was worked out about the assessment.
    pub outcome: &'a Outcome<'a>,
    /// The method of its first scorecard.
    pub method: &'a Method,
    /// The policy as it lies beside the assessment.
    pub policy: &'a PolicyFile,
    /// The policy of the baseline, which judges in its place.
    pub earlier_policy: Option<&'a PolicyFile>,
    /// Whether the policy beside the assessment judges all the same.
    pub policy_from_head: bool,
    /// What came before.
    pub earlier: Earlier<'a>,
    /// What was seen of the evidence; `None` when nobody looked.
    pub sightings: Option<&'a [Sighting]>,
}

/// What came before.
#[derive(Clone, Copy, Debug)]
pub enum Earlier<'a> {
    /// Nobody asked for a comparison.
    NotAsked,
    /// One was asked for, and there is no assessment to compare with.
    Missing,
    /// An earlier assessment, worked out at the same reference date.
    Found {
        /// Under the checklist and method of the later one.
        outcome: &'a Outcome<'a>,
        /// Under the checklist and method that it was given for, where these are others.
        as_was: Option<&'a Outcome<'a>>,
    },
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Judgement<'a> {
    /// What the policy says.
    pub ruling: Ruling,
    /// What moved since the baseline.
    pub comparison: Option<Comparison>,
    /// The policy in force.
    pub policy: &'a PolicyFile,
}

/// Judges an outcome. The policy of the baseline is in force where there is one: who is judged does not
/// choose the yardstick.
pub fn judge<'a>(hearing: Hearing<'a>) -> Judgement<'a> {
    let comparison = match hearing.earlier {
        Earlier::NotAsked | Earlier::Missing => None,
        Earlier::Found { outcome, as_was } => side(hearing.outcome)
            .zip(side(outcome))
            .map(|(new, old)| compare(Sides { old, new, as_was: as_was.and_then(side) })),
    };
    let policy = match hearing.earlier_policy {
        Some(earlier) if !hearing.policy_from_head => earlier,
        Some(_) | None => hearing.policy,
    };
    let changes = hearing.earlier_policy.map(|earlier| policy::changes(earlier, hearing.policy));
    let baseline = match (&hearing.earlier, &comparison) {
        (Earlier::NotAsked, _) => Baseline::NotAsked,
        (Earlier::Missing, _) | (Earlier::Found { .. }, None) => Baseline::Missing,
        (Earlier::Found { .. }, Some(comparison)) => Baseline::Of(comparison),
    };
    let ruling = hearing.outcome.cards.first().map(|card| {
        policy::evaluate(&Context {
            assessment: &hearing.outcome.assessment,
            method: hearing.method,
            card,
            gaps: &hearing.outcome.gaps,
            policy,
            sightings: hearing.sightings,
            baseline,
            policy_changes: changes.as_deref(),
            policy_from_head: hearing.policy_from_head,
            waivers: &[],
        })
    });
    let ruling = ruling.expect("an outcome has a scorecard for each method, and there is one");
    Judgement { ruling, comparison, policy }
}

fn side<'a>(outcome: &'a Outcome<'a>) -> Option<Side<'a>> {
    Some(Side { assessment: &outcome.assessment, card: outcome.cards.first()? })
}
