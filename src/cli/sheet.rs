//! An assessment as text, for commands that rewrite or divide it.

use std::path::{Path, PathBuf};

use crate::cli::inputs::Loaded;
use crate::cli::{Failure, Session, files, save};
use crate::model::Checklist;

/// The text of an assessment, and the checklist that it answers.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it holds, byte for byte.
    pub(super) text: String,
    /// What it answers.
    pub(super) loaded: Loaded,
}

impl Session {
    /// The text of an assessment and its checklist. **Errors:** it cannot be read, or is no assessment.
    pub(super) fn sheet(&mut self, path: &Path) -> Result<Sheet, Failure> {
        let bytes = files::read(path, &self.words)?;
        let (_, loaded) = self.opened_bytes(path, &bytes)?;
        let text = text(path, bytes)?;
        Ok(Sheet { path: path.to_path_buf(), text, loaded })
    }
}

/// Bytes as text. **Errors:** they are not UTF-8.
pub(super) fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| Failure::new("not-text").with("path", path.display()))
}

/// Every control of a checklist, in its order.
pub(super) fn order(checklist: &Checklist) -> Vec<&str> {
    checklist.controls.iter().map(|control| control.id.as_str()).collect()
}

/// Puts a new text in the place of a file's text. **Errors:** the file is not what it was when it was read.
pub(super) fn replace(session: &Session, path: &Path, before: &str, after: &str) -> Result<(), Failure> {
    save::save(path, &session.words, |there| match there == before.as_bytes() {
        true => Ok((Some(after.as_bytes().to_vec()), ())),
        false => Err(Failure::new("changed-meanwhile").with("path", path.display())),
    })
}
