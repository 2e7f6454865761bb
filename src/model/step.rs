//! The steps that finish a measure, and the values that rules give.

use serde::{Deserialize, Serialize};

use crate::diag::Span;
use crate::model::{Condition, Exact, Operand};

/// What a rule, a gate or an empty fold gives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Gives {
    /// A value.
    Value(Operand),
    /// No value because of an error: it takes the results above it along, unless they say otherwise.
    Null,
    /// Nothing: it is left out above.
    Skip,
}

/// One step after the fold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Step {
    /// When; `None` for always.
    pub when: Option<Condition>,
    /// What.
    pub act: Act,
    /// Where it stands.
    pub span: Span,
}

/// What a step does. Numbers pass through the steps of numbers; labels, truths and absence pass unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Act {
    /// × operand.
    Multiply(Operand),
    /// ÷ operand; no result by 0.
    Divide(Operand),
    /// + operand.
    Add(Operand),
    /// − operand.
    Subtract(Operand),
    /// `at` + value, or `at` − value when `down`.
    Start {
        /// Where to start.
        at: Operand,
        /// Whether the value is taken off.
        down: bool,
    },
    /// `from` + value × (`to` − `from`): 0..1 becomes `from`..`to`.
    Scale {
        /// The value of 0.
        from: Operand,
        /// The value of 1.
        to: Operand,
    },
    /// Not below `min`, not above `max`.
    Clamp {
        /// The least.
        min: Option<Operand>,
        /// The greatest.
        max: Option<Operand>,
    },
    /// Not above a limit, under conditions.
    Cap(Vec<Limit>),
    /// Not below a limit, under conditions.
    Floor(Vec<Limit>),
    /// Rounding.
    Round(Rounding),
    /// The label of the first band that the number reaches.
    Bands(Vec<Band>),
    /// One value for another.
    Map(Vec<(String, Gives)>),
    /// Straight lines between points, flat outside. **Invariant:** the first number of a point rises.
    Curve(Vec<(Exact, Exact)>),
    /// A label made of the number: `{value}` stands for it.
    Text(String),
    /// A root of the number, to so many decimal places; a number below 0 has none.
    Root {
        /// Which root: 2 for the square root. **Range:** whole, 1 to 100.
        of: Operand,
        /// Decimal places where the root is no fraction. **Range:** 0 to 30.
        digits: u32,
    },
}

impl Act {
    /// The bands of a step that looks the number up in some.
    pub fn bands(&self) -> Option<&[Band]> {
        match self {
            Act::Bands(bands) => Some(bands),
            _ => None,
        }
    }

    /// The word in files.
    pub fn word(&self) -> &'static str {
        match self {
            Act::Multiply(_) => "multiply",
            Act::Divide(_) => "divide",
            Act::Add(_) => "add",
            Act::Subtract(_) => "subtract",
            Act::Start { .. } => "start",
            Act::Scale { .. } => "scale",
            Act::Clamp { .. } => "clamp",
            Act::Cap(_) => "cap",
            Act::Floor(_) => "floor",
            Act::Round(_) => "round",
            Act::Bands(_) => "bands",
            Act::Map(_) => "map",
            Act::Curve(_) => "curve",
            Act::Root { .. } => "root",
            Act::Text(_) => "text",
        }
    }
}

/// A limit under a condition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Limit {
    /// When; `None` for always.
    pub when: Option<Condition>,
    /// The limit: a number, or a label of the order.
    pub limit: Operand,
    /// What is said when it changes the value.
    pub finding: Option<String>,
}

/// One band of a scale of labels.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Band {
    /// The least number of the band.
    pub at_least: Operand,
    /// Whether the least number itself belongs to the band below.
    pub above: bool,
    /// Its label.
    pub label: String,
    /// Where it stands.
    pub span: Span,
}

/// How a number is rounded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Rounding {
    /// Places after the decimal point.
    pub digits: u32,
    /// Which way.
    pub mode: RoundMode,
    /// Added (away from zero) before rounding, for methods that do so.
    pub epsilon: Exact,
    /// Whether the nearest double is rounded instead of the exact value.
    pub binary64: bool,
}

/// Which way a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum RoundMode {
    /// To the nearest, a half upwards.
    HalfUp,
    /// To the nearest, a half to the even neighbour.
    HalfEven,
    /// To the nearest, a half away from zero.
    HalfAway,
    /// To the nearest, a half downwards.
    HalfDown,
    /// Downwards.
    Floor,
    /// Upwards.
    Ceil,
    /// Towards zero.
    Trunc,
}

impl RoundMode {
    /// Every mode with its word in files.
    pub const ALL: [(&'static str, RoundMode); 7] = [
        ("half_up", RoundMode::HalfUp),
        ("half_even", RoundMode::HalfEven),
        ("half_away", RoundMode::HalfAway),
        ("half_down", RoundMode::HalfDown),
        ("floor", RoundMode::Floor),
        ("ceil", RoundMode::Ceil),
        ("trunc", RoundMode::Trunc),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, m)| *m == self).map_or("", |(word, _)| word)
    }
}
