//! Charts as inline SVG, drawn from the view by this program: no script, no font, no foreign colour.
//!
//! Colours are CSS classes of the page (`c-solid`, `c-claimed` …), so that a chart follows light, dark and
//! print; every difference of colour is also one of pattern, outline or letter. Each drawing carries a
//! title and a description; a table with the same numbers stands beside it in the templates.

mod bar;
mod heat;
mod radar;
mod roadmap;
mod tiers;
mod trend;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::report::escape::html;
use crate::report::view::ReportView;
use crate::text::Catalogue;

pub(super) use trend::draw as trend;

/// Every drawing of a report, by the name that templates use.
pub(super) fn all(view: &ReportView, words: &Catalogue) -> BTreeMap<String, String> {
    let mut charts = BTreeMap::new();
    charts.insert("patterns".to_string(), PATTERNS.to_string());
    charts.insert("legend-solid".to_string(), bar::legend("solid"));
    charts.insert("legend-claimed".to_string(), bar::legend("claimed"));
    charts.insert("legend-open".to_string(), bar::legend("open"));
    for code in ["E0", "E1", "E2", "E3", "E4", "blank"] {
        charts.insert(format!("legend-{code}"), tiers::legend(code));
    }
    for level in 0..5 {
        charts.insert(format!("legend-shade-{level}"), heat::legend(level));
    }
    for (name, class) in [("target", "c-target"), ("radar", "c-area"), ("radar-claimed", "c-area-claimed")] {
        charts.insert(format!("legend-{name}"), radar::legend(class));
    }
    for section in &view.sections {
        charts.insert(section.charts.bar.clone(), bar::row(section, words));
        charts.insert(section.charts.heat.clone(), heat::row(section));
        charts.insert(section.charts.tiers.clone(), tiers::row(section));
    }
    charts.insert("radar".to_string(), radar::draw(&view.sections, words));
    charts.insert("roadmap".to_string(), roadmap::draw(&view.gaps, words));
    charts
}

/// Patterns that the drawings of a page share.
const PATTERNS: &str = concat!(
    r#"<svg class="c-defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>"#,
    r#"<pattern id="c-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
    r#"<rect class="c-paper" width="6" height="6"/><rect class="c-ink" width="1.5" height="6"/></pattern>"#,
    r#"</defs></svg>"#
);

/// An SVG element that is being written.
struct Svg(String);

impl Svg {
    /// A drawing with a title and a description; `attributes` are written as they are.
    fn new(id: &str, attributes: &str, title: &str, description: &str) -> Svg {
        let mut text = String::new();
        let (id, title, description) = (html(id), html(title), html(description));
        write!(
            text,
            r#"<svg {attributes} role="img" aria-labelledby="{id}-t {id}-d" focusable="false"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#
        )
        .expect("a string can be written");
        Svg(text)
    }

    /// Adds an element as it is: only numbers and this program's own words go into it.
    fn add(&mut self, element: std::fmt::Arguments) {
        self.0.write_fmt(element).expect("a string can be written");
    }

    fn finish(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }
}

/// A whole percentage from the view, kept within the drawing.
fn whole(digits: &str) -> i64 {
    digits.parse::<i64>().unwrap_or(0).clamp(0, 100)
}
