//! Markdown as GitHub and GitLab read it.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::report::escape::Flavour;
use crate::report::template::{self, Page};
use crate::report::{Document, Format, Options, Subject, view};
use crate::text::Catalogue;

/// Markdown from the template family.
pub(super) struct Markdown;

impl Format for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md"]
    }

    fn writes(&self, document: Document) -> bool {
        document == Document::Report
    }

    fn prepare(&self, options: &Options, words: Catalogue) {
        if let Some(shelf) = options.shelf {
            shelf.prepare(Flavour::Markdown, options, words);
        }
    }

    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics> {
        let view = view::value(view::view(subject, options));
        let page = Page { view, charts: BTreeMap::new(), words: subject.words };
        let text = template::render(Flavour::Markdown, page, options)?;
        Ok(tidy(&text).into_bytes())
    }
}

/// No blanks at line ends, never two empty lines in a row, one blank around the text of a table cell: what
/// templates leave behind where a block printed nothing.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if line.starts_with('|') {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            tidied.push_str(&words.join(" ").replace("| · ", "| "));
        } else if line.is_empty() && (tidied.is_empty() || tidied.ends_with("\n\n")) {
            continue;
        } else {
            tidied.push_str(line);
        }
        tidied.push('\n');
    }
    tidied.truncate(tidied.trim_end().len());
    tidied.push('\n');
    tidied
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn empty_lines_never_pile_up() {
        assert_eq!(tidy("\n\n# a  \n\n\n\nb\n\n"), "# a\n\nb\n");
        assert_eq!(tidy("| a |  | · b  |\n"), "| a | | b |\n");
    }
}
