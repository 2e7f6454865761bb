//! What a checklist holds, as rows.

use super::{List, Row};
use crate::cli::inputs::Loaded;
use crate::cli::{Failure, Session};
use crate::model::{Control, FrameworkId, SectionIx, Texts};

type Rows = Result<Vec<Row>, Failure>;

pub(super) fn sections(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    let row = |(i, section): (usize, &crate::model::Section)| {
        let title = loaded.texts.text(&format!("section.{}.title", section.id));
        let indent = "\u{a0}\u{a0}".repeat(section.depth.saturating_sub(1));
        let parent = section.parent.filter(|p| *p != SectionIx::ROOT);
        let parent = parent.map(|p| loaded.checklist.section(p).id.to_string()).unwrap_or_default();
        let _ = i;
        Row::new(&section.id, title)
            .indented(&indent)
            .more("kind", &section.kind)
            .more("controls", section.controls.len())
            .hidden("parent", parent)
    };
    Ok(loaded.checklist.sections.iter().enumerate().skip(1).map(row).collect())
}

pub(super) fn controls(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    Ok(loaded.checklist.controls.iter().map(|control| self::control(&loaded, control)).collect())
}

fn control(loaded: &Loaded, control: &Control) -> Row {
    let about = format!("control.{}.", control.id);
    let scale = loaded.checklist.scale_of(control);
    let knock_out = control.knock_out.map(|ix| format!("≥ {}", scale.choice(ix).id)).unwrap_or_default();
    // A search looks at everything that is said about a control, in the language asked for.
    let said = keys(&loaded.texts, &about).map(|key| loaded.texts.text(key).into_owned());
    let words: Vec<String> = said.chain(control.keywords.iter().cloned()).collect();
    Row::new(&control.id, loaded.texts.text(&format!("{about}title")))
        .more("weight", &control.weight)
        .more("knock-out", knock_out)
        .more("applies", &control.applies)
        .hidden("section", &loaded.checklist.section(control.section).id)
        .hidden("question", loaded.texts.text(&format!("{about}ask")))
        .found_by(words.join(" "))
}

fn keys<'t>(texts: &'t Texts, prefix: &'t str) -> impl Iterator<Item = &'t str> {
    texts.keys().filter(move |key| key.starts_with(prefix))
}

pub(super) fn facts(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    let row = |fact: &crate::model::Fact| {
        let values = match &fact.one_of {
            Some(words) => words.join(", "),
            None => "true, false".to_string(),
        };
        let count =
            loaded.checklist.controls.iter().filter(|c| c.applies.facts().contains(&&fact.id)).count();
        Row::new(&fact.id, loaded.texts.text(&format!("fact.{}.ask", fact.id)))
            .more("values", values)
            .more("controls", count)
            .found_by(loaded.texts.text(&format!("fact.{}.help", fact.id)).into_owned())
    };
    Ok(loaded.checklist.facts.iter().map(row).collect())
}

pub(super) fn profiles(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    let row = |profile: &crate::model::NamedProfile| {
        let text = |what: &str| loaded.texts.text(&format!("profile.{}.{what}", profile.id)).into_owned();
        let truth = |c: &&Control| c.applies.holds(&profile.facts) != crate::model::Truth::No;
        let count = loaded.checklist.controls.iter().filter(truth).count();
        Row::new(&profile.id, text("title")).more("controls", count).hidden("about", text("about"))
    };
    Ok(loaded.checklist.profiles.iter().map(row).collect())
}

pub(super) fn methods(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    let row = |method: &crate::model::Method| {
        let text = |what: &str| loaded.texts.text(&format!("method.{}.{what}", method.id)).into_owned();
        let measures: Vec<&str> = method.measures.iter().map(|m| m.id.as_str()).collect();
        Row::new(&method.id, text("title"))
            .more("measures", measures.join(", "))
            .hidden("about", text("about"))
    };
    Ok(loaded.checklist.methods.iter().map(row).collect())
}

pub(super) fn frameworks(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    let count =
        |id: &FrameworkId| loaded.checklist.controls.iter().filter(|c| c.references.contains_key(id)).count();
    let row = |(id, framework): (&FrameworkId, &crate::model::Framework)| {
        Row::new(id, framework.title.as_str())
            .more("edition", framework.edition.as_deref().unwrap_or_default())
            .more("controls", count(id))
            .hidden("url", framework.url.as_deref().unwrap_or_default())
            .hidden("licence", framework.licence.as_deref().unwrap_or_default())
    };
    Ok(loaded.checklist.frameworks.iter().map(row).collect())
}

pub(super) fn views(session: &mut Session, list: &List) -> Rows {
    let loaded = list.loaded(session)?;
    let row = |view: &crate::model::View| {
        let text = |what: &str| loaded.texts.text(&format!("view.{}.{what}", view.id)).into_owned();
        Row::new(&view.id, text("title")).more("groups", view.groups.len()).hidden("about", text("about"))
    };
    Ok(loaded.checklist.views.iter().map(row).collect())
}
