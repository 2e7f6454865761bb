//! Choices that a tool wrote in another way than the checklist has them.

use crate::model::{Exact, Scale};
use crate::source::field::Scalar;
use crate::source::tree::Style;

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
