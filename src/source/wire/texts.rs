//! The texts of a checklist in another language.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Id, Text};
use crate::source::field::{Field, List, Must, Ordered};

/// The texts of a gapcheck checklist in another language: texts by id, nothing else.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "texts of a gapcheck checklist")]
pub struct TextsFile {
    /// Kind and version of this file; always the first key.
    #[schemars(extend("const" = "gapcheck/texts/1"))]
    pub format: Must<Text>,
    /// The checklist that is translated, with its version.
    pub checklist: Must<Text>,
    /// The language, as a BCP 47 tag.
    pub language: Must<Id>,
    /// The texts.
    pub texts: Must<Texts>,
}

/// The texts by what they belong to.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// The checklist itself.
    #[serde(default)]
    pub checklist: Field<TitleAbout>,
    /// Profile facts.
    #[serde(default)]
    pub profile: Field<Ordered<FactTexts>>,
    /// Labels of choices, by scale and choice.
    #[serde(default)]
    pub scales: Field<Ordered<Ordered<Text>>>,
    /// Kinds of organisation.
    #[serde(default)]
    pub profiles: Field<Ordered<TitleAbout>>,
    /// Scoring methods.
    #[serde(default)]
    pub methods: Field<Ordered<MethodTexts>>,
    /// Alternative groupings.
    #[serde(default)]
    pub views: Field<Ordered<ViewTexts>>,
    /// Laws that some gaps may also concern.
    #[serde(default)]
    pub duties: Field<Ordered<TitleNote>>,
    /// Sections.
    #[serde(default)]
    pub sections: Field<Ordered<SectionTexts>>,
    /// Controls.
    #[serde(default)]
    pub controls: Field<Ordered<ControlTexts>>,
    /// Why ids were retired.
    #[serde(default)]
    pub retired: Field<Ordered<Text>>,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(default)] pub $field: Field<$type>,)*
        }
    )*};
}

texts! {
    /// Title and description.
    TitleAbout {
        /// The title.
        title: Text,
        /// What it is.
        about: Text,
    }
    /// Title and remark.
    TitleNote {
        /// The title.
        title: Text,
        /// A remark for its readers.
        note: Text,
    }
    /// A profile fact.
    FactTexts {
        /// The question.
        ask: Text,
        /// How to decide on the answer.
        help: Text,
        /// What the words mean, by word.
        labels: Ordered<Text>,
    }
    /// A scoring method.
    MethodTexts {
        /// The title.
        title: Text,
        /// What it is.
        about: Text,
        /// Titles of measures, by measure.
        measures: Ordered<Text>,
    }
    /// An alternative grouping.
    ViewTexts {
        /// The title.
        title: Text,
        /// What it is for.
        about: Text,
        /// Its groups.
        groups: Ordered<TitleNote>,
    }
    /// A section.
    SectionTexts {
        /// The title.
        title: Text,
        /// Why it matters to people.
        why: Text,
        /// What it asks.
        asks: Text,
        /// What it does not ask.
        asks_not: Text,
    }
    /// A control.
    ControlTexts {
        /// A few words that name it.
        title: Text,
        /// The question.
        ask: Text,
        /// What happens to people when it is missing.
        why: Text,
        /// Labels of its own choices, by choice.
        choices: Ordered<Text>,
        /// What a rater sees at each level, by choice.
        anchors: Ordered<Text>,
        /// What a measured share counts.
        share_of: Text,
        /// What a level demands beside the share, by choice.
        also: Ordered<Text>,
        /// Why this weight.
        weight_because: Text,
        /// Why nothing makes up for it.
        knock_out_because: Text,
        /// What counts as evidence, in the same order.
        evidence: List<Text>,
        /// One step that can be done this week.
        first_step: Text,
        /// How a machine can check it, or why not.
        automation: Text,
    }
}
