//! The choices of a control as people read them.

use crate::model::{Checklist, ChoiceIx, ControlIx, Texts};
use crate::report::escape::clean;
use crate::text::bound;

/// A choice with its label: `3 – Operating`, or the label alone when it says the same.
pub(crate) fn label(texts: &Texts, checklist: &Checklist, ix: ControlIx, choice: ChoiceIx) -> String {
    let control = checklist.control(ix);
    let scale = checklist.scale_of(control);
    let Some(choice) = scale.choices.get(choice.0) else { return String::new() };
    let key = match &scale.id {
        Some(scale) => format!("scale.{scale}.{}", choice.id),
        None => format!("control.{}.choice.{}", control.id, choice.id),
    };
    let label = bound(&clean(&texts.text(&key))).into_owned();
    let id = clean(choice.id.as_str());
    if label.is_empty() || label.to_lowercase() == id.to_lowercase() {
        return if label.is_empty() { id } else { label };
    }
    if id.chars().all(|c| c.is_ascii_digit()) { format!("{id} – {label}") } else { label }
}
