//! The evidence of an assessment under `lint`: opened and compared; with `--fix` its digests are written.

use std::path::Path;

use crate::cli::save::save;
use crate::cli::{Failure, Session};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::edit::{Change, Piece, set_answers};
use crate::evidence;
use crate::model::{AssessmentFile, Checklist, Seen, Sighting};

/// What was seen of the evidence files of an assessment.
pub(super) fn look(path: &Path, file: &AssessmentFile) -> Vec<Sighting> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    evidence::look(folder, file)
}

/// What is wrong with the evidence that was seen.
pub(super) fn problems(sightings: &[Sighting]) -> Diagnostics {
    let mut problems = Diagnostics::new();
    for sighting in sightings {
        let about = |code| Diagnostic::new(code, sighting.span).with("found", &sighting.path);
        let problem = match &sighting.seen {
            Seen::AsStated | Seen::NoDigest { .. } => continue,
            Seen::Missing => about(Code::EvidenceMissing),
            Seen::OtherDigest { found, .. } => about(Code::EvidenceChanged).with("now", found),
            Seen::NotAFile | Seen::Unreadable => about(Code::EvidenceUnreadable),
            Seen::Outside => about(Code::PathOutside),
        };
        problems.push(problem);
    }
    problems
}

impl Session {
    /// Writes the digest of every evidence file that states none. A digest that is stated stays, right or
    /// wrong: who changes it says that the file was reviewed again.
    pub(super) fn write_digests(
        &self,
        path: &Path,
        (checklist, file): (&Checklist, &AssessmentFile),
        sightings: &[Sighting],
    ) -> Result<(), Failure> {
        let changes = changes(file, sightings);
        if changes.is_empty() {
            return Ok(());
        }
        let order: Vec<&str> = checklist.controls.iter().map(|control| control.id.as_str()).collect();
        save(path, &self.words, |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let refused = |_| Failure::new("fix-refused").with("path", path.display());
            let edited = set_answers(&text, &order, &changes).map_err(refused)?;
            Ok((Some(edited.into_bytes()), ()))
        })?;
        let digests = sightings.iter().filter(|s| matches!(s.seen, Seen::NoDigest { .. })).count();
        let shown = path.display().to_string();
        self.tell(&self.words.count("lint.fixed", digests, &[("path", &shown)]));
        Ok(())
    }
}

/// The digests to write, answer by answer.
fn changes<'f>(file: &'f AssessmentFile, sightings: &[Sighting]) -> Vec<(&'f str, Change)> {
    let mut changes = Vec::new();
    for answer in &file.answers {
        let control = &answer.control.value;
        let mut change = Change::new();
        for sighting in sightings.iter().filter(|s| s.control == *control) {
            if let Seen::NoDigest { found } = &sighting.seen {
                let item = vec![("file", Piece::text(&sighting.path)), ("sha256", Piece::text(found))];
                change = change.evidence(item);
            }
        }
        if !change.is_empty() {
            changes.push((control.as_str(), change));
        }
    }
    changes
}
