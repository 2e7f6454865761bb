//! Every command that the documentation shows is run.
//!
//! Blocks marked `console` are run by trycmd, output and all. Here are the others: the lines of a page
//! that begin with `gapcheck` are run in order in a folder of their own. The blocks of the reference come
//! from the help of the commands, and each gets a fresh folder in which the files that its lines name are
//! there. A line that is neither run nor on the list below fails the test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::shell::{Shell, TODAY, repository};

/// Programs whose lines are not run, and why.
const OTHER_PROGRAMS: [(&str, &str); 3] = [
    ("cargo", "builds the program that is being tested; the continuous integration runs these lines"),
    ("chromium", "prints a report as PDF; the continuous integration runs a browser over the reports"),
    ("git", "is not needed to use the program, so its tests do without"),
];

/// Commands that are not run, by what they hold, and why.
const NOT_RUN: [(&str, &str); 2] = [
    ("gapcheck watch", "ends only when it is stopped"),
    ("--baseline-ref", "needs a history of git; the tests of policies make one"),
];

/// The longest that a command may take, with room for a busy machine.
const LONGEST: Duration = Duration::from_secs(120);

/// A block of commands.
struct Block {
    place: String,
    lines: Vec<String>,
}

/// Every page with commands, by path below the repository.
fn pages() -> Vec<String> {
    let docs = std::fs::read_dir(repository("docs")).expect("the folder is there");
    let docs = docs.map(|e| e.expect("it can be read").file_name().to_string_lossy().into_owned());
    let docs = docs.filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}"));
    let others = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"].map(str::to_string);
    let mut pages: Vec<String> = others.into_iter().chain(docs).collect();
    pages.sort();
    pages
}

/// The blocks of a page that hold commands, continued lines put together, comments taken out.
fn blocks(page: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(repository(page)).expect("it can be read");
    let mut blocks = Vec::new();
    let mut open: Option<(String, Vec<String>)> = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some((kind, lines))) => {
                let commands = matches!(kind.as_str(), "sh" | "bash" | "shell")
                    || kind == "text" && lines.iter().any(|l: &String| l.starts_with("gapcheck "));
                if commands {
                    let place = format!("{page}:{}", number + 1 - lines.len());
                    blocks.push(Block { place, lines: joined(lines) });
                }
                open = None;
            }
            (Some(kind), None) => open = Some((kind.to_string(), Vec::new())),
            (None, Some((_, lines))) => lines.push(line.to_string()),
            (None, None) => {}
        }
    }
    blocks
}

fn joined(lines: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut continues = false;
    for line in lines {
        let (text, more) = line.strip_suffix('\\').map_or((line.as_str(), false), |text| (text, true));
        match joined.last_mut().filter(|_| continues) {
            Some(last) => last.push_str(text),
            None => joined.push(text.to_string()),
        }
        continues = more;
    }
    joined.retain(|line| !line.is_empty() && !line.starts_with('#'));
    joined
}

/// Whether a line is one that is not run for a reason of the lists.
fn is_excused(line: &str) -> bool {
    let program = line.split_whitespace().next().unwrap_or_default();
    OTHER_PROGRAMS.iter().any(|(name, _)| *name == program)
        || NOT_RUN.iter().any(|(part, _)| line.contains(part))
}

/// Runs a line in a folder with a shell; what went wrong, if anything did.
fn run(shell: &Shell, line: &str) -> Option<String> {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_gapcheck"));
    let folder = program.parent().expect("it lies in a folder").display();
    let mut child = Command::new("sh")
        .args(["-c", line])
        .current_dir(shell.path("."))
        .env_clear()
        .envs([("SOURCE_DATE_EPOCH", TODAY), ("NO_COLOR", "1"), ("PATH", &format!("{folder}:/usr/bin:/bin"))])
        .env("HOME", shell.path("."))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(shell.path(".said")).expect("it can be made"))
        .spawn()
        .expect("there is a shell");
    let started = Instant::now();
    let code = loop {
        match child.try_wait().expect("it was started") {
            Some(status) => break status.code(),
            None if started.elapsed() > LONGEST => {
                child.kill().expect("it can be ended");
                return Some("does not end".to_string());
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    // A verdict or a finding is an answer, too.
    (!matches!(code, Some(0 | 1))).then(|| format!("ends with {code:?}: {}", shell.read(".said")))
}

/// Everything that went wrong with the lines of a block.
fn problems(shell: &Shell, block: &Block) -> Vec<String> {
    let mut problems = Vec::new();
    for line in block.lines.iter().filter(|line| !is_excused(line)) {
        let problem = match line.starts_with("gapcheck ") {
            true => run(shell, line),
            false => Some("is neither run nor excused in this test".to_string()),
        };
        problems.extend(problem.map(|problem| format!("{}: `{line}` {problem}", block.place)));
    }
    problems
}

/// Copies a folder of the repository into another folder.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("it can be made");
    for entry in std::fs::read_dir(from).expect("it is a folder").map(|e| e.expect("it can be read")) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("it can be copied")),
        }
    }
}

#[test]
fn every_command_of_every_page_runs_in_the_order_of_the_page() {
    let mut all = Vec::new();
    for page in pages().into_iter().filter(|page| page != "docs/reference.md") {
        let blocks = blocks(&page);
        if blocks.is_empty() {
            continue;
        }
        let shell = Shell::new();
        copy(Path::new(&repository("examples")), &shell.path("examples"));
        named_files(&shell, &page);
        for block in &blocks {
            for line in &block.lines {
                // Pages that tell how to begin make their own assessment; the others take one for granted.
                if !BEGINS.contains(&page.as_str()) {
                    supply(&shell, line);
                }
                let one = Block { place: block.place.clone(), lines: vec![line.clone()] };
                let failed = problems(&shell, &one);
                let is_strict = BEGINS.contains(&page.as_str()) || RUNS.contains(&page.as_str());
                all.extend(failed.into_iter().filter(|said| is_strict || is_not_understood(said)));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Pages whose commands need nothing but what they make themselves; every one of them runs to its end. On
/// the other pages some need more than files of the right name (an assessment of the page's own method, two
/// versions of a checklist): the tests of their commands make that, and here each line is understood.
const BEGINS: [&str; 4] = ["README.md", "examples/README.md", "docs/authoring.md", "docs/paris-call.md"];

/// Pages that take files for granted, whose commands run to their end once these are there.
const RUNS: [&str; 1] = ["docs/reports.md"];

/// Whether a command was refused for how it is written.
fn is_not_understood(said: &str) -> bool {
    said.contains("Usage: gapcheck")
        || said.contains("neither run nor excused")
        || said.contains("does not end")
}

/// Files that a page tells its reader to save: a block of YAML below a line that is nothing but
/// `` `name`: ``, or above "Save it as `name`"; beside a brand its logo.
fn named_files(shell: &Shell, page: &str) {
    let text = std::fs::read_to_string(repository(page)).expect("it can be read");
    for part in text.split("```yaml\n").collect::<Vec<_>>().windows(2) {
        let (block, after) = part[1].split_once("\n```\n").expect("a block ends");
        let line = part[0].trim_end().lines().next_back().unwrap_or_default();
        let above = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:"));
        let below = after.trim_start().strip_prefix("Save it as `").and_then(|line| line.split('`').next());
        if let Some(name) = above.or(below) {
            shell.file(name, format!("{block}\n"));
            if let Some(folder) = name.strip_suffix("brand.yaml") {
                let logo = repository("examples/brand/logo.svg");
                shell.file(&format!("{folder}logo.svg"), std::fs::read(logo).expect("it is there"));
            }
        }
    }
}

#[test]
fn every_example_of_a_command_runs_on_files_as_it_names_them() {
    let blocks = blocks("docs/reference.md");
    assert_eq!(blocks.len(), gapcheck::cli::COMMANDS.len(), "each command has its examples");
    let mut all = Vec::new();
    for block in &blocks {
        let mut failed = Vec::new();
        for line in &block.lines {
            let shell = Shell::new();
            supply(&shell, line);
            let one = Block { place: block.place.clone(), lines: vec![line.clone()] };
            failed.extend(problems(&shell, &one));
        }
        // Some examples need more than files of the right name (two versions of a checklist, a history):
        // the tests of their commands make that. Here every line is understood, and one of each runs.
        let none_runs = failed.len() == block.lines.len();
        all.extend(failed.into_iter().filter(|said| none_runs || is_not_understood(said)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Puts the files in place that a line reads: the assessment that is meant when none is named, and
/// whatever its words name, by what they are called.
fn supply(shell: &Shell, line: &str) {
    let words: Vec<&str> = line.split_whitespace().map(|w| w.trim_matches(['"', '\''])).collect();
    let makes_one = words.get(1) == Some(&"init");
    if !makes_one {
        put(shell, "assessment.yaml");
    }
    for (n, word) in words.iter().enumerate().skip(2) {
        let is_output = matches!(words[n - 1], "-o" | "--output" | "--name" | "--scope" | ">");
        if is_output || makes_one && n == 2 && !word.starts_with('-') {
            if let Some((folder, _)) = word.rsplit_once('/') {
                std::fs::create_dir_all(shell.path(folder.trim_start_matches("~/"))).expect("it can be made");
            }
            continue;
        }
        let path = word.rsplit_once('=').map_or(*word, |(_, value)| value).trim_start_matches("./");
        match path.contains('*') {
            true => ["a", "b"].iter().for_each(|name| put(shell, &path.replace('*', name))),
            false => put(shell, path),
        }
    }
}

/// A file or folder as its name promises; nothing for a word that names none.
fn put(shell: &Shell, path: &str) {
    if let Some((folder, _)) = path.rsplit_once('/').filter(|_| !path.starts_with('-')) {
        std::fs::create_dir_all(shell.path(folder)).expect("it can be made");
    }
    let from = |name: &str| std::fs::read(repository(name)).expect("it is there");
    let has = |word: &str| path.contains(word);
    match path {
        _ if path.is_empty() || path.starts_with('-') || shell.path(path).exists() => {}
        _ if has("policy") && has(".yaml") => drop(shell.file(path, from("policies/strict.yaml"))),
        _ if has("checklist") && !has(".") => {
            copy(Path::new(&repository("tests/fixtures/reading/demo")), &shell.path(path));
        }
        _ if has("brand") && !has(".") => {
            shell.file(&format!("{path}/brand.yaml"), "format: gapcheck/brand/1\n");
        }
        _ if has("templates") => drop(shell.file(&format!("{path}/own.md.hbs"), "# {{title}}\n")),
        _ if has(".yaml") => {
            drop(shell.run(&["init", path, "--profile", "sme-it-user", "--no-schema"]).said(0))
        }
        _ if has("answers") && has(".csv") => {
            assert_eq!(run(shell, &format!("gapcheck report --table answers -o {path}")), None);
        }
        _ if has(".csv") || has(".txt") || has(".png") => drop(shell.file(path, "x\n")),
        _ => {}
    }
}

#[test]
fn a_command_that_nobody_runs_is_noticed() {
    let block = |line: &str| Block { place: "a.md:1".into(), lines: vec![line.to_string()] };
    let shell = Shell::new();
    assert_eq!(
        problems(&shell, &block("rm -rf x")),
        ["a.md:1: `rm -rf x` is neither run nor excused in this test"]
    );
    assert!(problems(&shell, &block("gapcheck score missing.yaml"))[0].contains("ends with Some(2)"));
    assert_eq!(problems(&shell, &block("gapcheck list profiles | cat")), Vec::<String>::new());
    assert_eq!(problems(&shell, &block("cargo test")), Vec::<String>::new());
}
