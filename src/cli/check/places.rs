//! Where the files of a check lie in the repository, for annotations.

use std::path::{Path, PathBuf};

use super::before::Asked;
use super::policies::Named;
use super::{Case, folder_of};
use crate::cli::{files, git};
use crate::diag::FileId;
use crate::report::check::Shown;

/// The files that a reader can open; the assessment first.
pub(super) fn shown(case: &Case) -> Vec<Shown> {
    let assessment = &case.answered.path;
    let root = git::root_of(folder_of(assessment));
    let place = |path: &Path| path_of(root.as_deref(), path);
    let current = |file: FileId, path: &Path| Shown { file, path: place(path), current: true };
    let mut all = vec![current(case.answered.file.file, assessment)];
    let policy = |named: &Named, current| {
        let path = case.choice.path().filter(|_| !named.is_shipped)?;
        Some(Shown { file: named.policy.file, path: place(path), current })
    };
    all.extend(policy(&case.policy, true));
    all.extend(case.earlier.as_ref().and_then(|named| policy(named, false)));
    all.extend(case.before.iter().map(|before| match &case.asked {
        Asked::File(path) => current(before.file.file, path),
        // Lines of an earlier version are not those that a reader sees now.
        Asked::Nothing | Asked::Commit(_) => {
            Shown { file: before.file.file, path: place(assessment), current: false }
        }
    }));
    all
}

/// The path of a file in its repository; outside of one, the path as it was given, when it leads down
/// from here, else the file's name.
fn path_of(root: Option<&Path>, path: &Path) -> String {
    if files::is_stream(path) {
        return path.display().to_string();
    }
    if let Some(below) = root.and_then(|root| git::below(root, path)) {
        return below;
    }
    let here = PathBuf::from(".").canonicalize().ok().and_then(|here| git::below(&here, path));
    here.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}
