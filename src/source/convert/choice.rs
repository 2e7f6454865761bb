//! Choices that a tool wrote in another way than the checklist has them, and words that are none.

use super::scale::unknown_choice;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Exact, Scale};
use crate::source::field::Scalar;
use crate::source::tree::Style;

/// The word for what nobody knows.
pub(super) const UNKNOWN: &str = "unknown";

/// The word for what is set aside by hand.
pub(super) const NOT_APPLICABLE: &str = "not_applicable";

/// Words by which other tools set a question aside.
const SET_ASIDE: [&str; 4] = ["n/a", "na", "n.a.", "not applicable"];

/// The choice whose id is the same number otherwise written: `1.0` is `1`.
pub(super) fn by_number(scale: &Scale, scalar: &Scalar) -> Option<String> {
    let number = (scalar.style != Style::Quoted).then(|| Exact::parse(&scalar.text))??;
    let choices = scale.choices.iter().map(|choice| choice.id.as_str());
    choices.filter(|id| Exact::parse(id).as_ref() == Some(&number)).map(str::to_string).next()
}

/// The choice that a YAML writer turned into a truth: `Yes` into `true`.
pub(super) fn by_truth(scale: &Scale, scalar: &Scalar) -> Option<String> {
    let word = if scalar.boolean()? { "yes" } else { "no" };
    let mut choices = scale.choices.iter().map(|choice| choice.id.as_str());
    choices.find(|id| id.eq_ignore_ascii_case(word)).map(str::to_string)
}

/// Says that a word is no answer to a control. **Reports:** `unknown-choice`, `set-aside-by-word`.
pub(super) fn no_answer(scale: &Scale, text: &str, at: Span, owner: &str) -> Diagnostic {
    if SET_ASIDE.contains(&text.to_lowercase().as_str()) {
        return Diagnostic::new(Code::SetAsideByWord, at).with("found", text).with("id", owner);
    }
    let problem = unknown_choice(scale, text, at, owner, Some(UNKNOWN));
    match problem.suggestion {
        Some(_) => problem,
        None => problem.suggest(text, [UNKNOWN, NOT_APPLICABLE]),
    }
}
