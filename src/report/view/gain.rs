//! What closing the first gaps does to their sections, one action after the other.
//!
//! Each step scores the section again with the action supposed done and seen by a second person, on top
//! of the ones before it: what is shown is what the scorecard would say, never an estimate.

use std::collections::{BTreeMap, BTreeSet};

use super::writer::Writer;
use crate::assess::Outcome;
use crate::gap::Gap;
use crate::model::{AssessmentFile, ControlIx, Method, SectionIx};
use crate::plan::{Supposed, least_answer, what_if};
use crate::report::Subject;
use crate::score::{self, Below, Node};
use crate::threads;

/// How a section stands: the low end of its percentage and its band, as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Standing {
    figure: String,
    band: String,
}

/// A section after so many actions.
type Look = (SectionIx, usize);

/// The answers after each action, and which sections to look at after which of them.
struct Steps {
    /// The answers at the beginning, then those after each action.
    files: Vec<AssessmentFile>,
    /// What the actions were about.
    done: Vec<ControlIx>,
    /// What to look at.
    looks: BTreeSet<Look>,
    /// After how many actions a section was changed last.
    changed: BTreeMap<SectionIx, usize>,
    /// The same for all sections.
    all_changed: usize,
}

impl Steps {
    fn new(file: AssessmentFile) -> Steps {
        let (done, looks, changed) = (Vec::new(), BTreeSet::new(), BTreeMap::new());
        Steps { files: vec![file], done, looks, changed, all_changed: 0 }
    }

    fn last(&self) -> &AssessmentFile {
        &self.files[self.done.len()]
    }

    /// The look at a section as it stands now: after the last action that is felt there.
    fn look(&mut self, section: SectionIx) -> Look {
        let changed = self.changed.get(&section).copied().unwrap_or_default();
        let look = (section, changed.max(self.all_changed));
        self.looks.insert(look);
        look
    }

    /// An action is done. One that is felt in its own section alone leaves what is known of the others.
    fn go(&mut self, file: AssessmentFile, (control, section): (ControlIx, SectionIx), alone: bool) {
        self.files.push(file);
        self.done.push(control);
        let step = self.done.len();
        if alone {
            self.changed.insert(section, step);
        } else {
            self.all_changed = step;
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
        let standings = self.standings(&steps, method);
        let gain = |(before, after): (Look, Look)| self.gain(&standings[&before], &standings[&after]);
        told.into_iter().map(|step| step.map(gain).unwrap_or_default()).collect()
    }

    /// Whether the control shares its answer with another one, so that another section may gain as well.
    fn is_shared(self, control: ControlIx) -> bool {
        let controls = &self.checklist().controls;
        controls[control.0].same_as.is_some() || controls.iter().any(|other| other.same_as == Some(control))
    }

    /// The least answer that closes a gap.
    fn supposed(self, gap: &Gap) -> Option<Supposed> {
        let given = least_answer(self.checklist(), gap.control, gap.needed.as_ref()?)?;
        let same_as = self.checklist().control(gap.control).same_as;
        let answered = self.checklist().control(same_as.unwrap_or(gap.control));
        Some(Supposed { control: answered.id.clone(), given })
    }

    /// What every look sees. What no action has changed yet is on the scorecard.
    fn standings(self, steps: &Steps, method: &Method) -> BTreeMap<Look, Standing> {
        let sections: BTreeSet<SectionIx> = steps.looks.iter().map(|(section, _)| *section).collect();
        let below = |section| (section, Below::new(self.assessment(), method, section));
        let ready: BTreeMap<SectionIx, Below> = sections.into_iter().map(below).collect();
        let stand = |look: &Look| match *look {
            (section, 0) => (*look, self.standing(section)),
            (section, step) => {
                let (file, done) = (&steps.files[step], &steps.done[..step]);
                (*look, self.standing_with(file, done, (&ready[&section], section)))
            }
        };
        threads::each(steps.looks.iter().collect(), stand).into_iter().collect()
    }

    /// How a section stands.
    fn standing(self, section: SectionIx) -> Standing {
        let node = Node::Section(section);
        Standing { figure: self.number("evidenced", node).low_text, band: self.band(node).code }
    }

    /// How a section stands with a file in which some answers are different.
    fn standing_with(
        self,
        file: &AssessmentFile,
        changed: &[ControlIx],
        (below, section): (&Below, SectionIx),
    ) -> Standing {
        let assessment = self.assessment().with_answers(file, changed);
        let card = below.score(&assessment);
        let outcome = Outcome { assessment, cards: vec![card], gaps: Vec::new() };
        let subject =
            Subject { outcome: &outcome, provenance: self.subject.provenance.clone(), ..*self.subject };
        Writer { subject: &subject, options: self.options }.standing(section)
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
