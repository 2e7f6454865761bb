//! Comparisons: what moved between assessments and why, for someone.
//!
//! `docs/compare-and-plan.md` describes them; `schemas/compare.schema.json` describes the view.

mod change;
mod control;
mod document;
mod point;
mod say;
mod section;
mod text;
mod trend;

pub use change::{ChangeView, MoveView};
pub use control::{ControlMove, ExpiredView};
pub use document::{CompareView, FORMAT, FileView, schema, view};
pub use point::{DeltaView, PointView};
pub use section::SectionMove;
pub use trend::{TrendRow, TrendView};

use std::collections::BTreeMap;

use crate::assess::{Outcome, Stand};
use crate::compare::Comparison;
use crate::diag::Diagnostics;
use crate::model::Texts;
use crate::report::view::Writer;
use crate::report::{Options, Provenance, Subject, ViewFormat, chart, paper};
use crate::text::Catalogue;

/// Assessments in the order of time, the last one the newest, with the words to say it in.
#[derive(Clone, Debug)]
pub struct Chronicle<'a> {
    /// At least two.
    pub told: Vec<Told<'a>>,
    /// The earlier one of the last two, asked today what the last one asks ([`crate::compare::asked`]).
    pub asked: &'a Outcome<'a>,
    /// What moved between the last two.
    pub comparison: &'a Comparison,
    /// The sentences of the newest checklist in the reader's language.
    pub texts: &'a Texts,
    /// The program's words in the reader's language.
    pub words: Catalogue,
}

impl<'a> Chronicle<'a> {
    fn subject(&self, outcome: &'a Outcome<'a>) -> Subject<'a> {
        let (texts, words) = (self.texts, self.words);
        Subject { outcome, texts, words, provenance: Provenance::of(outcome) }
    }
}

/// One assessment of several.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// How the file is called, without its folder.
    pub name: String,
    /// What was worked out about it.
    pub stand: &'a Stand<'a>,
    /// Answers that have no place in the newest checklist, by their old ids.
    pub lost: Vec<String>,
}

/// Every format of a comparison; the first is the usual one.
pub const FORMATS: &[ViewFormat<CompareView>] = &[
    ViewFormat { id: "text", extensions: &["txt"], render: text::render },
    ViewFormat { id: "json", extensions: &["json"], render: paper::json },
    ViewFormat { id: "html", extensions: &["html", "htm"], render: html },
    ViewFormat { id: "markdown", extensions: &["md"], render: markdown },
];

/// The name of the template.
const TEMPLATE: &str = "compare";

fn html(view: &CompareView, words: Catalogue, options: &Options) -> Result<Vec<u8>, Diagnostics> {
    let mut charts = BTreeMap::new();
    for row in &view.trend.rows {
        charts.insert(row.chart.clone(), chart::trend(row, &view.trend.days, &words));
    }
    paper::html(view, charts, words, &Options { template: Some(TEMPLATE), ..options.clone() })
}

fn markdown(view: &CompareView, words: Catalogue, options: &Options) -> Result<Vec<u8>, Diagnostics> {
    paper::markdown(view, words, &Options { template: Some(TEMPLATE), ..options.clone() })
}

/// One assessment in every light, each as the subject of a report.
struct Lights<'a> {
    then: Subject<'a>,
    aged: Subject<'a>,
    anew: Subject<'a>,
    now: Subject<'a>,
}

impl<'a> Lights<'a> {
    fn new(chronicle: &Chronicle<'a>, told: &Told<'a>) -> Lights<'a> {
        let (subject, stand) = (|outcome| chronicle.subject(outcome), told.stand);
        Lights {
            then: subject(&stand.then),
            aged: subject(&stand.aged),
            anew: subject(&stand.anew),
            now: subject(&stand.now),
        }
    }
}

/// Writes a comparison down: the chronicle with every light of every assessment.
#[derive(Clone, Copy)]
struct Scribe<'a> {
    chronicle: &'a Chronicle<'a>,
    lights: &'a [Lights<'a>],
    asked: &'a Subject<'a>,
    options: &'a Options<'a>,
}

impl<'a> Scribe<'a> {
    fn writer(self, subject: &'a Subject<'a>) -> Writer<'a> {
        Writer { subject, options: self.options }
    }

    /// The earlier one of the last two.
    fn earlier(self) -> &'a Lights<'a> {
        &self.lights[self.lights.len() - 2]
    }

    /// The newest.
    fn later(self) -> &'a Lights<'a> {
        &self.lights[self.lights.len() - 1]
    }

    /// The writer of what holds now.
    fn now(self) -> Writer<'a> {
        self.writer(&self.later().now)
    }
}
