//! `explain`: a control, a number with all its terms, a rule of a policy, or a message of the program.

mod rule;

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, ChecklistChoice, Command, Methods, NamedFile, When};
use crate::cli::find::{self, Found};
use crate::cli::inputs::{Answered, Loaded};
use crate::cli::{Exit, Failure, Session, outcome};
use crate::diag::{Code, Severity};
use crate::model::{Checklist, SectionIx};
use crate::policy;
use crate::report::Subject;
use crate::report::text::{self, Book, Page};
use crate::score::{Node, Traces};

/// Explain a control, a number with all its terms, a word of the result, a rule of a policy, or a message
///
/// The terms of a number add up to it exactly. With an assessment at hand, a control is explained
/// together with its answer: what it earned, and why.
#[derive(Args, Debug)]
pub(super) struct Explain {
    /// A control, a section, a measure, `MEASURE@ID`, a word of the result (`NR`, `E2`, `knock-out`), a rule of
    /// a policy, or the code of a message
    #[arg(value_name = "ID")]
    id: String,
    /// A measure of the method at ID; see `gapcheck list methods`
    #[arg(value_name = "MEASURE")]
    measure: Option<String>,
    #[command(flatten)]
    named: NamedFile,
    #[command(flatten)]
    checklist: ChecklistChoice,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    methods: Methods,
}

impl Command for Explain {
    const NAME: &'static str = "explain";
    const EXAMPLES: &'static str = "gapcheck explain PC7-IAM-01
gapcheck explain PC7 evidenced
gapcheck explain evidenced@PC7 -f client-a/assessment.yaml
gapcheck explain NR
gapcheck explain knock-outs-pass
gapcheck explain unknown-choice";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let mut page = Page::new(session.width, true);
        if let Some(code) = Code::ALL.iter().find(|code| code.id() == self.id) {
            self::code(&mut page, session, *code);
        } else if let Some(rule) = policy::find_rule(&self.id) {
            rule::explain(&mut page, &session.words, rule);
        } else if let Some(path) = self.assessment() {
            let answered = session.answered(&path, self.when)?;
            self.answered(&mut page, session, &answered)?;
        } else {
            let loaded = session.checklist(self.checklist.checklist.as_deref(), None)?;
            self.asked(&mut page, session, &loaded)?;
        }
        session.print(&page.finish())?;
        Ok(Exit::Pass)
    }
}

/// What is to be explained.
enum Subjects<'a> {
    Node(Found),
    Measure(Found, &'a str),
    Word(&'static str),
}

impl Explain {
    /// The assessment that is named, or that lies here.
    fn assessment(&self) -> Option<PathBuf> {
        let here = Path::new("assessment.yaml");
        let named = self.named.named_file.clone();
        named.or_else(|| (self.checklist.checklist.is_none() && here.is_file()).then(|| here.to_path_buf()))
    }

    /// What ID and MEASURE mean: `PC7 evidenced`, `evidenced@PC7`, `PC7.evidenced`, `evidenced`, `PC7`.
    fn subject(&self, checklist: &Checklist) -> Result<Subjects<'_>, Failure> {
        if let Some(measure) = &self.measure {
            return Ok(Subjects::Measure(find::node(checklist, &self.id)?, measure));
        }
        if let Some((measure, id)) = self.id.split_once('@') {
            return Ok(Subjects::Measure(find::node(checklist, id)?, measure));
        }
        if let Some(found) = find::node_if_any(checklist, &self.id) {
            return Ok(Subjects::Node(found));
        }
        let is_measure =
            |id: &str| checklist.methods.iter().flat_map(|m| &m.measures).any(|m| m.id.as_str() == id);
        if let Some((id, measure)) = self.id.rsplit_once('.').filter(|(_, measure)| is_measure(measure)) {
            return Ok(Subjects::Measure(find::node(checklist, id)?, measure));
        }
        if let Some(word) = text::find_word(&self.id) {
            return Ok(Subjects::Word(word));
        }
        if is_measure(&self.id) {
            return Ok(Subjects::Measure(Found::Section(SectionIx::ROOT), &self.id));
        }
        if let Some(retired) = find::retired(checklist, &self.id) {
            return Err(retired);
        }
        let codes = Code::ALL.iter().map(|c| c.id());
        let measures = checklist.methods.iter().flat_map(|m| &m.measures).map(|m| m.id.as_str());
        let controls = checklist.controls.iter().map(|c| c.id.as_str());
        let sections = checklist.sections.iter().map(|s| s.id.as_str());
        let rules = policy::RULES.iter().map(|rule| rule.id());
        let words = text::WORDS.iter().copied();
        let known = controls.chain(sections).chain(measures).chain(words).chain(rules).chain(codes);
        Err(find::unknown("unknown-name", &self.id, known))
    }

    /// Without an assessment: what is asked.
    fn asked(&self, page: &mut Page, session: &Session, loaded: &Loaded) -> Result<(), Failure> {
        let book = Book { checklist: &loaded.checklist, texts: &loaded.texts, words: session.words };
        match self.subject(&loaded.checklist)? {
            Subjects::Measure(..) => return Err(Failure::new("needs-assessment").with("name", &self.id)),
            Subjects::Node(Found::Section(ix)) => book.section(page, ix),
            Subjects::Node(Found::Control(ix)) => book.control(page, ix),
            Subjects::Word(word) => {
                let methods = outcome::methods(&loaded.checklist, &self.methods.methods)?;
                text::word(page, &book, methods.first().copied(), word);
            }
        }
        Ok(())
    }

    /// With an assessment: what was answered, and what it earned.
    fn answered(&self, page: &mut Page, session: &Session, answered: &Answered) -> Result<(), Failure> {
        let checklist = &answered.loaded.checklist;
        let methods = outcome::methods(checklist, &self.methods.methods)?;
        let outcome = outcome::outcome(answered, &methods, Traces::All);
        let subject = session.subject(&outcome, answered);
        let book = Book { checklist, texts: &answered.loaded.texts, words: session.words };
        match self.subject(checklist)? {
            Subjects::Measure(found, measure) => self::measure(page, &subject, found, measure)?,
            Subjects::Node(Found::Section(ix)) => {
                book.head(page, ix);
                text::section(page, &subject, ix);
            }
            Subjects::Node(Found::Control(ix)) => {
                book.control(page, ix);
                page.blank();
                text::control(page, &subject, ix);
            }
            Subjects::Word(word) => {
                text::word(page, &book, methods.first().copied(), word);
                // A word may be a measure as well: then its number stands below.
                let root = outcome.cards.iter().flat_map(|card| card.at(Node::Section(SectionIx::ROOT)));
                for result in root.filter(|result| result.measure.as_str() == word) {
                    text::measure(page, &subject, result);
                }
            }
        }
        Ok(())
    }
}

fn measure(page: &mut Page, subject: &Subject, found: Found, measure: &str) -> Result<(), Failure> {
    let node = match found {
        Found::Section(ix) => Node::Section(ix),
        Found::Control(ix) => Node::Control(ix),
    };
    let here = || subject.outcome.cards.iter().flat_map(|card| card.at(node));
    let mut found = false;
    for result in here().filter(|r| r.measure.as_str() == measure) {
        text::measure(page, subject, result);
        found = true;
    }
    if found {
        return Ok(());
    }
    let checklist = subject.outcome.assessment.checklist;
    let id = match node {
        Node::Section(ix) => checklist.section(ix).id.to_string(),
        Node::Control(ix) => checklist.control(ix).id.to_string(),
    };
    let known: Vec<&str> = here().map(|r| r.measure.as_str()).collect();
    let failure = find::unknown("unknown-measure", measure, known.iter().copied());
    Err(failure.with("id", id).with("known", known.join(", ")))
}

/// A message: how grave it is, what it says, what to do.
fn code(page: &mut Page, session: &Session, code: Code) {
    let words = &session.words;
    page.heading(code.id());
    let severity = match code.severity() {
        Severity::Error => "severity.error",
        Severity::Warning => "severity.warning",
        Severity::Note => "severity.note",
    };
    let key = format!("diag.{}", code.id());
    page.entry(2, 16, &words.text("explain.severity"), &words.text(severity));
    page.entry(2, 16, &words.text("explain.sentence"), &words.text(&key));
    page.entry(2, 16, &words.text("explain.help"), &words.text(&format!("{key}.help")));
}
