//! `init`: a new assessment with every control that applies, its question and its levels as comments.

mod ask;
mod extend;
mod facts;
mod skeleton;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::cli::args::{Args, ChecklistChoice, Command};
use crate::cli::inputs::Loaded;
use crate::cli::{Exit, Failure, Session, files};
use crate::model::Facts;
use crate::source::schema::assessment_schema;
use ask::Asker;
use skeleton::Skeleton;

/// The schema's name beside the assessment, as the editor's comment names it.
const SCHEMA: &str = "assessment.schema.json";

/// Write a new assessment for a kind of organisation
///
/// Every control that applies stands in it, grouped by principle, with its question, its levels and the
/// evidence that helps as comments. A file that is there already is never overwritten.
#[derive(Args, Debug)]
pub(super) struct Init {
    /// The new file; `-` is standard output
    #[arg(value_name = "FILE", default_value = "assessment.yaml")]
    file: PathBuf,
    #[command(flatten)]
    checklist: ChecklistChoice,
    /// A kind of organisation shipped with the checklist; see `gapcheck list profiles`
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// State one fact; may be repeated; see `gapcheck list facts`
    #[arg(long = "set", value_name = "FACT=VALUE")]
    sets: Vec<String>,
    /// The organisation's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What the answers cover
    #[arg(long, value_name = "TEXT")]
    scope: Option<String>,
    /// Only the quick-start set: about an hour
    #[arg(long)]
    quick: bool,
    /// Add to FILE the questions that apply and that it does not have; everything in it stays
    #[arg(long, conflicts_with_all = ["profile", "sets", "name", "scope", "checklist", "no_schema"])]
    extend: bool,
    /// Write no schema for editors beside the assessment
    #[arg(long)]
    no_schema: bool,
}

impl Command for Init {
    const NAME: &'static str = "init";
    const EXAMPLES: &'static str = "gapcheck init
gapcheck init --profile sme-it-user --name \"Example Ltd\" --scope \"the whole company\"
gapcheck init client-a/assessment.yaml --set group=private --set makes_products=true
gapcheck init --quick --profile local-authority --lang fr
gapcheck init --extend assessment.yaml";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        if self.extend {
            self.extended(session)?;
            return Ok(Exit::Pass);
        }
        let stream = files::is_stream(&self.file);
        if !stream && self.file.exists() {
            return Err(Failure::new("init-exists").with("path", self.file.display()));
        }
        let loaded = session.checklist(self.checklist.checklist.as_deref(), None)?;
        let mut facts = facts::stated(&loaded.checklist, self.profile.as_deref(), &self.sets)?;
        let (name, scope) = self.ask(session, &loaded, &mut facts)?;
        let with_schema = !self.no_schema && !stream;
        let skeleton = Skeleton {
            checklist: &loaded.checklist,
            reference: loaded.reference.clone(),
            texts: &loaded.texts,
            words: session.words,
            wanted: loaded.checklist.wanted_under(&facts),
            facts,
            name,
            scope,
            quick: self.quick,
            schema: with_schema.then_some(SCHEMA),
        };
        self.write(session, &skeleton, with_schema)?;
        Ok(Exit::Pass)
    }
}

impl Init {
    /// Name and scope, and every fact that is still open: asked for on a terminal, left open elsewhere.
    fn ask(
        &self,
        session: &Session,
        loaded: &Loaded,
        facts: &mut Facts,
    ) -> Result<(String, String), Failure> {
        let mut name = self.name.clone().unwrap_or_default();
        let mut scope = self.scope.clone().unwrap_or_default();
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Ok((name, scope));
        }
        let (mut input, mut output) = (io::stdin().lock(), io::stderr().lock());
        let mut asker = Asker { words: session.words, input: &mut input, output: &mut output };
        let asked = (|| {
            if self.name.is_none() {
                name = asker.line("ask.name")?;
            }
            if self.scope.is_none() {
                scope = asker.line("ask.scope")?;
            }
            asker.facts(&loaded.checklist, &loaded.texts, facts)
        })();
        asked.map_err(|error| Failure::io("cannot-read", Path::new("-"), &error, &session.words))?;
        Ok((name, scope))
    }

    fn write(&self, session: &Session, skeleton: &Skeleton, with_schema: bool) -> Result<(), Failure> {
        let text = skeleton.text();
        if files::is_stream(&self.file) {
            return session.print_bytes(text.as_bytes());
        }
        files::write_new(&self.file, text.as_bytes(), &session.words)?;
        let schema = self.file.with_file_name(SCHEMA);
        if with_schema && !schema.exists() {
            let text = assessment_schema(skeleton.checklist, skeleton.texts);
            files::write_new(&schema, text.as_bytes(), &session.words)?;
        }
        self.say(session, skeleton);
        Ok(())
    }

    /// What was written, what is still open, and what to do next.
    fn say(&self, session: &Session, skeleton: &Skeleton) {
        let words = &session.words;
        let path = self.file.display();
        session.tell(&words.count("init.written", skeleton.asked(), &[("path", &path)]));
        let facts = &skeleton.checklist.facts;
        let open: Vec<&str> =
            facts.iter().filter(|f| !skeleton.facts.contains_key(&f.id)).map(|f| f.id.as_str()).collect();
        if !open.is_empty() {
            session.tell(&words.count("init.open", open.len(), &[("facts", &open.join(", "))]));
        }
        session.tell(&words.say("init.next", &[("path", &path)]));
    }
}
