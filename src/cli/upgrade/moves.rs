//! The moves of an upgrade, one after the other: each takes the text of the one before.

use std::path::Path;

use super::fate::{Fate, fate};
use super::said::{Changed, Done, Misfit, Moved};
use super::target::Target;
use crate::cli::{Failure, Session, sheet, snippet};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity, Sources};
use crate::edit::{EditRefused, Piece, Retired, answer_places, answer_text, remark, rename, retire, set_key};
use crate::model::{Answer, AssessmentFile, Checklist, Given, RetiredHow, Today};
use crate::source::assessment;
use crate::text::clean;

/// What makes an answer that was good for one version a bad one for another.
const MISFITS: [Code; 7] = [
    Code::UnknownChoice,
    Code::NumberOutside,
    Code::WrongType,
    Code::LevelAboveShare,
    Code::TargetBelowKnockOut,
    Code::TargetAsksNothing,
    Code::KnockOutNotApplicable,
];

/// The text on its way, and what was done to it.
pub(super) struct Moves<'s> {
    session: &'s Session,
    target: &'s Target,
    path: &'s Path,
    today: Today,
    text: String,
    done: Done,
}

impl<'s> Moves<'s> {
    pub(super) fn new(
        session: &'s Session,
        target: &'s Target,
        path: &'s Path,
        (text, today): (String, Today),
    ) -> Moves<'s> {
        let done = Done {
            id: target.new.checklist.id.to_string(),
            from: target.old_version.clone(),
            to: target.new.checklist.version.clone(),
            ..Done::default()
        };
        Moves { session, target, path, today, text, done }
    }

    fn checklist_now(&self) -> &'s Checklist {
        &self.target.new.checklist
    }

    fn refused(&self, why: EditRefused) -> Failure {
        self.session.edit_refused(self.path, &self.text, why)
    }

    /// The controls of the file, in its order.
    fn controls(&self) -> Result<Vec<String>, Failure> {
        let places = answer_places(&self.text).map_err(|why| self.refused(why))?;
        Ok(places.into_iter().map(|(id, _)| id).collect())
    }

    /// The file names the new version.
    pub(super) fn checklist(&mut self) -> Result<(), Failure> {
        let Some(reference) = self.target.reference.as_ref().map(Piece::text) else { return Ok(()) };
        self.text = set_key(&self.text, "checklist", &reference).map_err(|why| self.refused(why))?;
        Ok(())
    }

    /// Retired controls go the way that the checklist says.
    pub(super) fn retired(&mut self) -> Result<(), Failure> {
        for id in self.controls()? {
            match fate(self.checklist_now(), &id) {
                Fate::Stays => {}
                Fate::Unknown => self.done.unknown.push(id),
                Fate::Renamed(to) if self.has(&to) => self.replace(&id, RetiredHow::Merged, vec![to])?,
                Fate::Renamed(to) => {
                    self.text = rename(&self.text, &id, &to).map_err(|why| self.refused(why))?;
                    self.done.moved.push(Moved { id, how: RetiredHow::Renamed, became: vec![to] });
                }
                Fate::Replaced(how, became) => self.replace(&id, how, became)?,
                Fate::Dropped => self.replace(&id, RetiredHow::Dropped, Vec::new())?,
            }
        }
        Ok(())
    }

    fn has(&self, id: &str) -> bool {
        answer_text(&self.text, id).is_ok_and(|answer| answer.is_some())
    }

    /// The old answer becomes a comment; what took its place begins below it.
    fn replace(&mut self, id: &str, how: RetiredHow, became: Vec<String>) -> Result<(), Failure> {
        let words = &self.session.words;
        let version = &self.checklist_now().version;
        let all = became.join(", ");
        let said = match how {
            RetiredHow::Dropped => words.say("upgrade.note-dropped", &[("id", &id), ("version", version)]),
            RetiredHow::Renamed | RetiredHow::Split | RetiredHow::Merged => {
                words.say("upgrade.note-became", &[("id", &id), ("became", &all), ("version", version)])
            }
        };
        let begin: Vec<String> = became.iter().filter(|new| !self.has(new)).cloned().collect();
        self.retire(id, &said, begin)?;
        self.done.moved.push(Moved { id: id.to_string(), how, became });
        Ok(())
    }

    fn retire(&mut self, id: &str, remark: &str, successors: Vec<String>) -> Result<(), Failure> {
        let retired = Retired { control: id.to_string(), remark: clean(remark).into_owned(), successors };
        let order = sheet::order(self.checklist_now());
        self.text = retire(&self.text, &order, &retired).map_err(|why| self.refused(why))?;
        Ok(())
    }

    /// What the new checklist reads in the text, and every problem.
    fn read(&self) -> (Option<AssessmentFile>, Sources, Diagnostics) {
        let (mut sources, mut problems) = (Sources::new(), Diagnostics::new());
        let name = self.session.name_of(self.path);
        let opened = assessment::open(&name, self.text.as_bytes(), &mut sources, &mut problems);
        let checklist = self.checklist_now();
        let file = opened.and_then(|opened| opened.read_with_errors(checklist, self.today, &mut problems));
        (file, sources, problems)
    }

    /// Answers that the new version does not allow become comments and begin anew. **Errors:** problems of
    /// any other kind, after they were shown.
    pub(super) fn misfits(&mut self) -> Result<(), Failure> {
        let (_, sources, problems) = self.read();
        let places = answer_places(&self.text).map_err(|why| self.refused(why))?;
        let mut others = Diagnostics::new();
        let mut misfits: Vec<(String, Diagnostic)> = Vec::new();
        for problem in problems.sorted().into_iter().filter(|problem| problem.severity == Severity::Error) {
            let at = problem.at.map(|span| span.start as usize);
            let place = places.iter().find(|(_, place)| at.is_some_and(|at| place.contains(&at)));
            match place.map(|(id, _)| id) {
                Some(id) if self.done.unknown.contains(id) => {}
                Some(id) if misfits.iter().any(|(known, _)| known == id) => {}
                Some(id) if MISFITS.contains(&problem.code) => misfits.push((id.clone(), problem.clone())),
                Some(_) | None => others.push(problem.clone()),
            }
        }
        if others.has_errors() {
            self.session.show_in(&sources, &others);
            return Err(Failure::new("upgrade-outside").with("path", self.path.display()));
        }
        misfits.into_iter().try_for_each(|(id, problem)| self.reopen(id, &problem))
    }

    fn reopen(&mut self, id: String, problem: &Diagnostic) -> Result<(), Failure> {
        let why = snippet::sentence(problem, &self.session.words);
        let version = &self.checklist_now().version;
        let said = self.session.words.say("upgrade.note-misfit", &[("version", version), ("why", &why)]);
        self.retire(&id, &said, vec![id.clone()])?;
        self.done.misfits.push(Misfit { id, code: problem.code.id(), why });
        Ok(())
    }

    /// Answers to questions or levels that say something else now are marked.
    pub(super) fn changed(&mut self) -> Result<(), Failure> {
        let renamed: Vec<(String, String)> = self.done.moved.iter().filter_map(Moved::renamed).collect();
        let (file, _, _) = self.read();
        let answers = file.map(|file| (file.profile, file.answers)).unwrap_or_default();
        if let Some(old) = &self.target.old {
            for answer in answers.1.iter().filter(|answer| answer.given.value != Given::Blank) {
                let id = answer.control.value.as_str();
                let before = renamed.iter().find(|(_, new)| new == id).map_or(id, |(old, _)| old.as_str());
                let what = super::said::differences((old, before), (&self.target.new, id));
                if !what.is_empty() {
                    self.mark(id, &what)?;
                    self.done.changed.push(Changed { id: id.to_string(), what });
                }
            }
        }
        let there: Vec<&str> = answers.1.iter().map(|a: &Answer| a.control.value.as_str()).collect();
        let checklist = self.checklist_now();
        let open = checklist.asked_under(&answers.0).map(|ix| checklist.control(ix).id.to_string());
        self.done.absent = open.filter(|id| !there.contains(&id.as_str())).collect();
        self.done.answers = there.len();
        Ok(())
    }

    fn mark(&mut self, id: &str, what: &[&'static str]) -> Result<(), Failure> {
        let words = &self.session.words;
        let what: Vec<String> = what.iter().map(|key| words.text(&format!("upgrade.what.{key}"))).collect();
        let version = &self.checklist_now().version;
        let line = words.say("upgrade.note-changed", &[("version", version), ("what", &what.join(", "))]);
        self.text = remark(&self.text, Some(id), &line).map_err(|why| self.refused(why))?;
        Ok(())
    }

    /// What was done, and the text.
    pub(super) fn finish(self) -> (Done, String) {
        (self.done, self.text)
    }
}
