//! `badge`: the state of an assessment as a small picture for a page.

use crate::cli::args::{Args, Command, Input, Methods, Output};
use crate::cli::output::{self, FormatName};
use crate::cli::{Exit, Failure, Session, outcome};
use crate::report::badge::badge;
use crate::score::Traces;

/// The only format of a badge.
const FORMAT_NAMES: &[FormatName] = &[FormatName { id: "svg", extensions: &["svg"] }];

/// Draw a badge: evidenced overall, band, weakest principle and month
///
/// It is green only when the band is A or B and every knock-out is verified, red when one failed, grey when
/// the assessment is not rated.
#[derive(Args, Debug)]
pub(super) struct Badge {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    methods: Methods,
    #[command(flatten)]
    output: Output,
}

impl Command for Badge {
    const NAME: &'static str = "badge";
    const EXAMPLES: &'static str = "gapcheck badge -o badge.svg
gapcheck badge client-a/assessment.yaml -o client-a/badge.svg";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, FORMAT_NAMES)?;
        let answered = session.answered(&self.input.path()?, self.input.when)?;
        output::check(&targets, &answered)?;
        let methods = outcome::methods(&answered.loaded.checklist, &self.methods.methods)?;
        let outcome = outcome::outcome(&answered, &methods, Traces::None);
        let drawing = badge(&session.subject(&outcome, &answered));
        for target in &targets {
            session.deliver(target, &answered.path, drawing.as_bytes())?;
        }
        Ok(Exit::Pass)
    }
}
