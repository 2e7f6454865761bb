//! The view of a plan: finished strings, with words for machines beside them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Drawn, Planned, StepView, figure, say, step};
use crate::gap::Gap;
use crate::model::{ControlIx, Given, SectionIx};
use crate::plan::Supposed;
use crate::report::compare::{DeltaView, PointView};
use crate::report::escape::{clean, css_text};
use crate::report::view::{
    BrandView, ChecklistView, Coded, Day, MethodView, OrganisationView, RowView, Writer,
};
use crate::report::{Options, Provenance, Subject};

/// The format of the view.
pub const FORMAT: &str = "gapcheck/plan/1";

/// A plan, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "gapcheck plan, version 1")]
pub struct PlanView {
    /// Kind and version of this document.
    #[schemars(extend("const" = "gapcheck/plan/1"))]
    pub format: String,
    /// The language of every text, as a BCP 47 tag.
    pub language: String,
    /// The document's title.
    pub title: String,
    /// The brand; every part of it is empty when there is none.
    pub brand: BrandView,
    /// The marking for the margin of printed pages, written as CSS wants it between double quotes.
    pub print_marking: String,
    /// The foot line of printed pages, written as CSS wants it between double quotes.
    pub print_footer: String,
    /// What was asked of the organisation.
    pub checklist: ChecklistView,
    /// Who plans.
    pub organisation: OrganisationView,
    /// The reference date.
    pub today: Day,
    /// The scoring method.
    pub method: MethodView,
    /// What is to be reached: `reach`, `knock-outs`, `band`, `budget`; `none` when only something is supposed.
    pub goal: Coded,
    /// `found`, `reached` when nothing has to be done, `unreachable`; `none` without a goal.
    pub state: Coded,
    /// What came out, in sentences.
    pub answer: Vec<String>,
    /// `optimal`, `at-least-days` or `at-most`; empty without a plan.
    pub proof: Coded,
    /// Person-days of all steps.
    pub days: u32,
    /// What to do, in order.
    pub steps: Vec<StepView>,
    /// What is supposed, with its gap before and after.
    pub supposed: Vec<SupposedView>,
    /// The sections that concern the organisation, before and after, as the method scores them.
    pub sections: Vec<SectionGain>,
    /// The whole.
    pub overall: SectionGain,
    /// What the plan takes for granted, in sentences.
    pub assumptions: Vec<String>,
    /// What the plan was made of, for people.
    pub origin: Vec<RowView>,
    /// What the plan was made of, for machines.
    pub provenance: Provenance,
}

/// A section before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SectionGain {
    /// Its id; the checklist's for the whole.
    pub id: String,
    /// Number and title.
    pub label: String,
    /// As it is.
    pub before: PointView,
    /// As it would be.
    pub after: PointView,
    /// The difference.
    pub gain: DeltaView,
}

/// An answer that is supposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SupposedView {
    /// The control's id.
    pub id: String,
    /// The control's title.
    pub title: String,
    /// What is claimed now.
    pub from: String,
    /// What is supposed.
    pub to: String,
    /// The gap now: its kind and its priority; empty when there is none.
    pub gap_before: String,
    /// The gap then; empty when there is none.
    pub gap_after: String,
    /// In a sentence.
    pub text: String,
}

/// The JSON Schema of the view (draft-07), as committed in `schemas/plan.schema.json`.
pub fn schema() -> serde_json::Value {
    crate::report::schema_of::<PlanView>()
}

/// The view of a plan.
pub fn view(planned: &Planned, options: &Options) -> PlanView {
    let writer = |subject| Writer { subject, options };
    let (now, from) = (writer(planned.now), writer(planned.with_supposed));
    let last: &Subject = planned.drawn.map_or(planned.with_supposed, |drawn| drawn.after);
    let after = writer(last);
    let organisation = now.organisation();
    let title = format!("{} – {}", now.word("plan.title"), organisation.name);
    let today = now.day(now.assessment().today.date);
    let plan = planned.drawn.and_then(|drawn| drawn.plan);
    let steps = |drawn: Drawn| {
        drawn.plan.map(|plan| step::steps(from, drawn.problem, &plan.steps)).unwrap_or_default()
    };
    let steps = planned.drawn.map(steps).unwrap_or_default();
    let material = |ix: &SectionIx| {
        let range = now.checklist().section(*ix).controls.clone();
        last.outcome.assessment.items[range].iter().any(|item| item.applicable)
    };
    PlanView {
        format: FORMAT.to_string(),
        language: now.subject.words.language().to_string(),
        print_marking: css_text(&organisation.sensitivity),
        print_footer: css_text(&now.print_footer(&title)),
        title,
        brand: now.brand(),
        checklist: now.checklist_view(),
        organisation,
        today,
        method: now.method(true),
        goal: say::goal(now, planned.drawn),
        state: say::state(now, planned.drawn),
        answer: say::answer(now, after, planned),
        proof: say::proof(now, planned.drawn),
        days: plan.map_or(0, |plan| plan.days),
        supposed: planned.supposed.iter().filter_map(|one| supposed(now, from, one)).collect(),
        sections: now.checklist().top_sections().filter(material).map(|ix| gain(now, after, ix)).collect(),
        overall: gain(now, after, SectionIx::ROOT),
        assumptions: say::assumptions(now, &steps, planned),
        origin: now.origin(),
        provenance: planned.now.provenance.clone(),
        steps,
    }
}

fn gain(now: Writer, after: Writer, ix: SectionIx) -> SectionGain {
    let (before, then) = (figure::point(now, ix), figure::point(after, ix));
    SectionGain {
        id: now.checklist().section(ix).id.to_string(),
        label: match ix {
            SectionIx::ROOT => figure::whole(now),
            ix => now.section_label(ix),
        },
        gain: figure::gain(now, after, ix),
        before,
        after: then,
    }
}

fn supposed(now: Writer, then: Writer, one: &Supposed) -> Option<SupposedView> {
    let ix = now.checklist().find_control(one.control.as_str())?;
    let name = now.name(ix);
    let to = match &one.given {
        Given::Choices(ids) => now.choices(ix, &ids.join(", ")),
        Given::Number(number) => now.decimal(number, 4),
        Given::Blank | Given::Unknown | Given::NotApplicable => clean(&one.given.written()),
    };
    let from = now.answer(ix, &now.assessment().item(ix).response);
    let (gap_before, gap_after) = (gap_of(now, ix), gap_of(then, ix));
    let none = now.word("plan.no-gap");
    let or = |text: &String| if text.is_empty() { none.clone() } else { text.clone() };
    let values = [
        ("title", name.title.clone()),
        ("from", from.clone()),
        ("to", to.clone()),
        ("before", or(&gap_before)),
        ("after", or(&gap_after)),
    ];
    let text = now.say("plan.supposed", &values);
    Some(SupposedView { id: name.id, title: name.title, from, to, gap_before, gap_after, text })
}

fn gap_of(writer: Writer, ix: ControlIx) -> String {
    let of = |gap: &&Gap| gap.control == ix;
    let gap = writer.subject.outcome.gaps.iter().find(of);
    gap.map_or_else(String::new, |gap| {
        let kind = writer.coded("gap", gap.kind.id()).text;
        let values = [("kind", kind), ("priority", writer.decimal(&gap.priority, 1))];
        writer.say("plan.gap", &values)
    })
}
