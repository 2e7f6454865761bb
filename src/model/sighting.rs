//! What a machine saw when it opened a piece of evidence.

use crate::diag::Span;
use crate::model::ControlId;

/// One evidence file that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The control whose answer names it.
    pub control: ControlId,
    /// Its path as the assessment writes it.
    pub path: String,
    /// Where the item stands in the assessment.
    pub span: Span,
    /// What was seen.
    pub seen: Seen,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The file has the digest that the item states.
    AsStated,
    /// The file is there; the item states no digest.
    NoDigest {
        /// SHA-256 of the file; hex.
        found: String,
    },
    /// The file has another digest than the item states.
    OtherDigest {
        /// What the item states; hex.
        stated: String,
        /// SHA-256 of the file; hex.
        found: String,
    },
    /// There is no such file.
    Missing,
    /// It is a folder or something else that is no file.
    NotAFile,
    /// The path, or a link on its way, leaves the folder of the assessment.
    Outside,
    /// It is there and cannot be read.
    Unreadable,
}
