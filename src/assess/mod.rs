//! The pipeline on one page: an assessment and its methods become an outcome.

mod history;
mod judge;

pub use history::{Edition, Stand, between, outcome, stand};
pub use judge::{Earlier, Hearing, Judgement, judge};

use crate::gap::{self, Gap};
use crate::model::{Assessment, Method};
use crate::score::{self, Scorecard, Traces};

/// Everything that was worked out about an assessment.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// What was asked and answered, as of the reference date.
    pub assessment: Assessment<'a>,
    /// One scorecard per method, in the order asked for; the first is the one that gaps are judged by.
    pub cards: Vec<Scorecard>,
    /// Gaps, first what to do first.
    pub gaps: Vec<Gap>,
}

/// What to work out.
#[derive(Clone, Copy, Debug)]
pub struct Request<'m> {
    /// The methods, at least one.
    pub methods: &'m [&'m Method],
    /// Which numbers keep their terms.
    pub trace: Traces,
}

/// Scores an assessment by each method and finds its gaps by the first.
///
/// What other answers leave out is no question, and no gap.
pub fn assess<'a>(mut assessment: Assessment<'a>, request: Request<'_>) -> Outcome<'a> {
    let options = score::Options { trace: request.trace };
    let cards: Vec<Scorecard> =
        request.methods.iter().map(|method| score::score(&assessment, method, options)).collect();
    if let Some(card) = cards.first() {
        assessment.leave_out(&card.left_out);
    }
    // Without a method, gaps are judged by value against target: a scorecard without results says so.
    let gaps = match cards.first() {
        Some(card) => gap::find(&assessment, card),
        None => gap::find(&assessment, &Scorecard::none()),
    };
    Outcome { assessment, cards, gaps }
}
