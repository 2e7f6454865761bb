//! The merge in the making: one file after the other is brought in, and what clashes is written down.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::resolve::{Resolver, Rule};
use super::said::{Conflict, MergeReport, Took};
use crate::cli::part::Mark;
use crate::cli::{Failure, Session};
use crate::edit::{
    Clash, EditRefused, Merged, Place, Sides, Winner, answer_text, merge, part, remark, without_remark,
};

/// A file that is brought in.
pub(super) struct Incoming {
    /// Its name in messages.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it says.
    pub(super) text: String,
    /// What it said before it was changed.
    pub(super) ancestor: Option<String>,
}

/// A merge in the making.
pub(super) struct Joining<'s> {
    session: &'s Session,
    order: &'s [&'s str],
    resolver: Resolver<'s>,
    text: String,
    /// Whether it began with a part: then what it does not have is no answer that somebody removed.
    is_part: bool,
    /// The file that all is brought into.
    first: String,
    /// Where an answer or a value comes from, when it is not the first file.
    from: BTreeMap<String, String>,
    report: MergeReport,
}

impl<'s> Joining<'s> {
    /// A merge that begins with one file, or with what a part says (then `mark` is its mark).
    pub(super) fn new(
        session: &'s Session,
        order: &'s [&'s str],
        resolver: Resolver<'s>,
        first: String,
        (text, mark): (String, Option<Mark>),
    ) -> Joining<'s> {
        let (from, report) = (BTreeMap::new(), MergeReport::default());
        Joining { session, order, resolver, text, is_part: mark.is_some(), first, from, report }
    }

    /// Brings a file in. **Errors:** one of both cannot be rewritten without harm.
    pub(super) fn add(&mut self, part: &Incoming) -> Result<(), Failure> {
        let ancestor = match &part.ancestor {
            Some(base) if self.is_part => Some(
                common(base, &self.text).map_err(|why| self.session.edit_refused(&part.path, base, why))?,
            ),
            other => other.clone(),
        };
        let sides = Sides { ours: &self.text, theirs: &part.text, ancestor: ancestor.as_deref() };
        let mut rules: Vec<Option<Rule>> = Vec::new();
        let whose = |clash: &Clash| self.from.get(&name_of(&clash.place)).unwrap_or(&self.first).clone();
        let mut decide = |clash: &Clash| {
            let decided = self.resolver.decide(self.session, clash, [&whose(clash), &part.name]);
            rules.push(decided.map(|(_, rule)| rule));
            decided.map(|(winner, _)| winner)
        };
        let merged = merge(sides, self.order, &mut decide).map_err(|why| self.refused(part, why))?;
        let clashes = merged.clashes.iter().zip(rules).map(|((clash, winner), rule)| Conflict {
            clash: clash.clone(),
            ours: whose(clash),
            theirs: part.name.clone(),
            decided: winner.zip(rule),
        });
        let conflicts: Vec<Conflict> = clashes.collect();
        self.text = merged.text.clone();
        for conflict in &conflicts {
            self.note(conflict)?;
        }
        self.write_down(&merged, part, conflicts);
        Ok(())
    }

    /// Keeps the value that does not stand as a comment, with who decided.
    fn note(&mut self, conflict: &Conflict) -> Result<(), Failure> {
        let control = match &conflict.clash.place {
            Place::Control(id) => Some(id.as_str()),
            Place::Head(_) => None,
        };
        let (open, line) = (conflict.remark_open(&self.session.words), conflict.remark(&self.session.words));
        let noted = without_remark(&self.text, &open).and_then(|text| remark(&text, control, &line));
        self.text =
            noted.map_err(|why| self.session.edit_refused(Path::new(&self.first), &self.text, why))?;
        Ok(())
    }

    /// What cannot be rewritten is the file that all is brought into; what cannot be read is what comes in.
    fn refused(&self, part: &Incoming, why: EditRefused) -> Failure {
        match why {
            EditRefused::Unreadable(_) => self.session.edit_refused(&part.path, &part.text, why),
            EditRefused::Shape(_) | EditRefused::Elsewhere => {
                self.session.edit_refused(Path::new(&self.first), &self.text, why)
            }
        }
    }

    fn write_down(&mut self, merged: &Merged, part: &Incoming, conflicts: Vec<Conflict>) {
        let kept = conflicts.iter().filter(|c| c.decided.is_none_or(|(winner, _)| winner == Winner::Ours));
        let kept: Vec<String> = kept.map(|conflict| name_of(&conflict.clash.place)).collect();
        let places: Vec<String> = merged.taken.iter().chain(&merged.heads).cloned().collect();
        for place in places.iter().filter(|place| !kept.contains(place)) {
            self.from.insert(place.clone(), part.name.clone());
        }
        self.report.took.push(Took {
            from: part.name.clone(),
            controls: merged.taken.clone(),
            others: merged.heads.clone(),
            conflicts: conflicts.len(),
        });
        self.report.conflicts.extend(conflicts);
    }

    /// What was done, and the merged text.
    pub(super) fn finish(self) -> (MergeReport, String) {
        (self.report, self.text)
    }
}

/// A file with those answers only that another has, too.
fn common(base: &str, other: &str) -> Result<String, EditRefused> {
    let has = |id: &str| answer_text(other, id).is_ok_and(|answer| answer.is_some());
    part(base, &has, &[])
}

/// The control or key that a conflict is about.
pub(super) fn name_of(place: &Place) -> String {
    match place {
        Place::Control(id) | Place::Head(id) => id.clone(),
    }
}
