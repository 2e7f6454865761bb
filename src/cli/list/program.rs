//! What the program itself knows, as rows.

use super::{List, Row};
use crate::cli::inputs::bundled;
use crate::cli::{Failure, Session};
use crate::diag::{Code, Severity};
use crate::policy::RULES;
use crate::report::{FORMATS, TEMPLATES, check};
use crate::source::policy::{bundled_policies, bundled_policy, read_policy};
use crate::text::Catalogue;

type Rows = Result<Vec<Row>, Failure>;

/// Every bundled checklist.
pub(super) fn checklists(session: &mut Session, _: &List) -> Rows {
    let mut rows = Vec::new();
    for name in bundled() {
        let loaded = session.checklist(Some(name), None)?;
        let title = loaded.texts.text("checklist.title");
        rows.push(
            Row::new(&loaded.checklist.id, title)
                .more("version", &loaded.checklist.version)
                .more("controls", loaded.checklist.controls.len())
                .hidden("digest", &loaded.checklist.digest)
                .hidden("about", loaded.texts.text("checklist.about")),
        );
    }
    Ok(rows)
}

pub(super) fn formats(session: &mut Session, _: &List) -> Rows {
    let words = session.words;
    let row = |format: &&dyn crate::report::Format| {
        Row::new(format.id(), format.title(&words))
            .more("about", format.doc(&words))
            .more("extensions", format.extensions().join(", "))
    };
    // Those of `check` are formats of their own, also where the word is the same.
    let verdict = |format: &&dyn check::CheckFormat| {
        Row::new(format!("check {}", format.id()), words.text(&format.title()))
            .more("about", words.text(&format!("{}.doc", format.title())))
            .more("extensions", format.extensions().join(", "))
    };
    Ok(FORMATS.iter().map(row).chain(check::FORMATS.iter().map(verdict)).collect())
}

pub(super) fn templates(session: &mut Session, _: &List) -> Rows {
    let words = session.words;
    let row = |name: &&str| {
        let title = words.text(&format!("template.{name}"));
        Row::new(name, title).more("about", words.text(&format!("template.{name}.doc")))
    };
    Ok(TEMPLATES.iter().map(row).collect())
}

pub(super) fn languages(_: &mut Session, _: &List) -> Rows {
    let row = |code: &str| {
        let name = Catalogue::of(code).map(|words| words.text("language.name")).unwrap_or_default();
        Row::new(code, name)
    };
    Ok(Catalogue::languages().map(row).collect())
}

/// Every rule that a policy may hold.
pub(super) fn rules(session: &mut Session, _: &List) -> Rows {
    let words = session.words;
    let row = |rule: &&dyn crate::policy::Rule| {
        Row::new(rule.id(), words.text(&rule.title()))
            .more("about", words.text(&rule.doc()))
            .hidden("severity", rule.severity().id())
            .hidden("parameters", rule.parameters().iter().map(|p| p.name).collect::<Vec<_>>().join(", "))
    };
    Ok(RULES.iter().map(row).collect())
}

/// Every shipped policy.
pub(super) fn policies(_: &mut Session, _: &List) -> Rows {
    let row = |name: &'static str| {
        let text = bundled_policy(name).unwrap_or_default();
        let (mut sources, mut problems) = Default::default();
        let policy = read_policy(name, text.as_bytes(), &mut sources, &mut problems);
        let title = policy.as_ref().and_then(|policy| policy.title.clone()).unwrap_or_default();
        // The comment at its top says what it is for.
        let about = text.lines().map_while(|line| line.strip_prefix("# ")).collect::<Vec<_>>().join(" ");
        let rules = policy.map(|policy| policy.rules.len()).unwrap_or_default();
        Row::new(name, title).more("about", about).more("rules", rules)
    };
    Ok(bundled_policies().map(row).collect())
}

pub(super) fn codes(session: &mut Session, _: &List) -> Rows {
    let words = session.words;
    let row = |code: &Code| {
        let severity = words.text(match code.severity() {
            Severity::Error => "severity.error",
            Severity::Warning => "severity.warning",
            Severity::Note => "severity.note",
        });
        let key = format!("diag.{}", code.id());
        Row::new(code.id(), words.text(&key))
            .more("severity", severity)
            .hidden("help", words.text(&format!("{key}.help")))
    };
    Ok(Code::ALL.iter().map(row).collect())
}
