//! The rules: one file each, and one line in [`RULES`].

mod answer_removed;
mod answer_weakened;
mod baseline_present;
mod checklist_changed;
mod checklist_current;
mod checklist_pinned;
mod control_level;
mod evidence_files;
mod evidence_lost;
mod evidence_tier;
mod expires_soon;
mod gap_plan;
mod independent_approval;
mod knock_out_regression;
mod knock_outs_pass;
mod method_changed;
mod method_pinned;
mod minimum_band;
mod minimum_coverage;
mod minimum_score;
mod newly_not_applicable;
mod not_applicable_share;
mod not_expired;
mod plan_overdue;
mod plan_postponed;
mod policy_changed;
mod profile_changed;
mod profile_complete;
mod profile_signed;
mod raised_without_evidence;
mod redated;
mod score_drop;
mod second_person;
mod settings_changed;
mod target_lowered;
mod waiver_changed;
mod waiver_expired;
mod waiver_on_knock_out;
mod waiver_too_long;
mod waiver_unused;

use crate::compare::{Change, ChangeKind};
use crate::model::{Exact, Given, Item, Quote, Scale};
use crate::policy::{Baseline, Context, Draft, Rule, Sink};

/// Every rule, in the order of help, documentation and findings.
pub const RULES: &[&dyn Rule] = &[
    &minimum_score::MinimumScore,
    &minimum_band::MinimumBand,
    &minimum_coverage::MinimumCoverage,
    &knock_outs_pass::KnockOutsPass,
    &control_level::ControlLevel,
    &evidence_tier::EvidenceTier,
    &evidence_files::EvidenceFiles,
    &second_person::SecondPerson,
    &not_expired::NotExpired,
    &expires_soon::ExpiresSoon,
    &not_applicable_share::NotApplicableShare,
    &independent_approval::IndependentApproval,
    &gap_plan::GapPlan,
    &plan_overdue::PlanOverdue,
    &profile_signed::ProfileSigned,
    &profile_complete::ProfileComplete,
    &checklist_current::ChecklistCurrent,
    &checklist_pinned::ChecklistPinned,
    &method_pinned::MethodPinned,
    &baseline_present::BaselinePresent,
    &score_drop::ScoreDrop,
    &knock_out_regression::KnockOutRegression,
    &answer_removed::AnswerRemoved,
    &answer_weakened::AnswerWeakened,
    &evidence_lost::EvidenceLost,
    &raised_without_evidence::RaisedWithoutEvidence,
    &newly_not_applicable::NewlyNotApplicable,
    &target_lowered::TargetLowered,
    &redated::Redated,
    &plan_postponed::PlanPostponed,
    &profile_changed::ProfileChanged,
    &settings_changed::SettingsChanged,
    &checklist_changed::ChecklistChanged,
    &method_changed::MethodChanged,
    &policy_changed::PolicyChanged,
    &waiver_changed::WaiverChanged,
    &waiver_expired::WaiverExpired,
    &waiver_unused::WaiverUnused,
    &waiver_too_long::WaiverTooLong,
    &waiver_on_knock_out::WaiverOnKnockOut,
];

/// The rule that says whether knock-outs may be excused.
pub(super) const WAIVER_ON_KNOCK_OUT: waiver_on_knock_out::WaiverOnKnockOut =
    waiver_on_knock_out::WaiverOnKnockOut;

/// An answer as a quote: what is claimed, whatever has become of it.
fn answer(item: &Item) -> Quote {
    match item.answer.map(|a| &a.given.value) {
        None | Some(Given::Blank) => Quote::Nothing,
        Some(Given::Choices(words)) => Quote::Text(words.join(", ")),
        Some(Given::Number(number)) => Quote::Number(number.clone()),
        Some(Given::Unknown) => Quote::Word("quote.unknown"),
        Some(Given::NotApplicable) => Quote::Word("quote.not_applicable"),
    }
}

/// The value of a level on a scale: of the choice, or the number itself.
fn level(scale: &Scale, word: &str) -> Option<Exact> {
    match scale.find(word) {
        Some(ix) => scale.choice(ix).value.clone(),
        None => Exact::parse(word).filter(|_| scale.number.is_some()),
    }
}

/// One finding for every change of some kinds since the baseline, each with its sentence.
fn changes(context: &Context, out: &mut Sink, kinds: &[(ChangeKind, &'static str)]) {
    let Baseline::Of(comparison) = context.baseline else { return };
    for change in &comparison.changes {
        if let Some((_, variant)) = kinds.iter().find(|(kind, _)| *kind == change.kind) {
            out.find(draft(context, change, variant));
        }
    }
}

fn draft(context: &Context, change: &Change, variant: &'static str) -> Draft {
    let at = change.at.unwrap_or(context.assessment.file.answers_span);
    let draft = Draft::new(at).variant(variant).about(&change.about);
    let draft = draft.and_at(change.was_at, "finding.at.before");
    let draft =
        draft.with("about", Quote::text(&change.about)).quotes(change.old.clone(), change.new.clone());
    match change.control {
        Some(control) => draft.control(control),
        None => draft,
    }
}
