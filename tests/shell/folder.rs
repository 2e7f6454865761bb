//! What lies in the folder of a run.

use crate::shell::Shell;

/// The names of everything directly in a folder below, sorted.
pub fn names(shell: &Shell, below: &str) -> Vec<String> {
    let entries = std::fs::read_dir(shell.path(below)).expect("it is a folder");
    let mut names: Vec<String> =
        entries.map(|e| e.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
