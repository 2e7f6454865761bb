//! Every gap on a terminal, first what to do first.

use crate::report::text::{Ink, Page, called};
use crate::report::view::{GapView, view};
use crate::report::{Options, Subject};
use crate::text::Catalogue;

/// Every gap of a subject, each with what was claimed, what is needed, the first step and the effort.
pub(super) fn write(page: &mut Page, subject: &Subject, options: &Options) {
    let view = view(subject, options);
    page.heading(&subject.words.text("report.gaps"));
    if view.gaps.is_empty() {
        page.paragraph(0, Ink::Plain, &view.summary.no_gaps);
    }
    for gap in &view.gaps {
        page.blank();
        one(page, subject.words, gap);
    }
}

/// One gap.
pub(super) fn one(page: &mut Page, words: Catalogue, gap: &GapView) {
    page.paragraph(0, Ink::Strong, &format!("{}. {}", gap.rank, called(&gap.id, &gap.title)));
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("kind", &gap.kind.text), ("claimed", &gap.claimed), ("needed", &gap.needed)];
    let ink = if gap.knock_out.code == "failed" { Ink::Poor } else { Ink::Plain };
    page.paragraph(3, ink, &words.say("text.gap", &values));
    if !gap.knock_out.text.is_empty() && gap.knock_out.code != "passed" {
        page.paragraph(3, Ink::Poor, &gap.knock_out.text);
    }
    for text in [&gap.because, &gap.needed_evidence].into_iter().filter(|text| !text.is_empty()) {
        page.paragraph(3, Ink::Plain, text);
    }
    if !gap.action.is_empty() {
        page.paragraph(3, Ink::Plain, &words.say("text.gap-step", &[("step", &gap.action)]));
    }
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("effort", &gap.effort.text), ("days", &gap.days), ("date", &gap.check_again.text)];
    page.paragraph(3, Ink::Faint, &words.say("text.gap-effort", &values));
}
