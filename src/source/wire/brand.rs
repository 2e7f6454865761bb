//! A brand file.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Color, Day, FilePath, Text};
use crate::source::field::{Field, List, Must};

/// A gapcheck brand: whose names, colors and marking a report carries.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gapcheck brand")]
pub struct Brand {
    /// Kind and version of this file; always the first key.
    #[schemars(extend("const" = "gapcheck/brand/1"))]
    pub format: Must<Text>,
    /// Who wrote the report.
    #[serde(default)]
    pub consultancy: Field<Text>,
    /// For whom it was written; left out, the organisation that is assessed.
    #[serde(default)]
    pub client: Field<Text>,
    /// How to reach the authors.
    #[serde(default)]
    pub contact: Field<Text>,
    /// The classification marking of every page; an assessment's own marking is printed beside it.
    #[serde(default)]
    pub marking: Field<Text>,
    /// A line at the foot of every page.
    #[serde(default)]
    pub footer: Field<Text>,
    /// A picture for the first page.
    #[serde(default)]
    pub logo: Field<Logo>,
    /// Colors; the shipped ones where left out.
    #[serde(default)]
    pub colors: Field<Colors>,
    /// What changed from one edition of the report to the next.
    #[serde(default)]
    pub versions: Field<List<Edition>>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// A PNG, JPEG or SVG file in this folder, at most 256 KiB.
    pub file: Must<FilePath>,
    /// What it says to those who do not see it.
    pub alt: Must<Text>,
}

/// Colors on a light and on a dark screen; paper is always white.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// On a light screen and on paper.
    #[serde(default)]
    pub light: Field<Scheme>,
    /// On a dark screen.
    #[serde(default)]
    pub dark: Field<Scheme>,
}

/// The colors that others are made from.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Links, bars and rules: the brand's own color.
    #[serde(default)]
    pub accent: Field<Color>,
    /// Text.
    #[serde(default)]
    pub ink: Field<Color>,
    /// Text of less weight.
    #[serde(default)]
    pub muted: Field<Color>,
    /// The background.
    #[serde(default)]
    pub paper: Field<Color>,
}

/// One edition of the report.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its number.
    pub version: Must<Text>,
    /// Its day.
    pub date: Must<Day>,
    /// Who made it.
    #[serde(default)]
    pub author: Field<Text>,
    /// What changed.
    pub change: Must<Text>,
}
