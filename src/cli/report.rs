//! `report`: the gap report for someone.

mod many;

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, BrandChoice, Command, Methods, NamedFile, Output, PossibleValues, When};
use crate::cli::output::{self, Target, format_names};
use crate::cli::{Exit, Failure, Session, files, outcome};
use crate::diag::Diagnostics;
use crate::report::{Document, Options, Shelf, Subject, TABLES, TemplateFile, shows_view};
use crate::score::Traces;
use crate::threads;

/// Write the gap report: what to do first, and why
///
/// The format follows the name of the output. Several assessments go to a folder, one report each.
#[derive(Args, Debug)]
pub(super) struct Report {
    /// The assessments; `-` is standard input [default: assessment.yaml]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    named: NamedFile,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    methods: Methods,
    #[command(flatten)]
    output: Output,
    /// A shipped template, or a folder of your own whose files replace shipped ones; may be repeated
    #[arg(long = "template", value_name = "TEMPLATE")]
    templates: Vec<String>,
    #[command(flatten)]
    brand: BrandChoice,
    /// The table, for formats that write one [default: the nearest to the template]
    #[arg(long, value_name = "TABLE", value_parser = PossibleValues::new(TABLES))]
    table: Option<String>,
    /// Show the controls in another grouping as well; see `gapcheck list views`
    #[arg(long, value_name = "VIEW")]
    view: Option<String>,
}

impl Command for Report {
    const NAME: &'static str = "report";
    const EXAMPLES: &'static str = "gapcheck report -o report.html
gapcheck report assessment.yaml -o report.html -o report.md --lang fr
gapcheck report clients/*/assessment.yaml -o reports/
gapcheck report --template ./our-templates -o report.html
gapcheck report --brand ./our-brand -o report.html
gapcheck report --table worklist -o work.csv";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, &format_names(Document::Report))?;
        let inputs = self.inputs()?;
        if inputs.len() > 1 && targets.iter().any(|target| !target.is_folder()) {
            return Err(Failure::new("needs-folder"));
        }
        output::check_distinct(&targets, &inputs)?;
        let branded = session.brand(&self.brand)?;
        output::check_files(&targets, &inputs, &branded.files)?;
        let (template, own) = self.templates(session)?;
        // What is named on the command line replaces what lies in the brand.
        let overrides = [branded.templates.as_slice(), &own].concat();
        let shelf = Shelf::default();
        let options = Options {
            document: Document::Report,
            template: template.as_deref(),
            overrides: &overrides,
            shelf: Some(&shelf),
            brand: branded.brand.as_ref(),
            view: self.view.as_deref(),
            table: self.table.as_deref(),
            ..Options::default()
        };
        if let Some(view) =
            self.view.as_deref().filter(|_| !targets.iter().any(|t| shows_view(t.format, &options)))
        {
            session.warn(&session.words.say("report.view-unseen", &[("view", &view)]));
        }
        match inputs.as_slice() {
            [input] => {
                threads::start();
                self.one(session, (input, &targets), &options, |_| ())?;
            }
            _ => many::reports(self, session, (&inputs, &targets), &options)?,
        }
        threads::put_away(shelf);
        Ok(Exit::Pass)
    }
}

impl Report {
    fn inputs(&self) -> Result<Vec<PathBuf>, Failure> {
        let all: Vec<Option<PathBuf>> = match (&self.files.is_empty(), &self.named.named_file) {
            (true, named) => vec![named.clone()],
            (false, named) => self.files.iter().cloned().chain(named.clone()).map(Some).collect(),
        };
        let path = |file| crate::cli::args::Input { file, ..Default::default() }.path();
        all.into_iter().map(path).collect()
    }

    /// Writes every document about one assessment, and takes from it what is wanted further.
    fn one<T>(
        &self,
        session: &mut Session,
        (input, targets): (&Path, &[Target]),
        options: &Options,
        last: impl FnOnce(&Subject) -> T,
    ) -> Result<T, Failure> {
        let words = session.words;
        let answered = session.answered(input, self.when)?;
        output::check(targets, &answered)?;
        let methods = outcome::methods(&answered.loaded.checklist, &self.methods.methods)?;
        if let Some(view) = &self.view {
            let known = answered.loaded.checklist.views.iter().map(|v| v.id.as_str());
            if !known.clone().any(|id| id == view) {
                return Err(crate::cli::find::unknown("unknown-view", view, known));
            }
        }
        let prepare = || targets.iter().for_each(|target| target.writer().prepare(options, words));
        let (outcome, ()) =
            threads::both(|| outcome::outcome(&answered, &methods, Traces::Sections), prepare);
        let subject = session.subject(&outcome, &answered);
        for target in targets {
            let bytes = session.rendered(target, &subject, options)?;
            session.deliver(target, input, &bytes)?;
        }
        let last = last(&subject);
        threads::put_away(outcome);
        threads::put_away(answered);
        Ok(last)
    }

    /// The shipped template that is named last, and the files of every folder that is named.
    fn templates(&self, session: &mut Session) -> Result<(Option<String>, Vec<TemplateFile>), Failure> {
        let (mut template, mut overrides) = (None, Vec::new());
        for name in &self.templates {
            let folder = Path::new(name);
            if !name.contains(['/', '\\']) && !folder.is_dir() {
                template = Some(name.clone());
                continue;
            }
            let all = files::read_templates(folder, &session.words)?;
            let mut problems = Diagnostics::new();
            overrides.extend(session.template_files(folder, all, &mut problems));
            session.show(&problems)?;
        }
        Ok((template, overrides))
    }
}
