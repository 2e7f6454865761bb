//! Lines in and out, and the ways through the list.

use std::fmt::Display;
use std::io::{BufRead as _, Read as _};

use super::filter::{self, Filter};
use super::keys::{Choices, Key};
use super::{Flow, Terminal, text};
use crate::cli::answer::evidence::unplaced;
use crate::cli::{Failure, snippet};
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{ControlIx, parse_date};
use crate::report::text::{Ink, wrap};
use crate::text::clean;

/// The longest line that is read. **Unit:** bytes.
const LONGEST: u64 = 64 * 1024;
/// The most controls that a search shows.
const MOST_FOUND: usize = 12;

impl Terminal<'_> {
    /// Says something on a line of its own.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        self.say_inked(Ink::Plain, text)
    }

    pub(super) fn say_inked(&self, ink: Ink, text: &str) -> Result<(), Failure> {
        let mut page = self.page();
        page.paragraph(0, ink, text);
        self.session.print(&page.finish())
    }

    /// What is wrong, and what to do about it.
    pub(super) fn say_problems(&self, problems: &Diagnostics) -> Result<(), Failure> {
        let mut page = self.page();
        for problem in problems.sorted() {
            let (what, help) = snippet::lines(problem, &self.session.words);
            page.paragraph(0, Ink::Poor, &what);
            help.iter().for_each(|line| page.paragraph(2, Ink::Plain, line));
        }
        self.session.print(&page.finish())
    }

    /// The next line of somebody; `None` when nobody is there any more. A line that cannot be a text is
    /// asked for again.
    pub(super) fn ask(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        loop {
            self.session.print(&format!("{} ", wrap(prompt, self.session.width).join("\n")))?;
            let mut bytes = Vec::new();
            let read = (&mut *self.input).take(LONGEST).read_until(b'\n', &mut bytes);
            let failed = |error| Failure::io("cannot-read", "-".as_ref(), &error, &self.session.words);
            if read.map_err(failed)? == 0 {
                return Ok(None);
            }
            match String::from_utf8(bytes) {
                Ok(line) if !line.trim_end().chars().any(|c| c.is_control() && c != '\t') => {
                    return Ok(Some(line.trim().to_string()));
                }
                Ok(_) | Err(_) => self.say(&self.session.words.text("answer.no-text"))?,
            }
        }
    }

    /// What follows a key, or what is typed when asked for it; empty when nothing is.
    pub(super) fn ask_for(&mut self, rest: &str, prompt: &str) -> Result<Option<String>, Failure> {
        match text(rest) {
            Some(rest) => Ok(Some(rest)),
            None => self.ask(prompt),
        }
    }

    /// A day, asked for until it is one; empty when nothing is typed.
    pub(super) fn ask_for_day(&mut self, rest: &str, prompt: &str) -> Result<Option<String>, Failure> {
        let mut rest = rest;
        loop {
            let Some(day) = self.ask_for(rest, prompt)? else { return Ok(None) };
            if day.is_empty() || parse_date(&day).is_some() {
                return Ok(Some(day));
            }
            self.say_problem(unplaced(Code::BadDate).with("found", &day))?;
            rest = "";
        }
    }

    /// One of the words that are known, asked for until it is one; empty when nothing is typed.
    pub(super) fn ask_for_word(&mut self, prompt: &str, known: &[&str]) -> Result<Option<String>, Failure> {
        loop {
            let Some(word) = self.ask(prompt)? else { return Ok(None) };
            if word.is_empty() || known.contains(&word.as_str()) {
                return Ok(Some(word));
            }
            let problem = unplaced(Code::BadValue).with("found", &word).with("expected", known.join(", "));
            self.say_problem(problem.suggest(&word, known.iter().copied()))?;
        }
    }

    pub(super) fn say_problem(&self, problem: Diagnostic) -> Result<(), Failure> {
        let mut problems = Diagnostics::new();
        problems.push(problem);
        self.say_problems(&problems)
    }

    /// What can be typed at a control; what does not concern it is left out.
    pub(super) fn hint(&self, control: ControlIx) -> String {
        let words = &self.session.words;
        let choices = Choices::of(&self.book(), control);
        let about = self.checklist().control(control);
        let keys = [
            (Key::Unknown, true),
            (Key::NotApplicable, about.knock_out.is_none()),
            (Key::Count, about.measured.is_some()),
            (Key::Help, true),
        ];
        let short = |key: Key| {
            let what = words.text(&format!("key.{}.short", key.id()));
            format!("{} {what}", key.shown(&choices, words))
        };
        let ids = choices.ids().collect::<Vec<_>>().join(" ");
        let keys = keys.into_iter().filter(|(_, concerns)| *concerns).map(|(key, _)| short(key));
        let all: Vec<String> = [ids].into_iter().chain(keys).chain([words.text("answer.enter")]).collect();
        all.join(" · ")
    }

    /// Every key with what it does.
    pub(super) fn help(&self, control: ControlIx) -> Result<(), Failure> {
        let words = &self.session.words;
        let choices = Choices::of(&self.book(), control);
        let ids = choices.ids().collect::<Vec<_>>().join(" ");
        let mut page = self.page();
        page.entry(2, 10, &ids, &words.text("answer.help-choice"));
        for key in Key::ALL {
            page.entry(2, 10, &key.shown(&choices, words), &words.text(&format!("key.{}.doc", key.id())));
        }
        page.paragraph(2, Ink::Faint, &words.text("answer.help-saved"));
        self.session.print(&page.finish())
    }

    pub(super) fn go(&mut self, rest: &str) -> Result<Flow, Failure> {
        let prompt = self.session.words.text("answer.ask-go");
        let Some(id) = self.ask_for(rest, &prompt)? else { return Ok(Flow::Stop) };
        let checklist = self.checklist();
        if id.is_empty() {
            return Ok(Flow::Stay);
        }
        if let Some(control) =
            checklist.find_control(&id).or_else(|| checklist.find_control(&id.to_uppercase()))
        {
            return Ok(self.move_to(control));
        }
        let known = checklist.controls.iter().map(|control| control.id.as_str());
        let near = nearest(&id, known).unwrap_or_else(|| "–".to_string());
        self.say(&self.session.words.say("answer.no-control", &[("id", &clean(&id)), ("near", &near)]))?;
        Ok(Flow::Stay)
    }

    /// Controls whose texts have a word; one of them can be gone to.
    pub(super) fn find(&mut self, rest: &str) -> Result<Flow, Failure> {
        let words = self.session.words;
        let Some(word) = self.ask_for(rest, &words.text("answer.ask-find"))? else { return Ok(Flow::Stop) };
        let found = self.found(&word.to_lowercase());
        self.say(&words.count("answer.found", found.len(), &[("word", &clean(&word))]))?;
        if found.is_empty() {
            return Ok(Flow::Stay);
        }
        let mut page = self.page();
        for (i, control) in found.iter().take(MOST_FOUND).enumerate() {
            let id = self.desk.id(*control);
            let title = self.desk.loaded.texts.text(&format!("control.{id}.title"));
            page.entry(2, 4, &(i + 1).to_string(), &format!("{id}  {title}"));
        }
        self.session.print(&page.finish())?;
        let Some(number) = self.ask(&words.text("answer.ask-number"))? else { return Ok(Flow::Stop) };
        let chosen = number.parse::<usize>().ok().and_then(|n| found.get(n.checked_sub(1)?).copied());
        match chosen.or_else(|| self.checklist().find_control(&number.to_uppercase())) {
            Some(control) => Ok(self.move_to(control)),
            None => Ok(Flow::Stay),
        }
    }

    fn found(&self, word: &str) -> Vec<ControlIx> {
        let (checklist, texts) = (self.checklist(), &self.desk.loaded.texts);
        let has = |ix: &ControlIx| {
            let control = checklist.control(*ix);
            let said = |what: &str| texts.text(&format!("control.{}.{what}", control.id)).to_lowercase();
            let words = control.keywords.iter().map(|word| word.to_lowercase());
            let own = [control.id.as_str().to_lowercase(), said("title"), said("ask"), said("why")];
            own.into_iter().chain(words).any(|text| text.contains(word))
        };
        let assessment = self.state.assessment(self.desk);
        Filter::default().controls(&assessment, None).into_iter().filter(has).collect()
    }

    pub(super) fn set_filter(&mut self, rest: &str) -> Result<Flow, Failure> {
        let words = self.session.words;
        let all = filter::names(&words);
        let prompt = words.say("answer.ask-filter", &[("known", &all)]);
        let Some(line) = self.ask_for(rest, &prompt)? else { return Ok(Flow::Stop) };
        if line.is_empty() {
            return Ok(Flow::Stay);
        }
        match Filter::parse(&line, self.checklist(), &words) {
            Ok(filter) if filter.needs_me() && self.me.is_none() => {
                self.say(&words.text("answer.who"))?;
                Ok(Flow::Stay)
            }
            Ok(filter) => {
                self.filter = filter;
                if let Some(here) = self.at {
                    self.leave(here);
                }
                self.at = self.first();
                Ok(Flow::Show)
            }
            Err(no) => {
                let values: [(&str, &dyn Display); 2] = [("name", &clean(&no.word)), ("known", &all)];
                self.say(&words.say("answer.no-filter", &values))?;
                Ok(Flow::Stay)
            }
        }
    }
}
