//! What closing the first gaps does to their sections, one action after the other.
//!
//! Each step scores the assessment again with the action supposed done and seen by a second person, on top
//! of the ones before it: what is shown is what the scorecard would say, never an estimate.

use super::writer::Writer;
use crate::assess::{self, Outcome, Request};
use crate::gap::Gap;
use crate::model::{Assessment, AssessmentFile, Method};
use crate::plan::{Supposed, what_if};
use crate::report::Subject;
use crate::score::Node;

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
        let mut file = self.assessment().file.clone();
        let mut standing: Vec<Standing> = self.standing(gaps);
        let mut gains = Vec::with_capacity(gaps.len());
        for (i, gap) in gaps.iter().enumerate() {
            let Some(supposed) = self.supposed(gap) else {
                gains.push(String::new());
                continue;
            };
            file = what_if(&file, &[supposed], self.assessment().today.date);
            let after = self.standing_with(&file, method, gaps);
            gains.push(self.gain(&standing[i], &after[i]));
            standing = after;
        }
        gains
    }

    /// How the sections of some gaps stand.
    fn standing(self, gaps: &[&Gap]) -> Vec<Standing> {
        let one = |gap: &&Gap| {
            let node = Node::Section(gap.section);
            Standing { figure: self.number("evidenced", node).low_text, band: self.band(node).code }
        };
        gaps.iter().map(one).collect()
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

    /// The same with the answers of another file.
    fn standing_with(self, file: &AssessmentFile, method: &Method, gaps: &[&Gap]) -> Vec<Standing> {
        let assessment = Assessment::join(self.checklist(), file, self.assessment().today);
        let outcome: Outcome = assess::assess(assessment, Request { methods: &[method], trace: false });
        let subject =
            Subject { outcome: &outcome, provenance: self.subject.provenance.clone(), ..*self.subject };
        Writer { subject: &subject, options: self.options }.standing(gaps)
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
