//! `man`: the manual pages, made from the same definition as the help.

use std::path::PathBuf;

use clap_mangen::Man as Page;

use crate::cli::args::{Args, Command};
use crate::cli::{COMMANDS, Exit, Failure, Session, definition, files};

/// Print the manual page, or write one page for each command
#[derive(Args, Debug)]
pub(super) struct Man {
    /// The folder to write all pages to
    #[arg(short = 'o', long = "output", value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Command for Man {
    const NAME: &'static str = "man";
    const EXAMPLES: &'static str = "gapcheck man | man -l -
gapcheck man -o ~/.local/share/man/man1/";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let mut root = definition(COMMANDS).disable_help_subcommand(true);
        root.build();
        let Some(folder) = &self.folder else {
            session.print_bytes(&rendered(&Page::new(root)))?;
            return Ok(Exit::Pass);
        };
        let pages: Vec<Page> = root.get_subcommands().cloned().map(Page::new).collect();
        for page in pages.iter().chain([&Page::new(root)]) {
            files::write(&folder.join(page.get_filename()), &rendered(page), &session.words)?;
        }
        Ok(Exit::Pass)
    }
}

fn rendered(page: &Page) -> Vec<u8> {
    let mut text = Vec::new();
    page.render(&mut text).expect("memory can always be written to");
    text
}
