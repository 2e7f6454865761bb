//! What is wrong with a policy: names that nothing has, values that nothing means, rules without effect.

use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{
    Checklist, Exact, Measure, Method, PolicyFile, RuleEntry, RuleLevel, RuleParameter, Scale, Tier, Waiver,
};
use crate::policy::{Kind, RULES, Rule, find_rule};

/// Parameters that every rule understands.
const EVERY_RULE: [&str; 2] = ["severity", "severity_in"];

/// Every problem of a policy. Without a checklist and a method, ids, bands and measures are left unchecked.
///
/// **Reports:** `unknown-rule`, `unknown-key`, `bad-value`, `wrong-type`, `unknown-section`,
/// `unknown-control`, `unknown-measure`, `unknown-choice`, `rule-without-effect`, `measure-of-rule`,
/// `policy-empty`,
/// `waiver-without-subject`, `rule-not-waivable`.
pub fn check(policy: &PolicyFile, against: Option<(&Checklist, &Method)>) -> Diagnostics {
    let mut checker = Checker { against, diags: Diagnostics::new() };
    if policy.rules.is_empty() {
        checker.diags.push(Diagnostic::new(Code::PolicyEmpty, policy.rules_span));
    }
    for entry in &policy.rules {
        checker.entry(entry);
    }
    for waiver in &policy.waivers {
        checker.waiver(waiver);
    }
    checker.diags
}

struct Checker<'a> {
    against: Option<(&'a Checklist, &'a Method)>,
    diags: Diagnostics,
}

impl Checker<'_> {
    fn entry(&mut self, entry: &RuleEntry) {
        let Some(rule) = find_rule(&entry.rule.value) else {
            let problem = Diagnostic::new(Code::UnknownRule, entry.rule.span).with("id", &entry.rule.value);
            self.diags.push(problem.suggest(&entry.rule.value, RULES.iter().map(|r| r.id())));
            return;
        };
        for (section, _) in &entry.severity_in {
            self.section(section);
        }
        for (name, value) in &entry.parameters {
            match rule.parameters().iter().find(|d| d.name == name.value) {
                Some(declared) => self.value(declared.kind, entry, None, value),
                None => self.unknown_parameter(rule, name),
            }
        }
        self.effect(rule, entry);
    }

    fn unknown_parameter(&mut self, rule: &dyn Rule, name: &Located<String>) {
        let known: Vec<&str> = rule.parameters().iter().map(|d| d.name).chain(EVERY_RULE).collect();
        let problem = Diagnostic::new(Code::UnknownKey, name.span).with("key", &name.value);
        self.diags.push(problem.with("expected", known.join(", ")).suggest(&name.value, known));
    }

    /// A rule that is listed has something to judge, and what it looks at exists.
    fn effect(&mut self, rule: &dyn Rule, entry: &RuleEntry) {
        let off = entry.severity.as_ref().is_some_and(|l| l.value == RuleLevel::Ignore);
        let given = |name: &str| {
            let value = entry.parameters.iter().find(|(key, _)| key.value == name).map(|(_, v)| &v.value);
            value.is_some_and(|v| !matches!(v, RuleParameter::By(entries) if entries.is_empty()))
        };
        let wanted = rule.needs_one_of();
        if !off && !wanted.is_empty() && !wanted.iter().any(|name| given(name)) {
            let problem = Diagnostic::new(Code::RuleWithoutEffect, entry.rule.span);
            self.diags.push(problem.with("id", rule.id()).with("expected", wanted.join(", ")));
        }
        let Some((_, method)) = self.against.filter(|_| !off) else { return };
        for measure in rule.measures_used(&|name| given(name)) {
            if !method.measures.iter().any(|m| m.id.as_str() == measure) {
                self.measure_of_rule(rule.id(), measure, entry.rule.span);
            }
        }
    }

    /// A measure that a policy does not name and its rule looks at.
    fn measure_of_rule(&mut self, rule: &str, measure: &str, at: Span) {
        let problem = Diagnostic::new(Code::MeasureOfRule, at).with("id", rule);
        self.diags.push(problem.with("measure", measure));
    }

    fn unknown_measure(&mut self, word: &str, at: Span) {
        let Some((_, method)) = self.against else { return };
        let known: Vec<&str> = method.measures.iter().map(|m| m.id.as_str()).collect();
        let problem = Diagnostic::new(Code::UnknownMeasure, at).with("id", word);
        self.diags.push(problem.with("expected", known.join(", ")).suggest(word, known));
    }

    fn value(
        &mut self,
        kind: Kind,
        entry: &RuleEntry,
        scale: Option<&Scale>,
        value: &Located<RuleParameter>,
    ) {
        match (kind, &value.value) {
            (Kind::BySection(inner), RuleParameter::By(entries)) => {
                for (key, value) in entries {
                    self.section(key);
                    self.value(*inner, entry, None, value);
                }
            }
            (Kind::ByControl(inner), RuleParameter::By(entries)) => {
                for (key, value) in entries {
                    let against = self.against;
                    let found = self.control(key);
                    let scale = against.zip(found).map(|((c, _), ix)| c.scale_of(c.control(ix)));
                    self.value(*inner, entry, scale, value);
                }
            }
            (Kind::BySection(_) | Kind::ByControl(_), RuleParameter::One(_)) => {
                let problem = Diagnostic::new(Code::WrongType, value.span).with_word("expected", "kind.map");
                self.diags.push(problem.with_word("found", "kind.single"));
            }
            (_, RuleParameter::By(_)) => {
                let problem =
                    Diagnostic::new(Code::WrongType, value.span).with_word("expected", "kind.single");
                self.diags.push(problem.with_word("found", "kind.map"));
            }
            (_, RuleParameter::One(word)) => self.word(kind, entry, scale, &Located::new(word, value.span)),
        }
    }

    fn word(&mut self, kind: Kind, entry: &RuleEntry, scale: Option<&Scale>, word: &Located<&String>) {
        let text = word.value.as_str();
        let whole =
            |most: i64| Exact::parse(text).and_then(|n| n.to_i64()).is_some_and(|n| (0..=most).contains(&n));
        let expected = match kind {
            Kind::Percent if !whole(100) => "policy.kind.percent",
            Kind::Days if !whole(36_500) => "policy.kind.days",
            Kind::Flag if !matches!(text, "true" | "false") => "policy.kind.flag",
            Kind::Number if Exact::parse(text).is_none_or(|n| n.is_negative()) => "policy.kind.number",
            Kind::Threshold if Exact::parse(text).is_none() => "policy.kind.number",
            Kind::Threshold if !self.is_as_fine_as_shown(entry, text) => "policy.kind.as_shown",
            Kind::Tier if Tier::parse(text).is_none() => "policy.kind.tier",
            Kind::Word(words) if !words.contains(&text) => {
                return self.bad(word, words.join(", "), words.iter().copied());
            }
            Kind::Band => return self.band(entry, word),
            Kind::Measure => {
                if self.against.is_some_and(|(_, m)| m.measures.iter().all(|m| m.id.as_str() != text)) {
                    self.unknown_measure(text, word.span);
                }
                return;
            }
            Kind::Answer => return self.answer(scale, word),
            Kind::Percent
            | Kind::Days
            | Kind::Flag
            | Kind::Number
            | Kind::Threshold
            | Kind::Tier
            | Kind::Word(_)
            | Kind::BySection(_)
            | Kind::ByControl(_) => return,
        };
        let problem = Diagnostic::new(Code::BadValue, word.span).with("found", text);
        self.diags.push(problem.with_word("expected", expected));
    }

    /// Whether the measure is shown with at least as many places as the threshold has: otherwise a shown
    /// figure could equal the threshold and still fail.
    fn is_as_fine_as_shown(&self, entry: &RuleEntry, text: &str) -> bool {
        let Some((_, method)) = self.against else { return true };
        let named = entry.parameters.iter().find(|(key, _)| key.value == "measure").map(|(_, v)| &v.value);
        let name = match named {
            Some(RuleParameter::One(word)) => word.as_str(),
            Some(RuleParameter::By(_)) | None => "evidenced",
        };
        let measure = method.measures.iter().find(|m: &&Measure| m.id.as_str() == name);
        let digits = measure
            .into_iter()
            .flat_map(|m| &m.definitions)
            .filter_map(|d| d.show.as_ref())
            .map(|r| r.digits);
        let (Some(digits), Some(value)) = (digits.max(), Exact::parse(text)) else { return true };
        (value * Exact::power_of_ten(digits)).is_integer()
    }

    fn band(&mut self, entry: &RuleEntry, word: &Located<&String>) {
        let Some((_, method)) = self.against else { return };
        let bands = method.measures.iter().filter(|m| ["band", "overall_band"].contains(&m.id.as_str()));
        let orders: Vec<&[String]> = bands.flat_map(|m| &m.definitions).map(|d| d.order.as_slice()).collect();
        let labels = orders.iter().max_by_key(|o| o.len()).copied().unwrap_or(&[]);
        if labels.is_empty() {
            self.measure_of_rule(&entry.rule.value, "band", word.span);
        } else if !labels.contains(word.value) {
            self.bad(word, labels.join(", "), labels.iter().map(String::as_str));
        }
    }

    fn answer(&mut self, scale: Option<&Scale>, word: &Located<&String>) {
        let Some(scale) = scale else { return };
        let number = scale.number.is_some() && Exact::parse(word.value).is_some();
        let valued = scale.find(word.value).is_some_and(|ix| scale.choice(ix).value.is_some());
        if !number && !valued {
            let choices = scale.choices.iter().filter(|c| c.value.is_some()).map(|c| c.id.as_str());
            let choices: Vec<&str> = choices.collect();
            self.bad(word, choices.join(", "), choices);
        }
    }

    fn bad<'b>(
        &mut self,
        word: &Located<&String>,
        expected: String,
        known: impl IntoIterator<Item = &'b str>,
    ) {
        let problem = Diagnostic::new(Code::BadValue, word.span).with("found", word.value);
        self.diags.push(problem.with("expected", expected).suggest(word.value, known));
    }

    fn section(&mut self, id: &Located<String>) {
        let Some((checklist, _)) = self.against else { return };
        if checklist.find_section(&id.value).is_none() {
            let problem = Diagnostic::new(Code::UnknownSection, id.span).with("id", &id.value);
            let known = checklist.sections.iter().skip(1).map(|s| s.id.as_str());
            self.diags.push(problem.suggest(&id.value, known));
        }
    }

    fn control(&mut self, id: &Located<String>) -> Option<crate::model::ControlIx> {
        let (checklist, _) = self.against?;
        let found = checklist.find_control(&id.value);
        if found.is_none() {
            let problem = Diagnostic::new(Code::UnknownControl, id.span).with("id", &id.value);
            self.diags.push(problem.suggest(&id.value, checklist.controls.iter().map(|c| c.id.as_str())));
        }
        found
    }

    fn waiver(&mut self, waiver: &Waiver) {
        if let Some(id) = &waiver.control {
            self.control(id);
        }
        if let Some(id) = &waiver.section {
            self.section(id);
        }
        if waiver.control.is_none() && waiver.section.is_none() && waiver.rule.is_none() {
            self.diags.push(Diagnostic::new(Code::WaiverWithoutSubject, waiver.span));
        }
        let Some(id) = &waiver.rule else { return };
        match find_rule(&id.value) {
            Some(rule) if rule.waivable() => {}
            Some(rule) => {
                self.diags.push(Diagnostic::new(Code::RuleNotWaivable, id.span).with("id", rule.id()));
            }
            None => {
                let known = RULES.iter().filter(|r| r.waivable()).map(|r| r.id());
                let problem = Diagnostic::new(Code::UnknownRule, id.span).with("id", &id.value);
                self.diags.push(problem.suggest(&id.value, known));
            }
        }
    }
}
