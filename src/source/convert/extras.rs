//! What a checklist says beside its controls: kinds of organisation, the quick-start set, other
//! groupings, duties, retired ids.

use std::cell::OnceCell;
use std::sync::Arc;

use super::names::Names;
use super::section::Outline;
use super::{Declared, say};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{
    ChecklistId, ControlId, Duty, Fact, FactValue, Facts, FrameworkId, NamedProfile, Quick, Retired, View,
    ViewGroup,
};
use crate::source::field::{Field, List, Ordered, Scalar};
use crate::source::wire::checklist as wire;
use crate::source::wire::leaf::{Id, Stated};

/// What somebody states of profile facts.
///
/// **Reports:** `unknown-fact`, `unknown-fact-value`, `wrong-type`.
pub(crate) fn facts(written: &Ordered<Stated>, declared: &[Fact], diags: &mut Diagnostics) -> Facts {
    let (mut facts, names) = (Facts::new(), OnceCell::<Arc<[String]>>::new());
    for (key, field) in &written.0 {
        let Some(fact) = declared.iter().find(|f| f.id.as_str() == key.value.text) else {
            let names = names.get_or_init(|| declared.iter().map(|f| f.id.to_string()).collect());
            let problem = Diagnostic::new(Code::UnknownFact, key.span).with("id", &key.value.text);
            diags.push(problem.suggest_later(&key.value.text, names.clone()));
            continue;
        };
        // A fact without a value is one that is not stated.
        let Some(stated) = field.get() else { continue };
        let value = fact_value(fact, &stated.value, stated.span, diags);
        facts.extend(value.map(|value| (fact.id.clone(), value)));
    }
    facts
}

fn fact_value(fact: &Fact, stated: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<FactValue> {
    let Some(words) = &fact.one_of else {
        return say::boolean(stated, at, diags).map(FactValue::Flag);
    };
    if words.contains(&stated.text) {
        return Some(FactValue::Word(stated.text.clone()));
    }
    let problem = Diagnostic::new(Code::UnknownFactValue, at).with("found", say::short(&stated.text));
    let problem = problem.with("id", &fact.id).with("expected", words.join(", "));
    diags.push(problem.suggest(&stated.text, words.iter().map(String::as_str)));
    None
}

/// An id that is only a name, unique among its neighbours.
fn name(id: Option<&Located<Id>>, names: &mut Names, diags: &mut Diagnostics) -> Option<String> {
    let id = id?;
    let parsed = say::id(&id.value, id.span, ChecklistId::parse, diags)?;
    names.add(parsed.as_str(), id.span, diags)?;
    Some(parsed.to_string())
}

/// Kinds of organisation to start from.
pub(crate) fn profiles(
    field: &Field<List<wire::Profile>>,
    declared: &[Fact],
    diags: &mut Diagnostics,
) -> Vec<NamedProfile> {
    let (mut names, mut profiles) = (Names::default(), Vec::new());
    for profile in field.value().map(|l| l.items(diags)).unwrap_or_default() {
        let id = name(profile.value.id.need("id", profile.span, diags), &mut names, diags);
        let stated = profile.value.facts.need("facts", profile.span, diags);
        let stated = stated.map(|stated| facts(&stated.value, declared, diags));
        profiles.extend(id.zip(stated).map(|(id, facts)| NamedProfile { id, facts }));
    }
    profiles
}

/// The quick-start set.
pub(crate) fn quick(
    field: &Field<wire::Quick>,
    outline: &Outline<'_>,
    diags: &mut Diagnostics,
) -> Option<Quick> {
    let written = field.value()?;
    let knock_outs = say::flag(&written.knock_outs, diags).unwrap_or(true);
    Some(Quick { knock_outs, also: controls(&written.also, outline, diags) })
}

fn controls(
    field: &Field<List<Id>>,
    outline: &Outline<'_>,
    diags: &mut Diagnostics,
) -> Vec<crate::model::ControlIx> {
    let ids = field.value().map(|l| l.items(diags)).unwrap_or_default();
    ids.into_iter().filter_map(|id| outline.control(id, diags)).collect()
}

/// Alternative groupings.
pub(crate) fn views(
    field: &Field<List<wire::View>>,
    outline: &Outline<'_>,
    diags: &mut Diagnostics,
) -> Vec<View> {
    let (mut names, mut views) = (Names::default(), Vec::new());
    for view in field.value().map(|l| l.items(diags)).unwrap_or_default() {
        let id = name(view.value.id.need("id", view.span, diags), &mut names, diags);
        let groups = view.value.groups.need("groups", view.span, diags);
        let groups = groups.map(|groups| view_groups(&groups.value, outline, diags));
        views.extend(id.zip(groups).map(|(id, groups)| View { id, groups }));
    }
    views
}

fn view_groups(
    list: &List<wire::ViewGroup>,
    outline: &Outline<'_>,
    diags: &mut Diagnostics,
) -> Vec<ViewGroup> {
    let (mut names, mut groups) = (Names::default(), Vec::new());
    for group in list.items(diags) {
        let id = name(group.value.id.need("id", group.span, diags), &mut names, diags);
        let sections = group.value.sections.value().map(|l| l.items(diags)).unwrap_or_default();
        let sections = sections.into_iter().filter_map(|id| outline.find_section(id, diags)).collect();
        let number = say::whole(&group.value.number, diags);
        let controls = controls(&group.value.controls, outline, diags);
        groups.extend(id.map(|id| ViewGroup { id, number, sections, controls }));
    }
    groups
}

/// Laws that some gaps may also concern.
pub(crate) fn duties(
    field: &Field<List<wire::Duty>>,
    outline: &Outline<'_>,
    declared: &Declared,
    diags: &mut Diagnostics,
) -> Vec<Duty> {
    let (mut names, mut duties) = (Names::default(), Vec::new());
    for duty in field.value().map(|l| l.items(diags)).unwrap_or_default() {
        let id = name(duty.value.id.need("id", duty.span, diags), &mut names, diags);
        let when = duty.value.when.need("when", duty.span, diags);
        let when = when.and_then(|when| declared.applies(&when.value, when.span, diags));
        let framework = duty.value.references.get().and_then(|id| framework(id, declared, diags));
        let from = say::day(&duty.value.from, diags).map(|day| day.value);
        let controls = controls(&duty.value.controls, outline, diags);
        let url = say::text(&duty.value.url);
        duties.extend(id.zip(when).map(|(id, when)| Duty { id, when, framework, controls, from, url }));
    }
    duties
}

fn framework(id: &Located<Id>, declared: &Declared, diags: &mut Diagnostics) -> Option<FrameworkId> {
    let found = declared.frameworks.get_key_value(id.value.text.as_str());
    if found.is_none() {
        let names = || declared.frameworks.keys().map(FrameworkId::as_str);
        let problem = Diagnostic::new(Code::UnknownFramework, id.span).with("id", &id.value.text);
        let problem = problem.with("expected", super::names::listed(names()));
        diags.push(problem.suggest(&id.value.text, names()));
    }
    found.map(|(id, _)| id.clone())
}

/// Ids that were once used.
pub(crate) fn retired(
    list: &List<wire::Retired>,
    names: &mut Names,
    diags: &mut Diagnostics,
) -> Vec<Retired> {
    let mut all = Vec::new();
    for entry in list.items(diags) {
        let id = entry.value.id.need("id", entry.span, diags);
        let id = id.and_then(|id| {
            let parsed = say::id(&id.value, id.span, ControlId::parse, diags)?;
            names.add(parsed.as_str(), id.span, diags).map(|_| parsed)
        });
        let since = entry.value.since.need("since", entry.span, diags);
        let since = since.and_then(|since| say::version(since, diags));
        let how = entry.value.how.need("how", entry.span, diags).and_then(|how| say::word(how, diags));
        let became = entry.value.became.value().map(|l| l.items(diags)).unwrap_or_default();
        let became = became.into_iter().filter_map(|id| say::id(&id.value, id.span, ControlId::parse, diags));
        let became = became.collect();
        let (Some(id), Some(since), Some(how)) = (id, since, how) else { continue };
        all.push(Retired { id, since, became, how });
    }
    all
}

/// What takes the place of retired ids is there, or is retired itself.
pub(crate) fn check_successors(
    list: &List<wire::Retired>,
    retired: &Names,
    outline: &Outline<'_>,
    diags: &mut Diagnostics,
) {
    let ids = list.0.iter().filter_map(Field::value).filter_map(|entry| entry.became.value());
    for id in ids.flat_map(|ids| ids.0.iter()).filter_map(Field::get) {
        if retired.find(&id.value.text).is_none() {
            outline.control(id, diags);
        }
    }
}
