//! A control below the level that the policy names for it.

use crate::model::{Quote, Response, Scope, value_of};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink, Why};

/// Named controls reach a named level.
pub(super) struct ControlLevel;

impl Rule for ControlLevel {
    fn id(&self) -> &'static str {
        "control-level"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "controls", kind: Kind::ByControl(&Kind::Answer) }]
    }

    fn needs_one_of(&self) -> &'static [&'static str] {
        &["controls"]
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "blank"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let checklist = context.assessment.checklist;
        for (ix, word) in config.by_control("controls", checklist) {
            let item = context.assessment.item(ix);
            let scale = checklist.scale_of(checklist.control(ix));
            let draft = Draft::new(line(context, ix)).control(ix);
            let draft = draft.quotes(Quote::text(word), super::answer(item));
            match (&item.scope, &item.response) {
                (Scope::SwitchedOff(_) | Scope::LeftOut, _) => {
                    out.skip(self.id(), Some(checklist.control(ix).section), Why::NothingApplies);
                }
                (Scope::Applies | Scope::NotStated(_), Response::Blank(_)) => {
                    out.find(draft.variant("blank"))
                }
                // Setting the control aside is no way to reach a level.
                (Scope::Applies | Scope::NotStated(_), response) => {
                    let needed = super::level(scale, word);
                    let reached = value_of(scale, response).is_some_and(|v| needed.is_some_and(|n| v >= n));
                    if !reached || !item.applicable {
                        out.find(draft);
                    }
                }
            }
        }
    }
}
