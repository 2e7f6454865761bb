//! Text for a terminal: scorecards, explanations, lists.
//!
//! Everything from files passes through [`clean`](crate::text::clean) on its way into a [`Page`], so no
//! answer can move the cursor. Colours are ANSI sequences; whoever prints drops them where they are not
//! wanted.

mod control;
mod outline;
mod page;
mod table;

pub use control::Book;
pub use page::{Ink, Page, wrap};
pub use table::{Cell, Table};
