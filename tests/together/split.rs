//! Parts of an assessment.

use crate::folder;
use crate::shell::{Shell, repository};
use crate::{assessments, example, figures};

#[test]
fn splitting_and_merging_again_gives_the_same_bytes_however_it_is_split() {
    for (name, text) in assessments() {
        for by in ["owner", "principle"] {
            let shell = Shell::new();
            shell.file("a.yaml", &text);
            assert_eq!(shell.run(&["split", "a.yaml", "--by", by, "-o", "parts"]).code, Some(0), "{name}");
            let mut parts = folder::names(&shell, "parts");
            parts.retain(|part| !part.starts_with('.'));
            assert!(parts.len() > 1, "{name} {by}: {parts:?}");
            let paths: Vec<String> = parts.iter().map(|part| format!("parts/{part}")).collect();
            let mut forth: Vec<&str> = vec!["merge", "--into", "a.yaml"];
            forth.extend(paths.iter().map(String::as_str));
            assert_eq!(shell.run(&forth).code, Some(0), "{name} {by}");
            assert_eq!(shell.read("a.yaml"), text, "{name} {by}");
        }
    }
}

#[test]
fn parts_alone_merge_in_any_order_to_the_same_figures() {
    for (name, text) in assessments() {
        let shell = Shell::new();
        shell.file("a.yaml", &text);
        assert_eq!(shell.run(&["split", "a.yaml", "--by", "owner", "-o", "parts"]).code, Some(0), "{name}");
        let mut parts: Vec<String> =
            folder::names(&shell, "parts").iter().map(|part| format!("parts/{part}")).collect();
        parts.retain(|part| !part.starts_with("parts/."));
        let whole = figures(&shell, "a.yaml");
        for out in ["forth.yaml", "back.yaml"] {
            let mut arguments = vec!["merge", "-o", out];
            arguments.extend(parts.iter().map(String::as_str));
            assert_eq!(shell.run(&arguments).code, Some(0), "{name}");
            assert_eq!(figures(&shell, out), whole, "{name} {out}");
            parts.reverse();
        }
    }
}

#[test]
fn every_part_is_an_assessment_of_its_own_and_says_where_it_comes_from() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain"));
    let said = shell.run(&["split", "a.yaml", "--by", "owner", "-o", "parts"]).ok();
    assert!(said.starts_with("parts/a.j-kneadwell.yaml: owner j.kneadwell, 38 controls\n"), "{said}");
    assert!(said.contains("parts/a.no-owner.yaml: no owner, 1 control\n"), "{said}");
    assert!(said.ends_with("Bring them back with: gapcheck merge parts/a.*.yaml --into a.yaml\n"), "{said}");
    // A part keeps the paths of the evidence, so the evidence goes where the part goes.
    let evidence = repository("examples/bakery-chain/evidence");
    for file in std::fs::read_dir(evidence).expect("the example has evidence") {
        let file = file.expect("it can be read");
        let name = format!("parts/evidence/{}", file.file_name().to_string_lossy());
        shell.file(&name, std::fs::read(file.path()).expect("it can be read"));
    }
    let parts = folder::names(&shell, "parts");
    for part in parts.iter().filter(|name| name.ends_with(".yaml") && !name.starts_with('.')) {
        let path = format!("parts/{part}");
        assert_eq!(shell.run(&["lint", &path]).said(0), "no problems\n", "{part}");
        assert_eq!(shell.run(&["score", &path]).code, Some(0), "{part}");
        assert!(shell.read(&path).contains("\n# Part of a.yaml: "), "{part}");
    }
}

#[test]
fn no_part_is_written_over() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain"));
    shell.file("parts/a.w-flourish.yaml", "mine");
    let said = shell.run(&["split", "a.yaml", "--by", "owner", "-o", "parts"]).said(2);
    assert!(said.contains("the part \"parts/a.w-flourish.yaml\" is there already"), "{said}");
    assert_eq!(folder::names(&shell, "parts"), ["a.w-flourish.yaml"], "nothing was written");
}

#[test]
fn a_role_is_what_the_command_line_says_and_the_narrowest_counts() {
    let shell = Shell::new();
    shell.file("a.yaml", example("bakery-chain"));
    let roles = [
        "split",
        "a.yaml",
        "--by",
        "role",
        "--format",
        "json",
        "--role",
        "it=PC7",
        "--role",
        "board=PC7-AWR,PC1-GOV-01",
    ];
    let parts: serde_json::Value = serde_json::from_str(&shell.run(&roles).ok()).expect("JSON");
    let named = |i: usize| (&parts["parts"][i]["name"], &parts["parts"][i]["controls"]);
    let (board, controls) = named(0);
    assert_eq!(board, "board");
    let controls: Vec<&str> =
        controls.as_array().expect("a list").iter().filter_map(|id| id.as_str()).collect();
    assert!(
        controls[0] == "PC1-GOV-01" && controls[1..].iter().all(|id| id.starts_with("PC7-AWR-")),
        "{controls:?}"
    );
    assert!(controls.len() > 1);
    let it = named(1).1.as_array().expect("a list");
    assert!(
        it.iter()
            .all(|id| id.as_str().is_some_and(|id| id.starts_with("PC7-") && !id.starts_with("PC7-AWR-")))
    );
    assert_eq!(named(2).0, &serde_json::Value::Null, "the rest has a part of its own");
    assert!(shell.run(&["split", "a.yaml", "--by", "role"]).said(2).contains("--role it=PC6"));
    assert!(shell.run(&["split", "a.yaml", "--by", "role", "--role", "it"]).said(2).contains("ROLE=ID,ID"));
    let twice = shell.run(&["split", "a.yaml", "--by", "role", "--role", "a=PC7", "--role", "b=PC7"]).said(2);
    assert!(twice.contains("two roles"), "{twice}");
}

#[test]
fn a_checklist_beside_the_assessment_stays_beside_the_parts() {
    let shell = Shell::new();
    shell.file("x/list/checklist.yaml", include_str!("../fixtures/together/old/checklist.yaml"));
    shell.file("x/a.yaml", "format: gapcheck/assessment/1\nchecklist: ./list\nanswers:\n  A-1: {answer: 1, owner: bo}\n  A-2: 2\n");
    let said = shell.run(&["split", "x/a.yaml", "--by", "owner", "-o", "parts"]).said(2);
    assert!(said.contains("-o x"), "{said}");
    let said = shell.run(&["split", "x/a.yaml", "--by", "owner"]).ok();
    assert!(
        said.starts_with("x/a.bo.yaml: owner bo, 1 control\nx/a.no-owner.yaml: no owner, 1 control\n"),
        "{said}"
    );
    assert_eq!(shell.run(&["score", "x/a.bo.yaml"]).code, Some(0));
}
