//! What closing the first gaps does to their sections, one action after the other.
//!
//! Each step scores the assessment again with the action supposed done and seen by a second person, on top
//! of the ones before it: what is shown is what the scorecard would say, never an estimate.

use super::writer::Writer;
use crate::assess::Outcome;
use crate::gap::Gap;
use crate::model::{Assessment, AssessmentFile, Method, SectionIx};
use crate::plan::{Supposed, what_if};
use crate::report::Subject;
use crate::score::{self, Node, score_below};

/// How a section stands: the low end of its percentage and its band, as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Standing {
    figure: String,
    band: String,
}

impl<'a> Writer<'a> {
    /// For each gap in turn: what its section gains when it and all before it are closed; empty where the
    /// method gives no percentage, or no choice would close the gap.
    pub(super) fn gains(self, gaps: &[&Gap]) -> Vec<String> {
        let method = self.card().and_then(|card| self.checklist().find_method(card.method.as_str()));
        let Some(method) = method else { return vec![String::new(); gaps.len()] };
        // The answers as they stand, then after each step.
        let mut files = vec![self.assessment().file.clone()];
        for gap in gaps {
            let file = &files[files.len() - 1];
            let done: Vec<Supposed> = self.supposed(gap).into_iter().collect();
            files.push(what_if(file, &done, self.assessment().today.date));
        }
        let one = |(gap, files): (&&Gap, &[AssessmentFile])| {
            let [before, after] = files else { return String::new() };
            if self.supposed(gap).is_none() {
                return String::new();
            }
            let standing = |file| self.standing_with(file, method, gap.section);
            self.gain(&standing(before), &standing(after))
        };
        gaps.iter().zip(files.windows(2)).map(one).collect()
    }

    /// The least choice that closes a gap.
    fn supposed(self, gap: &Gap) -> Option<Supposed> {
        let control = self.checklist().control(gap.control);
        let scale = self.checklist().scale_of(control);
        let needed = gap.needed.as_ref()?;
        let reaching = scale.choices.iter().filter(|c| c.value.as_ref() >= Some(needed));
        let choice = reaching.min_by(|a, b| a.value.cmp(&b.value))?.id.to_string();
        Some(Supposed { control: control.id.clone(), choice })
    }

    /// How a section stands with the answers of some file.
    fn standing_with(self, file: &AssessmentFile, method: &Method, section: SectionIx) -> Standing {
        let assessment = Assessment::join(self.checklist(), file, self.assessment().today);
        let card = score_below(&assessment, method, section, score::Options::default());
        let outcome = Outcome { assessment, cards: vec![card], gaps: Vec::new() };
        let subject =
            Subject { outcome: &outcome, provenance: self.subject.provenance.clone(), ..*self.subject };
        let (writer, node) = (Writer { subject: &subject, options: self.options }, Node::Section(section));
        Standing { figure: writer.number("evidenced", node).low_text, band: writer.band(node).code }
    }

    fn gain(self, before: &Standing, after: &Standing) -> String {
        let step = |from: &String, to: &String| {
            let values = [("before", from.clone()), ("after", to.clone())];
            self.say("report.gain", &values)
        };
        if after.figure.is_empty() || before == after {
            return String::new();
        }
        let figure = step(&before.figure, &after.figure);
        if before.band == after.band {
            figure
        } else {
            format!("{}, {figure}", step(&before.band, &after.band))
        }
    }
}
