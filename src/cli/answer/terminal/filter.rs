//! Which controls are gone through: conditions that all hold.

use chrono::Days;

use crate::cli::Failure;
use crate::diag::nearest;
use crate::model::{Assessment, Blank, Checklist, ControlIx, Freshness, Item, Response, SectionIx};
use crate::text::Catalogue;

/// How far ahead an answer counts as expiring. **Unit:** days.
pub(super) const AHEAD: u64 = 60;

/// One condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// Without an answer that still stands.
    Blank,
    /// Answered with *unknown*.
    Unknown,
    /// Owned by whoever is asking.
    Mine,
    /// Nothing else makes up for them.
    KnockOuts,
    /// Past their validity, or soon.
    Expiring,
    /// Below a section.
    Below(SectionIx),
}

/// The conditions that have a word, with the end of their key in the catalogue.
const WORDS: [(Condition, &str); 5] = [
    (Condition::Blank, "blank"),
    (Condition::Unknown, "unknown"),
    (Condition::Mine, "mine"),
    (Condition::KnockOuts, "knock-outs"),
    (Condition::Expiring, "expiring"),
];
/// The word for no condition.
const ALL: &str = "all";

/// Conditions that all hold; none holds for every control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) conditions: Vec<Condition>,
}

/// What is no filter, with the nearest that is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoFilter {
    pub(super) word: String,
    pub(super) near: Option<String>,
}

impl Filter {
    /// Those that have no answer.
    pub(super) fn blank() -> Filter {
        Filter { conditions: vec![Condition::Blank] }
    }

    /// The filter of some words: conditions in English or in the reader's language, sections by id or,
    /// directly below the root, by number. **Errors:** a word that is none of them.
    pub(super) fn parse(text: &str, checklist: &Checklist, words: &Catalogue) -> Result<Filter, NoFilter> {
        let mut conditions = Vec::new();
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let is = |id: &str| {
                id.eq_ignore_ascii_case(word) || name(id, words).to_lowercase() == word.to_lowercase()
            };
            let by_word = WORDS.iter().find(|(_, id)| is(id)).map(|(condition, _)| *condition);
            match by_word.or_else(|| section(word, checklist).map(Condition::Below)) {
                Some(condition) => conditions.push(condition),
                None if is(ALL) => {}
                None => {
                    let sections = checklist.sections.iter().skip(1).map(|section| section.id.as_str());
                    let known = WORDS.iter().map(|(_, id)| *id).chain([ALL]).chain(sections);
                    return Err(NoFilter { word: word.to_string(), near: nearest(word, known) });
                }
            }
        }
        Ok(Filter { conditions })
    }

    /// Its words, for people.
    pub(super) fn say(&self, checklist: &Checklist, words: &Catalogue) -> String {
        let one = |condition: &Condition| match condition {
            Condition::Below(ix) => checklist.section(*ix).id.to_string(),
            other => {
                WORDS.iter().find(|(c, _)| c == other).map(|(_, id)| name(id, words)).unwrap_or_default()
            }
        };
        match self.conditions.as_slice() {
            [] => name(ALL, words),
            all => all.iter().map(one).collect::<Vec<_>>().join(" "),
        }
    }

    /// Every control that is gone through, in the order of the checklist.
    pub(super) fn controls(&self, assessment: &Assessment<'_>, me: Option<&str>) -> Vec<ControlIx> {
        let holds = |item: &&Item<'_>| self.conditions.iter().all(|c| c.holds(assessment, item, me));
        assessment.asked().filter(holds).map(|item| item.control).collect()
    }

    /// Whether it asks who somebody is.
    pub(super) fn needs_me(&self) -> bool {
        self.conditions.contains(&Condition::Mine)
    }
}

impl Condition {
    fn holds(self, assessment: &Assessment<'_>, item: &Item<'_>, me: Option<&str>) -> bool {
        let checklist = assessment.checklist;
        match self {
            Condition::Blank => item.is_blank(),
            Condition::Unknown => item.response == Response::Unknown,
            Condition::Mine => {
                let owner = item.answer.and_then(|answer| answer.owner.as_deref());
                owner
                    .zip(me)
                    .is_some_and(|(owner, me)| owner.trim().to_lowercase() == me.trim().to_lowercase())
            }
            Condition::KnockOuts => checklist.control(item.control).knock_out.is_some(),
            Condition::Expiring => is_expiring(assessment, item),
            Condition::Below(ix) => checklist.section(ix).controls.contains(&item.control.0),
        }
    }
}

/// Whether the backing of an answer has ended or ends soon.
fn is_expiring(assessment: &Assessment<'_>, item: &Item<'_>) -> bool {
    let today = assessment.today.date;
    let horizon = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let ended = matches!(item.response, Response::Blank(Blank::Expired | Blank::NotApplicableEnded));
    let stale = !item.is_blank() && item.answer.is_some() && item.freshness == Freshness::Stale;
    ended || item.valid_until.is_some_and(|day| day <= horizon) || (stale && item.valid_until.is_some())
}

fn section(word: &str, checklist: &Checklist) -> Option<SectionIx> {
    let by_id = (1..checklist.sections.len())
        .map(SectionIx)
        .find(|ix| checklist.section(*ix).id.as_str().eq_ignore_ascii_case(word));
    let number = word.parse::<u32>().ok();
    by_id.or_else(|| {
        checklist.top_sections().find(|ix| number.is_some() && checklist.section(*ix).number == number)
    })
}

fn name(id: &str, words: &Catalogue) -> String {
    words.text(&format!("filter.{id}"))
}

impl NoFilter {
    /// The failure that says so.
    pub(super) fn failure(self, words: &Catalogue) -> Failure {
        let failure = Failure::new("unknown-filter").with("name", &self.word).with("known", names(words));
        match self.near {
            Some(near) => failure.suggest(near),
            None => failure,
        }
    }
}

/// The words of all conditions, for people.
pub(super) fn names(words: &Catalogue) -> String {
    WORDS.iter().map(|(_, id)| *id).chain([ALL]).map(|id| name(id, words)).collect::<Vec<_>>().join(", ")
}
