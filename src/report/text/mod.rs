//! Text for a terminal: scorecards, explanations, lists.
//!
//! Everything from files passes through [`clean`](crate::text::clean) on its way into a [`Page`], so no
//! answer can move the cursor. Colours are ANSI sequences; whoever prints drops them where they are not
//! wanted.

mod page;
mod table;

pub use page::{Ink, Page};
pub use table::{Cell, Table};
