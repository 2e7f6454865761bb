//! The data that every stage works on: checklist, answers, assessment, method.
//!
//! Reading order: [`Exact`], ids, [`Checklist`], [`Texts`], [`AssessmentFile`], [`Assessment`].
//! Nothing here reads a file, prints, or asks for the time.

mod answers;
mod applies;
mod assessment;
mod brand;
mod checklist;
mod color;
mod condition;
mod control;
mod date;
mod decimal;
mod evidence;
mod exact;
mod expression;
mod id;
mod join;
mod method;
mod once;
mod packed;
mod palette;
mod policy;
mod quote;
mod root;
mod scale;
mod sighting;
mod step;
mod texts;
mod value;

pub use answers::*;
pub use applies::*;
pub use assessment::*;
pub use brand::{Brand, Edition, Logo, Picture};
pub use checklist::*;
pub use color::Color;
pub use condition::*;
pub use control::*;
pub use date::*;
pub use evidence::*;
pub use exact::Exact;
pub use expression::*;
pub use id::*;
pub use join::{LONGEST_NOT_APPLICABLE, is_unknown, second_person, value_of};
pub use method::*;
pub use palette::{Chosen, Fixed, Pair, Palette};
pub use policy::*;
pub use quote::Quote;
pub use scale::*;
pub use sighting::{Seen, Sighting};
pub use step::*;
pub use texts::Texts;
pub use value::Value;
