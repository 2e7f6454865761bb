//! Another checklist than the one that the policy is written for.

use crate::model::Quote;
use crate::policy::{Config, Context, Draft, InForce, Rule, Sink};

/// The checklist is the one that the policy pins: by id, version and digest.
pub(super) struct ChecklistPinned;

impl Rule for ChecklistPinned {
    fn id(&self) -> &'static str {
        "checklist-pinned"
    }

    fn in_force(&self) -> InForce {
        InForce::Always
    }

    fn waivable(&self) -> bool {
        false
    }

    fn variants(&self) -> &'static [&'static str] {
        &["id", "version", "digest"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let (pins, checklist) = (&context.policy.pins, context.assessment.checklist);
        let at = context.assessment.file.checklist.span;
        let mut compare = |about: &'static str, pin: Option<(&str, crate::diag::Span)>, found: &str| {
            if let Some((required, span)) = pin.filter(|(required, _)| !required.eq_ignore_ascii_case(found))
            {
                let draft = Draft::new(at).about(about).variant(about).and_at(Some(span), "finding.at.pin");
                out.find(draft.quotes(Quote::text(required), Quote::text(found)));
            }
        };
        if let Some(pin) = &pins.checklist {
            compare("id", Some((&pin.value.id, pin.span)), checklist.id.as_str());
            compare("version", pin.value.version.as_deref().map(|v| (v, pin.span)), &checklist.version);
        }
        let digest = pins.checklist_digest.as_ref().map(|d| (d.value.as_str(), d.span));
        compare("digest", digest, &checklist.digest);
    }
}
