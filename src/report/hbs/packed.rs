//! A template's tree as plain data, so that the shipped ones are read when the program is built and not
//! each time it runs: reading them takes longer than everything else that a report needs.
//!
//! The build script makes the data and includes this file; [`super::unpack`] makes templates of it.

use serde::{Deserialize, Serialize};

/// A template, or the inside of a block.
pub type Tree = Vec<Piece>;

/// What a template consists of.
#[derive(Debug, Deserialize, Serialize)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A value, escaped when it is written.
    Value(Call),
    /// A block, what is inside it and what is in its `else`.
    Block {
        /// Its name and arguments.
        call: Call,
        /// What is inside.
        inside: Option<Tree>,
        /// What is in its `else`.
        otherwise: Option<Tree>,
        /// Whether it has an `else` with a condition of its own.
        chain: bool,
    },
    /// Another template in this place.
    Partial(String),
}

/// A name with its arguments.
#[derive(Debug, Deserialize, Serialize)]
pub struct Call {
    /// What is called, or the path to a value.
    pub name: Word,
    /// Arguments by place.
    pub params: Vec<Word>,
    /// Arguments by name.
    pub hash: Vec<(String, Word)>,
}

/// A word of a tag.
#[derive(Debug, Deserialize, Serialize)]
pub enum Word {
    /// The name of a helper.
    Name(String),
    /// The path to a value, as written.
    Path(String),
    /// A literal, as JSON.
    Literal(String),
    /// A call in parentheses.
    Call(Box<Call>),
}
