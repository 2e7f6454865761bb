//! The page about working together does what it says.

use std::process::Command;

use crate::example;
use crate::shell::{Shell, TODAY, repository};

/// The commands of a page's `shell-session` blocks, each with what it prints.
fn sessions(page: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (line.starts_with("```"), line.strip_prefix("$ ")) {
            (true, _) => inside = line == "```shell-session",
            (false, Some(command)) if inside => all.push((command.to_string(), String::new())),
            (false, _) if inside => {
                let (_, printed) = all.last_mut().expect("a command comes first");
                printed.push_str(line);
                printed.push('\n');
            }
            (false, _) => {}
        }
    }
    all
}

#[test]
fn every_command_of_the_page_prints_what_stands_there() {
    let page = std::fs::read_to_string(repository("docs/together.md")).expect("the page is there");
    let program = assert_cmd::cargo::cargo_bin("gapcheck");
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    let shell = Shell::new();
    shell.file("assessment.yaml", example("bakery-chain"));
    let sessions = sessions(&page);
    assert!(sessions.len() > 8, "{sessions:?}");
    for (command, expected) in sessions {
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .current_dir(shell.path("."))
            .env_clear()
            .envs([("PATH", path.as_str()), ("SOURCE_DATE_EPOCH", TODAY)])
            .output()
            .expect("there is a shell");
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{command}");
    }
}
