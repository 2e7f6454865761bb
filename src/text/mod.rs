//! The words of the program in each language: catalogues, plural forms, dates and numbers.
//!
//! A catalogue is one flat YAML file under `report-templates/lang/`. Placeholders are `{name}`.
//! A text whose wording depends on a count has the keys `<key>.one` and `<key>.other` and takes the
//! placeholder `{n}`. English is complete by test; a key that another language lacks falls back to it.

mod clean;

pub use clean::{bound, clean, without_orders};

use std::fmt::Display;

use crate::embedded::Words;

/// Every embedded catalogue.
static CATALOGUES: &[(&str, Words)] = include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    language: &'static str,
    own: Words,
    fallback: Words,
}

impl Catalogue {
    /// The languages that there are, by code.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        CATALOGUES.iter().map(|(language, _)| *language)
    }

    /// The catalogue of a language code; `None` when there is none.
    pub fn of(language: &str) -> Option<Catalogue> {
        let words = |code: &str| CATALOGUES.iter().find(|(l, _)| *l == code);
        let (language, own) = words(language)?;
        let fallback = words("en").map_or(*own, |(_, words)| *words);
        Some(Catalogue { language, own: *own, fallback })
    }

    /// The English catalogue.
    pub fn english() -> Catalogue {
        Catalogue::of("en").expect("en.yaml is embedded: the build fails without it")
    }

    /// Its language code.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// Every key and text of this language.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.own.entries()
    }

    /// The raw text of a key, in this language or in English; `None` when neither has it.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.own.find(key).or_else(|| self.fallback.find(key))
    }

    /// The text of a key without placeholders; the key itself in `⟨ ⟩` when there is no text,
    /// so that a mistake is seen and nothing is silently empty.
    pub fn text(&self, key: &str) -> String {
        self.find(key).map_or_else(|| format!("⟨{key}⟩"), str::to_string)
    }

    /// The text of a key with its placeholders filled in.
    pub fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let template = self.text(key);
        let mut said = String::with_capacity(template.len() + 16);
        let mut rest = template.as_str();
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|c| open + c) else { break };
            let name = &rest[open + 1..close];
            said.push_str(&rest[..open]);
            match values.iter().find(|(n, _)| *n == name) {
                Some((_, value)) => said.push_str(&value.to_string()),
                None => said.push_str(&rest[open..=close]),
            }
            rest = &rest[close + 1..];
        }
        said.push_str(rest);
        said
    }

    /// The text for a count: `<key>.one` or `<key>.other`, by the language's rule, with `{n}` filled in.
    pub fn count(&self, key: &str, n: usize, values: &[(&str, &dyn Display)]) -> String {
        let form = if self.is_singular(n) { "one" } else { "other" };
        let mut all: Vec<(&str, &dyn Display)> = vec![("n", &n)];
        all.extend_from_slice(values);
        self.say(&format!("{key}.{form}"), &all)
    }

    /// Whether a count takes the singular (Unicode CLDR, cardinal rules for integers:
    /// French takes it for 0 and 1, English and most others for 1).
    fn is_singular(&self, n: usize) -> bool {
        if self.language == "fr" { n < 2 } else { n == 1 }
    }

    /// A day in prose: `22 November 2026`, `1er novembre 2026`.
    pub fn long_date(&self, date: chrono::NaiveDate) -> String {
        use chrono::Datelike as _;
        let month = self.text(&format!("month.{}", date.month()));
        let first = if date.day() == 1 { "date.long.first" } else { "date.long" };
        self.say(first, &[("day", &date.day()), ("month", &month), ("year", &date.year())])
    }

    /// A whole percentage with the language's sign: `74%`, `74 %`.
    pub fn percent(&self, whole: impl Display) -> String {
        self.say("number.percent", &[("n", &whole)])
    }

    /// A decimal number as text with the language's decimal mark: `0.57`, `0,57`.
    pub fn decimal(&self, text: &str) -> String {
        text.replace('.', &self.text("number.decimal_mark"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_placeholders_as_english() {
        let english = Catalogue::english();
        for language in Catalogue::languages() {
            let other = Catalogue::of(language).expect("it is listed");
            let keys = |c: &Catalogue| c.entries().map(|(k, _)| k).collect::<BTreeSet<_>>();
            assert_eq!(keys(&english), keys(&other), "{language}");
            for (key, text) in other.entries() {
                let original = english.find(key).expect("same keys");
                assert_eq!(placeholders(original), placeholders(text), "{language} {key}");
            }
        }
    }

    #[test]
    fn every_diagnostic_code_has_a_sentence_and_a_hint() {
        for code in crate::diag::Code::ALL {
            for key in [format!("diag.{}", code.id()), format!("diag.{}.help", code.id())] {
                assert!(Catalogue::english().find(&key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn dates_numbers_and_plurals_follow_the_language() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day");
        assert_eq!(Catalogue::english().long_date(day), "1 November 2026");
        let french = Catalogue::of("fr").expect("French is shipped");
        assert_eq!(french.long_date(day), "1er novembre 2026");
        assert_eq!(french.percent(74), "74\u{a0}%");
        assert_eq!(french.decimal("0.57"), "0,57");
        assert!(french.is_singular(0) && !Catalogue::english().is_singular(0));
    }

    #[test]
    fn a_value_with_braces_is_not_filled_in_again() {
        let catalogue = Catalogue::english();
        let said = catalogue.say("date.long", &[("day", &"{month}"), ("month", &"May"), ("year", &1)]);
        assert_eq!(said, "{month} May 1");
    }
}
