//! Checklists and assessments: from names on the command line to the model.

use std::path::{Path, PathBuf};

use crate::cli::args::{Input, NamedFile, When};
use crate::cli::{Failure, Session, files, find};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{AssessmentFile, Checklist, ChecklistRef, Texts, Today};
use crate::source::assessment::{self, Opened};
use crate::source::bundled::Bundled;
use crate::source::load::{Files, included, read_checklist};
use crate::source::path::folder as folder_of;
use crate::text::Catalogue;
use crate::threads;

/// The assessment that is meant when none is named.
const DEFAULT: &str = "assessment.yaml";

/// How much of a file is looked at for the name of its checklist. **Unit:** bytes.
const HEAD: usize = 4096;

/// A checklist that was read, with its sentences in the reader's language.
#[derive(Debug)]
pub(super) struct Loaded {
    /// What is asked.
    pub(super) checklist: Checklist,
    /// Its sentences.
    pub(super) texts: Texts,
    /// How an assessment names it: `paris-call@1.0.0`, `./my-checklist`.
    pub(super) reference: String,
    /// Its files, when they lie on the disk.
    pub(super) files: Vec<PathBuf>,
}

/// An assessment that was read, with the checklist it answers.
#[derive(Debug)]
pub(super) struct Answered {
    /// What was asked.
    pub(super) loaded: Loaded,
    /// What was answered.
    pub(super) file: AssessmentFile,
    /// The reference date.
    pub(super) today: Today,
    /// Where the assessment is.
    pub(super) path: PathBuf,
}

impl Answered {
    /// Every file that must not be written over.
    pub(super) fn inputs(&self) -> Vec<PathBuf> {
        [&self.path].into_iter().chain(&self.loaded.files).cloned().collect()
    }
}

/// The names of the bundled checklists.
pub(super) fn bundled() -> impl Iterator<Item = &'static str> + Clone {
    Bundled::all().iter().map(|bundled| bundled.id)
}

impl NamedFile {
    /// The assessment, by option or as an argument. **Errors:** it is named in both ways.
    pub(super) fn or<'f>(&'f self, argument: Option<&'f Path>) -> Result<Option<&'f Path>, Failure> {
        match (argument, self.named_file.as_deref()) {
            (Some(first), Some(second)) => Err(Failure::new("file-twice")
                .with("first", first.display())
                .with("second", second.display())),
            (first, second) => Ok(first.or(second)),
        }
    }
}

impl Input {
    /// The assessment that is meant. **Errors:** it is named twice, or a control id stands where a file is
    /// expected.
    pub(super) fn path(&self) -> Result<PathBuf, Failure> {
        let named = self.named.or(self.file.as_deref())?;
        match named.and_then(Path::to_str) {
            Some(name) if find::looks_like_id(name) => Err(Failure::new("id-for-file").with("name", name)),
            Some(_) | None => Ok(named.unwrap_or(Path::new(DEFAULT)).to_path_buf()),
        }
    }
}

impl Session {
    /// The checklist of a name: a bundled one, or a folder or file. Without a name, the one of the
    /// assessment that is named or lies here, else the first bundled one.
    pub(super) fn checklist(
        &mut self,
        name: Option<&str>,
        assessment: Option<&Path>,
    ) -> Result<Loaded, Failure> {
        if let Some(name) = name {
            return match is_path(name) {
                true => self.on_disk(Path::new(name), name.to_string()),
                false => self.unpacked(name),
            };
        }
        match assessment.or(Some(Path::new(DEFAULT)).filter(|path| path.is_file())) {
            Some(path) => self.opened(path).map(|(_, loaded)| loaded),
            None => self.unpacked(Bundled::DEFAULT),
        }
    }

    /// An assessment with its checklist. **Errors:** any problem of either, after all were shown.
    pub(super) fn answered(&mut self, path: &Path, when: When) -> Result<Answered, Failure> {
        let today = self.today(when)?;
        let (opened, loaded) = self.opened(path)?;
        let mut problems = Diagnostics::new();
        let file = opened.read(&loaded.checklist, today, &mut problems);
        self.show(&problems)?;
        let file = file.ok_or(Failure::Input)?;
        Ok(Answered { loaded, file, today, path: path.to_path_buf() })
    }

    /// An assessment whose answers are not checked yet, and the checklist that it names.
    pub(super) fn opened(&mut self, path: &Path) -> Result<(Opened, Loaded), Failure> {
        let bytes = files::read(path, &self.words)?;
        self.opened_bytes(path, &bytes)
    }

    /// The same for what was read from a file.
    pub(super) fn opened_bytes(&mut self, path: &Path, bytes: &[u8]) -> Result<(Opened, Loaded), Failure> {
        let mut problems = Diagnostics::new();
        let (name, words) = (self.name_of(path), self.words);
        let (opened, ahead) = threads::both(
            || assessment::open(&name, bytes, &mut self.sources, &mut problems),
            || seems_to_name(bytes).map(|found| unpack(found, words)),
        );
        let loaded = match &opened {
            Some(opened) => self.checklist_of(opened, path, ahead, &mut problems)?,
            None => None,
        };
        self.show(&problems)?;
        opened.zip(loaded).ok_or(Failure::Input)
    }

    /// The checklist that an assessment names; `None` when what it names is a problem. `ahead` is one that was
    /// unpacked already, in case that it is the one.
    pub(super) fn checklist_of(
        &mut self,
        opened: &Opened,
        path: &Path,
        ahead: Option<Loaded>,
        problems: &mut Diagnostics,
    ) -> Result<Option<Loaded>, Failure> {
        let Some(reference) = opened.checklist(problems) else { return Ok(None) };
        match &reference.value {
            ChecklistRef::Path(below) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                self.beside(folder, below).map(Some)
            }
            ChecklistRef::Bundled { id, .. } => match (ahead, Bundled::find(id)) {
                (Some(ahead), _) if ahead.checklist.id.as_str() == id => Ok(Some(ahead)),
                (_, Some(found)) => Ok(Some(unpack(found, self.words))),
                (_, None) => {
                    let known: Vec<&str> = bundled().collect();
                    let unknown = Diagnostic::new(Code::UnknownChecklist, reference.span).with("id", id);
                    let unknown = unknown.with("expected", known.join(", "));
                    problems.push(unknown.suggest(id, known.iter().copied()));
                    Ok(None)
                }
            },
        }
    }

    /// How a file is called in messages.
    pub(super) fn name_of(&self, path: &Path) -> String {
        match files::is_stream(path) {
            true => self.words.text("label.standard-input"),
            false => path.display().to_string(),
        }
    }

    /// A checklist in the folder of its assessment. **Errors:** a link leads out of the folder.
    fn beside(&mut self, folder: &Path, below: &str) -> Result<Loaded, Failure> {
        let path = folder.join(below.trim_start_matches("./"));
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let real =
            |path: &Path| path.canonicalize().map_err(|e| Failure::io("cannot-read", path, &e, &self.words));
        if !real(&path)?.starts_with(real(here)?) {
            return Err(Failure::new("checklist-outside").with("path", path.display()));
        }
        self.on_disk(&path, below.to_string())
    }

    fn on_disk(&mut self, path: &Path, reference: String) -> Result<Loaded, Failure> {
        let (files, root, paths) = from_disk(path, self)?;
        let (checklist, texts) = self.loaded(&files, &root)?;
        Ok(Loaded { checklist, texts, reference, files: paths })
    }

    /// A bundled checklist.
    pub(super) fn unpacked(&mut self, name: &str) -> Result<Loaded, Failure> {
        let id = name.split('@').next().unwrap_or(name);
        let Some(found) = Bundled::find(id) else {
            let all: Vec<&str> = bundled().collect();
            return Err(find::unknown("unknown-checklist", name, bundled()).with("known", all.join(", ")));
        };
        Ok(unpack(found, self.words))
    }

    /// A checklist with its text: a bundled one is read from its YAML files, so that places are known.
    pub(super) fn with_text(&mut self, loaded: Loaded) -> Result<Loaded, Failure> {
        let Some(bundled) = Bundled::find(loaded.checklist.id.as_str()).filter(|_| loaded.files.is_empty())
        else {
            return Ok(loaded);
        };
        let (checklist, texts) = self.loaded(&bundled.files(), "")?;
        Ok(Loaded { checklist, texts, ..loaded })
    }

    /// A checklist of files that were read already: `root` is a folder or a file among them.
    pub(super) fn in_memory(&mut self, files: &Files, root: &str) -> Result<Loaded, Failure> {
        let (checklist, texts) = self.loaded(files, root)?;
        Ok(Loaded { checklist, texts, reference: root.to_string(), files: Vec::new() })
    }

    /// Reads a checklist. What `lint` would warn about is shown only when there are errors as well.
    fn loaded(&mut self, files: &Files, root: &str) -> Result<(Checklist, Texts), Failure> {
        let mut problems = Diagnostics::new();
        let loaded = read_checklist(files, root, &mut self.sources, &mut problems);
        if problems.has_errors() {
            self.show(&problems)?;
        }
        let loaded = loaded.ok_or(Failure::Input)?;
        let texts = loaded.texts_in(self.words.language()).clone();
        Ok((loaded.checklist, texts))
    }
}

/// The files of a checklist by name, the name of its root, and the paths.
pub(super) fn from_disk(path: &Path, session: &Session) -> Result<(Files, String, Vec<PathBuf>), Failure> {
    let whole = path.to_string_lossy();
    let root = whole.trim_start_matches("./").trim_end_matches('/');
    let root = if root.is_empty() { "." } else { root }.to_string();
    if !path.is_dir() {
        return single_file(path, root, session);
    }
    if !path.join("checklist.yaml").is_file() {
        return Err(Failure::new("no-checklist").with("path", path.display()));
    }
    let below = files::read_folder(path, &session.words)?;
    let paths = below.keys().map(|name| path.join(name)).collect();
    let named = |(name, bytes)| (if root == "." { name } else { format!("{root}/{name}") }, bytes);
    Ok((below.into_iter().map(named).collect(), root, paths))
}

/// A checklist that is one file, with the files that it includes beside it.
fn single_file(
    path: &Path,
    root: String,
    session: &Session,
) -> Result<(Files, String, Vec<PathBuf>), Failure> {
    let bytes = files::read(path, &session.words)?;
    let beside = match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => folder,
        None => Path::new("."),
    };
    let names = if files::is_stream(path) { Vec::new() } else { included(&bytes) };
    let parts = files::read_named(beside, &names, &session.words)?;
    let paths = [path.to_path_buf()].into_iter().chain(parts.keys().map(|name| beside.join(name))).collect();
    let folder = folder_of(&root).to_string();
    let mut all: Files = parts.into_iter().map(|(name, bytes)| (format!("{folder}{name}"), bytes)).collect();
    all.insert(root.clone(), bytes);
    Ok((all, root, paths))
}

/// A bundled checklist.
fn unpack(found: &Bundled, words: Catalogue) -> Loaded {
    let own = found.languages().next().unwrap_or_default();
    let checklist = found.checklist();
    let texts = found.texts(words.language()).or_else(|| found.texts(own)).unwrap_or_default();
    let reference = format!("{}@{}", checklist.id, checklist.version);
    Loaded { checklist, texts, reference, files: Vec::new() }
}

/// The bundled checklist whose name stands in the first lines of a file, so that unpacking it can begin before
/// the file is understood.
fn seems_to_name(bytes: &[u8]) -> Option<&'static Bundled> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    Bundled::all().iter().find(|bundled| head.contains(&format!("checklist: {}", bundled.id)))
}

/// Whether a checklist is named by its place.
fn is_path(name: &str) -> bool {
    name.starts_with('.') || find::looks_like_file(name)
}
