//! Findings in words: the one place where facts become sentences.

use std::borrow::Cow;
use std::fmt::Display;

use crate::model::{ControlIx, Exact, Quote, SectionIx};
use crate::policy::{Finding, Kind};
use crate::report::check::Checked;
use crate::report::choices::label;
use crate::text::Catalogue;

/// The longest quote; what follows is cut off. **Unit:** characters.
const LONGEST: usize = 160;

/// A finding in words.
pub(super) struct Said {
    /// The rule's name.
    pub(super) title: String,
    /// What is missed.
    pub(super) message: String,
    /// What was required, or stood there before.
    pub(super) required: String,
    /// What was found, or stands there now.
    pub(super) found: String,
    /// What to do.
    pub(super) remedy: String,
}

impl Checked<'_> {
    /// A finding in words.
    pub(super) fn say(&self, finding: &Finding) -> Said {
        let facts = self.facts(finding);
        let filled = |key: &str| -> Option<String> {
            let facts: Vec<(&str, &dyn Display)> =
                facts.iter().map(|(name, text)| (*name, text as &dyn Display)).collect();
            if self.words.find(key).is_some() {
                return Some(self.words.say(key, &facts));
            }
            let n = finding.facts.iter().find_map(|(name, quote)| match quote {
                Quote::Number(n) if *name == "n" => n.to_i64().and_then(|n| usize::try_from(n).ok()),
                _ => None,
            });
            self.words.find(&format!("{key}.other")).map(|_| self.words.count(key, n.unwrap_or(0), &facts))
        };
        let key = finding.key();
        let general = format!("finding.{}.help", finding.rule);
        Said {
            title: self.words.text(&format!("rule.{}", finding.rule)),
            message: self.and_also(finding, filled(&key).unwrap_or_else(|| self.words.text(&key))),
            required: quote(&self.words, &finding.required),
            found: quote(&self.words, &finding.found),
            remedy: filled(&format!("{key}.help")).or_else(|| filled(&general)).unwrap_or_default(),
        }
    }

    /// The ids of other controls that share the answer of a finding.
    pub(super) fn also(&self, finding: &Finding) -> Vec<String> {
        finding.also.iter().map(|ix| self.assessment.checklist.control(*ix).id.to_string()).collect()
    }

    fn and_also(&self, finding: &Finding, message: String) -> String {
        match self.also(finding).join(", ") {
            none if none.is_empty() => message,
            controls => self.words.say("check.also", &[("message", &message), ("controls", &controls)]),
        }
    }

    /// The first step that the checklist names for a control.
    pub(super) fn first_step(&self, control: ControlIx) -> Option<Cow<'_, str>> {
        let id = &self.assessment.checklist.control(control).id;
        Some(self.texts.text(&format!("control.{id}.first_step"))).filter(|text| !text.is_empty())
    }

    /// A section as people know it: id and title; the whole assessment for the root.
    pub(super) fn section(&self, section: SectionIx) -> String {
        if section == SectionIx::ROOT {
            return self.words.text("quote.whole");
        }
        let id = &self.assessment.checklist.section(section).id;
        let title = self.texts.text(&format!("section.{id}.title"));
        if title.is_empty() { id.to_string() } else { format!("{id} {title}") }
    }

    fn facts(&self, finding: &Finding) -> Vec<(&'static str, String)> {
        let control = finding.control.map(|ix| self.assessment.checklist.control(ix).id.to_string());
        let mut facts = vec![
            ("required", self.answer(finding, &finding.required)),
            ("found", self.answer(finding, &finding.found)),
            ("about", cut(&finding.about)),
            ("control", control.unwrap_or_default()),
            ("section", finding.section.map(|ix| self.section(ix)).unwrap_or_default()),
        ];
        facts.extend(finding.facts.iter().map(|(name, fact)| (*name, quote(&self.words, fact))));
        facts
    }

    /// A quoted value in words; an answer to the control that the finding is about by its label.
    fn answer(&self, finding: &Finding, value: &Quote) -> String {
        let checklist = self.assessment.checklist;
        let choice = match (finding.control, value) {
            (Some(ix), Quote::Text(id)) => {
                checklist.scale_of(checklist.control(ix)).find(id).map(|choice| (ix, choice))
            }
            (_, _) => None,
        };
        let label = choice.map(|(ix, choice)| label(self.texts, checklist, ix, choice));
        label.map_or_else(|| quote(&self.words, value), |label| cut(&label))
    }

    /// How many findings of each severity, and how many are waived: `3 errors, 1 warning, 2 waived`.
    pub(super) fn tally(&self) -> String {
        use crate::diag::Severity::{Error, Note, Warning};
        let kinds = [
            ("check.errors", self.count(Error)),
            ("check.warnings", self.count(Warning)),
            ("check.notes", self.count(Note)),
            ("check.waived", self.waived()),
        ];
        let some = kinds.iter().filter(|(_, n)| *n > 0).map(|(key, n)| self.words.count(key, *n, &[]));
        let all: Vec<String> = some.collect();
        if all.is_empty() { self.words.text("check.nothing") } else { all.join(", ") }
    }
}

/// A quoted value in words.
pub fn quote(words: &Catalogue, quote: &Quote) -> String {
    match quote {
        Quote::Nothing => words.text("quote.nothing"),
        Quote::Text(text) => cut(text),
        Quote::Word(key) => words.text(key),
        Quote::Number(number) => words.decimal(&plain(number)),
        Quote::Score { value, digits } => words.decimal(&down(value, *digits)),
        Quote::Share(share) => words.percent(share.floor()),
        Quote::Against(share) => words.percent(share.ceil()),
        Quote::Days(days) => words.count("quote.days", usize::try_from(*days).unwrap_or(0), &[]),
        Quote::Date(date) => date.to_string(),
        Quote::Tier(tier) => tier.id().to_string(),
    }
}

/// What may stand in a parameter, in words.
pub fn parameter(kind: Kind, words: &Catalogue) -> String {
    let key = match kind {
        Kind::Percent => "policy.kind.percent",
        Kind::Threshold | Kind::Number => "policy.kind.number",
        Kind::Days => "policy.kind.days",
        Kind::Flag => "policy.kind.flag",
        Kind::Tier => "policy.kind.tier",
        Kind::Band => "policy.kind.band",
        Kind::Measure => "policy.kind.measure",
        Kind::Answer => "policy.kind.answer",
        Kind::Word(all) => return all.join(", "),
        Kind::BySection(inner) => {
            return words.say("policy.kind.by-section", &[("what", &parameter(*inner, words))]);
        }
        Kind::ByControl(inner) => {
            return words.say("policy.kind.by-control", &[("what", &parameter(*inner, words))]);
        }
    };
    words.text(key)
}

/// A number as people write it: with up to three places when that is exact, else as a fraction.
pub(super) fn plain(number: &Exact) -> String {
    let thousandths = number * &Exact::from(1000i64);
    if !thousandths.is_integer() {
        return number.to_string();
    }
    let text = number.to_decimal(3);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A figure rounded down to some places.
fn down(value: &Exact, digits: u32) -> String {
    let unit = Exact::power_of_ten(digits);
    ((value * &unit).floor() / unit).to_decimal(digits)
}

/// Text cut to a length that no log and no annotation minds, without control characters.
pub(super) fn cut(text: &str) -> String {
    let text = crate::text::clean(text.trim());
    let mut chars = text.chars();
    let kept: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() { format!("{kept}…") } else { kept }
}
