//! `status`: how far the answering is, and what to do next.

use crate::cli::args::{Args, Command, Input, Output};
use crate::cli::output::{self, FormatName};
use crate::cli::{Exit, Failure, Session, outcome};
use crate::model::Method;
use crate::report::status::{self, StatusView};
use crate::report::text::Page;
use crate::score::Traces;

/// The formats of a status; the first is the default.
const FORMATS: &[FormatName] =
    &[FormatName { id: "text", extensions: &["txt"] }, FormatName { id: "json", extensions: &["json"] }];
/// The width of a status in a file. **Unit:** columns.
const WIDTH: usize = 100;

/// Show how far the answering is: by principle, by owner, what to answer first, what is overdue, what ends soon
#[derive(Args, Debug)]
pub(super) struct Status {
    #[command(flatten)]
    input: Input,
    /// How many days count as soon
    #[arg(long, value_name = "DAYS", default_value_t = status::AHEAD)]
    within: u32,
    /// Show every entry of the lists
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: Output,
}

impl Command for Status {
    const NAME: &'static str = "status";
    const EXAMPLES: &'static str = "gapcheck status
gapcheck status client-a/assessment.yaml --within 90 --all
gapcheck status --format json";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, FORMATS)?;
        let answered = session.answered(&self.input.path()?, self.input.when)?;
        output::check(&targets, &answered)?;
        // A checklist without a method has gaps as well: by value against target.
        let methods: Vec<&Method> = answered.loaded.checklist.methods.first().into_iter().collect();
        let outcome = outcome::outcome(&answered, &methods, Traces::None);
        let language = session.words.language();
        let view = status::status(&outcome, &answered.loaded.texts, language, self.within);
        for target in &targets {
            match target.format {
                "json" => session.deliver(target, &answered.path, &json(&view))?,
                _ => {
                    let width = if target.is_stream() { session.width } else { WIDTH };
                    let mut page = Page::new(width, target.is_stream());
                    status::write(&mut page, &view, &session.words, self.all);
                    session.deliver(target, &answered.path, page.finish().as_bytes())?;
                }
            }
        }
        Ok(Exit::Pass)
    }
}

fn json(view: &StatusView) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(view).expect("plain structs with text keys are always JSON");
    bytes.push(b'\n');
    bytes
}
