//! Comments that only the other file has: they stand above the answer that they belong to, so that taking
//! values never loses a word.

use std::collections::BTreeSet;

use super::read::Read;
use crate::edit::answers::EditRefused;
use crate::edit::split::remark;

/// The text with every comment of theirs that neither it nor the ancestor has.
pub(super) fn rescued(
    text: String,
    theirs: &Read<'_>,
    ancestor: Option<&Read<'_>>,
) -> Result<String, EditRefused> {
    let here = Read::of(&text)?;
    let mut known: BTreeSet<&str> =
        here.all_comments().into_iter().map(|(_, comment)| words(comment)).collect();
    known.extend(ancestor.iter().flat_map(|old| old.all_comments()).map(|(_, comment)| words(comment)));
    let lost: Vec<(Option<&str>, &str)> = theirs
        .all_comments()
        .into_iter()
        .map(|(control, comment)| (control, words(comment)))
        .filter(|(_, comment)| !comment.is_empty() && !known.contains(comment))
        .collect();
    lost.iter().try_fold(text.clone(), |text, (control, comment)| remark(&text, *control, comment))
}

/// A comment without its marks and the blanks around it.
fn words(comment: &str) -> &str {
    comment.trim_start_matches('#').trim()
}
