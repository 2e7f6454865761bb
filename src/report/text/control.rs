//! One control as the checklist has it: question, levels, why, evidence, first step.

use crate::model::{Checklist, ChoiceIx, Control, ControlIx, SectionIx, Texts, ValidFor, Validity};
use crate::report::text::{Ink, Page};
use crate::report::view::level_meaning;
use crate::text::Catalogue;

/// A checklist with its sentences and the program's words.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// What is asked.
    pub checklist: &'a Checklist,
    /// Its sentences.
    pub texts: &'a Texts,
    /// The program's words.
    pub words: Catalogue,
}

impl Book<'_> {
    fn about(&self, control: &Control, what: &str) -> String {
        self.texts.text(&format!("control.{}.{what}", control.id)).into_owned()
    }

    /// `7 Cyber hygiene › Accounts and passwords`.
    pub fn path(&self, ix: SectionIx) -> String {
        let mut titles = Vec::new();
        let mut next = Some(ix).filter(|ix| *ix != SectionIx::ROOT);
        while let Some(ix) = next {
            titles.push(self.section_label(ix));
            next = self.checklist.section(ix).parent.filter(|p| *p != SectionIx::ROOT);
        }
        titles.reverse();
        titles.join(" › ")
    }

    /// Number and title of a section.
    pub fn section_label(&self, ix: SectionIx) -> String {
        let section = self.checklist.section(ix);
        let title = self.texts.text(&format!("section.{}.title", section.id));
        section.number.map_or_else(|| title.to_string(), |n| format!("{n} {title}"))
    }

    /// The label of a choice: the scale's, or the control's own.
    pub fn choice_label(&self, control: &Control, ix: ChoiceIx) -> String {
        let scale = self.checklist.scale_of(control);
        let id = &scale.choice(ix).id;
        match &scale.id {
            Some(scale) => self.texts.text(&format!("scale.{scale}.{id}")).into_owned(),
            None => self.about(control, &format!("choice.{id}")),
        }
    }

    /// The whole control.
    pub fn control(&self, page: &mut Page, ix: ControlIx) {
        let control = self.checklist.control(ix);
        page.heading(&format!("{}  {}", control.id, self.about(control, "title")));
        page.paragraph(2, Ink::Faint, &self.path(control.section));
        page.blank();
        page.paragraph(2, Ink::Plain, &self.about(control, "ask"));
        page.blank();
        self.levels(page, control);
        self.reasons(page, control);
        self.evidence(page, control);
        self.remedy(page, control);
        self.links(page, control);
    }

    /// What somebody needs who answers the control: the question, its levels, why it is asked, and what
    /// counts as evidence.
    pub fn question(&self, page: &mut Page, ix: ControlIx) {
        let control = self.checklist.control(ix);
        page.paragraph(0, Ink::Faint, &self.path(control.section));
        page.paragraph(0, Ink::Strong, &format!("{}  {}", control.id, self.about(control, "title")));
        page.blank();
        page.paragraph(2, Ink::Plain, &self.about(control, "ask"));
        page.blank();
        self.levels(page, control);
        self.entry(page, "show.why", &self.about(control, "why"));
        if let Some(threshold) = control.knock_out {
            let choice = &self.checklist.scale_of(control).choice(threshold).id;
            self.entry(page, "show.knock-out", &self.words.say("show.knock-out-at", &[("choice", choice)]));
        }
        self.hints(page, control);
    }

    fn entry(&self, page: &mut Page, key: &str, text: &str) {
        self.entries(page, key, &[text.to_string()]);
    }

    /// Several texts under one label; nothing for none.
    fn entries(&self, page: &mut Page, key: &str, texts: &[String]) {
        for (i, text) in texts.iter().filter(|text| !text.is_empty()).enumerate() {
            let label = if i == 0 { self.words.text(key) } else { String::new() };
            page.entry(2, 16, &label, text);
        }
    }

    fn levels(&self, page: &mut Page, control: &Control) {
        let scale = self.checklist.scale_of(control);
        if let Some(range) = &scale.number {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("min", &range.min), ("max", &range.max)];
            page.paragraph(2, Ink::Plain, &self.words.say("show.number", &values));
        }
        let widest = scale.choices.iter().map(|c| c.id.as_str().chars().count()).max().unwrap_or(0);
        for (i, choice) in scale.choices.iter().enumerate() {
            let label = self.choice_label(control, ChoiceIx(i));
            let about = |what: &str| self.about(control, &format!("{what}.{}", choice.id));
            let anchor = level_meaning(self.words, &about("anchor"), &about("also"));
            let text = match (label.is_empty(), anchor.is_empty()) {
                (_, true) => label,
                (true, false) => anchor,
                (false, false) => format!("{label}: {anchor}"),
            };
            page.entry(4, widest + 2, choice.id.as_str(), &text);
        }
        if let Some(measured) = &control.measured {
            let share = |(ix, share): &(ChoiceIx, crate::model::Exact)| {
                format!("{} ≥ {share} %", scale.choice(*ix).id)
            };
            let all: Vec<String> = measured.thresholds.iter().map(share).collect();
            self.entry(
                page,
                "show.measured",
                &format!("{} ({})", self.about(control, "share_of"), all.join(", ")),
            );
        }
        page.blank();
    }

    fn reasons(&self, page: &mut Page, control: &Control) {
        self.entry(page, "show.why", &self.about(control, "why"));
        let with = |value: String, because: String| {
            if because.is_empty() { value } else { format!("{value}. {because}") }
        };
        self.entry(
            page,
            "show.weight",
            &with(control.weight.to_string(), self.about(control, "weight_because")),
        );
        if let Some(threshold) = control.knock_out {
            let choice = &self.checklist.scale_of(control).choice(threshold).id;
            let value = self.words.say("show.knock-out-at", &[("choice", choice)]);
            self.entry(page, "show.knock-out", &with(value, self.about(control, "knock_out_because")));
        }
        self.entry(page, "show.applies", &control.applies.to_string());
        if let Some(other) = control.same_as {
            self.entry(page, "show.same-as", self.checklist.control(other).id.as_str());
        }
    }

    fn evidence(&self, page: &mut Page, control: &Control) {
        self.hints(page, control);
        self.entry(page, "show.valid-for", &self.validity(&control.valid_for));
    }

    fn hints(&self, page: &mut Page, control: &Control) {
        let hint = |(i, hint): (usize, &crate::model::EvidenceHint)| {
            let kind = self.words.text(&format!("evidence.{}", hint.kind.id()));
            format!("{} ({kind}, {})", self.about(control, &format!("evidence.{i}")), hint.reaches.id())
        };
        let hints: Vec<String> = control.evidence.iter().enumerate().map(hint).collect();
        self.entries(page, "show.evidence", &hints);
    }

    fn validity(&self, valid: &ValidFor) -> String {
        let span = |validity: Validity| match validity {
            Validity::Days(n) => self.words.count("show.days", n as usize, &[]),
            Validity::Months(n) => self.words.count("show.months", n as usize, &[]),
        };
        let kinds = valid.by_kind.iter().map(|(kind, validity)| {
            format!("{}: {}", self.words.text(&format!("evidence.{}", kind.id())), span(*validity))
        });
        valid.default.map(span).into_iter().chain(kinds).collect::<Vec<_>>().join("; ")
    }

    fn remedy(&self, page: &mut Page, control: &Control) {
        self.entry(page, "show.first-step", &self.about(control, "first_step"));
        let days = control.remedy.days.unwrap_or_else(|| control.remedy.effort.default_days());
        let days = self.words.count("show.days", days as usize, &[]);
        self.entry(page, "show.effort", &format!("{} ({days})", control.remedy.effort.id()));
        let after: Vec<&str> =
            control.remedy.after.iter().map(|ix| self.checklist.control(*ix).id.as_str()).collect();
        self.entry(page, "show.after", &after.join(", "));
        if let Some(automation) = control.automation {
            let how = self.about(control, "automation");
            let value = self.words.text(&format!("automation.{}", automation.id()));
            self.entry(page, "show.automation", &format!("{value}. {how}"));
        }
    }

    fn links(&self, page: &mut Page, control: &Control) {
        let all =
            control.references.iter().map(|(framework, ids)| format!("{framework}: {}", ids.join(", ")));
        self.entries(page, "show.references", &all.collect::<Vec<_>>());
        self.entry(page, "show.keywords", &control.keywords.join(", "));
    }
}
