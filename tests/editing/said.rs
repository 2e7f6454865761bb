//! What a file of answers says, in the values of another YAML reader.

use serde_yaml::Value;

/// What a file says: numbers as words, short answers as maps, keys without a value left out.
pub(crate) fn said(text: &str) -> Value {
    let mut file: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).expect("YAML");
    let answers = file.get_mut("answers").and_then(Value::as_mapping_mut);
    for (_, answer) in answers.into_iter().flatten() {
        if !answer.is_mapping() && !answer.is_null() {
            *answer = Value::Mapping([("answer".into(), answer.clone())].into_iter().collect());
        }
    }
    pruned(file)
}

fn pruned(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::String(text) => text.trim_end().into(),
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(pruned).collect()),
        Value::Mapping(map) => {
            let entries = map.into_iter().map(|(key, value)| (key, pruned(value)));
            let empty = |value: &Value| match value {
                Value::Null => true,
                Value::Sequence(items) => items.is_empty(),
                Value::Mapping(map) => map.is_empty(),
                Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => false,
            };
            Value::Mapping(entries.filter(|(_, value)| !empty(value)).collect())
        }
        other @ (Value::Null | Value::Bool(_) | Value::Tagged(_)) => other,
    }
}
