//! What ends a run without a verdict: facts, which the language catalogue turns into a sentence.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::text::Catalogue;

/// Why a run ended early.
#[derive(Debug)]
pub(super) enum Failure {
    /// The input has errors; they have been shown already.
    Input,
    /// Nobody reads the output any more: no failure at all.
    ClosedPipe,
    /// Anything else.
    Other(Sentence),
}

/// A sentence of the catalogue under `failure.<key>`, with what to do under `failure.<key>.help`.
#[derive(Debug)]
pub(super) struct Sentence {
    key: &'static str,
    facts: Vec<(&'static str, String)>,
    suggestion: Option<String>,
}

impl Failure {
    /// A failure by its catalogue key.
    pub(super) fn new(key: &'static str) -> Failure {
        Failure::Other(Sentence { key, facts: Vec::new(), suggestion: None })
    }

    /// Adds a fact for the sentence.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Display) -> Failure {
        if let Failure::Other(sentence) = &mut self {
            sentence.facts.push((name, value.to_string()));
        }
        self
    }

    /// Adds the nearest right name.
    #[must_use]
    pub(super) fn suggest(mut self, name: String) -> Failure {
        if let Failure::Other(sentence) = &mut self {
            sentence.suggestion = Some(name);
        }
        self
    }

    /// A file that could not be read or written: `cannot-read`, `cannot-write`.
    pub(super) fn io(key: &'static str, path: &Path, error: &io::Error, words: &Catalogue) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::ClosedPipe;
        }
        Failure::new(key).with("path", path.display()).with("why", reason(error, words))
    }
}

impl Sentence {
    /// What is wrong, and what to do about it: the nearest right name, else a hint.
    pub(super) fn say(&self, words: &Catalogue) -> (String, String) {
        let facts: Vec<(&str, &dyn Display)> =
            self.facts.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        let sentence = words.say(&format!("failure.{}", self.key), &facts);
        let help = match &self.suggestion {
            Some(name) => words.say("hint.did-you-mean", &[("name", name)]),
            None => words.say(&format!("failure.{}.help", self.key), &facts),
        };
        (sentence, help)
    }
}

/// The reason of an I/O error in the catalogue's words where it has them, else in the system's.
fn reason(error: &io::Error, words: &Catalogue) -> String {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "io.not-found",
        io::ErrorKind::PermissionDenied => "io.permission-denied",
        io::ErrorKind::IsADirectory => "io.is-a-directory",
        io::ErrorKind::NotADirectory => "io.not-a-directory",
        io::ErrorKind::AlreadyExists => "io.already-exists",
        io::ErrorKind::StorageFull => "io.storage-full",
        io::ErrorKind::FileTooLarge => "io.file-too-large",
        _ => return error.to_string(),
    };
    words.text(key)
}
