//! `merge`: parts and copies of an assessment brought together, answer by answer; also as git's merge driver.

mod driver;
mod joining;
mod resolve;
mod said;

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, Command, Report};
use crate::cli::part::{Mark, without_mark};
use crate::cli::sheet::{self, Sheet};
use crate::cli::{Exit, Failure, Session, files};
use crate::edit::part;
use joining::{Incoming, Joining};
use resolve::{Resolver, Rule};

/// Bring parts or copies of an assessment together
///
/// Answers that only one side changed are taken over with their comments. What both changed is a conflict:
/// it is listed with both values, and both stay in the file. Exit code 1 says that conflicts are left.
#[derive(Args, Debug)]
pub(super) struct Merge {
    /// The parts; without `--into` the others are brought into the first
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    /// Bring the parts into this assessment
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    into: Option<PathBuf>,
    /// Write the result to PATH [default: standard output]
    #[arg(short = 'o', long = "output", value_name = "PATH")]
    output: Option<PathBuf>,
    /// What the parts were before they were changed, where `gapcheck split` did not make them
    #[arg(long, value_name = "FILE")]
    base: Option<PathBuf>,
    /// Who is right in a conflict; several rules are tried in this order
    #[arg(long, value_enum, value_name = "RULE", value_delimiter = ',')]
    resolve: Vec<Rule>,
    /// Work as git's merge driver: the parts are `%O %A %B`, and `%P` to name the file
    #[arg(long, conflicts_with_all = ["into", "output", "base"])]
    driver: bool,
    #[command(flatten)]
    report: Report,
}

impl Command for Merge {
    const NAME: &'static str = "merge";
    const EXAMPLES: &'static str = "gapcheck merge parts/*.yaml --into assessment.yaml
gapcheck merge parts/*.yaml --into assessment.yaml --resolve newest,ask
gapcheck merge mine.yaml yours.yaml --base before.yaml -o both.yaml
git config merge.gapcheck.driver \"gapcheck merge --driver %O %A %B %P\"";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        if self.driver {
            return driver::run(session, &self.parts, &self.resolve);
        }
        let (start, others) = match (&self.into, self.parts.as_slice()) {
            (Some(into), parts) => (into, parts),
            (None, [first, others @ ..]) if !others.is_empty() => (first, others),
            (None, _) => return Err(Failure::new("merge-one")),
        };
        let sheet = session.sheet(start)?;
        self.check(&sheet)?;
        let incoming: Vec<Incoming> =
            others.iter().map(|path| self.incoming(session, &sheet, path)).collect::<Result<_, _>>()?;
        let text = if self.into.is_some() { (sheet.text.clone(), None) } else { without_mark(&sheet.text) };
        let resolver = Resolver { rules: &self.resolve, checklist: Some(&sheet.loaded.checklist) };
        let order = sheet::order(&sheet.loaded.checklist);
        let mut joining = Joining::new(session, &order, resolver, session.name_of(start), text);
        for part in &incoming {
            joining.add(part)?;
        }
        let (report, merged) = joining.finish();
        match (&self.into, &self.output) {
            (Some(into), _) => sheet::replace(session, into, &sheet.text, &merged)?,
            (None, Some(path)) if !files::is_stream(path) => {
                files::write(path, merged.as_bytes(), &session.words)?;
            }
            (None, _) => session.print_bytes(merged.as_bytes())?,
        }
        let place = self.into.as_deref().or(self.output.as_deref()).filter(|path| !files::is_stream(path));
        report.print(session, &self.report, place)?;
        Ok(if report.is_open() { Exit::Fail } else { Exit::Pass })
    }
}

impl Merge {
    /// Refuses an output that is an input.
    fn check(&self, sheet: &Sheet) -> Result<(), Failure> {
        let mut inputs: Vec<PathBuf> = self.parts.iter().chain(&self.base).cloned().collect();
        if let Some(into) = &self.into {
            return files::refuse_inputs(into, &inputs);
        }
        inputs.extend(sheet.loaded.files.iter().cloned());
        self.output.iter().try_for_each(|path| files::refuse_inputs(path, &inputs))
    }

    /// A part with what it was before it was changed.
    fn incoming(&self, session: &mut Session, into: &Sheet, path: &Path) -> Result<Incoming, Failure> {
        let read = session.sheet(path)?;
        let (text, mark) = without_mark(&read.text);
        let beside = [path, into.path.as_path()];
        let handed_out = mark.as_ref().and_then(|mark: &Mark| mark.base(&beside, &session.words));
        let ancestor = match (&self.base, handed_out) {
            (_, Some(base)) => Some(base),
            (Some(base), None) => {
                Some(self.stated_base(session, base, mark.as_ref().map(|_| text.as_str()))?)
            }
            (None, None) => None,
        };
        let name = session.name_of(path);
        if mark.is_some() && ancestor.is_none() {
            session.warn(&session.words.say("merge.no-base", &[("part", &name)]));
        }
        Ok(Incoming { name, path: path.to_path_buf(), text, ancestor })
    }

    /// What `--base` names; of a part only the controls that it has, because it never had the others.
    fn stated_base(
        &self,
        session: &mut Session,
        base: &Path,
        part_text: Option<&str>,
    ) -> Result<String, Failure> {
        let read = session.sheet(base)?;
        let (text, _) = without_mark(&read.text);
        let Some(part_text) = part_text else { return Ok(text) };
        let has = |id: &str| crate::edit::answer_text(part_text, id).is_ok_and(|answer| answer.is_some());
        part(&text, &has, &[]).map_err(|why| session.edit_refused(base, &text, why))
    }
}
