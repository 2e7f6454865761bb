//! What moved, in sentences, and what limits the comparison.

use super::document::GapMoves;
use super::{FileView, Scribe, SectionMove, Told};
use crate::compare::{Change, ChangeKind};
use crate::model::ControlIx;
use crate::report::escape::clean;

impl Scribe<'_> {
    /// The most important sentences first.
    pub(super) fn headlines(self, sections: &[SectionMove], gaps: &GapMoves) -> Vec<String> {
        let now = self.now();
        let told = &self.chronicle.told;
        let since = now.day(told[told.len() - 2].stand.on).text;
        let mut all = Vec::new();
        let of = |pick: fn(&SectionMove) -> &str, code: &str| {
            sections.iter().filter(|s| s.material == "yes" && pick(s) == code).count()
        };
        let total = |code: &str| of(|s| s.in_all.code.as_str(), code);
        if total("up") + total("down") + total("same") > 0 {
            let values = [
                ("kinds", now.checklist_view().kinds.to_lowercase()),
                ("date", since),
                ("up", total("up").to_string()),
                ("down", total("down").to_string()),
                ("same", total("same").to_string()),
            ];
            all.push(now.say("compare.headline", &values));
        }
        let answers = |all: &[ControlIx]| now.checklist().once(all.to_vec()).count();
        let expired: Vec<ControlIx> =
            self.chronicle.comparison.expired.iter().map(|expired| expired.control).collect();
        let worked = |pick: &[ChangeKind]| self.count(pick);
        let time = [
            ("compare.time", of(|s| s.by_time.code.as_str(), "down")),
            ("compare.asking-raised", of(|s| s.by_asking.code.as_str(), "up")),
        ];
        let moved = [
            ("compare.gaps-closed", &gaps.closed),
            ("compare.gaps-dropped", &gaps.dropped),
            ("compare.gaps-opened", &gaps.opened),
        ];
        let work = [
            ("compare.raised", worked(&[ChangeKind::AnswerRaised, ChangeKind::AnswerAdded])),
            ("compare.lowered", worked(&[ChangeKind::AnswerLowered, ChangeKind::AnswerRemoved])),
            ("compare.evidence-lost", worked(&[ChangeKind::EvidenceLost])),
            ("compare.set-aside", worked(&[ChangeKind::NotApplicable])),
            ("compare.switched-off", worked(&[ChangeKind::SwitchedOff])),
            ("compare.expired", answers(&expired)),
        ];
        let counted = |(key, n): (&str, usize)| (n > 0).then(|| now.count(key, n, &[]));
        all.extend(time.into_iter().filter_map(counted));
        let some = moved.into_iter().filter(|(_, controls)| !controls.is_empty());
        all.extend(some.map(|(key, controls)| now.count_once(key, controls)));
        all.extend(work.into_iter().filter_map(counted));
        if all.is_empty() || self.chronicle.comparison.is_empty() {
            all.push(now.word("compare.nothing"));
        }
        all
    }

    /// On how many controls something of these kinds was done.
    fn count(self, kinds: &[ChangeKind]) -> usize {
        let wanted = |change: &&Change| kinds.contains(&change.kind);
        let mut controls: Vec<_> =
            self.chronicle.comparison.changes.iter().filter(wanted).map(|c| c.control).collect();
        controls.sort();
        controls.dedup();
        controls.len()
    }

    /// What to know before the figures are read.
    pub(super) fn limits(self, files: &[FileView]) -> Vec<String> {
        let now = self.now();
        let (old, new) = (&files[files.len() - 2], &files[files.len() - 1]);
        let mut all = self.other_organisations();
        if old.on.iso > new.on.iso {
            all.push(now.say("compare.order", &[("name", old.name.clone())]));
        }
        let lost = |file: &&FileView| !file.lost.is_empty();
        all.extend(files.iter().filter(lost).map(|file| {
            let values = [("name", file.name.clone()), ("ids", file.lost.join(", "))];
            now.count("compare.lost", file.lost.len(), &values)
        }));
        if old.answered_for != new.answered_for && self.was_read_by_the_newest() {
            all.push(now.say("compare.old-version", &[("given", old.answered_for.clone())]));
        }
        all
    }

    /// One sentence for each other name of an organisation than that in the last file.
    fn other_organisations(self) -> Vec<String> {
        let (last, earlier) = self.chronicle.told.split_last().expect("there are at least two");
        let name = |told: &Told| clean(told.stand.then.assessment.file.organisation.name.trim());
        let new = name(last);
        let mut others: Vec<String> = earlier.iter().map(name).filter(|old| *old != new).collect();
        others.dedup();
        let values = |old| [("old", old), ("new", new.clone())];
        others.into_iter().map(|old| self.now().say("compare.other-organisation", &values(old))).collect()
    }

    /// Whether the checklist that the earlier file names is no longer to be had.
    fn was_read_by_the_newest(self) -> bool {
        let told = &self.chronicle.told;
        told[told.len() - 2].stand.same_yardstick
    }
}
