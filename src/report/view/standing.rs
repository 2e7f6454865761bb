//! How the knock-outs and the plans of a section stand, in a sentence.

use super::public::{FEW_KNOCK_OUTS, PUBLIC};
use super::writer::Writer;
use crate::gap::{self, Gap, KnockOutState};
use crate::model::SectionIx;

impl Writer<'_> {
    /// How many knock-outs are verified, open and failed; for the public only whether one failed, where
    /// there are so few that a number would name them. Empty without a knock-out.
    pub(super) fn knock_outs(self, ix: SectionIx) -> String {
        let states: Vec<KnockOutState> = self
            .items(ix)
            .iter()
            .filter_map(|i| gap::knock_out_state(self.assessment(), i.control))
            .collect();
        let of = |wanted: &[KnockOutState]| states.iter().filter(|state| wanted.contains(state)).count();
        let failed = of(&[KnockOutState::Failed]);
        let open = of(&[KnockOutState::Unverified, KnockOutState::Blank]);
        if states.is_empty() {
            return String::new();
        }
        if self.tells_no_numbers(states.len()) {
            return self.word(match (failed, open) {
                (0, 0) => "report.knock-outs-few.verified",
                (0, _) => "report.knock-outs-few.open",
                (_, _) => "report.knock-outs-few.failed",
            });
        }
        let values = [
            ("of", states.len().to_string()),
            ("failed", failed.to_string()),
            ("open", open.to_string()),
            ("passed", of(&[KnockOutState::Passed]).to_string()),
        ];
        self.say("report.knock-outs-here", &values)
    }

    /// Whether so few knock-outs are not to be told apart, because the document is for the public.
    pub(super) fn tells_no_numbers(self, knock_outs: usize) -> bool {
        self.options.template == Some(PUBLIC) && knock_outs < FEW_KNOCK_OUTS
    }

    /// How many gaps have a plan with a date, the last of these dates, and how many are over.
    pub(super) fn plans(self, ix: SectionIx) -> String {
        let inside = &self.checklist().section(ix).controls;
        let gaps: Vec<&Gap> =
            self.subject.outcome.gaps.iter().filter(|g| inside.contains(&g.control.0)).collect();
        let due = |g: &&Gap| self.assessment().item(g.control).answer.and_then(|a| a.plan.as_ref()?.due);
        let dates: Vec<_> = gaps.iter().filter_map(due).collect();
        let values = [("of", gaps.len().to_string())];
        match (gaps.len(), dates.iter().max()) {
            (0, _) => String::new(),
            (_, None) => self.say("report.no-plans", &values),
            (_, Some(last)) => {
                let over = dates.iter().filter(|date| **date < self.assessment().today.date).count();
                let overdue = match (over, dates.len()) {
                    (0, _) => String::new(),
                    (1, 1) => self.word("report.plans-overdue.only"),
                    (n, _) => self.count("report.plans-overdue", n, &[]),
                };
                let values = [values[0].clone(), ("last", self.day(*last).text), ("overdue", overdue)];
                self.count("report.plans", dates.len(), &values)
            }
        }
    }
}
