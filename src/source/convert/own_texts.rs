//! The sentences of a checklist in its own language, by the keys of [`Texts`](crate::model::Texts).

use std::collections::BTreeMap;

use super::say;
use super::scale::labels;
use super::section::Outline;
use crate::source::field::{Any, Field, List, Ordered};
use crate::source::wire::checklist::{self as wire, Checklist, Fact, Scale};
use crate::source::wire::control::Control;
use crate::source::wire::leaf::Text;

/// Texts by key.
pub(crate) type Map = BTreeMap<String, String>;

/// Collects texts.
#[derive(Default)]
pub(crate) struct Collector {
    /// What was collected.
    pub(crate) map: Map,
}

impl Collector {
    fn put(&mut self, key: String, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.map.insert(key, text);
        }
    }

    fn field(&mut self, key: String, field: &Field<Text>) {
        if let Some(text) = say::text(field) {
            self.put(key, text);
        }
    }

    fn by_key(&mut self, prefix: &str, field: &Field<Ordered<Text>>) {
        for (key, text) in field.value().map(|map| map.0.as_slice()).unwrap_or_default() {
            self.field(format!("{prefix}.{}", key.value.text), text);
        }
    }

    /// The texts of the root file, apart from its sections.
    pub(crate) fn root(&mut self, root: &Checklist) {
        self.put("checklist.title".to_string(), root.title.get().map_or("", |t| t.value.text.trim_end()));
        self.field("checklist.about".to_string(), &root.about);
        for (id, fact) in entries(&root.profile) {
            self.fact(id, fact);
        }
        for profile in items(&root.profiles) {
            let Some(id) = profile.id.get() else { continue };
            self.titled("profile", &id.value.text, &profile.title);
            self.field(format!("profile.{}.about", id.value.text), &profile.about);
        }
        for view in items(&root.views) {
            self.view(view);
        }
        for duty in items(&root.duties) {
            let Some(id) = duty.id.get() else { continue };
            self.titled("duty", &id.value.text, &duty.title);
            self.field(format!("duty.{}.note", id.value.text), &duty.note);
        }
    }

    /// A title; the id stands for one that is not given.
    fn titled(&mut self, kind: &str, id: &str, title: &Field<Text>) {
        self.put(format!("{kind}.{id}.title"), say::text(title).unwrap_or_else(|| id.to_string()));
    }

    fn fact(&mut self, id: &str, fact: &Fact) {
        self.put(format!("fact.{id}.ask"), say::text(&fact.ask).unwrap_or_else(|| id.to_string()));
        self.field(format!("fact.{id}.help"), &fact.help);
        for word in items(&fact.one_of) {
            self.put(format!("fact.{id}.label.{}", word.text), word.text.clone());
        }
        self.by_key(&format!("fact.{id}.label"), &fact.labels);
    }

    fn view(&mut self, view: &wire::View) {
        let Some(id) = view.id.get() else { return };
        let id = id.value.text.as_str();
        self.titled("view", id, &view.title);
        self.field(format!("view.{id}.about"), &view.about);
        for group in view.groups.get().map(|g| g.value.0.as_slice()).unwrap_or_default() {
            let Some(group) = group.value() else { continue };
            let Some(group_id) = group.id.get() else { continue };
            self.titled(&format!("view.{id}.group"), &group_id.value.text, &group.title);
            self.field(format!("view.{id}.group.{}.note", group_id.value.text), &group.note);
        }
    }

    /// The labels of named scales.
    pub(crate) fn scales(&mut self, scales: &Ordered<Scale>) {
        for (id, scale) in pairs(scales) {
            for (choice, label) in scale.choices.get().map(labels).unwrap_or_default() {
                self.put(format!("scale.{id}.{choice}"), label);
            }
        }
    }

    /// Titles of methods and of their measures.
    pub(crate) fn methods(&mut self, methods: &Ordered<Any>) {
        for (id, method) in pairs(methods) {
            self.put(format!("method.{id}.title"), said(method, "title").unwrap_or(id));
            self.put(format!("method.{id}.about"), said(method, "about").unwrap_or(""));
            for (measure, definition) in members(method, "measures") {
                let title = said(definition, "title").unwrap_or(measure);
                self.put(format!("method.{id}.measure.{measure}"), title);
            }
        }
    }

    /// Why ids were retired.
    pub(crate) fn retired(&mut self, retired: &Field<List<wire::Retired>>) {
        for entry in items(retired) {
            if let Some(id) = entry.id.get() {
                self.field(format!("retired.{}", id.value.text), &entry.reason);
            }
        }
    }

    /// The texts of sections and controls.
    pub(crate) fn outline(&mut self, outline: &Outline<'_>) {
        for (section, id) in &outline.written {
            self.titled("section", id.as_str(), &section.value.title);
            self.field(format!("section.{id}.why"), &section.value.why);
            self.field(format!("section.{id}.asks"), &section.value.asks);
            self.field(format!("section.{id}.asks_not"), &section.value.asks_not);
        }
        for draft in &outline.controls {
            self.control(&format!("control.{}", draft.id), draft.id.as_str(), &draft.written.value);
        }
    }

    fn control(&mut self, key: &str, id: &str, control: &Control) {
        let (title, ask) = (say::text(&control.title), say::text(&control.ask));
        let named = title.clone().or_else(|| ask.clone()).unwrap_or_else(|| id.to_string());
        self.put(format!("{key}.title"), named.clone());
        self.put(format!("{key}.ask"), ask.unwrap_or(named));
        self.field(format!("{key}.why"), &control.why);
        for (choice, label) in control.choices.get().map(labels).unwrap_or_default() {
            self.put(format!("{key}.choice.{choice}"), label);
        }
        self.by_key(&format!("{key}.anchor"), &control.anchors);
        if let Some(measured) = control.measured.value() {
            self.field(format!("{key}.share_of"), &measured.share_of);
            self.by_key(&format!("{key}.also"), &measured.also);
        }
        self.field(format!("{key}.weight_because"), &control.weight_because);
        if let Some(knock_out) = control.knock_out.value() {
            self.field(format!("{key}.knock_out_because"), &knock_out.because);
        }
        for (n, item) in items(&control.evidence).enumerate() {
            let what = item.what.get().map_or("", |what| what.value.text.trim_end());
            self.put(format!("{key}.evidence.{n}"), what);
        }
        if let Some(remedy) = control.remedy.value() {
            self.field(format!("{key}.first_step"), &remedy.first_step);
        }
        if let Some(automation) = control.automation.value() {
            self.field(format!("{key}.automation"), &automation.how);
        }
    }
}

fn items<T>(field: &Field<List<T>>) -> impl Iterator<Item = &T> {
    field.value().into_iter().flat_map(|list| list.0.iter()).filter_map(Field::value)
}

fn entries<T>(field: &Field<Ordered<T>>) -> impl Iterator<Item = (&str, &T)> {
    field.value().into_iter().flat_map(pairs)
}

fn pairs<T>(map: &Ordered<T>) -> impl Iterator<Item = (&str, &T)> {
    map.0.iter().filter_map(|(key, value)| Some((key.value.text.as_str(), value.value()?)))
}

/// The members of a map below a key of a free value.
fn members<'a>(any: &'a Any, key: &str) -> Vec<(&'a str, &'a Any)> {
    match member(any, key) {
        Some(Any::Map(pairs)) => pairs.iter().map(|(k, v)| (k.value.text.as_str(), &v.value)).collect(),
        Some(Any::Null | Any::Scalar(_) | Any::List(_)) | None => Vec::new(),
    }
}

fn member<'a>(any: &'a Any, key: &str) -> Option<&'a Any> {
    let Any::Map(pairs) = any else { return None };
    pairs.iter().find(|(k, _)| k.value.text == key).map(|(_, value)| &value.value)
}

/// The text of a key; of a list of maps (a measure by kinds of nodes), that of the first.
fn said<'a>(any: &'a Any, key: &str) -> Option<&'a str> {
    if let Any::List(items) = any {
        return items.first().and_then(|first| said(&first.value, key));
    }
    member(any, key)?.scalar().map(|scalar| scalar.text.trim_end())
}
