//! Fingerprints: the same as long as the same thing is missed, whatever moves around it.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::model::Assessment;
use crate::policy::Finding;

/// What the fingerprint is made of; another recipe is another word here.
const RECIPE: &str = "gapcheck/finding/1";
/// How much of the digest is kept. **Unit:** bytes.
const LENGTH: usize = 16;

/// Findings with their fingerprints. Those that nothing tells apart are counted, so that each stays one
/// of its own.
pub(super) fn stamped(mut findings: Vec<Finding>, assessment: &Assessment) -> Vec<Finding> {
    let mut seen: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for finding in &mut findings {
        let identity = identity(finding, assessment);
        let nth = seen.entry(identity.clone()).and_modify(|n| *n += 1).or_insert(0);
        let mut hash = Sha256::new();
        hash.update(&identity);
        hash.update(nth.to_be_bytes());
        finding.fingerprint = hash.finalize()[..LENGTH].iter().map(|b| format!("{b:02x}")).collect();
    }
    findings
}

/// What the finding is about; no line, no date, no number that moves from day to day.
fn identity(finding: &Finding, assessment: &Assessment) -> Vec<u8> {
    let checklist = assessment.checklist;
    let control = finding.control.map(|ix| checklist.control(ix).id.to_string()).unwrap_or_default();
    let section = finding.section.map(|ix| checklist.section(ix).id.to_string()).unwrap_or_default();
    let parts = [
        RECIPE,
        checklist.id.as_str(),
        finding.rule,
        finding.variant,
        control.as_str(),
        section.as_str(),
        finding.about.as_str(),
    ];
    // Each part carries its length, so that no two lists of parts read the same.
    parts.iter().flat_map(|p| (p.len() as u64).to_be_bytes().into_iter().chain(p.bytes())).collect()
}
