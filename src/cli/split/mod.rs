//! `split`: an assessment in parts, each a file of its own that somebody can answer.

mod groups;

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, Command, Input, Report, ValueEnum};
use crate::cli::part::{Mark, base_name};
use crate::cli::sheet::Sheet;
use crate::cli::{Exit, Failure, Session, files};
use crate::edit::part;
use crate::model::{AssessmentFile, ChecklistRef};
use crate::report::done::{PartDone, SplitDone};
use crate::text::clean;
use groups::Group;

/// Divide an assessment into parts, one file each
///
/// Every part is an assessment of its own: it can be answered, checked and scored. Beside the parts a
/// hidden copy of each is kept, so that `gapcheck merge` knows what was changed. No file is written over.
#[derive(Args, Debug)]
pub(super) struct Split {
    #[command(flatten)]
    input: Input,
    /// What makes a part
    #[arg(long, value_enum, value_name = "KIND")]
    by: By,
    /// With `--by role`: controls and sections of a role; may be repeated [default: the checklist's
    /// attribute `role`]
    #[arg(long = "role", value_name = "ROLE=ID,ID")]
    roles: Vec<String>,
    /// The folder of the parts [default: the assessment's]
    #[arg(short = 'o', long = "output", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    report: Report,
}

/// What makes a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Who answers for the control; what nobody does is a part, too.
    Owner,
    /// The checklist's first level of sections.
    Principle,
    /// Who has to answer, as `--role` or the checklist says it.
    Role,
}

impl By {
    /// Its word on the command line and in JSON.
    fn id(self) -> &'static str {
        match self {
            By::Owner => "owner",
            By::Principle => "principle",
            By::Role => "role",
        }
    }
}

/// A part that will be written.
struct Part {
    group: Group,
    path: PathBuf,
    text: String,
    base: (PathBuf, String),
}

impl Command for Split {
    const NAME: &'static str = "split";
    const READS_STREAM: bool = false;
    const EXAMPLES: &'static str = "gapcheck split --by owner -o parts/
gapcheck split client-a/assessment.yaml --by principle
gapcheck split --by role --role it=PC6,PC7-IAM --role board=PC1-GOV -o parts/";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let path = self.input.path()?;
        if files::is_stream(&path) {
            return Err(Failure::new("split-stream"));
        }
        let answered = session.answered(&path, self.input.when)?;
        let sheet = session.sheet(&path)?;
        let folder = self.folder_of(&sheet, &answered.file)?;
        let checklist = &sheet.loaded.checklist;
        let groups = match self.by {
            By::Owner => groups::by_owner(&answered.file),
            By::Principle => groups::by_principle(checklist, &sheet.loaded.texts, &answered.file),
            By::Role => groups::by_role(checklist, &answered.file, &self.roles)?,
        };
        let parts: Vec<Part> = groups
            .into_iter()
            .map(|group| self.part(session, &sheet, &folder, group))
            .collect::<Result<_, _>>()?;
        if let Some(part) = parts.iter().find(|part| part.path.exists()) {
            return Err(Failure::new("part-exists").with("path", part.path.display()));
        }
        if !parts.is_empty() {
            files::make_folder(&folder, &session.words)?;
        }
        for part in &parts {
            files::write(&part.base.0, part.base.1.as_bytes(), &session.words)?;
            files::write_new(&part.path, part.text.as_bytes(), &session.words)?;
        }
        self.say(session, &sheet, &answered.file, (&folder, &parts))?;
        Ok(Exit::Pass)
    }
}

impl Split {
    /// The folder of the parts. **Errors:** the checklist lies beside the assessment, and would not lie
    /// beside the parts.
    fn folder_of(&self, sheet: &Sheet, file: &AssessmentFile) -> Result<PathBuf, Failure> {
        let own = match sheet.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            Some(_) | None => Path::new(""),
        };
        let folder = self.folder.clone().unwrap_or_else(|| own.to_path_buf());
        let real = |path: &Path| here(path).canonicalize().ok();
        let same = || real(&folder).zip(real(own)).is_some_and(|(a, b)| a == b);
        match &file.checklist.value {
            ChecklistRef::Path(checklist) if !same() => {
                let failure = Failure::new("split-away").with("checklist", checklist);
                Err(failure.with("folder", here(own).display()))
            }
            ChecklistRef::Path(_) | ChecklistRef::Bundled { .. } => Ok(folder),
        }
    }

    fn part(&self, session: &Session, sheet: &Sheet, folder: &Path, group: Group) -> Result<Part, Failure> {
        let words = &session.words;
        let keep = |id: &str| group.controls.iter().any(|control| control == id);
        let own = |remarks: &[String]| {
            part(&sheet.text, &keep, remarks)
                .map_err(|why| session.edit_refused(&sheet.path, &sheet.text, why))
        };
        let stem = sheet.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{stem}.{}.yaml", group.slug);
        let base = own(&[])?;
        let file = sheet.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let what = self.name_of(session, &group);
        let remark = words.count("split.remark", group.controls.len(), &[("file", &file), ("what", &what)]);
        let mark = Mark::of(&base);
        let text = own(&[mark.line(), clean(&remark).into_owned()])?;
        let base = (folder.join(base_name(&mark)), base);
        Ok(Part { group, path: folder.join(name), text, base })
    }

    /// What a part holds, in words.
    fn name_of(&self, session: &Session, group: &Group) -> String {
        let words = &session.words;
        match (&group.name, self.by) {
            (Some(name), By::Owner) => words.say("split.owner", &[("name", &clean(name))]),
            (Some(name), By::Principle) => clean(name).into_owned(),
            (Some(name), By::Role) => words.say("split.role", &[("name", &clean(name))]),
            (None, By::Owner) => words.text("split.no-owner"),
            (None, By::Principle | By::Role) => words.text("split.rest"),
        }
    }

    /// What went where, and what is in no part.
    fn say(
        &self,
        session: &Session,
        sheet: &Sheet,
        file: &AssessmentFile,
        (folder, parts): (&Path, &[Part]),
    ) -> Result<(), Failure> {
        let words = &session.words;
        if self.report.is_json() {
            let one = |part: &Part| PartDone {
                file: part.path.display().to_string(),
                name: part.group.name.clone(),
                controls: part.group.controls.clone(),
            };
            let done = SplitDone {
                format: "gapcheck/split/1".into(),
                by: self.by.id().into(),
                parts: parts.iter().map(one).collect(),
            };
            return self.report.print(session, &done);
        }
        let mut said = String::new();
        for part in parts {
            let (path, what) = (part.path.display(), self.name_of(session, &part.group));
            let line =
                words.count("split.part", part.group.controls.len(), &[("path", &path), ("what", &what)]);
            said.push_str(&(line + "\n"));
        }
        let absent = groups::absent(&sheet.loaded.checklist, file);
        if !absent.is_empty() {
            said.push_str(
                &(words.count("split.absent", absent.len(), &[("ids", &absent.join(", "))]) + "\n"),
            );
        }
        if parts.is_empty() {
            return session.print(&(said + &words.text("split.nothing") + "\n"));
        }
        let stem = sheet.path.file_stem().unwrap_or_default().to_string_lossy();
        let all = folder.join(format!("{stem}.*.yaml"));
        let (parts, path) = (all.display(), sheet.path.display());
        said.push_str(&(words.say("split.next", &[("parts", &parts), ("path", &path)]) + "\n"));
        session.print(&said)
    }
}

/// The folder that a path without any part means.
fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
