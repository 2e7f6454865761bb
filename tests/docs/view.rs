//! `docs/view.md`, made from the JSON Schema of the view that templates render.

use std::fmt::Write as _;

use serde_json::Value;

/// The whole page: the view first, then every kind of value in the order in which it is met.
pub fn page() -> String {
    let schema = gapcheck::report::view::schema();
    let mut page = format!(
        "# The view of a report\n\nWhat a [template](templates.md) can show, format `{}`.\n\
         Made from the program; `UPDATE=1 cargo test --test docs` writes it again.\n\
         `gapcheck schema report` prints the same as JSON Schema.\n",
        gapcheck::report::view::FORMAT
    );
    let mut met = vec!["ReportView".to_string()];
    let mut next = 0;
    while next < met.len() {
        let name = met[next].clone();
        let shape = schema["definitions"].get(&name).unwrap_or(&schema);
        fields(&mut page, &name, shape, &mut met);
        next += 1;
    }
    page
}

fn fields(page: &mut String, name: &str, shape: &Value, met: &mut Vec<String>) {
    let about = shape["description"].as_str().expect("every kind says what it is");
    write!(page, "\n## {name}\n\n{about}\n\n| field | kind | what it is |\n|---|---|---|\n")
        .expect("a string can be written");
    for (field, value) in shape["properties"].as_object().expect("a kind of value has fields") {
        let about = value["description"].as_str().unwrap_or_default().replace('|', "\\|").replace('\n', " ");
        writeln!(page, "| `{field}` | {} | {about} |", kind(value, met)).expect("a string can be written");
    }
}

/// The kind of a field in a word, with a link to the kind that it holds.
fn kind(value: &Value, met: &mut Vec<String>) -> String {
    if let Some(target) = value["$ref"].as_str().or_else(|| value["allOf"][0]["$ref"].as_str()) {
        let name = target.rsplit('/').next().expect("a reference has a name").to_string();
        if !met.contains(&name) {
            met.push(name.clone());
        }
        return format!("[{name}](#{})", name.to_lowercase());
    }
    match value["type"].as_str() {
        Some("array") => format!("list of {}", kind(&value["items"], met)),
        Some("integer") => "number".to_string(),
        Some("object") => "texts by name".to_string(),
        Some(_) => "text".to_string(),
        None if value["type"][0] == "integer" => "number or nothing".to_string(),
        None => "text or nothing".to_string(),
    }
}
