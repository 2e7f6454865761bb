//! Where the work of answering stands: `gapcheck/status/1`. No score: what is answered, by whom, what is
//! missing, what is overdue, and what ends soon.
//!
//! Foreign text in it has been made harmless. `schemas/status.schema.json` describes it.

mod text;

pub use text::write;

use std::collections::BTreeMap;

use chrono::Days;
use schemars::JsonSchema;
use serde::Serialize;

use crate::assess::Outcome;
use crate::model::{
    Assessment, ControlIx, Date, Exact, Freshness, Item, Plan, Response, SectionIx, Texts, Tier,
    second_person, value_of,
};
use crate::text::clean;

/// The format.
pub const FORMAT: &str = "gapcheck/status/1";

/// How far the calendar looks ahead unless somebody says otherwise. **Unit:** days.
pub const AHEAD: u32 = 60;

/// Where the work of answering stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatusView {
    /// `gapcheck/status/1`.
    pub format: String,
    /// The language of every text, as a BCP 47 tag.
    pub language: String,
    /// What was asked: `paris-call@1.0.0`.
    pub checklist: String,
    /// Its title.
    pub title: String,
    /// Who answers; empty when the assessment does not say it.
    pub organisation: String,
    /// The reference date: everything holds as of this day.
    pub today: String,
    /// The last day that counts as soon.
    pub horizon: String,
    /// All questions together.
    pub progress: Progress,
    /// Each section directly below the root that asks something, in order.
    pub sections: Vec<SectionProgress>,
    /// Each owner by name, then what has no owner.
    pub owners: Vec<OwnerProgress>,
    /// Knock-outs without an answer: what to answer first.
    pub knock_outs: Vec<ControlStatus>,
    /// Gaps whose plan was due before the reference date, earliest first.
    pub overdue: Vec<OverdueStatus>,
    /// Answers of *unknown*: what to find out.
    pub find_out: Vec<ControlStatus>,
    /// Answers that claim something without a second person having looked at evidence.
    pub evidence_missing: Vec<MissingStatus>,
    /// Answers whose backing has ended or ends soon, earliest first.
    pub expiring: Vec<ExpiringStatus>,
}

/// How many questions there are, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Progress {
    /// Questions that concern the organisation, or may.
    pub asked: usize,
    /// Those with an answer that still stands; `unknown` and *not applicable* are answers.
    pub answered: usize,
    /// Of the answered, those that nobody knows.
    pub unknown: usize,
    /// Of the answered, those that were set aside by hand.
    pub set_aside: usize,
}

/// The progress of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SectionProgress {
    /// Its id.
    pub id: String,
    /// Number and title: `7 Cyber hygiene`.
    pub label: String,
    /// Its questions.
    #[serde(flatten)]
    pub progress: Progress,
    /// Its knock-outs without an answer.
    pub knock_outs_open: usize,
}

/// The work of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnerProgress {
    /// The name; empty for what has no owner.
    pub owner: String,
    /// Their questions.
    #[serde(flatten)]
    pub progress: Progress,
    /// Of their answers, those without evidence that a second person has looked at.
    pub evidence_missing: usize,
    /// Of their answers, those whose backing has ended or ends soon.
    pub expiring: usize,
}

/// A control in a list of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlStatus {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who answers for it; empty when nobody does.
    pub owner: String,
}

/// A gap whose plan was due before today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OverdueStatus {
    /// The control, with the owner of the plan where it has one.
    #[serde(flatten)]
    pub control: ControlStatus,
    /// The day on which the plan was due.
    pub due: String,
}

/// A claim without evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingStatus {
    /// The control.
    #[serde(flatten)]
    pub control: ControlStatus,
    /// How well it is backed: `E0` or `E1`.
    pub tier: String,
    /// What is missing for more: `note`, `owner`, `answered`, `evidence`, `second-look`, `fresh`.
    pub missing: Vec<String>,
}

/// An answer whose backing ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpiringStatus {
    /// The control.
    #[serde(flatten)]
    pub control: ControlStatus,
    /// The last valid day.
    pub day: String,
    /// Whether that day is over.
    pub over: bool,
}

/// The JSON Schema (draft-07), as committed in `schemas/status.schema.json`.
pub fn schema() -> serde_json::Value {
    crate::report::schema_of::<StatusView>()
}

/// The status of an assessment, looking some days ahead. Gaps are those of the outcome.
pub fn status(outcome: &Outcome<'_>, texts: &Texts, language: &str, ahead: u32) -> StatusView {
    let assessment = &outcome.assessment;
    let today = assessment.today.date;
    let horizon = today.checked_add_days(Days::new(u64::from(ahead))).unwrap_or(Date::MAX);
    let clerk = Clerk { assessment, texts, horizon };
    let checklist = assessment.checklist;
    StatusView {
        format: FORMAT.to_string(),
        language: language.to_string(),
        checklist: format!("{}@{}", checklist.id, checklist.version),
        title: clean(&texts.text("checklist.title")).into_owned(),
        organisation: clean(&assessment.file.organisation.name).into_owned(),
        today: today.to_string(),
        horizon: horizon.to_string(),
        progress: Progress::of(assessment.asked()),
        sections: clerk.sections(),
        owners: clerk.owners(),
        knock_outs: assessment
            .asked()
            .filter(|i| clerk.is_open_knock_out(i))
            .map(|i| clerk.control(i))
            .collect(),
        overdue: clerk.overdue(outcome),
        find_out: assessment
            .asked()
            .filter(|item| item.response == Response::Unknown)
            .map(|item| clerk.control(item))
            .collect(),
        evidence_missing: assessment.asked().filter_map(|item| clerk.missing(item)).collect(),
        expiring: clerk.expiring(),
    }
}

impl Progress {
    /// The progress of some questions.
    pub fn of<'i>(items: impl Iterator<Item = &'i Item<'i>>) -> Progress {
        let mut progress = Progress::default();
        for item in items {
            progress.count(item);
        }
        progress
    }

    fn count(&mut self, item: &Item<'_>) {
        self.asked += 1;
        self.answered += usize::from(!item.is_blank());
        self.unknown += usize::from(item.response == Response::Unknown);
        self.set_aside += usize::from(item.response == Response::NotApplicable);
    }
}

/// What the lists are made from.
#[derive(Clone, Copy)]
struct Clerk<'a> {
    assessment: &'a Assessment<'a>,
    texts: &'a Texts,
    horizon: Date,
}

impl<'a> Clerk<'a> {
    fn control(self, item: &Item<'_>) -> ControlStatus {
        let id = &self.assessment.checklist.control(item.control).id;
        let title = self.texts.text(&format!("control.{id}.title"));
        ControlStatus { id: id.to_string(), title: clean(&title).into_owned(), owner: owner(item) }
    }

    fn is_open_knock_out(self, item: &Item<'_>) -> bool {
        item.is_blank() && self.assessment.checklist.control(item.control).knock_out.is_some()
    }

    fn sections(self) -> Vec<SectionProgress> {
        let checklist = self.assessment.checklist;
        let one = |ix: SectionIx| {
            let section = checklist.section(ix);
            let items = || self.assessment.asked().filter(|i| section.controls.contains(&i.control.0));
            let title = self.texts.text(&format!("section.{}.title", section.id));
            let number = section.number.map(|number| format!("{number} ")).unwrap_or_default();
            SectionProgress {
                id: section.id.to_string(),
                label: clean(&format!("{number}{title}")).into_owned(),
                progress: Progress::of(items()),
                knock_outs_open: items().filter(|item| self.is_open_knock_out(item)).count(),
            }
        };
        checklist.top_sections().map(one).filter(|section| section.progress.asked > 0).collect()
    }

    fn owners(self) -> Vec<OwnerProgress> {
        let mut by_owner: BTreeMap<(bool, String), OwnerProgress> = BTreeMap::new();
        for item in self.assessment.asked() {
            let owner = owner(item);
            let new = OwnerProgress {
                owner: owner.clone(),
                progress: Progress::default(),
                evidence_missing: 0,
                expiring: 0,
            };
            let row = by_owner.entry((owner.is_empty(), owner)).or_insert(new);
            row.progress.count(item);
            row.evidence_missing += usize::from(self.missing(item).is_some());
            row.expiring += usize::from(self.ends(item).is_some());
        }
        by_owner.into_values().collect()
    }

    /// A claim above nothing that no second person has seen evidence of counts half at most.
    fn missing(self, item: &Item<'_>) -> Option<MissingStatus> {
        let checklist = self.assessment.checklist;
        let scale = checklist.scale_of(checklist.control(item.control));
        let claims = match item.response {
            Response::Choices(_) | Response::Number(_) => {
                value_of(scale, &item.response).is_none_or(|value| value > Exact::ZERO)
            }
            Response::Unknown | Response::NotApplicable | Response::SwitchedOff | Response::Blank(_) => false,
        };
        let answer = item.answer.filter(|_| claims && item.applicable && item.tier < Tier::E2)?;
        let lacks = [
            ("note", answer.note.is_none()),
            ("owner", answer.owner.is_none()),
            ("answered", answer.answered.is_none()),
            ("evidence", answer.evidence.is_empty()),
            (
                "second-look",
                !answer.evidence.is_empty()
                    && !answer.evidence.iter().any(|item| second_person(item, answer)),
            ),
            (
                "fresh",
                item.freshness == Freshness::Stale
                    && !answer.evidence.is_empty()
                    && answer.answered.is_some(),
            ),
        ];
        let missing = lacks.into_iter().filter(|(_, is_missing)| *is_missing);
        let missing = missing.map(|(word, _)| word.to_string()).collect();
        Some(MissingStatus { control: self.control(item), tier: item.tier.id().to_string(), missing })
    }

    /// The last valid day of an answer, when it is not far.
    fn ends(self, item: &Item<'_>) -> Option<Date> {
        item.valid_until.filter(|day| item.answer.is_some() && *day <= self.horizon)
    }

    /// An answer that several controls share is planned once.
    fn overdue(self, outcome: &Outcome<'_>) -> Vec<OverdueStatus> {
        let gaps = outcome.gaps.iter().filter(|gap| gap.same_as.is_none()).map(|gap| gap.control);
        let planned = gaps.filter_map(|ix| Some((ix, self.assessment.item(ix).answer?.plan.as_ref()?)));
        let due = planned.filter_map(|(ix, plan)| Some((plan.due?, ix, plan)));
        let mut late: Vec<_> = due.filter(|(due, ..)| *due < self.assessment.today.date).collect();
        late.sort_by_key(|(due, ix, _)| (*due, *ix));
        let one = |(due, ix, plan): (Date, ControlIx, &Plan)| {
            let control = self.control(self.assessment.item(ix));
            let own = clean(plan.owner.as_deref().unwrap_or_default().trim()).into_owned();
            let owner = if own.is_empty() { control.owner } else { own };
            OverdueStatus { control: ControlStatus { owner, ..control }, due: due.to_string() }
        };
        late.into_iter().map(one).collect()
    }

    fn expiring(self) -> Vec<ExpiringStatus> {
        let mut ending: Vec<(Date, &Item<'a>)> =
            self.assessment.asked().filter_map(|item| Some((self.ends(item)?, item))).collect();
        ending.sort_by_key(|(day, item): &(Date, &Item<'a>)| (*day, ControlIx(item.control.0)));
        let one = |(day, item): (Date, &Item<'a>)| ExpiringStatus {
            control: self.control(item),
            day: day.to_string(),
            over: day < self.assessment.today.date,
        };
        ending.into_iter().map(one).collect()
    }
}

fn owner(item: &Item<'_>) -> String {
    let owner = item.answer.and_then(|answer| answer.owner.as_deref()).unwrap_or_default();
    clean(owner.trim()).into_owned()
}
