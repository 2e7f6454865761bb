//! The ways through the list of controls: on, back, to a named one, and what there is at its end.

use std::fmt::Display;

use super::keys::{Choices, Key, Meaning};
use super::{Flow, Terminal};
use crate::cli::Failure;
use crate::model::ControlIx;
use crate::report::status::Progress;

impl Terminal<'_> {
    /// Every control that the filter holds for now.
    pub(super) fn list(&self) -> Vec<ControlIx> {
        self.filter.controls(&self.state.assessment(self.desk), self.me.as_deref())
    }

    pub(super) fn first(&self) -> Option<ControlIx> {
        self.list().first().copied()
    }

    /// The next control of the list after another one.
    pub(super) fn after(&self, control: Option<ControlIx>) -> Option<ControlIx> {
        self.list().into_iter().find(|next| Some(*next) > control)
    }

    pub(super) fn leave(&mut self, control: ControlIx) {
        if self.before.last() != Some(&control) {
            self.before.push(control);
        }
    }

    pub(super) fn move_to(&mut self, control: ControlIx) -> Flow {
        if let Some(here) = self.at {
            self.leave(here);
        }
        // What shares an answer is answered where the answer is.
        self.at = Some(self.checklist().control(control).same_as.unwrap_or(control));
        Flow::Show
    }

    pub(super) fn back(&mut self) -> Flow {
        match self.before.pop() {
            Some(before) => {
                self.at = Some(before);
                Flow::Show
            }
            None => Flow::Stay,
        }
    }

    /// The end of the list: what is left, and what to do about it.
    pub(super) fn end_of_list(&mut self) -> Result<Flow, Failure> {
        let words = self.session.words;
        let left = self.list().len();
        let filter = self.filter.say(self.checklist(), &words);
        self.session.print("\n")?;
        self.say(&words.count("answer.end", left, &[("filter", &filter)]))?;
        let prompt = if left == 0 { "answer.end-prompt" } else { "answer.again-prompt" };
        let Some(line) = self.ask(&words.text(prompt))? else { return Ok(Flow::Stop) };
        let nothing = Choices::none();
        match nothing.meaning(&line, &words) {
            Meaning::Key(Key::Skip, _) if left == 0 => Ok(Flow::Stop),
            Meaning::Key(Key::Skip, _) => {
                self.at = self.first();
                Ok(Flow::Show)
            }
            Meaning::Key(Key::Back, _) => Ok(self.back()),
            Meaning::Key(Key::Go, rest) => self.go(&rest),
            Meaning::Key(Key::Find, rest) => self.find(&rest),
            Meaning::Key(Key::Filter, rest) => self.set_filter(&rest),
            Meaning::Key(Key::Stop, _) => Ok(Flow::Stop),
            Meaning::Key(_, _) | Meaning::Answer { .. } | Meaning::None => {
                match self.checklist().find_control(&line.trim().to_uppercase()) {
                    Some(control) => Ok(self.move_to(control)),
                    None => Ok(Flow::Stay),
                }
            }
        }
    }

    pub(super) fn good_bye(&mut self) -> Result<(), Failure> {
        let progress = Progress::of(self.state.assessment(self.desk).asked());
        let path = self.session.name_of(&self.desk.path);
        let values: [(&str, &dyn Display); 3] =
            [("n", &progress.answered), ("of", &progress.asked), ("path", &path)];
        self.session.print("\n")?;
        self.say(&self.session.words.say("answer.bye", &values))
    }
}
