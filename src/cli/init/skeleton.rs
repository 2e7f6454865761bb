//! The text of a new assessment: every control that applies, with its question and levels as comments.

use std::collections::BTreeSet;

use crate::model::{
    Applies, Checklist, Child, ChoiceIx, Control, ControlIx, FactValue, Facts, SectionIx, Texts,
};
use crate::report::text::wrap;
use crate::report::view::level_meaning;
use crate::text::{Catalogue, clean};

/// The width of comments. **Unit:** columns.
const WIDTH: usize = 100;

/// What a new assessment holds.
#[derive(Clone, Debug)]
pub(super) struct Skeleton<'a> {
    /// What is asked.
    pub(super) checklist: &'a Checklist,
    /// How the assessment names the checklist: `paris-call@1.0.0`, `./my-checklist`.
    pub(super) reference: String,
    /// Its sentences.
    pub(super) texts: &'a Texts,
    /// The program's words.
    pub(super) words: Catalogue,
    /// What the organisation says of itself.
    pub(super) facts: Facts,
    /// The controls that concern it, or whose answer one of these needs.
    pub(super) wanted: BTreeSet<ControlIx>,
    /// The organisation's name.
    pub(super) name: String,
    /// What the answers cover.
    pub(super) scope: String,
    /// Whether only the quick-start set is asked.
    pub(super) quick: bool,
    /// Where the editor finds the schema; `None` for no such line.
    pub(super) schema: Option<&'a str>,
}

impl Skeleton<'_> {
    /// The whole file.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        if let Some(schema) = self.schema {
            out.push_str(&format!("# yaml-language-server: $schema={schema}\n"));
        }
        out.push_str("format: gapcheck/assessment/1\n");
        out.push_str(&format!("checklist: {}\n\n", quoted(&self.reference)));
        self.organisation(&mut out);
        self.profile(&mut out);
        self.comment(&mut out, 0, &self.words.text("init.head"));
        out.push_str("answers:\n");
        self.section(&mut out, SectionIx::ROOT);
        self.switched_off(&mut out);
        out
    }

    /// How many questions the file asks.
    pub(super) fn asked(&self) -> usize {
        let all = (0..self.checklist.controls.len()).map(ControlIx).filter(|ix| self.asks(*ix));
        all.filter(|ix| self.checklist.control(*ix).same_as.is_none()).count()
    }

    fn organisation(&self, out: &mut String) {
        out.push_str("organisation:\n");
        out.push_str(&format!("  name: {}\n  scope: {}\n", quoted(&self.name), quoted(&self.scope)));
        self.comment(out, 2, &self.words.text("init.organisation"));
        out.push_str("  sensitivity: internal\n  single_person: false\n\n");
    }

    /// Every fact with its question; one that is not stated stays a comment, so that it is not guessed.
    fn profile(&self, out: &mut String) {
        if self.checklist.facts.is_empty() {
            return;
        }
        out.push_str("profile:\n");
        for fact in &self.checklist.facts {
            let possible = fact.one_of.clone().unwrap_or_else(|| vec!["true".into(), "false".into()]);
            let ask = self.texts.text(&format!("fact.{}.ask", fact.id));
            self.comment(out, 2, &format!("{ask} ({})", possible.join(", ")));
            let line = match self.facts.get(&fact.id) {
                Some(FactValue::Flag(flag)) => format!("{}: {flag}", fact.id),
                Some(FactValue::Word(word)) => format!("{}: {}", fact.id, quoted(word)),
                None => format!("# {}: {}", fact.id, possible.join(" | ")),
            };
            out.push_str(&format!("  {line}\n"));
        }
        out.push('\n');
    }

    fn section(&self, out: &mut String, ix: SectionIx) {
        let section = self.checklist.section(ix);
        if !section.controls.clone().any(|i| self.asks(ControlIx(i))) {
            return;
        }
        if ix != SectionIx::ROOT {
            let number = section.number.map(|n| format!("{n} ")).unwrap_or_default();
            let title = self.texts.text(&format!("section.{}.title", section.id));
            let rule = if section.depth == 1 { "═══" } else { "───" };
            self.comment(out, 2, &format!("{rule} {number}{title} ({}) {rule}", section.id));
            if section.depth == 1 {
                self.comment(out, 2, &self.texts.text(&format!("section.{}.asks", section.id)));
            }
            out.push('\n');
        }
        for child in &section.children {
            match child {
                Child::Section(below) => self.section(out, *below),
                Child::Control(below) if self.asks(*below) => self.control(out, *below),
                Child::Control(_) => {}
            }
        }
    }

    /// Whether the control stands in the file: it may concern the organisation, and belongs to the set.
    fn asks(&self, ix: ControlIx) -> bool {
        let control = self.checklist.control(ix);
        let quick = self.checklist.quick.as_ref().filter(|_| self.quick);
        let in_set =
            quick.is_none_or(|set| set.also.contains(&ix) || set.knock_outs && control.knock_out.is_some());
        in_set && self.wanted.contains(&ix)
    }

    fn control(&self, out: &mut String, ix: ControlIx) {
        let control = self.checklist.control(ix);
        let text = |key: &str| self.texts.text(&format!("control.{}.{key}", control.id)).into_owned();
        self.comment(out, 2, &format!("{}: {}", control.id, text("title")));
        self.comment(out, 2, &text("ask"));
        self.levels(out, control);
        if let Some(threshold) = control.knock_out {
            let choice = &self.checklist.scale_of(control).choice(threshold).id;
            self.comment(out, 2, &self.words.say("init.knock-out", &[("choice", choice)]));
        }
        if let Some(other) = control.same_as {
            let other = &self.checklist.control(other).id;
            self.comment(out, 2, &self.words.say("init.same-as", &[("id", other)]));
            out.push('\n');
            return;
        }
        self.evidence(out, control);
        self.fields(out, control);
    }

    /// Every choice with what a rater would see at it.
    fn levels(&self, out: &mut String, control: &Control) {
        let scale = self.checklist.scale_of(control);
        if let Some(range) = &scale.number {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("min", &range.min), ("max", &range.max)];
            self.comment(out, 2, &self.words.say("init.number", &values));
        }
        for (i, choice) in scale.choices.iter().enumerate() {
            let text = self.choice_text(control, ChoiceIx(i));
            self.hanging(out, &format!("  {}  ", choice.id), &text);
        }
        if control.measured.is_some() {
            let share_of = self.texts.text(&format!("control.{}.share_of", control.id));
            self.comment(out, 2, &self.words.say("init.share", &[("of", &share_of)]));
        }
    }

    /// The control's own anchor, else the label of the scale.
    fn choice_text(&self, control: &Control, ix: ChoiceIx) -> String {
        let scale = self.checklist.scale_of(control);
        let id = &scale.choice(ix).id;
        let own = match &scale.id {
            Some(scale) => format!("scale.{scale}.{id}"),
            None => format!("control.{}.choice.{id}", control.id),
        };
        let text = |what: &str| self.texts.text(&format!("control.{}.{what}.{id}", control.id));
        let anchor = text("anchor");
        let level = if anchor.is_empty() { self.texts.text(&own) } else { anchor };
        level_meaning(self.words, &level, &text("also"))
    }

    fn evidence(&self, out: &mut String, control: &Control) {
        for (i, hint) in control.evidence.iter().enumerate() {
            let what = self.texts.text(&format!("control.{}.evidence.{i}", control.id));
            let line = format!("{what} ({}, {})", hint.kind.id(), hint.reaches.id());
            let lead = self.words.text("init.evidence");
            self.hanging(out, &format!("{lead} "), &line);
        }
    }

    fn fields(&self, out: &mut String, control: &Control) {
        out.push_str(&format!("  {}:\n    answer:\n    note:\n", quoted(control.id.as_str())));
        if control.measured.is_some() {
            out.push_str("    # share: {have: , of: , source: }\n");
        }
        out.push_str("    owner:\n    answered:\n    evidence: []\n\n");
    }

    /// What is not asked, and because of which fact: nothing is left out in silence.
    fn switched_off(&self, out: &mut String) {
        for fact in &self.checklist.facts {
            let off = |ix: &ControlIx| {
                let applies = &self.checklist.control(*ix).applies;
                !self.wanted.contains(ix) && decides(applies, &self.facts, &fact.id)
            };
            let all = (0..self.checklist.controls.len()).map(ControlIx).filter(off);
            let ids: Vec<&str> = all.map(|ix| self.checklist.control(ix).id.as_str()).collect();
            if !ids.is_empty() {
                let listed = ids.join(" ");
                let said = self.words.count("init.off", ids.len(), &[("fact", &fact.id), ("ids", &listed)]);
                self.comment(out, 2, &said);
            }
        }
    }

    fn comment(&self, out: &mut String, indent: usize, text: &str) {
        for line in wrap(&clean(text), WIDTH - indent - 2).iter().filter(|line| !line.is_empty()) {
            out.push_str(&format!("{:indent$}# {line}\n", ""));
        }
    }

    /// A comment whose further lines stand under the text after the lead.
    fn hanging(&self, out: &mut String, lead: &str, text: &str) {
        let column = lead.chars().count();
        for (i, line) in wrap(&clean(text), WIDTH - 4 - column).iter().enumerate() {
            let before = if i == 0 { lead.to_string() } else { " ".repeat(column) };
            out.push_str(format!("  # {before}{line}").trim_end());
            out.push('\n');
        }
    }
}

fn decides(applies: &Applies, facts: &Facts, fact: &crate::model::FactId) -> bool {
    applies.deciding(facts).contains(&fact)
}

/// A text as YAML that every reader takes for the same text: bare where it is an ordinary word, else in
/// double quotes, so that `no` and `1.10` stay what they are in YAML 1.1 too.
pub(super) fn quoted(text: &str) -> String {
    const OTHERS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let word = |c: char| c.is_ascii_alphanumeric() || "-_./@".contains(c);
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '.')
        && text.chars().all(word)
        && text.contains(|c: char| c.is_ascii_alphabetic())
        && !OTHERS.contains(&text.to_ascii_lowercase().as_str());
    let special = [".inf", ".nan"].contains(&text.to_ascii_lowercase().as_str());
    if bare && !special {
        return text.to_string();
    }
    // JSON's quotes are YAML's; what JSON leaves bare and YAML forbids was made visible before.
    serde_json::Value::from(clean(text)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostics, Sources};
    use crate::model::{Given, Today, Truth, parse_date};
    use crate::source::assessment::read_assessment;
    use crate::source::bundled::Bundled;

    /// The answers of a new assessment for a shipped profile, read back.
    fn read_back(profile: &str, language: &str, quick: bool) -> (usize, Vec<String>, Vec<String>) {
        let bundled = Bundled::find("paris-call").expect("it is bundled");
        let checklist = bundled.checklist();
        let texts = bundled.texts(language).expect("it is translated");
        let profile = checklist.profiles.iter().find(|p| p.id == profile).expect("it is shipped");
        let skeleton = Skeleton {
            checklist: &checklist,
            reference: "paris-call@1.0.0".into(),
            texts: &texts,
            words: Catalogue::of(language).expect("it is shipped"),
            wanted: checklist.wanted_under(&profile.facts),
            facts: profile.facts.clone(),
            name: "no".into(),
            scope: "a: b # c".into(),
            quick,
            schema: Some("assessment.schema.json"),
        };
        let (mut sources, mut problems) = (Sources::new(), Diagnostics::new());
        let today = Today { date: parse_date("2026-11-22").expect("a date"), explicit: true };
        let text = skeleton.text();
        let read = read_assessment(("a", text.as_bytes()), &checklist, today, &mut sources, &mut problems);
        let said =
            problems.iter().map(|d| format!("{} {:?}", d.code.id(), sources.place(d.at.unwrap_or_default())));
        let file = read.unwrap_or_else(|| panic!("{:?}", said.collect::<Vec<_>>()));
        assert_eq!(
            (file.organisation.name.as_str(), file.organisation.scope.as_deref()),
            ("no", Some("a: b # c"))
        );
        assert!(file.answers.iter().all(|a| a.given.value == Given::Blank));
        let ids = file.answers.iter().map(|a| a.control.value.to_string()).collect();
        (skeleton.asked(), ids, problems.iter().map(|d| d.code.id().to_string()).collect())
    }

    #[test]
    fn a_new_assessment_asks_exactly_what_applies_and_reads_without_a_problem() {
        let bundled = Bundled::find("paris-call").expect("it is bundled").checklist();
        for profile in &bundled.profiles {
            for language in if profile.id == "state" { &["en", "fr"][..] } else { &["en"] } {
                let (asked, ids, problems) = read_back(&profile.id, language, false);
                let applies =
                    |c: &&Control| c.same_as.is_none() && c.applies.holds(&profile.facts) != Truth::No;
                let expected: Vec<String> =
                    bundled.controls.iter().filter(applies).map(|c| c.id.to_string()).collect();
                assert_eq!((asked, ids), (expected.len(), expected), "{} {language}", profile.id);
                assert_eq!(problems, Vec::<String>::new(), "{} {language}", profile.id);
            }
        }
    }

    #[test]
    fn the_quick_set_is_smaller_and_holds_every_knock_out_that_applies() {
        let (asked, ids, _) = read_back("sme-it-user", "en", true);
        let (all, _, _) = read_back("sme-it-user", "en", false);
        assert!(asked < all, "{asked} of {all}");
        let bundled = Bundled::find("paris-call").expect("it is bundled").checklist();
        let for_all =
            |c: &&Control| c.knock_out.is_some() && c.applies == Applies::Always && c.same_as.is_none();
        let knock_outs: Vec<&Control> = bundled.controls.iter().filter(for_all).collect();
        assert!(knock_outs.len() > 5);
        assert!(knock_outs.iter().all(|c| ids.contains(&c.id.to_string())));
    }

    #[test]
    fn words_that_yaml_1_1_misreads_are_quoted() {
        for text in ["no", "Yes", "1.10", "3", "", "~", "null", "a: b", ".inf", "2026-11-22", "#x", "on"] {
            assert!(quoted(text).starts_with('"'), "{text} → {}", quoted(text));
        }
        for text in ["private", "paris-call@1.0.0", "./my-checklist", "PC7-IAM-01"] {
            assert_eq!(quoted(text), text);
        }
        assert_eq!(quoted("Søren \"S\" A/S"), "\"Søren \\\"S\\\" A/S\"");
    }
}
