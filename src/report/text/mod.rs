//! Text for a terminal: scorecards, explanations, lists.
//!
//! Everything from files passes through [`clean`](crate::text::clean) on its way into a [`Page`], so no
//! answer can move the cursor. Colours are ANSI sequences; whoever prints drops them where they are not
//! wanted.

mod control;
mod explain;
mod gaps;
mod outline;
mod page;
mod score;
mod table;
mod word;

pub use control::Book;
pub use explain::{control, measure, section};
pub use page::{Ink, Page, wrap};
pub use table::{Cell, Table};
pub use word::{WORDS, find_word, word};

use crate::diag::Diagnostics;
use crate::report::{Document, Format, Options, Subject};

/// The width of text that is not for a terminal. **Unit:** columns.
pub(super) const PLAIN_WIDTH: usize = 100;

/// Id and title; the id alone where it stands in for a title that is missing.
pub(super) fn called(id: &str, title: &str) -> String {
    if id == title { id.to_string() } else { format!("{id} {title}") }
}

/// Text for a terminal.
pub(super) struct Text;

impl Format for Text {
    fn id(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics> {
        let mut page = Page::new(options.width.unwrap_or(PLAIN_WIDTH), options.colour);
        score::write(&mut page, subject, options);
        if options.document == Document::Report {
            gaps::write(&mut page, subject, options);
        }
        Ok(page.finish().into_bytes())
    }
}
