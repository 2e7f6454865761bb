//! Diagnostics: what is wrong with a *file*, as facts.
//!
//! A diagnostic holds a code, a place and the facts that its sentence needs.
//! The sentence itself stands in the language catalogue under `diag.<code>`
//! (with `diag.<code>.help` for what to do), so no stage formats text.

mod code;
mod near;
mod span;

pub use code::Code;
pub use near::{Names, Suggestion, nearest};
pub use span::{FileId, Located, SourceText, Sources, Span};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Read with care: the file is usable, the author probably meant something else.
    Warning,
    /// The file cannot be used as it is.
    Error,
}

impl Severity {
    /// Every severity, gravest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The word in files and outputs.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The severity of a word.
    pub fn parse(word: &str) -> Option<Severity> {
        Self::ALL.into_iter().find(|severity| severity.id() == word)
    }
}

/// What stands for a placeholder of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Something of the file: an id, a number, a word. The same in every language.
    Said(String),
    /// A word of the program: the catalogue key of it.
    Word(&'static str),
}

/// One problem of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub code: Code,
    /// How grave it is; starts as the code's own severity.
    pub severity: Severity,
    /// Where; `None` only when the file as a whole is meant and cannot be shown.
    pub at: Option<Span>,
    /// Other places that explain it, each with the catalogue key of its label.
    pub related: Vec<(Span, &'static str)>,
    /// The facts of the sentence, by placeholder name.
    pub facts: Vec<(&'static str, Fact)>,
    /// What may be meant instead.
    pub suggestion: Option<Suggestion>,
}

impl Diagnostic {
    /// A diagnostic of `code` at `at`, with the code's own severity.
    pub fn new(code: Code, at: Span) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            at: Some(at),
            related: Vec::new(),
            facts: Vec::new(),
            suggestion: None,
        }
    }

    /// A diagnostic about a file as a whole.
    pub fn whole_file(code: Code, file: FileId) -> Self {
        Diagnostic::new(code, Span::new(file, 0, 0))
    }

    /// Adds a fact for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, Fact::Said(value.to_string())));
        self
    }

    /// Adds a fact that is a word of the program, by its catalogue key.
    #[must_use]
    pub fn with_word(mut self, name: &'static str, key: &'static str) -> Self {
        self.facts.push((name, Fact::Word(key)));
        self
    }

    /// The facts as text, with `word` giving the text of a catalogue key.
    pub fn in_words(&self, word: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
        let text = |fact: &Fact| match fact {
            Fact::Said(text) => text.clone(),
            Fact::Word(key) => word(key),
        };
        self.facts.iter().map(|(name, fact)| (*name, text(fact))).collect()
    }

    /// Adds another place, labelled by a catalogue key.
    #[must_use]
    pub fn and_at(mut self, span: Span, label: &'static str) -> Self {
        self.related.push((span, label));
        self
    }

    /// Adds the nearest of `candidates` to `given` as a suggestion, when it is near.
    #[must_use]
    pub fn suggest<'a>(mut self, given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        self.suggestion = nearest(given, candidates).map(Suggestion::of);
        self
    }

    /// Adds the nearest of some names to `given` as a suggestion, which is looked for when it is asked for:
    /// a file may have many problems, of which few are shown.
    #[must_use]
    pub fn suggest_later(mut self, given: &str, names: impl Into<Names>) -> Self {
        self.suggestion = Some(Suggestion::among(given, names.into()));
        self
    }

    /// The nearest right name, when one is near enough to be meant.
    pub fn nearest(&self) -> Option<String> {
        self.suggestion.as_ref()?.name()
    }
}

/// The sink that every reader fills; reading goes on after a problem.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another sink.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// True when at least one diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many were reported.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True when nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every diagnostic, in the order of file and place, equal ones once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.list.iter().collect();
        all.sort_by(|a, b| (a.at, a.code, &a.facts).cmp(&(b.at, b.code, &b.facts)));
        all.dedup();
        all
    }

    /// Every diagnostic, in the order of reporting.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
