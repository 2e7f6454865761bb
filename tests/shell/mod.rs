//! The program as a user runs it: in a folder of its own, with an environment that holds nothing else.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The reference date of runs that do not name one: 2026-11-22, 12:00 UTC.
pub const TODAY: &str = "1795348800";

/// A folder to run in.
pub struct Shell {
    folder: tempfile::TempDir,
}

/// What a run left behind.
pub struct Run {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Shell {
    /// An empty folder.
    pub fn new() -> Shell {
        Shell { folder: tempfile::tempdir().expect("a folder can be made") }
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> &Shell {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
        self
    }

    /// The text of a file in the folder.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.with(arguments, &[], "")
    }

    /// Runs the program with variables of the environment and a standard input.
    pub fn with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Run {
        let mut command = Command::cargo_bin("gapcheck").expect("cargo has built it");
        command.current_dir(self.folder.path()).env_clear().env("SOURCE_DATE_EPOCH", TODAY);
        command.envs(variables.iter().copied()).args(arguments).write_stdin(input);
        Run::of(command.output().expect("it runs"))
    }
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The output of a run that ended well and said nothing.
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// What was said by a run that ended with a code.
    pub fn said(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self.err
    }
}

/// A file of the repository.
pub fn repository(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).to_string_lossy().into_owned()
}
