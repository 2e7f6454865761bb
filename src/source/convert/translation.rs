//! The texts of a checklist in another language: the same keys, or a diagnostic.

use super::own_texts::Map;
use super::say;
use crate::diag::{Code, Diagnostic, Diagnostics, Span};
use crate::model::Texts;
use crate::source::field::{Field, Ordered};
use crate::source::wire::leaf::Text;
use crate::source::wire::texts as wire;

/// The most unknown keys for which the nearest is looked for.
const MOST_SUGGESTIONS: usize = 20;

/// Texts of another language over the checklist's own.
///
/// **Reports:** `unknown-text` for a key that the own texts do not have.
pub(crate) fn texts(written: &wire::Texts, language: &str, own: &Texts, diags: &mut Diagnostics) -> Texts {
    let mut flat = Flat::default();
    flat.all(written);
    let mut map = Map::new();
    let mut unknown = 0;
    for (key, text, at) in flat.entries {
        if own.get(&key).is_some() {
            map.insert(key, text);
            continue;
        }
        unknown += 1;
        let problem = Diagnostic::new(Code::UnknownText, at).with("key", &key);
        let near = unknown <= MOST_SUGGESTIONS;
        diags.push(if near { problem.suggest(&key, own.keys()) } else { problem });
    }
    Texts::new(language, map).over(own.clone())
}

/// Where the questions of the controls stand, by key.
pub(crate) fn asks(written: &wire::Texts) -> Vec<(String, Span)> {
    let mut all = Vec::new();
    each_value(&written.controls, |id, texts| {
        all.extend(texts.ask.span().map(|at| (format!("control.{id}.ask"), at)));
    });
    all
}

/// Every text with its key and place.
#[derive(Default)]
struct Flat {
    entries: Vec<(String, String, Span)>,
}

impl Flat {
    fn field(&mut self, key: String, field: &Field<Text>) {
        if let Some((text, at)) = say::text(field).zip(field.span()) {
            self.entries.push((key, text, at));
        }
    }

    fn by_key(&mut self, prefix: &str, field: &Field<Ordered<Text>>) {
        each(field, |key, text| self.field(format!("{prefix}.{key}"), text));
    }

    fn all(&mut self, texts: &wire::Texts) {
        if let Some(checklist) = texts.checklist.value() {
            self.title_about("checklist", checklist);
        }
        each_value(&texts.profile, |id, fact| {
            self.field(format!("fact.{id}.ask"), &fact.ask);
            self.field(format!("fact.{id}.help"), &fact.help);
            self.by_key(&format!("fact.{id}.label"), &fact.labels);
        });
        each_value(&texts.scales, |id, labels| {
            for (choice, label) in &labels.0 {
                self.field(format!("scale.{id}.{}", choice.value.text), label);
            }
        });
        each_value(&texts.profiles, |id, texts| self.title_about(&format!("profile.{id}"), texts));
        each_value(&texts.methods, |id, texts| {
            self.field(format!("method.{id}.title"), &texts.title);
            self.field(format!("method.{id}.about"), &texts.about);
            self.by_key(&format!("method.{id}.measure"), &texts.measures);
        });
        each_value(&texts.views, |id, texts| self.view(id, texts));
        each_value(&texts.duties, |id, texts| self.title_note(&format!("duty.{id}"), texts));
        each_value(&texts.sections, |id, texts| self.section(&format!("section.{id}"), texts));
        each_value(&texts.controls, |id, texts| self.control(&format!("control.{id}"), texts));
        self.by_key("retired", &texts.retired);
    }

    fn title_about(&mut self, key: &str, texts: &wire::TitleAbout) {
        self.field(format!("{key}.title"), &texts.title);
        self.field(format!("{key}.about"), &texts.about);
    }

    fn title_note(&mut self, key: &str, texts: &wire::TitleNote) {
        self.field(format!("{key}.title"), &texts.title);
        self.field(format!("{key}.note"), &texts.note);
    }

    fn view(&mut self, id: &str, texts: &wire::ViewTexts) {
        self.field(format!("view.{id}.title"), &texts.title);
        self.field(format!("view.{id}.about"), &texts.about);
        each_value(&texts.groups, |group, texts| self.title_note(&format!("view.{id}.group.{group}"), texts));
    }

    fn section(&mut self, key: &str, texts: &wire::SectionTexts) {
        self.field(format!("{key}.title"), &texts.title);
        self.field(format!("{key}.why"), &texts.why);
        self.field(format!("{key}.asks"), &texts.asks);
        self.field(format!("{key}.asks_not"), &texts.asks_not);
    }

    fn control(&mut self, key: &str, texts: &wire::ControlTexts) {
        let single = [
            ("title", &texts.title),
            ("ask", &texts.ask),
            ("why", &texts.why),
            ("share_of", &texts.share_of),
            ("weight_because", &texts.weight_because),
            ("knock_out_because", &texts.knock_out_because),
            ("first_step", &texts.first_step),
            ("automation", &texts.automation),
        ];
        for (name, field) in single {
            self.field(format!("{key}.{name}"), field);
        }
        self.by_key(&format!("{key}.choice"), &texts.choices);
        self.by_key(&format!("{key}.anchor"), &texts.anchors);
        self.by_key(&format!("{key}.also"), &texts.also);
        for (n, item) in texts.evidence.value().map(|l| l.0.as_slice()).unwrap_or_default().iter().enumerate()
        {
            self.field(format!("{key}.evidence.{n}"), item);
        }
    }
}

fn each<'a, T>(field: &'a Field<Ordered<T>>, mut with: impl FnMut(&'a str, &'a Field<T>)) {
    for (key, value) in field.value().map(|map| map.0.as_slice()).unwrap_or_default() {
        with(&key.value.text, value);
    }
}

fn each_value<'a, T>(field: &'a Field<Ordered<T>>, mut with: impl FnMut(&'a str, &'a T)) {
    each(field, |key, value| value.value().into_iter().for_each(|value| with(key, value)));
}
