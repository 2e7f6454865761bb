//! The view of a comparison: finished strings, with words for machines beside them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ChangeView, Chronicle, ExpiredView, Lights, MoveView, Scribe, SectionMove, Told, TrendView};
use crate::compare::Cause;
use crate::gap::Gap;
use crate::model::{Assessment, ChecklistRef, ControlIx, value_of};
use crate::report::escape::{clean, css_text};
use crate::report::view::{
    BrandView, ChecklistView, ControlName, Day, MethodView, OrganisationView, RowView, Writer,
};
use crate::report::{Options, Provenance};

/// The format of the view.
pub const FORMAT: &str = "gapcheck/compare/1";

/// A comparison, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "gapcheck compare, version 1")]
pub struct CompareView {
    /// Kind and version of this document.
    #[schemars(extend("const" = "gapcheck/compare/1"))]
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
    /// The newest checklist: both sides are scored by it.
    pub checklist: ChecklistView,
    /// Who answers, by the later assessment.
    pub organisation: OrganisationView,
    /// The reference date of both sides.
    pub today: Day,
    /// The scoring method of both sides.
    pub method: MethodView,
    /// Every assessment in the order of time.
    pub files: Vec<FileView>,
    /// The earlier one of the two that are compared in full.
    pub earlier: FileView,
    /// The later one.
    pub later: FileView,
    /// What moved, in sentences.
    pub headlines: Vec<String>,
    /// What to know about the limits of the comparison, in sentences.
    pub limits: Vec<String>,
    /// `yes` when the method gives evidenced percentages, else `no`.
    pub rated: String,
    /// `yes` when the two were answered for different checklists, versions or methods, else `no`.
    pub by_yardstick: String,
    /// `yes` when a figure moved because more or less is asked, else `no`.
    pub by_asking: String,
    /// The sections directly below the root.
    pub sections: Vec<SectionMove>,
    /// The whole.
    pub overall: SectionMove,
    /// Changes of the profile and of what the assessment says of the organisation.
    pub profile: Vec<ChangeView>,
    /// Changes of the checklist, the method and its parameters.
    pub yardstick: Vec<ChangeView>,
    /// What these alone moved.
    pub yardstick_moves: Vec<MoveView>,
    /// Answers that nobody touched and whose validity has run out since.
    pub expired: Vec<ExpiredView>,
    /// Controls with a gap on the earlier answers' own day and none today, measured by the earlier target.
    pub closed: Vec<ControlName>,
    /// Controls whose gap went only because less is asked: set aside, switched off, or a lower target.
    pub dropped: Vec<ControlName>,
    /// Controls with a gap today and none then.
    pub opened: Vec<ControlName>,
    /// Every figure of a section that moved, both ends today and under the newest checklist.
    pub moves: Vec<MoveView>,
    /// The trend over more than two assessments.
    pub trend: TrendView,
    /// What the comparison was made of, for people.
    pub origin: Vec<RowView>,
    /// What the later side was made of, for machines.
    pub provenance: Provenance,
    /// What the earlier side was made of.
    pub earlier_provenance: Provenance,
}

/// One of the files that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FileView {
    /// Its name without its folder.
    pub name: String,
    /// The last day on which somebody worked on it.
    pub on: Day,
    /// The checklist and version it was answered for.
    pub answered_for: String,
    /// SHA-256 of the file; hex.
    pub digest: String,
    /// Answers that have no place in the newest checklist, by their old ids.
    pub lost: Vec<String>,
}

/// The JSON Schema of the view (draft-07), as committed in `schemas/compare.schema.json`.
pub fn schema() -> serde_json::Value {
    crate::report::schema_of::<CompareView>()
}

/// The view of a chronicle, which tells of at least two assessments.
pub fn view(chronicle: &Chronicle, options: &Options) -> CompareView {
    let lights: Vec<Lights> = chronicle.told.iter().map(|told| Lights::new(chronicle, told)).collect();
    let asked = chronicle.subject(chronicle.asked);
    let scribe = Scribe { chronicle, lights: &lights, asked: &asked, options };
    let now = scribe.now();
    let comparison = chronicle.comparison;
    let of = |wanted: Cause| {
        let some = comparison.changes.iter().filter(|c| c.kind.cause() == wanted);
        some.filter(|c| c.control.is_none() || wanted == Cause::Yardstick).map(|c| scribe.change(c)).collect()
    };
    let (sections, overall) = (scribe.sections(), scribe.overall());
    let files: Vec<FileView> = chronicle.told.iter().map(|told| file(now, told)).collect();
    let organisation = now.organisation();
    let title = format!("{} – {}", now.word("compare.title"), organisation.name);
    let today = now.day(now.assessment().today.date);
    let rated = sections.iter().any(|s| !s.now.number.text.is_empty());
    let moved = gaps(scribe);
    let names = |all: &[ControlIx]| all.iter().map(|ix| now.name(*ix)).collect();
    let asks_otherwise = |s: &SectionMove| matches!(s.by_asking.code.as_str(), "up" | "down");
    let by_asking = sections.iter().chain([&overall]).any(asks_otherwise);
    let by_yardstick = !chronicle.told[lights.len() - 2].stand.same_yardstick;
    CompareView {
        format: FORMAT.to_string(),
        language: chronicle.words.language().to_string(),
        print_marking: css_text(&organisation.sensitivity),
        print_footer: css_text(&now.print_footer(&title)),
        title,
        brand: now.brand(),
        checklist: now.checklist_view(),
        organisation,
        today,
        method: now.method(rated),
        earlier: files[files.len() - 2].clone(),
        later: files[files.len() - 1].clone(),
        headlines: scribe.headlines(&sections, &moved),
        limits: scribe.limits(&files),
        rated: if rated { "yes" } else { "no" }.into(),
        by_yardstick: if by_yardstick { "yes" } else { "no" }.into(),
        by_asking: if by_asking { "yes" } else { "no" }.into(),
        profile: of(Cause::Profile),
        yardstick: of(Cause::Yardstick),
        yardstick_moves: scribe.moves(&comparison.by_yardstick),
        expired: scribe.expired(),
        moves: scribe.moves(&comparison.moves),
        trend: scribe.trend(),
        origin: origin(now, &files),
        provenance: scribe.later().now.provenance.clone(),
        earlier_provenance: scribe.earlier().then.provenance.clone(),
        closed: names(&moved.closed),
        dropped: names(&moved.dropped),
        opened: names(&moved.opened),
        sections,
        overall,
        files,
    }
}

fn file(writer: Writer, told: &Told) -> FileView {
    let outcome = &told.stand.then;
    let (file, checklist) = (outcome.assessment.file, outcome.assessment.checklist);
    let version = match &file.checklist.value {
        ChecklistRef::Bundled { version: Some(version), .. } => version,
        ChecklistRef::Bundled { version: None, .. } | ChecklistRef::Path(_) => &checklist.version,
    };
    FileView {
        name: clean(&told.name),
        on: writer.day(told.stand.on),
        answered_for: clean(&format!("{} {version}", checklist.id)),
        digest: file.digest.clone(),
        lost: told.lost.iter().map(|id| clean(id)).collect(),
    }
}

/// What became of gaps, from the earlier answers' own day until today.
pub(super) struct GapMoves {
    pub(super) closed: Vec<ControlIx>,
    pub(super) dropped: Vec<ControlIx>,
    pub(super) opened: Vec<ControlIx>,
}

fn gaps(scribe: Scribe) -> GapMoves {
    let (then, now) = (scribe.earlier().anew.outcome, scribe.later().now.outcome);
    let has = |gaps: &[Gap], ix: ControlIx| gaps.iter().any(|gap| gap.control == ix);
    let gone = then.gaps.iter().map(|gap| gap.control).filter(|ix| !has(&now.gaps, *ix));
    let (dropped, closed): (Vec<_>, Vec<_>) =
        gone.partition(|ix| is_less_asked(&then.assessment, &now.assessment, *ix));
    let opened = now.gaps.iter().map(|gap| gap.control).filter(|ix| !has(&then.gaps, *ix));
    GapMoves { closed, dropped, opened: opened.collect() }
}

/// Whether a control without a gap today would still have one by what was asked of it earlier.
fn is_less_asked(then: &Assessment, now: &Assessment, ix: ControlIx) -> bool {
    let item = now.item(ix);
    let value = value_of(now.checklist.scale_of(now.checklist.control(ix)), &item.response);
    !item.applicable || value.zip(then.item(ix).target.as_ref()).is_some_and(|(value, asked)| value < *asked)
}

fn origin(writer: Writer, files: &[FileView]) -> Vec<RowView> {
    let from = &writer.subject.provenance;
    let row = |label: String, value: &str| RowView { label, value: clean(value) };
    let checklist = format!("{} {}", from.checklist, from.checklist_version);
    let mut rows = vec![
        row(writer.word("origin.tool"), &from.tool),
        row(writer.word("origin.checklist"), &checklist),
        row(writer.word("origin.checklist-digest"), &from.checklist_digest),
        row(writer.word("origin.methods"), &from.methods.join(", ")),
    ];
    let brand = writer.options.brand.map(|brand| row(writer.word("origin.brand-digest"), &brand.digest));
    rows.extend(brand);
    rows.push(row(writer.word("origin.today"), &from.today));
    rows.extend(files.iter().map(|file| {
        let values = [("name", file.name.clone()), ("for", file.answered_for.clone())];
        row(writer.say("compare.origin-file", &values), &file.digest)
    }));
    rows
}
