//! The house rules of `docs/ARCHITECTURE.md`, read from there and enforced.
//!
//! It reads text, not syntax: modules made by macros and `super::super` paths are therefore forbidden
//! rather than understood. Imports of unit tests are free: they may build their inputs as they like.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest source file, its tests included. **Unit:** lines.
const LONGEST_FILE: usize = 400;

/// What each effect looks like in code.
const EFFECTS: &[(&str, &[&str])] = &[
    (
        "fs",
        &[
            "std::fs",
            "fs::",
            "File::open",
            "tempfile",
            ".canonicalize()",
            ".exists()",
            ".is_dir()",
            ".is_file()",
        ],
    ),
    ("env", &["std::env", "env::var", "env::current_dir"]),
    ("clock", &["::now(", "SystemTime"]),
    ("print", &["println!", "print!(", "eprint!(", "io::stdout", "io::stderr", "io::stdin", "anstream::"]),
    ("exit", &["process::exit", "ExitCode"]),
    ("process", &["process::Command"]),
];

/// What is never left in the code.
const LEFTOVERS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("dbg", "!("),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[ign", "ore"),
    concat!("should_", "panic"),
    concat!("allow(dead", "_code)"),
    concat!("super::", "super::"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
];

struct Layer {
    may_use: BTreeSet<String>,
    effects: BTreeSet<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The rows of the table under a heading of `docs/ARCHITECTURE.md`, as cells.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = read(&root().join("docs/ARCHITECTURE.md"));
    let section = text.split("\n## ").find(|s| s.starts_with(heading)).expect("the heading is there");
    let rows = section.lines().filter(|l| l.starts_with("| `"));
    rows.map(|l| l.trim_matches('|').split('|').map(|c| c.trim().to_string()).collect()).collect()
}

/// The words in backticks of a cell.
fn quoted(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split('`').skip(1).step_by(2).map(str::to_string)
}

fn layers() -> BTreeMap<String, Layer> {
    let row = |cells: Vec<String>| {
        let name = quoted(&cells[0]).next().expect("a module");
        let effects = cells[3].split_whitespace().filter(|e| *e != "none").map(str::to_string).collect();
        (name, Layer { may_use: quoted(&cells[2]).collect(), effects })
    };
    table("Modules").into_iter().map(row).collect()
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|e| e.expect("it can be read").path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).expect("it lies below").to_string_lossy().replace('\\', "/")
}

/// The top module that a file of `src` belongs to; `None` for the crate's own two files.
fn module(path: &Path) -> Option<String> {
    let name = name(path);
    let rest = name.strip_prefix("src/")?;
    let first = rest.split('/').next()?.trim_end_matches(".rs");
    (!matches!(first, "lib" | "main")).then(|| first.to_string())
}

/// The code of a file before its unit tests, without comments and texts in quotes.
fn code(path: &Path) -> String {
    let text = read(path);
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.map(|line| line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"") + "\n").collect()
}

/// Every top module that a piece of code names after `crate::`, in braces too.
fn used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (_, rest) in code.match_indices("crate::").map(|(i, m)| (i, &code[i + m.len()..])) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0usize;
            let mut start = 0;
            for (i, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => {
                        found.insert(word(list[start..i].trim_start()));
                        break;
                    }
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.insert(word(list[start..i].trim_start()));
                        start = i + 1;
                    }
                    _ => {}
                }
            }
        } else {
            found.insert(word(rest));
        }
    }
    found.remove("");
    found
}

#[test]
fn modules_use_only_what_the_architecture_table_allows() {
    let layers = layers();
    let mut wrong = Vec::new();
    for path in rust_files("src") {
        let Some(module) = module(&path) else { continue };
        let Some(layer) = layers.get(&module) else { continue };
        for used in used(&code(&path)) {
            if used != module && layers.contains_key(&used) && !layer.may_use.contains(&used) {
                wrong.push(format!("{}: `{module}` may not use `{used}`", name(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_have_only_the_effects_that_the_architecture_table_allows() {
    let layers = layers();
    let mut wrong = Vec::new();
    for path in rust_files("src") {
        let Some(module) = module(&path) else { continue };
        let Some(layer) = layers.get(&module) else { continue };
        let code = code(&path);
        for (effect, marks) in EFFECTS.iter().filter(|(effect, _)| !layer.effects.contains(*effect)) {
            for mark in marks.iter().filter(|mark| has(&code, mark)) {
                wrong.push(format!("{}: `{module}` may not touch {effect}: {mark}", name(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a mark stands in the code as a word of its own.
fn has(code: &str, mark: &str) -> bool {
    let inside_word = |i: usize| {
        mark.starts_with(|c: char| c.is_alphanumeric())
            && code[..i].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    code.match_indices(mark).any(|(i, _)| !inside_word(i))
}

#[test]
fn every_module_is_in_the_table_and_no_module_is_used_in_a_circle() {
    let layers = layers();
    let modules: BTreeSet<String> = rust_files("src").iter().filter_map(|p| module(p)).collect();
    for module in &modules {
        assert!(layers.contains_key(module), "`{module}` is missing in docs/ARCHITECTURE.md");
    }
    for (name, layer) in &layers {
        for below in &layer.may_use {
            let layer =
                layers.get(below).unwrap_or_else(|| panic!("`{name}` may use `{below}`: what is that?"));
            assert!(!layer.may_use.contains(name), "`{name}` and `{below}` may use each other");
        }
    }
}

#[test]
fn a_crate_at_a_boundary_is_named_in_one_place_only() {
    for cells in table("Boundaries") {
        let krate = cells[0].trim_matches('`');
        let places: Vec<&str> = cells[1].split(", ").map(|place| place.trim_matches('`')).collect();
        let mark = format!("{krate}::");
        let named: Vec<String> =
            rust_files("src").iter().filter(|p| has(&code(p), &mark)).map(|p| name(p)).collect();
        for path in &named {
            let is_in = |place: &&str| {
                let below = path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
                path == place || path.strip_suffix(".rs") == Some(place) || below
            };
            assert!(places.iter().any(is_in), "{path}: only {} names {krate}", cells[1]);
        }
    }
}

#[test]
fn no_source_file_is_longer_than_the_budget() {
    let long: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(rust_files)
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, path)| format!("{}: {lines} lines", name(&path)))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines:\n{}", long.join("\n"));
}

#[test]
fn every_source_file_says_first_what_it_is_for() {
    for path in ["src", "tests", "benches"].into_iter().flat_map(rust_files) {
        assert!(read(&path).starts_with("//! "), "{}: line 1 is no `//!`", name(&path));
    }
}

#[test]
fn nothing_is_left_over() {
    for path in ["src", "tests", "benches"].into_iter().flat_map(rust_files) {
        let text = read(&path);
        for leftover in LEFTOVERS {
            assert!(!text.contains(leftover), "{}: {leftover}", name(&path));
        }
    }
}

#[test]
fn the_checks_see_what_they_look_for() {
    assert_eq!(
        used("use crate::{diag::{Span, Code}, model::*};"),
        BTreeSet::from(["diag".into(), "model".into()])
    );
    assert_eq!(
        used("crate::score::score(x); use crate::gap;"),
        BTreeSet::from(["score".into(), "gap".into()])
    );
    assert!(has("let x = fs::read(p);", "fs::") && !has("let x = prefs::read(p);", "fs::"));
}
