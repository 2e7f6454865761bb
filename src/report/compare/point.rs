//! A figure at one time, and the way from one to the next.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::SectionIx;
use crate::report::view::{BandView, NumberView, Writer};
use crate::score::{Figure, Node};

/// What a section was worth at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointView {
    /// The percentage with its range; its parts are empty when there is none.
    pub number: NumberView,
    /// The low end as an exact fraction: `140/3`; empty when there is none.
    pub exact: String,
    /// The band.
    pub band: BandView,
}

/// The way from one figure to the next. **Unit:** points, differences of the rounded low ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DeltaView {
    /// `up`, `down`, `same`; `none` when one of the two has no figure.
    pub code: String,
    /// With its sign: `+12`, `−3`, `0`; a dash when there is none.
    pub text: String,
    /// Digits with a minus where it went down; empty when there is none.
    pub points: String,
}

impl PointView {
    /// What a section is worth in the eyes of a writer; of the root, the overall figure.
    pub(crate) fn of(writer: Writer, section: SectionIx) -> PointView {
        let node = Node::Section(section);
        let (measure, band) =
            if section == SectionIx::ROOT { ("overall", "overall_band") } else { ("evidenced", "band") };
        let result = writer.result(measure, node);
        let low = result.and_then(|r| r.low.as_ref().or(r.value.as_ref())).and_then(Figure::number);
        PointView {
            number: writer.number(measure, node),
            exact: low.map(ToString::to_string).unwrap_or_default(),
            band: writer.band_of(band, node),
        }
    }

    /// The same for a section that another edition of the checklist may not have.
    pub(super) fn by_id(writer: Writer, id: &str, root: bool) -> PointView {
        let section = if root { Some(SectionIx::ROOT) } else { writer.checklist().find_section(id) };
        section.map(|ix| PointView::of(writer, ix)).unwrap_or_default()
    }

    /// The way to a later figure.
    pub(crate) fn to(&self, later: &PointView) -> DeltaView {
        let digits = |point: &PointView| point.number.low.parse::<i64>().ok();
        match digits(self).zip(digits(later)) {
            Some((then, now)) => DeltaView::of(now - then),
            None => DeltaView { code: "none".into(), text: "–".into(), points: String::new() },
        }
    }
}

impl DeltaView {
    /// A number of points.
    pub(super) fn of(points: i64) -> DeltaView {
        let (code, text) = match points {
            1.. => ("up", format!("+{points}")),
            0 => ("same", "0".to_string()),
            _ => ("down", format!("−{}", points.unsigned_abs())),
        };
        DeltaView { code: code.into(), text, points: points.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_carry_their_sign_and_a_missing_figure_is_no_zero() {
        assert_eq!(DeltaView::of(12).text, "+12");
        assert_eq!((DeltaView::of(-3).text.as_str(), DeltaView::of(-3).points.as_str()), ("−3", "-3"));
        let none = PointView::default().to(&PointView::default());
        assert_eq!((none.code.as_str(), none.text.as_str(), none.points.as_str()), ("none", "–", ""));
    }
}
