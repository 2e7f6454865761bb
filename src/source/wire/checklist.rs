//! The root file of a checklist, and the files that it includes.

use schemars::JsonSchema;
use serde::Deserialize;

use super::control::{Section, ValidFor};
use super::leaf::{ChoiceWord, Day, Expression, FactType, FilePath, Flag, Id, Number, Stated, Text, Version};
use super::leaf::{Whole, Word};
use crate::diag::Located;
use crate::model::{Means, RetiredHow};
use crate::source::field::{Any, Field, List, Must, Ordered, Scalar};

/// A gapcheck checklist: what to ask, on which scale, for whom, and how it is scored.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gapcheck checklist")]
pub struct Checklist {
    /// Kind and version of this file; always the first key.
    #[schemars(extend("const" = "gapcheck/checklist/1"))]
    pub format: Must<Text>,
    /// The id of the checklist, as assessments name it.
    pub id: Must<Id>,
    /// Its version: major.minor.patch.
    pub version: Must<Version>,
    /// The language of its texts, as a BCP 47 tag; `en` when left out.
    #[serde(default)]
    pub language: Field<Text>,
    /// Its title.
    pub title: Must<Text>,
    /// What it is and what it is not.
    #[serde(default)]
    pub about: Field<Text>,
    /// Further files of this checklist, in order; nothing else in its folder is read.
    #[serde(default)]
    pub include: Field<List<FilePath>>,
    /// The least and greatest weight that a control may have.
    #[serde(default)]
    pub weights: Field<Bounds>,
    /// Facts about the organisation that decide what applies, in the order of asking.
    #[serde(default)]
    pub profile: Field<Ordered<Fact>>,
    /// Answer scales by name.
    #[serde(default)]
    pub scales: Field<Ordered<Scale>>,
    /// Frameworks that controls refer to, by id.
    #[serde(default)]
    pub references: Field<Ordered<Framework>>,
    /// Scoring methods by id; the first is the default.
    #[serde(default)]
    pub methods: Field<Ordered<Any>>,
    /// Named parameters of the methods, with their defaults.
    #[serde(default)]
    pub settings: Field<Ordered<Any>>,
    /// How long answers stay valid, by kind of evidence.
    #[serde(default)]
    pub valid_for: Field<ValidFor>,
    /// Kinds of organisation to start from.
    #[serde(default)]
    pub profiles: Field<List<Profile>>,
    /// The quick-start set.
    #[serde(default)]
    pub quick: Field<Quick>,
    /// Alternative groupings of the same controls.
    #[serde(default)]
    pub views: Field<List<View>>,
    /// Laws that some gaps may also concern; never scored.
    #[serde(default)]
    pub duties: Field<List<Duty>>,
    /// Sections with their controls.
    #[serde(default)]
    pub sections: Field<List<Section>>,
    /// Controls outside any section.
    #[serde(default)]
    pub controls: Field<List<super::control::Control>>,
    /// Ids that were once used; they are never used again.
    #[serde(default)]
    pub retired: Field<List<Retired>>,
}

/// A part of a gapcheck checklist, included by its root file.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "part of a gapcheck checklist")]
pub struct Part {
    /// Kind and version of this file; always the first key.
    #[schemars(extend("const" = "gapcheck/checklist-part/1"))]
    pub format: Must<Text>,
    /// Answer scales by name.
    #[serde(default)]
    pub scales: Field<Ordered<Scale>>,
    /// Frameworks that controls refer to, by id.
    #[serde(default)]
    pub references: Field<Ordered<Framework>>,
    /// Scoring methods by id.
    #[serde(default)]
    pub methods: Field<Ordered<Any>>,
    /// Named parameters of the methods, with their defaults.
    #[serde(default)]
    pub settings: Field<Ordered<Any>>,
    /// Sections with their controls.
    #[serde(default)]
    pub sections: Field<List<Section>>,
    /// Ids that were once used; they are never used again.
    #[serde(default)]
    pub retired: Field<List<Retired>>,
}

/// The least and greatest number.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least.
    pub min: Must<Number>,
    /// The greatest.
    pub max: Must<Number>,
}

/// A question about the organisation that decides what applies.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [{"required": ["type"]}, {"required": ["one_of"]}]))]
pub struct Fact {
    /// The question.
    #[serde(default)]
    pub ask: Field<Text>,
    /// How to decide on the answer.
    #[serde(default)]
    pub help: Field<Text>,
    /// `flag` for a fact that holds or does not.
    #[serde(default, rename = "type")]
    pub kind: Field<Word<FactType>>,
    /// The words of a fact that has more than two.
    #[serde(default)]
    pub one_of: Field<List<Id>>,
    /// What the words mean, by word.
    #[serde(default)]
    pub labels: Field<Ordered<Text>>,
}

/// What may be answered.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [{"required": ["choices"]}, {"required": ["number"]}]))]
pub struct Scale {
    /// The choices, from least to greatest.
    #[serde(default)]
    pub choices: Field<List<Choice>>,
    /// The numbers that may be answered, instead of choices.
    #[serde(default)]
    pub number: Field<Bounds>,
    /// What counts as met: the first line whose condition holds; the greatest value when none does.
    #[serde(default)]
    pub targets: Field<List<ScaleTarget>>,
}

/// A default target for some organisations.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleTarget {
    /// For whom; `always` when left out.
    #[serde(default)]
    pub when: Field<Expression>,
    /// The choice or value that counts as met.
    pub at: Must<ChoiceWord>,
}

/// One choice: `id`, `label`, `value`, `means`, and named columns that methods may read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Choice(pub Ordered<Any>);

/// The keys of a choice; every other key is a column.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ChoiceKeys {
    /// The word that is written as the answer; a whole number needs no quotes.
    pub id: Must<ChoiceWord>,
    /// What people read.
    #[serde(default)]
    pub label: Field<Text>,
    /// Its value; the id itself when that is a number.
    #[serde(default)]
    pub value: Field<Number>,
    /// A special meaning.
    #[serde(default)]
    pub means: Field<Word<Means>>,
}

/// A standard or law that controls refer to.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Its title.
    pub title: Must<Text>,
    /// Edition or year.
    #[serde(default)]
    pub edition: Field<Text>,
    /// Where to read it.
    #[serde(default)]
    pub url: Field<Text>,
    /// What may be done with its text.
    #[serde(default)]
    pub licence: Field<Text>,
    /// Every valid id; references to others are then errors.
    #[serde(default)]
    pub ids: Field<List<Id>>,
}

/// A kind of organisation to start from.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name for `gapcheck init --profile`.
    pub id: Must<Id>,
    /// Its title.
    #[serde(default)]
    pub title: Field<Text>,
    /// Whom it describes.
    #[serde(default)]
    pub about: Field<Text>,
    /// What it states of the facts.
    pub facts: Must<Ordered<Stated>>,
}

/// The quick-start set: what to ask in the first hour.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quick {
    /// Whether all applicable knock-outs belong to it; true when left out.
    #[serde(default)]
    pub knock_outs: Field<Flag>,
    /// Further controls, where they apply.
    #[serde(default)]
    pub also: Field<List<Id>>,
}

/// An alternative grouping of the same controls.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its id.
    pub id: Must<Id>,
    /// Its title.
    #[serde(default)]
    pub title: Field<Text>,
    /// What it is for.
    #[serde(default)]
    pub about: Field<Text>,
    /// Its groups, in order.
    pub groups: Must<List<ViewGroup>>,
}

/// One group of an alternative grouping.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewGroup {
    /// Its id within the view.
    pub id: Must<Id>,
    /// Its number, for display.
    #[serde(default)]
    pub number: Field<Whole>,
    /// Its title.
    #[serde(default)]
    pub title: Field<Text>,
    /// A remark for its readers.
    #[serde(default)]
    pub note: Field<Text>,
    /// Whole sections.
    #[serde(default)]
    pub sections: Field<List<Id>>,
    /// Single controls.
    #[serde(default)]
    pub controls: Field<List<Id>>,
}

/// A law that some gaps may also concern. Information, never scored.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its id.
    pub id: Must<Id>,
    /// Its title.
    #[serde(default)]
    pub title: Field<Text>,
    /// Whom it may concern.
    pub when: Must<Expression>,
    /// A framework: every control that refers to it is meant.
    #[serde(default)]
    pub references: Field<Id>,
    /// Single controls.
    #[serde(default)]
    pub controls: Field<List<Id>>,
    /// The day from which it applies.
    #[serde(default)]
    pub from: Field<Day>,
    /// A remark for its readers.
    #[serde(default)]
    pub note: Field<Text>,
    /// Where to read it.
    #[serde(default)]
    pub url: Field<Text>,
}

/// An id that was once used.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// The id.
    pub id: Must<Id>,
    /// The checklist version since which it is gone.
    pub since: Must<Version>,
    /// Why.
    #[serde(default)]
    pub reason: Field<Text>,
    /// The controls that took its place.
    #[serde(default)]
    pub became: Field<List<Id>>,
    /// What happened to it.
    pub how: Must<Word<RetiredHow>>,
}

impl Choice {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Located<Any>> {
        self.0.get(key)?.get()
    }

    /// The scalar of a key, when it is one.
    pub fn scalar(&self, key: &str) -> Option<Located<Scalar>> {
        let found = self.get(key)?;
        Some(Located::new(found.value.scalar()?.clone(), found.span))
    }
}
