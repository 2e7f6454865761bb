//! Free values: attributes of sections and controls, columns of choices, settings.

use serde::{Deserialize, Serialize};

use crate::model::Exact;

/// A value that a checklist's author may write where the format leaves the meaning to methods.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Value {
    /// Nothing (`null`).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, exact.
    Number(Exact),
    /// Text.
    Text(String),
    /// Several values.
    List(Vec<Value>),
}

impl Value {
    /// The number, when it is one.
    pub fn number(&self) -> Option<&Exact> {
        match self {
            Value::Number(number) => Some(number),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) => None,
        }
    }

    /// The text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) => None,
        }
    }
}
