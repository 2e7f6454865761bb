//! An assessment that is worked on: read as it stands now, changed under its lock, read again before it
//! is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::wish::{Setting, Wish};
use crate::cli::args::When;
use crate::cli::inputs::Loaded;
use crate::cli::{Failure, Session, files, save};
use crate::diag::{Diagnostic, Diagnostics, Severity, Sources, Span};
use crate::edit::{Change, EditRefused, answer_places, answer_text, set_answers};
use crate::model::{Answer, Assessment, AssessmentFile, ControlIx, Today};
use crate::source::assessment;
use crate::text::Catalogue;

/// An assessment that is worked on.
#[derive(Debug)]
pub(super) struct Desk {
    /// What is asked.
    pub(super) loaded: Loaded,
    /// Where the assessment is.
    pub(super) path: PathBuf,
    /// The reference date.
    pub(super) today: Today,
    words: Catalogue,
}

/// The assessment as it stands at one moment.
#[derive(Debug)]
pub(super) struct State {
    text: String,
    /// Every answer that can be read.
    pub(super) file: AssessmentFile,
    /// What is wrong with others.
    problems: Diagnostics,
}

/// One answer to be changed.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) control: ControlIx,
    pub(super) change: Change,
    /// The answer's text when the change was thought of; `None` when it had none.
    pub(super) shown: Option<String>,
    /// Where the change is written down, when it is.
    pub(super) at: Option<Span>,
}

/// Why nothing was saved.
#[derive(Debug)]
pub(super) enum Refused {
    /// Somebody else has changed these answers since they were shown.
    Changed(Vec<ControlIx>),
    /// The assessment would have problems that it does not have now.
    Problems(Diagnostics),
}

/// What a save did.
#[derive(Debug)]
pub(super) struct Saved {
    /// The assessment with it.
    pub(super) state: State,
    /// What the reader thinks of it that it did not think before.
    pub(super) warnings: Diagnostics,
    /// Whether anything is another than before.
    pub(super) is_new: bool,
}

impl Desk {
    /// Opens an assessment. Answers with problems do not keep others from being changed.
    /// **Errors:** it cannot be read, or its structure is broken, after all problems were shown.
    pub(super) fn open(session: &mut Session, path: &Path, when: When) -> Result<(Desk, State), Failure> {
        if files::is_stream(path) {
            return Err(Failure::new("not-a-file").with("path", session.words.text("label.standard-input")));
        }
        let today = session.today(when)?;
        let (_, loaded) = session.opened(path)?;
        let desk = Desk { loaded, path: path.to_path_buf(), today, words: session.words };
        let state = desk.state(session)?;
        Ok((desk, state))
    }

    /// The assessment as it stands now. **Errors:** as for [`Desk::open`].
    pub(super) fn state(&self, session: &Session) -> Result<State, Failure> {
        let bytes = files::read(&self.path, &self.words)?;
        self.read(&bytes).map_err(|(sources, problems)| session.unreadable(&sources, &problems))
    }

    fn read(&self, bytes: &[u8]) -> Result<State, (Sources, Diagnostics)> {
        let (mut sources, mut problems) = (Sources::new(), Diagnostics::new());
        let name = self.path.display().to_string();
        let opened = assessment::open(&name, bytes, &mut sources, &mut problems);
        let broken = problems.has_errors();
        let file = opened
            .and_then(|opened| opened.read_with_errors(&self.loaded.checklist, self.today, &mut problems));
        match file {
            Some(file) if !broken => {
                Ok(State { text: String::from_utf8_lossy(bytes).into_owned(), file, problems })
            }
            Some(_) | None => Err((sources, problems)),
        }
    }

    /// The change that fulfils a wish, seen from an answer as it is shown. **Reports:** as
    /// [`Wish::change`].
    pub(super) fn entry(
        &self,
        state: &State,
        (control, wish): (ControlIx, &Wish),
        me: Option<&str>,
        problems: &mut Diagnostics,
    ) -> Entry {
        let setting =
            Setting { checklist: &self.loaded.checklist, folder: self.folder(), today: self.today.date, me };
        let id = self.id(control);
        let change = wish.change(control, state.answer(id), setting, problems);
        Entry { control, change, shown: state.answer_text(id), at: None }
    }

    /// The folder of the assessment.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The id of a control.
    pub(super) fn id(&self, control: ControlIx) -> &str {
        self.loaded.checklist.control(control).id.as_str()
    }

    /// Changes answers, all of them or none. **Errors:** the file cannot be read, edited safely or saved.
    pub(super) fn save(
        &self,
        session: &Session,
        entries: &[Entry],
    ) -> Result<Result<Saved, Refused>, Failure> {
        save::save(&self.path, &self.words, |bytes| {
            let saved = self.changed(session, bytes, entries)?;
            let text = saved.as_ref().ok().map(|saved| saved.state.text.clone().into_bytes());
            Ok((text, saved))
        })
    }

    /// As [`Desk::save`], without saving anything.
    pub(super) fn check(
        &self,
        session: &Session,
        entries: &[Entry],
    ) -> Result<Result<Saved, Refused>, Failure> {
        self.changed(session, &files::read(&self.path, &self.words)?, entries)
    }

    fn changed(
        &self,
        session: &Session,
        bytes: &[u8],
        entries: &[Entry],
    ) -> Result<Result<Saved, Refused>, Failure> {
        let read = |bytes: &[u8]| {
            self.read(bytes).map_err(|(sources, problems)| session.unreadable(&sources, &problems))
        };
        let now = read(bytes)?;
        let changed = |entry: &&Entry| now.answer_text(self.id(entry.control)) != entry.shown;
        let changed: Vec<ControlIx> = entries.iter().filter(changed).map(|e| e.control).collect();
        if !changed.is_empty() {
            return Ok(Err(Refused::Changed(changed)));
        }
        let after = read(self.edited(session, &now.text, entries)?.as_bytes())?;
        let warnings = self.placed(new_problems(&now.problems, &after.problems), &after.text, entries);
        if warnings.has_errors() {
            return Ok(Err(Refused::Problems(warnings)));
        }
        Ok(Ok(Saved { is_new: after.text != now.text, state: after, warnings }))
    }

    fn edited(&self, session: &Session, text: &str, entries: &[Entry]) -> Result<String, Failure> {
        let order: Vec<&str> = self.loaded.checklist.controls.iter().map(|c| c.id.as_str()).collect();
        let changes: Vec<(&str, Change)> =
            entries.iter().map(|entry| (self.id(entry.control), entry.change.clone())).collect();
        set_answers(text, &order, &changes).map_err(|refused| session.edit_refused(&self.path, text, refused))
    }

    /// Problems with the place where the change is written down that brought them, or with none: the
    /// text that they are in is never written.
    fn placed(&self, problems: Diagnostics, text: &str, entries: &[Entry]) -> Diagnostics {
        let places: BTreeMap<String, std::ops::Range<usize>> =
            answer_places(text).unwrap_or_default().into_iter().collect();
        let mut placed = Diagnostics::new();
        for problem in problems {
            let start = problem.at.map_or(0, |span| span.start as usize);
            let within = |entry: &&Entry| {
                places.get(self.id(entry.control)).is_some_and(|place| place.contains(&start))
            };
            let at = entries.iter().find(within).and_then(|entry| entry.at);
            placed.push(Diagnostic { at, related: Vec::new(), ..problem });
        }
        placed
    }
}

impl State {
    /// The answer of a control as it is written; `None` when it has none.
    pub(super) fn answer_text(&self, id: &str) -> Option<String> {
        // A text that was read can be read again.
        answer_text(&self.text, id).ok().flatten()
    }

    /// The answer of a control.
    pub(super) fn answer(&self, id: &str) -> Option<&Answer> {
        self.file.answers.iter().find(|answer| answer.control.value.as_str() == id)
    }

    /// Every control with its response.
    pub(super) fn assessment<'s>(&'s self, desk: &'s Desk) -> Assessment<'s> {
        Assessment::join(&desk.loaded.checklist, &self.file, desk.today)
    }
}

/// Problems that are there after a change and were not before, by what they say.
fn new_problems(before: &Diagnostics, after: &Diagnostics) -> Diagnostics {
    let mut known: Vec<&Diagnostic> = before.iter().collect();
    let mut new = Diagnostics::new();
    for problem in after.iter().filter(|problem| problem.severity != Severity::Note) {
        let same = |old: &&Diagnostic| old.code == problem.code && old.facts == problem.facts;
        match known.iter().position(same) {
            Some(at) => drop(known.swap_remove(at)),
            None => new.push(problem.clone()),
        }
    }
    new
}

impl Session {
    /// The failure of a file that cannot be read, after its problems were shown.
    fn unreadable(&self, sources: &Sources, problems: &Diagnostics) -> Failure {
        self.show_in(sources, problems);
        Failure::Input
    }

    /// The failure of an edit that would not be safe.
    pub(in crate::cli) fn edit_refused(&self, path: &Path, text: &str, refused: EditRefused) -> Failure {
        match refused {
            EditRefused::Unreadable(problems) => {
                let mut sources = Sources::new();
                let body = text.trim_start_matches('\u{feff}');
                sources.add(crate::diag::SourceText::new(path.display().to_string(), body));
                self.unreadable(&sources, &problems)
            }
            EditRefused::Shape(at) => {
                let line = text[..at.min(text.len())].matches('\n').count() + 1;
                Failure::new("edit-shape").with("path", path.display()).with("line", line)
            }
            EditRefused::Elsewhere => Failure::new("edit-elsewhere").with("path", path.display()),
        }
    }
}
