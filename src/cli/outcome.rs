//! The pipeline of `score`, `report` and `explain`: answers in, finished documents out.

use crate::assess::{Outcome, Request, assess};
use crate::cli::inputs::Answered;
use crate::cli::output::Target;
use crate::cli::{Failure, Session, find};
use crate::model::{Assessment, Checklist, Method};
use crate::report::{Options, Provenance, Subject};
use crate::score::Traces;

/// The methods of these names, or the checklist's first. **Errors:** a method that it does not have.
pub(super) fn methods<'c>(checklist: &'c Checklist, names: &[String]) -> Result<Vec<&'c Method>, Failure> {
    let all: Vec<&str> = checklist.methods.iter().map(|m| m.id.as_str()).collect();
    if names.is_empty() {
        return match checklist.methods.first() {
            Some(first) => Ok(vec![first]),
            None => Err(Failure::new("no-method").with("id", &checklist.id)),
        };
    }
    let unknown =
        |name: &str| find::unknown("unknown-method", name, all.iter().copied()).with("known", all.join(", "));
    names.iter().map(|name| checklist.find_method(name).ok_or_else(|| unknown(name))).collect()
}

/// Everything that was worked out about an assessment.
pub(super) fn outcome<'a>(answered: &'a Answered, methods: &[&Method], trace: Traces) -> Outcome<'a> {
    let assessment = Assessment::join(&answered.loaded.checklist, &answered.file, answered.today);
    assess(assessment, Request { methods, trace })
}

impl Session {
    /// An outcome with the words to say it in.
    pub(super) fn subject<'a>(&self, outcome: &'a Outcome<'a>, answered: &'a Answered) -> Subject<'a> {
        Subject {
            outcome,
            texts: &answered.loaded.texts,
            words: self.words,
            provenance: Provenance::of(outcome),
        }
    }

    /// A document in the format of a target. **Errors:** problems of a template, after they were shown.
    pub(super) fn rendered(
        &self,
        target: &Target,
        subject: &Subject,
        options: &Options,
    ) -> Result<Vec<u8>, Failure> {
        let options = Options {
            colour: target.is_stream(),
            width: target.is_stream().then_some(self.width),
            ..options.clone()
        };
        target.writer().render(subject, &options).map_err(|problems| match self.show(&problems) {
            Err(failure) => failure,
            Ok(()) => Failure::Input,
        })
    }
}
