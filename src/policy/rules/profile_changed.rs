//! Another profile than in the baseline.

use crate::compare::ChangeKind;
use crate::model::{Exact, Quote};
use crate::policy::{Baseline, Config, Context, Needs, Rule, Sink};

/// The profile and what the assessment says of the organisation are those of the baseline.
pub(super) struct ProfileChanged;

/// What the rule watches, each with its sentence.
const TABLE: [(ChangeKind, &str); 3] = [
    (ChangeKind::Fact, ""),
    (ChangeKind::Organisation, "organisation"),
    (ChangeKind::SignOffGone, "sign-off"),
];

impl Rule for ProfileChanged {
    fn id(&self) -> &'static str {
        "profile-changed"
    }

    fn needs(&self) -> Needs {
        Needs::Baseline
    }

    fn waivable(&self) -> bool {
        false
    }

    fn variants(&self) -> &'static [&'static str] {
        &["", "off", "organisation", "sign-off"]
    }

    fn evaluate(&self, context: &Context, _: &Config, out: &mut Sink) {
        let Baseline::Of(comparison) = context.baseline else { return };
        let switched_off = |fact: &str| {
            let off = comparison.changes.iter().filter(|c| c.kind == ChangeKind::SwitchedOff);
            off.filter(|c| c.about.split(", ").any(|name| name == fact)).count()
        };
        for change in &comparison.changes {
            let variant = match TABLE.iter().find(|(kind, _)| *kind == change.kind) {
                Some((ChangeKind::Fact, _)) if switched_off(&change.about) > 0 => "off",
                Some((_, variant)) => variant,
                None => continue,
            };
            let n = Quote::Number(Exact::from(switched_off(&change.about)));
            out.find(super::draft(context, change, variant).with("n", n));
        }
    }
}
