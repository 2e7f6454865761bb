//! `upgrade`: answers to an older checklist version move to a newer one, and nothing is dropped in silence.

mod fate;
mod moves;
mod said;
mod target;

use std::path::PathBuf;

use crate::cli::args::{Args, Command, Input, Report};
use crate::cli::sheet;
use crate::cli::{Exit, Failure, Session, files};
use moves::Moves;
use target::Target;

/// Move an assessment to a newer version of its checklist
///
/// Renamed controls keep their answers. Where controls were split, merged or dropped, or where an answer
/// does not fit any more, the old answer becomes a comment and the new controls begin without one. What a
/// person has to look at again is listed, and marked in the file.
#[derive(Args, Debug)]
pub(super) struct Upgrade {
    #[command(flatten)]
    input: Input,
    /// The checklist to move to: ID@VERSION of a bundled one, or a folder [default: the one that the
    /// assessment names, as it is now]
    #[arg(long, value_name = "CHECKLIST")]
    to: Option<String>,
    /// The old version as a folder: then questions and levels that changed are found as well
    #[arg(long, value_name = "FOLDER")]
    from: Option<String>,
    /// Only show what would be done
    #[arg(long)]
    dry_run: bool,
    /// Write the result to PATH, and leave the assessment as it is
    #[arg(short = 'o', long = "output", value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    report: Report,
}

impl Command for Upgrade {
    const NAME: &'static str = "upgrade";
    const EXAMPLES: &'static str = "gapcheck upgrade --dry-run
gapcheck upgrade client-a/assessment.yaml
gapcheck upgrade --to paris-call@1.0.0 -o upgraded.yaml
gapcheck upgrade --from ./checklist-2025 --to ./checklist-2026";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let path = self.input.path()?;
        let today = session.today(self.input.when)?;
        let bytes = files::read(&path, &session.words)?;
        let target = Target::of(session, &path, &bytes, self.to.as_deref(), self.from.as_deref())?;
        let text = sheet::text(&path, bytes)?;
        if let Some(output) = &self.output {
            files::refuse_inputs(output, std::slice::from_ref(&path))?;
        }
        let mut moves = Moves::new(session, &target, &path, (text.clone(), today));
        moves.checklist()?;
        moves.retired()?;
        moves.misfits()?;
        moves.changed()?;
        let (done, new) = moves.finish();
        let written = match (self.dry_run, &self.output) {
            (true, _) => None,
            (false, Some(output)) if files::is_stream(output) => {
                session.print_bytes(new.as_bytes())?;
                return done.print(session, &self.report, None, true).map(|()| Exit::Pass);
            }
            (false, Some(output)) => {
                files::write(output, new.as_bytes(), &session.words)?;
                Some(output.clone())
            }
            (false, None) if new == text => None,
            (false, None) => {
                sheet::replace(session, &path, &text, &new)?;
                Some(path.clone())
            }
        };
        done.print(session, &self.report, written.as_deref(), false)?;
        Ok(Exit::Pass)
    }
}
