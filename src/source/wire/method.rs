//! `methods:` and `counts_if:` of a checklist → model.

use crate::diag::{Diagnostics, Located};
use crate::model::{AnswerPolicy, Condition, Method};
use crate::source::field::{Any, Ordered};

/// The methods of a checklist, in file order; those that cannot be read are reported and left out.
pub fn methods(_written: &Ordered<Any>, _diags: &mut Diagnostics) -> Vec<Method> {
    Vec::new()
}

/// A condition as methods and `counts_if` use it; `None` when it cannot be read, which is reported.
pub fn condition(_written: &Located<Any>, _diags: &mut Diagnostics) -> Option<Condition> {
    None
}

/// What answers of one control count where that differs from the method's rule.
pub fn answer_policy(_written: &Located<Any>, _diags: &mut Diagnostics) -> AnswerPolicy {
    AnswerPolicy::default()
}
