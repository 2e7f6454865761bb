//! A knock-out that does not hold.

use crate::gap::{KnockOutState, knock_out_state};
use crate::model::{ControlIx, Quote};
use crate::policy::rating::line;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink};

/// Every knock-out that applies holds; with `verified: true` it is backed by E2 or better.
pub(super) struct KnockOutsPass;

impl Rule for KnockOutsPass {
    fn id(&self) -> &'static str {
        "knock-outs-pass"
    }

    fn judges_answers(&self) -> bool {
        true
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "verified", kind: Kind::Flag }]
    }

    fn variants(&self) -> &'static [&'static str] {
        &["failed", "blank", "unverified"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let assessment = context.assessment;
        for ix in (0..assessment.items.len()).map(ControlIx) {
            let Some(state) = knock_out_state(assessment, ix) else { continue };
            let control = assessment.checklist.control(ix);
            let threshold = control.knock_out.map(|t| &assessment.checklist.scale_of(control).choice(t).id);
            let draft = Draft::new(line(context, ix)).control(ix);
            let draft = draft.quotes(Quote::maybe(threshold), super::answer(assessment.item(ix)));
            match state {
                KnockOutState::Passed => {}
                KnockOutState::Failed => out.find(draft.variant("failed")),
                KnockOutState::Blank => out.find(draft.variant("blank")),
                KnockOutState::Unverified if config.flag("verified") => {
                    let found = Quote::Tier(assessment.item(ix).tier);
                    out.find(draft.variant("unverified").quotes(Quote::Tier(crate::model::Tier::E2), found));
                }
                KnockOutState::Unverified => {}
            }
        }
    }
}
