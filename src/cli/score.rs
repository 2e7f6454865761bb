//! `score`: where the organisation stands.

use std::mem::forget;

use crate::cli::args::{Args, Command, Input, Methods, Output};
use crate::cli::output::{self, format_names};
use crate::cli::{Exit, Failure, Session, outcome};
use crate::report::{Document, Options};
use crate::score::Traces;
use crate::threads;

/// Show where you stand: numbers with ranges, failed knock-outs, weakest areas
#[derive(Args, Debug)]
pub(super) struct Score {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    methods: Methods,
    /// Take every number apart: its terms with their weights, what is left out and why, every step
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    output: Output,
}

impl Command for Score {
    const NAME: &'static str = "score";
    const EXAMPLES: &'static str = "gapcheck score
gapcheck score client-a/assessment.yaml --today 2026-11-22
gapcheck score --method paris-call --method weighted-mean
gapcheck score --method weighted-mean --explain
gapcheck score -o score.json -o score.txt";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, &format_names(Document::Score))?;
        threads::start_alone();
        let answered = session.answered(&self.input.path()?, self.input.when)?;
        output::check(&targets, &answered)?;
        let methods = outcome::methods(&answered.loaded.checklist, &self.methods.methods)?;
        // Programs always get the terms of every number; people have to ask for them.
        let all = self.explain || targets.iter().any(|target| target.format != "text");
        let trace = if all { Traces::All } else { Traces::None };
        let outcome = outcome::outcome(&answered, &methods, trace);
        let subject = session.subject(&outcome, &answered);
        let options = Options { document: Document::Score, explain: self.explain, ..Options::default() };
        for target in &targets {
            let bytes = session.rendered(target, &subject, &options)?;
            session.deliver(target, &answered.path, &bytes)?;
        }
        // The program ends here, which is faster than taking all of this apart.
        forget(outcome);
        forget(answered);
        Ok(Exit::Pass)
    }
}
