//! What a merge did, for people and for programs.

use std::path::Path;

use super::joining::name_of;
use super::resolve::Rule;
use crate::cli::args::Report;
use crate::cli::{Failure, Session};
use crate::edit::{Clash, Place, Side, Winner};
use crate::report::done::{ConflictDone, MergeDone, SideDone, TookDone};
use crate::text::{Catalogue, clean};

/// The most ids that a line names.
const MOST_IDS: usize = 8;

/// What a merge did.
#[derive(Debug, Default)]
pub(super) struct MergeReport {
    /// What came from each file, in order.
    pub(super) took: Vec<Took>,
    /// What both sides changed.
    pub(super) conflicts: Vec<Conflict>,
}

/// What came from one file.
#[derive(Debug)]
pub(super) struct Took {
    /// The file's name.
    pub(super) from: String,
    /// Controls whose answers changed.
    pub(super) controls: Vec<String>,
    /// What changed outside the answers.
    pub(super) others: Vec<String>,
    /// How many conflicts it met.
    pub(super) conflicts: usize,
}

/// One conflict, with the names of both files.
#[derive(Debug)]
pub(super) struct Conflict {
    pub(super) clash: Clash,
    pub(super) ours: String,
    pub(super) theirs: String,
    /// The side that stands, and by which rule; nothing when it is left.
    pub(super) decided: Option<(Winner, Rule)>,
}

impl Conflict {
    /// The comment that keeps what does not stand in the file.
    pub(super) fn remark(&self, words: &Catalogue) -> String {
        let Some((winner, rule)) = self.decided else { return self.remark_open(words) };
        let (stands, other, lost) = match winner {
            Winner::Theirs => (&self.theirs, &self.ours, &self.clash.ours),
            Winner::Ours => (&self.ours, &self.theirs, &self.clash.theirs),
        };
        let (stands, other, lost, rule) = (clean(stands), clean(other), side(lost, words), rule.id());
        self.placed(words.say(
            "merge.note-decided",
            &[("stands", &stands), ("rule", &rule), ("other", &other), ("said", &lost)],
        ))
    }

    /// The comment of a conflict that is left; a merge that decides it takes it out again.
    pub(super) fn remark_open(&self, words: &Catalogue) -> String {
        let (stands, other) = (clean(&self.ours), clean(&self.theirs));
        let said = side(&self.clash.theirs, words);
        self.placed(words.say("merge.note-open", &[("stands", &stands), ("other", &other), ("said", &said)]))
    }

    fn placed(&self, said: String) -> String {
        match &self.clash.place {
            Place::Control(_) => said,
            Place::Head(key) => format!("{key}: {said}"),
        }
    }

    fn text(&self, words: &Catalogue) -> String {
        let place = clean(&name_of(&self.clash.place)).into_owned();
        let keys = self.clash.keys.join(", ");
        let place = if keys.is_empty() { place } else { format!("{place} ({keys})") };
        let outcome = match self.decided {
            Some((winner, rule)) => {
                let stands = if winner == Winner::Ours { &self.ours } else { &self.theirs };
                words.say("merge.decided", &[("stands", &clean(stands)), ("rule", &rule.id())])
            }
            None => words.text("merge.left"),
        };
        format!(
            "{}\n  {}: {}\n  {}: {}\n  {outcome}\n",
            words.say("merge.conflict", &[("place", &place)]),
            clean(&self.ours),
            side(&self.clash.ours, words),
            clean(&self.theirs),
            side(&self.clash.theirs, words),
        )
    }

    fn done(&self) -> ConflictDone {
        let one = |name: &str, side: &Side| SideDone {
            file: name.to_string(),
            answer: side.answer.clone(),
            answered: side.answered.map(|day| day.to_string()),
            owner: side.owner.clone(),
            says: side.says.clone(),
        };
        let (control, key) = match &self.clash.place {
            Place::Control(id) => (Some(id.clone()), None),
            Place::Head(key) => (None, Some(key.clone())),
        };
        let stands = |winner: Winner| if winner == Winner::Ours { "ours" } else { "theirs" };
        ConflictDone {
            control,
            key,
            keys: self.clash.keys.clone(),
            ours: one(&self.ours, &self.clash.ours),
            theirs: one(&self.theirs, &self.clash.theirs),
            stands: self.decided.map(|(winner, _)| stands(winner).into()),
            rule: self.decided.map(|(_, rule)| rule.id().into()),
        }
    }
}

/// One side of a conflict on a line: what it says, who and when.
pub(super) fn side(side: &Side, words: &Catalogue) -> String {
    let says = if side.says == "{}" || side.says == "null" {
        words.text("merge.nothing")
    } else {
        side.says.clone()
    };
    // What the side says may hold owner and day already.
    let new = |fact: &String| !side.says.contains(fact.as_str());
    let who = side.owner.clone().filter(new);
    let when = side.answered.map(|day| day.to_string()).filter(new);
    let facts: Vec<String> = who.into_iter().chain(when).collect();
    let said = if facts.is_empty() { says } else { format!("{says} ({})", facts.join(", ")) };
    clean(&said).into_owned()
}

impl MergeReport {
    /// Whether a conflict is left.
    pub(super) fn is_open(&self) -> bool {
        self.conflicts.iter().any(|conflict| conflict.decided.is_none())
    }

    fn left(&self) -> usize {
        self.conflicts.iter().filter(|conflict| conflict.decided.is_none()).count()
    }

    /// Prints it: on standard output, or on standard error where the merged file is on standard output.
    pub(super) fn print(
        &self,
        session: &Session,
        report: &Report,
        place: Option<&Path>,
    ) -> Result<(), Failure> {
        match (report.is_json(), place) {
            (true, Some(_)) => report.print(session, &self.done()),
            (true, None) => {
                session.tell(&report.json(&self.done()));
                Ok(())
            }
            (false, Some(path)) => session.print(&self.text(&session.words, Some(path))),
            (false, None) => {
                session.tell(self.text(&session.words, None).trim_end());
                Ok(())
            }
        }
    }

    fn text(&self, words: &Catalogue, place: Option<&Path>) -> String {
        let mut out = String::new();
        for took in &self.took {
            let all: Vec<&str> = took.controls.iter().chain(&took.others).map(String::as_str).collect();
            let from = clean(&took.from);
            let line = match (all.len(), took.conflicts) {
                (0, 0) => words.say("merge.took-none", &[("from", &from)]),
                (0, n) => words.count("merge.took-conflicts", n, &[("from", &from)]),
                (n, _) => {
                    words.count("merge.took", n, &[("from", &from), ("ids", &clean(&some(&all, words)))])
                }
            };
            out.push_str(&(line + "\n"));
        }
        for conflict in &self.conflicts {
            out.push_str(&conflict.text(words));
        }
        if let Some(path) = place {
            out.push_str(&(words.say("merge.wrote", &[("path", &path.display())]) + "\n"));
        }
        if self.left() > 0 {
            out.push_str(&(words.count("merge.open", self.left(), &[]) + "\n"));
        }
        out
    }

    fn done(&self) -> MergeDone {
        let took = |took: &Took| TookDone {
            from: took.from.clone(),
            controls: took.controls.clone(),
            keys: took.others.clone(),
        };
        MergeDone {
            format: "gapcheck/merge/1".into(),
            took: self.took.iter().map(took).collect(),
            conflicts: self.conflicts.iter().map(Conflict::done).collect(),
            left: self.left(),
        }
    }
}

/// The first ids, and how many more there are.
pub(super) fn some(ids: &[&str], words: &Catalogue) -> String {
    match ids.len().checked_sub(MOST_IDS).filter(|more| *more > 0) {
        Some(more) => words.count("merge.more", more, &[("ids", &ids[..MOST_IDS].join(", "))]),
        None => ids.join(", "),
    }
}
