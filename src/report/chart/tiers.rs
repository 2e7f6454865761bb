//! The evidence-tier stack: one row per section, from bare claims to independent checks.

use super::Svg;
use crate::report::view::SectionView;

/// The stack of a section.
pub(super) fn row(section: &SectionView) -> String {
    let shown = || section.tiers.iter().filter(|t| !is_zero(&t.width));
    let said: Vec<String> = shown().map(|t| format!("{}: {}", t.tier.text, t.text)).collect();
    let id = format!("tiers-{}", section.anchor);
    let mut svg =
        Svg::new(&id, r#"class="c-bar" width="100%" height="20""#, &section.label, &said.join("; "));
    let mut left = 0.0;
    for share in shown() {
        let width: f64 = share.width.parse().unwrap_or(0.0);
        let code = &share.tier.code;
        svg.add(format_args!(
            r#"<rect class="c-t-{code}" x="{left:.2}%" y="2" width="{width:.2}%" height="16"/>"#
        ));
        if width >= 9.0 && code != "blank" {
            let middle = left + width / 2.0;
            svg.add(format_args!(r#"<text class="c-on-{code}" x="{middle:.2}%" y="14">{code}</text>"#));
        }
        left += width;
    }
    svg.finish()
}

/// A sample for the legend; decoration, because the words beside it say the same.
pub(super) fn legend(code: &str) -> String {
    format!(
        r#"<svg class="c-sample" width="28" height="16" aria-hidden="true" focusable="false"><rect class="c-t-{code}" x="1" y="1" width="26" height="14"/></svg>"#
    )
}

fn is_zero(width: &str) -> bool {
    width.bytes().all(|b| matches!(b, b'0' | b'.'))
}
