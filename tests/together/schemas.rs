//! What is printed for programs fits the schema that is printed for it.

use serde_json::Value;

use crate::example;
use crate::fits::fits;
use crate::shell::Shell;

#[test]
fn what_split_merge_and_upgrade_print_fits_their_schemas() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain"));
    let done = |arguments: &[&str]| -> Value {
        let run = shell.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {}", run.err))
    };
    let schema = |name: &str| -> Value {
        serde_json::from_str(&shell.run(&["schema", name]).ok()).expect("a schema is JSON")
    };
    let split = done(&["split", "a.yaml", "--by", "owner", "-o", "parts"]);
    // Two answers for a control that both change, and one for a key outside the answers.
    for (name, answer, size) in [("b.yaml", 1, "small"), ("c.yaml", 2, "medium")] {
        let text = format!(
            "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nprofile: {{size: {size}}}\n\
             answers:\n  PC7-IAM-01: {{answer: {answer}, owner: x, answered: 2026-11-01}}\n"
        );
        shell.file(name, text);
    }
    shell.file(
        "base.yaml",
        "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nprofile: {}\nanswers: {}\n",
    );
    let merge = done(&["merge", "b.yaml", "c.yaml", "--base", "base.yaml", "-o", "d.yaml"]);
    assert_eq!(merge["left"], 2, "{merge:#}");
    let upgrade = done(&["upgrade", "a.yaml", "--dry-run"]);
    for (name, value) in [("split", split), ("merge", merge), ("upgrade", upgrade)] {
        let schema = schema(name);
        assert_eq!(value["format"], format!("gapcheck/{name}/1"));
        assert!(fits(&value, &schema, &schema), "{name}: {value:#}");
        for key in value.as_object().expect("a map").keys() {
            let mut without = value.clone();
            without.as_object_mut().expect("a map").remove(key);
            assert_eq!(fits(&without, &schema, &schema), key == "from", "{name} without {key}");
        }
    }
}
