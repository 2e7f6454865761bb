//! What an upgrade did, for people and for programs.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::args::Report;
use crate::cli::inputs::Loaded;
use crate::cli::{Failure, Session};
use crate::model::RetiredHow;
use crate::report::done::{ChangedDone, ReopenedDone, RetiredDone, UpgradeDone};
use crate::text::{Catalogue, clean};

/// What an upgrade did.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The checklist.
    pub(super) id: String,
    /// The version of the answers, when it is known.
    pub(super) from: Option<String>,
    /// The version that they are moved to.
    pub(super) to: String,
    /// Controls that the checklist retired.
    pub(super) moved: Vec<Moved>,
    /// Answers that the new version does not allow.
    pub(super) misfits: Vec<Misfit>,
    /// Controls that ask something else now.
    pub(super) changed: Vec<Changed>,
    /// Controls that nothing knows; they were left as they are.
    pub(super) unknown: Vec<String>,
    /// Controls that apply and are not in the file.
    pub(super) absent: Vec<String>,
    /// How many controls the file has now.
    pub(super) answers: usize,
}

/// A control that was retired.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) id: String,
    pub(super) how: RetiredHow,
    pub(super) became: Vec<String>,
}

/// An answer that does not fit any more.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) id: String,
    pub(super) code: &'static str,
    pub(super) why: String,
}

/// A control that asks something else now.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) id: String,
    pub(super) what: Vec<&'static str>,
}

impl Moved {
    /// The old and the new id of a control that only has another name.
    pub(super) fn renamed(&self) -> Option<(String, String)> {
        match (self.how, self.became.as_slice()) {
            (RetiredHow::Renamed, [new]) => Some((self.id.clone(), new.clone())),
            (RetiredHow::Renamed | RetiredHow::Split | RetiredHow::Merged | RetiredHow::Dropped, _) => None,
        }
    }
}

fn word(how: RetiredHow) -> &'static str {
    match how {
        RetiredHow::Renamed => "renamed",
        RetiredHow::Split => "split",
        RetiredHow::Merged => "merged",
        RetiredHow::Dropped => "dropped",
    }
}

/// What is not the same in a control of two versions: `question`, `levels`, `scale`, `target`, `weight`,
/// `knock-out`, `applies`.
pub(super) fn differences(old: (&Loaded, &str), new: (&Loaded, &str)) -> Vec<&'static str> {
    let found = |(loaded, id): (&Loaded, &str)| loaded.checklist.find_control(id);
    let (Some(old_ix), Some(new_ix)) = (found(old), found(new)) else { return Vec::new() };
    let (before, now) = (old.0.checklist.control(old_ix), new.0.checklist.control(new_ix));
    let (old_scale, new_scale) = (old.0.checklist.scale_of(before), new.0.checklist.scale_of(now));
    let texts = |(loaded, id): (&Loaded, &str), below: &str| -> Vec<(String, String)> {
        let prefix = format!("control.{id}.{below}");
        let keys = loaded.texts.keys().filter_map(|key| key.strip_prefix(&prefix));
        keys.map(|rest| (rest.to_string(), loaded.texts.text(&format!("{prefix}{rest}")).into_owned()))
            .collect()
    };
    let level = |(loaded, _): (&Loaded, &str), ix: Option<crate::model::ChoiceIx>, control| {
        ix.map(|ix| loaded.checklist.scale_of(control).choice(ix).id.to_string())
    };
    let all = [
        ("question", texts(old, "ask") != texts(new, "ask")),
        (
            "levels",
            ["anchor.", "also.", "choice."].iter().any(|below| texts(old, below) != texts(new, below)),
        ),
        ("scale", old_scale.choices != new_scale.choices || old_scale.number != new_scale.number),
        ("target", old_scale.targets != new_scale.targets),
        ("weight", before.weight != now.weight),
        ("knock-out", level(old, before.knock_out, before) != level(new, now.knock_out, now)),
        ("applies", before.applies != now.applies),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect()
}

impl Done {
    /// What a person has to look at again, in a stable order.
    fn look_again(&self) -> Vec<&str> {
        let replaced = self.moved.iter().filter(|moved| moved.renamed().is_none());
        let became = replaced.flat_map(|moved| moved.became.iter().map(String::as_str));
        let others = self.misfits.iter().map(|misfit| misfit.id.as_str());
        let changed = self.changed.iter().map(|changed| changed.id.as_str());
        let all: BTreeSet<&str> =
            became.chain(others).chain(changed).chain(self.unknown.iter().map(String::as_str)).collect();
        all.into_iter().collect()
    }

    /// Prints it: on standard output, or on standard error where the file itself is on standard output.
    pub(super) fn print(
        &self,
        session: &Session,
        report: &Report,
        written: Option<&Path>,
        aside: bool,
    ) -> Result<(), Failure> {
        let done = || self.done(written.is_some() || aside);
        match (report.is_json(), aside) {
            (true, false) => return report.print(session, &done()),
            (true, true) => session.tell(&report.json(&done())),
            (false, true) => session.tell(self.text(&session.words, None).trim_end()),
            (false, false) => {
                let mut text = self.text(&session.words, written);
                if written.is_none() {
                    text.push_str(&(session.words.text("upgrade.nothing-written") + "\n"));
                }
                return session.print(&text);
            }
        }
        Ok(())
    }

    fn text(&self, words: &Catalogue, written: Option<&Path>) -> String {
        let from = self.from.clone().unwrap_or_else(|| words.text("upgrade.unknown-version"));
        let mut lines =
            vec![words.say("upgrade.head", &[("id", &self.id), ("from", &clean(&from)), ("to", &self.to)])];
        for moved in &self.moved {
            let key = format!("upgrade.{}", word(moved.how));
            lines.push(words.say(&key, &[("id", &clean(&moved.id)), ("became", &moved.became.join(", "))]));
        }
        for misfit in &self.misfits {
            lines.push(
                words.say("upgrade.misfit", &[("id", &clean(&misfit.id)), ("why", &clean(&misfit.why))]),
            );
        }
        for changed in &self.changed {
            let what: Vec<String> =
                changed.what.iter().map(|what| words.text(&format!("upgrade.what.{what}"))).collect();
            lines.push(words.say("upgrade.changed", &[("id", &changed.id), ("what", &what.join(", "))]));
        }
        for id in &self.unknown {
            lines.push(words.say("upgrade.unknown", &[("id", &clean(id))]));
        }
        if lines.len() == 1 {
            lines.push(words.count("upgrade.same", self.answers, &[]));
        }
        if !self.absent.is_empty() {
            lines.push(words.count("upgrade.absent", self.absent.len(), &[("ids", &self.absent.join(", "))]));
        }
        let again = self.look_again();
        if !again.is_empty() {
            lines.push(words.count("upgrade.look-again", again.len(), &[("ids", &clean(&again.join(", ")))]));
        }
        if let Some(path) = written {
            lines.push(words.say("upgrade.wrote", &[("path", &path.display())]));
        }
        lines.join("\n") + "\n"
    }

    fn done(&self, written: bool) -> UpgradeDone {
        let moved = |moved: &Moved| RetiredDone {
            id: moved.id.clone(),
            how: word(moved.how).into(),
            became: moved.became.clone(),
        };
        let misfit = |misfit: &Misfit| ReopenedDone { id: misfit.id.clone(), code: misfit.code.into() };
        let changed = |changed: &Changed| ChangedDone {
            id: changed.id.clone(),
            what: changed.what.iter().map(|what| what.to_string()).collect(),
        };
        UpgradeDone {
            format: "gapcheck/upgrade/1".into(),
            checklist: self.id.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            retired: self.moved.iter().map(moved).collect(),
            reopened: self.misfits.iter().map(misfit).collect(),
            changed: self.changed.iter().map(changed).collect(),
            unknown: self.unknown.clone(),
            absent: self.absent.clone(),
            look_again: self.look_again().into_iter().map(str::to_string).collect(),
            written,
        }
    }
}
