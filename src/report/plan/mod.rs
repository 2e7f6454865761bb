//! Plans: the cheapest way to a goal, the best for a budget, and what would be if, for someone.
//!
//! `docs/compare-and-plan.md` describes them; `schemas/plan.schema.json` describes the view.

mod csv;
mod document;
mod figure;
mod say;
mod step;
mod text;

pub use document::{FORMAT, PlanView, SectionGain, SupposedView, schema, view};
pub use step::StepView;

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::plan::{Plan, Problem, Query, Supposed};
use crate::report::{Options, Subject, ViewFormat, paper};
use crate::text::Catalogue;

/// A plan with everything that it takes to write it down.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// Where the organisation stands.
    pub now: &'a Subject<'a>,
    /// What is supposed to be answered otherwise before anything is planned.
    pub supposed: &'a [Supposed],
    /// Where it would stand with that; the same as `now` when nothing is supposed.
    pub with_supposed: &'a Subject<'a>,
    /// What is asked and what came out; `None` when only something is supposed.
    pub drawn: Option<Drawn<'a>>,
}

/// A query with its answer.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// What is asked.
    pub query: &'a Query,
    /// What there is to decide.
    pub problem: &'a Problem,
    /// What came out; `None` when no set of actions reaches the goal.
    pub plan: Option<&'a Plan>,
    /// Where the organisation would stand after it, or after every action when there is no plan; scored by
    /// the method itself.
    pub after: &'a Subject<'a>,
    /// Whether the goal holds then, by the method; always for a budget.
    pub holds: bool,
}

/// Every format of a plan; the first is the usual one.
pub const FORMATS: &[ViewFormat<PlanView>] = &[
    ViewFormat { id: "text", extensions: &["txt"], render: text::render },
    ViewFormat { id: "json", extensions: &["json"], render: paper::json },
    ViewFormat { id: "html", extensions: &["html", "htm"], render: html },
    ViewFormat { id: "markdown", extensions: &["md"], render: markdown },
    ViewFormat { id: "csv", extensions: &["csv"], render: csv::render },
];

/// The name of the template.
const TEMPLATE: &str = "plan";

fn html(view: &PlanView, words: Catalogue, options: &Options) -> Result<Vec<u8>, Diagnostics> {
    let options = Options { template: Some(TEMPLATE), ..options.clone() };
    paper::html(view, BTreeMap::new(), words, &options)
}

fn markdown(view: &PlanView, words: Catalogue, options: &Options) -> Result<Vec<u8>, Diagnostics> {
    paper::markdown(view, words, &Options { template: Some(TEMPLATE), ..options.clone() })
}
