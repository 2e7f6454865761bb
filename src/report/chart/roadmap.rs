//! The roadmap: one lane per effort, in each what to do first from left to right.

use super::Svg;
use crate::model::Effort;
use crate::report::escape::html;
use crate::report::view::GapView;
use crate::text::Catalogue;

/// How many gaps a lane shows.
const MOST: usize = 12;
/// Height of a lane. **Unit:** pixels.
const LANE: usize = 44;

/// The roadmap of the first gaps of each effort, in order.
pub(super) fn draw(gaps: &[GapView], words: &Catalogue) -> String {
    let of = |effort: Effort| gaps.iter().filter(move |g| g.effort.code == effort.id()).take(MOST);
    let named = |effort: Effort| {
        let all: Vec<String> = of(effort).map(|g| format!("{} {}", g.rank, g.title)).collect();
        format!("{}: {}", words.text(&format!("effort.{}", effort.id())), all.join(", "))
    };
    let description: Vec<String> = Effort::ALL.into_iter().map(named).collect();
    let height = LANE * Effort::ALL.len() + 8;
    let size = format!(r#"class="c-bar c-roadmap" width="100%" height="{height}""#);
    let mut svg = Svg::new("roadmap", &size, &words.text("chart.roadmap.title"), &description.join("; "));
    for (lane, effort) in Effort::ALL.into_iter().enumerate() {
        let (top, text) = (lane * LANE + 4, html(&words.text(&format!("effort.{}", effort.id()))));
        let (baseline, middle) = (top + 11, top + 28);
        svg.add(format_args!(
            r#"<line class="c-lane" x1="0" x2="100%" y1="{middle}" y2="{middle}"/><text class="c-lane-name" x="0" y="{baseline}">{text}</text>"#
        ));
        for (i, gap) in of(effort).enumerate() {
            mark(&mut svg, gap, (i as f64 + 0.5) * 100.0 / MOST as f64, middle);
        }
    }
    svg.finish()
}

/// One gap, by its number in the list.
fn mark(svg: &mut Svg, gap: &GapView, x: f64, y: usize) {
    let failed = gap.knock_out.code == "failed";
    if failed {
        // A square as well as another colour: the difference survives a black-and-white printer.
        svg.add(format_args!(
            r#"<svg x="{x:.2}%" y="{y}" overflow="visible"><rect class="c-bad" x="-10" y="-10" width="20" height="20"/></svg>"#
        ));
    } else {
        svg.add(format_args!(r#"<circle class="c-solid" cx="{x:.2}%" cy="{y}" r="10"/>"#));
    }
    let (class, rank, baseline) = (if failed { "c-on-bad" } else { "c-on-solid" }, gap.rank, y + 4);
    svg.add(format_args!(r#"<text class="{class}" x="{x:.2}%" y="{baseline}">{rank}</text>"#));
}
