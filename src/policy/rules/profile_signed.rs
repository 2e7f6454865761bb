//! A profile that nobody answers for.

use crate::model::Quote;
use crate::policy::{Config, Context, Declared, Draft, Kind, Rule, Sink};

/// How long a sign-off stands when the policy does not say. **Unit:** days; about a year.
const USUAL: i64 = 366;

/// Somebody signed the profile off: this one, and not too long ago.
pub(super) struct ProfileSigned;

impl Rule for ProfileSigned {
    fn id(&self) -> &'static str {
        "profile-signed"
    }

    fn parameters(&self) -> &'static [Declared] {
        &[Declared { name: "within_days", kind: Kind::Days }, Declared { name: "digest", kind: Kind::Flag }]
    }

    fn variants(&self) -> &'static [&'static str] {
        &["missing", "no-digest", "other-profile", "old"]
    }

    fn evaluate(&self, context: &Context, config: &Config, out: &mut Sink) {
        let file = context.assessment.file;
        let Some(sign_off) = &file.sign_off else {
            out.find(Draft::new(file.profile_span).variant("missing"));
            return;
        };
        let draft = Draft::new(sign_off.span).with("by", Quote::text(&sign_off.by));
        let stated = sign_off.profile_digest.as_deref().unwrap_or_default().to_ascii_lowercase();
        let unsaid = stated.is_empty();
        if (unsaid && config.flag("digest")) || (!unsaid && stated != file.profile_digest) {
            let variant = if unsaid { "no-digest" } else { "other-profile" };
            let quotes = (Quote::text(&file.profile_digest), Quote::text(stated));
            out.find(draft.variant(variant).quotes(quotes.0, quotes.1));
            return;
        }
        let days = config.days("within_days").unwrap_or(USUAL);
        let today = context.assessment.today.date;
        if (today - sign_off.date).num_days() > days {
            out.find(draft.variant("old").quotes(Quote::Days(days), Quote::Date(sign_off.date)));
        }
    }
}
