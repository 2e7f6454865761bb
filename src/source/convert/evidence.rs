//! Evidence items and measured shares of an answer.

use super::answer::{Entry, Reader, future};
use super::say;
use crate::diag::{Code, Diagnostic, Diagnostics, Located};
use crate::model::{ChoiceIx, EvidenceItem, EvidencePlace, Exact, Given, Share};
use crate::source::field::{Field, List};
use crate::source::path;
use crate::source::wire::assessment as wire;

/// How links may begin.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

impl Reader<'_> {
    /// Every evidence item that can be read.
    ///
    /// **Reports:** `evidence-shape`, `path-outside`, `bad-link`, `bad-date`, `bad-value`,
    /// `future-date` or `later-evidence`.
    pub(super) fn evidence(
        &self,
        field: &Field<List<wire::EvidenceItem>>,
        diags: &mut Diagnostics,
    ) -> Vec<EvidenceItem> {
        let items = field.value().map(|items| items.items(diags)).unwrap_or_default();
        items.into_iter().filter_map(|item| self.evidence_item(item, diags)).collect()
    }

    fn evidence_item(
        &self,
        item: &Located<wire::EvidenceItem>,
        diags: &mut Diagnostics,
    ) -> Option<EvidenceItem> {
        let written = &item.value;
        let place = place(item, diags);
        let collected = say::day(&written.collected, diags);
        let late = collected.as_ref().filter(|day| day.value > self.today.latest_answer());
        if let Some(day) = late {
            diags.push(if self.today.explicit {
                let problem = Diagnostic::new(Code::LaterEvidence, day.span).with("found", day.value);
                problem.with("today", self.today.date)
            } else {
                future(day, self.today)
            });
        }
        let left_out = late.is_some();
        let read = EvidenceItem {
            place: place?,
            kind: written.kind.get().and_then(|kind| say::word(kind, diags)),
            collected: collected.map(|day| day.value),
            expires: say::day(&written.expires, diags).map(|day| day.value),
            reviewed_by: say::text(&written.reviewed_by),
            verified: written.verified.get().and_then(|word| say::word(word, diags)),
            sha256: say::sha256(&written.sha256, diags),
            span: item.span,
        };
        (!left_out).then_some(read)
    }

    /// A measured share. **Reports:** `missing-key`, `wrong-type`, `bad-share`, `level-above-share`,
    /// `unused-key` where the control is no measured share.
    pub(super) fn share(
        &self,
        entry: &Entry<'_>,
        written: &Located<wire::Share>,
        given: Option<&Given>,
        diags: &mut Diagnostics,
    ) -> Option<Share> {
        let have = written.value.have.need("have", written.span, diags);
        let of = written.value.of.need("of", written.span, diags);
        let (have, of) = (have?, of?);
        let numbers = say::number(&have.value, have.span, diags).zip(say::number(&of.value, of.span, diags));
        let (have_number, of_number) = numbers?;
        if of_number <= Exact::ZERO || have_number.is_negative() || have_number > of_number {
            let problem = Diagnostic::new(Code::BadShare, written.span).with("have", &have.value.text);
            diags.push(problem.with("of", &of.value.text));
            return None;
        }
        let share = Share {
            have: have_number,
            of: of_number,
            source: say::text(&written.value.source),
            span: written.span,
        };
        if entry.control.measured.is_none() {
            diags.push(Diagnostic::new(Code::UnusedKey, written.span).with("key", "share"));
        } else {
            diags.extend(above_share(entry, &share, given));
        }
        Some(share)
    }
}

/// The one place of an evidence item.
fn place(item: &Located<wire::EvidenceItem>, diags: &mut Diagnostics) -> Option<EvidencePlace> {
    let written = &item.value;
    let blank = [written.file.is_blank(), written.link.is_blank(), written.reference.is_blank()];
    if blank.iter().filter(|b| !**b).count() != 1 {
        diags.push(Diagnostic::new(Code::EvidenceShape, item.span));
        return None;
    }
    if let Some(file) = written.file.get() {
        return path::inside(&file.value, file.span, diags).map(EvidencePlace::File);
    }
    if let Some(link) = written.link.get() {
        let text = link.value.text.trim();
        let lower = text.to_lowercase();
        if !SCHEMES.iter().any(|s| lower.starts_with(s) && lower.len() > s.len()) {
            diags.push(Diagnostic::new(Code::BadLink, link.span).with("found", say::short(text)));
            return None;
        }
        return Some(EvidencePlace::Link(text.to_string()));
    }
    say::text(&written.reference).map(EvidencePlace::Reference)
}

/// A level above what the share allows.
fn above_share(entry: &Entry<'_>, share: &Share, given: Option<&Given>) -> Option<Diagnostic> {
    let Some(Given::Choices(words)) = given else { return None };
    let thresholds = &entry.control.measured.as_ref()?.thresholds;
    let level = entry.scale.find(words.first()?)?;
    let per_cent = &(&share.have * &Exact::from(100i64)).checked_div(&share.of)?;
    let needed = |ix: ChoiceIx| thresholds.iter().find(|(c, _)| *c == ix).map(|(_, share)| share);
    let least = needed(level).filter(|least| per_cent < *least)?;
    let reached = |ix: &ChoiceIx| needed(*ix).is_none_or(|least| per_cent >= least);
    let allowed = (0..level.0).rev().map(ChoiceIx).find(reached)?;
    let problem = Diagnostic::new(Code::LevelAboveShare, share.span).with("found", &words[0]);
    let problem = problem.with("needed", least).with("share", per_cent.to_decimal(1));
    Some(problem.with("allowed", &entry.scale.choice(allowed).id))
}
