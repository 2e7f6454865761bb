//! What a control says: its response as it stands, or one completion of a blank.

use crate::model::{
    Answer, EvidencePlace, EvidenceWord, Exact, Freshness, Item, Means, Response, Scale, StateWord,
};
use crate::score::credit::Given;

/// The answer of a control with what backs it.
#[derive(Clone, Copy)]
pub(super) struct Reply<'a> {
    pub(super) given: Given<'a>,
    pub(super) backing: Backing<'a>,
}

/// What backs an answer.
#[derive(Clone, Copy)]
pub(super) enum Backing<'a> {
    /// What the assessment says.
    Real(&'a Item<'a>),
    /// Nothing: the low end of a completion.
    Bare,
    /// Full, fresh evidence: the high end of a completion.
    Full,
}

/// The fewest characters of a note that says something.
///
/// **Source:** OpenSSF Best Practices badge, `app/models/project.rb`, minimum length of a justification.
const SHORTEST_TEXT: usize = 5;

impl<'a> Reply<'a> {
    /// The response of an item as it stands.
    pub(super) fn of(item: &'a Item<'a>) -> Reply<'a> {
        let given = match &item.response {
            Response::Choices(choices) => Given::Choices(choices),
            Response::Number(number) => Given::Number(number),
            Response::Unknown => Given::Unknown,
            Response::NotApplicable => Given::Manual,
            Response::SwitchedOff => Given::Rule,
            Response::Blank(_) => Given::Blank,
        };
        Reply { given, backing: Backing::Real(item) }
    }

    /// The state of the answer.
    pub(super) fn state(&self, scale: &Scale) -> StateWord {
        match self.given {
            Given::Choices(choices) => {
                let means = |meaning| choices.iter().any(|c| scale.choice(*c).means == Some(meaning));
                if means(Means::NotApplicable) {
                    StateWord::Manual
                } else if means(Means::Unknown) {
                    StateWord::Unknown
                } else {
                    StateWord::Answered
                }
            }
            Given::Number(_) | Given::Anything | Given::Unsure => StateWord::Answered,
            Given::Unknown => StateWord::Unknown,
            Given::Manual => StateWord::Manual,
            Given::Rule => StateWord::Rule,
            Given::Blank => StateWord::Unanswered,
        }
    }

    /// The tier of the answer. **Unit:** 0 to 4.
    pub(super) fn tier(&self) -> Exact {
        match self.backing {
            Backing::Real(item) => Exact::from(item.tier.number()),
            Backing::Bare => Exact::ZERO,
            Backing::Full => Exact::from(4i64),
        }
    }

    /// Whether the answer is within its validity.
    pub(super) fn is_fresh(&self) -> bool {
        match self.backing {
            Backing::Real(item) => item.freshness == Freshness::Fresh,
            Backing::Bare => false,
            Backing::Full => true,
        }
    }

    /// Whether the answer brings something along.
    pub(super) fn has(&self, word: EvidenceWord) -> bool {
        match self.backing {
            Backing::Real(item) => item.answer.is_some_and(|answer| brings(answer, word)),
            Backing::Bare => false,
            Backing::Full => true,
        }
    }
}

fn brings(answer: &Answer, word: EvidenceWord) -> bool {
    let note = answer.note.as_deref().unwrap_or("");
    match word {
        EvidenceWord::Text => note.trim().chars().count() >= SHORTEST_TEXT && !is_comment(note),
        EvidenceWord::Url => {
            has_url(note) && !is_comment(note) || answer.evidence.iter().any(|e| is_link(&e.place))
        }
        EvidenceWord::Item => !answer.evidence.is_empty(),
    }
}

/// Whether a note is a remark for its author alone.
fn is_comment(note: &str) -> bool {
    note.starts_with("// ")
}

fn is_link(place: &EvidencePlace) -> bool {
    match place {
        EvidencePlace::Link(_) => true,
        EvidencePlace::File(_) | EvidencePlace::Reference(_) => false,
    }
}

/// Whether a text holds `http://` or `https://` followed by five characters that are not spaces.
fn has_url(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.match_indices(scheme).any(|(at, _)| {
            let rest = text[at + scheme.len()..].chars();
            rest.take_while(|c| !c.is_whitespace()).take(SHORTEST_TEXT).count() == SHORTEST_TEXT
        })
    })
}
