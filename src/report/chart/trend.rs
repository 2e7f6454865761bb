//! The trend of one section: a line through the low ends, with a number on every dot.
//!
//! Days stand apart as they lie apart in time. A gap in the line is a day without a figure: nothing is
//! drawn as 0 that has none.

use super::{Svg, whole};
use crate::model::parse_date;
use crate::report::compare::TrendRow;
use crate::report::escape::html;
use crate::report::view::Day;
use crate::text::Catalogue;

/// The size of a drawing; its width is the page's.
const SIZE: &str = r#"class="c-bar c-trend" width="100%" height="118""#;
/// Where 100 per cent lies. **Unit:** pixels.
const TOP: i64 = 22;
/// Where 0 per cent lies. **Unit:** pixels.
const BOTTOM: i64 = 88;
/// More numbers than this stand in each other's way; then only the first and the last are written.
const MOST_NUMBERS: usize = 6;

/// The drawing of a row.
pub(in crate::report) fn draw(row: &TrendRow, days: &[Day], words: &Catalogue) -> String {
    let said = row.points.iter().zip(days).map(|(point, day)| {
        let figure = if point.number.text.is_empty() { "–" } else { point.number.text.as_str() };
        format!("{}: {figure}", day.text)
    });
    let description = said.collect::<Vec<_>>().join("; ");
    let title = words.say("chart.trend.title", &[("label", &row.label)]);
    let mut svg = Svg::new(&row.chart, SIZE, &title, &description);
    for percent in [0, 50, 100] {
        let y = height(percent);
        svg.add(format_args!(r#"<line class="c-ring" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#));
    }
    let places = places(days);
    let dots: Vec<(f64, i64, &str)> = row
        .points
        .iter()
        .zip(&places)
        .filter(|(point, _)| !point.number.low.is_empty())
        .map(|(point, x)| (*x, height(whole(&point.number.low)), point.number.low_text.as_str()))
        .collect();
    for pair in row.points.iter().zip(&places).collect::<Vec<_>>().windows(2) {
        let [(from, x1), (to, x2)] = pair else { continue };
        if from.number.low.is_empty() || to.number.low.is_empty() {
            continue;
        }
        let (y1, y2) = (height(whole(&from.number.low)), height(whole(&to.number.low)));
        svg.add(format_args!(r#"<line class="c-line" x1="{x1:.2}%" x2="{x2:.2}%" y1="{y1}" y2="{y2}"/>"#));
    }
    for (i, (x, y, text)) in dots.iter().enumerate() {
        svg.add(format_args!(r#"<circle class="c-solid" cx="{x:.2}%" cy="{y}" r="4"/>"#));
        if dots.len() <= MOST_NUMBERS || i == 0 || i + 1 == dots.len() {
            let (y, text) = (y - 8, html(text));
            svg.add(format_args!(r#"<text class="c-strong" x="{x:.2}%" y="{y}">{text}</text>"#));
        }
    }
    ends(&mut svg, days);
    svg.finish()
}

/// The first and the last day, below the line.
fn ends(svg: &mut Svg, days: &[Day]) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let (first, last) = (html(&first.iso), html(&last.iso));
    svg.add(format_args!(
        r#"<text class="c-first" x="0" y="110">{first}</text><text class="c-last" x="100%" y="110">{last}</text>"#
    ));
}

/// The height of a percentage. **Unit:** pixels.
fn height(percent: i64) -> i64 {
    BOTTOM - (BOTTOM - TOP) * percent / 100
}

/// Where each day lies from left to right. **Unit:** per cent of the width.
fn places(days: &[Day]) -> Vec<f64> {
    let dates: Vec<_> = days.iter().filter_map(|day| parse_date(&day.iso)).collect();
    let (first, last) = (dates.iter().min().copied(), dates.iter().max().copied());
    let span = first.zip(last).map_or(0, |(first, last)| (last - first).num_days());
    let even = |i: usize| i as f64 / days.len().saturating_sub(1).max(1) as f64;
    (0..days.len())
        .map(|i| match (dates.get(i), first) {
            (Some(date), Some(first)) if span > 0 && dates.len() == days.len() => {
                (*date - first).num_days() as f64 / span as f64
            }
            _ => even(i),
        })
        .map(|share| 6.0 + 88.0 * share)
        .collect()
}
