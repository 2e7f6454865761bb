//! What sets a control aside: *not applicable*, by whom and for how long.

use chrono::Months;

use super::answer::{Entry, Reader};
use super::say;
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{Answer, Date, LONGEST_NOT_APPLICABLE, NotApplicable};
use crate::source::field::Field;
use crate::source::wire::assessment as wire;
use crate::source::wire::leaf::Text;

impl Reader<'_> {
    /// A knock-out is not set aside by hand, nor one that shares the answer.
    ///
    /// **Reports:** `knock-out-not-applicable`.
    pub(super) fn knock_outs_stay(&self, entry: &Entry<'_>, answer: &Answer, diags: &mut Diagnostics) {
        if !answer.given.value.sets_aside(entry.scale) {
            return;
        }
        let sharing = self.checklist.controls.iter().filter(|c| c.same_as == Some(entry.ix));
        let stays = [entry.control].into_iter().chain(sharing).find(|c| c.knock_out.is_some());
        if let Some(control) = stays {
            let problem = Diagnostic::new(Code::KnockOutNotApplicable, answer.given.span);
            diags.push(problem.with("id", &control.id));
        }
    }

    /// **Reports:** `missing-reason`, `not-applicable-too-long`.
    pub(super) fn not_applicable(
        &self,
        entry: &Entry<'_>,
        written: &wire::Answer,
        answered: Option<&Located<Date>>,
        diags: &mut Diagnostics,
    ) -> Option<NotApplicable> {
        let at = written.answer.span().unwrap_or(entry.key);
        let reason = self.reason("reason", &written.reason, at, diags);
        let approved_by = self.reason("approved_by", &written.approved_by, at, diags);
        let until = say::day(&written.until, diags);
        let from = answered.map_or(self.today.date, |day| day.value);
        let latest = from.checked_add_months(Months::new(LONGEST_NOT_APPLICABLE)).unwrap_or(Date::MAX);
        if let Some(day) = until.as_ref().filter(|day| day.value > latest) {
            let problem = Diagnostic::new(Code::NotApplicableTooLong, day.span).with("until", day.value);
            diags.push(problem.with("from", from).with("latest", latest));
        }
        if until.is_none() && answered.is_none() && written.until.is_blank() && written.answered.is_blank() {
            diags.push(Diagnostic::new(Code::MissingKey, at).with("key", "until"));
        }
        Some(NotApplicable { reason: reason?, approved_by: approved_by?, until: until.map(|d| d.value) })
    }

    fn reason(
        &self,
        key: &'static str,
        field: &Field<Text>,
        at: Span,
        diags: &mut Diagnostics,
    ) -> Option<String> {
        let text = say::text(field);
        if text.is_none() && !matches!(field, Field::Bad(_)) {
            let at = field.span().unwrap_or(at);
            diags.push(Diagnostic::new(Code::MissingReason, at).with("key", key));
        }
        text
    }
}

/// The keys of an answer that only belong to one that is set aside.
pub(super) fn set_aside_keys(written: &wire::Answer) -> Vec<(&'static str, Span)> {
    let keys = [
        ("reason", written.reason.span()),
        ("approved_by", written.approved_by.span()),
        ("until", written.until.span()),
    ];
    let blank = [written.reason.is_blank(), written.approved_by.is_blank(), written.until.is_blank()];
    let filled = keys.into_iter().zip(blank).filter(|(_, blank)| !blank);
    filled.filter_map(|((key, span), _)| Some((key, span?))).collect()
}
