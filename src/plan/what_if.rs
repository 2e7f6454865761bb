//! What if: an assessment file with some answers supposed to be different.

use crate::diag::Located;
use crate::model::{
    Answer, AssessmentFile, ControlId, Date, EvidenceItem, EvidenceKind, EvidencePlace, Given,
};

/// A supposed answer of a control, evidenced and looked at by a second person today.
#[derive(Clone, Debug, PartialEq)]
pub struct Supposed {
    /// The control.
    pub control: ControlId,
    /// What is answered.
    pub given: Given,
}

/// The file as it would be with the supposed answers at tier E2, everything else unchanged.
pub fn what_if(file: &AssessmentFile, supposed: &[Supposed], today: Date) -> AssessmentFile {
    let mut changed = file.clone();
    for one in supposed {
        changed.answers.retain(|a| a.control.value != one.control);
        changed.answers.push(answer(file, one, today));
    }
    changed
}

fn answer(file: &AssessmentFile, supposed: &Supposed, today: Date) -> Answer {
    let old = file.answers.iter().find(|a| a.control.value == supposed.control);
    let span = old.map_or(file.answers_span, |a| a.span);
    let evidence = EvidenceItem {
        place: EvidencePlace::Reference("what if".into()),
        kind: Some(EvidenceKind::Record),
        collected: Some(today),
        expires: None,
        reviewed_by: Some("what if: a second person".into()),
        verified: None,
        sha256: None,
        span,
    };
    Answer {
        control: Located::new(supposed.control.clone(), span),
        given: Located::new(supposed.given.clone(), span),
        note: Some("what if".into()),
        owner: Some("what if: an owner".into()),
        answered: Some(Located::new(today, span)),
        evidence: vec![evidence],
        plan: None,
        target: old.and_then(|a| a.target.clone()),
        share: None,
        not_applicable: None,
        span,
    }
}
