//! What the program itself knows, as rows.

use super::{List, Row};
use crate::cli::inputs::bundled;
use crate::cli::{Failure, Session};
use crate::diag::{Code, Severity};
use crate::report::{FORMATS, TEMPLATES};
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
    Ok(FORMATS.iter().map(row).collect())
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
