//! Text → text: one answer is changed and everything else stays, byte for byte.
//!
//! An edit plans replacements from the located tree, makes them, reads the result again and compares:
//! the file must say what it said before plus exactly the change. Otherwise the edit is refused.

mod answers;
mod change;
mod fill;
mod layout;
mod merge;
mod outline;
mod patch;
mod piece;
mod planner;
mod redact;
mod scalar;
mod shape;
mod sibling;
mod split;
mod upgrade;

pub use answers::{EditRefused, set_answer, set_answers};
pub use change::{Change, Field};
pub use merge::{Clash, Decide, Merged, Place, Side, Sides, Winner, grow, marked, merge};
pub use outline::{answer_places, answer_text};
pub use piece::Piece;
pub use redact::{Naming, redact};
pub use split::{part, remark, without_remark};
pub use upgrade::{Retired, rename, retire, set_key};
