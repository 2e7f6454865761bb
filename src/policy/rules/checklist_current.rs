//! Answers that were given for another version of the checklist.

use crate::model::{ChecklistRef, Quote};
use crate::policy::{Config, Context, Draft, Rule, Sink};

/// The answers were given for the version of the checklist that is used.
pub(super) struct ChecklistCurrent;

impl Rule for ChecklistCurrent {
    fn id(&self) -> &'static str {
        "checklist-current"
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let used = &context.assessment.checklist.version;
        let named = &context.assessment.file.checklist;
        let stated = match &named.value {
            ChecklistRef::Bundled { version, .. } => version.as_ref(),
            ChecklistRef::Path(_) => return,
        };
        if stated != Some(used) {
            let draft = Draft::new(named.span);
            out.find(draft.quotes(Quote::text(used), Quote::maybe(stated)));
        }
    }
}
