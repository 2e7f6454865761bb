//! A plan held against the method: where it stands before, and whether the goal holds after.

use crate::gap::{KnockOutState, knock_out_state};
use crate::model::{Assessment, Checklist, ControlId, ControlIx, Exact, Given, SectionIx, Today};
use crate::plan::{Band, Goal, Problem, Supposed, what_if};
use crate::score::{Node, Scorecard};

/// Whether a scorecard counts as a plan does: every section's low end is the plan's number for it.
/// Only then a plan says anything about the method.
pub fn fits(problem: &Problem, card: &Scorecard) -> bool {
    let standing = super::steps::standing(problem);
    problem.sections.iter().zip(standing).all(|(part, number)| low(card, part.section) == Some(&number))
}

fn low(card: &Scorecard, section: SectionIx) -> Option<&Exact> {
    card.get("evidenced", Node::Section(section))?.low.as_ref()?.number()
}

/// Whether a goal holds, as the method itself scores it.
pub fn holds(goal: &Goal, problem: &Problem, assessment: &Assessment, card: &Scorecard) -> bool {
    let sections = || problem.sections.iter().map(|part| part.section);
    match goal {
        Goal::Overall(least) => {
            let sum: Exact = sections().filter_map(|ix| low(card, ix)).cloned().sum();
            let mean = sum.checked_div(&Exact::from(problem.sections.len()));
            mean.is_some_and(|mean| mean >= *least)
        }
        Goal::Section(ix, least) => low(card, *ix).is_some_and(|number| number >= least),
        Goal::KnockOuts => {
            let mut states = assessment.items.iter().filter_map(|i| knock_out_state(assessment, i.control));
            states.all(|state| state == KnockOutState::Passed)
        }
        Goal::Band(Some(ix), band) => reaches(card, *ix, *band),
        Goal::Band(None, band) => sections().all(|ix| reaches(card, ix, *band)),
    }
}

fn reaches(card: &Scorecard, section: SectionIx, wanted: Band) -> bool {
    let label = card.label("band", Node::Section(section));
    label.is_some_and(|label| Band::ALL.iter().any(|band| band.id() == label && *band >= wanted))
}

/// The least answer that is worth a value: that number, one choice, or all that are worth something where one
/// is not enough and several may be chosen; `None` when no answer is.
pub fn least_answer(checklist: &Checklist, control: ControlIx, value: &Exact) -> Option<Given> {
    let control = checklist.control(control);
    let scale = checklist.scale_of(control);
    if scale.number.is_some() {
        return Some(Given::Number(value.clone()));
    }
    let reaching = scale.choices.iter().filter(|c| c.value.as_ref() >= Some(value));
    if let Some(least) = reaching.min_by(|a, b| a.value.cmp(&b.value)) {
        return Some(Given::Choices(vec![least.id.to_string()]));
    }
    let worth = scale.choices.iter().filter(|c| c.value.as_ref() > Some(&Exact::ZERO));
    control.multiple.then(|| Given::Choices(worth.map(|c| c.id.to_string()).collect()))
}

/// The answers that doing some actions would lead to: the least at each control's target.
pub fn suppose(assessment: &Assessment, controls: &[ControlIx]) -> Vec<Supposed> {
    let checklist = assessment.checklist;
    let mut needed: std::collections::BTreeMap<ControlIx, Exact> = std::collections::BTreeMap::new();
    for ix in controls {
        let source = checklist.control(*ix).same_as.unwrap_or(*ix);
        if let Some(target) = &assessment.item(*ix).target {
            let entry = needed.entry(source).or_insert_with(|| target.clone());
            *entry = (*entry).clone().max(target.clone());
        }
    }
    let supposed = needed.into_iter().filter_map(|(ix, target)| {
        let given = least_answer(checklist, ix, &target)?;
        Some(Supposed { control: checklist.control(ix).id.clone(), given })
    });
    supposed.collect()
}

/// The file with some answers supposed, whatever control they are asked of: a shared answer is supposed
/// where it is given.
pub fn supposed_file(
    assessment: &Assessment,
    supposed: &[Supposed],
    today: Today,
) -> crate::model::AssessmentFile {
    let source = |id: &ControlId| {
        let ix = assessment.checklist.find_control(id.as_str())?;
        Some(assessment.checklist.control(assessment.checklist.control(ix).same_as?).id.clone())
    };
    let moved: Vec<Supposed> = supposed
        .iter()
        .map(|one| Supposed {
            control: source(&one.control).unwrap_or_else(|| one.control.clone()),
            given: one.given.clone(),
        })
        .collect();
    what_if(assessment.file, &moved, today.date)
}
