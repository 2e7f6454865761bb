//! The view: one plain, versioned value with finished strings, from which every template renders.
//!
//! Nothing in it has to be worked out any more: percentages are rounded, dates are written in the
//! reader's language, sentences are whole. Foreign text has been made harmless (no control characters,
//! no direction overrides) but is not escaped: that is the format's work. Conditions in templates compare
//! `code` words, `yes`/`no`, or the length of a list. `schemas/report.schema.json` describes it.

mod action;
mod bound;
mod brand;
mod crosswalk;
mod decision;
mod duty;
mod expiry;
mod explained;
mod gain;
mod gap;
mod group;
mod head;
mod measure;
mod origin;
mod public;
mod register;
mod scope;
mod section;
mod shared;
mod standing;
mod summary;
mod tier;
mod writer;

pub use action::{ActionsView, RiskView};
pub use brand::{BrandView, ColorsView, EditionView, LogoView};
pub use crosswalk::{CrosswalkRow, CrosswalkView};
pub use duty::{DutyGap, DutyView};
pub use expiry::ExpiryView;
pub(crate) use explained::in_words;
pub use explained::{ExplainedView, StepView, TermView};
pub use gap::GapView;
pub use group::{GroupControl, GroupSection, GroupView, GroupingView};
pub use head::{ChecklistView, MethodView, OrganisationView, SignOffView};
pub use measure::{BandCount, BandView, MeasureView, NumberView};
pub(crate) use measure::{measure_title, noted};
pub use origin::RowView;
pub(crate) use public::{FEW_KNOCK_OUTS, KNOCK_OUT_MEASURES, LOWEST_AREA, PUBLIC};
pub use register::{ControlView, EvidenceView, RegisterSection};
pub use scope::{EffectView, FactView, ScopeView, SetAsideView};
pub(crate) use section::anchor;
pub use section::{AreaView, CountsView, SectionCharts, SectionView};
pub use summary::{EvidenceShares, FigureView, GapCount, KnockOutView, SummaryView};
pub use tier::{TierShare, tier_key};
pub(crate) use writer::Writer;
pub use writer::{Coded, ControlName, Day, level_meaning};

use std::mem::take;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::report::escape::css_text;
use crate::report::{Document, Options, Provenance, Subject};
use crate::threads::{both, each, put_away};

/// The format of the view.
pub const FORMAT: &str = "gapcheck/report/1";

/// A gap report, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReportView {
    /// `gapcheck/report/1`.
    pub format: String,
    /// The language of every text, as a BCP 47 tag.
    pub language: String,
    /// Which document this is: the template's name, with its title for people: `Work list`.
    pub template: Coded,
    /// The document's title: `Gap report – Example Ltd`.
    pub title: String,
    /// The marking for the margin of printed pages, written as CSS wants it between double quotes.
    pub print_marking: String,
    /// The foot line of printed pages, written as CSS wants it between double quotes.
    pub print_footer: String,
    /// Whose names, colors, marking and picture the document carries.
    pub brand: BrandView,
    /// What was asked.
    pub checklist: ChecklistView,
    /// Who answers.
    pub organisation: OrganisationView,
    /// The reference date: everything holds as of this day.
    pub today: Day,
    /// The day on which the first backing ends or, when all is over, the last one did; empty when nothing is
    /// dated.
    pub valid_until: Day,
    /// What that day is, in a few words, and what else ends soon; the latter is empty when nothing does.
    pub renewal: RowView,
    /// Who signed the profile off.
    pub sign_off: SignOffView,
    /// The method that gaps are judged by.
    pub method: MethodView,
    /// The first page in words.
    pub summary: SummaryView,
    /// What follows from the gaps.
    pub actions: ActionsView,
    /// The sections directly below the root, each with its gaps.
    pub sections: Vec<SectionView>,
    /// Every gap, first what to do first.
    pub gaps: Vec<GapView>,
    /// What concerns the organisation and why.
    pub scope: ScopeView,
    /// Every control with its answer, by section.
    pub register: Vec<RegisterSection>,
    /// Answers whose backing has ended or ends within 90 days, earliest first.
    pub expiry: Vec<ExpiryView>,
    /// Which items of other frameworks the controls map to.
    pub crosswalk: Vec<CrosswalkView>,
    /// The headline of each section with its terms; empty when nothing was traced.
    pub explained: Vec<ExplainedView>,
    /// Laws that may apply.
    pub duties: Vec<DutyView>,
    /// An alternative grouping; its id is empty when none was asked for.
    pub grouping: GroupingView,
    /// What a self-assessment cannot show, what rests on claims, and what was left out, for those who decide.
    pub bounds: Vec<String>,
    /// What to know about the limits of the answers, in sentences.
    pub limits: Vec<String>,
    /// What the report was made of, for people.
    pub origin: Vec<RowView>,
    /// What the report was made of, for machines.
    pub provenance: Provenance,
}

/// The JSON Schema of the view (draft-07), as committed in `schemas/report.schema.json`.
pub fn schema() -> serde_json::Value {
    crate::report::schema_of::<ReportView>()
}

/// The view of a subject; for the public template without everything that is not for the public. For a
/// scorecard, the lists of gaps and answers are empty, and so is what the summary and the sections
/// say beside their figures.
pub fn view(subject: &Subject, options: &Options) -> ReportView {
    let writer = Writer { subject, options };
    let lists = options.document == Document::Report;
    // The parts are made beside each other: each comes out the same, whichever is ready first.
    let ((gains, explained, crosswalk, scope), ((gaps, sections), register)) = if lists {
        let gaps = || {
            let gaps = writer.gaps();
            let sections = writer.sections_with(&gaps);
            (gaps, sections)
        };
        let others = || (writer.first_gains(), writer.explained(), writer.crosswalk(), writer.scope());
        both(others, || both(gaps, || writer.register()))
    } else {
        (Default::default(), ((Vec::new(), writer.sections()), Vec::new()))
    };
    let summary = writer.summary(&sections);
    let rated = sections.iter().any(|s| s.rated == "yes");
    let assessment = writer.assessment();
    let organisation = writer.organisation();
    let template = writer.template();
    let title = format!("{} – {}", template.text, organisation.name);
    let whole = ReportView {
        format: FORMAT.to_string(),
        language: subject.words.language().to_string(),
        print_marking: css_text(&organisation.sensitivity),
        print_footer: css_text(&writer.print_footer(&title)),
        template,
        title,
        brand: writer.brand(),
        checklist: writer.checklist_view(),
        organisation,
        today: writer.day(assessment.today.date),
        valid_until: writer.maybe_day(assessment.valid_until()),
        renewal: writer.renewal(),
        sign_off: writer.sign_off(),
        method: writer.method(rated),
        actions: when(lists, || writer.actions(&gaps, gains)),
        gaps,
        scope,
        register,
        expiry: when(lists, || writer.expiry()),
        crosswalk,
        explained,
        duties: when(lists, || writer.duties()),
        grouping: when(lists, || writer.grouping()),
        bounds: when(lists, || writer.bounds(&summary, &sections)),
        limits: writer.limits(),
        origin: writer.origin(),
        provenance: subject.provenance.clone(),
        summary,
        sections,
    };
    if options.template == Some(PUBLIC) { public::cut(whole) } else { whole }
}

/// The view as a value for templates. The long lists are turned into values beside each other.
pub(super) fn value(mut view: ReportView) -> Value {
    let (sections, gaps) = (take(&mut view.sections), take(&mut view.gaps));
    let (register, actions) = (take(&mut view.register), take(&mut view.actions));
    let lists = || both(|| list(sections), || both(|| list(gaps), || list(register)));
    let ((sections, (gaps, register)), (actions, rest)) = both(lists, || (plain(actions), plain(view)));
    let mut whole = rest;
    for (field, part) in
        [("sections", sections), ("gaps", gaps), ("register", register), ("actions", actions)]
    {
        whole[field] = part;
    }
    whole
}

fn list<T: Serialize + Send>(items: Vec<T>) -> Value {
    Value::Array(each(items, plain))
}

fn plain<T: Serialize>(part: T) -> Value {
    let value = serde_json::to_value(&part).expect("plain structs with text keys are always JSON");
    put_away(part);
    value
}

/// What is made, when it is wanted.
fn when<T: Default>(wanted: bool, make: impl FnOnce() -> T) -> T {
    if wanted { make() } else { T::default() }
}
