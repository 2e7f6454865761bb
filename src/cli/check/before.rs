//! What came before: an earlier assessment from a file or a commit, with the checklist it was given for.

use std::path::{Path, PathBuf};

use crate::cli::git::{self, Commit};
use crate::cli::inputs::{Answered, Loaded};
use crate::cli::{Failure, Session, files};
use crate::diag::Diagnostics;
use crate::model::{AssessmentFile, ChecklistRef};
use crate::source::assessment::{self, Opened};
use crate::source::load::{Files, included};
use crate::source::path::folder as folder_of;

/// Where the earlier assessment is.
#[derive(Debug)]
pub(super) enum Asked {
    /// Nobody asked for a comparison.
    Nothing,
    /// In a file.
    File(PathBuf),
    /// In a commit, at the path of the later one.
    Commit(Commit),
}

/// An earlier assessment as it was read.
#[derive(Debug)]
pub(super) struct Before {
    /// How it is called.
    pub(super) name: String,
    /// Its answers under the later checklist.
    pub(super) file: AssessmentFile,
    /// Its own checklist and its answers under that, where it is another one.
    pub(super) own: Option<(Loaded, AssessmentFile)>,
}

/// The text of an earlier assessment, and how its checklist is found.
struct Found<'a> {
    name: String,
    bytes: Vec<u8>,
    place: Place<'a>,
}

/// Where its own checklist is looked for.
enum Place<'a> {
    /// Beside a file.
    Beside(&'a Path),
    /// Below a folder of a commit; the folder ends in `/` or is empty.
    Below(&'a Commit, String),
}

impl Session {
    /// The earlier assessment; `None` when there is none where one was asked for, or nobody asked.
    /// **Errors:** it cannot be read, or has errors, which were shown.
    pub(super) fn before(&mut self, asked: &Asked, later: &Answered) -> Result<Option<Before>, Failure> {
        let found = match asked {
            Asked::Nothing => return Ok(None),
            Asked::File(path) => {
                let bytes = files::read(path, &self.words)?;
                Found { name: self.name_of(path), bytes, place: Place::Beside(path) }
            }
            Asked::Commit(commit) => {
                let path = path_in(commit, &later.path)?;
                let Some(bytes) = commit.read(&path)? else { return Ok(None) };
                let folder = path.rfind('/').map_or("", |slash| &path[..=slash]).to_string();
                Found { name: commit.name_of(&path), bytes, place: Place::Below(commit, folder) }
            }
        };
        self.earlier(found, later).map(Some)
    }

    fn earlier(&mut self, found: Found, later: &Answered) -> Result<Before, Failure> {
        let mut problems = Diagnostics::new();
        let opened = assessment::open(&found.name, &found.bytes, &mut self.sources, &mut problems);
        let own = match &opened {
            Some(opened) => self.own_checklist(opened, &found, later, &mut problems)?,
            None => None,
        };
        let asked = own.as_ref().map_or(&later.loaded.checklist, |own| &own.checklist);
        let readable = opened.as_ref().filter(|_| !problems.has_errors());
        let read = readable.and_then(|opened| opened.read(asked, later.today, &mut problems));
        // What is only odd about an earlier file is nobody's business any more.
        if problems.has_errors() {
            self.show(&problems)?;
        }
        let (opened, read) = opened.zip(read).ok_or(Failure::Input)?;
        let other = own.filter(|own| own.checklist.digest != later.loaded.checklist.digest);
        let Some(own) = other else { return Ok(Before { name: found.name, file: read, own: None }) };
        // A name that only the earlier checklist has is no mistake: the comparison says that it is gone.
        let file = opened.read_with_errors(&later.loaded.checklist, later.today, &mut Diagnostics::new());
        let file = file.ok_or(Failure::Input)?;
        Ok(Before { name: found.name, file, own: Some((own, read)) })
    }

    /// The checklist that the earlier answers were given for; `None` when it is the later one, or a problem.
    fn own_checklist(
        &mut self,
        opened: &Opened,
        found: &Found,
        later: &Answered,
        problems: &mut Diagnostics,
    ) -> Result<Option<Loaded>, Failure> {
        // What is wrong with the reference itself is said when the answers are read.
        let Some(reference) = opened.checklist(&mut Diagnostics::new()) else { return Ok(None) };
        let same = reference.value == later.file.checklist.value;
        match (&reference.value, &found.place) {
            (ChecklistRef::Bundled { .. }, _) if same => Ok(None),
            (ChecklistRef::Path(below), Place::Below(commit, folder)) => {
                self.in_commit(commit, &format!("{folder}{below}")).map(Some)
            }
            // A copy of an earlier assessment may lie anywhere; its checklist stays where it was.
            (ChecklistRef::Path(below), Place::Beside(path))
                if same && !path.with_file_name(below).exists() =>
            {
                Ok(None)
            }
            (ChecklistRef::Bundled { .. } | ChecklistRef::Path(_), Place::Beside(path)) => {
                self.checklist_of(opened, path, None, problems)
            }
            (ChecklistRef::Bundled { .. }, Place::Below(..)) => {
                self.checklist_of(opened, Path::new(""), None, problems)
            }
        }
    }

    /// A checklist at a path of a commit.
    fn in_commit(&mut self, commit: &Commit, path: &str) -> Result<Loaded, Failure> {
        let path = path.trim_end_matches('/');
        let root = commit.name_of(if path.is_empty() { "." } else { path });
        let named = |(below, bytes): (String, Vec<u8>)| match below.as_str() {
            "" => (root.clone(), bytes),
            below => (format!("{root}/{below}"), bytes),
        };
        let mut files: Files = commit.read_folder(path)?.into_iter().map(named).collect();
        let parts = files.get(&root).map(|bytes| included(bytes)).unwrap_or_default();
        for part in parts {
            if let Some(bytes) = commit.read(&format!("{}{part}", folder_of(path)))? {
                files.insert(format!("{}{part}", folder_of(&root)), bytes);
                files::refuse_too_much(&files, Path::new(path))?;
            }
        }
        self.in_memory(&files, &root)
    }
}

/// The path of a file in the repository of a commit. **Errors:** it lies elsewhere, or is no file.
pub(super) fn path_in(commit: &Commit, path: &Path) -> Result<String, Failure> {
    let below = Some(path).filter(|path| !files::is_stream(path)).and_then(|p| git::below(commit.root(), p));
    below.ok_or_else(|| Failure::new("outside-repository").with("path", path.display()))
}
