//! The data that every stage works on: checklist, answers, assessment, method.
//!
//! Reading order: [`Exact`], ids, [`Checklist`], [`Texts`], [`AssessmentFile`], [`Assessment`].
//! Nothing here reads a file, prints, or asks for the time.

mod answers;
mod applies;
mod assessment;
mod checklist;
mod condition;
mod date;
mod exact;
mod id;
mod join;
mod method;
mod policy;
mod quote;
mod sighting;
mod step;
mod texts;
mod value;

pub use answers::*;
pub use applies::*;
pub use assessment::*;
pub use checklist::*;
pub use condition::*;
pub use date::*;
pub use exact::Exact;
pub use id::*;
pub use join::{LONGEST_NOT_APPLICABLE, value_of};
pub use method::*;
pub use policy::*;
pub use quote::Quote;
pub use sighting::{Seen, Sighting};
pub use step::*;
pub use texts::Texts;
pub use value::Value;
