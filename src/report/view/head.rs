//! Who, what, when: the head of every report.

use schemars::JsonSchema;
use serde::Serialize;

use super::public::PUBLIC;
use super::section::yes;
use super::writer::{Coded, Day, Writer};
use crate::report::TEMPLATES;
use crate::report::escape::clean;

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChecklistView {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub about: String,
    /// What its top sections are called, one of them: `principle`.
    pub kind: String,
    /// What its top sections are called, several of them: `Principles`.
    pub kinds: String,
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrganisationView {
    /// Its name.
    pub name: String,
    /// What the answers cover; says so when nothing was stated.
    pub scope: String,
    /// The marking that the document carries.
    pub sensitivity: String,
    /// `yes` when there is nobody who could be a second person, else `no`.
    pub single_person: String,
    /// In a few words: what kind of organisation the profile describes.
    pub profile: String,
}

/// Who signed the profile off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SignOffView {
    /// `signed`, `unsigned`, or `changed` when the profile is no longer the one that was signed.
    pub state: Coded,
    /// Who.
    pub by: String,
    /// In which role.
    pub role: String,
    /// When.
    pub date: Day,
    /// In a sentence.
    pub text: String,
}

/// The method that gaps are judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MethodView {
    /// Its id.
    pub id: String,
    /// Its title, or its id.
    pub title: String,
    /// How it works, in a sentence or two.
    pub about: String,
    /// `yes` when it gives evidenced percentages, else `no`.
    pub rated: String,
}

impl Writer<'_> {
    /// The template's name; its title is the report's own for the whole report and for a user's template.
    pub(super) fn template(self) -> Coded {
        let code = self.options.template.unwrap_or(TEMPLATES[0]);
        let known = TEMPLATES[1..].contains(&code).then(|| self.word(&format!("template.{code}")));
        let title = self.word("report.title");
        let text = known.map_or_else(|| title.clone(), |name| format!("{title} – {name}"));
        Coded { code: clean(code), text }
    }

    pub(crate) fn checklist_view(self) -> ChecklistView {
        let first = self.checklist().top_sections().next();
        let kind = first.map_or("section", |ix| self.checklist().section(ix).kind.as_str());
        // Of a kind that the program has no word for nobody knows the plural.
        let plural = self.subject.words.find(&format!("section.{kind}.other"));
        let plural = plural.map_or_else(|| self.word("section.section.other"), str::to_string);
        ChecklistView {
            id: self.checklist().id.to_string(),
            version: clean(&self.checklist().version),
            title: self.checklist_title(),
            about: self.text("checklist.about"),
            kind: self.kind(kind),
            kinds: plural,
        }
    }

    pub(crate) fn organisation(self) -> OrganisationView {
        let organisation = &self.assessment().file.organisation;
        let or = |text: &Option<String>, key: &str| match text {
            Some(text) if !text.trim().is_empty() => clean(text),
            Some(_) | None => self.word(key),
        };
        let words = self.checklist().facts.iter().filter(|fact| fact.one_of.is_some());
        let stated = words.filter(|fact| self.assessment().file.profile.contains_key(&fact.id));
        let profile: Vec<String> = stated.map(|fact| self.fact_answer(&fact.id).text).collect();
        OrganisationView {
            name: self.organisation_name(),
            scope: or(&organisation.scope, "report.scope-not-stated"),
            sensitivity: self.marking(),
            single_person: yes(organisation.single_person),
            profile: profile.join(" · "),
        }
    }

    /// The name of the organisation, or a word where it has none, as in a copy without names.
    pub(crate) fn organisation_name(self) -> String {
        let name = clean(&self.assessment().file.organisation.name);
        if name.trim().is_empty() { self.word("report.unnamed") } else { name }
    }

    pub(super) fn sign_off(self) -> SignOffView {
        let file = self.assessment().file;
        let public = |state: &str| self.word(&format!("sign-off.{state}.public"));
        let is_public = self.options.template == Some(PUBLIC);
        let Some(signed) = &file.sign_off else {
            let text = if is_public { public("unsigned") } else { self.word("sign-off.unsigned.text") };
            return SignOffView { state: self.coded("sign-off", "unsigned"), text, ..SignOffView::default() };
        };
        let changed = signed.profile_digest.as_ref().is_some_and(|digest| *digest != file.profile_digest);
        let state = if changed { "changed" } else { "signed" };
        let (by, date) = (clean(&signed.by), self.day(signed.date));
        let role = signed.role.as_deref().map(clean).unwrap_or_default();
        let who = if role.is_empty() { by.clone() } else { format!("{by}, {role}") };
        let values = [("who", who), ("date", date.text.clone())];
        let named = || self.say(&format!("sign-off.{state}.text"), &values);
        let text = if is_public { public(state) } else { named() };
        SignOffView { state: self.coded("sign-off", state), by, role, date, text }
    }

    pub(crate) fn method(self, rated: bool) -> MethodView {
        let Some(card) = self.card() else { return MethodView::default() };
        let id = card.method.to_string();
        let title = self.text(&format!("method.{id}.title"));
        MethodView {
            title: if title.is_empty() { id.clone() } else { title },
            about: self.text(&format!("method.{id}.about")),
            rated: yes(rated),
            id,
        }
    }
}
