//! The trend over more than two assessments.

use serde_json::Value;

use crate::shell::Shell;
use crate::written;

fn answers(day: &str, level: u32) -> String {
    let head = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: X}\n";
    format!(
        "{head}profile: {{group: private, size: small}}\nanswers:\n  PC1-GOV-01: {{answer: {level}, note: n, owner: o, answered: {day}, evidence: [{{reference: r, kind: record, collected: {day}, reviewed_by: s}}]}}\n"
    )
}

fn shell() -> Shell {
    let shell = Shell::new();
    for (name, day, level) in [("a", "2026-10-01", 2), ("b", "2024-10-01", 0), ("c", "2025-10-01", 1)] {
        shell.file(&format!("{name}.yaml"), answers(day, level));
    }
    shell
}

#[test]
fn three_files_in_any_order_give_a_trend_in_the_order_of_their_days() {
    let shell = shell();
    let out = written(shell.run(&["compare", "a.yaml", "b.yaml", "c.yaml", "--format", "json"]));
    let view: Value = serde_json::from_str(&out).expect("it is JSON");
    let days: Vec<&str> =
        view["trend"]["days"].as_array().expect("days").iter().filter_map(|d| d["iso"].as_str()).collect();
    // The newest counts today, the others on the day of their latest date.
    assert_eq!(days, ["2024-10-01", "2025-10-01", "2026-11-22"]);
    let rows = view["trend"]["rows"].as_array().expect("rows");
    let first = rows.iter().find(|row| row["id"] == "PC1").expect("principle 1");
    let exact: Vec<&str> =
        first["points"].as_array().expect("points").iter().filter_map(|p| p["exact"].as_str()).collect();
    // The target of a small organisation is 2: the attainment is 0, 1/2 and 1 of the same weight.
    assert_eq!(exact[0], "0");
    assert!(exact[1] != exact[0] && exact[2] != exact[1], "{exact:?}");
    assert_eq!((&view["earlier"]["name"], &view["later"]["name"]), (&"c.yaml".into(), &"a.yaml".into()));
}

#[test]
fn every_drawing_of_the_trend_has_a_title_a_description_and_the_table_beside_it() {
    let html = written(shell().run(&["compare", "a.yaml", "b.yaml", "c.yaml", "--format", "html"]));
    let drawings: Vec<&str> = html.split("<svg class=\"c-bar c-trend\"").skip(1).collect();
    assert!(drawings.len() >= 9, "{}", drawings.len());
    for drawing in drawings {
        let svg = &drawing[..drawing.find("</svg>").expect("it ends")];
        assert!(
            svg.contains("<title id=") && svg.contains("<desc id=") && svg.contains("22 November 2026"),
            "{svg}"
        );
    }
    assert!(html.contains("Data table") && html.contains(">2024-10-01</time>"));
}

#[test]
fn two_files_stay_in_the_order_given_and_the_wrong_order_is_said() {
    let out = written(shell().run(&["compare", "a.yaml", "b.yaml"]));
    assert!(out.contains("The file named first, a.yaml, is the later one."), "{out}");
    assert!(!out.contains("Trend"), "{out}");
}
