//! Names on the command line: what they can mean, and the nearest right one when they mean nothing.

use std::path::Path;

use crate::cli::{Failure, files};
use crate::diag::nearest;
use crate::model::{Checklist, ControlIx, RetiredHow, SectionIx};

/// What a name in a checklist means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A section; the checklist's own id means the root.
    Section(SectionIx),
    /// A control.
    Control(ControlIx),
}

/// The control or section of a name. **Errors:** nothing has it.
pub(super) fn node(checklist: &Checklist, name: &str) -> Result<Found, Failure> {
    node_if_any(checklist, name).ok_or_else(|| {
        if let Some(retired) = retired(checklist, name) {
            return retired;
        }
        let controls = checklist.controls.iter().map(|c| c.id.as_str());
        let sections = checklist.sections.iter().map(|s| s.id.as_str());
        unknown("unknown-name", name, controls.chain(sections))
    })
}

/// What became of a control that is gone, as a failure to find it; `None` when there was none of this name.
pub(super) fn retired(checklist: &Checklist, name: &str) -> Option<Failure> {
    let retired = checklist.retired.iter().find(|retired| retired.id.as_str() == name)?;
    let key = match retired.how {
        RetiredHow::Renamed => "retired-renamed",
        RetiredHow::Split => "retired-split",
        RetiredHow::Merged => "retired-merged",
        RetiredHow::Dropped => "retired-dropped",
    };
    let became: Vec<&str> = retired.became.iter().map(|id| id.as_str()).collect();
    let failure = Failure::new(key).with("id", name).with("since", &retired.since);
    Some(failure.with("became", became.join(", ")))
}

/// The control or section of a name.
pub(super) fn node_if_any(checklist: &Checklist, name: &str) -> Option<Found> {
    if name == checklist.id.as_str() {
        return Some(Found::Section(SectionIx::ROOT));
    }
    let control = checklist.find_control(name).map(Found::Control);
    control.or_else(|| checklist.find_section(name).map(Found::Section))
}

/// A failure about a name that nothing has, with the nearest that there is.
pub(super) fn unknown<'k>(
    key: &'static str,
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Failure {
    let failure = Failure::new(key).with("name", name);
    match nearest(name, known) {
        Some(near) => failure.suggest(near),
        None => failure,
    }
}

/// Whether an argument is a file by its looks: it has a folder or ends like a YAML file. A control id
/// never is, so that `answer PC7-IAM-01 3` means what it says.
pub(super) fn looks_like_file(argument: &str) -> bool {
    argument == "-" || argument.contains(['/', '\\']) || files::is_yaml(Path::new(argument))
}

/// Whether an argument can only be a control id: capitals and digits in parts with hyphens, a digit last.
pub(super) fn looks_like_id(argument: &str) -> bool {
    let legal = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == '.';
    argument.contains('-')
        && argument.chars().all(legal)
        && argument.starts_with(|c: char| c.is_ascii_uppercase())
        && argument.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_id_is_never_a_file() {
        for id in ["PC7-IAM-01", "GV.OC-01", "3.13.11"] {
            assert!(!looks_like_file(id), "{id}");
        }
        assert!(looks_like_id("PC7-IAM-01") && !looks_like_id("assessment") && !looks_like_id("client-a"));
        for file in ["-", "a.yaml", "./PC7-IAM-01", "client/PC7-IAM-01", "x.yml"] {
            assert!(looks_like_file(file), "{file}");
        }
    }
}
