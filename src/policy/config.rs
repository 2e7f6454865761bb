//! A rule's own entry in a policy: severity and parameters.

use crate::diag::{Located, Severity, Span};
use crate::model::{
    Assessment, Checklist, ControlIx, Exact, PolicyFile, RuleEntry, RuleLevel, RuleParameter, SectionIx, Tier,
};
use crate::policy::{InForce, Rule};

/// A parameter that a rule understands.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// Its name in files, snake_case.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
}

/// What may stand in a parameter.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A whole number from 0 to 100. **Unit:** per cent.
    Percent,
    /// A number in the unit that the measure is shown in, no finer than it is shown.
    Threshold,
    /// A number, 0 or more.
    Number,
    /// A whole number from 0 to 36,500. **Unit:** days.
    Days,
    /// `true` or `false`.
    Flag,
    /// `E0` to `E4`.
    Tier,
    /// A label that the method gives to sections.
    Band,
    /// A measure of the method.
    Measure,
    /// An answer to the control.
    Answer,
    /// One of these words.
    Word(&'static [&'static str]),
    /// By section id.
    BySection(&'static Kind),
    /// By control id.
    ByControl(&'static Kind),
}

/// A rule with its entry in the policy in force.
#[derive(Clone, Copy)]
pub struct Config<'a> {
    rule: &'static dyn Rule,
    entry: Option<&'a RuleEntry>,
}

impl<'a> Config<'a> {
    /// The rule's entry in a policy.
    pub fn of(rule: &'static dyn Rule, policy: &'a PolicyFile) -> Config<'a> {
        Config { rule, entry: policy.rules.iter().find(|entry| entry.rule.value == rule.id()) }
    }

    /// The rule's id.
    pub fn rule(&self) -> &'static str {
        self.rule.id()
    }

    /// Whether the policy names the rule.
    pub fn is_listed(&self) -> bool {
        self.entry.is_some()
    }

    /// How grave the rule's findings are; `None` when it is not in force.
    pub fn severity(&self) -> Option<Severity> {
        match (self.entry, self.rule.in_force()) {
            (None, InForce::WhenListed) => None,
            (None, InForce::Always) => Some(self.rule.severity()),
            (Some(entry), _) => match &entry.severity {
                None => Some(self.rule.severity()),
                // Switched off as a whole, it may still hold in single sections.
                Some(level) if level.value == RuleLevel::Ignore => {
                    entry.severity_in.iter().filter_map(|(_, level)| level.value.severity()).max()
                }
                Some(level) => level.value.severity(),
            },
        }
    }

    /// How grave a finding in a section is: the nearest section that the policy names decides.
    /// `None` when the policy ignores it there.
    pub fn severity_at(&self, section: Option<SectionIx>, assessment: &Assessment) -> Option<Severity> {
        let general = || match self.entry.and_then(|entry| entry.severity.as_ref()) {
            None => self.severity(),
            Some(level) => level.value.severity(),
        };
        let Some(entry) = self.entry.filter(|entry| !entry.severity_in.is_empty()) else { return general() };
        let checklist = assessment.checklist;
        let mut next = section;
        while let Some(ix) = next {
            let id = checklist.section(ix).id.as_str();
            if let Some((_, level)) = entry.severity_in.iter().find(|(key, _)| key.value == id) {
                return level.value.severity();
            }
            next = checklist.section(ix).parent;
        }
        general()
    }

    /// Where the policy names the rule.
    pub fn span(&self) -> Option<Span> {
        self.entry.map(|entry| entry.rule.span)
    }

    /// Whether the policy gives a parameter.
    pub fn has(&self, name: &str) -> bool {
        self.parameter(name).is_some()
    }

    /// The word of a parameter.
    pub fn word(&self, name: &str) -> Option<&'a str> {
        match &self.parameter(name)?.value {
            RuleParameter::One(word) => Some(word),
            RuleParameter::By(_) => None,
        }
    }

    /// The number of a parameter.
    pub fn number(&self, name: &str) -> Option<Exact> {
        self.word(name).and_then(Exact::parse)
    }

    /// The days of a parameter. **Unit:** days.
    pub fn days(&self, name: &str) -> Option<i64> {
        self.number(name).and_then(|n| n.to_i64())
    }

    /// The tier of a parameter.
    pub fn tier(&self, name: &str) -> Option<Tier> {
        self.word(name).and_then(Tier::parse)
    }

    /// Whether a flag is set.
    pub fn flag(&self, name: &str) -> bool {
        self.word(name).is_some_and(|word| word.eq_ignore_ascii_case("true"))
    }

    /// The words of a parameter by section; sections that the checklist does not have are left out
    /// (they have been reported).
    pub fn by_section(&self, name: &str, checklist: &Checklist) -> Vec<(SectionIx, &'a str)> {
        self.by(name).filter_map(|(id, word)| Some((checklist.find_section(id)?, word))).collect()
    }

    /// The words of a parameter by control.
    pub fn by_control(&self, name: &str, checklist: &Checklist) -> Vec<(ControlIx, &'a str)> {
        self.by(name).filter_map(|(id, word)| Some((checklist.find_control(id)?, word))).collect()
    }

    fn by(&self, name: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let entries = match self.parameter(name).map(|p| &p.value) {
            Some(RuleParameter::By(entries)) => entries.as_slice(),
            Some(RuleParameter::One(_)) | None => &[],
        };
        entries.iter().filter_map(|(key, value)| match &value.value {
            RuleParameter::One(word) => Some((key.value.as_str(), word.as_str())),
            RuleParameter::By(_) => None,
        })
    }

    fn parameter(&self, name: &str) -> Option<&'a Located<RuleParameter>> {
        self.entry?.parameters.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }
}
