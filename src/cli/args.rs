//! The command line: what every command shares, and the one place that names clap.
//!
//! A command is a file with a struct that derives [`Args`] and implements [`Command`], and an entry in
//! the registry of `cli`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::slice;

pub(super) use clap::builder::PossibleValuesParser as PossibleValues;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser};
pub(super) use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::{Exit, Failure, Session};
use crate::model::{Date, parse_date};
use crate::text::Catalogue;

/// One command of the program.
pub(super) trait Command: Args {
    /// Its name on the command line.
    const NAME: &'static str;
    /// Lines that can be typed as they stand, each with a comment; shown at the end of its help.
    const EXAMPLES: &'static str;
    /// Whether it reads an assessment from standard input.
    const READS_STREAM: bool = true;

    /// Runs it. **Errors:** whatever leaves the run without a verdict.
    fn run(&self, session: &mut Session) -> Result<Exit, Failure>;
}

/// A command in the registry.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its name on the command line.
    pub name: &'static str,
    define: fn() -> clap::Command,
    run: fn(&ArgMatches, &mut Session) -> Result<Exit, Failure>,
}

impl Entry {
    /// The entry of a command.
    pub(super) const fn of<C: Command>() -> Entry {
        Entry { name: C::NAME, define: define::<C>, run: run::<C> }
    }
}

fn define<C: Command>() -> clap::Command {
    let examples = examples(C::EXAMPLES);
    let command = C::augment_args(clap::Command::new(C::NAME)).after_help(examples);
    let has = |id: &str| command.get_arguments().any(|argument| argument.get_id() == id);
    let command = match !C::READS_STREAM && has("file") {
        true => command.mut_arg("file", |file| file.help("The assessment [default: assessment.yaml]")),
        false => command,
    };
    let has = |id: &str| command.get_arguments().any(|argument| argument.get_id() == id);
    match has("checklist") && has("named_file") {
        // An assessment names its checklist: of two, one would be dropped.
        true => command.mut_arg("checklist", |checklist| checklist.conflicts_with("named_file")),
        false => command,
    }
}

fn examples(lines: &str) -> String {
    let indented: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
    format!("Examples:\n{}\n", indented.join("\n"))
}

fn run<C: Command>(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let parsed = C::from_arg_matches(matches).expect("clap has checked the arguments of this command");
    parsed.run(session)
}

/// From nothing to a report.
const EXAMPLES: &str = "gapcheck init --profile sme-it-user
gapcheck score assessment.yaml
gapcheck report assessment.yaml -o report.html";

/// Self-assessment against a security checklist: scores with ranges, a gap report, a verdict
///
/// Answer a checklist in a YAML file, attach evidence, and see where you stand, how sure that is, and
/// what to do first. Without FILE a command takes assessment.yaml in the current folder.
#[derive(Parser)]
#[command(name = "gapcheck", version, subcommand_required = true, arg_required_else_help = true)]
#[command(max_term_width = 100, after_help = examples(EXAMPLES))]
struct Root {
    #[command(flatten)]
    globals: Globals,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub(super) struct Globals {
    /// Language of everything that is printed
    #[arg(long, global = true, default_value = "en", value_parser = languages())]
    #[arg(value_name = "LANGUAGE", help_heading = "Everywhere")]
    pub(super) lang: String,
    /// Colours on the terminal; NO_COLOR is respected
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    #[arg(value_name = "WHEN", help_heading = "Everywhere")]
    pub(super) color: Color,
    /// How problems of files are shown: with the line itself, or one line each
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Full)]
    #[arg(value_name = "FORMAT", help_heading = "Everywhere")]
    pub(super) message_format: MessageFormat,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the line of the file and a hint.
    Full,
    /// `file:line:column: severity[code]: sentence`.
    Short,
}

/// Which assessment, and as of when.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Input {
    /// The assessment; `-` is standard input [default: assessment.yaml]
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) named: NamedFile,
    #[command(flatten)]
    pub(super) when: When,
}

/// The assessment by option, which every command understands.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct NamedFile {
    /// The assessment, in commands that take other arguments too
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(super) named_file: Option<PathBuf>,
}

/// As of when.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct When {
    /// The reference date [default: SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) today: Option<Date>,
}

/// In whose name.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct BrandChoice {
    /// A folder with names, colors, marking and logo for what is written: see docs/reports.md
    #[arg(long, value_name = "FOLDER")]
    pub(super) brand: Option<PathBuf>,
}

/// Which methods.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Methods {
    /// Scoring method; may be repeated to compare [default: the checklist's first]
    #[arg(long = "method", value_name = "METHOD")]
    pub(super) methods: Vec<String>,
}

/// Where the output goes, and in which format.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Output {
    /// Write to PATH, or to FORMAT:PATH; may be repeated; `-` is standard output
    #[arg(short = 'o', long = "output", value_name = "PATH")]
    pub(super) paths: Vec<OsString>,
    /// The format, where neither the prefix nor the extension of PATH says it
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<String>,
}

/// How it is told what a command did.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Report {
    /// What was done: as text, or as JSON for programs
    #[arg(long = "format", value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    report: ReportFormat,
}

/// A format of the report of what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Report {
    /// Whether programs will read it.
    pub(super) fn is_json(&self) -> bool {
        self.report == ReportFormat::Json
    }

    /// Prints what was done for programs.
    pub(super) fn print(&self, session: &Session, done: &impl Serialize) -> Result<(), Failure> {
        session.print_bytes(format!("{}\n", self.json(done)).as_bytes())
    }

    /// What was done as JSON.
    pub(super) fn json(&self, done: &impl Serialize) -> String {
        format!("{:#}", serde_json::to_value(done).expect("it is plain data"))
    }
}

/// Which checklist, where no assessment says it.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct ChecklistChoice {
    /// A bundled checklist, or a folder or file of your own [default: the assessment's, else the first]
    #[arg(long, value_name = "CHECKLIST")]
    pub(super) checklist: Option<String>,
}

/// Reads a day.
pub(super) fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "expected year-month-day, for example 2026-11-22".to_string())
}

fn languages() -> PossibleValues {
    Catalogue::languages().collect::<Vec<_>>().into()
}

/// What the user asked for.
pub(super) struct Parsed {
    pub(super) globals: Globals,
    entry: Entry,
    matches: ArgMatches,
}

impl Parsed {
    /// Runs the command.
    pub(super) fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        (self.entry.run)(&self.matches, session)
    }
}

/// The whole command line, for help, completions and the manual.
pub fn definition(commands: &[Entry]) -> clap::Command {
    commands.iter().fold(Root::command(), |root, entry| root.subcommand((entry.define)()))
}

/// Reads the arguments. **Errors:** help, the version or a usage error was printed; the code to end with.
pub(super) fn parse(arguments: impl Iterator<Item = OsString>, commands: &[Entry]) -> Result<Parsed, Exit> {
    let arguments: Vec<OsString> = arguments.collect();
    // Where the first argument names a command, no other has to be defined.
    let meant = commands.iter().find(|entry| arguments.get(1).is_some_and(|first| first == entry.name));
    let commands = meant.map_or(commands, slice::from_ref);
    let matches = definition(commands).try_get_matches_from(arguments).map_err(|error| {
        // A closed pipe while printing help is nobody's failure.
        let _ = error.print();
        if error.use_stderr() { Exit::NoVerdict } else { Exit::Pass }
    })?;
    let globals = Globals::from_arg_matches(&matches).expect("clap has checked the options of every command");
    let (name, below) = matches.subcommand().expect("clap demands a command");
    let entry = *commands.iter().find(|e| e.name == name).expect("clap knows the registered commands only");
    Ok(Parsed { globals, entry, matches: below.clone() })
}
