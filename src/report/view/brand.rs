//! The brand: whose names, colors, marking and picture the document carries.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Serialize;

use super::public::PUBLIC;
use super::section::yes;
use super::writer::{Day, Writer};
use crate::model::{Brand, Palette};
use crate::report::escape::{clean, css_text};
use crate::text::Catalogue;

/// A brand; every part is empty when there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BrandView {
    /// SHA-256 of the brand's files, its templates included; hex, empty when there is no brand.
    pub digest: String,
    /// Who wrote the document.
    pub consultancy: String,
    /// For whom and by whom it was written, in a sentence.
    pub prepared: String,
    /// How to reach the authors.
    pub contact: String,
    /// A line at the foot of every page.
    pub footer: String,
    /// The names for the margin of printed pages, written as CSS wants it between double quotes.
    pub print_names: String,
    /// A picture for the first page.
    pub logo: LogoView,
    /// `yes` when the brand has colors of its own, else `no`.
    pub colored: String,
    /// The colors on a light screen and on paper.
    pub light: ColorsView,
    /// The colors on a dark screen.
    pub dark: ColorsView,
    /// What changed from edition to edition.
    pub editions: Vec<EditionView>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LogoView {
    /// The picture itself, as an address that holds it; empty when there is none.
    pub href: String,
    /// What it says to those who do not see it.
    pub alt: String,
}

/// Colors as `#rrggbb`, named as in the style sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ColorsView {
    /// The background.
    pub paper: String,
    /// Text.
    pub ink: String,
    /// Text of less weight.
    pub muted: String,
    /// Lines between rows.
    pub line: String,
    /// The background of what stands apart.
    pub wash: String,
    /// Links, bars and rules.
    pub accent: String,
    /// Text on the accent.
    pub accent_ink: String,
    /// A light background of the accent's color.
    pub accent_wash: String,
    /// The second step from paper to accent.
    pub soft: String,
    /// The third step.
    pub mid: String,
    /// Text on the third step.
    pub mid_ink: String,
}

/// One edition of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditionView {
    /// Its number.
    pub version: String,
    /// Its day.
    pub date: Day,
    /// Who made it.
    pub author: String,
    /// What changed.
    pub change: String,
}

impl Writer<'_> {
    /// The brand of the options, for a document about one organisation.
    pub(crate) fn brand(self) -> BrandView {
        let client = clean(&self.assessment().file.organisation.name);
        BrandView::new(self.options.brand, Some(&client), self.subject.words)
    }

    /// The foot of printed pages: what the document is, of when, and the brand's line.
    pub(crate) fn print_footer(self, title: &str) -> String {
        let footer = self.options.brand.and_then(|brand| brand.footer.as_deref());
        let day = self.day(self.assessment().today.date).text;
        // A brand's own line needs the room: the title stands on the cover, the name is enough below.
        let name = self.assessment().file.organisation.name.as_str();
        let first = if footer.is_some() && !name.is_empty() { name } else { title };
        let all = [Some(first), Some(&day), footer];
        all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The marking of every page: the brand's, and the organisation's own where it states another. A brand
    /// never takes away what an assessment asks for. The public version holds nothing else and says so.
    pub(super) fn marking(self) -> String {
        if self.options.template == Some(PUBLIC) {
            return self.word("sensitivity.public");
        }
        let stated = self.assessment().file.organisation.sensitivity.as_deref();
        let stated = stated.map(str::trim).filter(|text| !text.is_empty());
        // A marking that every organisation uses has its word in every language; others stay as written.
        let word = |text: &str| self.subject.words.find(&format!("sensitivity.{}", text.to_lowercase()));
        let stated = stated.map(|text| word(text).map_or_else(|| clean(text), str::to_string));
        let brand = self.options.brand.and_then(|brand| brand.marking.as_deref()).map(clean);
        match (brand, stated) {
            (Some(brand), Some(own)) if brand.to_lowercase() != own.to_lowercase() => {
                format!("{brand} · {own}")
            }
            (Some(brand), _) => brand,
            (None, Some(own)) => own,
            (None, None) => self.word("sensitivity.confidential"),
        }
    }
}

impl BrandView {
    /// A brand in words; `client` is whom the document is about, when it is about one.
    pub(crate) fn new(brand: Option<&Brand>, client: Option<&str>, words: Catalogue) -> BrandView {
        let text = |of: fn(&Brand) -> &Option<String>| {
            brand.and_then(|brand| of(brand).as_deref()).map(clean).unwrap_or_default()
        };
        let consultancy = text(|brand| &brand.consultancy);
        let client =
            Some(text(|brand| &brand.client)).filter(|client| !client.is_empty()).or(client.map(clean));
        let prepared = match &client {
            _ if consultancy.is_empty() => String::new(),
            Some(client) => {
                words.say("brand.prepared-for", &[("client", client), ("consultancy", &consultancy)])
            }
            None => words.say("brand.prepared", &[("consultancy", &consultancy)]),
        };
        let (light, dark) = brand.and_then(|brand| brand.palettes).unwrap_or((Palette::LIGHT, Palette::DARK));
        let editions = brand.map(|brand| brand.editions.as_slice()).unwrap_or_default();
        let edition = |edition: &crate::model::Edition| EditionView {
            version: clean(&edition.version),
            date: Day { iso: edition.date.to_string(), text: words.long_date(edition.date) },
            author: edition.author.as_deref().map(clean).unwrap_or_default(),
            change: clean(&edition.change),
        };
        BrandView {
            digest: brand.map(|brand| brand.digest.clone()).unwrap_or_default(),
            print_names: css_text(&consultancy),
            prepared,
            contact: text(|brand| &brand.contact),
            footer: text(|brand| &brand.footer),
            logo: brand.and_then(|brand| brand.logo.as_ref()).map(logo).unwrap_or_default(),
            colored: yes(brand.is_some_and(|brand| brand.palettes.is_some())),
            light: colors(&light),
            dark: colors(&dark),
            editions: editions.iter().map(edition).collect(),
            consultancy,
        }
    }
}

fn logo(logo: &crate::model::Logo) -> LogoView {
    let href = format!("data:{};base64,{}", logo.kind.media_type(), STANDARD.encode(&logo.bytes));
    LogoView { href, alt: clean(&logo.alt) }
}

fn colors(palette: &Palette) -> ColorsView {
    ColorsView {
        paper: palette.paper.to_string(),
        ink: palette.ink.to_string(),
        muted: palette.muted.to_string(),
        line: palette.line.to_string(),
        wash: palette.wash.to_string(),
        accent: palette.accent.to_string(),
        accent_ink: palette.accent_ink.to_string(),
        accent_wash: palette.accent_wash.to_string(),
        soft: palette.soft.to_string(),
        mid: palette.mid.to_string(),
        mid_ink: palette.mid_ink.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The style sheet that every HTML document begins with.
    const STYLE: &str = include_str!("../../../report-templates/html/style.hbs");

    #[test]
    fn the_style_sheet_has_the_shipped_colors() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            let value = serde_json::to_value(colors(&palette)).expect("plain data");
            for (name, color) in value.as_object().expect("a map") {
                let name = name.replace('_', "-");
                let said = format!("--{name}: {};", color.as_str().expect("a text"));
                assert!(STYLE.contains(&said), "{said}");
            }
            for (name, color) in [
                ("bad", palette.fixed.bad),
                ("bad-wash", palette.fixed.bad_wash),
                ("warn", palette.fixed.warn),
                ("warn-wash", palette.fixed.warn_wash),
                ("focus", palette.fixed.focus),
            ] {
                assert!(STYLE.contains(&format!("--{name}: {color};")), "{name}");
            }
        }
    }
}
