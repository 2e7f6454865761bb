//! The roadmap: what to do first from left to right, on one lane per effort.

use super::Svg;
use crate::model::Effort;
use crate::report::escape::html;
use crate::report::view::GapView;
use crate::text::Catalogue;

/// How many gaps the roadmap shows.
pub(super) const MOST: usize = 15;
/// Height of a lane. **Unit:** pixels.
const LANE: usize = 44;

/// The roadmap of the first gaps, in order.
pub(super) fn draw(gaps: &[GapView], words: &Catalogue) -> String {
    let gaps = &gaps[..gaps.len().min(MOST)];
    let said = gaps.iter().map(|g| format!("{} {} ({}, {})", g.rank, g.title, g.effort.text, g.days));
    let description = said.collect::<Vec<_>>().join("; ");
    let height = LANE * Effort::ALL.len() + 8;
    let size = format!(r#"class="c-bar c-roadmap" width="100%" height="{height}""#);
    let mut svg = Svg::new("roadmap", &size, &words.text("chart.roadmap.title"), &description);
    for (lane, effort) in Effort::ALL.into_iter().enumerate() {
        let (top, text) = (lane * LANE + 4, html(&words.text(&format!("effort.{}", effort.id()))));
        let (baseline, middle) = (top + 13, top + 28);
        svg.add(format_args!(
            r#"<line class="c-lane" x1="0" x2="100%" y1="{middle}" y2="{middle}"/><text class="c-lane-name" x="0" y="{baseline}">{text}</text>"#
        ));
    }
    for (i, gap) in gaps.iter().enumerate() {
        let x = (i as f64 + 0.5) * 100.0 / gaps.len() as f64;
        let lane = Effort::ALL.into_iter().position(|e| e.id() == gap.effort.code).unwrap_or(0);
        let y = lane * LANE + 32;
        let (rank, failed) = (gap.rank, gap.knock_out.code == "failed");
        if failed {
            // A square as well as another colour: the difference survives a black-and-white printer.
            svg.add(format_args!(
                r#"<svg x="{x:.2}%" y="{y}" overflow="visible"><rect class="c-bad" x="-10" y="-10" width="20" height="20"/></svg>"#
            ));
        } else {
            svg.add(format_args!(r#"<circle class="c-solid" cx="{x:.2}%" cy="{y}" r="10"/>"#));
        }
        let (class, y) = (if failed { "c-on-bad" } else { "c-on-solid" }, y + 4);
        svg.add(format_args!(r#"<text class="{class}" x="{x:.2}%" y="{y}">{rank}</text>"#));
    }
    svg.finish()
}
