//! A waiver on a knock-out.

use crate::model::Quote;
use crate::policy::{Config, Context, Declared, Draft, Kind, Needs, Rule, Sink};

/// No waiver excuses a knock-out, unless the policy says `allow: true`.
pub(in crate::policy) struct WaiverOnKnockOut;

impl Rule for WaiverOnKnockOut {
    fn id(&self) -> &'static str {
        "waiver-on-knock-out"
    }

    fn needs(&self) -> Needs {
        Needs::Waivers
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "allow", kind: Kind::Flag }]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        if config.flag("allow") {
            return;
        }
        for used in context.waivers {
            for control in &used.knock_outs {
                let draft = Draft::new(used.waiver.span).about(used.name()).control(*control);
                out.find(draft.quotes(Quote::Nothing, Quote::Date(used.waiver.until.value)));
            }
        }
    }
}
