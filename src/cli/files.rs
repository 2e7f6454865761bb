//! Files into memory, and results onto the disk: never half, never over an input.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::text::Catalogue;

/// One byte more than a reader accepts, so that the reader sees that a file is too large and says so.
/// **Unit:** bytes.
pub(super) const ONE_FILE: u64 = 16 * 1024 * 1024 + 1;
/// The most that the files of one folder may hold together. **Unit:** bytes.
const ALL_FILES: usize = 128 * 1024 * 1024;
/// The most files of one folder.
const MOST_FILES: usize = 2_000;
/// The deepest folder below the one named.
const DEEPEST: usize = 16;

/// Contents by path below a folder, with `/` between the parts.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The name of standard input and standard output as a file.
pub(super) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a file, or of standard input for `-`; of a file that is too large, its beginning.
pub(super) fn read(path: &Path, words: &Catalogue) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if is_stream(path) {
        io::stdin().lock().take(ONE_FILE).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| {
            let size = file.metadata().map_or(0, |file| file.len()).min(ONE_FILE);
            bytes.reserve(size as usize);
            file.take(ONE_FILE).read_to_end(&mut bytes)
        })
    };
    read.map(|_| bytes).map_err(|error| Failure::io("cannot-read", path, &error, words))
}

/// Every YAML file below a folder, hidden ones left out. **Errors:** a link that leads out of the
/// folder, too many or too large files, or what cannot be read.
pub(super) fn read_folder(folder: &Path, words: &Catalogue) -> Result<Files, Failure> {
    read_some(folder, is_yaml, words)
}

/// Every template below a folder, in the same way.
pub(super) fn read_templates(folder: &Path, words: &Catalogue) -> Result<Files, Failure> {
    read_some(folder, |path| path.extension().is_some_and(|e| e == "hbs"), words)
}

/// Everything below a brand's folder that a brand is made of, in the same way.
pub(super) fn read_brand(folder: &Path, words: &Catalogue) -> Result<Files, Failure> {
    read_some(folder, is_of_a_brand, words)
}

fn is_of_a_brand(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    let kinds = ["yaml", "yml", "hbs", "svg", "png", "jpg", "jpeg"];
    extension.is_some_and(|e| kinds.contains(&e.as_str()))
}

/// Some files of a folder by name, those that are there, in the same way.
pub(super) fn read_named(folder: &Path, names: &[String], words: &Catalogue) -> Result<Files, Failure> {
    walk(
        folder,
        |_| true,
        words,
        |walk| {
            let there = names.iter().map(|name| (folder.join(name), name)).filter(|(path, _)| path.is_file());
            there.into_iter().try_for_each(|(path, name)| walk.file(&path, name.clone()))
        },
    )
}

fn read_some(folder: &Path, keep: fn(&Path) -> bool, words: &Catalogue) -> Result<Files, Failure> {
    walk(folder, keep, words, |walk| walk.folder(folder, "", 0))
}

fn walk(
    folder: &Path,
    keep: fn(&Path) -> bool,
    words: &Catalogue,
    go: impl FnOnce(&mut Walk) -> Result<(), Failure>,
) -> Result<Files, Failure> {
    let root = folder.canonicalize().map_err(|e| Failure::io("cannot-read", folder, &e, words))?;
    let mut walk = Walk {
        root: &root,
        words,
        seen: BTreeSet::from([root.clone()]),
        files: Files::new(),
        bytes: 0,
        keep,
    };
    go(&mut walk)?;
    Ok(walk.files)
}

struct Walk<'w> {
    root: &'w Path,
    words: &'w Catalogue,
    /// Folders that were entered, so that a link to a folder above ends.
    seen: BTreeSet<PathBuf>,
    files: Files,
    bytes: usize,
    keep: fn(&Path) -> bool,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, below: &str, depth: usize) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io("cannot-read", folder, &error, self.words);
        let entries = fs::read_dir(folder).map_err(failed)?;
        let mut paths =
            entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().and_then(OsStr::to_str).filter(|n| !n.starts_with('.')) else {
                continue;
            };
            let name = if below.is_empty() { name.to_string() } else { format!("{below}/{name}") };
            if path.is_dir() {
                self.enter(&path, &name, depth + 1)?;
            } else if (self.keep)(&path) {
                self.file(&path, name)?;
            }
        }
        Ok(())
    }

    fn enter(&mut self, folder: &Path, below: &str, depth: usize) -> Result<(), Failure> {
        let real = self.inside(folder)?;
        if depth > DEEPEST {
            return Err(Failure::new("folder-too-large").with("path", self.root.display()));
        }
        if self.seen.insert(real) { self.folder(folder, below, depth) } else { Ok(()) }
    }

    fn file(&mut self, path: &Path, name: String) -> Result<(), Failure> {
        self.inside(path)?;
        let bytes = read(path, self.words)?;
        self.bytes += bytes.len();
        self.files.insert(name, bytes);
        if self.bytes > ALL_FILES || self.files.len() > MOST_FILES {
            return Err(Failure::new("folder-too-large").with("path", self.root.display()));
        }
        Ok(())
    }

    /// The real path of something below the folder. **Errors:** a link leads out of the folder.
    fn inside(&self, path: &Path) -> Result<PathBuf, Failure> {
        let real = path.canonicalize().map_err(|e| Failure::io("cannot-read", path, &e, self.words))?;
        if real.starts_with(self.root) {
            Ok(real)
        } else {
            Err(Failure::new("link-outside").with("path", path.display()))
        }
    }
}

/// Refuses files that are together too many or too large to be a checklist.
pub(super) fn refuse_too_much(files: &Files, folder: &Path) -> Result<(), Failure> {
    let bytes: usize = files.values().map(Vec::len).sum();
    match bytes > ALL_FILES || files.len() > MOST_FILES {
        true => Err(Failure::new("folder-too-large").with("path", folder.display())),
        false => Ok(()),
    }
}

/// Whether the name ends like a YAML file's.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|e| matches!(e, "yaml" | "yml"))
}

/// Refuses an output that is one of the inputs, before any work is done.
pub(super) fn refuse_inputs(output: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let Ok(output_real) = output.canonicalize() else { return Ok(()) };
    match inputs.iter().any(|input| input.canonicalize().is_ok_and(|real| real == output_real)) {
        true => Err(Failure::new("output-is-input").with("path", output.display())),
        false => Ok(()),
    }
}

/// Writes a file whole or not at all: beside it first, then, when it is surely on the disk, renamed over it.
/// What is no plain file (`/dev/null`, a named pipe) is written to directly.
pub(super) fn write(path: &Path, bytes: &[u8], words: &Catalogue) -> Result<(), Failure> {
    replace(path, bytes, Disk::Sure).map_err(|error| unwritten(path, &error, words))
}

/// The same for a document, which can be made again: nobody waits for the disk.
pub(super) fn write_document(path: &Path, bytes: &[u8], words: &Catalogue) -> Result<(), Failure> {
    replace(path, bytes, Disk::Later).map_err(|error| unwritten(path, &error, words))
}

/// Why a file was not written: mostly that its folder is not there.
fn unwritten(path: &Path, error: &io::Error, words: &Catalogue) -> Failure {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        Some(folder) => Failure::new("no-output-folder").with("path", folder.display()),
        None => Failure::io("cannot-write", path, error, words),
    }
}

/// When what was written is on the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Disk {
    /// Before it replaces what was there.
    Sure,
    /// When the system writes it.
    Later,
}

fn replace(path: &Path, bytes: &[u8], disk: Disk) -> io::Result<()> {
    // A link is followed, so that the file it names is replaced and not the link.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let special = target.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir());
    if special { fs::write(&target, bytes) } else { write_renamed(&target, bytes, disk) }
}

fn write_renamed(path: &Path, bytes: &[u8], disk: Disk) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(bytes)?;
    if disk == Disk::Sure {
        file.as_file().sync_all()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A new file in a folder, with the rights that a file of the user normally has.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gapcheck-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Makes a folder and those above it, where they are not there yet.
pub(super) fn make_folder(folder: &Path, words: &Catalogue) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("cannot-write", folder, &error, words))
}

/// Writes a file that must not be there yet. **Errors:** it is there.
pub(super) fn write_new(path: &Path, bytes: &[u8], words: &Catalogue) -> Result<(), Failure> {
    let created = File::options().write(true).create_new(true).open(path);
    created
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| Failure::io("cannot-create", path, &error, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Catalogue {
        Catalogue::english()
    }

    #[test]
    fn a_folder_is_read_with_the_folders_below_it_and_without_hidden_files() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("lang")).expect("a folder");
        for (name, text) in [("a.yaml", "1"), ("lang/fr.yml", "2"), (".hidden.yaml", "3"), ("b.txt", "4")] {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let files = read_folder(folder.path(), &words()).expect("it can be read");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["a.yaml", "lang/fr.yml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused_and_a_link_in_a_circle_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let other = tempfile::NamedTempFile::with_suffix(".yaml").expect("a file");
        fs::write(folder.path().join("a.yaml"), "1").expect("a file");
        std::os::unix::fs::symlink(".", folder.path().join("again")).expect("a link");
        assert_eq!(read_folder(folder.path(), &words()).expect("it ends").len(), 1);
        std::os::unix::fs::symlink(other.path(), folder.path().join("out.yaml")).expect("a link");
        assert!(matches!(read_folder(folder.path(), &words()), Err(Failure::Other(_))));
    }

    #[test]
    fn an_output_that_is_an_input_under_another_name_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let input = folder.path().join("a.yaml");
        fs::write(&input, "1").expect("a file");
        let same = folder.path().join("./a.yaml");
        assert!(refuse_inputs(&same, std::slice::from_ref(&input)).is_err());
        assert!(refuse_inputs(&folder.path().join("b.yaml"), &[input]).is_ok());
    }

    #[test]
    fn a_file_is_replaced_whole_and_a_new_one_never_replaces() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.html");
        write(&path, b"one", &words()).expect("it is written");
        write(&path, b"two", &words()).expect("it is replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        assert!(write_new(&path, b"three", &words()).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
    }
}
