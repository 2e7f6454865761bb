//! Changing a file that several people and programs may change at once, without ever losing a line.
//!
//! A lock file beside the real file is held while the file is read again, changed, written beside
//! itself, synced and renamed. Whoever is killed in between leaves the old file or the new one, whole.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::cli::{Failure, files};
use crate::text::Catalogue;

/// How long a save waits for another one to finish.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest pause between two looks at the lock.
const LONGEST_PAUSE: Duration = Duration::from_millis(10);
/// How the names of unfinished files end.
const UNFINISHED: &str = ".gapcheck-tmp";

/// Changes a file. `edit` gets the bytes that it holds now, while nobody else can save, and gives the
/// new ones, or nothing when there is nothing to change.
///
/// **Errors:** those of `edit`; the file cannot be read, locked or written. It is then as it was.
pub(super) fn change(
    path: &Path,
    words: &Catalogue,
    edit: impl FnOnce(&[u8]) -> Result<Option<Vec<u8>>, Failure>,
) -> Result<(), Failure> {
    let failed = |key| move |error: io::Error| Failure::io(key, path, &error, words);
    if files::is_stream(path) {
        return Err(Failure::new("cannot-edit-stream"));
    }
    // A link is followed, so that the file it names is replaced and not the link.
    let target = path.canonicalize().map_err(failed("cannot-read"))?;
    let _lock = Lock::wait(&target).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => Failure::new("locked").with("path", path.display()),
        _ => Failure::io("cannot-write", path, &error, words),
    })?;
    let before = target.metadata().map_err(failed("cannot-read"))?;
    if before.permissions().readonly() {
        return Err(Failure::io("cannot-write", path, &io::ErrorKind::PermissionDenied.into(), words));
    }
    let bytes = files::read(&target, words)?;
    match edit(&bytes)? {
        Some(new) if new != bytes => replace(&target, &before, &new).map_err(failed("cannot-write")),
        Some(_) | None => Ok(()),
    }
}

/// Puts new bytes in the place of a file. When it returns, they are on the disk.
fn replace(target: &Path, before: &Metadata, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("/"));
    let prefix = hidden(target, ".").to_string_lossy().into_owned();
    sweep(folder, &prefix);
    let mut file = files::private_beside(folder, &prefix, UNFINISHED)?;
    file.write_all(bytes)?;
    keep_owner(file.path(), before);
    file.as_file().set_permissions(before.permissions())?;
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Removes what saves that were killed have left. Nobody else is writing: the lock is held.
fn sweep(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(UNFINISHED)) {
            // A leftover that cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// `.name` with an ending.
fn hidden(target: &Path, ending: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(ending);
    name
}

/// Gives the new file the owner and group of the old one, as far as the user may.
#[cfg(unix)]
fn keep_owner(path: &Path, before: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let _ = chown(path, None, Some(before.gid()));
    let _ = chown(path, Some(before.uid()), None);
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _before: &Metadata) {}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The right to change a file, until it is dropped or the process ends.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for the lock. **Errors:** `WouldBlock` after [`PATIENCE`].
    fn wait(target: &Path) -> io::Result<Lock> {
        let path = target.with_file_name(hidden(target, ".lock"));
        let end = Instant::now() + PATIENCE;
        let mut pause = Duration::from_millis(1);
        loop {
            let create = File::options().create(true).truncate(false).write(true).open(&path);
            // Another user's lock file may only be read, and that is enough to wait for it.
            let file = create.or_else(|error| File::open(&path).map_err(|_| error))?;
            match file.try_lock() {
                // Whoever held it before has removed the file that was locked: that lock is worth nothing.
                Ok(()) if is_at(&file, &path) => return Ok(Lock { path, _file: file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if Instant::now() >= end => {
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held, so that nobody can hold a lock on it that others do not see.
        if REMOVES {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether the lock file goes after use: only where an open file can be told from a new one of its name.
const REMOVES: bool = cfg!(unix);

/// Whether an open file is the one that the path names now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |open: &Metadata, named: &Metadata| open.ino() == named.ino() && open.dev() == named.dev();
    matches!((file.metadata(), path.metadata()), (Ok(open), Ok(named)) if same(&open, &named))
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(path: &Path, text: &str) -> Result<(), Failure> {
        change(path, &Catalogue::english(), |bytes| Ok(Some([bytes, text.as_bytes()].concat())))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let name =
            |e: io::Result<fs::DirEntry>| e.expect("an entry").file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_the_rights_stay_the_rights() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let (real, link) = (folder.path().join("real.yaml"), folder.path().join("link.yaml"));
        fs::write(&real, "a").expect("a file");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("rights");
        std::os::unix::fs::symlink("real.yaml", &link).expect("a link");
        append(&link, "b").expect("it is saved");
        assert_eq!(fs::read(&real).expect("it is there"), b"ab");
        assert!(link.symlink_metadata().expect("it is there").is_symlink());
        assert_eq!(real.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), ["link.yaml", "real.yaml"], "no lock and no leftover");
    }

    #[test]
    fn what_a_killed_save_has_left_is_swept_and_other_files_are_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        for name in ["a.yaml", ".a.yaml.x.gapcheck-tmp", ".a.yaml.lock", ".b.yaml.x.gapcheck-tmp"] {
            fs::write(folder.path().join(name), "a").expect("a file");
        }
        append(&path, "b").expect("it is saved");
        assert_eq!(names(folder.path()), [".b.yaml.x.gapcheck-tmp", "a.yaml"]);
    }

    #[test]
    fn saves_at_the_same_time_are_all_there_in_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, "").expect("a file");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..25).for_each(|_| append(&path, "x").expect("it is saved")));
            }
        });
        assert_eq!(fs::read(&path).expect("it is there").len(), 200);
    }

    #[test]
    fn a_write_protected_file_and_an_edit_that_fails_change_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, "a").expect("a file");
        let failed = change(&path, &Catalogue::english(), |_| Err(Failure::Input));
        assert!(matches!(failed, Err(Failure::Input)));
        let mut rights = path.metadata().expect("it is there").permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).expect("rights");
        assert!(append(&path, "b").is_err());
        assert_eq!(fs::read(&path).expect("it is there"), b"a");
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }
}
