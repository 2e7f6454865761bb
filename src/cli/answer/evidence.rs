//! Where evidence is, as people name it on the command line, and as an assessment names it.

use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Span};

/// The key and the value of an evidence item's place: a link, or a file as seen from the folder of the
/// assessment, which people may also name as seen from where they are.
///
/// **Reports:** `evidence-absent` for a file that is not there, `path-outside` for one elsewhere.
pub(super) fn place(text: &str, folder: &Path) -> Result<(&'static str, String), Diagnostic> {
    let text = text.trim();
    if text.contains("://") || text.to_lowercase().starts_with("mailto:") {
        return Ok(("link", text.to_string()));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if folder.join(text).is_file() && !Path::new(text).is_absolute() {
        return Ok(("file", text.replace('\\', "/")));
    }
    let problem = |code: Code| unplaced(code).with("found", text);
    let Ok(real) = Path::new(text).canonicalize() else { return Err(problem(Code::EvidenceAbsent)) };
    let below = folder.canonicalize().ok().and_then(|f| real.strip_prefix(f).map(PathBuf::from).ok());
    match below {
        Some(below) if real.is_file() => Ok(("file", with_slashes(&below))),
        Some(_) => Err(problem(Code::EvidenceAbsent)),
        None => Err(problem(Code::PathOutside)),
    }
}

/// A problem of what was typed, which stands in no file.
pub(super) fn unplaced(code: Code) -> Diagnostic {
    Diagnostic { at: None, ..Diagnostic::new(code, Span::default()) }
}

fn with_slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_as_seen_from_the_assessment_or_from_here() {
        let folder = tempfile::tempdir().expect("a folder");
        let other = tempfile::NamedTempFile::new().expect("a file");
        std::fs::create_dir(folder.path().join("evidence")).expect("a folder");
        let file = folder.path().join("evidence/a.csv");
        std::fs::write(&file, "x").expect("a file");
        let found = |text: &str| place(text, folder.path()).map_err(|problem| problem.code);
        assert_eq!(found("evidence/a.csv"), Ok(("file", "evidence/a.csv".into())));
        assert_eq!(found(&file.to_string_lossy()), Ok(("file", "evidence/a.csv".into())));
        assert_eq!(found("evidence"), Err(Code::EvidenceAbsent));
        assert_eq!(found("evidence/b.csv"), Err(Code::EvidenceAbsent));
        assert_eq!(found(&other.path().to_string_lossy()), Err(Code::PathOutside));
        assert_eq!(found("https://example.org/a"), Ok(("link", "https://example.org/a".into())));
    }
}
