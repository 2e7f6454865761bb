//! The same types read by another YAML reader give the same model: the located tree sees what YAML says.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::assessment::Opened;
use super::bundled::Bundled;
use super::load::{Loaded, Written, convert, read_checklist, translate};
use crate::diag::{Diagnostics, FileId, Located, Sources, Span};
use crate::model::{Texts, Today, parse_date};
use crate::source::assessment::open;

fn second<T: DeserializeOwned>(text: &str) -> Located<T> {
    let value = serde_yaml::from_str(text).expect("the second reader takes what the first takes");
    Located::new(value, Span::NOWHERE)
}

/// The bundled checklist as `serde_yaml` reads its files.
fn read_by_serde_yaml(bundled: &Bundled) -> Loaded {
    let files: BTreeMap<&str, &str> = bundled.yaml().collect();
    let root: Located<super::wire::checklist::Checklist> = second(files["checklist.yaml"]);
    let includes = root.value.include.value().map(|list| list.0.as_slice()).unwrap_or_default();
    let names: Vec<&str> = includes.iter().filter_map(|i| Some(i.value()?.text.as_str())).collect();
    let order = std::iter::once("checklist.yaml").chain(names.iter().copied());
    let texts = order.enumerate().map(|(i, name)| (i as u32, files[name].to_string())).collect();
    let parts = names.iter().map(|name| second(files[*name])).collect();
    let mut diags = Diagnostics::new();
    let (checklist, texts, _) = convert(&Written { root, parts }, texts, &mut diags).expect("an id");
    let others = files.iter().filter_map(|(path, text)| {
        let language = path.strip_prefix("lang/")?.strip_suffix(".yaml")?;
        Some((language.to_string(), second(text)))
    });
    let others: Vec<_> = others.collect();
    let translations = translate(&others, (&checklist, &texts), &mut BTreeMap::new(), &mut diags);
    assert!(diags.is_empty(), "{:?}", diags.sorted());
    let (translation_files, places) = Default::default();
    Loaded { checklist, texts, translations, translation_files, places }
}

/// Everything but the places.
fn without_places(value: &impl std::fmt::Debug) -> String {
    let debug = format!("{value:?}");
    let mut parts = debug.split("Span {");
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |text, part| text + part.split_once('}').map_or("", |(_, rest)| rest))
}

fn same_texts(one: &Texts, other: &Texts) -> bool {
    one.keys().eq(other.keys()) && one.keys().all(|key| one.get(key) == other.get(key))
}

#[test]
fn both_readers_give_the_same_checklist() {
    for bundled in Bundled::all() {
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let ours = read_checklist(&bundled.files(), "", &mut sources, &mut diags).expect("no errors");
        let theirs = read_by_serde_yaml(bundled);
        assert_eq!(without_places(&ours.checklist), without_places(&theirs.checklist));
        assert!(same_texts(&ours.texts, &theirs.texts));
        assert_eq!(ours.translations.len(), theirs.translations.len());
        for (language, texts) in &ours.translations {
            assert!(same_texts(texts, &theirs.translations[language]), "{language}");
        }
    }
}

#[test]
fn both_readers_give_the_same_answers() {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bakery-chain/assessment.yaml"));
    let checklist = Bundled::find("paris-call").expect("it is bundled").checklist();
    let today = Today { date: parse_date("2026-11-22").expect("a date"), explicit: false };
    let mut diags = Diagnostics::new();
    let first = open("a", text.as_bytes(), &mut Sources::new(), &mut diags).expect("it is YAML");
    let ours = first.read(&checklist, today, &mut diags).expect("no errors");
    let second = Opened { file: FileId(0), written: second(text), ..first };
    let theirs = second.read(&checklist, today, &mut diags).expect("no errors");
    assert!(ours.answers.len() > 50);
    assert_eq!(without_places(&ours), without_places(&theirs));
}
