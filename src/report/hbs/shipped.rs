//! The shipped templates, as the build script packed them.

use std::collections::BTreeMap;

use handlebars::Template;

use super::packed::{Call, Word};
use super::unpack::Unpacker;
use crate::report::escape::Flavour;
use crate::text::Catalogue;

/// `(path below report-templates/, packed tree)` of every template.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/templates.bin"));

/// A shipped template with its partials in place and the sentences that are the same in every document
/// written out; `None` when it, or a partial of it, is not among the packed ones.
pub(super) fn template(flavour: Flavour, page: &str, words: Catalogue) -> Option<Template> {
    let all: Vec<(&str, &[u8])> = postcard::from_bytes(PACKED).ok()?;
    let packed: BTreeMap<String, &[u8]> =
        all.into_iter().filter_map(|(path, tree)| Some((flavour.name_of(path)?, tree))).collect();
    let tree = |name: &str| postcard::from_bytes(packed.get(name)?).ok();
    let constant = |call: &Call| sentence(call, words).map(|text| flavour.escape()(&text));
    Unpacker { tree: &tree, constant: &constant }.template(page)
}

/// What `{{t "key"}}` writes, unless the sentence has values to fill in.
fn sentence(call: &Call, words: Catalogue) -> Option<String> {
    match (&call.name, call.params.as_slice()) {
        (Word::Name(name) | Word::Path(name), [Word::Literal(key)])
            if name == "t" && call.hash.is_empty() =>
        {
            words.find(&serde_json::from_str::<String>(key).ok()?).map(str::to_string)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_template_is_ready_when_the_program_starts() {
        let all: Vec<(&str, &[u8])> = postcard::from_bytes(PACKED).expect("the build script wrote it");
        for flavour in [Flavour::Html, Flavour::Markdown] {
            let names = all.iter().filter_map(|(path, _)| flavour.name_of(path));
            let pages: Vec<String> = names.filter(|name| name.contains('.')).collect();
            assert!(pages.len() > 5, "{pages:?}");
            for page in pages {
                assert!(template(flavour, &page, Catalogue::english()).is_some(), "{page}");
            }
        }
    }
}
