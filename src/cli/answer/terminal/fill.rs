//! What is said about an answer beside the answer itself.

use super::keys::Key;
use super::{Flow, Terminal};
use crate::cli::Failure;
use crate::cli::answer::column::Column;
use crate::cli::answer::evidence;
use crate::cli::answer::wish::{NOT_APPLICABLE, Wish};
use crate::edit::Field;
use crate::model::{ControlIx, EvidenceKind, Verified};

/// What stands before words that lead to evidence, and a colon between.
const REFERENCE: &str = "ref";
/// What takes a text away instead of giving one.
const NONE: &str = "-";

impl Terminal<'_> {
    /// Asks for what a key is about and saves it. The control stays the current one, but for *not
    /// applicable*, which is an answer.
    pub(super) fn fill(&mut self, control: ControlIx, key: Key, rest: &str) -> Result<Flow, Failure> {
        match key {
            Key::NotApplicable => self.not_applicable(control, rest),
            Key::Note => self.one(control, (Column::Note, Field::Note), rest),
            Key::Owner => self.owner(control, rest),
            Key::Count => self.one(control, (Column::Share, Field::Share), rest),
            Key::Evidence => self.evidence(control, rest),
            Key::Due => self.due(control, rest),
            Key::Remove => self.stay(control, &Wish::without(Field::Answer)),
            Key::Unknown
            | Key::Skip
            | Key::Back
            | Key::Go
            | Key::Find
            | Key::Filter
            | Key::More
            | Key::Help
            | Key::Stop => Ok(Flow::Stay),
        }
    }

    fn stay(&mut self, control: ControlIx, wish: &Wish) -> Result<Flow, Failure> {
        if !wish.is_empty() {
            self.save(control, wish)?;
        }
        Ok(Flow::Stay)
    }

    /// A single text: an empty line leaves it as it is, a hyphen takes it away.
    fn one(
        &mut self,
        control: ControlIx,
        (column, field): (Column, Field),
        rest: &str,
    ) -> Result<Flow, Failure> {
        let prompt = self.session.words.text(&format!("answer.ask-{}", column.word()));
        let Some(text) = self.ask_for(rest, &prompt)? else { return Ok(Flow::Stop) };
        let wish = match text.as_str() {
            NONE => Wish::without(field),
            text => Wish::default().and(column, text),
        };
        self.stay(control, &wish)
    }

    fn owner(&mut self, control: ControlIx, rest: &str) -> Result<Flow, Failure> {
        let words = self.session.words;
        let prompt = match &self.me {
            Some(me) => words.say("answer.ask-owner-me", &[("me", me)]),
            None => words.text("answer.ask-owner"),
        };
        let Some(text) = self.ask_for(rest, &prompt)? else { return Ok(Flow::Stop) };
        let is_me = text.is_empty() || text.to_lowercase() == words.text("answer.me");
        let wish = match (text.as_str(), self.me.clone().filter(|_| is_me)) {
            (NONE, _) => Wish::without(Field::Owner),
            (_, Some(me)) => Wish::default().and(Column::Owner, &me),
            (text, None) => Wish::default().and(Column::Owner, text),
        };
        self.stay(control, &wish)
    }

    /// Reason, approver and end; without the first two nothing is set aside.
    fn not_applicable(&mut self, control: ControlIx, rest: &str) -> Result<Flow, Failure> {
        let words = self.session.words;
        if self.checklist().control(control).knock_out.is_some() {
            self.say(&words.say("diag.knock-out-not-applicable", &[("id", &self.desk.id(control))]))?;
            self.say(&words.text("diag.knock-out-not-applicable.help"))?;
            return Ok(Flow::Stay);
        }
        let mut wish = Wish::default().and(Column::Answer, NOT_APPLICABLE);
        let asked = [
            (Column::Reason, "answer.ask-reason", rest, false),
            (Column::ApprovedBy, "answer.ask-approved_by", "", false),
            (Column::Until, "answer.ask-until", "", true),
        ];
        for (column, key, rest, is_day) in asked {
            let text = match is_day {
                true => self.ask_for_day(rest, &words.text(key))?,
                false => self.ask_for(rest, &words.text(key))?,
            };
            let Some(text) = text else { return Ok(Flow::Stop) };
            if text.is_empty() && !is_day {
                self.say(&words.text("answer.not-saved"))?;
                return Ok(Flow::Stay);
            }
            wish = wish.and(column, &text);
        }
        let next = self.after(Some(control));
        if !self.save(control, &wish)? {
            return Ok(Flow::Stay);
        }
        self.leave(control);
        self.at = next;
        Ok(Flow::Show)
    }

    /// Where it is, then what is known about it; every line but the first may stay empty.
    fn evidence(&mut self, control: ControlIx, rest: &str) -> Result<Flow, Failure> {
        let words = self.session.words;
        let Some(place) = self.ask_for(rest, &words.text("answer.ask-evidence"))? else {
            return Ok(Flow::Stop);
        };
        if place.is_empty() {
            return Ok(Flow::Stay);
        }
        let (column, place) = match place.split_once(':') {
            Some((mark, words)) if mark.eq_ignore_ascii_case(REFERENCE) => (Column::Reference, words.trim()),
            Some(_) | None => (Column::Evidence, place.as_str()),
        };
        if column == Column::Evidence
            && let Err(problem) = evidence::place(place, self.desk.folder())
        {
            self.say_problem(problem)?;
            return Ok(Flow::Stay);
        }
        match self.about_evidence(Wish::default().and(column, place))? {
            Some(wish) => self.stay(control, &wish),
            None => Ok(Flow::Stop),
        }
    }

    /// What is known about evidence; `None` when nobody is there any more.
    fn about_evidence(&mut self, wish: Wish) -> Result<Option<Wish>, Failure> {
        let words = self.session.words;
        let (kinds, ways) = (EvidenceKind::ALL.map(EvidenceKind::id), Verified::ALL.map(Verified::id));
        let prompt = words.say("answer.ask-kind", &[("known", &kinds.join(", "))]);
        let Some(kind) = self.ask_for_word(&prompt, &kinds)? else { return Ok(None) };
        let Some(day) = self.ask_for_day("", &words.text("answer.ask-collected"))? else { return Ok(None) };
        let Some(reviewer) = self.ask(&words.text("answer.ask-reviewed_by"))? else { return Ok(None) };
        let wish = wish.and(Column::Kind, &kind).and(Column::Collected, &day);
        // How it was verified means nothing when nobody has looked.
        if reviewer.is_empty() {
            return Ok(Some(wish));
        }
        let prompt = words.say("answer.ask-verified", &[("known", &ways.join(", "))]);
        let Some(how) = self.ask_for_word(&prompt, &ways)? else { return Ok(None) };
        Ok(Some(wish.and(Column::ReviewedBy, &reviewer).and(Column::Verified, &how)))
    }

    /// A day, and what will be done by then.
    fn due(&mut self, control: ControlIx, rest: &str) -> Result<Flow, Failure> {
        let words = self.session.words;
        let (day, what) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let Some(day) = self.ask_for_day(day, &words.text("answer.ask-due"))? else { return Ok(Flow::Stop) };
        if day.is_empty() {
            return Ok(Flow::Stay);
        }
        let Some(what) = self.ask_for(what, &words.text("answer.ask-plan"))? else { return Ok(Flow::Stop) };
        self.stay(control, &Wish::default().and(Column::Due, &day).and(Column::Plan, &what))
    }
}
