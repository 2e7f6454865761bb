//! JSON Schemas of what wire types are made of: an optional value may be left empty, a required one not.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::field::{Any, Field, List, Must, Ordered, Scalar, Short};
use super::wire::assessment::Given;
use super::wire::checklist::{Choice, ChoiceKeys};

/// A schema that also takes nothing.
fn or_null(schema: Schema) -> Schema {
    let mut value = schema.to_value();
    let plain = value.get("enum").is_none() && value.get("$ref").is_none();
    match value.get_mut("type") {
        Some(Value::String(one)) if plain => {
            let both = json!([one.clone(), "null"]);
            value["type"] = both;
        }
        Some(Value::Array(several)) if plain => several.push(json!("null")),
        _ => value = json!({"anyOf": [value, {"type": "null"}]}),
    }
    Schema::try_from(value).unwrap_or_default()
}

macro_rules! inline {
    ($type:ident<T>, |$generator:ident| $schema:expr) => {
        impl<T: JsonSchema> JsonSchema for $type<T> {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                format!("{}_{}", stringify!($type), T::schema_name()).into()
            }
            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
    ($type:ident, |$generator:ident| $schema:expr) => {
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

inline!(Field<T>, |generator| or_null(generator.subschema_for::<T>()));
inline!(Must<T>, |generator| generator.subschema_for::<T>());
inline!(List<T>, |generator| {
    let items = generator.subschema_for::<T>();
    json_schema!({"type": "array", "items": items})
});
inline!(Ordered<T>, |generator| {
    let values = generator.subschema_for::<T>();
    json_schema!({"type": "object", "additionalProperties": values})
});
inline!(Short<T>, |generator| {
    let full = generator.subschema_for::<T>();
    json_schema!({"anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
        full
    ]})
});
inline!(Scalar, |_generator| json_schema!({"type": ["string", "number", "boolean"]}));
inline!(Any, |_generator| json_schema!({}));
inline!(Given, |generator| {
    let scalar = generator.subschema_for::<Scalar>();
    json_schema!({"anyOf": [scalar, {"type": "array", "items": scalar}]})
});
// A choice has columns beside its keys: any further key with any value.
inline!(Choice, |generator| ChoiceKeys::json_schema(generator));
