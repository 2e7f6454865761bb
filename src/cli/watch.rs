//! `watch`: what changed, each time an assessment or its checklist is saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::cli::args::{Args, Command, Input};
use crate::cli::inputs::Answered;
use crate::cli::{Exit, Failure, Session, files, outcome};
use crate::diag::Sources;
use crate::edit::answer_places;
use crate::report::status::Progress;
use crate::report::view::view;
use crate::report::{Document, Options};
use crate::score::Traces;

/// The pause between two looks. Looking at the contents works with every editor and every file system;
/// it costs a read of the files. **Unit:** milliseconds.
const PAUSE: u64 = 300;
/// The most answers that are named one by one.
const MOST_NAMED: usize = 6;

/// Check and score again whenever the assessment is saved, and say what changed
///
/// Every problem is shown as `lint` shows it; else one line says which answers changed and what that did
/// to the sections. Ctrl-C stops it.
#[derive(Args, Debug)]
pub(super) struct Watch {
    #[command(flatten)]
    input: Input,
    /// Stop after N changes
    #[arg(long, value_name = "N")]
    changes: Option<usize>,
}

impl Command for Watch {
    const NAME: &'static str = "watch";
    const READS_STREAM: bool = false;
    const EXAMPLES: &'static str = "gapcheck watch
gapcheck watch client-a/assessment.yaml
gapcheck watch --changes 1";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let path = self.input.path()?;
        if files::is_stream(&path) {
            return Err(Failure::new("watch-stream"));
        }
        let mut seen = contents(&path, &[], session)?;
        let mut last = self.look(session, &path, &seen)?;
        let mut watched = last.as_ref().map(|stand| stand.files.clone()).unwrap_or_default();
        seen.extend(contents(&path, &watched, session)?);
        if let Some(stand) = &last {
            session.print(&(stand.begin(session, &path) + "\n"))?;
        }
        let mut changes = 0;
        while self.changes.is_none_or(|most| changes < most) {
            thread::sleep(Duration::from_millis(PAUSE));
            // A file that is not there just now is on its way: editors write a new one in its place.
            let Ok(now) = contents(&path, &watched, session) else { continue };
            if now == seen {
                continue;
            }
            seen = now;
            changes += 1;
            let Some(stand) = self.look(session, &path, &seen)? else { continue };
            session.print(&(stand.since(last.as_ref(), session) + "\n"))?;
            watched.clone_from(&stand.files);
            last = Some(stand);
        }
        Ok(Exit::Pass)
    }
}

/// What files hold.
type Contents = BTreeMap<PathBuf, Vec<u8>>;

/// The contents of the assessment and of its checklist's files.
fn contents(path: &Path, watched: &[PathBuf], session: &Session) -> Result<Contents, Failure> {
    let all = [path].into_iter().chain(watched.iter().map(PathBuf::as_path));
    all.map(|path| Ok((path.to_path_buf(), files::read(path, &session.words)?))).collect()
}

/// How an assessment stands at one moment, in the words of a line.
struct Stand {
    /// What each answer claims.
    answers: BTreeMap<String, String>,
    /// Everything that an answer says, to see what is new beside the claim.
    whole: BTreeMap<String, String>,
    /// What each section shows.
    sections: BTreeMap<String, String>,
    progress: Progress,
    /// The files of the checklist.
    files: Vec<PathBuf>,
}

impl Watch {
    /// The assessment as it stands; `None` when it has problems, which were shown.
    fn look(&self, session: &mut Session, path: &Path, seen: &Contents) -> Result<Option<Stand>, Failure> {
        // What was read before is not needed for places any more.
        session.sources = Sources::new();
        let answered = match session.answered(path, self.input.when) {
            Ok(answered) => answered,
            Err(Failure::Input) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let text = String::from_utf8_lossy(seen.get(path).map(Vec::as_slice).unwrap_or_default());
        let places = answer_places(&text).unwrap_or_default();
        let body = text.trim_start_matches('\u{feff}');
        let said = |place: std::ops::Range<usize>| body.get(place).unwrap_or_default().to_string();
        let whole = places.into_iter().map(|(id, place)| (id, said(place))).collect();
        Stand::of(session, &answered, whole).map(Some)
    }
}

impl Stand {
    fn of(session: &Session, answered: &Answered, whole: BTreeMap<String, String>) -> Result<Stand, Failure> {
        let methods = outcome::methods(&answered.loaded.checklist, &[])?;
        let outcome = outcome::outcome(answered, &methods, Traces::None);
        let subject = session.subject(&outcome, answered);
        let view = view(&subject, &Options { document: Document::Score, ..Options::default() });
        let shown = |section: &crate::report::view::SectionView| {
            let measures =
                || section.measures.first().map(|measure| measure.text.clone()).unwrap_or_default();
            let shown = format!("{} {}", section.band.code, section.evidenced.text);
            if shown.trim().is_empty() { measures() } else { shown.trim().to_string() }
        };
        let answers = &answered.file.answers;
        let progress = Progress::of(outcome.assessment.asked());
        Ok(Stand {
            answers: answers.iter().map(|a| (a.control.value.to_string(), a.given.value.written())).collect(),
            whole,
            sections: view.sections.iter().map(|section| (section.id.clone(), shown(section))).collect(),
            progress,
            files: answered.loaded.files.clone(),
        })
    }

    fn progress(&self, session: &Session) -> String {
        session.words.say("watch.progress", &[("n", &self.progress.answered), ("of", &self.progress.asked)])
    }

    /// The first line.
    fn begin(&self, session: &Session, path: &Path) -> String {
        let (path, progress) = (session.name_of(path), self.progress(session));
        session.words.say("watch.begin", &[("path", &path), ("progress", &progress)])
    }

    /// What is another than before.
    fn since(&self, before: Option<&Stand>, session: &Session) -> String {
        let words = &session.words;
        let Some(before) = before else {
            return words.say("watch.mended", &[("progress", &self.progress(session))]);
        };
        let none = words.text("answer.none");
        let claims = moved(&before.answers, &self.answers, &none);
        let more = self.whole.iter().filter(|(id, said)| {
            before.whole.get(*id).is_some_and(|old| old != *said)
                && before.answers.get(*id) == self.answers.get(*id)
        });
        let mut parts = claims;
        parts.extend(more.map(|(id, _)| id.clone()));
        if parts.len() > MOST_NAMED {
            parts = vec![words.count("watch.many", parts.len(), &[])];
        }
        parts.extend(moved(&before.sections, &self.sections, &none));
        if parts.is_empty() {
            parts.push(words.text("watch.nothing"));
        }
        parts.push(self.progress(session));
        parts.join(" · ")
    }
}

/// `PC7-IAM-01 2 → 3` for every key whose value is another.
fn moved(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>, none: &str) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let value = |map: &BTreeMap<String, String>, key: &str| {
        map.get(key).filter(|text| !text.is_empty()).map_or(none, String::as_str).to_string()
    };
    let pairs = keys.into_iter().map(|key| (key, value(old, key), value(new, key)));
    pairs.filter(|(_, old, new)| old != new).map(|(key, old, new)| format!("{key} {old} → {new}")).collect()
}
