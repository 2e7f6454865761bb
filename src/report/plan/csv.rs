//! The steps of a plan as a table: the first row holds names for machines.

use super::PlanView;
use crate::diag::Diagnostics;
use crate::report::Options;
use crate::report::csv::written;
use crate::report::table::{Cell, Table};
use crate::text::Catalogue;

/// The names of the columns.
const HEAD: &[&str] = &[
    "number",
    "control",
    "title",
    "section",
    "action",
    "from",
    "to",
    "first_step",
    "days",
    "days_from",
    "days_so_far",
    "section_way",
    "overall_way",
    "gain",
    "lifts_cap",
    "after",
    "owner",
];

/// The steps as CSV.
pub(super) fn render(view: &PlanView, _: Catalogue, _: &Options) -> Result<Vec<u8>, Diagnostics> {
    let text = |text: &str| Cell::Text(text.to_string());
    let number = |n: u32| Cell::Number(n as usize);
    let rows = view.steps.iter().map(|step| {
        let after: Vec<&str> = step.after.iter().map(|name| name.id.as_str()).collect();
        vec![
            Cell::Number(step.number),
            text(&step.id),
            text(&step.title),
            text(&step.section),
            text(&step.action.code),
            text(&step.from),
            text(&step.to),
            text(&step.first_step),
            number(step.days),
            text(&step.days_from.code),
            number(step.days_so_far),
            text(&step.section_way),
            text(&step.overall_way),
            text(&step.gain),
            text(&step.lifts_cap),
            text(&after.join("; ")),
            text(&step.owner),
        ]
    });
    Ok(written(&Table { head: HEAD, rows: rows.collect() }))
}
