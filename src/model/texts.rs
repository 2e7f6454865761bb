//! The sentences of a checklist in one language, by key.
//!
//! Keys are flat: `checklist.title`, `fact.<id>.ask`, `fact.<id>.help`, `fact.<id>.label.<value>`,
//! `scale.<id>.<choice>` (for a control's own choices `control.<id>.choice.<choice>`),
//! `section.<id>.{title,why,asks,asks_not}`,
//! `control.<id>.{title,ask,why,weight_because,knock_out_because,first_step,automation,share_of}`,
//! `control.<id>.anchor.<choice>`, `control.<id>.also.<choice>`, `control.<id>.evidence.<n>` (from 0),
//! `method.<id>.{title,about}`, `method.<id>.measure.<id>` (title of a measure), `profile.<id>.{title,about}`,
//! `view.<id>.{title,about}`, `view.<id>.group.<id>.{title,note}`, `duty.<id>.{title,note}`,
//! `retired.<id>`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::embedded::Words;

/// Texts by key, with the checklist's own language behind them.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The language of `own`.
    pub language: String,
    /// This language's texts.
    own: Own,
    /// The checklist's own texts, when `own` is a translation.
    base: Option<Box<Texts>>,
}

/// Where the texts of one language are.
#[derive(Clone, Debug)]
enum Own {
    /// They were read.
    Read(BTreeMap<String, String>),
    /// They lie in the program.
    Embedded(Words),
}

impl Default for Own {
    fn default() -> Self {
        Own::Read(BTreeMap::new())
    }
}

impl Texts {
    /// Texts of a language.
    pub fn new(language: impl Into<String>, own: BTreeMap<String, String>) -> Texts {
        Texts { language: language.into(), own: Own::Read(own), base: None }
    }

    /// Texts of a language that lie in the program.
    pub(crate) fn embedded(language: impl Into<String>, own: Words) -> Texts {
        Texts { language: language.into(), own: Own::Embedded(own), base: None }
    }

    /// A translation that falls back to `base`.
    #[must_use]
    pub fn over(mut self, base: Texts) -> Texts {
        self.base = Some(Box::new(base));
        self
    }

    /// The text of a key, and whether it is in the language asked for.
    pub fn get(&self, key: &str) -> Option<(&str, bool)> {
        if let Some(text) = self.own(key) {
            return Some((text, true));
        }
        self.base.as_ref()?.get(key).map(|(text, _)| (text, false))
    }

    fn own(&self, key: &str) -> Option<&str> {
        match &self.own {
            Own::Read(texts) => texts.get(key).map(String::as_str),
            Own::Embedded(texts) => texts.find(key),
        }
    }

    /// The text of a key; a text that had to be taken from another language is marked with the
    /// language it is in (`[en] …`); a key without any text gives the empty string.
    pub fn text(&self, key: &str) -> Cow<'_, str> {
        match self.get(key) {
            Some((text, true)) => Cow::Borrowed(text),
            Some((text, false)) => {
                let language = self.base.as_ref().map_or("", |b| b.language.as_str());
                Cow::Owned(format!("[{language}] {text}"))
            }
            None => Cow::Borrowed(""),
        }
    }

    /// Every key of this language.
    pub fn keys(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match &self.own {
            Own::Read(texts) => Box::new(texts.keys().map(String::as_str)),
            Own::Embedded(texts) => Box::new(texts.entries().map(|(key, _)| key)),
        }
    }

    /// The keys that the fallback has and this language lacks.
    pub fn missing(&self) -> Vec<&str> {
        let Some(base) = &self.base else { return Vec::new() };
        base.keys().filter(|key| self.own(key).is_none()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(language: &str, pairs: &[(&str, &str)]) -> Texts {
        Texts::new(language, pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect())
    }

    #[test]
    fn a_missing_translation_falls_back_and_is_marked() {
        let french = texts("fr", &[("a", "un")]).over(texts("en", &[("a", "one"), ("b", "two")]));
        assert_eq!(french.text("a"), "un");
        assert_eq!(french.text("b"), "[en] two");
        assert_eq!(french.text("c"), "");
        assert_eq!(french.missing(), ["b"]);
    }
}
