//! What the result cannot show, for those who decide.

use super::section::SectionView;
use super::summary::SummaryView;
use super::writer::Writer;
use crate::model::{Response, SectionIx};

impl Writer<'_> {
    /// What a self-assessment cannot show, how much rests on claims, and what was left out or is not rated.
    pub(super) fn bounds(self, summary: &SummaryView, sections: &[SectionView]) -> Vec<String> {
        let shares = [
            ("claim_only", summary.evidence.claim_only.clone()),
            ("independent", summary.evidence.independent.clone()),
        ];
        vec![self.word("bounds.own"), self.say("bounds.claims", &shares), self.left_out(sections)]
    }

    /// What does not concern the organisation, was set aside or not answered, and what is not rated.
    fn left_out(self, sections: &[SectionView]) -> String {
        let counts = self.counts(SectionIx::ROOT);
        let aside = self.once(SectionIx::ROOT, |i| i.response == Response::NotApplicable).count();
        let unrated = sections.iter().filter(|section| section.band.code == "NR");
        let unrated: Vec<&str> = unrated.map(|section| section.label.as_str()).collect();
        let some = |n: usize, key: &str| (n > 0).then(|| self.count(key, n, &[]));
        let all = [
            Some(self.scope_text()),
            some(aside, "bounds.set-aside"),
            some(counts.applicable - counts.answered, "bounds.blank"),
            (!unrated.is_empty()).then(|| self.say("bounds.not-rated", &[("parts", unrated.join("; "))])),
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
