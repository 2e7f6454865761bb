//! Comparisons and plans from outside: what a user sees who runs `compare` or `plan`.

#[path = "../shell/folder.rs"]
mod folder;
#[path = "../shell/mod.rs"]
mod shell;

mod moved;
mod planned;
mod trend;
mod truth;

/// What a run wrote that ended well, whatever it warned of.
fn written(run: shell::Run) -> String {
    assert_eq!(run.code, Some(0), "{}", run.err);
    run.out
}
