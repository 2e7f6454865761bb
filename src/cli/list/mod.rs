//! `list`: what there is, for people as a table and for programs as JSON.

mod checklist;
mod program;

use serde_json::{Map, Value as Json};

use crate::cli::args::{Args, ChecklistChoice, Command, NamedFile, PossibleValues};
use crate::cli::inputs::Loaded;
use crate::cli::output::{self, FormatName};
use crate::cli::{Exit, Failure, Session};
use crate::report::text::{Cell, Ink, Page, Table};

/// Something that can be listed.
struct Kind {
    name: &'static str,
    rows: fn(&mut Session, &List) -> Result<Vec<Row>, Failure>,
}

/// Everything that can be listed, in the order of help.
const KINDS: &[Kind] = &[
    Kind { name: "checklists", rows: program::checklists },
    Kind { name: "sections", rows: checklist::sections },
    Kind { name: "controls", rows: checklist::controls },
    Kind { name: "facts", rows: checklist::facts },
    Kind { name: "profiles", rows: checklist::profiles },
    Kind { name: "methods", rows: checklist::methods },
    Kind { name: "frameworks", rows: checklist::frameworks },
    Kind { name: "views", rows: checklist::views },
    Kind { name: "formats", rows: program::formats },
    Kind { name: "templates", rows: program::templates },
    Kind { name: "languages", rows: program::languages },
    Kind { name: "rules", rows: program::rules },
    Kind { name: "policies", rows: program::policies },
    Kind { name: "codes", rows: program::codes },
];

/// One line of a list.
#[derive(Debug, Default)]
struct Row {
    id: String,
    text: String,
    /// Spaces before the text in a table.
    indent: String,
    /// Columns of table and JSON; their titles stand in the catalogue under `list.<key>`.
    more: Vec<(&'static str, String)>,
    /// Further values of the JSON.
    hidden: Vec<(&'static str, String)>,
    /// Further words that a search finds it by.
    words: String,
}

const FORMAT_NAMES: &[FormatName] =
    &[FormatName { id: "text", extensions: &["txt"] }, FormatName { id: "json", extensions: &["json"] }];

/// List what there is
///
/// The list of controls can be searched by any word of a question, its levels or its keywords.
#[derive(Args, Debug)]
pub(super) struct List {
    /// What to list
    #[arg(value_name = "WHAT", value_parser = names())]
    what: String,
    /// Only what holds all of these words
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    #[command(flatten)]
    checklist: ChecklistChoice,
    #[command(flatten)]
    named: NamedFile,
    #[command(flatten)]
    output: crate::cli::args::Output,
}

fn names() -> PossibleValues {
    KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().into()
}

impl Command for List {
    const NAME: &'static str = "list";
    const EXAMPLES: &'static str = "gapcheck list checklists
gapcheck list controls --search \"backup restore\"
gapcheck list profiles --lang fr
gapcheck list rules
gapcheck list codes --format json";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, FORMAT_NAMES)?;
        let kind = KINDS.iter().find(|k| k.name == self.what).expect("the command line knows the kinds");
        let wanted: Vec<String> =
            self.search.iter().flat_map(|s| s.split_whitespace()).map(str::to_lowercase).collect();
        let mut rows = (kind.rows)(session, self)?;
        rows.retain(|row| row.has(&wanted));
        for target in &targets {
            let text = match target.format {
                "json" => json(&rows),
                _ => table(&rows, session),
            };
            session.deliver_text(target, &text)?;
        }
        if rows.is_empty() {
            session.tell(&session.words.text("list.nothing"));
        }
        Ok(Exit::Pass)
    }
}

impl List {
    fn loaded(&self, session: &mut Session) -> Result<Loaded, Failure> {
        session.checklist(self.checklist.checklist.as_deref(), self.named.named_file.as_deref())
    }
}

impl Row {
    fn new(id: impl ToString, text: impl Into<String>) -> Row {
        Row { id: id.to_string(), text: text.into(), ..Row::default() }
    }

    fn more(mut self, key: &'static str, value: impl ToString) -> Row {
        self.more.push((key, value.to_string()));
        self
    }

    fn indented(mut self, indent: &str) -> Row {
        self.indent = indent.to_string();
        self
    }

    fn hidden(mut self, key: &'static str, value: impl ToString) -> Row {
        self.hidden.push((key, value.to_string()));
        self
    }

    fn found_by(mut self, words: String) -> Row {
        self.words = words;
        self
    }

    fn has(&self, wanted: &[String]) -> bool {
        let more: String =
            self.more.iter().chain(&self.hidden).map(|(_, value)| format!(" {value}")).collect();
        let all = format!("{} {}{more} {}", self.id, self.text, self.words).to_lowercase();
        wanted.iter().all(|word| all.contains(word))
    }
}

fn table(rows: &[Row], session: &Session) -> String {
    let mut page = Page::new(session.width, true);
    let mut table = Table::new();
    let Some(first) = rows.first() else { return String::new() };
    let words = &session.words;
    let names: Vec<String> = first.more.iter().map(|(key, _)| words.text(&format!("list.{key}"))).collect();
    let (id, title) = (words.text("list.id"), words.text("list.title"));
    let header: Vec<&str> =
        [id.as_str(), title.as_str()].into_iter().chain(names.iter().map(String::as_str)).collect();
    table.header(&header);
    for row in rows {
        let more = row.more.iter().map(|(_, value)| Cell::new(value));
        table.row(
            [Cell::inked(Ink::Strong, &row.id), Cell::new(&format!("{}{}", row.indent, row.text))]
                .into_iter()
                .chain(more)
                .collect(),
        );
    }
    page.table(0, &table);
    page.finish()
}

fn json(rows: &[Row]) -> String {
    let object = |row: &Row| {
        let pairs = [("id", &row.id), ("title", &row.text)].into_iter();
        let all = pairs.chain(row.more.iter().chain(&row.hidden).map(|(key, value)| (*key, value)));
        Json::Object(
            all.map(|(key, value)| (key.replace('-', "_"), Json::from(value.as_str())))
                .collect::<Map<_, _>>(),
        )
    };
    let all = Json::Array(rows.iter().map(object).collect());
    format!("{all:#}\n")
}
