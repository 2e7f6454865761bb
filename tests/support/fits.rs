//! Whether JSON fits a JSON Schema, as far as the schemas of this program go.

use gapcheck::model::Exact;
use serde_json::{Map, Value};

/// Whether a value fits a schema, as far as its structure goes: patterns are left to the reader.
pub fn fits(value: &Value, schema: &Value, root: &Value) -> bool {
    let Value::Object(rules) = schema else { return schema != &Value::Bool(false) };
    rules.iter().all(|(rule, wanted)| fits_rule(value, rule, wanted, (rules, root)))
}

fn fits_rule(
    value: &Value,
    rule: &str,
    wanted: &Value,
    (rules, root): (&Map<String, Value>, &Value),
) -> bool {
    let list = || wanted.as_array().expect("a list of schemas").iter();
    match rule {
        "$ref" => {
            let pointer = wanted.as_str().expect("a pointer").trim_start_matches('#');
            fits(value, root.pointer(pointer).expect("a definition"), root)
        }
        "type" => match wanted {
            Value::Array(_) => list().any(|one| is_type(value, one)),
            _ => is_type(value, wanted),
        },
        "enum" => list().any(|one| one == value),
        "const" => wanted == value,
        "anyOf" => list().any(|one| fits(value, one, root)),
        "allOf" => list().all(|one| fits(value, one, root)),
        "oneOf" => list().filter(|one| fits(value, one, root)).count() == 1,
        "required" => {
            value.as_object().is_none_or(|map| list().all(|k| map.contains_key(k.as_str().unwrap())))
        }
        "minProperties" => {
            value.as_object().is_none_or(|map| map.len() as u64 >= wanted.as_u64().expect("a number"))
        }
        "minimum" => value.as_f64().is_none_or(|n| n >= wanted.as_f64().expect("a number")),
        "maximum" => value.as_f64().is_none_or(|n| n <= wanted.as_f64().expect("a number")),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| fits(item, wanted, root))),
        "properties" => value.as_object().is_none_or(|map| {
            map.iter().all(|(key, v)| wanted.get(key).is_none_or(|schema| fits(v, schema, root)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|map| {
            let known = rules.get("properties").and_then(Value::as_object);
            let further = map.iter().filter(|(key, _)| known.is_none_or(|k| !k.contains_key(*key)));
            further.into_iter().all(|(_, v)| fits(v, wanted, root))
        }),
        "pattern" if wanted.as_str().is_some_and(|p| p.contains("[eE]")) => {
            value.as_str().is_none_or(|text| Exact::parse(text).is_some())
        }
        // Words for people, and what is checked elsewhere.
        "title" | "description" | "enumDescriptions" | "$schema" | "definitions" | "pattern" | "format" => {
            true
        }
        other => panic!("the schemas use `{other}`, which this test does not know"),
    }
}

fn is_type(value: &Value, wanted: &Value) -> bool {
    match wanted.as_str().expect("a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("unknown type {other}"),
    }
}
