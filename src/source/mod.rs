//! Text → model: every problem of a file at once, each with its place.
//!
//! Reading order: [`decode`] (bytes → text), [`tree`] (text → located nodes), `de` and [`field`]
//! (nodes → wire types), then the conversions to the model. Files come as an in-memory map;
//! nothing here opens one.

pub mod assessment;
pub mod brand;
pub mod bundled;
mod convert;
mod de;
pub mod decode;
mod describe;
pub mod field;
pub mod format;
pub mod lint;
pub mod load;
pub mod parse;
pub mod path;
pub mod policy;
mod reach;
pub mod schema;
#[cfg(test)]
mod second_reading;
pub mod tree;
mod visit;
pub mod wire;

use std::cell::RefCell;

use serde::Deserialize as _;
use serde::de::DeserializeOwned;

use crate::diag::{Diagnostics, Located};
use field::Field;
use tree::Tree;

/// Reads a wire type from a tree. `None` when its outermost value has the wrong shape.
///
/// **Reports:** `wrong-type`, `unknown-key`.
pub fn from_tree<T: DeserializeOwned>(tree: &Tree, diags: &mut Diagnostics) -> Option<Located<T>> {
    let sink = RefCell::new(std::mem::take(diags));
    let reader = de::NodeReader { tree, node: tree.root(), sink: &sink };
    // A field catches every error of its value, so nothing is left to handle here.
    let field = Field::deserialize(reader).unwrap_or_default();
    *diags = sink.into_inner();
    match field {
        Field::There(located) => Some(located),
        Field::Absent | Field::Empty(_) | Field::Bad(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::field::{Any, Field, List, Must, Ordered, Scalar};
    use super::*;
    use crate::diag::{SourceText, Sources};

    #[derive(serde::Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Item {
        name: Must<Scalar>,
        #[serde(default)]
        parts: Field<List<Item>>,
        #[serde(default)]
        free: Field<Ordered<Any>>,
    }

    fn read(text: &str) -> (Option<Located<Item>>, Vec<String>) {
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let file = sources.add(SourceText::new("f", text));
        let tree = parse::parse(text, file, &mut diags);
        let item = tree.and_then(|tree| from_tree(&tree, &mut diags));
        let said = diags.sorted().into_iter().map(|d| {
            let (_, line, column) = d.at.and_then(|at| sources.place(at)).expect("a place");
            format!("{line}:{column} {}", d.code.id())
        });
        (item, said.collect())
    }

    fn slice(text: &str, span: crate::diag::Span) -> &str {
        &text[span.start as usize..span.end as usize]
    }

    #[test]
    fn every_problem_of_every_item_is_reported_and_the_rest_is_read() {
        let text = "name: [a]\nnmae: x\nparts:\n- name: b\n  name: c\n- 3\n- {parts: 4, name: 1.10}\n";
        let (item, said) = read(text);
        let expected =
            ["1:7 wrong-type", "2:1 unknown-key", "5:3 duplicate-key", "6:3 wrong-type", "7:11 wrong-type"];
        assert_eq!(said, expected);
        let item = item.expect("the outermost map is one");
        let parts = item.value.parts.value().expect("a list");
        let names = parts.0.iter().filter_map(|p| p.value()?.name.get()).map(|n| n.value.text.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["b", "1.10"]);
    }

    #[test]
    fn spans_cover_the_value_and_nothing_after_it() {
        let text =
            "name: >-\n  long\n  text\nparts:\n  - name: 'b'\n    free: {k: [1, 2]}   # why\n\nfree:\n";
        let (item, said) = read(text);
        assert_eq!(said, Vec::<String>::new());
        let item = item.expect("a map");
        let parts = item.value.parts.get().expect("a list");
        assert_eq!(slice(text, parts.span), "- name: 'b'\n    free: {k: [1, 2]}");
        let part = parts.value.0[0].get().expect("an item");
        assert_eq!(slice(text, part.span), "name: 'b'\n    free: {k: [1, 2]}");
        assert_eq!(slice(text, part.value.free.span().expect("a map")), "{k: [1, 2]}");
        assert_eq!(item.value.name.get().expect("text").value.text, "long text");
    }

    #[test]
    fn comments_and_block_texts_are_told_apart_from_values() {
        let text = format!("{}name: | # head\n  # text\nfree: {{a: '# q'}} # end\n", "# many\n".repeat(500));
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let file = sources.add(SourceText::new("f", &text));
        let tree = parse::parse(&text, file, &mut diags).expect("YAML");
        let comments: Vec<&str> = tree.comments().iter().map(|span| slice(&text, *span)).collect();
        assert_eq!(comments[500..], ["# head", "# end"]);
        let value = |key| tree.get(tree.root(), key).expect("it is there").1;
        assert!(tree.is_block(value("name")) && !tree.is_block(value("free")));
    }

    #[test]
    fn an_alias_reads_as_a_copy() {
        let (item, said) = read("name: &n x\nfree: {a: &l [*n, 1], b: *l}\n");
        assert_eq!(said, Vec::<String>::new());
        let item = item.expect("a map").value;
        let free = item.free.value().expect("a map");
        assert_eq!(free.get("a").and_then(Field::value), free.get("b").and_then(Field::value));
    }

    #[test]
    fn aliases_cannot_multiply_text_or_depth() {
        let bomb = |n: usize| {
            let mut text = String::from("name: x\nfree:\n  a0: &a0 [lol, lol]\n");
            for i in 1..n {
                let list = vec![format!("*a{}", i - 1); 10].join(", ");
                text.push_str(&format!("  a{i}: &a{i} [{list}]\n"));
            }
            text
        };
        assert_eq!(read(&bomb(4)).1, Vec::<String>::new());
        assert_eq!(read(&bomb(10)).1.len(), 1);
        assert!(read(&bomb(10)).1[0].ends_with("yaml-limit"));
        assert_eq!(read("name: x\nfree: &a {b: *a}\n").1, ["2:14 unsupported-yaml"]);
    }
}
