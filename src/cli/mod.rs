//! The shell around the core: arguments, files, terminal, words for diagnostics, exit codes.
//!
//! Everything with an effect on the world happens here. One file per command, one entry in [`COMMANDS`].

mod answer;
mod args;
mod badge;
mod brand;
mod check;
mod compare;
mod completions;
mod exit;
mod explain;
mod failure;
mod files;
mod find;
mod git;
mod init;
mod inputs;
mod lint;
mod list;
mod man;
mod merge;
mod outcome;
mod output;
mod part;
mod people;
mod plan;
mod progress;
mod redact;
mod report;
mod save;
mod schema;
mod score;
mod session;
mod sheet;
mod show;
mod snippet;
mod split;
mod status;
mod upgrade;
mod watch;

use std::process::ExitCode;

pub use args::{Entry, definition};
pub use exit::Exit;
use failure::Failure;
use session::Session;

/// Every command, in the order of help and documentation.
pub const COMMANDS: &[Entry] = &[
    Entry::of::<init::Init>(),
    Entry::of::<answer::Answer>(),
    Entry::of::<status::Status>(),
    Entry::of::<watch::Watch>(),
    Entry::of::<score::Score>(),
    Entry::of::<report::Report>(),
    Entry::of::<check::Check>(),
    Entry::of::<badge::Badge>(),
    Entry::of::<split::Split>(),
    Entry::of::<merge::Merge>(),
    Entry::of::<upgrade::Upgrade>(),
    Entry::of::<redact::Redact>(),
    Entry::of::<compare::Compare>(),
    Entry::of::<plan::Plan>(),
    Entry::of::<lint::Lint>(),
    Entry::of::<list::List>(),
    Entry::of::<show::Show>(),
    Entry::of::<explain::Explain>(),
    Entry::of::<schema::PrintSchema>(),
    Entry::of::<completions::Completions>(),
    Entry::of::<man::Man>(),
];

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    let exit = match args::parse(std::env::args_os(), COMMANDS) {
        Err(exit) => exit,
        Ok(parsed) => {
            let mut session = Session::new(&parsed.globals);
            let result = parsed.run(&mut session);
            session.end(result)
        }
    };
    exit.into()
}
