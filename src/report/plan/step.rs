//! One step of a plan: what is done, what it takes, what it brings.

use schemars::JsonSchema;
use serde::Serialize;

use crate::gap::Gap;
use crate::model::Exact;
use crate::plan::{Action, Problem, Step};
use crate::report::figures;
use crate::report::view::{Coded, ControlName, Writer};

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepView {
    /// Its place in the order, from 1.
    pub number: usize,
    /// The control's id.
    pub id: String,
    /// The control's title.
    pub title: String,
    /// The section: number and title.
    pub section: String,
    /// `raise` when the control is brought to its target, `attach` when only evidence is missing, `shared`
    /// when the answer of another step does it.
    pub action: Coded,
    /// What is claimed now.
    pub from: String,
    /// What is needed.
    pub to: String,
    /// What to do next: the organisation's own plan where there is one, else the first step.
    pub first_step: String,
    /// Person-days, an assumption.
    pub days: u32,
    /// The same in words.
    pub days_text: String,
    /// Where the days come from: `plan`, `remedy`, `effort`, `evidence`, `shared`.
    pub days_from: Coded,
    /// Person-days up to and including this step.
    pub days_so_far: u32,
    /// The section's percentage before and after this step: `46 → 52%`.
    pub section_way: String,
    /// The overall percentage before and after this step.
    pub overall_way: String,
    /// What it adds to the overall percentage, cut to one place. **Unit:** points.
    pub gain: String,
    /// `yes` when it lifts the cap of a knock-out, else `no`.
    pub lifts_cap: String,
    /// Steps that come before it because it needs them.
    pub after: Vec<ControlName>,
    /// Who answers for the control; empty when nobody is named.
    pub owner: String,
}

/// Writes the steps of a plan; `writer` knows where the organisation stands before it.
pub(super) fn steps(writer: Writer, problem: &Problem, steps: &[Step]) -> Vec<StepView> {
    let chosen: Vec<&Action> = steps.iter().map(|step| &step.action).collect();
    let needs = |action: &Action| -> Vec<ControlName> {
        let needed = action.needs.iter().map(|n| problem.actions[*n].control);
        needed.filter(|ix| chosen.iter().any(|a| a.control == *ix)).map(|ix| writer.name(ix)).collect()
    };
    steps.iter().enumerate().map(|(i, step)| self::step(writer, i + 1, step, needs(&step.action))).collect()
}

fn step(writer: Writer, number: usize, step: &Step, after: Vec<ControlName>) -> StepView {
    let ix = step.action.control;
    let gaps = &writer.subject.outcome.gaps;
    let rank = gaps.iter().position(|gap| gap.control == ix).unwrap_or(0);
    let gap = writer.gap(rank, &gaps[rank]);
    let shared = step.action.days == 0 && gaps[rank].same_as.is_some();
    let action = match (shared, step.action.evidence_only) {
        (true, _) => "shared",
        (false, true) => "attach",
        (false, false) => "raise",
    };
    StepView {
        number,
        id: gap.id,
        title: gap.title,
        section: gap.section,
        action: writer.coded("plan.action", action),
        to: if gaps[rank].claimed_attainment >= Exact::ONE { gap.claimed.clone() } else { gap.needed },
        from: gap.claimed,
        first_step: gap.action,
        days: step.action.days,
        days_text: writer.count("days", step.action.days as usize, &[]),
        days_from: writer.coded("plan.days-from", days_from(writer, &gaps[rank], step, shared)),
        days_so_far: step.days_so_far,
        section_way: way(writer, &step.section),
        overall_way: way(writer, &step.overall),
        gain: writer.decimal(&(&step.overall.1 - &step.overall.0), 1),
        lifts_cap: if step.action.lifts_a_cap() { "yes" } else { "no" }.into(),
        after: if shared { Vec::new() } else { after },
        owner: gap.owner,
    }
}

/// Where the days of a step come from, in the order in which they are looked for.
fn days_from(writer: Writer, gap: &Gap, step: &Step, shared: bool) -> &'static str {
    let item = writer.assessment().item(gap.control);
    let planned = item.answer.and_then(|a| a.plan.as_ref()).is_some_and(|plan| plan.days.is_some());
    let remedy = writer.checklist().control(gap.control).remedy.days.is_some();
    if shared {
        "shared"
    } else if planned {
        "plan"
    } else if step.action.evidence_only {
        "evidence"
    } else if remedy {
        "remedy"
    } else {
        "effort"
    }
}

/// `46 → 52%`, both rounded down; one figure when it does not move.
pub(super) fn way(writer: Writer, (before, after): &(Exact, Exact)) -> String {
    let (before, after) = (figures::whole_down(before), figures::whole_down(after));
    if before == after { writer.percent(&after) } else { writer.percent(&format!("{before} → {after}")) }
}
