//! Where an upgrade leads: the new checklist, and the old one where it is known.

use std::path::Path;

use crate::cli::inputs::Loaded;
use crate::cli::{Failure, Session};
use crate::diag::Diagnostics;
use crate::model::ChecklistRef;
use crate::source::assessment;

/// The new checklist, and the old one where it is known.
#[derive(Debug)]
pub(super) struct Target {
    /// What the answers move to.
    pub(super) new: Loaded,
    /// How the assessment will name it; `None` when that does not change.
    pub(super) reference: Option<String>,
    /// What they were given for, when that can be read.
    pub(super) old: Option<Loaded>,
    /// The version that they were given for, when it is known.
    pub(super) old_version: Option<String>,
}

impl Target {
    /// **Errors:** the assessment or a checklist cannot be read; the checklists are not versions of one;
    /// the new one is older.
    pub(super) fn of(
        session: &mut Session,
        path: &Path,
        bytes: &[u8],
        to: Option<&str>,
        from: Option<&str>,
    ) -> Result<Target, Failure> {
        let mut problems = Diagnostics::new();
        let opened = assessment::open(&session.name_of(path), bytes, &mut session.sources, &mut problems);
        let reference = opened.as_ref().and_then(|opened| opened.checklist(&mut problems));
        session.show(&problems)?;
        let reference = reference.ok_or(Failure::Input)?.value;
        let (new, named) = match (to, &reference) {
            (Some(to), _) => session.checklist(Some(to), None).map(|new| (new, Some(to)))?,
            (None, ChecklistRef::Bundled { id, .. }) => (session.checklist(Some(id), None)?, None),
            (None, ChecklistRef::Path(below)) => (session.checklist(Some(&beside(path, below)), None)?, None),
        };
        let old = match (from, &reference) {
            (Some(from), _) => Some(session.checklist(Some(from), None)?),
            (None, ChecklistRef::Path(below)) if to.is_some() => {
                Some(session.checklist(Some(&beside(path, below)), None)?)
            }
            (None, ChecklistRef::Path(_) | ChecklistRef::Bundled { .. }) => None,
        };
        let stated = match &reference {
            ChecklistRef::Bundled { version, .. } => version.clone(),
            ChecklistRef::Path(_) => None,
        };
        let old_version = old.as_ref().map(|old| old.checklist.version.clone()).or(stated);
        let target =
            Target { reference: new_reference(path, &new, named, &reference)?, new, old, old_version };
        target.check(to, &reference)?;
        Ok(target)
    }

    /// Both are versions of one checklist, and the new one is not older.
    fn check(&self, to: Option<&str>, reference: &ChecklistRef) -> Result<(), Failure> {
        let new = &self.new.checklist;
        let asked = to.and_then(|to| to.split_once('@')).map(|(_, version)| version);
        if let Some(asked) = asked.filter(|version| *version != new.version) {
            let failure = Failure::new("upgrade-version").with("id", &new.id).with("asked", asked);
            return Err(failure.with("known", &new.version));
        }
        let old_id = match (&self.old, reference) {
            (Some(old), _) => Some(old.checklist.id.to_string()),
            (None, ChecklistRef::Bundled { id, .. }) => Some(id.clone()),
            (None, ChecklistRef::Path(_)) => None,
        };
        if let Some(old_id) = old_id.filter(|id| id != new.id.as_str()) {
            return Err(Failure::new("upgrade-other").with("old", old_id).with("new", &new.id));
        }
        match self.old_version.as_deref().filter(|old| numbers(old) > numbers(&new.version)) {
            Some(old) => Err(Failure::new("upgrade-back").with("old", old).with("new", &new.version)),
            None => Ok(()),
        }
    }
}

/// A checklist that lies beside an assessment, as the command line would name it.
fn beside(assessment: &Path, below: &str) -> String {
    let path = assessment.parent().unwrap_or(Path::new("")).join(below.trim_start_matches("./"));
    match path.is_absolute() {
        true => path.display().to_string(),
        false => format!("./{}", path.display()),
    }
}

/// How an assessment names its new checklist. **Errors:** a folder that is not beside the assessment.
fn new_reference(
    path: &Path,
    new: &Loaded,
    named: Option<&str>,
    old: &ChecklistRef,
) -> Result<Option<String>, Failure> {
    match (named, old) {
        (None, ChecklistRef::Path(_)) => Ok(None),
        (Some(named), _) if !new.files.is_empty() => {
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let real = |path: &Path| path.canonicalize().ok();
            let below = real(Path::new(named)).zip(real(folder));
            let below = below.and_then(|(new, folder)| Some(new.strip_prefix(folder).ok()?.to_path_buf()));
            let below = below.ok_or_else(|| Failure::new("checklist-outside").with("path", named))?;
            let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            Ok(Some(format!("./{}", parts.join("/"))))
        }
        (_, _) => Ok(Some(new.reference.clone())),
    }
}

/// A version as numbers that can be compared.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(numbers("1.10.0") > numbers("1.9.3"));
        assert!(numbers("2.0.0") > numbers("1.99.99"));
    }
}
