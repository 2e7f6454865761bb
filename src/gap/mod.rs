//! Gaps: controls that earned less than their target, ranked by what to do first.
//!
//! Attainment comes from the method's measures `evidenced` and `claimed` at the control; a method
//! without them is judged by value against target, as claimed.

use chrono::{Days, Months};

use crate::model::{
    Assessment, Blank, ControlIx, Date, Effort, Exact, Freshness, Item, Response, Scale, SectionIx, Tier,
    is_unknown, value_of,
};
use crate::score::{Node, Scorecard};

/// A control that earned less than its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The control.
    pub control: ControlIx,
    /// The section directly below the root that it belongs to.
    pub section: SectionIx,
    /// What kind of gap it is.
    pub kind: GapKind,
    /// The value claimed; `None` for a blank.
    pub claimed: Option<Exact>,
    /// The value needed.
    pub needed: Option<Exact>,
    /// Attainment as claimed. **Range:** 0 to 1.
    pub claimed_attainment: Exact,
    /// Attainment as evidenced, at the low end of the range. **Range:** 0 to 1, below 1.
    pub evidenced_attainment: Exact,
    /// The knock-out's state; `None` when the control is no knock-out.
    pub knock_out: Option<KnockOutState>,
    /// What it takes: the remedy's effort, or S where only evidence is missing.
    pub effort: Effort,
    /// Person-days: the plan's, else the remedy's, else the default of the effort; 1 for evidence only.
    pub days: u32,
    /// What to do first: greater is sooner.
    pub priority: Exact,
    /// The day by which to look again.
    pub check_again: Date,
    /// The control by whose gap the answer counts that this one shares: closing that one closes this one.
    pub same_as: Option<ControlIx>,
}

/// What kind of gap it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// Below target by its own claim.
    NotMet,
    /// Claimed at target, without the evidence.
    Unverified,
    /// The answer or its evidence is past its validity.
    Expired,
    /// Nobody knows.
    FindOut,
    /// Not answered.
    Blank,
    /// A machine saw something else than was claimed.
    Contradicted,
}

impl GapKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [GapKind; 6] = [
        GapKind::NotMet,
        GapKind::Unverified,
        GapKind::Expired,
        GapKind::FindOut,
        GapKind::Blank,
        GapKind::Contradicted,
    ];

    /// The kebab-case word for machines; sentences stand in the catalogue under `gap.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            GapKind::NotMet => "not-met",
            GapKind::Unverified => "unverified",
            GapKind::Expired => "expired",
            GapKind::FindOut => "find-out",
            GapKind::Blank => "blank",
            GapKind::Contradicted => "contradicted",
        }
    }
}

/// How a knock-out stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnockOutState {
    /// Below its threshold, or unknown.
    Failed,
    /// Not answered.
    Blank,
    /// At its threshold, below tier E2.
    Unverified,
    /// At its threshold, E2 or better.
    Passed,
}

impl KnockOutState {
    /// The kebab-case word for machines; sentences stand in the catalogue under `knock-out.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            KnockOutState::Failed => "failed",
            KnockOutState::Blank => "blank",
            KnockOutState::Unverified => "unverified",
            KnockOutState::Passed => "passed",
        }
    }

    /// The multiplier of a priority (semantics, section 8).
    pub fn multiplier(self) -> i64 {
        match self {
            KnockOutState::Failed => 3,
            KnockOutState::Blank | KnockOutState::Unverified => 2,
            KnockOutState::Passed => 1,
        }
    }
}

/// The tier from which on a knock-out at its threshold is verified.
pub const VERIFIED: Tier = Tier::E2;

/// Person-days to attach evidence that exists (semantics, section 8).
const EVIDENCE_DAYS: u32 = 1;

/// How the knock-out of a control stands; `None` when it is none or does not apply.
pub fn knock_out_state(assessment: &Assessment, ix: ControlIx) -> Option<KnockOutState> {
    let control = assessment.checklist.control(ix);
    let threshold = control.knock_out?;
    let item = assessment.item(ix);
    if !item.applicable {
        return None;
    }
    let scale = assessment.checklist.scale_of(control);
    let needed = scale.choice(threshold).value.clone()?;
    Some(match value_of(scale, &item.response) {
        None => KnockOutState::Blank,
        Some(_) if is_unknown(scale, &item.response) => KnockOutState::Failed,
        Some(value) if value < needed => KnockOutState::Failed,
        Some(_) if item.tier < VERIFIED => KnockOutState::Unverified,
        Some(_) => KnockOutState::Passed,
    })
}

/// How far ahead the plan of a failed knock-out may be due for its band to be conditional. **Unit:** days.
pub const CONDITIONAL_DAYS: u64 = 180;

/// The last day by which the failed knock-outs of a section are to pass; `None` when there are none, or
/// when one of them has no approved plan with an owner that is due within [`CONDITIONAL_DAYS`].
pub fn conditional_until(assessment: &Assessment, section: SectionIx) -> Option<Date> {
    let range = assessment.checklist.section(section).controls.clone();
    let failed = assessment.items[range]
        .iter()
        .filter(|item| knock_out_state(assessment, item.control) == Some(KnockOutState::Failed));
    let due = failed.map(|item| approved_due(assessment.today.date, item)).collect::<Option<Vec<Date>>>()?;
    due.into_iter().max()
}

/// When the approved plan of an item is due, if that is neither over nor too far ahead.
fn approved_due(today: Date, item: &Item) -> Option<Date> {
    let given = |name: &Option<String>| name.as_ref().is_some_and(|name| !name.trim().is_empty());
    let answer = item.answer?;
    let plan = answer.plan.as_ref()?;
    let is_agreed = given(&plan.approved_by) && (given(&plan.owner) || given(&answer.owner));
    let latest = today.checked_add_days(Days::new(CONDITIONAL_DAYS))?;
    plan.due.filter(|due| is_agreed && (today..=latest).contains(due))
}

/// Every gap, first what to do first: by priority, then failed knock-outs, weight and id.
pub fn find(assessment: &Assessment, card: &Scorecard) -> Vec<Gap> {
    let mut gaps: Vec<Gap> =
        assessment.items.iter().filter(|i| i.applicable).filter_map(|i| gap(assessment, card, i)).collect();
    let controls: Vec<ControlIx> = gaps.iter().map(|gap| gap.control).collect();
    for (gap, by) in gaps.iter_mut().zip(assessment.checklist.counted_by(&controls)) {
        gap.same_as = (gap.control != by).then_some(by);
    }
    let weight = |g: &Gap| assessment.checklist.control(g.control).weight.clone();
    let id = |g: &Gap| assessment.checklist.control(g.control).id.clone();
    let failed = |g: &Gap| g.knock_out == Some(KnockOutState::Failed);
    gaps.sort_by(|a, b| {
        let by_priority = b.priority.cmp(&a.priority);
        by_priority
            .then_with(|| failed(b).cmp(&failed(a)))
            .then_with(|| weight(b).cmp(&weight(a)))
            .then_with(|| id(a).cmp(&id(b)))
    });
    gaps
}

fn gap(assessment: &Assessment, card: &Scorecard, item: &Item) -> Option<Gap> {
    let control = assessment.checklist.control(item.control);
    let scale = assessment.checklist.scale_of(control);
    let claimed = value_of(scale, &item.response);
    let plain = attainment(claimed.as_ref(), item.target.as_ref());
    let claimed_attainment = low_of(card, "claimed", item.control).unwrap_or_else(|| plain.clone());
    let evidenced_attainment =
        low_of(card, "evidenced", item.control).unwrap_or_else(|| claimed_attainment.clone());
    if evidenced_attainment >= Exact::ONE {
        return None;
    }
    let kind = kind_of(scale, item, &claimed_attainment);
    let evidence_only =
        matches!(kind, GapKind::Unverified | GapKind::Expired) && claimed_attainment >= Exact::ONE;
    let effort = if evidence_only { Effort::S } else { control.remedy.effort };
    let knock_out = knock_out_state(assessment, item.control);
    let multiplier = Exact::from(knock_out.map_or(1, KnockOutState::multiplier));
    let missing = &Exact::ONE - &evidenced_attainment;
    let planned = item.answer.and_then(|a| a.plan.as_ref());
    let days = match planned.and_then(|p| p.days) {
        Some(days) => days,
        None if evidence_only => EVIDENCE_DAYS,
        None => control.remedy.days.unwrap_or_else(|| effort.default_days()),
    };
    Some(Gap {
        control: item.control,
        section: assessment.checklist.top_of(item.control),
        kind,
        claimed,
        needed: item.target.clone(),
        claimed_attainment,
        evidenced_attainment,
        knock_out,
        effort,
        days,
        priority: &control.weight * &missing * multiplier / effort.divisor(),
        check_again: planned
            .and_then(|p| p.due)
            .unwrap_or_else(|| check_again(assessment.today.date, effort)),
        same_as: None,
    })
}

/// The low end of a measure at a control.
fn low_of(card: &Scorecard, measure: &str, control: ControlIx) -> Option<Exact> {
    card.get(measure, Node::Control(control))?.low.as_ref()?.number().cloned()
}

/// Value against target, at most 1 and at least 0; 0 without a value, 1 without a target to reach.
fn attainment(value: Option<&Exact>, target: Option<&Exact>) -> Exact {
    match (value, target) {
        (None, _) => Exact::ZERO,
        (Some(value), Some(target)) => match value.checked_div(target) {
            Some(share) => share.min(Exact::ONE).max(Exact::ZERO),
            None => Exact::ONE,
        },
        (Some(_), None) => Exact::ONE,
    }
}

fn kind_of(scale: &Scale, item: &Item, claimed_attainment: &Exact) -> GapKind {
    match item.response {
        _ if is_unknown(scale, &item.response) => GapKind::FindOut,
        Response::Blank(Blank::Expired | Blank::NotApplicableEnded) => GapKind::Expired,
        Response::Blank(Blank::NotAnswered | Blank::LaterThanToday) => GapKind::Blank,
        Response::Choices(_)
        | Response::Number(_)
        | Response::Unknown
        | Response::NotApplicable
        | Response::SwitchedOff => {
            if *claimed_attainment < Exact::ONE {
                GapKind::NotMet
            } else if item.freshness == Freshness::Stale && item.answer.is_some_and(|a| a.answered.is_some())
            {
                GapKind::Expired
            } else {
                GapKind::Unverified
            }
        }
    }
}

/// When to look again without a planned date: one month for S, three for M, six for L.
fn check_again(today: Date, effort: Effort) -> Date {
    let months = match effort {
        Effort::S => 1,
        Effort::M => 3,
        Effort::L => 6,
    };
    today.checked_add_months(Months::new(months)).unwrap_or(today)
}
