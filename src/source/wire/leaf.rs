//! The single values of the files: text, ids, numbers, days, words of a closed list.
//!
//! Each is a scalar as written. What it may say stands twice on purpose, in words that must agree (a
//! test compares them): here for editors, in the conversions for the messages.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::model::{Automation, Effort, EvidenceKind, Means, RetiredHow, Tier, Verified};
use crate::source::field::Scalar;

macro_rules! leaves {
    ($($(#[$doc:meta])* $name:ident = $schema:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Scalar);

        impl Deref for $name {
            type Target = Scalar;
            fn deref(&self) -> &Scalar {
                &self.0
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

leaves! {
    /// Any text; a number or `true` is read as it is written.
    Text = {"type": ["string", "number", "boolean"]};
    /// An id.
    Id = {"type": "string", "pattern": "^[A-Za-z0-9._/:+-]{1,120}$"};
    /// The word of a choice; a whole number needs no quotes.
    ChoiceWord = {"type": ["string", "integer", "boolean"]};
    /// An exact number: `3`, `0.25` or `1/2`.
    Number = {
        "type": ["number", "string"],
        "pattern": "^[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?(/[0-9]*\\.?[0-9]+)?$"
    };
    /// A whole number.
    Whole = {"type": "integer", "minimum": 0};
    /// A day: `2026-11-22`.
    Day = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"};
    /// How long something stays valid: `12 months`, `90 days`.
    Duration = {"type": "string", "pattern": "^[1-9][0-9]* +(day|days|month|months)$"};
    /// `true` or `false`.
    Flag = {"type": "boolean"};
    /// What a profile says of a fact: `true` or `false`, or one of the fact's words.
    Stated = {"type": ["boolean", "string"]};
    /// A condition on profile facts: `makes_products and size in (medium, large)`.
    Expression = {"type": "string"};
    /// A path below the folder of this file.
    FilePath = {"type": "string"};
    /// A version: `1.0.0`.
    Version = {"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"};
    /// A color: `"#1d4f80"`.
    Color = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"};
    /// SHA-256 in hex.
    Sha256 = {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"};
}

/// A closed list of words.
pub trait Closed: Sized + Copy + 'static {
    /// Its name in schemas.
    const NAME: &'static str;
    /// Every word with its meaning.
    const WORDS: &'static [(&'static str, Self)];
}

macro_rules! closed {
    ($($name:ident: $type:ty = [$($word:literal => $value:expr),* $(,)?];)*) => {$(
        impl Closed for $type {
            const NAME: &'static str = stringify!($name);
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $value)),*];
        }
    )*};
}

/// The type of a profile fact that has no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactType {
    /// It holds or it does not.
    Flag,
}

closed! {
    EvidenceKind: EvidenceKind = [
        "policy" => EvidenceKind::Policy,
        "record" => EvidenceKind::Record,
        "training" => EvidenceKind::Training,
        "exercise" => EvidenceKind::Exercise,
        "test" => EvidenceKind::Test,
        "audit" => EvidenceKind::Audit,
        "tool_export" => EvidenceKind::ToolExport,
        "screenshot" => EvidenceKind::Screenshot,
        "public_check" => EvidenceKind::PublicCheck,
        "repository_check" => EvidenceKind::RepositoryCheck,
        "contract" => EvidenceKind::Contract,
        "doctrine" => EvidenceKind::Doctrine,
        "certificate" => EvidenceKind::Certificate,
    ];
    Tier: Tier = ["E1" => Tier::E1, "E2" => Tier::E2, "E3" => Tier::E3, "E4" => Tier::E4];
    Effort: Effort = ["S" => Effort::S, "M" => Effort::M, "L" => Effort::L];
    Automation: Automation = [
        "full" => Automation::Full, "partial" => Automation::Partial, "none" => Automation::None
    ];
    Verified: Verified = [
        "tool" => Verified::Tool, "sampling" => Verified::Sampling, "independent" => Verified::Independent
    ];
    Means: Means = ["not_applicable" => Means::NotApplicable, "unknown" => Means::Unknown];
    RetiredHow: RetiredHow = [
        "renamed" => RetiredHow::Renamed,
        "split" => RetiredHow::Split,
        "merged" => RetiredHow::Merged,
        "dropped" => RetiredHow::Dropped,
    ];
    FactType: FactType = ["flag" => FactType::Flag];
}

/// One word of a closed list.
#[derive(Clone, Debug, PartialEq)]
pub struct Word<T>(pub Scalar, PhantomData<T>);

impl<T> Deref for Word<T> {
    type Target = Scalar;
    fn deref(&self) -> &Scalar {
        &self.0
    }
}

impl<'de, T> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Scalar::deserialize(deserializer).map(|scalar| Word(scalar, PhantomData))
    }
}

impl<T: Closed> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
        json_schema!({"type": "string", "enum": words})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_files_are_the_ids_of_the_model() {
        let words = |pairs: &[(&'static str, EvidenceKind)]| pairs.to_vec();
        let kinds: Vec<_> = EvidenceKind::ALL.into_iter().map(|kind| (kind.id(), kind)).collect();
        assert_eq!(words(EvidenceKind::WORDS), kinds);
        assert!(Tier::WORDS.iter().all(|(word, tier)| tier.id() == *word));
        assert!(Effort::WORDS.iter().all(|(word, effort)| effort.id() == *word));
        assert!(Automation::WORDS.iter().all(|(word, automation)| automation.id() == *word));
        assert!(Verified::WORDS.iter().all(|(word, verified)| verified.id() == *word));
    }
}
