//! Saving an edit so that nothing is lost: the file is the old one or the new one, whole, and edits of
//! others in between are kept.
//!
//! A save locks a sidecar file beside the file that is really meant, reads that file again, edits what it
//! reads, writes the result beside it, and renames. It is confirmed when file and folder are on the disk.
//! `docs/answering.md` tells users about the two names beside the file.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::cli::{Failure, files};
use crate::text::Catalogue;

/// The ending of the sidecar that is locked while a file is changed.
const LOCK: &str = ".gapcheck-lock";
/// The ending of the new file before it takes the place of the old one. Only the holder of the lock
/// writes it, so one that is left by a killed process is simply written over.
const NEW: &str = ".gapcheck-new";
/// How long a save waits for others. **Unit:** milliseconds.
const PATIENCE: u64 = 60_000;
/// The longest pause between two tries to get the lock. **Unit:** milliseconds.
const LONGEST_PAUSE: u64 = 16;

/// Edits a file. `edit` is given what the file holds at that moment, and returns what it shall hold, or
/// `None` to leave it as it is, with a value for the caller. It runs under the lock: it must not ask
/// anybody anything.
///
/// **Errors:** what `edit` says, or that the file cannot be saved; then it is what it was.
pub(super) fn save<T>(
    path: &Path,
    words: &Catalogue,
    edit: impl FnOnce(&[u8]) -> Result<(Option<Vec<u8>>, T), Failure>,
) -> Result<T, Failure> {
    let place = Place::of(path, words)?;
    let failed = |error: io::Error| Failure::io("cannot-save", path, &error, words);
    let lock = place.lock().map_err(failed)?;
    let _lock = lock.ok_or_else(|| Failure::new("save-busy").with("path", path.display()))?;
    let before = files::read(&place.target, words)?;
    let (after, value) = edit(&before)?;
    let Some(after) = after.filter(|after| *after != before) else { return Ok(value) };
    place.replace(&after).map_err(failed)?;
    place.sync().map_err(|error| Failure::io("cannot-sync", path, &error, words))?;
    Ok(value)
}

/// A file that is changed, and the names beside it.
struct Place {
    /// The file itself, links followed, so that a link stays a link.
    target: PathBuf,
    folder: PathBuf,
    name: OsString,
}

impl Place {
    /// **Errors:** there is no such file, or it is none that can be replaced (standard input, a pipe).
    fn of(path: &Path, words: &Catalogue) -> Result<Place, Failure> {
        if files::is_stream(path) {
            return Err(Failure::new("not-a-file").with("path", words.text("label.standard-input")));
        }
        let unread = |error: io::Error| Failure::io("cannot-read", path, &error, words);
        let target = path.canonicalize().map_err(unread)?;
        let parts = (target.parent(), target.file_name());
        let (Some(folder), Some(name), true) = (parts.0, parts.1, target.is_file()) else {
            return Err(Failure::new("not-a-file").with("path", path.display()));
        };
        Ok(Place { folder: folder.to_path_buf(), name: name.to_os_string(), target })
    }

    /// `.assessment.yaml` and an ending, in the folder of the file.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(ending);
        self.folder.join(name)
    }

    /// The lock; `None` when others held it all the time.
    fn lock(&self) -> io::Result<Option<Lock>> {
        let path = self.beside(LOCK);
        let (mut waited, mut pause) = (0, 1);
        loop {
            let file = File::options().write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                Ok(()) if is_still(&file, &path)? => return Ok(Some(Lock { path, _file: file })),
                Ok(()) | Err(TryLockError::WouldBlock) if waited >= PATIENCE => return Ok(None),
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            thread::sleep(Duration::from_millis(pause));
            waited += pause;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Puts new contents in the place of the old ones, with the same rights.
    fn replace(&self, contents: &[u8]) -> io::Result<()> {
        // A file that its user may not write to is not written to by way of its folder either.
        let old = File::options().write(true).open(&self.target)?;
        let new = self.beside(NEW);
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let written = write_like(&old, &new, contents).and_then(|()| fs::rename(&new, &self.target));
        if written.is_err() {
            // What is left is harmless, and written over by the next save: the first error is the one to say.
            let _ = fs::remove_file(&new);
        }
        written
    }

    /// Waits until the folder is on the disk, where folders are files.
    fn sync(&self) -> io::Result<()> {
        if !cfg!(unix) {
            return Ok(());
        }
        match File::open(&self.folder)?.sync_all() {
            // Some file systems have nothing to wait for.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            other => other,
        }
    }
}

/// Writes a new file down to the disk, with the rights of another.
fn write_like(old: &File, path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(contents)?;
    let like = old.metadata()?;
    keep_group(&file, &like);
    file.set_permissions(like.permissions())?;
    file.sync_all()
}

/// Gives a new file owner and group of the old one, as far as the user may.
#[cfg(unix)]
fn keep_group(file: &File, like: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    if fchown(file, Some(like.uid()), Some(like.gid())).is_err() {
        // Only an administrator gives files away: a file of one's own is what is left.
        let _ = fchown(file, None, Some(like.gid()));
    }
}

#[cfg(not(unix))]
fn keep_group(_file: &File, _like: &fs::Metadata) {}

/// The lock of a file; it ends, and its sidecar goes, with the value. The system ends it with the process.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere a file that others have open cannot go. One that stays is harmless.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether an open sidecar is the one that stands in the folder: the holder before may have removed it.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let own = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((own.dev(), own.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn write(path: &Path, text: &str) -> Result<(), Failure> {
        save(path, &Catalogue::english(), |_| Ok((Some(text.as_bytes().to_vec()), ())))
    }

    #[test]
    fn every_edit_of_many_at_once_is_there_and_nothing_is_left_beside_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, "").expect("a file");
        let add = |who: usize| {
            for _ in 0..20 {
                save(&path, &Catalogue::english(), |old| Ok((Some([old, &[b'0' + who as u8]].concat()), ())))
                    .expect("it is saved");
            }
        };
        thread::scope(|scope| {
            (0..4).for_each(|who| {
                scope.spawn(move || add(who));
            });
        });
        let text = fs::read_to_string(&path).expect("it is whole");
        for who in ['0', '1', '2', '3'] {
            assert_eq!(text.matches(who).count(), 20, "{text}");
        }
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }

    #[test]
    fn what_a_killed_process_left_is_in_nobodys_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        for name in ["a.yaml", ".a.yaml.gapcheck-lock", ".a.yaml.gapcheck-new"] {
            fs::write(folder.path().join(name), "half").expect("a file");
        }
        write(&path, "whole").expect("it is saved");
        assert_eq!(fs::read(&path).expect("it is there"), b"whole");
        assert!(names(folder.path()).iter().all(|name| name != ".a.yaml.gapcheck-new"));
    }

    #[test]
    fn an_edit_that_fails_or_changes_nothing_leaves_the_file_itself() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").expect("a file");
        let failed: Result<(), Failure> =
            save(&path, &Catalogue::english(), |_| Err(Failure::new("needs-folder")));
        assert!(failed.is_err());
        let seen = save(&path, &Catalogue::english(), |old| Ok((None, old.to_vec())));
        assert_eq!(seen.expect("nothing to do"), b"old");
        assert_eq!(
            (fs::read(&path).expect("there"), names(folder.path())),
            (b"old".to_vec(), vec!["a.yaml".into()])
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_the_rights_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, links) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let (path, link) = (folder.path().join("a.yaml"), links.path().join("b.yaml"));
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("rights");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        write(&link, "new").expect("it is saved");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(fs::read(&path).expect("it is there"), b"new");
        assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
        assert_eq!(names(links.path()), ["b.yaml"]);
    }

    #[test]
    fn where_no_sidecar_can_be_locked_nothing_is_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").expect("a file");
        fs::create_dir(folder.path().join(".a.yaml.gapcheck-lock")).expect("a folder");
        assert!(write(&path, "new").is_err());
        assert_eq!(fs::read(&path).expect("it is there"), b"old");
        assert!(write(Path::new("-"), "new").is_err() && write(folder.path(), "new").is_err());
    }
}
