//! The earlier answers, asked what the later assessment asks: what a kinder question alone moved.

use std::collections::BTreeMap;

use crate::model::{Answer, AssessmentFile, Checklist, ControlId};

/// The earlier answers and evidence under the later profile, organisation, settings and targets, with set
/// aside what is set aside later and not answered what no longer is. Both hold the ids of `checklist`. What
/// differs between `old` and this is what is asked; what differs between this and `new` is what was done.
pub fn asked(checklist: &Checklist, old: &AssessmentFile, new: &AssessmentFile) -> AssessmentFile {
    let set_aside = |answer: &Answer| {
        let control = checklist.find_control(answer.control.value.as_str());
        let scale = control.map(|ix| checklist.scale_of(checklist.control(ix)));
        scale.is_some_and(|scale| answer.given.value.sets_aside(scale))
    };
    let (then, now) = (by_control(old), by_control(new));
    let kept = old.answers.iter().filter_map(|answer| match now.get(&answer.control.value) {
        Some(later) if set_aside(later) => Some((*later).clone()),
        _ if set_aside(answer) => None,
        later => Some(Answer { target: later.and_then(|later| later.target.clone()), ..answer.clone() }),
    });
    let added = new.answers.iter().filter(|a| set_aside(a) && !then.contains_key(&a.control.value));
    AssessmentFile {
        organisation: new.organisation.clone(),
        profile: new.profile.clone(),
        profile_spans: new.profile_spans.clone(),
        profile_span: new.profile_span,
        settings: new.settings.clone(),
        answers: kept.chain(added.cloned()).collect(),
        ..old.clone()
    }
}

fn by_control(file: &AssessmentFile) -> BTreeMap<&ControlId, &Answer> {
    file.answers.iter().map(|answer| (&answer.control.value, answer)).collect()
}
