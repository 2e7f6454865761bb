//! HTML: one self-contained page that loads nothing and runs nothing.
//!
//! The beginning of the page, with its content security policy, is written here and not by a template:
//! whatever a template does, the page cannot run a script or fetch anything.

use crate::diag::Diagnostics;
use crate::report::escape::Flavour;
use crate::report::template::{self, Page};
use crate::report::{Document, Format, Options, Subject, chart, view};
use crate::text::Catalogue;

/// What the page may do: show its own styles and embedded pictures, nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// HTML from the template family.
pub(super) struct Html;

impl Format for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn writes(&self, document: Document) -> bool {
        document == Document::Report
    }

    fn prepare(&self, options: &Options, words: Catalogue) {
        if let Some(shelf) = options.shelf {
            shelf.prepare(Flavour::Html, options, words);
        }
    }

    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics> {
        let view = view::view(subject, options);
        let charts = chart::all(&view, &subject.words);
        let language = subject.words.language();
        let page = Page { view: view::value(view), charts, words: subject.words };
        let body = template::render(Flavour::Html, page, options)?;
        Ok(whole(language, body))
    }
}

/// The page around what a template wrote.
pub(super) fn whole(language: &str, body: String) -> Vec<u8> {
    let mut page = body;
    let head = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    );
    page.insert_str(0, &head);
    page.into_bytes()
}
