//! The radar: one axis per section with the target as the outer ring, claimed and evidenced inside.
//!
//! An axis that does not concern the organisation stays empty: nothing is drawn as 0 that has no figure.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::{Svg, whole};
use crate::report::escape::html;
use crate::report::view::{NumberView, SectionView};
use crate::text::Catalogue;

const CENTRE: (f64, f64) = (210.0, 196.0);
const RADIUS: f64 = 150.0;

/// The radar of all sections.
pub(super) fn draw(sections: &[SectionView], words: &Catalogue) -> String {
    let said = sections.iter().map(|s| {
        let (evidenced, claimed) = (&s.evidenced.text, &s.claimed.text);
        if evidenced.is_empty() {
            format!("{}: –", s.label)
        } else {
            format!("{}: {evidenced} ({claimed})", s.label)
        }
    });
    let description = said.collect::<Vec<_>>().join("; ");
    let size = r#"class="c-chart c-radar" viewBox="0 0 420 400" width="420" height="400""#;
    let mut svg = Svg::new("radar", size, &words.text("chart.radar.title"), &description);
    for ring in [25, 50, 75, 100] {
        let class = if ring == 100 { "c-target" } else { "c-ring" };
        let points = corners(sections.len(), |_| Some(f64::from(ring)));
        svg.add(format_args!(r#"<polygon class="{class}" points="{}"/>"#, join(&points)));
    }
    for (i, section) in sections.iter().enumerate() {
        let (x, y) = at(i, sections.len(), 100.0);
        let (tx, ty) = at(i, sections.len(), 114.0);
        let class = if section.evidenced.text.is_empty() { "c-label c-off" } else { "c-label" };
        let name = if section.number.is_empty() { section.id.as_str() } else { section.number.as_str() };
        svg.add(format_args!(
            r#"<line class="c-ring" x1="{:.1}" y1="{:.1}" x2="{x:.1}" y2="{y:.1}"/><text class="{class}" x="{tx:.1}" y="{:.1}">{}</text>"#,
            CENTRE.0, CENTRE.1, ty + 5.0, html(name)
        ));
    }
    series(&mut svg, sections, "c-area-claimed", |s| &s.claimed);
    series(&mut svg, sections, "c-area", |s| &s.evidenced);
    svg.finish()
}

/// One series: an area through the axes that have a figure, and a dot on each.
fn series(svg: &mut Svg, sections: &[SectionView], class: &str, figure: fn(&SectionView) -> &NumberView) {
    let value = |i: usize| {
        let number = figure(&sections[i]);
        (!number.low.is_empty()).then(|| whole(&number.low) as f64)
    };
    let points = corners(sections.len(), value);
    if points.len() >= 3 {
        svg.add(format_args!(r#"<polygon class="{class}" points="{}"/>"#, join(&points)));
    }
    for (x, y) in points {
        svg.add(format_args!(r#"<circle class="{class}-dot" cx="{x:.1}" cy="{y:.1}" r="3.5"/>"#));
    }
}

fn corners(count: usize, value: impl Fn(usize) -> Option<f64>) -> Vec<(f64, f64)> {
    (0..count).filter_map(|i| value(i).map(|v| at(i, count, v))).collect()
}

/// The place of a percentage on an axis; the first axis points up, the others follow clockwise.
fn at(axis: usize, count: usize, percent: f64) -> (f64, f64) {
    let angle = TAU * axis as f64 / count.max(1) as f64;
    let length = RADIUS * percent / 100.0;
    (CENTRE.0 + length * angle.sin(), CENTRE.1 - length * angle.cos())
}

fn join(points: &[(f64, f64)]) -> String {
    let mut text = String::new();
    for (x, y) in points {
        write!(text, "{x:.1},{y:.1} ").expect("a string can be written");
    }
    text.trim_end().to_string()
}

/// A sample for the legend; decoration, because the words beside it say the same.
pub(super) fn legend(class: &str) -> String {
    format!(
        r#"<svg class="c-sample" width="28" height="16" aria-hidden="true" focusable="false"><rect class="{class}" x="2" y="3" width="24" height="10"/></svg>"#
    )
}
