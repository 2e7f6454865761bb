//! An assessment file → answers to a checklist.
//!
//! It is read in two steps, because the file itself says which checklist it answers: [`open`] reads the
//! text, [`Opened::checklist`] names the checklist, [`Opened::read`] checks the answers against it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::convert::names::{Names, listed};
use super::convert::{answer, extras, say};
use super::decode::{decode, digest, digest_of};
use super::field::Field;
use super::format::FileKind;
use super::wire::assessment::{Assessment as Wire, Organisation as WireOrganisation, SignOff as WireSignOff};
use super::wire::leaf::Text;
use super::{from_tree, parse, path};
use crate::diag::{Code, Diagnostic, Diagnostics, FileId, Located, Sources, Span};
use crate::model::{
    AssessmentFile, Checklist, ChecklistId, ChecklistRef, FactValue, Facts, Organisation, SignOff, Today,
    Truth, Value,
};

/// An assessment file whose answers are not checked yet.
#[derive(Clone, Debug)]
pub struct Opened {
    pub(super) file: FileId,
    pub(super) digest: String,
    pub(super) written: Located<Wire>,
    /// Where its comments stand.
    pub(super) comments: Vec<Span>,
    /// Where the key `answers` stands, if it is there.
    pub(super) answers: Option<Span>,
    /// Where the key `profile` stands, if it is there.
    pub(super) profile: Option<Span>,
    /// Whether opening reported an error: then there is no answer file to be had.
    pub(super) broken: bool,
}

/// Reads the text of an assessment. `None` when it is no YAML map of this format.
pub fn open(name: &str, bytes: &[u8], sources: &mut Sources, diags: &mut Diagnostics) -> Option<Opened> {
    let mut own = Diagnostics::new();
    let (file, text) = decode(name, bytes, sources, &mut own);
    let opened = text.and_then(|text| {
        let tree = parse::parse(&text, file, &mut own)?;
        let usable = FileKind::Assessment.check(&tree, &mut own);
        let written = usable.then(|| from_tree(&tree, &mut own)).flatten()?;
        let key = |name| tree.get(tree.root(), name).map(|(key, _)| tree.written(key).span);
        let (answers, profile) = (key("answers"), key("profile"));
        let comments = tree.comments().to_vec();
        Some(Opened { file, digest: digest(&text), written, comments, answers, profile, broken: false })
    });
    let broken = own.has_errors();
    diags.extend(own);
    opened.map(|opened| Opened { broken, ..opened })
}

/// Reads an assessment against its checklist: [`open`] and [`Opened::read`] in one.
pub fn read_assessment(
    file: (&str, &[u8]),
    checklist: &Checklist,
    today: Today,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<AssessmentFile> {
    open(file.0, file.1, sources, diags)?.read(checklist, today, diags)
}

/// Which checklist an assessment names, when that can be read; nothing is reported.
pub fn assessment_head(bytes: &[u8]) -> Option<ChecklistRef> {
    let mut diags = Diagnostics::new();
    let opened = open("", bytes, &mut Sources::new(), &mut diags)?;
    opened.checklist(&mut diags).map(|located| located.value)
}

impl Opened {
    /// Where its comments stand, in file order.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// The file it was read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Which checklist it answers.
    ///
    /// **Reports:** `missing-key`, `bad-value`, `path-outside`.
    pub fn checklist(&self, diags: &mut Diagnostics) -> Option<Located<ChecklistRef>> {
        let written = self.written.value.checklist.need("checklist", self.written.span, diags)?;
        checklist_ref(written, diags).map(|value| Located::new(value, written.span))
    }

    /// The same answers under the ids that took the place of retired ones, and the ids for which nothing
    /// did. Where one took the place of several, several answers have its id.
    pub fn with_successors(mut self, checklist: &Checklist) -> (Opened, Vec<String>) {
        let Field::There(answers) = &mut self.written.value.answers else { return (self, Vec::new()) };
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        let taken: Vec<String> = answers.value.0.iter().map(|(key, _)| key.value.text.clone()).collect();
        for (key, answer) in std::mem::take(&mut answers.value.0) {
            let Some(places) = checklist.successors(&key.value.text) else {
                kept.push((key, answer));
                continue;
            };
            if places.is_empty() {
                lost.push(key.value.text.clone());
            }
            let ids = places.iter().map(|ix| checklist.control(*ix).id.to_string());
            for id in ids.filter(|id| !taken.contains(id)) {
                let mut key = key.clone();
                key.value.text = id;
                kept.push((key, answer.clone()));
            }
        }
        answers.value.0 = kept;
        (self, lost)
    }

    /// Checks every answer against the checklist. `None` when anything is an error.
    ///
    /// **Reports:** every code about answers, profile, evidence, dates and settings.
    pub fn read(
        &self,
        checklist: &Checklist,
        today: Today,
        diags: &mut Diagnostics,
    ) -> Option<AssessmentFile> {
        let mut own = Diagnostics::new();
        let read = self.read_with_errors(checklist, today, &mut own);
        let usable = !(own.has_errors() || self.broken);
        diags.extend(own);
        read.filter(|_| usable)
    }

    /// What can be read of the answers, whatever the problems of the others are: to mend an assessment,
    /// never to judge it. **Reports:** as [`Opened::read`].
    pub fn read_with_errors(
        &self,
        checklist: &Checklist,
        today: Today,
        diags: &mut Diagnostics,
    ) -> Option<AssessmentFile> {
        let written = &self.written.value;
        let answered = self.checklist(diags);
        if let Some(answered) = &answered {
            check_version(answered, checklist, diags);
        }
        let stated = written.profile.value();
        let profile = stated.map(|p| extras::facts(p, &checklist.facts, diags)).unwrap_or_default();
        let spans = stated.map(|p| p.0.as_slice()).unwrap_or_default().iter();
        let beginning = Span { end: self.written.span.start, ..self.written.span };
        let profile_span = self.profile.unwrap_or(beginning);
        not_stated(checklist, &profile, profile_span, diags);
        let reader = answer::Reader::new(checklist, &profile, today);
        let answers =
            written.answers.value().map(|answers| reader.answers(answers, diags)).unwrap_or_default();
        Some(AssessmentFile {
            file: self.file,
            digest: self.digest.clone(),
            checklist: answered?,
            organisation: organisation(written.organisation.value(), diags),
            profile_spans: spans.map(|(key, _)| (key.value.text.clone(), key.span)).collect(),
            profile_span,
            profile_digest: profile_digest(&profile),
            sign_off: written.sign_off.get().and_then(|s| sign_off(s, today, diags)),
            settings: settings(&written.settings, checklist, diags),
            answers_span: self.answers.unwrap_or(profile_span),
            answers,
            profile,
        })
    }
}

/// SHA-256 of a profile: one line `fact=value` for each stated fact, by name; hex.
pub fn profile_digest(profile: &Facts) -> String {
    let line = |(fact, value): (&crate::model::FactId, &FactValue)| match value {
        FactValue::Flag(flag) => format!("{fact}={flag}\n"),
        FactValue::Word(word) => format!("{fact}={word}\n"),
    };
    let lines: Vec<String> = profile.iter().map(line).collect();
    digest_of(lines.iter().map(String::as_str))
}

fn checklist_ref(written: &Located<Text>, diags: &mut Diagnostics) -> Option<ChecklistRef> {
    let text = written.value.text.as_str();
    if text.starts_with('.') || text.contains(['/', '\\']) {
        return path::inside(&written.value, written.span, diags).map(ChecklistRef::Path);
    }
    let (id, version) = match text.split_once('@') {
        Some((id, version)) => (id, Some(version)),
        None => (text, None),
    };
    let good_version = version.is_none_or(say::is_version);
    if ChecklistId::parse(id).is_err() || !good_version {
        diags.push(say::bad_value(&written.value, written.span, "paris-call@1.0.0, ./my-checklist"));
        return None;
    }
    Some(ChecklistRef::Bundled { id: id.to_string(), version: version.map(str::to_string) })
}

fn check_version(answered: &Located<ChecklistRef>, checklist: &Checklist, diags: &mut Diagnostics) {
    let ChecklistRef::Bundled { id, version } = &answered.value else { return };
    if id != checklist.id.as_str() {
        let problem = Diagnostic::new(Code::UnknownChecklist, answered.span).with("id", id);
        diags.push(problem.with("expected", &checklist.id).suggest(id, [checklist.id.as_str()]));
    } else if let Some(version) = version.as_ref().filter(|v| **v != checklist.version) {
        let problem = Diagnostic::new(Code::OtherVersion, answered.span).with("found", version);
        diags.push(problem.with("known", &checklist.version));
    }
}

/// Warns once of all facts that decide and are not stated.
fn not_stated(checklist: &Checklist, profile: &Facts, at: Span, diags: &mut Diagnostics) {
    let controls = checklist.controls.iter().filter(|c| c.applies.holds(profile) == Truth::NotStated);
    let (mut open, mut n) = (BTreeSet::new(), 0);
    for control in controls {
        n += 1;
        open.extend(control.applies.deciding(profile).into_iter().filter(|f| !profile.contains_key(*f)));
    }
    if n > 0 {
        let facts = checklist.facts.iter().filter(|f| open.contains(&f.id)).map(|f| f.id.as_str());
        diags.push(Diagnostic::new(Code::FactNotStated, at).with("id", listed(facts)).with("n", n));
    }
}

fn organisation(written: Option<&WireOrganisation>, diags: &mut Diagnostics) -> Organisation {
    let Some(written) = written else { return Organisation::default() };
    Organisation {
        name: say::text(&written.name).unwrap_or_default(),
        scope: say::text(&written.scope),
        sensitivity: say::text(&written.sensitivity),
        single_person: say::flag(&written.single_person, diags).unwrap_or(false),
    }
}

fn sign_off(written: &Located<WireSignOff>, today: Today, diags: &mut Diagnostics) -> Option<SignOff> {
    let by = written.value.by.need("by", written.span, diags);
    written.value.date.need("date", written.span, diags);
    let date = say::day(&written.value.date.0, diags);
    let late = date.as_ref().filter(|day| day.value > today.latest_answer());
    if let Some(day) = late {
        diags.push(if today.explicit {
            let problem = Diagnostic::new(Code::LaterSignOff, day.span).with("found", day.value);
            problem.with("today", today.date)
        } else {
            answer::future(day, today)
        });
    }
    let left_out = late.is_some();
    let read = SignOff {
        by: by?.value.text.clone(),
        role: say::text(&written.value.role),
        date: date?.value,
        profile_digest: say::sha256(&written.value.profile_digest, diags),
        span: written.span,
    };
    (!left_out).then_some(read)
}

/// Settings that the checklist declares, with a value of the same kind.
fn settings(
    field: &super::field::Field<super::field::Ordered<super::field::Any>>,
    checklist: &Checklist,
    diags: &mut Diagnostics,
) -> BTreeMap<String, Located<Value>> {
    let (mut settings, names) = (BTreeMap::new(), OnceCell::<Arc<[String]>>::new());
    for (key, any) in field.value().map(|map| map.entries(diags)).unwrap_or_default() {
        let name = key.value.text.as_str();
        let Some(declared) = checklist.settings.get(name) else {
            let names = names.get_or_init(|| checklist.settings.keys().cloned().collect());
            let problem = Diagnostic::new(Code::UnknownSetting, key.span).with("id", name);
            let problem = problem.with("expected", listed(names.iter().map(String::as_str)));
            diags.push(problem.suggest_later(name, names.clone()));
            continue;
        };
        let Some(value) = say::value(any, diags) else { continue };
        if std::mem::discriminant(&value) != std::mem::discriminant(declared) && *declared != Value::Null {
            diags.push(say::wrong_kind(value_word(declared), &any.value, any.span));
            continue;
        }
        settings.insert(name.to_string(), Located::new(value, any.span));
    }
    settings
}

fn value_word(value: &Value) -> &'static str {
    match value {
        Value::Null => "kind.value",
        Value::Bool(_) => "kind.boolean",
        Value::Number(_) => "kind.number",
        Value::Text(_) => "kind.text",
        Value::List(_) => "kind.list",
    }
}

/// The ids of a checklist's controls, for messages.
pub(super) fn control_names(checklist: &Checklist) -> Names {
    let mut names = Names::default();
    let mut unused = Diagnostics::new();
    for control in &checklist.controls {
        names.add(control.id.as_str(), control.span, &mut unused);
    }
    names
}
