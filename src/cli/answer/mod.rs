//! `answer`: one control from the command line, many from a CSV file, or one after the other in the
//! terminal.

mod column;
mod desk;
mod evidence;
mod fields;
mod quotes;
mod sheet;
mod terminal;
mod wish;

use std::fmt::Display;
use std::path::{Path, PathBuf};

use crate::cli::args::{Args, Command, NamedFile, When};
use crate::cli::find::{self, looks_like_file};
use crate::cli::{Exit, Failure, Session};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Checklist, ControlIx, Item};
use crate::report::status::Progress;
use crate::report::view::tier_key;
use crate::text::{Catalogue, clean};
use desk::{Desk, Entry, Refused, Saved, State};
use fields::Fields;
use terminal::{Start, Terminal};

/// Answer controls one after the other in the terminal, or one from a script
///
/// Without an answer it asks: one question after the other, saved one by one, until you stop; the next
/// run begins at the first question without an answer.
///
/// An argument with a folder in it, or one that ends like a YAML file, is the assessment; every other one is a
/// control. The answer is saved when the command says so: other answers, comments and layout stay as
/// they are, and what others save at the same time is kept.
#[derive(Args, Debug)]
pub(super) struct Answer {
    /// The assessment [default: assessment.yaml], a control, and its answer
    #[arg(value_name = "FILE | ID | CHOICE")]
    arguments: Vec<String>,
    #[command(flatten)]
    named: NamedFile,
    #[command(flatten)]
    when: When,
    /// Who you are: the owner of answers that have none [default for the filter `mine`: git's user]
    #[arg(long, value_name = "NAME")]
    me: Option<String>,
    /// In the terminal, only controls of this kind: blank, unknown, mine, knock-outs, expiring, all, or a
    /// section; may be repeated [default: blank]
    #[arg(long, value_name = "FILTER")]
    only: Vec<String>,
    /// Take many answers from a CSV file, all of them or none
    #[arg(long, value_name = "CSV")]
    from: Option<PathBuf>,
    #[command(flatten)]
    fields: Fields,
}

impl Command for Answer {
    const NAME: &'static str = "answer";
    const EXAMPLES: &'static str = "gapcheck answer
gapcheck answer --only mine --only PC7 --me j.doe
gapcheck answer PC7-IAM-01 3 --note \"all staff, checked monthly\" --owner j.doe
gapcheck answer PC7-IAM-01 --evidence evidence/mfa.csv --kind tool_export --reviewed-by a.roe
gapcheck answer client-a.yaml PC6-BUY-04 na --reason \"we buy none\" --approved-by a.roe
gapcheck answer PC7-IAM-01 --remove plan
gapcheck answer --from answers.csv";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let (file, rest) = match self.arguments.split_first() {
            Some((first, rest)) if looks_like_file(first) => (Some(Path::new(first.as_str())), rest),
            Some(_) | None => (None, self.arguments.as_slice()),
        };
        let path = self.named.or(file)?.unwrap_or(Path::new("assessment.yaml")).to_path_buf();
        let (desk, state) = Desk::open(session, &path, self.when)?;
        if let Some(sheet) = &self.from {
            return match rest.is_empty() && self.fields.wish(&[]).is_empty() {
                true => self.many(session, &desk, &state, sheet),
                false => Err(Failure::new("answer-from-and-more")),
            };
        }
        let (id, choices) = rest.split_first().map_or((None, rest), |(id, choices)| (Some(id), choices));
        let control = id.map(|id| control(&desk.loaded.checklist, id)).transpose()?;
        let choices = &self::choices(&desk.loaded.checklist, control, choices);
        let Some(control) = control.filter(|_| !self.fields.wish(choices).is_empty()) else {
            return self.in_turn(session, &desk, state, control);
        };
        self.one(session, &desk, &state, (control, choices))
    }
}

impl Answer {
    /// Changes one answer and says what it is now.
    fn one(
        &self,
        session: &Session,
        desk: &Desk,
        state: &State,
        (control, choices): (ControlIx, &[String]),
    ) -> Result<Exit, Failure> {
        let wish = self.fields.wish(choices);
        let mut problems = Diagnostics::new();
        let entry = desk.entry(state, (control, &wish), self.me.as_deref(), &mut problems);
        session.show(&problems)?;
        match desk.save(session, &[entry])? {
            Ok(saved) => {
                session.show(&saved.warnings)?;
                session.print(&(said(session, desk, control, (state, &saved)) + "\n"))?;
                Ok(Exit::Pass)
            }
            Err(refused) => Err(session.not_saved(desk, &refused)),
        }
    }

    /// Goes through controls in the terminal. **Errors:** something is said and no control is named.
    fn in_turn(
        &self,
        session: &Session,
        desk: &Desk,
        state: State,
        at: Option<ControlIx>,
    ) -> Result<Exit, Failure> {
        if !self.fields.wish(&[]).is_empty() {
            return Err(Failure::new("answer-what"));
        }
        let at = at.map(|ix| desk.loaded.checklist.control(ix).same_as.unwrap_or(ix));
        let start = Start { at, only: self.only.clone(), me: self.me.clone() };
        Terminal::run(session, desk, state, &mut std::io::stdin().lock(), start)
    }

    /// Takes every row of a sheet, or none.
    fn many(&self, session: &mut Session, desk: &Desk, state: &State, from: &Path) -> Result<Exit, Failure> {
        let mut problems = Diagnostics::new();
        let rows = sheet::read(session, from, &desk.loaded.checklist, &mut problems)?;
        let mut entries = Vec::new();
        for row in &rows {
            let mut own = Diagnostics::new();
            let entry = desk.entry(state, (row.control, &row.wish), self.me.as_deref(), &mut own);
            entries.push(Entry { at: Some(row.at), ..entry });
            problems.extend(own.into_iter().map(|problem| Diagnostic { at: Some(row.at), ..problem }));
        }
        if problems.has_errors() {
            // What the reader of assessments thinks of the other rows is said as well.
            match desk.check(session, &entries) {
                Ok(Ok(saved)) => problems.extend(saved.warnings),
                Ok(Err(Refused::Problems(more))) => problems.extend(more),
                Ok(Err(Refused::Changed(_))) | Err(_) => {}
            }
            return Err(session.not_saved(desk, &Refused::Problems(problems)));
        }
        match desk.save(session, &entries)? {
            Ok(saved) => {
                session.show(&saved.warnings)?;
                let progress = Progress::of(saved.state.assessment(desk).asked());
                let from = clean(&session.name_of(from)).into_owned();
                let values: [(&str, &dyn Display); 3] =
                    [("from", &from), ("done", &progress.answered), ("of", &progress.asked)];
                session.print(&(session.words.count("answer.saved-all", rows.len(), &values) + "\n"))?;
                Ok(Exit::Pass)
            }
            Err(refused) => Err(session.not_saved(desk, &refused)),
        }
    }
}

impl Session {
    /// The failure of a save that was refused, after its problems were shown.
    fn not_saved(&self, desk: &Desk, refused: &Refused) -> Failure {
        match refused {
            Refused::Changed(controls) => {
                let ids: Vec<&str> = controls.iter().map(|control| desk.id(*control)).collect();
                Failure::new("answer-changed").with("ids", ids.join(", ")).with("path", desk.path.display())
            }
            Refused::Problems(problems) => match self.show(problems) {
                Err(failure) => failure,
                Ok(()) => Failure::Input,
            },
        }
    }
}

/// The control of a name. **Errors:** there is none; a section has no answer.
fn control(checklist: &Checklist, id: &str) -> Result<ControlIx, Failure> {
    checklist.find_control(id).ok_or_else(|| {
        let controls = || checklist.controls.iter().map(|c| c.id.as_str());
        find::retired(checklist, id).unwrap_or_else(|| find::unknown("unknown-name", id, controls()))
    })
}

/// The choices that are said; where several are allowed, commas divide them as in a sheet.
fn choices(checklist: &Checklist, control: Option<ControlIx>, said: &[String]) -> Vec<String> {
    if !control.is_some_and(|ix| checklist.control(ix).multiple) {
        return said.to_vec();
    }
    let parts = said.iter().flat_map(|text| text.split(',')).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_string).collect()
}

/// `PC7-IAM-01: 2 → 3, E1 claim with owner, date and rationale; 13 of 68 answered`.
fn said(session: &Session, desk: &Desk, control: ControlIx, (before, saved): (&State, &Saved)) -> String {
    let words = &session.words;
    let id = desk.id(control);
    let (old, new) = (before.assessment(desk), saved.state.assessment(desk));
    let (old, item) = (given(old.item(control), words), new.item(control));
    let progress = Progress::of(new.asked());
    let now = given(item, words);
    let values: [(&str, &dyn Display); 3] = [("id", &id), ("before", &old), ("now", &now)];
    let claim = words.say(
        match (saved.is_new, old == now, item.is_blank()) {
            (false, _, _) => "answer.same",
            (true, true, true) => "answer.more-blank",
            (true, true, false) => "answer.more",
            (true, false, _) => "answer.moved",
        },
        &values,
    );
    let tier = format!("{} {}", item.tier.id(), words.text(tier_key(item)));
    let values: [(&str, &dyn Display); 4] =
        [("claim", &claim), ("tier", &tier), ("n", &progress.answered), ("of", &progress.asked)];
    words.say(if item.is_blank() { "answer.saved-blank" } else { "answer.saved" }, &values)
}

/// What an answer claims, as it is written in the file; a dash for nothing.
fn given(item: &Item<'_>, words: &Catalogue) -> String {
    match item.answer.map(|answer| answer.given.value.written()).unwrap_or_default() {
        blank if blank.is_empty() => words.text("answer.none"),
        claim => claim,
    }
}
