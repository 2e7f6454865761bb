//! SVG: a picture, or a program that draws one. Only the first is taken.
//!
//! Nothing is cut out of a file: what runs, loads or embeds something is an error at its place, and the
//! author saves the picture without it.

use roxmltree::{Document, Node};

use super::problem;
use crate::diag::{Diagnostics, FileId, Span};

/// The deepest nesting.
const DEEPEST: usize = 100;
/// Elements that run, embed or change something.
const ELEMENTS: [&str; 12] = [
    "script",
    "foreignObject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
    "listener",
    "set",
    "animate",
    "animateTransform",
];
/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

/// Whether a text is a picture that loads nothing and runs nothing. **Reports:** `brand`.
pub(super) fn check(text: &str, file: FileId, diags: &mut Diagnostics) -> bool {
    let point = |at: usize| Span::new(file, at, at);
    if let Some(at) = too_deep(text) {
        diags.push(problem("brand.svg-deep", point(at)));
        return false;
    }
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let place = error.pos();
            let line = text.split_inclusive('\n').take(place.row as usize - 1).map(str::len).sum::<usize>();
            let inside = text[line..].chars().take(place.col as usize - 1).map(char::len_utf8).sum::<usize>();
            diags.push(problem("brand.svg-broken", point((line + inside).min(text.len()))));
            return false;
        }
    };
    if document.root_element().tag_name().name() != "svg" {
        diags.push(problem("brand.logo-kind", point(document.root_element().range().start)));
        return false;
    }
    let found = document.descendants().find_map(|node| Some((node, refused(node)?)));
    if let Some((node, key)) = found {
        let start = node.range().start;
        let name = node.tag_name().name().len() + 1;
        diags.push(problem(key, Span::new(file, start, (start + name).min(text.len()))));
    }
    found.is_none()
}

/// What is wrong with a node.
fn refused(node: Node) -> Option<&'static str> {
    if node.is_pi() {
        return Some("brand.svg-loads");
    }
    if let Some(text) = node.text().filter(|_| node.is_element() && node.tag_name().name() == "style") {
        return loads(text).then_some("brand.svg-loads");
    }
    if !node.is_element() {
        return None;
    }
    let foreign = node.tag_name().namespace().is_some_and(|space| space != SVG && space.contains("xhtml"));
    if foreign || ELEMENTS.contains(&node.tag_name().name()) {
        return Some("brand.svg-runs");
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value().trim());
        let embedded = ["data:image/png", "data:image/jpeg"].iter().any(|kind| value.starts_with(kind));
        match name.as_str() {
            name if name.starts_with("on") => Some("brand.svg-runs"),
            "href" | "src" if !(value.starts_with('#') || embedded) => Some("brand.svg-loads"),
            "href" | "src" => None,
            _ => loads(value).then_some("brand.svg-loads"),
        }
    })
}

/// Whether a style loads something from outside of the file.
fn loads(style: &str) -> bool {
    let plain: String = style.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    // A backslash can spell any word of a style sheet in another way.
    let spelt = plain.contains('\\') || plain.contains("@import") || plain.contains("javascript:");
    let outside = |(at, word): (usize, &str)| {
        !plain[at + word.len()..].trim_start_matches(['"', '\'']).starts_with('#')
    };
    spelt || plain.match_indices("url(").any(outside) || plain.contains("image-set(")
}

/// The first place that is nested too deeply for a reader that follows nesting on its stack.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let alone = rest.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'?' | b'!') | None => {}
            Some(_) if alone => {}
            Some(_) => depth += 1,
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &str) -> Vec<String> {
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";
        let text = format!("{head}{body}</svg>");
        let mut diags = Diagnostics::new();
        let good = check(&text, FileId(0), &mut diags);
        assert_eq!(good, diags.is_empty());
        let word = |d: &crate::diag::Diagnostic| d.in_words(str::to_string)[0].1.clone();
        diags
            .iter()
            .map(|d| format!("{} {}", d.at.map_or(0, |at| at.start as usize - head.len()), word(d)))
            .collect()
    }

    #[test]
    fn pictures_pass() {
        for body in [
            "<title>a</title><path d=\"M0 0\" fill=\"url(#g)\" style=\"fill: url('#g')\"/><use xlink:href=\"#g\"/>",
            "<style>.a { fill: #123456 }</style><g><text x=\"1\">on = off</text></g>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
        ] {
            assert_eq!(said(body), Vec::<String>::new(), "{body}");
        }
    }

    #[test]
    fn what_runs_or_loads_is_refused_at_its_place() {
        for (body, expected) in [
            ("<g/><script>1</script>", "4 brand.svg-runs"),
            ("<g onload=\"x\"/>", "0 brand.svg-runs"),
            ("<foreignObject/>", "0 brand.svg-runs"),
            ("<body xmlns=\"http://www.w3.org/1999/xhtml\"/>", "0 brand.svg-runs"),
            ("<image href=\"https://a.example/x.png\"/>", "0 brand.svg-loads"),
            ("<use xlink:href=\"other.svg#a\"/>", "0 brand.svg-loads"),
            ("<a href=\" javascript:x\"/>", "0 brand.svg-loads"),
            ("<image href=\"data:image/svg+xml;base64,AAAA\"/>", "0 brand.svg-loads"),
            ("<style>@import 'x';</style>", "0 brand.svg-loads"),
            ("<style>.a { fill: u\\72l(x) }</style>", "0 brand.svg-loads"),
            ("<path style=\"fill: url( 'http://a' )\"/>", "0 brand.svg-loads"),
            ("<?xml-stylesheet href='x'?>", "0 brand.svg-loads"),
        ] {
            assert_eq!(said(body), [expected], "{body}");
        }
    }

    #[test]
    fn documents_that_are_none_or_never_end_are_refused() {
        let mut diags = Diagnostics::new();
        let deep = "<svg xmlns=\"http://www.w3.org/2000/svg\">".to_string() + &"<g>".repeat(50_000);
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><svg>&b;</svg>";
        for text in [deep.as_str(), bomb, "<svg", "<html><svg/></html>", ""] {
            assert!(!check(text, FileId(0), &mut diags), "{text:.40}");
        }
        assert_eq!(diags.len(), 5);
    }
}
