//! What is legal in an assessment and says less than it claims: levels that stand for a share that nobody
//! counted.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Answer, AssessmentFile, Checklist, Given};

/// Every answer that claims the level of a share without the count behind it.
///
/// **Reports:** `share-not-counted`.
pub fn not_counted(checklist: &Checklist, file: &AssessmentFile) -> Diagnostics {
    let mut diags = Diagnostics::new();
    let open = file.answers.iter().filter(|answer| answer.share.is_none());
    diags.extend(open.filter_map(|answer| uncounted(checklist, answer)));
    diags
}

fn uncounted(checklist: &Checklist, answer: &Answer) -> Option<Diagnostic> {
    let control = checklist.control(checklist.find_control(answer.control.value.as_str())?);
    let measured = control.measured.as_ref()?;
    let Given::Choices(words) = &answer.given.value else { return None };
    let level = checklist.scale_of(control).find(words.first()?)?;
    let (_, needed) = measured.thresholds.iter().find(|(of, _)| *of == level)?;
    let problem = Diagnostic::new(Code::ShareNotCounted, answer.given.span).with("id", &control.id);
    Some(problem.with("found", &words[0]).with("needed", needed))
}
