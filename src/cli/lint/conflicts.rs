//! Conflicts that a merge left in an assessment, under `lint`: both sides stand there, one as a comment.

use crate::diag::{Code, Diagnostic, Diagnostics, Sources, Span};
use crate::text::Catalogue;

/// The key of the sentence that a merge leaves at a conflict.
const REMARK: &str = "merge.note-open";

/// Those of the comments that a merge left at a conflict, in whatever language it spoke.
pub(super) fn left(comments: &[Span], sources: &Sources) -> Diagnostics {
    let mut problems = Diagnostics::new();
    for at in comments {
        let source = sources.get(at.file);
        let said = source.and_then(|source| source.text.get(at.start as usize..at.end as usize));
        let said = said.unwrap_or_default().trim_start_matches('#').trim();
        if marks().any(|mark| said.starts_with(mark) || said.contains(&format!(": {mark}"))) {
            problems.push(Diagnostic::new(Code::ConflictLeft, *at));
        }
    }
    problems
}

/// How such a remark begins, in every language.
fn marks() -> impl Iterator<Item = &'static str> {
    let remarks = Catalogue::languages().filter_map(Catalogue::of).filter_map(|words| words.find(REMARK));
    remarks.filter_map(|remark| remark.split_once('{').map(|(mark, _)| mark))
}
