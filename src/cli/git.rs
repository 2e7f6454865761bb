//! Files of an earlier commit, read through git without touching the work tree.
//!
//! Only plumbing that runs nothing of the repository (no hooks, filters or text conversions) and that
//! fetches nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::cli::{Failure, files};

/// A commit of the repository in which an assessment lies.
#[derive(Clone, Debug)]
pub(super) struct Commit {
    /// What the user called it.
    pub(super) name: String,
    /// The root of the work tree, with links resolved.
    root: PathBuf,
    /// Its object id.
    id: String,
}

/// A file in a commit.
struct Entry {
    path: String,
    id: String,
    /// **Unit:** bytes.
    size: u64,
    /// Whether it is a file with bytes of its own, not a link or another repository.
    plain: bool,
}

impl Commit {
    /// The commit of a branch, tag or other revision, in the repository of a folder.
    ///
    /// **Errors:** no git, no repository there, no such commit, or a name that git would take for an option.
    pub(super) fn find(folder: &Path, name: &str) -> Result<Commit, Failure> {
        // Only what cannot be an option, and cannot be cut short, is handed on.
        if name.is_empty() || name.starts_with('-') || name.chars().any(char::is_control) {
            return Err(Failure::new("bad-ref").with("name", name));
        }
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let top = git(folder, &["rev-parse", "--show-toplevel"])?;
        let root = line(&top).map(PathBuf::from).and_then(|root| root.canonicalize().ok());
        let Some(root) = root else {
            return Err(Failure::new("no-repository").with("path", folder.display()).with("why", why(&top)));
        };
        let found = git(&root, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        match line(&found).filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit())) {
            Some(id) => Ok(Commit { name: name.to_string(), root, id }),
            None => Err(Failure::new("unknown-ref").with("name", name)),
        }
    }

    /// The root of the work tree, with links resolved.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// How a file of the commit is called: `origin/main:assessment.yaml`.
    pub(super) fn name_of(&self, path: &str) -> String {
        format!("{}:{path}", self.name)
    }

    /// The bytes of a file; `None` when the commit has no such file.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        match self.list(path)?.into_iter().find(|entry| entry.path == path) {
            None => Ok(None),
            Some(entry) if entry.plain => self.bytes(&entry).map(Some),
            Some(entry) => Err(Failure::new("no-plain-file").with("path", self.name_of(&entry.path))),
        }
    }

    /// The bytes of every YAML file at or below a path, hidden ones left out, by path below it; of a path
    /// that is a file itself, its bytes under the empty name.
    pub(super) fn read_folder(&self, folder: &str) -> Result<files::Files, Failure> {
        let mut read = files::Files::new();
        for entry in self.list(folder)? {
            let below = entry.path.strip_prefix(folder).unwrap_or(&entry.path).trim_start_matches('/');
            let hidden = below.split('/').any(|name| name.starts_with('.'));
            if entry.plain && !hidden && files::is_yaml(Path::new(&entry.path)) {
                read.insert(below.to_string(), self.bytes(&entry)?);
                files::refuse_too_much(&read, Path::new(folder))?;
            }
        }
        Ok(read)
    }

    /// The files at or below a path.
    fn list(&self, path: &str) -> Result<Vec<Entry>, Failure> {
        let mut arguments = vec!["ls-tree", "-r", "-l", "-z", "--full-tree", &self.id, "--"];
        arguments.extend(Some(path).filter(|path| !path.is_empty()));
        let listed = git(&self.root, &arguments)?;
        if !listed.status.success() {
            return Err(failed(&listed));
        }
        let text = String::from_utf8_lossy(&listed.stdout);
        Ok(text.split('\0').filter_map(entry).collect())
    }

    fn bytes(&self, entry: &Entry) -> Result<Vec<u8>, Failure> {
        if entry.size >= files::ONE_FILE {
            return Err(Failure::new("too-large").with("path", self.name_of(&entry.path)));
        }
        let shown = git(&self.root, &["cat-file", "blob", &entry.id])?;
        if shown.status.success() { Ok(shown.stdout) } else { Err(failed(&shown)) }
    }
}

/// One line of `git ls-tree -l -z`: mode, type, object id, size, a tab, path. What is no file has no size.
fn entry(line: &str) -> Option<Entry> {
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split_ascii_whitespace();
    let (mode, _, id) = (words.next()?, words.next()?, words.next()?);
    let size = words.next()?.parse().unwrap_or(0);
    Some(Entry { path: path.to_string(), id: id.to_string(), size, plain: mode.starts_with("100") })
}

/// Runs git in a folder. **Errors:** there is no git.
fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    // The repository is the one of the folder, whatever a hook that runs this was started for.
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    // No question, no download of what a partial clone left out, and paths that are only paths.
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_LITERAL_PATHSPECS", "1");
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new("no-git"),
        _ => Failure::new("git-failed").with("why", error),
    })
}

/// The only line that a command printed.
fn line(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.trim_end_matches(['\n', '\r']);
    (output.status.success() && !line.is_empty()).then(|| line.to_string())
}

fn failed(output: &Output) -> Failure {
    Failure::new("git-failed").with("why", why(output))
}

/// What git says went wrong, on one line.
fn why(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_string()
}

/// The root of the repository that a folder lies in, by the `.git` in it; needs no git.
pub(super) fn root_of(folder: &Path) -> Option<PathBuf> {
    let real = folder.canonicalize().ok()?;
    real.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// A path below a root, with `/` between its parts. The file itself need not be there, its folder has to.
pub(super) fn below(root: &Path, path: &Path) -> Option<String> {
    let real = path.canonicalize().ok().or_else(|| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    })?;
    let parts = real.strip_prefix(root).ok()?.components();
    Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}
