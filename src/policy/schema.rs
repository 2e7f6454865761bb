//! The part of the policy file's JSON Schema that the rules know: their names and parameters.

use serde_json::{Map, Value, json};

use crate::model::{RuleLevel, Tier};
use crate::policy::{Kind, RULES, Rule};

/// Puts the rules into the schema of the policy file. `say` gives the text of a catalogue key.
#[must_use]
pub fn with_rules(mut schema: Value, say: &dyn Fn(&str) -> String) -> Value {
    let rules: Map<String, Value> =
        RULES.iter().map(|rule| (rule.id().to_string(), entry(*rule, say))).collect();
    schema["properties"]["rules"] = json!({
        "description": schema["properties"]["rules"]["description"],
        "type": "object",
        "properties": rules,
        "additionalProperties": false,
        "minProperties": 1,
    });
    schema
}

/// One rule: a severity, or severity and parameters.
fn entry(rule: &dyn Rule, say: &dyn Fn(&str) -> String) -> Value {
    let mut properties = Map::new();
    properties.insert("severity".into(), levels());
    properties.insert("severity_in".into(), json!({"type": "object", "additionalProperties": levels()}));
    for declared in rule.parameters() {
        properties.insert(declared.name.into(), parameter(declared.kind));
    }
    let full = json!({"type": "object", "properties": properties, "additionalProperties": false});
    json!({
        "title": say(&rule.title()),
        "description": say(&rule.doc()),
        "anyOf": [levels(), full],
    })
}

fn levels() -> Value {
    let words: Vec<&str> = RuleLevel::ALL.iter().map(|level| level.id()).collect();
    json!({"enum": words})
}

fn parameter(kind: Kind) -> Value {
    match kind {
        Kind::Percent => json!({"type": "integer", "minimum": 0, "maximum": 100}),
        Kind::Days => json!({"type": "integer", "minimum": 0, "maximum": 36_500}),
        Kind::Number => json!({"type": ["number", "string"], "minimum": 0}),
        Kind::Threshold => json!({"type": ["number", "string"]}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Tier => json!({"enum": Tier::ALL.iter().map(|tier| tier.id()).collect::<Vec<_>>()}),
        Kind::Band | Kind::Measure => json!({"type": "string"}),
        Kind::Answer => json!({"type": ["string", "number", "boolean"]}),
        Kind::Word(words) => json!({"enum": words}),
        Kind::BySection(inner) | Kind::ByControl(inner) => {
            json!({"type": "object", "additionalProperties": parameter(*inner)})
        }
    }
}
