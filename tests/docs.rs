//! The documentation agrees with the program: the reference is made from it, links lead somewhere.

#[path = "docs/policy.rs"]
mod policy;
#[path = "docs/reference.rs"]
mod reference;
#[path = "docs/view.rs"]
mod view;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Every page that people read, by path.
fn pages() -> Vec<PathBuf> {
    let markdown = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
        entries
            .map(|e| e.expect("it can be read").path())
            .filter(|p| p.extension().is_some_and(|e| e == "md"))
    };
    let mut pages: Vec<PathBuf> = ["", "docs", "examples"].into_iter().flat_map(markdown).collect();
    pages.sort();
    pages
}

/// Compares a page that is made from the program with the committed one.
fn made_from_the_program(name: &str, made: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(name), made).expect("it can be written");
    }
    let found = fs::read_to_string(root().join(name)).unwrap_or_default();
    assert!(found == made, "{name} is stale: run `UPDATE=1 cargo test --test docs`");
}

#[test]
fn the_reference_is_made_from_the_program() {
    made_from_the_program("docs/reference.md", &reference::page());
}

#[test]
fn the_page_about_the_view_names_every_field_that_a_template_can_show() {
    made_from_the_program("docs/view.md", &view::page());
}

#[test]
fn the_rules_of_the_policy_page_are_made_from_the_program() {
    let found = read("docs/policy.md");
    let made = policy::with_rules(&found);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("docs/policy.md"), &made).expect("it can be written");
    } else {
        assert!(found == made, "docs/policy.md is stale: run `UPDATE=1 cargo test --test docs`");
    }
}

/// The targets of a page's links, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for part in line.split("](").skip(1) {
            links.extend(part.split_once(')').map(|(target, _)| target.to_string()));
        }
    }
    links
}

/// The name that a heading has in links: lower case, hyphens for spaces, other signs dropped.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().trim().replace(' ', "-")
}

fn has_heading(text: &str, name: &str) -> bool {
    text.lines().filter(|l| l.starts_with('#')).any(|l| anchor(l.trim_start_matches('#')) == name)
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("it can be read");
        for link in links(&text).iter().filter(|l| !l.starts_with("http") && !l.starts_with("mailto:")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { page.clone() } else { page.parent().expect("a folder").join(file) };
            let there = target.exists()
                && (heading.is_empty()
                    || has_heading(&fs::read_to_string(&target).unwrap_or_default(), heading));
            if !there {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_readme_begins_with_one_command_that_reports_and_one_that_tests() {
    let readme = read("README.md");
    let blocks: Vec<&str> = readme.split("```").skip(1).step_by(2).take(2).collect();
    let lines: Vec<&str> = blocks.iter().map(|b| b.trim_start_matches("sh").trim()).collect();
    assert!(lines[0].starts_with("cargo run --release -- report examples/"), "{}", lines[0]);
    assert!(lines[0].ends_with("-o report.html"), "{}", lines[0]);
    assert_eq!(lines[1], "cargo test");
    let example = lines[0].split(' ').find(|word| word.starts_with("examples/")).expect("an example");
    assert!(root().join(example).exists(), "{example}");
    let ci = read(".ci/run");
    let first = ci.lines().find(|l| l.starts_with("cargo ")).expect("a cargo command");
    assert_eq!(first, lines[1], ".ci/run begins with the README's test command");
}

#[test]
fn every_page_is_reached_from_the_readme() {
    let real = |path: PathBuf| path.canonicalize().expect("it is there");
    let mut reached = vec![real(root().join("README.md"))];
    let mut next = 0;
    while next < reached.len() {
        let page = reached[next].clone();
        let text = fs::read_to_string(&page).unwrap_or_default();
        for link in links(&text).iter().filter(|l| !l.starts_with("http")) {
            let file = link.split('#').next().unwrap_or_default();
            let target = page.parent().expect("a folder").join(file);
            if let Ok(target) = target.canonicalize()
                && !reached.contains(&target)
            {
                reached.push(target);
            }
        }
        next += 1;
    }
    let lost: Vec<PathBuf> = pages().into_iter().map(real).filter(|p| !reached.contains(p)).collect();
    assert!(lost.is_empty(), "no link leads to {lost:?}");
}

#[test]
fn the_changelog_has_its_sections_in_the_order_that_readers_expect() {
    let order = ["Scoring", "Formats", "Added", "Changed", "Fixed", "Removed"];
    for version in read("CHANGELOG.md").split("\n## ").skip(1) {
        let sections = version.lines().filter_map(|l| l.strip_prefix("### "));
        let places: Vec<usize> = sections
            .map(|s| order.iter().position(|o| *o == s).unwrap_or_else(|| panic!("no section {s}")))
            .collect();
        assert!(places.is_sorted(), "{version}");
    }
}
