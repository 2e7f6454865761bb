//! `completions`: the script that completes commands and options in a shell.

use clap_complete::Shell;

use crate::cli::args::{Args, Command};
use crate::cli::{COMMANDS, Exit, Failure, Session, definition};

/// Print the completion script of a shell
#[derive(Args, Debug)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Command for Completions {
    const NAME: &'static str = "completions";
    const EXAMPLES: &'static str =
        "gapcheck completions bash > ~/.local/share/bash-completion/completions/gapcheck
gapcheck completions fish > ~/.config/fish/completions/gapcheck.fish";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut definition(COMMANDS), "gapcheck", &mut script);
        session.print_bytes(&script)?;
        Ok(Exit::Pass)
    }
}
