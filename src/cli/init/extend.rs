//! `init --extend`: an assessment gets the questions that it does not have yet, and keeps all it has.

use super::skeleton::Skeleton;
use super::{Init, SCHEMA};
use crate::cli::args::When;
use crate::cli::{Failure, Session, save, sheet};
use crate::diag::Diagnostics;
use crate::edit::grow;

impl Init {
    /// Adds every question that applies by the profile of the file and is not in it.
    pub(super) fn extended(&self, session: &mut Session) -> Result<(), Failure> {
        let today = session.today(When::default())?;
        let (opened, loaded) = session.opened(&self.file)?;
        // Answers with problems do not keep the questions from being added.
        let file = opened.read_with_errors(&loaded.checklist, today, &mut Diagnostics::new());
        let file = file.ok_or(Failure::Input)?;
        let skeleton = Skeleton {
            checklist: &loaded.checklist,
            reference: loaded.reference.clone(),
            texts: &loaded.texts,
            words: session.words,
            wanted: loaded.checklist.wanted_under(&file.profile),
            facts: file.profile,
            name: String::new(),
            scope: String::new(),
            quick: self.quick,
            schema: Some(SCHEMA),
        };
        let whole = skeleton.text();
        let added = save::save(&self.file, &session.words, |bytes| {
            let text = sheet::text(&self.file, bytes.to_vec())?;
            let grown = grow(&text, &whole, &sheet::order(&loaded.checklist));
            let (grown, added) = grown.map_err(|why| session.edit_refused(&self.file, &text, why))?;
            Ok((Some(grown.into_bytes()), added.len()))
        })?;
        let path = self.file.display();
        session.tell(&session.words.count("init.added", added, &[("path", &path)]));
        Ok(())
    }
}
