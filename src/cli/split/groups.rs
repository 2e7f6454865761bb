//! Which answer belongs to which part.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::Failure;
use crate::cli::find::{self, Found};
use crate::model::{Answer, AssessmentFile, Checklist, ControlIx, SectionIx, Texts, Value};

/// The attribute of a control or section that names its role.
const ROLE: &str = "role";
/// The longest name of a part in a file name. **Unit:** characters.
const LONGEST_SLUG: usize = 40;

/// The answers of one part.
#[derive(Debug)]
pub(super) struct Group {
    /// The owner, the section's title or the role; `None` for what has none.
    pub(super) name: Option<String>,
    /// The name as a part of a file name.
    pub(super) slug: String,
    /// Its controls, in file order.
    pub(super) controls: Vec<String>,
}

/// A part for each owner; case and spaces of a name do not count.
pub(super) fn by_owner(file: &AssessmentFile) -> Vec<Group> {
    let key = |answer: &Answer| {
        let owner = answer.owner.as_deref().map(|o| o.split_whitespace().collect::<Vec<_>>().join(" "));
        owner.filter(|owner| !owner.is_empty()).map(|owner| (owner.to_lowercase(), owner))
    };
    let mut groups =
        grouped(file, |answer| key(answer).map(|(key, name)| (key, name.clone(), name)), "no-owner");
    groups.sort_by_key(|group| (group.name.is_none(), group.slug.clone()));
    groups
}

/// A part for each section directly below the root.
pub(super) fn by_principle(checklist: &Checklist, texts: &Texts, file: &AssessmentFile) -> Vec<Group> {
    let of = |answer: &Answer| {
        let ix = checklist.find_control(answer.control.value.as_str())?;
        let top = checklist.top_of(ix);
        if top == SectionIx::ROOT {
            return None;
        }
        let id = checklist.section(top).id.to_string();
        let title = texts.text(&format!("section.{id}.title"));
        Some((format!("{:06}", top.0), id.clone(), format!("{id} {title}").trim().to_string()))
    };
    grouped(file, of, "rest")
}

/// A part for each role. **Errors:** nothing says who has which role, or it names what is not there.
pub(super) fn by_role(
    checklist: &Checklist,
    file: &AssessmentFile,
    roles: &[String],
) -> Result<Vec<Group>, Failure> {
    let stated = stated(checklist, roles)?;
    let of = |ix: ControlIx| -> Option<String> {
        let by_control = stated.get(&Named::Control(ix.0)).cloned();
        let mut section = Some(checklist.control(ix).section);
        let by_section = std::iter::from_fn(|| {
            let here = section?;
            section = checklist.section(here).parent;
            Some(stated.get(&Named::Section(here.0)).cloned())
        });
        by_control
            .or_else(|| by_section.flatten().next())
            .or_else(|| if roles.is_empty() { attribute(checklist, ix) } else { None })
    };
    let any = (0..checklist.controls.len()).any(|i| of(ControlIx(i)).is_some());
    if !any {
        return Err(Failure::new("no-role").with("id", &checklist.id));
    }
    let key = |answer: &Answer| {
        let role = of(checklist.find_control(answer.control.value.as_str())?)?;
        Some((role.to_lowercase(), role.clone(), role))
    };
    Ok(grouped(file, key, "rest"))
}

/// What an id of `--role` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Section(usize),
    Control(usize),
}

/// The roles of the command line. The narrowest that names a control counts.
fn stated(checklist: &Checklist, roles: &[String]) -> Result<BTreeMap<Named, String>, Failure> {
    let mut all: BTreeMap<Named, String> = BTreeMap::new();
    for stated in roles {
        let parts = stated.split_once('=').filter(|(role, ids)| !role.trim().is_empty() && !ids.is_empty());
        let (role, ids) = parts.ok_or_else(|| Failure::new("role-shape").with("found", stated))?;
        for id in ids.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            let named = match find::node(checklist, id)? {
                Found::Section(ix) => Named::Section(ix.0),
                Found::Control(ix) => Named::Control(ix.0),
            };
            if let Some(other) = all.insert(named, role.trim().to_string()).filter(|o| o != role.trim()) {
                let failure = Failure::new("role-twice").with("id", id).with("one", role.trim());
                return Err(failure.with("other", other));
            }
        }
    }
    Ok(all)
}

/// The role that the checklist gives a control, or the nearest section above it.
fn attribute(checklist: &Checklist, ix: ControlIx) -> Option<String> {
    let control = checklist.control(ix);
    let word = |value: Option<&Value>| match value {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_)) | None => {
            None
        }
    };
    let mut section = Some(control.section);
    let above = std::iter::from_fn(|| {
        let here = checklist.section(section?);
        section = here.parent;
        Some(word(here.attributes.get(ROLE)))
    });
    word(control.attributes.get(ROLE)).or_else(|| above.flatten().next())
}

/// Groups by a key, sorted by it. The key comes with what the file is called after, and the name.
fn grouped(
    file: &AssessmentFile,
    key: impl Fn(&Answer) -> Option<(String, String, String)>,
    without: &str,
) -> Vec<Group> {
    let mut named: BTreeMap<String, (String, String, Vec<String>)> = BTreeMap::new();
    let mut rest = Vec::new();
    for answer in &file.answers {
        let id = answer.control.value.to_string();
        match key(answer) {
            Some((key, short, name)) => {
                named.entry(key).or_insert_with(|| (short, name, Vec::new())).2.push(id);
            }
            None => rest.push(id),
        }
    }
    let mut used = BTreeSet::from([without.to_string()]);
    let mut groups: Vec<Group> = named
        .into_values()
        .map(|(short, name, controls)| Group {
            name: Some(name),
            slug: unique(slug(&short), &mut used),
            controls,
        })
        .collect();
    if !rest.is_empty() {
        groups.push(Group { name: None, slug: without.to_string(), controls: rest });
    }
    groups
}

/// Letters and digits in lower case, hyphens between them.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c.is_alphanumeric() {
            true => slug.push(c),
            false if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            false => {}
        }
    }
    let short: String = slug.chars().take(LONGEST_SLUG).collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() { "part".to_string() } else { short.to_string() }
}

fn unique(slug: String, used: &mut BTreeSet<String>) -> String {
    let mut name = slug.clone();
    let mut n = 1;
    while !used.insert(name.clone()) {
        n += 1;
        name = format!("{slug}-{n}");
    }
    name
}

/// The controls that apply and stand nowhere in the file.
pub(super) fn absent<'c>(checklist: &'c Checklist, file: &AssessmentFile) -> Vec<&'c str> {
    let there: BTreeSet<&str> = file.answers.iter().map(|answer| answer.control.value.as_str()).collect();
    let open = checklist.asked_under(&file.profile);
    open.map(|ix| checklist.control(ix).id.as_str()).filter(|id| !there.contains(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_part_of_a_file_name_and_no_two_are_the_same() {
        assert_eq!(slug("J. Kneadwell (IT)"), "j-kneadwell-it");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("Élodie"), "élodie");
        assert_eq!(slug("///"), "part");
        let mut used = BTreeSet::new();
        assert_eq!(unique("a".into(), &mut used), "a");
        assert_eq!(unique("a".into(), &mut used), "a-2");
    }
}
