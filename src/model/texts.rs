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
    Embedded(EmbeddedTexts),
}

impl Default for Own {
    fn default() -> Self {
        Own::Read(BTreeMap::new())
    }
}

/// Texts in the program, each looked up where it lies.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedTexts {
    /// Every key with its text behind it, by key.
    pub words: &'static str,
    /// Where each key begins, and where its text does. **Unit:** bytes.
    pub places: &'static [(u32, u32)],
}

impl EmbeddedTexts {
    fn key(self, (key, text): (u32, u32)) -> &'static str {
        &self.words[key as usize..text as usize]
    }

    fn find(self, key: &str) -> Option<&'static str> {
        let at = self.places.binary_search_by(|place| self.key(*place).cmp(key)).ok()?;
        let end = self.places.get(at + 1).map_or(self.words.len(), |(next, _)| *next as usize);
        Some(&self.words[self.places[at].1 as usize..end])
    }
}

impl Texts {
    /// Texts of a language.
    pub fn new(language: impl Into<String>, own: BTreeMap<String, String>) -> Texts {
        Texts { language: language.into(), own: Own::Read(own), base: None }
    }

    /// Texts of a language that lie in the program.
    pub fn embedded(language: impl Into<String>, own: EmbeddedTexts) -> Texts {
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
            Own::Embedded(texts) => Box::new(texts.places.iter().map(|place| texts.key(*place))),
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

    #[test]
    fn texts_in_the_program_are_found_by_their_whole_key() {
        let texts = EmbeddedTexts { words: "aonea.btwo\nlinesc", places: &[(0, 1), (4, 7), (16, 17)] };
        let texts = Texts::embedded("en", texts);
        assert_eq!(
            ["a", "a.b", "c", "b", ""].map(|key| texts.get(key).map(|(text, _)| text)),
            [Some("one"), Some("two\nlines"), Some(""), None, None]
        );
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["a", "a.b", "c"]);
    }
}
