//! One bar per section: evidenced solid, claimed outlined, what is still open hatched.
//!
//! Widths are percentages of the drawing, which takes the width that the page gives it: text is never
//! squeezed, because there is none inside.

use super::{Svg, whole};
use crate::report::view::SectionView;
use crate::text::Catalogue;

/// The bar of a section.
pub(super) fn row(section: &SectionView, words: &Catalogue) -> String {
    let (bar, claimed) = (&section.bar, &section.claimed);
    let mut said = vec![words.say("chart.bar.solid", &[("n", &bar.low_text)])];
    if !claimed.text.is_empty() {
        said.push(words.say("chart.bar.claimed", &[("n", &claimed.low_text)]));
    }
    if bar.is_range == "yes" {
        said.push(words.say("chart.bar.open", &[("n", &words.percent(&bar.high))]));
    }
    if bar.text.is_empty() {
        said = vec![words.text("chart.bar.none")];
    }
    let mut svg = Svg::new(&section.charts.bar, SIZE, &section.label, &said.join("; "));
    svg.add(format_args!(r#"<rect class="c-track" x="0" y="7" width="100%" height="10"/>"#));
    let (low, high, top) = (whole(&bar.low), whole(&bar.high), whole(&claimed.low));
    if high > low {
        let width = high - low;
        svg.add(format_args!(r#"<rect class="c-open" x="{low}%" y="7" width="{width}%" height="10"/>"#));
    }
    svg.add(format_args!(r#"<rect class="c-solid" x="0" y="7" width="{low}%" height="10"/>"#));
    if !claimed.text.is_empty() {
        svg.add(format_args!(r#"<rect class="c-claimed" x="0" y="3" width="{top}%" height="18"/>"#));
    }
    for tick in [25, 50, 75] {
        svg.add(format_args!(r#"<line class="c-tick" x1="{tick}%" x2="{tick}%" y1="7" y2="17"/>"#));
    }
    svg.finish()
}

/// The size of a bar; its width is the page's.
const SIZE: &str = r#"class="c-bar" width="100%" height="24""#;

/// A sample for the legend; decoration, because the words beside it say the same.
pub(super) fn legend(kind: &str) -> String {
    let height = if kind == "claimed" { 14 } else { 10 };
    let y = 8 - height / 2;
    format!(
        r#"<svg class="c-sample" width="28" height="16" aria-hidden="true" focusable="false"><rect class="c-{kind}" x="1" y="{y}" width="26" height="{height}"/></svg>"#
    )
}
