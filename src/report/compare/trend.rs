//! The trend over several assessments, all under the newest checklist.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DeltaView, PointView, Scribe};
use crate::model::SectionIx;
use crate::report::view::{Day, anchor};

/// What each assessment was worth on its own day, and the newest today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrendView {
    /// The days, earliest first.
    pub days: Vec<Day>,
    /// The whole, then each section that concerns the organisation; empty with two assessments only, and
    /// when the method gives no percentages.
    pub rows: Vec<TrendRow>,
}

/// One line of the trend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrendRow {
    /// The section's id; the checklist's for the whole.
    pub id: String,
    /// The name of its drawing, for `chart`.
    pub chart: String,
    /// Number and title.
    pub label: String,
    /// One figure for each day.
    pub points: Vec<PointView>,
    /// From the first to the last.
    pub in_all: DeltaView,
}

impl<'a> Scribe<'a> {
    /// The trend, where there is one.
    pub(super) fn trend(self) -> TrendView {
        let now = self.now();
        if self.lights.len() < 3 {
            return TrendView::default();
        }
        let last = self.lights.len() - 1;
        let day = |(i, told): (usize, &super::Told)| match i == last {
            true => now.day(now.assessment().today.date),
            false => now.day(told.stand.on),
        };
        let sections = [SectionIx::ROOT].into_iter().chain(now.checklist().top_sections());
        let rows = sections.map(|ix| self.trend_row(ix));
        TrendView {
            days: self.chronicle.told.iter().enumerate().map(day).collect(),
            rows: rows.filter(|row| row.points.iter().any(|p| !p.number.text.is_empty())).collect(),
        }
    }

    fn trend_row(self, ix: SectionIx) -> TrendRow {
        let (now, last) = (self.now(), self.lights.len() - 1);
        let point = |(i, lights): (usize, &'a super::Lights<'a>)| {
            let subject = if i == last { &lights.now } else { &lights.anew };
            PointView::of(self.writer(subject), ix)
        };
        let points: Vec<PointView> = self.lights.iter().enumerate().map(point).collect();
        let id = now.checklist().section(ix).id.as_str();
        TrendRow {
            chart: format!("trend-{}", anchor(id)),
            id: id.to_string(),
            label: match ix {
                SectionIx::ROOT => now.word("compare.overall"),
                ix => now.section_label(ix),
            },
            in_all: points[0].to(&points[last]),
            points,
        }
    }
}
