//! `schema`: the JSON Schema of a file format, for editors and validators.

use crate::cli::args::{Args, ChecklistChoice, Command, NamedFile, PossibleValues};
use crate::cli::{Exit, Failure, Session};
use crate::policy;
use crate::source::format::FileKind;
use crate::source::schema::{assessment_schema, schema};

/// Formats that are written, beside those of [`FileKind`], which are read.
const WRITTEN: [&str; 9] =
    ["report", "score", "check", "compare", "status", "plan", "split", "merge", "upgrade"];

/// Print the JSON Schema of a file format
///
/// Editors with a YAML language server complete and check files with it. With `--checklist` the schema of
/// assessments knows the controls, facts and levels of that checklist.
#[derive(Args, Debug)]
pub(super) struct PrintSchema {
    /// The format
    #[arg(value_name = "FORMAT", value_parser = names())]
    format: String,
    #[command(flatten)]
    checklist: ChecklistChoice,
    #[command(flatten)]
    named: NamedFile,
}

fn names() -> PossibleValues {
    let read = FileKind::ALL.iter().map(|kind| kind.word());
    read.chain(WRITTEN).collect::<Vec<_>>().into()
}

impl Command for PrintSchema {
    const NAME: &'static str = "schema";
    const EXAMPLES: &'static str = "gapcheck schema assessment > assessment.schema.json
gapcheck schema assessment --checklist paris-call
gapcheck schema report";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let kind = FileKind::ALL.into_iter().find(|kind| kind.word() == self.format);
        let chosen = self.checklist.checklist.is_some() || self.named.named_file.is_some();
        let text = match kind {
            Some(FileKind::Assessment) if chosen => {
                let (name, file) = (self.checklist.checklist.as_deref(), self.named.named_file.as_deref());
                let loaded = session.checklist(name, file)?;
                assessment_schema(&loaded.checklist, &loaded.texts)
            }
            Some(FileKind::Policy) => policy_schema(session),
            Some(_) | None => committed(&self.format).to_string(),
        };
        session.print_bytes(text.as_bytes())?;
        Ok(Exit::Pass)
    }
}

fn committed(format: &str) -> &'static str {
    schema(format).expect("every format that the command line knows has a schema")
}

/// The schema of policies with the names of the rules in the reader's language.
fn policy_schema(session: &Session) -> String {
    let plain = serde_json::from_str(committed(FileKind::Policy.word())).expect("a schema is JSON");
    format!("{:#}\n", policy::with_rules(plain, &|key| session.words.text(key)))
}
