//! A brand: whose names, colors, marking and picture a report carries.

use crate::model::{Date, Palette};

/// A brand as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Brand {
    /// SHA-256 of the folder's files; hex.
    pub digest: String,
    /// Who wrote the report.
    pub consultancy: Option<String>,
    /// For whom.
    pub client: Option<String>,
    /// How to reach the authors.
    pub contact: Option<String>,
    /// The classification marking of every page.
    pub marking: Option<String>,
    /// A line at the foot of every page.
    pub footer: Option<String>,
    /// A picture for the first page.
    pub logo: Option<Logo>,
    /// The colors on a light screen and on a dark one; `None` for the shipped ones.
    pub palettes: Option<(Palette, Palette)>,
    /// The editions of the report, in the order of the file.
    pub editions: Vec<Edition>,
}

/// A picture that loads nothing and runs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What it is.
    pub kind: Picture,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it says to those who do not see it.
    pub alt: String,
}

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG.
    Svg,
}

impl Picture {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Picture::Png => "image/png",
            Picture::Jpeg => "image/jpeg",
            Picture::Svg => "image/svg+xml",
        }
    }
}

/// One edition of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its number.
    pub version: String,
    /// Its day.
    pub date: Date,
    /// Who made it.
    pub author: Option<String>,
    /// What changed.
    pub change: String,
}
