//! `show`: a checklist, a section or a control as it stands in the checklist.

use crate::cli::args::{Args, ChecklistChoice, Command, NamedFile, PossibleValues};
use crate::cli::find::{self, Found};
use crate::cli::inputs::Loaded;
use crate::cli::{Exit, Failure, Session};
use crate::diag::{SourceText, Span};
use crate::model::{FrameworkId, SectionIx};
use crate::report::text::{Book, Page};
use crate::source::policy::{bundled_policies, bundled_policy};

/// Show a checklist, a section or a control; or a shipped policy
#[derive(Args, Debug)]
pub(super) struct Show {
    /// A control or a section; the whole checklist without one
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// A framework beside the checklist, in both directions; see `gapcheck list frameworks`
    #[arg(long, value_name = "FRAMEWORK", conflicts_with = "id")]
    references: Option<String>,
    /// A shipped policy as it is written, to begin one of your own; see `gapcheck list policies`
    #[arg(long, value_name = "POLICY", conflicts_with_all = ["id", "references"], value_parser = policies())]
    policy: Option<String>,
    /// As it is written in the checklist's file
    #[arg(long)]
    yaml: bool,
    #[command(flatten)]
    checklist: ChecklistChoice,
    #[command(flatten)]
    named: NamedFile,
}

impl Command for Show {
    const NAME: &'static str = "show";
    const EXAMPLES: &'static str = "gapcheck show
gapcheck show PC7-IAM-01
gapcheck show PC7 --lang fr
gapcheck show --references nist-csf-2.0
gapcheck show PC7-IAM-01 --yaml
gapcheck show --policy strict > policy.yaml";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        if let Some(name) = &self.policy {
            session.print(bundled_policy(name).expect("the command line knows the policies"))?;
            return Ok(Exit::Pass);
        }
        let loaded =
            session.checklist(self.checklist.checklist.as_deref(), self.named.named_file.as_deref())?;
        let loaded = if self.yaml { session.with_text(loaded)? } else { loaded };
        let found = match &self.id {
            None => Found::Section(SectionIx::ROOT),
            Some(id) => find::node(&loaded.checklist, id)?,
        };
        let text = match (&self.references, self.yaml) {
            (Some(name), _) => crosswalk(session, &loaded, framework(&loaded, name)?),
            (None, true) => written(session, &loaded, found),
            (None, false) => described(session, &loaded, found),
        };
        session.print(&text)?;
        Ok(Exit::Pass)
    }
}

fn policies() -> PossibleValues {
    bundled_policies().collect::<Vec<_>>().into()
}

fn book<'l>(session: &Session, loaded: &'l Loaded) -> Book<'l> {
    Book { checklist: &loaded.checklist, texts: &loaded.texts, words: session.words }
}

fn framework<'l>(loaded: &'l Loaded, name: &str) -> Result<&'l FrameworkId, Failure> {
    let mut known = loaded.checklist.frameworks.keys();
    known.find(|id| id.as_str() == name).ok_or_else(|| {
        find::unknown("unknown-framework", name, loaded.checklist.frameworks.keys().map(FrameworkId::as_str))
    })
}

fn crosswalk(session: &Session, loaded: &Loaded, framework: &FrameworkId) -> String {
    let mut page = Page::new(session.width, true);
    book(session, loaded).crosswalk(&mut page, framework);
    page.finish()
}

fn described(session: &Session, loaded: &Loaded, found: Found) -> String {
    let mut page = Page::new(session.width, true);
    match found {
        Found::Section(ix) => book(session, loaded).section(&mut page, ix),
        Found::Control(ix) => book(session, loaded).control(&mut page, ix),
    }
    page.finish()
}

/// The lines of a section or control as they were read, moved to the left edge; for the whole
/// checklist, every file.
fn written(session: &Session, loaded: &Loaded, found: Found) -> String {
    let span = match found {
        Found::Section(SectionIx::ROOT) => return every_file(session),
        Found::Section(ix) => loaded.checklist.section(ix).span,
        Found::Control(ix) => loaded.checklist.control(ix).span,
    };
    session.sources.get(span.file).map(|source| lines(source, span)).unwrap_or_default()
}

fn every_file(session: &Session) -> String {
    let files = session.sources.iter().map(|source| format!("# {}\n{}\n", source.name, source.text));
    files.collect()
}

fn lines(source: &SourceText, span: Span) -> String {
    let (first, column) = source.line_column(span.start);
    let (last, _) = source.line_column(span.end.saturating_sub(1).max(span.start));
    let mut text = String::new();
    for number in first..=last {
        let line = source.line(number);
        // A list item keeps its place: what stands before it on its first line is its dash.
        let cut = if number == first { column - 1 } else { indent(line).min(column - 1) };
        text.extend(line.chars().skip(cut));
        text.push('\n');
    }
    text
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| *c == ' ').count()
}
