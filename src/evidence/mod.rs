//! Evidence as a machine sees it: the files that an assessment names, opened and compared with what it
//! says of them. `score` and `report` never come here.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::model::{AssessmentFile, EvidenceItem, EvidencePlace, Seen, Sighting};

/// How much is read at a time. **Unit:** bytes.
const CHUNK: usize = 64 * 1024;

/// Looks at every evidence file that an assessment in `folder` names, in the order of the file.
///
/// Never leaves the folder: a path or a link that leads out of it is [`Seen::Outside`], unopened.
pub fn look(folder: &Path, assessment: &AssessmentFile) -> Vec<Sighting> {
    let root = folder.canonicalize();
    let mut sightings = Vec::new();
    for answer in &assessment.answers {
        for item in &answer.evidence {
            let EvidencePlace::File(path) = &item.place else { continue };
            let seen = match &root {
                Ok(root) => see(root, path, item),
                Err(_) => Seen::Missing,
            };
            let control = answer.control.value.clone();
            sightings.push(Sighting { control, path: path.clone(), span: item.span, seen });
        }
    }
    sightings
}

fn see(root: &Path, path: &str, item: &EvidenceItem) -> Seen {
    let real = match root.join(path).canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return dangling(root, path),
        Err(_) => return Seen::Unreadable,
    };
    if !real.starts_with(root) {
        return Seen::Outside;
    }
    // What is no plain file (a folder, a pipe) is never opened: reading it may never end.
    if !fs::metadata(&real).is_ok_and(|m| m.is_file()) {
        return Seen::NotAFile;
    }
    let Ok(found) = digest(&real) else { return Seen::Unreadable };
    match &item.sha256 {
        None => Seen::NoDigest { found },
        Some(stated) if stated.eq_ignore_ascii_case(&found) => Seen::AsStated,
        Some(stated) => Seen::OtherDigest { stated: stated.to_ascii_lowercase(), found },
    }
}

/// A path at whose end nothing is: outside when its folder is.
fn dangling(root: &Path, path: &str) -> Seen {
    let parent: Option<PathBuf> = root.join(path).parent().and_then(|p| p.canonicalize().ok());
    match parent {
        Some(parent) if !parent.starts_with(root) => Seen::Outside,
        Some(_) | None => Seen::Missing,
    }
}

/// SHA-256 of a file's bytes; hex.
fn digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            n => hash.update(&chunk[..n]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn item(path: &str, sha256: Option<&str>) -> EvidenceItem {
        EvidenceItem {
            place: EvidencePlace::File(path.to_string()),
            kind: None,
            collected: None,
            expires: None,
            reviewed_by: None,
            verified: None,
            sha256: sha256.map(str::to_string),
            span: Span::default(),
        }
    }

    /// SHA-256 of `abc` (FIPS 180-2, appendix B.1).
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn seen(path: &str, sha256: Option<&str>) -> Seen {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("assessment");
        fs::create_dir_all(root.join("evidence")).expect("a folder");
        fs::write(root.join("evidence/abc.txt"), "abc").expect("a file");
        fs::write(folder.path().join("secret.txt"), "abc").expect("a file");
        #[cfg(unix)]
        std::os::unix::fs::symlink("../../secret.txt", root.join("evidence/link.txt")).expect("a link");
        see(&root.canonicalize().expect("it is there"), path, &item(path, sha256))
    }

    #[test]
    fn a_file_is_compared_with_the_digest_that_is_stated() {
        assert_eq!(seen("evidence/abc.txt", Some(&ABC.to_uppercase())), Seen::AsStated);
        assert_eq!(seen("evidence/abc.txt", None), Seen::NoDigest { found: ABC.to_string() });
        let other = "0".repeat(64);
        let expected = Seen::OtherDigest { stated: other.clone(), found: ABC.to_string() };
        assert_eq!(seen("evidence/abc.txt", Some(&other)), expected);
    }

    #[test]
    fn what_is_not_a_file_in_the_folder_is_said_and_never_opened() {
        assert_eq!(seen("evidence/none.txt", None), Seen::Missing);
        assert_eq!(seen("evidence", None), Seen::NotAFile);
        assert_eq!(seen("../secret.txt", None), Seen::Outside);
        assert_eq!(seen("../none.txt", None), Seen::Outside);
        assert_eq!(seen("evidence/abc.txt/x", None), Seen::Unreadable);
        #[cfg(unix)]
        assert_eq!(seen("evidence/link.txt", Some(ABC)), Seen::Outside);
    }
}
