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
use crate::threads;

/// How a section stands: the low end of its percentage and its band, as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Standing {
    figure: String,
    band: String,
}

/// The answers after each action, and which sections to look at after which of them.
struct Steps {
    /// The answers at the beginning, then those after each action.
    files: Vec<AssessmentFile>,
    /// What the actions were about.
    done: Vec<ControlIx>,
    /// After how many actions to look at which section.
    looks: Vec<(usize, SectionIx)>,
    /// The look that still holds, by section.
    known: BTreeMap<SectionIx, usize>,
}

impl Steps {
    fn new(file: AssessmentFile) -> Steps {
        Steps { files: vec![file], done: Vec::new(), looks: Vec::new(), known: BTreeMap::new() }
    }

    fn last(&self) -> &AssessmentFile {
        &self.files[self.done.len()]
    }

    /// The look at a section as it stands now.
    fn look(&mut self, section: SectionIx) -> usize {
        let (looks, step) = (&mut self.looks, self.done.len());
        *self.known.entry(section).or_insert_with(|| {
            looks.push((step, section));
            looks.len() - 1
        })
    }

    /// An action is done. One that is felt in its own section alone leaves what is known of the others.
    fn go(&mut self, file: AssessmentFile, (control, section): (ControlIx, SectionIx), alone: bool) {
        self.files.push(file);
        self.done.push(control);
        if alone {
            self.known.remove(&section);
        } else {
            self.known.clear();
        }
    }
}

impl<'a> Writer<'a> {
    /// For each gap in turn: what its section gains when it and all before it are closed; empty where the
    /// method gives no percentage, or no choice would close the gap.
    pub(super) fn gains(self, gaps: &[&Gap]) -> Vec<String> {
        let method = self.card().and_then(|card| self.checklist().find_method(card.method.as_str()));
        let Some(method) = method else { return vec![String::new(); gaps.len()] };
        let is_local = score::is_local(self.checklist(), method);
        let mut steps = Steps::new(self.assessment().file.clone());
        let mut told = Vec::with_capacity(gaps.len());
        for gap in gaps {
            let Some(supposed) = self.supposed(gap) else {
                told.push(None);
                continue;
            };
            let before = steps.look(gap.section);
            let file = what_if(steps.last(), &[supposed], self.assessment().today.date);
            steps.go(file, (gap.control, gap.section), is_local && !self.is_shared(gap.control));
            told.push(Some((before, steps.look(gap.section))));
        }
        let stand = |(step, section): &(usize, SectionIx)| {
            self.standing_with(&steps.files[*step], &steps.done[..*step], (method, *section))
        };
        let standings: Vec<Standing> = threads::each(steps.looks.iter().collect(), stand);
        let gain = |(before, after): (usize, usize)| self.gain(&standings[before], &standings[after]);
        told.into_iter().map(|step| step.map(gain).unwrap_or_default()).collect()
    }

    /// Whether the control shares its answer with another one, so that another section may gain as well.
    fn is_shared(self, control: ControlIx) -> bool {
        let controls = &self.checklist().controls;
        controls[control.0].same_as.is_some() || controls.iter().any(|other| other.same_as == Some(control))
    }

    /// The least choice that closes a gap.
    fn supposed(self, gap: &Gap) -> Option<Supposed> {
        let control = self.checklist().control(gap.control);
        let scale = self.checklist().scale_of(control);
        let needed = gap.needed.as_ref()?;
        let reaching = scale.choices.iter().filter(|c| c.value.as_ref() >= Some(needed));
        let choice = reaching.min_by(|a, b| a.value.cmp(&b.value))?.id.to_string();
        let answered = self.checklist().control(control.same_as.unwrap_or(gap.control));
        Some(Supposed { control: answered.id.clone(), choice })
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
