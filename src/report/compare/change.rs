//! Changes and moved figures in words.

use std::fmt::Display;

use schemars::JsonSchema;
use serde::Serialize;

use super::Scribe;
use crate::compare::{Change, ChangeKind, Drift, Move};
use crate::gap::knock_out_state;
use crate::model::{FactId, Quote};
use crate::report::check;
use crate::report::escape::clean;
use crate::report::view::{Coded, Writer};

/// One change that somebody made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeView {
    /// What was done: `answer-raised`, `evidence-lost`, `checklist` …
    pub kind: String,
    /// What it comes from: `yardstick`, `profile`, `answer`, `evidence`, `plan`, `consequence`.
    pub cause: Coded,
    /// Which way it points before anything is scored: `better`, `worse`, `either`.
    pub direction: String,
    /// The control's id; empty for the assessment as a whole.
    pub control: String,
    /// What exactly: a fact, a setting, a piece of evidence; else empty.
    pub about: String,
    /// What stood there; of a tier or a knock-out, what it would be today had nothing been done.
    pub old: String,
    /// What stands there now.
    pub new: String,
    /// What a tier or a knock-out was on the earlier answers' own day, where time alone has changed it since;
    /// else empty.
    pub was: String,
    /// In a sentence.
    pub text: String,
}

/// A measure of a section that moved, both ends today and under the newest checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MoveView {
    /// The measure's id.
    pub measure: String,
    /// Its title.
    pub title: String,
    /// The section's id; the checklist's for the whole.
    pub section: String,
    /// Number and title of the section.
    pub label: String,
    /// What it was; a dash without a value.
    pub old: String,
    /// What it is now; a dash without a value.
    pub new: String,
    /// `up`, `down`, `other`.
    pub drift: String,
}

impl<'a> Scribe<'a> {
    /// A change in words.
    pub(super) fn change(self, change: &Change) -> ChangeView {
        let now = self.now();
        let kind = change.kind;
        let quoted = |quote: &Quote| match quote {
            Quote::Date(date) => now.day(*date).text,
            other => clean(&check::quote(&self.chronicle.words, other)),
        };
        let (old, new) = (quoted(&change.old), quoted(&change.new));
        let said = [self.about(change), self.said(change, &old), self.said(change, &new)];
        let values: [(&str, &dyn Display); 3] = [("about", &said[0]), ("old", &said[1]), ("new", &said[2])];
        let aged = self.aged(change);
        let text = match &aged {
            Some(aged) => aged.text(self, &old, &new),
            None => self.chronicle.words.say(&format!("change.{}", kind.id()), &values),
        };
        let control = change.control.map(|ix| now.checklist().control(ix).id.to_string());
        ChangeView {
            kind: kind.id().into(),
            cause: now.coded("cause", kind.cause().id()),
            direction: kind.direction().id().into(),
            control: control.unwrap_or_default(),
            text,
            about: clean(&change.about),
            old,
            new,
            was: aged.map(|aged| aged.was).unwrap_or_default(),
        }
    }

    /// What time alone did to the tier or the knock-out of a change before anybody did something.
    fn aged(self, change: &Change) -> Option<Aged> {
        let (ix, words) = (change.control?, self.chronicle.words);
        let [then, old, new] = [&self.earlier().anew, &self.earlier().now, &self.later().now]
            .map(|subject| &subject.outcome.assessment);
        match change.kind {
            ChangeKind::TierRaised | ChangeKind::TierLowered if then.item(ix).applicable => {
                let tiers = [then, old, new].map(|assessment| assessment.item(ix).tier);
                Aged::new("tier", tiers, |tier| tier.id().to_string())
            }
            ChangeKind::KnockOutBetter | ChangeKind::KnockOutWorse => {
                let state = |assessment| knock_out_state(assessment, ix);
                let states = [state(then)?, state(old)?, state(new)?];
                Aged::new("knock-out", states, |state| words.text(&format!("quote.knock_out.{}", state.id())))
            }
            _ => None,
        }
    }

    /// What a change is about, in words: the question of a fact, the part of an answer or of its evidence.
    fn about(self, change: &Change) -> String {
        let now = self.now();
        let about = clean(&change.about);
        let part = |name: &str| {
            let found = self.chronicle.words.find(&format!("part.{}", name.replace('_', "-")));
            found.map_or_else(|| name.to_string(), str::to_string)
        };
        match change.kind {
            ChangeKind::Fact | ChangeKind::SwitchedOff | ChangeKind::SwitchedOn => {
                let asked = |id: &str| match FactId::parse(id) {
                    Ok(id) => now.fact(&id).ask,
                    Err(_) => id.to_string(),
                };
                about.split(", ").map(asked).collect::<Vec<_>>().join(" · ")
            }
            ChangeKind::NotApplicableEdited => part(&about),
            ChangeKind::EvidenceRenewed | ChangeKind::EvidenceRedated | ChangeKind::EvidenceRelabelled => {
                let parts = about.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
                parts.map_or_else(|| about.clone(), |(place, name)| format!("{place} ({})", part(name)))
            }
            _ => about,
        }
    }

    /// What stood or stands there, in words: choices by their labels.
    fn said(self, change: &Change, quoted: &str) -> String {
        let answer = matches!(
            change.kind,
            ChangeKind::AnswerAdded
                | ChangeKind::AnswerRemoved
                | ChangeKind::AnswerRaised
                | ChangeKind::AnswerLowered
                | ChangeKind::AnswerChanged
                | ChangeKind::NotApplicable
                | ChangeKind::ApplicableAgain
        );
        match change.control {
            Some(ix) if answer => self.now().choices(ix, quoted),
            Some(_) | None => quoted.to_string(),
        }
    }

    /// Moved figures in words.
    pub(super) fn moves(self, moves: &[Move]) -> Vec<MoveView> {
        moves.iter().map(|one| figure(self.now(), one)).collect()
    }
}

/// Something that time alone changed since the earlier answers' own day.
struct Aged {
    what: &'static str,
    way: &'static str,
    was: String,
}

impl Aged {
    /// `None` where time changed nothing. The states: on the earlier answers' own day, of the same answers
    /// today, of the later ones today.
    fn new<T: Ord + Copy>(
        what: &'static str,
        [was, old, new]: [T; 3],
        word: impl Fn(T) -> String,
    ) -> Option<Aged> {
        let way = match new.cmp(&was) {
            std::cmp::Ordering::Less => "worse",
            std::cmp::Ordering::Equal => "kept",
            std::cmp::Ordering::Greater => "better",
        };
        (was != old).then(|| Aged { what, way, was: word(was) })
    }

    fn text(&self, scribe: Scribe, old: &str, new: &str) -> String {
        let told = &scribe.chronicle.told;
        let date = scribe.now().day(told[told.len() - 2].stand.on).text;
        let values: [(&str, &dyn Display); 4] =
            [("was", &self.was), ("old", &old), ("new", &new), ("date", &date)];
        scribe.chronicle.words.say(&format!("aged.{}.{}", self.what, self.way), &values)
    }
}

fn figure(writer: Writer, moved: &Move) -> MoveView {
    let dash = |text: String| if text.is_empty() { "–".to_string() } else { text };
    let root = moved.section == crate::model::SectionIx::ROOT;
    MoveView {
        title: writer.measure_title(moved.measure.as_str()),
        measure: moved.measure.to_string(),
        section: writer.checklist().section(moved.section).id.to_string(),
        label: if root { writer.checklist_title() } else { writer.section_label(moved.section) },
        old: dash(writer.figure(moved.old.as_ref())),
        new: dash(writer.figure(moved.new.as_ref())),
        drift: match moved.drift {
            Drift::Up => "up".into(),
            Drift::Down => "down".into(),
            Drift::Other => "other".into(),
        },
    }
}
