//! Names that other places refer to.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, Span};
use crate::source::field::Scalar;

/// Beyond this many diagnostics no nearest names are looked for: a wrong checklist would cost
/// a comparison of every id with every other.
const MOST_SUGGESTIONS: usize = 200;
/// The most names that a message lists.
const LISTED: usize = 12;

/// Names of one kind, with their number and place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    by_name: BTreeMap<String, (usize, Span)>,
    in_order: Vec<String>,
}

impl Names {
    /// Adds a name and returns its number. **Reports:** `duplicate-id`; then nothing is added.
    pub(crate) fn add(&mut self, name: &str, at: Span, diags: &mut Diagnostics) -> Option<usize> {
        if let Some((_, first)) = self.by_name.get(name) {
            let twice = Diagnostic::new(Code::DuplicateId, at).with("id", name);
            diags.push(twice.and_at(*first, "diag.at.first"));
            return None;
        }
        let number = self.in_order.len();
        self.by_name.insert(name.to_string(), (number, at));
        self.in_order.push(name.to_string());
        Some(number)
    }

    /// The number of a name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).map(|(number, _)| *number)
    }

    /// Where a name was given.
    pub(crate) fn place(&self, name: &str) -> Option<Span> {
        self.by_name.get(name).map(|(_, at)| *at)
    }

    /// The number of a name. **Reports:** `code` with the facts `id` and `expected` when there is none.
    pub(crate) fn resolve(
        &self,
        scalar: &Scalar,
        at: Span,
        code: Code,
        diags: &mut Diagnostics,
    ) -> Option<usize> {
        let found = self.find(&scalar.text);
        if found.is_none() {
            let problem = Diagnostic::new(code, at).with("id", &scalar.text).with("expected", self.listed());
            diags.push(self.suggest(problem, &scalar.text, diags.len()));
        }
        found
    }

    /// Adds the nearest name to a diagnostic, unless there are too many already.
    pub(crate) fn suggest(&self, problem: Diagnostic, given: &str, so_far: usize) -> Diagnostic {
        if so_far > MOST_SUGGESTIONS { problem } else { problem.suggest(given, self.iter()) }
    }

    /// The names in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.in_order.iter().map(String::as_str)
    }

    /// The names in order, shortened, for messages.
    pub(crate) fn listed(&self) -> String {
        listed(self.iter())
    }
}

/// Names for a message: the first few, then dots.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let mut text = names.by_ref().take(LISTED).collect::<Vec<_>>().join(", ");
    if names.next().is_some() {
        text.push_str(", …");
    }
    text
}
