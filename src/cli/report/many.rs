//! Many clients: one report each, in parallel, and an index page for each folder.
//!
//! An assessment that cannot be read does not keep the others from their reports: all are tried, every
//! problem is shown in the order of the command line, and the run ends without a verdict.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Report;
use crate::cli::output::{self, OutputFolder, Target, folders};
use crate::cli::progress::Progress;
use crate::cli::{Failure, Session, files};
use crate::report::{self, ClientView, LinkView, Options};
use crate::threads;

/// The most names in one message.
const NAMED: usize = 8;

/// What came of one assessment.
struct Done<'i> {
    input: &'i Path,
    client: Option<ClientView>,
    told: String,
}

/// Writes every report, then the index pages. **Errors:** at least one report was not written.
pub(super) fn reports(
    report: &Report,
    session: &mut Session,
    (inputs, targets): (&[PathBuf], &[Target]),
    options: &Options,
) -> Result<(), Failure> {
    session.show(&report::lint(options.overrides, session.words))?;
    let progress = Progress::new(session, inputs.len());
    let done = {
        let session = &*session;
        threads::whole(inputs, |input| {
            let done = one(report, session, (input, targets), options);
            progress.step();
            done
        })
    };
    progress.end();
    tell_once(session, &done);
    for folder in folders(targets) {
        indexes(session, &folder, &done, options)?;
    }
    missing(session, &done)
}

fn one<'i>(
    report: &Report,
    session: &Session,
    (input, targets): (&'i PathBuf, &[Target]),
    options: &Options,
) -> Done<'i> {
    let mut own = session.fork();
    let result = report.one(&mut own, (input, targets), options, |subject| report::client(subject, options));
    let (client, result) = match result {
        Ok(client) => (Some(client), Ok(crate::cli::Exit::Pass)),
        Err(failure) => (None, Err(failure)),
    };
    own.end(result);
    Done { input, client, told: own.told() }
}

/// Says what the runs had to say; what several said in the same words, once.
fn tell_once(session: &Session, done: &[Done]) {
    let mut said = BTreeSet::new();
    for told in done.iter().map(|d| d.told.trim_end_matches('\n')) {
        if !told.is_empty() && said.insert(told) {
            session.tell(told);
        }
    }
}

/// Writes the index pages of a folder, unless no report was written.
fn indexes(
    session: &mut Session,
    folder: &OutputFolder,
    done: &[Done],
    options: &Options,
) -> Result<(), Failure> {
    let clients: Vec<ClientView> = done.iter().filter_map(|d| client(d, folder, session)).collect();
    if clients.is_empty() {
        return Ok(());
    }
    let missing = done.iter().filter(|d| d.client.is_none()).map(|d| output::stem(d.input));
    let missing: Vec<String> = missing.collect();
    for (format, path) in folder.indexes() {
        let made = report::index(format, clients.clone(), missing.clone(), session.words, options);
        let page = made.map_err(|problems| session.show(&problems).err().unwrap_or(Failure::Input))?;
        files::write_document(&path, &page, &session.words)?;
    }
    Ok(())
}

/// The row of a client, with links to what was written about it into a folder.
fn client(done: &Done, folder: &OutputFolder, session: &Session) -> Option<ClientView> {
    let client = done.client.clone()?;
    let link = |target: &&Target| {
        let path = target.path(done.input)?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some(LinkView::new(target.format, &name, session.words))
    };
    Some(ClientView { links: folder.targets.iter().filter_map(link).collect(), ..client })
}

fn missing(session: &Session, done: &[Done]) -> Result<(), Failure> {
    let names: Vec<String> =
        done.iter().filter(|d| d.client.is_none()).map(|d| d.input.display().to_string()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(NAMED);
    let shown = match more {
        0 => shown,
        more => session.words.say("failure.reports-missing.more", &[("names", &shown), ("n", &more)]),
    };
    let failure = Failure::new("reports-missing").with("n", names.len()).with("of", done.len());
    Err(failure.with("names", shown))
}
