//! What closing the first gaps does to their sections, one action after the other.
//!
//! Each step scores the section again with the action supposed done and seen by a second person, on top
//! of the ones before it: what is shown is what the scorecard would say, never an estimate.

use std::collections::BTreeMap;

use super::writer::Writer;
use crate::assess::Outcome;
use crate::gap::Gap;
use crate::model::{AssessmentFile, ControlIx, Method, SectionIx};
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
        let is_local = score::is_local(self.checklist(), method);
        let mut file = self.assessment().file.clone();
        let mut done: Vec<ControlIx> = Vec::new();
        let mut known: BTreeMap<SectionIx, Standing> = BTreeMap::new();
        let mut gains = Vec::with_capacity(gaps.len());
        for gap in gaps {
            let Some(supposed) = self.supposed(gap) else {
                gains.push(String::new());
                continue;
            };
            let before = match known.remove(&gap.section) {
                Some(standing) => standing,
                None => self.standing_with(&file, &done, (method, gap.section)),
            };
            file = what_if(&file, &[supposed], self.assessment().today.date);
            done.push(gap.control);
            if !is_local || self.is_shared(gap.control) {
                known.clear();
            }
            let after = self.standing_with(&file, &done, (method, gap.section));
            gains.push(self.gain(&before, &after));
            known.insert(gap.section, after);
        }
        gains
    }

    /// Whether another control takes its answer from this one, so that another section may gain as well.
    fn is_shared(self, control: ControlIx) -> bool {
        self.checklist().controls.iter().any(|other| other.same_as == Some(control))
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

    /// How a section stands with a file in which some answers are different.
    fn standing_with(
        self,
        file: &AssessmentFile,
        changed: &[ControlIx],
        (method, section): (&Method, SectionIx),
    ) -> Standing {
        let assessment = self.assessment().with_answers(file, changed);
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
