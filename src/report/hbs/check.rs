//! The rules that a template keeps, checked over its tree before it is rendered.
//!
//! - conditions are one comparison (`eq ne gt gte lt not`): a bare name prints the wrong branch in
//!   silence when it is misspelt, and 0 counts as false;
//! - `each` has no `else`, for the same reason;
//! - no raw output, no decorators, no dynamic partials, no partials that include each other;
//! - in HTML, attribute values are quoted and addresses come from fields named `href`;
//! - nesting has a limit, partials counted in.

use std::collections::BTreeMap;

use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, Subexpression, TemplateElement};

use super::Problem;
use crate::report::escape::Flavour;
use crate::text::Catalogue;

/// The deepest nesting of blocks, over all partials.
const DEEPEST: usize = 50;
/// The deepest nesting of loops, over all partials: each level multiplies the work.
const DEEPEST_LOOPS: usize = 6;
/// Most steps along partials: partials that include two others each would double them at every level.
const MOST_STEPS: usize = 5_000;
/// The engine's own helpers that are not to be had.
pub(super) const FORBIDDEN_BUILT_INS: [&str; 6] = ["and", "or", "lte", "lookup", "raw", "log"];
/// What a condition may be.
const COMPARISONS: [&str; 6] = ["eq", "ne", "gt", "gte", "lt", "not"];
/// Helpers inside comparisons and as values.
const VALUES: [&str; 8] = ["eq", "ne", "gt", "gte", "lt", "not", "len", "t"];
/// Blocks.
const BLOCKS: [&str; 4] = ["if", "unless", "each", "with"];

/// Every problem of a set of templates.
pub(super) fn problems(
    flavour: Flavour,
    templates: &BTreeMap<String, Template>,
    words: Catalogue,
) -> Vec<Problem> {
    let mut checker = Checker { flavour, templates, words, name: "", problems: Vec::new(), steps: 0 };
    for (name, template) in templates {
        checker.name = name;
        checker.template(template, 0);
    }
    for name in templates.keys() {
        checker.name = name;
        let mut path = vec![name.as_str()];
        checker.steps = 0;
        checker.reach(name, &mut path, Depth::default());
    }
    checker.problems.dedup();
    checker.problems
}

/// How deep a place is.
#[derive(Clone, Copy, Default)]
struct Depth {
    blocks: usize,
    loops: usize,
}

struct Checker<'a> {
    flavour: Flavour,
    templates: &'a BTreeMap<String, Template>,
    words: Catalogue,
    name: &'a str,
    problems: Vec<Problem>,
    steps: usize,
}

type Place = Option<(usize, usize)>;

impl<'a> Checker<'a> {
    fn report(&mut self, at: Place, key: &'static str, about: impl Into<String>) {
        self.problems.push(Problem::new(self.name, at, key, about));
    }

    fn template(&mut self, template: &Template, depth: usize) {
        if depth > DEEPEST {
            return self.report(None, "too-deep", self.name);
        }
        for (i, element) in template.elements.iter().enumerate() {
            let at = template.mapping.get(i).map(|m| (m.0, m.1));
            let before = i.checked_sub(1).and_then(|i| match &template.elements[i] {
                TemplateElement::RawString(text) => Some(text.as_str()),
                _ => None,
            });
            self.element(element, before.unwrap_or(""), at, depth);
        }
    }

    fn element(&mut self, element: &TemplateElement, before: &str, at: Place, depth: usize) {
        match element {
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
            TemplateElement::HtmlExpression(_) => self.report(at, "raw", ""),
            TemplateElement::Expression(helper) => {
                self.expression(helper, at);
                self.attribute(helper, before, at);
            }
            TemplateElement::HelperBlock(block) => self.block(block, at, depth),
            TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => {
                self.report(at, "decorator", "");
            }
            TemplateElement::PartialExpression(partial) => self.partial(partial, at),
            TemplateElement::PartialBlock(_) => self.report(at, "partial-block", ""),
            _ => self.report(at, "syntax", ""),
        }
    }

    fn expression(&mut self, helper: &HelperTemplate, at: Place) {
        let name = helper.name.as_name().unwrap_or("").to_string();
        if helper.params.is_empty() && helper.hash.is_empty() && !is_helper(&name) {
            return;
        }
        if name == "chart" {
            if self.flavour != Flavour::Html || helper.params.len() != 1 {
                self.report(at, "chart", "chart");
            }
            return;
        }
        if !VALUES.contains(&name.as_str()) {
            return self.report(at, "unknown-helper", name);
        }
        self.arguments(&name, helper.params.iter().chain(helper.hash.values()), at);
    }

    fn arguments<'p>(&mut self, helper: &str, all: impl Iterator<Item = &'p Parameter>, at: Place) {
        for (i, parameter) in all.enumerate() {
            match parameter {
                Parameter::Subexpression(sub) => self.subexpression(sub, at),
                Parameter::Literal(value) if helper == "t" && i == 0 => {
                    let key = value.as_str().unwrap_or("");
                    if self.words.find(key).is_none() {
                        self.report(at, "unknown-text", key);
                    }
                }
                _ if helper == "t" && i == 0 => self.report(at, "dynamic-text", "t"),
                _ => {}
            }
        }
    }

    fn subexpression(&mut self, sub: &Subexpression, at: Place) {
        let name = sub.name().to_string();
        if !VALUES.contains(&name.as_str()) {
            return self.report(at, "unknown-helper", name);
        }
        let (params, hash) = (sub.params(), sub.hash());
        let all = params.into_iter().flatten().chain(hash.into_iter().flat_map(|h| h.values()));
        self.arguments(&name, all, at);
    }

    fn block(&mut self, block: &HelperTemplate, at: Place, depth: usize) {
        let name = block.name.as_name().unwrap_or("").to_string();
        match name.as_str() {
            "if" | "unless" => self.condition(block, at),
            "each" | "with" if block.inverse.is_some() => self.report(at, "else", name),
            "each" | "with" if !matches!(block.params.as_slice(), [Parameter::Path(_)]) => {
                self.report(at, "block-argument", name);
            }
            name if BLOCKS.contains(&name) => {}
            _ => self.report(at, "unknown-helper", name),
        }
        for inner in [&block.template, &block.inverse].into_iter().flatten() {
            self.template(inner, depth + 1);
        }
    }

    fn condition(&mut self, block: &HelperTemplate, at: Place) {
        match block.params.as_slice() {
            [Parameter::Subexpression(sub)] if COMPARISONS.contains(&sub.name()) => {
                self.subexpression(sub, at)
            }
            _ => self.report(at, "bare-condition", block.name.as_name().unwrap_or("")),
        }
    }

    /// In HTML: a value stands in quotes, and an address comes from a field named `href`.
    fn attribute(&mut self, helper: &HelperTemplate, before: &str, at: Place) {
        if self.flavour != Flavour::Html {
            return;
        }
        if before.ends_with('=') && before.rfind('<') > before.rfind('>') {
            self.report(at, "unquoted", helper.name.as_name().unwrap_or(""));
        }
        let address = ["href=\"", "src=\"", "action=\"", "href='", "src='", "action='"];
        let last = helper.name.as_name().and_then(|n| n.rsplit(['.', '/']).next());
        if address.iter().any(|a| before.ends_with(a)) && last != Some("href") {
            self.report(at, "address", helper.name.as_name().unwrap_or(""));
        }
    }

    fn partial(&mut self, partial: &DecoratorTemplate, at: Place) {
        match partial_name(partial) {
            None => self.report(at, "dynamic-partial", ""),
            Some(name) if !self.templates.contains_key(name) => self.report(at, "unknown-partial", name),
            Some(_) if !partial.params.is_empty() || !partial.hash.is_empty() => {
                self.report(at, "partial-argument", "");
            }
            Some(_) => {}
        }
    }

    /// Follows the partials of a template: no circles, no depth without end.
    fn reach(&mut self, name: &str, path: &mut Vec<&'a str>, depth: Depth) {
        let templates = self.templates;
        let Some((_, template)) = templates.get_key_value(name) else { return };
        self.reach_in(template, path, depth);
    }

    fn reach_in(&mut self, template: &'a Template, path: &mut Vec<&'a str>, depth: Depth) {
        self.steps += 1;
        if depth.blocks > DEEPEST || depth.loops > DEEPEST_LOOPS || self.steps == MOST_STEPS {
            return self.report(None, "too-deep", path.join(" → "));
        }
        if self.steps > MOST_STEPS {
            return;
        }
        for element in &template.elements {
            match element {
                TemplateElement::HelperBlock(block) => {
                    let is_loop = usize::from(block.name.as_name() == Some("each"));
                    let inner = Depth { blocks: depth.blocks + 1, loops: depth.loops + is_loop };
                    for part in [&block.template, &block.inverse].into_iter().flatten() {
                        self.reach_in(part, path, inner);
                    }
                }
                TemplateElement::PartialExpression(partial) => {
                    let Some(name) = partial_name(partial) else { continue };
                    let Some((name, next)) = self.templates.get_key_value(name) else { continue };
                    if path.contains(&name.as_str()) {
                        path.push(name);
                        self.report(None, "circle", path.join(" → "));
                        path.pop();
                        continue;
                    }
                    path.push(name);
                    let inner = Depth { blocks: depth.blocks + 1, loops: depth.loops };
                    self.reach_in(next, path, inner);
                    path.pop();
                }
                _ => {}
            }
        }
    }
}

fn is_helper(name: &str) -> bool {
    VALUES.contains(&name) || BLOCKS.contains(&name) || FORBIDDEN_BUILT_INS.contains(&name) || name == "chart"
}

/// The name of a partial; `None` when it would be worked out while rendering.
fn partial_name(partial: &DecoratorTemplate) -> Option<&str> {
    partial.name.as_name().filter(|name| !name.starts_with('@'))
}
