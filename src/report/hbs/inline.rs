//! Partials put in the place of their names before anything is rendered.
//!
//! The engine copies the whole value in scope for every partial that it enters, and again for every
//! value that it reads there. A partial without arguments is nothing but its text, so it is put in place
//! once, and the engine then reads the view where it lies. Only shipped templates run like this: an error
//! in a user's template has to be said with the file and line of the partial.

use std::collections::BTreeMap;

use handlebars::Template;
use handlebars::template::TemplateElement;

use super::check::partial_name;

/// The name under which the whole of a page is registered; no file can have it.
pub(super) fn whole(page: &str) -> String {
    format!("{page} in one piece")
}

/// The most that is put in place for one document; what is beyond stays a partial. **Unit:** elements.
const MOST: usize = 100_000;

/// A template with its partials in place. The templates have passed the check: no partial includes
/// itself, none has arguments.
pub(super) fn inline(name: &str, templates: &BTreeMap<String, Template>) -> Option<Template> {
    let mut template = templates.get(name)?.clone();
    let mut left = MOST;
    expand(&mut template, templates, &mut left);
    Some(template)
}

fn expand(template: &mut Template, templates: &BTreeMap<String, Template>, left: &mut usize) {
    // Places are of the file that a piece came from: they mean nothing in a mixture.
    template.mapping.clear();
    for element in std::mem::take(&mut template.elements) {
        match element {
            TemplateElement::PartialExpression(partial) => {
                let named = partial_name(&partial).and_then(|name| templates.get(name));
                match named.filter(|part| partial.indent.is_none() && part.elements.len() <= *left) {
                    Some(part) => {
                        *left -= part.elements.len();
                        let mut part = part.clone();
                        expand(&mut part, templates, left);
                        template.elements.append(&mut part.elements);
                    }
                    None => template.elements.push(TemplateElement::PartialExpression(partial)),
                }
            }
            TemplateElement::HelperBlock(mut block) => {
                for inner in [&mut block.template, &mut block.inverse].into_iter().flatten() {
                    expand(inner, templates, left);
                }
                template.elements.push(TemplateElement::HelperBlock(block));
            }
            other => template.elements.push(other),
        }
    }
}
