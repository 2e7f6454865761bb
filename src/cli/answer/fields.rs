//! The options that say something about one answer.

use super::column::Column;
use super::wish::Wish;
use crate::cli::args::{Args, PossibleValues, date};
use crate::edit::Field;
use crate::model::{Date, EvidenceKind, Verified};

/// What to say about the control.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Fields {
    /// The rationale: why this answer
    #[arg(long, value_name = "TEXT", help_heading = "What the answer says")]
    note: Option<String>,
    /// Who answers for it
    #[arg(long, value_name = "NAME", help_heading = "What the answer says")]
    owner: Option<String>,
    /// The day of the answer [default: the reference date, when a CHOICE is given]
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "What the answer says")]
    answered: Option<Date>,
    /// A target of one's own, never below the knock-out
    #[arg(long, value_name = "CHOICE", help_heading = "What the answer says")]
    target: Option<String>,
    /// The measured share behind the level
    #[arg(long, value_name = "HAVE/OF", help_heading = "What the answer says")]
    share: Option<String>,
    /// Where the count comes from
    #[arg(long, value_name = "TEXT", help_heading = "What the answer says")]
    share_source: Option<String>,
    /// Take this out of the answer; may be repeated
    #[arg(long, value_name = "KEY", value_parser = keys(), help_heading = "What the answer says")]
    remove: Vec<String>,
    /// Why it does not apply
    #[arg(long, value_name = "TEXT", help_heading = "Not applicable")]
    reason: Option<String>,
    /// Who approved that
    #[arg(long, value_name = "NAME", help_heading = "Not applicable")]
    approved_by: Option<String>,
    /// Until when, at most 12 months
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Not applicable")]
    until: Option<Date>,
    #[command(flatten)]
    evidence: EvidenceFields,
    #[command(flatten)]
    plan: PlanFields,
}

/// What backs the answer. The options about evidence go with every item of the same run.
#[derive(Args, Clone, Debug, Default)]
struct EvidenceFields {
    /// A file below the folder of the assessment, or a web address; may be repeated. One that the answer
    /// has already gets what the other options say
    #[arg(long, value_name = "FILE | LINK", help_heading = "Evidence")]
    evidence: Vec<String>,
    /// Words that lead to evidence: a ticket, a shelf; may be repeated
    #[arg(long, value_name = "TEXT", help_heading = "Evidence")]
    reference: Vec<String>,
    /// Its kind; it sets how long it is valid
    #[arg(long, value_name = "KIND", value_parser = kinds(), help_heading = "Evidence")]
    kind: Option<String>,
    /// When it was collected
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Evidence")]
    collected: Option<Date>,
    /// When it ends by itself
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Evidence")]
    expires: Option<Date>,
    /// Who looked at it: somebody other than the owner
    #[arg(long, value_name = "NAME", help_heading = "Evidence")]
    reviewed_by: Option<String>,
    /// How it was verified
    #[arg(long, value_name = "HOW", value_parser = verified(), help_heading = "Evidence")]
    verified: Option<String>,
}

/// What will be done about a gap.
#[derive(Args, Clone, Debug, Default)]
struct PlanFields {
    /// What will be done
    #[arg(long, value_name = "TEXT", help_heading = "Plan")]
    plan: Option<String>,
    /// Who will do it
    #[arg(long, value_name = "NAME", help_heading = "Plan")]
    plan_owner: Option<String>,
    /// By when
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Plan")]
    due: Option<Date>,
    /// Person-days
    #[arg(long, value_name = "N", help_heading = "Plan")]
    days: Option<u32>,
    /// Who approved the plan
    #[arg(long, value_name = "NAME", help_heading = "Plan")]
    plan_approved_by: Option<String>,
}

fn keys() -> PossibleValues {
    Field::ALL.iter().map(|field| field.key()).collect::<Vec<_>>().into()
}

fn kinds() -> PossibleValues {
    EvidenceKind::ALL.iter().map(|kind| kind.id()).collect::<Vec<_>>().into()
}

fn verified() -> PossibleValues {
    Verified::ALL.iter().map(|how| how.id()).collect::<Vec<_>>().into()
}

impl Fields {
    /// Everything that was given, with the choices from the arguments.
    pub(super) fn wish(&self, choices: &[String]) -> Wish {
        let mut wish = Wish::default();
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        for choice in choices {
            wish.say(Column::Answer, choice);
        }
        let (evidence, plan) = (&self.evidence, &self.plan);
        for place in &evidence.evidence {
            wish.say(Column::Evidence, place);
        }
        for words in &evidence.reference {
            wish.say(Column::Reference, words);
        }
        let single = [
            (Column::Note, self.note.clone()),
            (Column::Owner, self.owner.clone()),
            (Column::Answered, day(self.answered)),
            (Column::Target, self.target.clone()),
            (Column::Share, self.share.clone()),
            (Column::ShareSource, self.share_source.clone()),
            (Column::Reason, self.reason.clone()),
            (Column::ApprovedBy, self.approved_by.clone()),
            (Column::Until, day(self.until)),
            (Column::Kind, evidence.kind.clone()),
            (Column::Collected, day(evidence.collected)),
            (Column::Expires, day(evidence.expires)),
            (Column::ReviewedBy, evidence.reviewed_by.clone()),
            (Column::Verified, evidence.verified.clone()),
            (Column::Plan, plan.plan.clone()),
            (Column::PlanOwner, plan.plan_owner.clone()),
            (Column::Due, day(plan.due)),
            (Column::Days, plan.days.map(|days| days.to_string())),
            (Column::PlanApprovedBy, plan.plan_approved_by.clone()),
        ];
        for (column, value) in single {
            if let Some(value) = value {
                wish.say(column, &value);
            }
        }
        wish.remove =
            Field::ALL.into_iter().filter(|f| self.remove.iter().any(|key| key == f.key())).collect();
        wish
    }
}
