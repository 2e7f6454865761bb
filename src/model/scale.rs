//! Answer scales: the choices of an answer, or the numbers it may be, and what counts as met.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Applies, ChoiceId, ChoiceIx, Exact, ScaleId, Value};

/// The choices of an answer, or the numbers it may be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Scale {
    /// Its name; `None` when it belongs to one control.
    pub id: Option<ScaleId>,
    /// What may be chosen; empty when the answer is a number.
    pub choices: Vec<Choice>,
    /// Least and greatest number, when the answer is a number; own scale for `normalise`.
    pub number: Option<NumberRange>,
    /// What counts as met when neither the answer nor a knock-out asks for more: the first whose
    /// condition holds; empty means the greatest value.
    pub targets: Vec<ScaleTarget>,
}

/// A default target for some organisations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ScaleTarget {
    /// For whom; one that is not stated does not hold, so that nobody gets a lower target by silence.
    pub when: Applies,
    /// The value that counts as met.
    pub at: Exact,
}

/// The numbers that an answer may be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct NumberRange {
    /// Least.
    pub min: Exact,
    /// Greatest.
    pub max: Exact,
}

/// One choice of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Choice {
    /// The word that is written as the answer.
    pub id: ChoiceId,
    /// Its value; `None` when it has none (only columns, or a special meaning).
    pub value: Option<Exact>,
    /// Further named values that a method may read.
    pub columns: BTreeMap<String, Value>,
    /// A special meaning.
    pub means: Option<Means>,
}

/// A special meaning of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Means {
    /// The control does not concern the organisation.
    NotApplicable,
    /// Nobody knows.
    Unknown,
}
impl Scale {
    /// The choice with an id.
    pub fn find(&self, id: &str) -> Option<ChoiceIx> {
        self.choices.iter().position(|c| c.id.as_str() == id).map(ChoiceIx)
    }

    /// The choice of an index.
    pub fn choice(&self, ix: ChoiceIx) -> &Choice {
        &self.choices[ix.0]
    }

    /// Least and greatest value: of the numbers, or of the choices that have one.
    pub fn bounds(&self) -> Option<(Exact, Exact)> {
        if let Some(range) = &self.number {
            return Some((range.min.clone(), range.max.clone()));
        }
        let values = || self.choices.iter().filter_map(|c| c.value.as_ref());
        Some((values().min()?.clone(), values().max()?.clone()))
    }
}
