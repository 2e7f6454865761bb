//! Answering in the terminal, one control after the other, in plain lines: it works on any terminal, on a
//! pipe and with a screen reader. Every answer is saved before the next question is asked, so the session
//! may end at any point.

mod card;
mod fill;
mod filter;
mod keys;
mod lines;
mod walk;

use std::io::BufRead;

use crate::cli::answer::column::Column;
use crate::cli::answer::desk::{Desk, Entry, Refused, State};
use crate::cli::answer::wish::Wish;
use crate::cli::{Exit, Failure, Session, people};
use crate::diag::Diagnostics;
use crate::model::{Checklist, ControlIx};
use crate::report::text::{Book, Ink, Page};
use card::Card;
use filter::Filter;
use keys::{Choices, Key, Meaning};

/// The word for what nobody knows.
const UNKNOWN: &str = "unknown";

/// Which controls to go through, and from where.
#[derive(Debug)]
pub(super) struct Start {
    /// The first; else the first that the filter holds for.
    pub(super) at: Option<ControlIx>,
    /// Words of a filter; those without an answer when there are none.
    pub(super) only: Vec<String>,
    /// Who is answering, when they said so.
    pub(super) me: Option<String>,
}

/// A session in the terminal.
pub(super) struct Terminal<'a> {
    session: &'a Session,
    desk: &'a Desk,
    input: &'a mut dyn BufRead,
    /// Who owns answers that have no owner.
    owner: Option<String>,
    /// Whose answers are *mine*.
    me: Option<String>,
    filter: Filter,
    state: State,
    at: Option<ControlIx>,
    /// Where the session was before.
    before: Vec<ControlIx>,
    /// Whether the last save failed.
    has_failed: bool,
}

/// Whether the session goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    /// The same control again, without its card.
    Stay,
    /// The control that is current now, with its card.
    Show,
    /// The end.
    Stop,
}

impl<'a> Terminal<'a> {
    /// Goes through controls until somebody stops it or nobody is there any more.
    pub(super) fn run(
        session: &'a Session,
        desk: &'a Desk,
        state: State,
        input: &'a mut dyn BufRead,
        start: Start,
    ) -> Result<Exit, Failure> {
        let filter = match start.only.is_empty() {
            true => Filter::blank(),
            false => Filter::parse(&start.only.join(" "), &desk.loaded.checklist, &session.words)
                .map_err(|no| no.failure(&session.words))?,
        };
        let me = start.me.clone().or_else(|| people::git_user(desk.folder()));
        let mut terminal = Terminal {
            session,
            desk,
            input,
            owner: start.me,
            me,
            filter,
            state,
            at: start.at,
            before: Vec::new(),
            has_failed: false,
        };
        if terminal.filter.needs_me() && terminal.me.is_none() {
            return Err(Failure::new("who-are-you"));
        }
        if terminal.at.is_none() {
            terminal.at = terminal.first();
        }
        terminal.say(&session.words.text("answer.welcome"))?;
        terminal.go_on()
    }

    fn go_on(&mut self) -> Result<Exit, Failure> {
        let mut flow = Flow::Show;
        loop {
            flow = match (flow, self.at) {
                (Flow::Stop, _) => break,
                (Flow::Show, Some(control)) => {
                    if self.reload()? {
                        self.show(control)?;
                        self.turn(control)?
                    } else {
                        Flow::Stop
                    }
                }
                (Flow::Stay, Some(control)) => self.turn(control)?,
                (Flow::Show | Flow::Stay, None) => self.end_of_list()?,
            };
        }
        self.good_bye()?;
        Ok(if self.has_failed { Exit::NoVerdict } else { Exit::Pass })
    }

    /// Reads the assessment as it stands now. While somebody has it half edited, waits until it can be
    /// read; `false` when nobody waits any more.
    fn reload(&mut self) -> Result<bool, Failure> {
        loop {
            match self.desk.state(self.session) {
                Ok(state) => {
                    self.state = state;
                    return Ok(true);
                }
                Err(Failure::Input) => {}
                Err(failure) => return Err(failure),
            }
            match self.ask(&self.session.words.text("answer.reload"))? {
                Some(line) if Choices::none().meaning(&line, &self.session.words).is(Key::Stop) => {
                    return Ok(false);
                }
                Some(_) => {}
                None => return Ok(false),
            }
        }
    }

    /// One line of somebody at a control.
    fn turn(&mut self, control: ControlIx) -> Result<Flow, Failure> {
        let choices = Choices::of(&self.book(), control);
        self.say_inked(Ink::Faint, &self.hint(control))?;
        let Some(line) = self.ask(&format!("{}>", self.desk.id(control)))? else { return Ok(Flow::Stop) };
        match choices.meaning(&line, &self.session.words) {
            Meaning::Answer { choices, share, note } => self.answer(control, &choices, (share, note)),
            Meaning::Key(key, rest) => self.key(control, key, &rest),
            Meaning::None => match self.desk.loaded.checklist.find_control(&line.to_uppercase()) {
                Some(other) => Ok(self.move_to(other)),
                None => {
                    let ids = choices.ids().collect::<Vec<_>>().join(" ");
                    self.say(&self.session.words.say("answer.not-understood", &[("choices", &ids)]))?;
                    Ok(Flow::Stay)
                }
            },
        }
    }

    fn key(&mut self, control: ControlIx, key: Key, rest: &str) -> Result<Flow, Failure> {
        match key {
            Key::Unknown => self.answer(control, &[UNKNOWN.to_string()], (None, text(rest))),
            Key::Skip => {
                let next = self.after(Some(control));
                self.leave(control);
                self.at = next;
                Ok(Flow::Show)
            }
            Key::Back => Ok(self.back()),
            Key::Go => self.go(rest),
            Key::Find => self.find(rest),
            Key::Filter => self.set_filter(rest),
            Key::Stop => Ok(Flow::Stop),
            Key::More => {
                let mut page = self.page();
                self.book().control(&mut page, control);
                self.session.print(&page.finish())?;
                Ok(Flow::Stay)
            }
            Key::Help => {
                self.help(control)?;
                Ok(Flow::Stay)
            }
            Key::NotApplicable
            | Key::Note
            | Key::Evidence
            | Key::Owner
            | Key::Due
            | Key::Count
            | Key::Remove => self.fill(control, key, rest),
        }
    }

    /// Saves an answer and goes on to the next control.
    fn answer(
        &mut self,
        control: ControlIx,
        choices: &[String],
        (share, note): (Option<String>, Option<String>),
    ) -> Result<Flow, Failure> {
        let next = self.after(Some(control));
        let claim = choices.iter().fold(Wish::default(), |wish, choice| wish.and(Column::Answer, choice));
        let also = [(Column::Share, share), (Column::Note, note)];
        let wish =
            also.iter().fold(claim, |wish, (column, text)| wish.and(*column, text.as_deref().unwrap_or("")));
        if !self.save(control, &wish)? {
            return Ok(Flow::Stay);
        }
        self.leave(control);
        self.at = next;
        Ok(Flow::Show)
    }

    /// Saves what is said about a control, and says so. Where somebody else has changed the answer in the
    /// meantime, asks whose stands.
    fn save(&mut self, control: ControlIx, wish: &Wish) -> Result<bool, Failure> {
        loop {
            let mut problems = Diagnostics::new();
            let entry = self.entry(control, wish, &mut problems);
            if problems.has_errors() {
                return self.refuse(&problems);
            }
            match self.desk.save(self.session, &[entry]) {
                Ok(Ok(saved)) => {
                    self.has_failed = false;
                    self.say_problems(&saved.warnings)?;
                    let said =
                        crate::cli::answer::said(self.session, self.desk, control, (&self.state, &saved));
                    self.say(&said)?;
                    self.state = saved.state;
                    return Ok(true);
                }
                Ok(Err(Refused::Problems(problems))) => return self.refuse(&problems),
                Ok(Err(Refused::Changed(_))) => {
                    if !self.stands_mine(control)? {
                        return Ok(false);
                    }
                }
                // Where the output is gone nobody is there to be told.
                Err(Failure::ClosedPipe) => return Err(Failure::ClosedPipe),
                Err(failure) => {
                    self.has_failed = true;
                    self.session.end(Err(failure));
                    self.say(&self.session.words.text("answer.not-saved"))?;
                    return Ok(false);
                }
            }
        }
    }

    fn entry(&self, control: ControlIx, wish: &Wish, problems: &mut Diagnostics) -> Entry {
        // What shares an answer is answered where the answer is.
        let control = self.checklist().control(control).same_as.unwrap_or(control);
        self.desk.entry(&self.state, (control, wish), self.owner.as_deref(), problems)
    }

    fn refuse(&mut self, problems: &Diagnostics) -> Result<bool, Failure> {
        self.say_problems(problems)?;
        self.say(&self.session.words.text("answer.not-saved"))?;
        Ok(false)
    }

    /// Shows the answer that somebody else has given in the meantime, and asks whether to replace it.
    fn stands_mine(&mut self, control: ControlIx) -> Result<bool, Failure> {
        self.state = self.desk.state(self.session)?;
        self.say(&self.session.words.say("answer.meanwhile", &[("id", &self.desk.id(control))]))?;
        let mut page = self.page();
        self.card(|card| card.standing(&mut page, control));
        self.session.print(&page.finish())?;
        let reply = self.ask(&self.session.words.text("answer.whose"))?;
        Ok(reply.is_some_and(|reply| self.is_yes(&reply)))
    }

    fn is_yes(&self, reply: &str) -> bool {
        let reply = reply.trim().to_lowercase();
        self.session.words.text("ask.yes").split(' ').any(|word| word == reply)
    }

    /// Shows a control.
    fn show(&mut self, control: ControlIx) -> Result<(), Failure> {
        let mut page = self.page();
        self.card(|card| card.write(&mut page, control));
        self.session.print(&format!("\n{}\n", page.finish()))
    }

    fn card(&self, draw: impl FnOnce(Card<'_>)) {
        let assessment = self.state.assessment(self.desk);
        draw(Card {
            book: self.book(),
            assessment: &assessment,
            filter: &self.filter,
            me: self.me.as_deref(),
        });
    }

    fn book(&self) -> Book<'a> {
        let loaded = &self.desk.loaded;
        Book { checklist: &loaded.checklist, texts: &loaded.texts, words: self.session.words }
    }

    fn checklist(&self) -> &'a Checklist {
        &self.desk.loaded.checklist
    }

    fn page(&self) -> Page {
        Page::new(self.session.width, true)
    }
}

/// A text, when there is one.
fn text(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_string())
}
