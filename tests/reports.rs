//! Reports: the view's schema is the committed one.

use std::path::Path;

/// Compares a generated file with the committed one; `UPDATE=1 cargo test` writes it.
fn committed(path: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        std::fs::write(&path, generated).expect("the file can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == generated, "{} is stale: run `UPDATE=1 cargo test`", path.display());
}

#[test]
fn the_schema_of_the_view_is_the_committed_one() {
    let schema = gapcheck::report::view::schema();
    let text = serde_json::to_string_pretty(&schema).expect("a JSON value") + "\n";
    committed("schemas/report.schema.json", &text);
}
