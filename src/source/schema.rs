//! JSON Schemas of the files (draft-07, which the YAML language servers of editors read).

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::format::FileKind;
use super::wire::assessment::Assessment;
use super::wire::brand::Brand;
use super::wire::checklist::{Checklist as WireChecklist, Part};
use super::wire::policy::Policy;
use super::wire::texts::TextsFile;
use crate::embedded;
use crate::model::{Checklist, Choice, Control, Fact, Scale, Texts};

/// The schemas as they are committed under `schemas/`.
static COMMITTED: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| embedded::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/schemas.pack"))));

/// The schema of a format, by the format's name: `assessment`, `report`. `None` when there is none.
pub fn schema(format: &str) -> Option<&'static str> {
    let all = COMMITTED.iter().find(|(name, _)| name.strip_suffix(".schema.json") == Some(format));
    all.map(|(_, text)| text.as_str())
}

/// The schema of a kind of file as its wire types have it: what is committed, when it is not stale.
pub fn generated(kind: FileKind) -> String {
    let schema = match kind {
        FileKind::Checklist => of::<WireChecklist>(),
        FileKind::Part => of::<Part>(),
        FileKind::Texts => of::<TextsFile>(),
        FileKind::Assessment => of::<Assessment>(),
        FileKind::Policy => of::<Policy>(),
        FileKind::Brand => of::<Brand>(),
    };
    print(&schema.to_value())
}

/// The schema of assessments of one checklist: an editor then completes control ids, facts and choices,
/// and shows question and anchors beside them.
pub fn assessment_schema(checklist: &Checklist, texts: &Texts) -> String {
    let plain = schema(FileKind::Assessment.word()).and_then(|text| serde_json::from_str(text).ok());
    let mut schema: Value = plain.expect("the committed schema is JSON");
    let properties = &mut schema["properties"];
    properties["profile"] = object(checklist.facts.iter().map(|f| (f.id.as_str(), fact(f, texts))));
    let asked = checklist.controls.iter().filter(|c| c.same_as.is_none());
    let answers = asked.map(|c| (c.id.as_str(), answer(checklist, c, texts)));
    properties["answers"] = object(answers);
    properties["settings"] = object(checklist.settings.keys().map(|name| (name.as_str(), json!({}))));
    print(&schema)
}

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>()
}

fn print(schema: &Value) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is plain data");
    text.push('\n');
    text
}

/// A map with these keys and no other.
fn object<'a>(properties: impl Iterator<Item = (&'a str, Value)>) -> Value {
    let properties: Map<String, Value> = properties.map(|(k, v)| (k.to_string(), v)).collect();
    json!({"type": ["object", "null"], "properties": properties, "additionalProperties": false})
}

fn fact(fact: &Fact, texts: &Texts) -> Value {
    let said = |part: &str| texts.text(&format!("fact.{}.{part}", fact.id)).into_owned();
    let description = join([said("ask"), said("help")]);
    match &fact.one_of {
        Some(words) => json!({"enum": words, "description": description}),
        None => json!({"type": "boolean", "description": description}),
    }
}

fn answer(checklist: &Checklist, control: &Control, texts: &Texts) -> Value {
    let given = given(checklist, control, texts);
    let full = json!({"allOf": [{"$ref": "#/definitions/Answer"}, {"properties": {"answer": given}}]});
    json!({"description": description(checklist, control, texts), "anyOf": [given, full]})
}

/// What may be answered, without the map around it.
fn given(checklist: &Checklist, control: &Control, texts: &Texts) -> Value {
    let scale = checklist.scale_of(control);
    let levels: Vec<String> =
        scale.choices.iter().map(|choice| level(scale, choice, control, texts)).collect();
    let mut words: Vec<Value> = scale.choices.iter().map(|c| word(c.id.as_str())).collect();
    words.push(json!("unknown"));
    if control.knock_out.is_none() {
        words.push(json!("not_applicable"));
    }
    // Editors show these beside the words that they complete.
    let one = json!({"enum": words, "enumDescriptions": levels});
    let mut forms = vec![one.clone(), json!({"type": "null"})];
    if control.multiple {
        forms.push(json!({"type": "array", "items": one}));
    }
    if let Some(range) = &scale.number {
        forms.push(json!({"type": "number", "minimum": range.min.to_f64(), "maximum": range.max.to_f64()}));
    }
    json!({"anyOf": forms})
}

/// A choice as an editor writes it: whole numbers without quotes.
fn word(id: &str) -> Value {
    match id.parse::<u32>() {
        Ok(number) if number.to_string() == id => json!(number),
        Ok(_) | Err(_) => json!(id),
    }
}

/// Title, question, reason, and what each level looks like.
fn description(checklist: &Checklist, control: &Control, texts: &Texts) -> String {
    let said = |part: &str| texts.text(&format!("control.{}.{part}", control.id)).into_owned();
    let scale = checklist.scale_of(control);
    let levels =
        scale.choices.iter().map(|choice| format!("{}: {}", choice.id, level(scale, choice, control, texts)));
    let levels = levels.collect::<Vec<_>>().join("\n");
    join([said("title"), said("ask"), said("why"), said("share_of"), levels])
}

/// What a level looks like: its anchor, else its label.
fn level(scale: &Scale, choice: &Choice, control: &Control, texts: &Texts) -> String {
    let said = |part: &str| texts.text(&format!("control.{}.{part}.{}", control.id, choice.id)).into_owned();
    let anchor = said("anchor");
    match &scale.id {
        _ if !anchor.is_empty() => anchor,
        Some(id) => texts.text(&format!("scale.{id}.{}", choice.id)).into_owned(),
        None => said("choice"),
    }
}

/// Texts as paragraphs, without the empty ones.
fn join<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
