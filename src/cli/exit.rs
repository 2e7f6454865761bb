//! The exit codes: the whole table, and nothing else exits.

use std::process::ExitCode;

/// How a run ended. 101 can only mean a bug: Rust's own code for a panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The verdict is pass, or the command has no verdict and did its work.
    Pass = 0,
    /// The verdict is fail (`check`), the file has errors (`lint`), conflicts are left (`merge`).
    Fail = 1,
    /// There is no verdict: bad usage, bad input, or a file that cannot be read or written.
    NoVerdict = 2,
}

impl Exit {
    /// Every code, in the order of the documentation.
    pub const ALL: [Exit; 3] = [Exit::Pass, Exit::Fail, Exit::NoVerdict];

    /// The number.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The key of its explanation in the language catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Exit::Pass => "exit.0",
            Exit::Fail => "exit.1",
            Exit::NoVerdict => "exit.2",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.number())
    }
}
