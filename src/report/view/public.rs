//! The public version: what remains when everything is left out that could help an attacker or names a person.
//!
//! It is taken out of the view itself, so that no format and no template can show it.

use super::ReportView;
use super::action::ActionsView;
use super::measure::MeasureView;
use super::section::CountsView;

/// The template whose view is cut down.
pub(crate) const PUBLIC: &str = "public";

/// The measure that tells of a single area.
pub(crate) const LOWEST_AREA: &str = "lowest_area";

/// Below so many knock-outs a number of failed ones would as good as name them.
pub(crate) const FEW_KNOCK_OUTS: usize = 4;

/// How the measures begin that count knock-outs.
pub(crate) const KNOCK_OUT_MEASURES: &str = "knock_outs";

/// Leaves bands, ranges, coverage, shares of evidence, counts and dates; takes out every control, answer, name
/// of a person and place of evidence.
pub(super) fn cut(mut view: ReportView) -> ReportView {
    view.sign_off.by.clear();
    view.sign_off.role.clear();
    view.brand.contact.clear();
    view.brand.editions.iter_mut().for_each(|edition| edition.author.clear());
    view.actions = ActionsView::default();
    view.gaps.clear();
    view.register.clear();
    view.explained.clear();
    view.expiry.clear();
    view.crosswalk.clear();
    view.summary.failed.clear();
    view.summary.open.clear();
    view.scope.facts.clear();
    view.scope.switched_off.clear();
    view.scope.not_stated.clear();
    view.scope.set_aside.clear();
    few_knock_outs(&mut view.summary.counts, &mut view.summary.measures);
    for section in &mut view.sections {
        section.gaps.clear();
        section.areas.clear();
        section.lowest_area.clear();
        section.uncapped.clear();
        section.before_cap.clear();
        few_knock_outs(&mut section.counts, &mut section.measures);
        section.measures.retain(|measure| measure.id != LOWEST_AREA);
    }
    for group in &mut view.grouping.groups {
        group.controls.clear();
    }
    for duty in &mut view.duties {
        duty.gaps.clear();
        duty.first.clear();
    }
    view
}

/// Takes out how many knock-outs failed, where there are so few that the number would name them.
fn few_knock_outs(counts: &mut CountsView, measures: &mut Vec<MeasureView>) {
    if counts.knock_outs < FEW_KNOCK_OUTS {
        counts.knock_outs_failed = None;
        measures.retain(|measure| !measure.id.starts_with(KNOCK_OUT_MEASURES));
    }
}
