//! `redact`: a copy of an assessment to show to others, which scores as the original does.

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, Command, Input};
use crate::cli::{Exit, Failure, Session, files};
use crate::edit::{Naming, redact};

/// The shortest key that cannot be found by trying. **Unit:** bytes.
const SHORTEST_KEY: usize = 16;

/// Write a copy without people, notes and evidence that scores the same
///
/// Levels, dates, kinds and plans' days stay; names, notes, reasons, places of evidence and all comments
/// go. Its first line holds the digest of the original.
#[derive(Args, Debug)]
pub(super) struct Redact {
    #[command(flatten)]
    input: Input,
    /// Write the copy to PATH [default: standard output]
    #[arg(short = 'o', long = "output", value_name = "PATH")]
    output: Option<PathBuf>,
    /// Call one person by one made-up name in the whole copy [default: only within one answer]
    #[arg(long)]
    pseudonyms: bool,
    /// A secret file, from which the made-up names are derived: the same in every copy
    #[arg(long, value_name = "FILE", requires = "pseudonyms")]
    key: Option<PathBuf>,
}

impl Command for Redact {
    const NAME: &'static str = "redact";
    const EXAMPLES: &'static str = "gapcheck redact -o shown.yaml
gapcheck redact client-a/assessment.yaml --pseudonyms -o shown.yaml
gapcheck redact --pseudonyms --key ~/.pseudonyms.key -o shown.yaml";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let path = self.input.path()?;
        let naming = self.naming(session)?;
        if let Some(output) = &self.output {
            let inputs: Vec<PathBuf> = [&path].into_iter().chain(&self.key).cloned().collect();
            files::refuse_inputs(output, &inputs)?;
        }
        let answered = session.answered(&path, self.input.when)?;
        let source = session.sources.get(answered.file.file);
        let text = source.map(|source| source.text.clone()).unwrap_or_default();
        let remarks = [
            session.words.say("redact.remark", &[("digest", &answered.file.digest)]),
            session.words.text("redact.remark-what"),
        ];
        let copy = redact(&text, &naming, &remarks).map_err(|why| session.edit_refused(&path, &text, why))?;
        let words = &session.words;
        match self.output.as_deref().filter(|output| !files::is_stream(output)) {
            Some(output) => {
                files::write(output, copy.as_bytes(), words)?;
                let wrote = words.say("redact.wrote", &[("path", &output.display())]);
                session.print(&format!("{wrote}\n{}\n", words.text("redact.stays")))?;
            }
            None => session.print_bytes(copy.as_bytes())?,
        }
        Ok(Exit::Pass)
    }
}

impl Redact {
    fn naming(&self, session: &Session) -> Result<Naming, Failure> {
        match (&self.key, self.pseudonyms) {
            (Some(path), _) => key(session, path).map(Naming::Keyed),
            (None, true) => Ok(Naming::Numbered),
            (None, false) => Ok(Naming::PerAnswer),
        }
    }
}

/// The key of a file, without the line end at its end. **Errors:** it is too short to be a secret.
fn key(session: &Session, path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(path, &session.words)?;
    let key = bytes.trim_ascii_end();
    match key.len() >= SHORTEST_KEY {
        true => Ok(key.to_vec()),
        false => {
            let failure = Failure::new("key-short").with("path", path.display());
            Err(failure.with("n", SHORTEST_KEY))
        }
    }
}
