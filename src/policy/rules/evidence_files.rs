//! Evidence files that are not what the assessment says.

use crate::model::{Quote, Seen};
use crate::policy::{Config, Context, Declared, Draft, Kind, Needs, Rule, Sink};

/// Every evidence file is there, inside the folder of the assessment, and has the digest stated; with
/// `digest: true` a digest has to be stated.
pub(super) struct EvidenceFiles;

impl Rule for EvidenceFiles {
    fn id(&self) -> &'static str {
        "evidence-files"
    }

    fn needs(&self) -> Needs {
        Needs::Evidence
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "digest", kind: Kind::Flag }]
    }

    fn variants(&self) -> &'static [&'static str] {
        &["no-digest", "other-digest", "missing", "not-a-file", "outside", "unreadable"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        for sighting in context.sightings.unwrap_or_default() {
            let control = context.assessment.checklist.find_control(sighting.control.as_str());
            let mut draft = Draft::new(sighting.span).about(&sighting.path);
            if let Some(control) = control {
                draft = draft.control(control);
            }
            let file = Quote::text(&sighting.path);
            out.find(match &sighting.seen {
                Seen::AsStated => continue,
                Seen::NoDigest { .. } if !config.flag("digest") => continue,
                Seen::NoDigest { found } => {
                    draft.variant("no-digest").quotes(Quote::text(found), Quote::Nothing)
                }
                Seen::OtherDigest { stated, found } => {
                    draft.variant("other-digest").quotes(Quote::text(stated), Quote::text(found))
                }
                Seen::Missing => draft.variant("missing").quotes(file, Quote::Nothing),
                Seen::NotAFile => draft.variant("not-a-file").quotes(file, Quote::Nothing),
                Seen::Outside => draft.variant("outside").quotes(file, Quote::Nothing),
                Seen::Unreadable => draft.variant("unreadable").quotes(file, Quote::Nothing),
            });
        }
    }
}
