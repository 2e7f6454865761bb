//! Colors of a brand, and whether everyone can read what is written in them.

use super::problem;
use crate::diag::{Code, Diagnostic, Diagnostics, Span};
use crate::model::{Chosen, Color, Pair, Palette};
use crate::source::convert::say;
use crate::source::field::Field;
use crate::source::wire::brand::{Colors, Scheme};
use crate::source::wire::leaf;

/// The palettes of a light and of a dark screen.
///
/// **Reports:** `brand` for a color without quotes, `bad-value`, `contrast`.
pub(super) fn read(colors: &Colors, diags: &mut Diagnostics) -> (Palette, Palette) {
    let light = scheme(&colors.light, Palette::LIGHT, Some(Color::WHITE), diags);
    (light, scheme(&colors.dark, Palette::DARK, None, diags))
}

/// A palette; `print` is the background on which the same colors appear as well.
fn scheme(
    written: &Field<Scheme>,
    shipped: Palette,
    print: Option<Color>,
    diags: &mut Diagnostics,
) -> Palette {
    let Some(scheme) = written.value() else { return shipped };
    let mut color = |field| color(field, diags);
    let named = [
        ("accent", color(&scheme.accent)),
        ("ink", color(&scheme.ink)),
        ("muted", color(&scheme.muted)),
        ("paper", color(&scheme.paper)),
    ];
    let [accent, ink, muted, paper] = named.map(|(_, color)| color.map(|(color, _)| color));
    let palette = shipped.with(Chosen { accent, ink, muted, paper });
    let mut pairs = palette.pairs();
    if let (Some(print), Some(accent)) = (print, accent) {
        pairs.push(Pair { first: ("accent", accent), second: ("white paper", print), least: 4.5 });
    }
    pairs.retain(|pair| !pair.is_readable());
    // What follows from a color that cannot be read is not said as well.
    let direct = |pair: &Pair| named.iter().any(|(name, color)| color.is_some() && is_of(pair, name));
    if pairs.iter().any(direct) {
        pairs.retain(direct);
    }
    for (name, chosen) in named {
        let Some((_, span)) = chosen else { continue };
        let (own, rest): (Vec<Pair>, Vec<Pair>) =
            pairs.into_iter().partition(|pair| is_of(pair, name) || is_made_from(pair, name));
        pairs = rest;
        let worst = own.into_iter().min_by(|a, b| a.contrast().total_cmp(&b.contrast()));
        diags.extend(worst.map(|pair| contrast(&pair, span)));
    }
    palette
}

/// Whether a color is part of a pair.
fn is_of(pair: &Pair, name: &str) -> bool {
    pair.first.0 == name || pair.second.0 == name
}

/// Whether something that is made from a color is part of a pair.
fn is_made_from(pair: &Pair, name: &str) -> bool {
    let source = |color: &str| match color {
        "accent ink" | "accent wash" | "soft" | "mid" | "mid ink" => "accent",
        "wash" => "paper",
        _ => "",
    };
    source(pair.first.0) == name || source(pair.second.0) == name
}

/// A color. **Reports:** `brand` when `#` began a comment, `bad-value`.
fn color(field: &Field<leaf::Color>, diags: &mut Diagnostics) -> Option<(Color, Span)> {
    if let Field::Empty(span) = field {
        diags.push(problem("brand.color-unquoted", *span));
    }
    let written = field.get()?;
    let color = Color::parse(&written.value.text);
    if color.is_none() {
        diags.push(say::bad_value(&written.value, written.span, "\"#1d4f80\""));
    }
    Some((color?, written.span))
}

fn contrast(pair: &Pair, at: Span) -> Diagnostic {
    let said = |(name, color): (&str, Color)| format!("{name} {color}");
    // Cut, never rounded up: 4.49 is not 4.5.
    let found = (pair.contrast() * 10.0).floor() / 10.0;
    let problem = Diagnostic::new(Code::Contrast, at).with("first", said(pair.first));
    problem.with("second", said(pair.second)).with("found", found).with("needed", pair.least)
}
