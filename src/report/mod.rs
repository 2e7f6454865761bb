//! Reports: an outcome, its texts and its provenance become bytes in a format.
//!
//! A format is one file here and one entry of [`FORMATS`]. Nothing in this stage computes a score:
//! it reads the scorecard and writes it down for someone.

pub mod badge;
mod chart;
pub mod check;
mod choices;
pub mod compare;
mod csv;
pub mod done;
mod escape;
mod figures;
mod hbs;
mod html;
mod index;
mod json;
mod markdown;
mod paper;
pub mod plan;
mod provenance;
pub mod status;
mod table;
mod template;
pub mod text;
pub mod view;
mod xlsx;

pub use index::{ClientView, LinkView, client, index};
pub use json::score_schema;
pub use paper::ViewFormat;
pub use provenance::Provenance;
pub use table::TABLES;
pub use template::{Shelf, TEMPLATES, lint, names, shows_view};

use crate::assess::Outcome;
use crate::diag::{Diagnostics, FileId};
use crate::model::{Brand, Texts};
use crate::text::Catalogue;

/// What is reported: the outcome, in whose words, and where it comes from.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// What was worked out.
    pub outcome: &'a Outcome<'a>,
    /// The checklist's sentences in the reader's language.
    pub texts: &'a Texts,
    /// The program's words in the reader's language.
    pub words: Catalogue,
    /// What the outcome was made of.
    pub provenance: Provenance,
}

/// Which document is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Document {
    /// The numbers of every measure and node (`score`).
    Score,
    /// The gap report (`report`).
    #[default]
    Report,
}

/// How to write it down. A format ignores what does not concern it.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// Which document.
    pub document: Document,
    /// The template of a report; the family's default when `None`.
    pub template: Option<&'a str>,
    /// The table of a format that writes one, by its name; the nearest to the template when `None`.
    pub table: Option<&'a str>,
    /// A user's template files, which replace the shipped ones of the same name.
    pub overrides: &'a [TemplateFile],
    /// Where these templates lie compiled, for several documents of one language; `None` compiles them anew.
    pub shelf: Option<&'a Shelf>,
    /// Whose names, colors and marking a report carries.
    pub brand: Option<&'a Brand>,
    /// An alternative grouping of the checklist to show as well, by its id.
    pub view: Option<&'a str>,
    /// Whether every number of a scorecard is taken apart.
    pub explain: bool,
    /// Whether terminal text is coloured.
    pub colour: bool,
    /// The width of terminal text. **Unit:** columns; `None` for the format's default.
    pub width: Option<usize>,
}

/// One file of a user's template folder.
#[derive(Clone, Debug)]
pub struct TemplateFile {
    /// Its path below the folder, with `/`: `full.html.hbs`, `partials/bars.html.hbs`.
    pub name: String,
    /// The file, for diagnostics.
    pub file: FileId,
    /// Its text.
    pub text: String,
}

/// The JSON Schema (draft-07) of a document that is written.
fn schema_of<T: schemars::JsonSchema>() -> serde_json::Value {
    schemars::generate::SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}

/// An output format.
pub trait Format: Sync {
    /// The word after `--format`, kebab-case.
    fn id(&self) -> &'static str;

    /// Further words and file extensions that mean this format.
    fn extensions(&self) -> &'static [&'static str];

    /// Its name in the reader's language.
    fn title(&self, words: &Catalogue) -> String {
        words.text(&format!("format.{}", self.id()))
    }

    /// What it is good for, in a sentence.
    fn doc(&self, words: &Catalogue) -> String {
        words.text(&format!("format.{}.doc", self.id()))
    }

    /// Whether it can write a document down.
    fn writes(&self, _document: Document) -> bool {
        true
    }

    /// Makes ready what a document needs besides its subject, while the subject is still being read.
    fn prepare(&self, _options: &Options, _words: Catalogue) {}

    /// The document as bytes.
    ///
    /// **Errors:** diagnostics about a user's template or option; never about the outcome.
    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics>;
}

/// Every output format, in the order of help and documentation.
pub const FORMATS: &[&dyn Format] =
    &[&html::Html, &markdown::Markdown, &text::Text, &json::Json, &csv::Csv, &xlsx::Xlsx];

/// The format of a word or a file extension, in any case.
pub fn find_format(word: &str) -> Option<&'static dyn Format> {
    let word = word.to_ascii_lowercase();
    FORMATS.iter().copied().find(|f| f.id() == word || f.extensions().contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_has_words_of_its_own_that_no_other_format_takes() {
        let mut taken = BTreeSet::new();
        for format in FORMATS {
            for word in format.extensions().iter().chain([&format.id()]).collect::<BTreeSet<_>>() {
                assert!(taken.insert(*word), "{word} means two formats");
                assert!(find_format(&word.to_uppercase()).is_some_and(|f| f.id() == format.id()));
            }
        }
    }

    #[test]
    fn every_format_has_a_title_and_a_sentence_in_every_language() {
        for language in Catalogue::languages() {
            let words = Catalogue::of(language).expect("it is listed");
            for format in FORMATS {
                assert!(!format.title(&words).contains('⟨'), "{} in {language}", format.id());
                assert!(!format.doc(&words).contains('⟨'), "{} in {language}", format.id());
            }
        }
    }
}
