//! Ids: words that name things across files. Parsing is validation.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest id, in characters.
pub const LONGEST_ID: usize = 120;

/// Why a word cannot be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadId {
    /// Nothing there.
    Empty,
    /// More than [`LONGEST_ID`] characters.
    TooLong,
    /// A character that ids do not have.
    Character(char),
}

fn check(text: &str) -> Result<(), BadId> {
    if text.is_empty() {
        return Err(BadId::Empty);
    }
    if text.len() > LONGEST_ID && text.chars().count() > LONGEST_ID {
        return Err(BadId::TooLong);
    }
    let legal = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' | '/' | ':' | '+');
    match text.chars().find(|c| !legal(*c)) {
        Some(c) => Err(BadId::Character(c)),
        None => Ok(()),
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Letters, digits and `. _ - / : +`, at most 120 characters, case-sensitive.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks and takes a word. **Errors:** [`BadId`] says what is wrong with it.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                check(text).map(|()| $name(Arc::from(text)))
            }

            /// The word.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(<&str>::deserialize(deserializer)?).map_err(|e| D::Error::custom(format!("{e:?}")))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// Names a checklist: `paris-call`.
    ChecklistId;
    /// Names a section of a checklist, at any depth: `PC6`, `PC6-SUP`.
    SectionId;
    /// Names a control: `PC6-SUP-02`. Never reused, never renumbered.
    ControlId;
    /// Names an answer scale: `maturity`.
    ScaleId;
    /// Names a profile fact: `makes_products`.
    FactId;
    /// Names a framework that controls refer to: `nist-csf-2.0`.
    FrameworkId;
    /// Names a scoring method: `paris-call`.
    MethodId;
    /// Names a measure of a method: `evidenced`.
    MeasureId;
}

/// Names a choice of a scale: `3`, `partial`, `N/A`, `?`. Any text without control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceId(Arc<str>);

impl ChoiceId {
    /// Checks and takes a word. **Errors:** empty, too long, or holding a control character.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        if text.is_empty() {
            return Err(BadId::Empty);
        }
        if text.len() > LONGEST_ID && text.chars().count() > LONGEST_ID {
            return Err(BadId::TooLong);
        }
        match text.chars().find(|c| c.is_control()) {
            Some(c) => Err(BadId::Character(c)),
            None => Ok(ChoiceId(Arc::from(text))),
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for ChoiceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ChoiceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(<&str>::deserialize(deserializer)?).map_err(|e| D::Error::custom(format!("{e:?}")))
    }
}

impl fmt::Display for ChoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_a_space_is_refused_with_the_character() {
        assert_eq!(ControlId::parse("PC6 SUP"), Err(BadId::Character(' ')));
        assert_eq!(ControlId::parse(""), Err(BadId::Empty));
        assert!(ControlId::parse("3.13.11").is_ok());
    }
}
