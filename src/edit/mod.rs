//! Text → text: one answer is changed and everything else stays, byte for byte.
//!
//! An edit plans replacements from the located tree, makes them, reads the result again and compares:
//! the file must say what it said before plus exactly the change. Otherwise the edit is refused.

mod change;
mod fill;
mod layout;
mod patch;
mod piece;
mod planner;
mod scalar;
mod shape;
mod sibling;

pub use change::{Change, Field};
pub use piece::Piece;
pub use planner::{EditRefused, set_answer};
