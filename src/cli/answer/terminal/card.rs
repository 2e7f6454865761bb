//! What somebody sees who answers a control: the question, its levels, and the answer as it stands.

use std::fmt::Display;

use super::filter::Filter;
use crate::cli::answer::given;
use crate::model::{Answer, Assessment, ControlIx, EvidenceItem, EvidencePlace, Item, Plan, Share};
use crate::report::status::Progress;
use crate::report::text::{Book, Ink, Page};
use crate::report::view::tier_key;

/// Everything that a card shows.
#[derive(Clone, Copy)]
pub(super) struct Card<'a> {
    pub(super) book: Book<'a>,
    pub(super) assessment: &'a Assessment<'a>,
    pub(super) filter: &'a Filter,
    pub(super) me: Option<&'a str>,
}

impl Card<'_> {
    /// The whole card of a control.
    pub(super) fn write(self, page: &mut Page, control: ControlIx) {
        page.blank();
        page.paragraph(0, Ink::Faint, &self.place(control));
        self.book.question(page, control);
        self.standing(page, control);
    }

    /// `12 of 66 answered · blank: 54 · PC7: 3 of 14`.
    pub(super) fn place(self, control: ControlIx) -> String {
        let words = &self.book.words;
        let checklist = self.book.checklist;
        let all = Progress::of(self.assessment.asked());
        let left = self.filter.controls(self.assessment, self.me).len();
        let section = checklist.section(checklist.top_of(control));
        let here = self.assessment.asked().filter(|item| section.controls.contains(&item.control.0));
        let here = Progress::of(here);
        let filter = self.filter.say(checklist, words);
        let values: [(&str, &dyn Display); 7] = [
            ("n", &all.answered),
            ("of", &all.asked),
            ("filter", &filter),
            ("left", &left),
            ("section", &section.id),
            ("done", &here.answered),
            ("here", &here.asked),
        ];
        words.say("answer.place", &values)
    }

    /// The answer as it stands.
    pub(super) fn standing(self, page: &mut Page, control: ControlIx) {
        let item = self.assessment.item(control);
        let Some(answer) = item.answer else { return };
        let words = &self.book.words;
        let mut lines: Vec<(&str, String)> = Vec::new();
        let now = given(item, words);
        if now != words.text("answer.none") {
            lines.push(("answer.now", self.claim(item, answer, &now)));
        }
        let texts = [
            ("answer.reason", answer.not_applicable.as_ref().map(|n| n.reason.clone())),
            ("answer.note", answer.note.clone()),
            ("answer.owner", answer.owner.clone()),
            ("answer.share", answer.share.as_ref().map(share)),
        ];
        lines.extend(texts.into_iter().filter_map(|(key, text)| Some((key, text?))));
        lines.extend(answer.evidence.iter().map(|item| ("answer.evidence", self.evidence(item))));
        lines.extend(answer.plan.as_ref().map(|p| ("answer.plan", plan(p))));
        if lines.is_empty() {
            return;
        }
        page.blank();
        let mut last = "";
        for (key, text) in lines {
            let label = if key == last { String::new() } else { words.text(key) };
            page.entry(2, 16, &label, &text);
            last = key;
        }
    }

    /// `3, answered 2026-10-01, valid until 2027-10-01 (E1 claim with owner, date and rationale)`.
    fn claim(self, item: &Item<'_>, answer: &Answer, now: &str) -> String {
        let words = &self.book.words;
        let dated = answer.answered.as_ref().map(|day| words.say("answer.dated", &[("date", &day.value)]));
        let until = item.valid_until.map(|day| match day < self.assessment.today.date {
            true => words.say("answer.ended", &[("date", &day)]),
            false => words.say("answer.until", &[("date", &day)]),
        });
        let parts: Vec<String> = [Some(now.to_string()), dated, until].into_iter().flatten().collect();
        let tier = words.text(tier_key(item));
        format!("{} ({} {tier})", parts.join(", "), item.tier.id())
    }

    fn evidence(self, item: &EvidenceItem) -> String {
        let words = &self.book.words;
        let place = match &item.place {
            EvidencePlace::File(text) | EvidencePlace::Link(text) | EvidencePlace::Reference(text) => text,
        };
        let about = [
            item.kind.map(|kind| words.text(&format!("evidence.{}", kind.id()))),
            item.collected.map(|day| day.to_string()),
            item.reviewed_by.as_ref().map(|name| words.say("answer.reviewed-by", &[("name", name)])),
            item.verified.map(|how| words.text(&format!("verified.{}", how.id()))),
        ];
        let about: Vec<String> = about.into_iter().flatten().collect();
        if about.is_empty() { place.clone() } else { format!("{place} ({})", about.join(", ")) }
    }
}

fn share(share: &Share) -> String {
    let source = share.source.as_ref().map(|source| format!(", {source}")).unwrap_or_default();
    format!("{}/{}{source}", share.have.to_plain(), share.of.to_plain())
}

fn plan(plan: &Plan) -> String {
    let parts = [plan.what.clone(), plan.owner.clone(), plan.due.map(|day| day.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
