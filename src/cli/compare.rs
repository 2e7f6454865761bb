//! `compare`: what moved between assessments, and why.

use std::path::{Path, PathBuf};

use crate::assess::{self, Edition, Stand, between, stand};
use crate::cli::args::{Args, BrandChoice, Command, Output, When};
use crate::cli::inputs::Loaded;
use crate::cli::output;
use crate::cli::{Exit, Failure, Session, outcome};
use crate::compare::{asked, carry, latest_date};
use crate::diag::Diagnostics;
use crate::model::{Assessment, AssessmentFile, Method, Today};
use crate::report::compare::{Chronicle, FORMATS, Told, view};

/// Show what moved between assessments, and why: answers, evidence, time, the checklist
///
/// Both are scored today and by the newest checklist among them, so that a figure moves only because
/// somebody changed something; what time alone took and what a new checklist alone moved stand apart.
/// With more than two files the last two are compared in full, and a trend shows them all.
#[derive(Args, Debug)]
pub(super) struct Compare {
    /// The earlier assessment
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later assessment
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// More of them: with three or more, all are put in the order of their dates
    #[arg(value_name = "MORE")]
    more: Vec<PathBuf>,
    #[command(flatten)]
    when: When,
    /// Scoring method [default: the newest checklist's first]
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    #[command(flatten)]
    brand: BrandChoice,
    #[command(flatten)]
    output: Output,
}

/// One file that was read.
struct Read {
    path: PathBuf,
    name: String,
    loaded: Loaded,
    /// As it was answered, under the ids of its checklist.
    own: AssessmentFile,
    /// Answers that no longer have a place.
    lost: Vec<String>,
}

impl Command for Compare {
    const NAME: &'static str = "compare";
    const EXAMPLES: &'static str = "gapcheck compare assessment-2025.yaml assessment.yaml
gapcheck compare q1.yaml q2.yaml q3.yaml -o trend.html
gapcheck compare old/assessment.yaml new/assessment.yaml -o moved.md -o moved.json
gapcheck compare old.yaml new.yaml --brand ./our-brand -o moved.html";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, &output::view_formats(FORMATS))?;
        let today = session.today(self.when)?;
        let read = self.read(session, today)?;
        let inputs: Vec<PathBuf> =
            read.iter().flat_map(|one| one.loaded.files.iter().chain([&one.path])).cloned().collect();
        let last = &read.last().expect("the command line demands two").path;
        output::check_inputs(&targets, last, &inputs)?;
        let branded = session.brand(&self.brand)?;
        output::check_inputs(&targets, last, &branded.files)?;
        let newest = newest(&read)?;
        let names: Vec<String> = self.method.iter().cloned().collect();
        let method = outcome::methods(&newest.checklist, &names)?[0];
        // Settings are part of the yardstick: all are measured by those of the last file.
        let settings = &read.last().expect("the command line demands two").own.settings;
        let carried = read.iter().map(|one| carry(&one.own, &newest.checklist));
        let carried: Vec<_> = carried
            .map(|(file, lost)| (AssessmentFile { settings: settings.clone(), ..file }, lost))
            .collect();
        let files = read.iter().zip(&carried);
        let stands: Vec<Stand> =
            files.map(|(one, (file, _))| worked_out(one, file, (newest, method), today)).collect();
        let told = read.iter().zip(&stands).zip(&carried).map(|((one, stand), (_, lost))| Told {
            name: one.name.clone(),
            stand,
            lost: one.lost.iter().chain(lost).cloned().collect(),
        });
        let comparison = between(&stands[stands.len() - 2], &stands[stands.len() - 1]);
        let (old, new) = (&carried[carried.len() - 2].0, &carried[carried.len() - 1].0);
        let file = asked(&newest.checklist, old, new);
        let asked = assess::outcome(Edition { checklist: &newest.checklist, method, file: &file }, today);
        let (texts, words) = (&newest.texts, session.words);
        let told = told.collect();
        let chronicle = Chronicle { told, asked: &asked, comparison: &comparison, texts, words };
        let options = branded.options();
        let view = view(&chronicle, &options);
        for target in &targets {
            let bytes = session.view_rendered(target, FORMATS, &view, &options)?;
            session.deliver(target, last, &bytes)?;
        }
        Ok(Exit::Pass)
    }
}

impl Compare {
    /// Every file with its own checklist; more than two in the order of their dates.
    fn read(&self, session: &mut Session, today: Today) -> Result<Vec<Read>, Failure> {
        let paths = [&self.old, &self.new].into_iter().chain(&self.more);
        let mut read = paths.map(|path| one(session, path, today)).collect::<Result<Vec<_>, _>>()?;
        if read.len() > 2 {
            read.sort_by_key(|one| latest_date(&one.own));
        }
        Ok(read)
    }
}

fn one(session: &mut Session, path: &Path, today: Today) -> Result<Read, Failure> {
    let (opened, loaded) = session.opened(path)?;
    let (opened, lost) = opened.with_successors(&loaded.checklist);
    let mut problems = Diagnostics::new();
    let own = opened.read(&loaded.checklist, today, &mut problems);
    session.show(&problems)?;
    let own = own.ok_or(Failure::Input)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = if path.as_os_str() == "-" { session.name_of(path) } else { name.unwrap_or_default() };
    Ok(Read { path: path.to_path_buf(), name, loaded, own, lost })
}

/// The checklist with the highest version; of several, the last. **Errors:** they are not the same one.
fn newest(read: &[Read]) -> Result<&Loaded, Failure> {
    let version = |one: &Read| -> Vec<u64> {
        let parts = one.loaded.checklist.version.split(['.', '-', '+']);
        parts.map(|part| part.parse().unwrap_or(0)).collect()
    };
    let newest = &read.iter().max_by_key(|one| version(one)).expect("the command line demands two").loaded;
    match read.iter().find(|one| one.loaded.checklist.id != newest.checklist.id) {
        Some(other) => Err(Failure::new("other-checklists")
            .with("first", &other.loaded.checklist.id)
            .with("second", &newest.checklist.id)),
        None => Ok(newest),
    }
}

/// One file in every light; `file` holds its answers under the ids of the newest checklist.
fn worked_out<'a>(
    one: &'a Read,
    file: &'a AssessmentFile,
    (newest, method): (&'a Loaded, &'a Method),
    today: Today,
) -> Stand<'a> {
    let edition = Edition { checklist: &newest.checklist, method, file };
    let own = &one.loaded.checklist;
    let is_same = Assessment::settings_of(own, &one.own) == Assessment::settings_of(&newest.checklist, file);
    if own.digest == newest.checklist.digest && is_same {
        return stand(edition, edition, today);
    }
    let own_method = own.find_method(method.id.as_str()).or(own.methods.first()).unwrap_or(method);
    stand(Edition { checklist: own, method: own_method, file: &one.own }, edition, today)
}
