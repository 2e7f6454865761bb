//! Wire types → model, with every diagnostic on the way.

pub(super) mod answer;
mod choice;
pub(super) mod control;
pub(super) mod evidence;
pub(super) mod extras;
pub(super) mod names;
pub(super) mod own_texts;
pub(in crate::source) mod say;
pub(super) mod scale;
pub(super) mod section;
mod set_aside;
pub(super) mod translation;

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span, Suggestion};
use crate::model::{Applies, ExpressionError, ExpressionProblem, Fact, FactTable, Framework, FrameworkId};
use crate::model::{Scale, ValidFor, Value, parse as parse_applies};
use crate::source::field::{Any, Field, Ordered, Scalar};
use crate::source::wire::control::ValidFor as WireValidFor;
use names::Names;

/// What the head of a checklist declares and its controls refer to.
pub(crate) struct Declared {
    /// Profile facts, in order.
    pub(crate) facts: Vec<Fact>,
    /// Scales; the named ones come first.
    pub(crate) scales: Vec<Scale>,
    /// Their names.
    pub(crate) scale_names: Names,
    /// Frameworks by id.
    pub(crate) frameworks: BTreeMap<FrameworkId, Framework>,
    /// The text of every file, to point into expressions.
    pub(crate) texts: BTreeMap<u32, String>,
}

impl FactTable for Declared {
    fn words_of(&self, fact: &str) -> Option<Option<Vec<&str>>> {
        let fact = self.facts.iter().find(|f| f.id.as_str() == fact)?;
        Some(fact.one_of.as_ref().map(|words| words.iter().map(String::as_str).collect()))
    }

    fn names(&self) -> Vec<&str> {
        self.facts.iter().map(|f| f.id.as_str()).collect()
    }
}

impl Declared {
    /// A condition on profile facts. **Reports:** `expression`, `unknown-fact`, `unknown-fact-value`.
    pub(crate) fn applies(&self, scalar: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<Applies> {
        match parse_applies(&scalar.text, self) {
            Ok(applies) => Some(applies),
            Err(error) => {
                diags.push(self.expression(error, &scalar.text, at));
                None
            }
        }
    }

    fn expression(&self, error: ExpressionError, text: &str, at: Span) -> Diagnostic {
        let at = self.inside(text, at, error.at);
        let unreadable = |key| Diagnostic::new(Code::Expression, at).with_word("problem", key);
        match error.problem {
            ExpressionProblem::Unexpected(found) if found.is_empty() => unreadable("expression.end"),
            ExpressionProblem::Unexpected(_) => unreadable("expression.unexpected"),
            ExpressionProblem::WrongUse(_) => unreadable("expression.wrong_use"),
            ExpressionProblem::TooComplex => unreadable("expression.too_complex"),
            ExpressionProblem::UnknownFact(id, nearest) => {
                let mut problem = Diagnostic::new(Code::UnknownFact, at).with("id", id);
                problem.suggestion = nearest.map(Suggestion::of);
                problem
            }
            ExpressionProblem::UnknownValue { fact, value, nearest } => {
                let words = self.words_of(&fact).flatten().unwrap_or_default().join(", ");
                let problem = Diagnostic::new(Code::UnknownFactValue, at).with("found", value);
                let mut problem = problem.with("id", fact).with("expected", words);
                problem.suggestion = nearest.map(Suggestion::of);
                problem
            }
        }
    }

    /// The place of a part of a scalar, when the scalar stands in the file as it reads.
    fn inside(&self, text: &str, at: Span, part: std::ops::Range<usize>) -> Span {
        let written = self.texts.get(&at.file.0).and_then(|t| t.get(at.start as usize..at.end as usize));
        let quote = written.map(|w| usize::from(w.starts_with(['"', '\''])));
        match (written, quote) {
            (Some(written), Some(quote)) if written[quote..].starts_with(text) => {
                let start = at.start as usize + quote;
                Span::new(at.file, start + part.start, start + part.end)
            }
            _ => at,
        }
    }
}

/// Free values by name: attributes, settings.
pub(crate) fn values(field: &Field<Ordered<Any>>, diags: &mut Diagnostics) -> BTreeMap<String, Value> {
    let Some(written) = field.value() else { return BTreeMap::new() };
    // An attribute without a value is a value: nothing.
    let null = Located::new(Any::Null, Span::default());
    let pairs = written.0.iter().map(|(key, field)| (key.value.text.clone(), field.get().unwrap_or(&null)));
    pairs.filter_map(|(key, any)| Some((key, say::value(any, diags)?))).collect()
}

/// How long answers stay valid.
pub(crate) fn valid_for(field: &Field<WireValidFor>, diags: &mut Diagnostics) -> ValidFor {
    let Some(written) = field.value() else { return ValidFor::default() };
    let kinds = written.by_kind().into_iter();
    let by_kind = kinds.filter_map(|(kind, field)| Some((kind, say::duration(field, diags)?))).collect();
    ValidFor { default: say::duration(&written.default, diags), by_kind }
}
