//! Plain data → template, with partials in their places.

use handlebars::template::{
    HelperTemplate, HelperTemplateBuilder, Parameter, Subexpression, TemplateElement,
};
use handlebars::{Path, PathSeg, Template};

use super::packed::{Call, Piece, Tree, Word};

/// Makes templates of data.
pub(super) struct Unpacker<'t> {
    /// The tree of a template or partial, by name.
    pub(super) tree: &'t dyn Fn(&str) -> Option<Tree>,
    /// The text of a piece that is the same in every document, escaped.
    pub(super) constant: &'t dyn Fn(&Call) -> Option<String>,
}

impl Unpacker<'_> {
    /// The template of a name with its partials in place; `None` when one is missing, includes itself, or
    /// holds what is no path.
    ///
    /// The engine copies the whole value in scope for every partial that it enters, and again for every
    /// value that it reads there; with the partials in place it reads the view where it lies.
    pub(super) fn template(&self, name: &str) -> Option<Template> {
        let mut template = Template::new();
        self.put_named(&mut template, name, &mut Vec::new())?;
        Some(template)
    }

    fn put_named(&self, template: &mut Template, name: &str, within: &mut Vec<String>) -> Option<()> {
        if within.iter().any(|outer| outer == name) {
            return None;
        }
        within.push(name.to_string());
        self.put(template, (self.tree)(name)?, within)?;
        within.pop();
        Some(())
    }

    fn put(&self, template: &mut Template, tree: Tree, within: &mut Vec<String>) -> Option<()> {
        for piece in tree {
            let element = match piece {
                Piece::Text(text) => TemplateElement::RawString(text),
                Piece::Value(call) => match (self.constant)(&call) {
                    Some(text) => TemplateElement::RawString(text),
                    None => TemplateElement::Expression(Box::new(helper(call, false)?)),
                },
                Piece::Block { call, inside, otherwise, chain } => {
                    let mut block = helper(call, true)?;
                    block.template = self.inner(inside, within)?;
                    block.inverse = self.inner(otherwise, within)?;
                    block.chain = chain;
                    TemplateElement::HelperBlock(Box::new(block))
                }
                Piece::Partial(name) => {
                    self.put_named(template, &name, within)?;
                    continue;
                }
            };
            match (template.elements.last_mut(), element) {
                (Some(TemplateElement::RawString(before)), TemplateElement::RawString(text)) => {
                    before.push_str(&text);
                }
                (_, element) => template.elements.push(element),
            }
        }
        Some(())
    }

    fn inner(&self, tree: Option<Tree>, within: &mut Vec<String>) -> Option<Option<Template>> {
        let Some(tree) = tree else { return Some(None) };
        let mut template = Template::new();
        self.put(&mut template, tree, within)?;
        Some(Some(template))
    }
}

fn helper(call: Call, block: bool) -> Option<HelperTemplate> {
    let named = |(name, value): (String, Word)| Some((name, parameter(value)?));
    HelperTemplateBuilder::default()
        .name(parameter(call.name)?)
        .params(call.params.into_iter().map(parameter).collect::<Option<Vec<_>>>()?)
        .hash(call.hash.into_iter().map(named).collect::<Option<_>>()?)
        .block(block)
        .chain(false)
        .indent_before_write(false)
        .build()
        .ok()
}

fn parameter(word: Word) -> Option<Parameter> {
    Some(match word {
        Word::Name(name) => Parameter::Name(name),
        Word::Path(raw) => Parameter::Path(path(raw)?),
        Word::Literal(json) => Parameter::Literal(serde_json::from_str(&json).ok()?),
        Word::Call(call) => {
            let helper = helper(*call, false)?;
            Parameter::Subexpression(Subexpression::new(helper.name, helper.params, helper.hash))
        }
    })
}

/// A path. The engine's own parser is asked only for what is not names with points between them.
fn path(raw: String) -> Option<Path> {
    let is_name = |name: &str| {
        let mut letters = name.bytes();
        name != "this"
            && letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.all(|c| c.is_ascii_alphanumeric() || c == b'_')
    };
    if !raw.split('.').all(is_name) {
        return Path::parse(&raw).ok();
    }
    let names = raw.split('.').map(|name| PathSeg::Named(name.to_string())).collect();
    Some(Path::Relative((names, raw)))
}
