//! The heat map of practice areas: one row per section, one cell per area, darker is better backed.
//!
//! Every cell carries its number, so that nothing depends on the shade.

use super::{Svg, whole};
use crate::report::escape::html;
use crate::report::view::{AreaView, SectionView};

/// The row of a section.
pub(super) fn row(section: &SectionView) -> String {
    let said: Vec<String> = section.areas.iter().map(|a| format!("{}: {}", a.title, shown(a))).collect();
    let id = format!("heat-{}", section.anchor);
    let mut svg =
        Svg::new(&id, r#"class="c-bar" width="100%" height="40""#, &section.label, &said.join("; "));
    let count = section.areas.len().max(1) as f64;
    for (i, area) in section.areas.iter().enumerate() {
        let (left, width) = (i as f64 * 100.0 / count, 100.0 / count);
        let (middle, level) = (left + width / 2.0, level(area));
        let (short, figure) = (html(&area.short), html(&shown(area)));
        svg.add(format_args!(
            r#"<rect class="c-h-{level}" x="{left:.2}%" y="1" width="{width:.2}%" height="38"/><text class="c-on-h-{level}" x="{middle:.2}%" y="16">{short}</text><text class="c-on-h-{level} c-strong" x="{middle:.2}%" y="32">{figure}</text>"#
        ));
    }
    svg.finish()
}

fn shown(area: &AreaView) -> String {
    if area.bar.low_text.is_empty() { "–".to_string() } else { area.bar.low_text.clone() }
}

/// Five shades; `off` for what does not concern the organisation.
fn level(area: &AreaView) -> &'static str {
    if area.bar.low.is_empty() {
        return "off";
    }
    match whole(&area.bar.low) {
        0..20 => "0",
        20..40 => "1",
        40..60 => "2",
        60..80 => "3",
        _ => "4",
    }
}

/// A sample for the legend; decoration, because the words beside it say the same.
pub(super) fn legend(level: usize) -> String {
    format!(
        r#"<svg class="c-sample" width="28" height="16" aria-hidden="true" focusable="false"><rect class="c-h-{level}" x="1" y="1" width="26" height="14"/></svg>"#
    )
}
