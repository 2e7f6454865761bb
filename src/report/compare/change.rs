//! Changes and moved figures in words.

use std::fmt::Display;

use schemars::JsonSchema;
use serde::Serialize;

use super::Scribe;
use crate::compare::{Change, ChangeKind, Drift, Move};
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
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
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
        let text = self.chronicle.words.say(&format!("change.{}", kind.id()), &values);
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
