//! `lint`: every problem of a checklist, an assessment, a policy, a brand or a template folder.

mod conflicts;
mod evidence;

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, Command, NamedFile, When};
use crate::cli::brand::is_brand;
use crate::cli::{Exit, Failure, Session, files, inputs};
use crate::diag::{Diagnostics, Severity};
use crate::policy as rules;
use crate::report;
use crate::source::format::FileKind;
use crate::source::load::read_checklist_with_errors;
use crate::source::{assessment, decode, lint, parse, policy};

/// Show every problem of a checklist, an assessment, a policy, a brand or a template folder
///
/// All problems of a file are shown at once, each with its line and what was expected there.
/// Evidence files are opened: one that is missing, or has another digest than stated, is an error.
#[derive(Args, Debug)]
pub(super) struct Lint {
    /// Files and folders; `-` is standard input [default: assessment.yaml]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    named: NamedFile,
    #[command(flatten)]
    when: When,
    /// Write the SHA-256 of every evidence file that states none into its assessment
    #[arg(long)]
    fix: bool,
}

impl Command for Lint {
    const NAME: &'static str = "lint";
    const EXAMPLES: &'static str = "gapcheck lint
gapcheck lint client-a/assessment.yaml policy.yaml
gapcheck lint ./my-checklist ./my-templates ./our-brand
gapcheck lint --fix
gapcheck lint --message-format short";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let mut paths: Vec<PathBuf> = self.paths.iter().chain(&self.named.named_file).cloned().collect();
        if paths.is_empty() {
            paths.push(PathBuf::from("assessment.yaml"));
        }
        let mut problems = Diagnostics::new();
        for path in &paths {
            match path.is_dir() {
                true => self.folder(session, path, &mut problems)?,
                false => self.file(session, path, &mut problems)?,
            }
        }
        // Which of the problems are errors is the exit code's business, not a failure of the run.
        let _ = session.show(&problems);
        say(session, &problems);
        Ok(if problems.has_errors() { Exit::Fail } else { Exit::Pass })
    }
}

/// How many problems there are of each kind.
fn say(session: &Session, problems: &Diagnostics) {
    let sorted = problems.sorted();
    let count = |severity: Severity| sorted.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let words = &session.words;
    let said = match (errors, warnings) {
        (0, 0) => words.text("lint.clean"),
        (_, 0) => words.count("lint.errors", errors, &[]),
        (0, _) => words.count("lint.warnings", warnings, &[]),
        (_, _) => {
            let (errors, warnings) =
                (words.count("lint.errors", errors, &[]), words.count("lint.warnings", warnings, &[]));
            format!("{errors}, {warnings}")
        }
    };
    session.tell(&said);
}

impl Lint {
    /// A folder is a checklist when it has a `checklist.yaml`, a brand when it has a `brand.yaml`; else it
    /// is that of an assessment, or of templates.
    fn folder(&self, session: &mut Session, path: &Path, problems: &mut Diagnostics) -> Result<(), Failure> {
        let inside = |name: &str| Some(path.join(name)).filter(|file| file.is_file());
        if inside("checklist.yaml").is_some() {
            return checklist(session, path, problems);
        }
        if is_brand(path) {
            return brand(session, path, problems);
        }
        match inside("assessment.yaml") {
            Some(assessment) => {
                self.file(session, &assessment, problems)?;
                inside("policy.yaml").map_or(Ok(()), |policy| self.file(session, &policy, problems))
            }
            None => templates(session, path, problems),
        }
    }

    /// A file is what its first key says; one that does not say it is read as an assessment, which tells
    /// what is missing.
    fn file(&self, session: &mut Session, path: &Path, problems: &mut Diagnostics) -> Result<(), Failure> {
        let bytes = files::read(path, &session.words)?;
        match kind(&bytes) {
            Some(FileKind::Checklist) => checklist(session, path, problems),
            Some(FileKind::Part | FileKind::Texts) => checklist(session, &root_of(path), problems),
            Some(FileKind::Policy) => session.lint_policy(path, &bytes, problems),
            Some(FileKind::Brand) => brand(session, path.parent().unwrap_or(Path::new("")), problems),
            Some(FileKind::Assessment) | None => self.assessment(session, path, &bytes, problems),
        }
    }

    /// Every problem of an assessment and its evidence; of its checklist only what keeps it from being
    /// read.
    fn assessment(
        &self,
        session: &mut Session,
        path: &Path,
        bytes: &[u8],
        problems: &mut Diagnostics,
    ) -> Result<(), Failure> {
        if self.fix && files::is_stream(path) {
            return Err(Failure::new("fix-stream"));
        }
        let today = session.today(self.when)?;
        let (name, mut own) = (session.name_of(path), Diagnostics::new());
        let opened = assessment::open(&name, bytes, &mut session.sources, &mut own);
        own.extend(conflicts::left(
            opened.as_ref().map_or(&[], |opened| opened.comments()),
            &session.sources,
        ));
        let loaded = match &opened {
            Some(opened) => session.checklist_of(opened, path, None, &mut own)?,
            None => None,
        };
        let read = opened
            .zip(loaded)
            .and_then(|(opened, loaded)| Some((opened.read(&loaded.checklist, today, &mut own)?, loaded)));
        if let Some((file, loaded)) = read {
            let sightings = evidence::look(path, &file);
            if self.fix && !own.has_errors() {
                session.write_digests(path, (&loaded.checklist, &file), &sightings)?;
            }
            own.extend(evidence::problems(&sightings));
            own.extend(lint::not_counted(&loaded.checklist, &file));
        }
        problems.extend(own);
        Ok(())
    }
}

fn templates(session: &mut Session, path: &Path, problems: &mut Diagnostics) -> Result<(), Failure> {
    let templates = files::read_templates(path, &session.words)?;
    if templates.is_empty() {
        return Err(Failure::new("nothing-to-lint").with("path", path.display()));
    }
    let all = session.template_files(path, templates, problems);
    problems.extend(report::lint(&all, session.words));
    Ok(())
}

fn brand(session: &mut Session, folder: &Path, problems: &mut Diagnostics) -> Result<(), Failure> {
    let branded = session.read_brand(folder, problems)?;
    problems.extend(report::lint(&branded.templates, session.words));
    Ok(())
}

/// Every problem of a checklist, and what the rules for its author say.
fn checklist(session: &mut Session, path: &Path, problems: &mut Diagnostics) -> Result<(), Failure> {
    let (files, root, _) = inputs::from_disk(path, session)?;
    if let Some(loaded) = read_checklist_with_errors(&files, &root, &mut session.sources, problems) {
        problems.extend(lint::lint(&loaded));
    }
    Ok(())
}

/// What kind of file it says it is; nothing is reported.
fn kind(bytes: &[u8]) -> Option<FileKind> {
    let (mut sources, mut problems) = (crate::diag::Sources::new(), Diagnostics::new());
    let (file, text) = decode::decode("", bytes, &mut sources, &mut problems);
    FileKind::of(&parse::parse(&text?, file, &mut problems)?)
}

/// The folder of the checklist that a part or a translation belongs to: the nearest above with a
/// `checklist.yaml`.
fn root_of(path: &Path) -> PathBuf {
    let above = path.ancestors().skip(1).take(3);
    let named =
        |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.into() };
    let mut all = above.map(named);
    all.find(|folder| folder.join("checklist.yaml").is_file()).unwrap_or_else(|| PathBuf::from("."))
}

impl Session {
    /// Every problem of a policy: with the checklist that it pins, else with that of the assessment beside
    /// it. Where neither can be had, the names of controls and sections are left unchecked.
    fn lint_policy(&mut self, path: &Path, bytes: &[u8], problems: &mut Diagnostics) -> Result<(), Failure> {
        let name = self.name_of(path);
        let read = policy::read_policy(&name, bytes, &mut self.sources, problems);
        let Some(policy) = read else { return Ok(()) };
        let beside = path.with_file_name("assessment.yaml");
        let pinned = policy.pins.checklist.as_ref().map(|pin| pin.value.id.as_str());
        let loaded = match pinned.filter(|id| inputs::bundled().any(|known| known == *id)) {
            Some(id) => Some(self.checklist(Some(id), None)?),
            None if beside.is_file() => Some(self.checklist(None, Some(&beside))?),
            None => None,
        };
        let against = loaded.as_ref().and_then(|loaded| {
            let checklist = &loaded.checklist;
            let pinned =
                policy.pins.method.as_ref().and_then(|pin| checklist.find_method(pin.value.as_str()));
            Some((checklist, pinned.or(checklist.methods.first())?))
        });
        problems.extend(rules::check(&policy, against));
        Ok(())
    }
}
