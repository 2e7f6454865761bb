//! Documents with a view of their own, comparisons and plans: the view becomes bytes in a format.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Diagnostics;
use crate::report::escape::Flavour;
use crate::report::template::{self, Page};
use crate::report::view::BrandView;
use crate::report::{Options, html, markdown};
use crate::text::Catalogue;

/// A format of a document that is written from its view.
pub struct ViewFormat<V: 'static> {
    /// The word after `--format`, kebab-case.
    pub id: &'static str,
    /// Further words and file extensions that mean this format; the first is the usual one.
    pub extensions: &'static [&'static str],
    /// The view as bytes. **Errors:** diagnostics about a template; never about the view.
    pub render: fn(&V, Catalogue, &Options) -> Result<Vec<u8>, Diagnostics>,
}

/// A view as JSON.
pub(super) fn json<V: Serialize>(view: &V, _: Catalogue, _: &Options) -> Result<Vec<u8>, Diagnostics> {
    let mut bytes = serde_json::to_vec_pretty(view).expect("plain structs with text keys are always JSON");
    bytes.push(b'\n');
    Ok(bytes)
}

/// A view as a page of HTML, by a template and with drawings.
pub(super) fn html<V: Serialize>(
    view: &V,
    charts: BTreeMap<String, String>,
    words: Catalogue,
    options: &Options,
) -> Result<Vec<u8>, Diagnostics> {
    let page = Page { view: plain(view, words, options), charts, words };
    Ok(html::whole(words.language(), template::render(Flavour::Html, page, options)?))
}

/// A view as Markdown, by a template.
pub(super) fn markdown<V: Serialize>(
    view: &V,
    words: Catalogue,
    options: &Options,
) -> Result<Vec<u8>, Diagnostics> {
    let page = Page { view: plain(view, words, options), charts: BTreeMap::new(), words };
    Ok(markdown::tidy(&template::render(Flavour::Markdown, page, options)?).into_bytes())
}

/// The view as a template sees it: with a brand, which the head of every page needs.
fn plain<V: Serialize>(view: &V, words: Catalogue, options: &Options) -> serde_json::Value {
    let plain = "plain structs with text keys are always JSON";
    let mut view = serde_json::to_value(view).expect(plain);
    if let serde_json::Value::Object(fields) = &mut view {
        let brand = || serde_json::to_value(BrandView::new(options.brand, None, words)).expect(plain);
        fields.entry("brand").or_insert_with(brand);
    }
    view
}
