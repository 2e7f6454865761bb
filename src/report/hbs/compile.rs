//! Text → template: what would exhaust the engine's parser or keep it busy is refused before it reads it,
//! and every loop gets a mark at the head of its body, so that the sink can count its turns.

use std::collections::BTreeMap;

use handlebars::Template;
use handlebars::template::TemplateElement;

use super::{Problem, markup, sink};

/// The largest template. **Unit:** bytes.
const LARGEST: usize = 256 << 10;
/// Most tags of a template: the parser works out the place of each from the beginning of the text.
const MOST_TAGS: usize = 4_000;
/// Most blocks and branches of a template: the parser follows each on its stack.
const MOST_BLOCKS: usize = 2_000;
/// The deepest nesting of parentheses and brackets in a tag, for the same reason.
const DEEPEST_BRACKETS: usize = 100;

/// The deepest nesting of blocks that the parser may see: more than any checked template has.
const DEEPEST_BLOCKS: usize = 200;

/// Every template by name, or every problem.
pub(super) fn compile(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Template>, Vec<Problem>> {
    let mut templates = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, text) in texts {
        match one(name, text) {
            Ok(template) => drop(templates.insert(name.clone(), template)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(templates) } else { Err(problems) }
}

fn one(name: &str, text: &str) -> Result<Template, Problem> {
    if let Some((offset, key)) = refused(text) {
        return Err(Problem::new(name, Some(place(text, offset)), key, name));
    }
    if let Some((offset, key, found)) = markup::refused(&without_tags(text)) {
        return Err(Problem::new(name, Some(place(text, offset)), key, found));
    }
    Template::compile_with_name(text, name.to_string()).map_err(|e| {
        // The engine's own message lists grammar rules; only its place is of use to an author.
        Problem::new(name, e.pos(), "syntax", name)
    })
}

/// The first place at which a text passes a limit, with the key of the sentence.
fn refused(text: &str) -> Option<(usize, &'static str)> {
    if text.len() > LARGEST {
        return Some((0, "too-large"));
    }
    let (mut blocks, mut open, mut start) = (0, 0usize, 0);
    let tags = text.match_indices("{{").map(|(at, _)| at).chain([text.len()]);
    for (n, at) in tags.enumerate() {
        if n > MOST_TAGS || blocks > MOST_BLOCKS {
            return Some((start, "too-large"));
        }
        if n > 0 && deepest(&text[start + 2..at]) > DEEPEST_BRACKETS {
            return Some((start, "too-deep"));
        }
        let tag = text.get(at + 2..).unwrap_or("");
        let tag = tag.trim_start_matches(|c: char| c == '{' || c == '~' || c.is_ascii_whitespace());
        blocks += usize::from(tag.starts_with(['#', '^']) || tag.starts_with("else"));
        open = (open + usize::from(tag.starts_with('#'))).saturating_sub(usize::from(tag.starts_with('/')));
        if open > DEEPEST_BLOCKS {
            return Some((at, "too-deep"));
        }
        start = at;
    }
    None
}

/// How deep brackets of any kind are nested in a piece of text.
fn deepest(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for c in text.bytes() {
        match c {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A text with blanks in place of its tags, as long as before.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    while let Some(at) = text[plain.len()..].find("{{") {
        let start = plain.len() + at;
        plain.push_str(&text[plain.len()..start]);
        let end = if text[start..].starts_with("{{!--") { "--}}" } else { "}}" };
        let length = text[start..].find(end).map_or(text.len() - start, |i| i + end.len());
        plain.push_str(&" ".repeat(length));
    }
    plain.push_str(&text[plain.len()..]);
    plain
}

/// Line and column of a byte, both from 1.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}

/// Puts the mark of a turn at the head of every loop's body.
pub(super) fn mark_loops(template: &mut Template) {
    for i in 0..template.elements.len() {
        let TemplateElement::HelperBlock(block) = &mut template.elements[i] else { continue };
        let is_loop = block.name.as_name() == Some("each");
        for part in [&mut block.template, &mut block.inverse].into_iter().flatten() {
            mark_loops(part);
        }
        if let (true, Some(body), Some(at)) = (is_loop, &mut block.template, template.mapping.get(i)) {
            body.elements.insert(0, TemplateElement::RawString(sink::TURN.to_string()));
            body.mapping.insert(0, at.clone());
        }
    }
}
