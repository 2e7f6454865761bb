//! The documents of `check`: a ruling becomes bytes for people, annotations and machines.
//!
//! A format is one file here and one entry of [`FORMATS`]. No format changes the verdict.

mod bytes;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod place;
mod sarif;
mod tap;
mod text;
mod words;

pub use json::schema;
pub use place::{Place, Shown};
pub use words::{parameter, quote};

use crate::compare::Comparison;
use crate::diag::{Severity, Sources};
use crate::model::{Assessment, PolicyFile, Texts};
use crate::policy::{Finding, Ruling, Verdict};
use crate::report::Provenance;
use crate::text::Catalogue;

/// A ruling with everything that it takes to write it down.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// What was judged.
    pub assessment: &'a Assessment<'a>,
    /// What came out.
    pub ruling: &'a Ruling,
    /// The policy in force.
    pub policy: &'a PolicyFile,
    /// How the policy in force is called: a path, `strict`, `main:policy.yaml`.
    pub policy_name: &'a str,
    /// What moved since the baseline.
    pub comparison: Option<&'a Comparison>,
    /// How the baseline is called.
    pub baseline_name: Option<&'a str>,
    /// From which severity on a finding makes the verdict fail.
    pub fail_on: Severity,
    /// Every file that was read.
    pub sources: &'a Sources,
    /// The files that a reader can open, with their place in the repository.
    pub shown: &'a [Shown],
    /// The checklist's sentences in the reader's language.
    pub texts: &'a Texts,
    /// The program's words in the reader's language.
    pub words: Catalogue,
    /// What the ruling was made of.
    pub provenance: Provenance,
    /// Whether terminal text is coloured.
    pub colour: bool,
}

impl Checked<'_> {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.ruling.verdict(self.fail_on)
    }

    /// The findings that nothing excuses, gravest first.
    fn open(&self) -> impl Iterator<Item = &Finding> {
        self.ruling.findings.iter().filter(|f| f.waived_by.is_none())
    }

    /// How many open findings have a severity, and how many are waived.
    fn count(&self, severity: Severity) -> usize {
        self.open().filter(|f| f.severity == severity).count()
    }

    fn waived(&self) -> usize {
        self.ruling.findings.len() - self.open().count()
    }
}

/// A format of the documents of `check`.
pub trait CheckFormat: Sync {
    /// The word after `--format`, kebab-case.
    fn id(&self) -> &'static str;

    /// Further words and file extensions that mean this format.
    fn extensions(&self) -> &'static [&'static str];

    /// The catalogue key of its name; with `.doc`, of what it is good for.
    fn title(&self) -> String {
        format!("format.check.{}", self.id())
    }

    /// The ruling as bytes.
    fn render(&self, checked: &Checked) -> Vec<u8>;
}

/// Every format, in the order of help and documentation; the first is the usual one.
pub const FORMATS: &[&dyn CheckFormat] = &[
    &text::Text,
    &json::Json,
    &sarif::Sarif,
    &junit::Junit,
    &github::Github,
    &gitlab::Gitlab,
    &tap::Tap,
    &markdown::Markdown,
];

/// The format of a word or a file extension, in any case.
pub fn find_format(word: &str) -> Option<&'static dyn CheckFormat> {
    let word = word.to_ascii_lowercase();
    FORMATS.iter().copied().find(|f| f.id() == word || f.extensions().contains(&word.as_str()))
}
