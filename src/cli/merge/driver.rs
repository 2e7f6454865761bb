//! The merge driver of git: `%O %A %B [%P]`. The result is written to `%A`; exit code 1 tells git that the
//! file has conflicts, which then stand in it between `<<<<<<<` and `>>>>>>>`.

use std::path::{Path, PathBuf};

use super::joining::name_of;
use super::resolve::{Resolver, Rule};
use crate::cli::inputs::Loaded;
use crate::cli::sheet::{order, text};
use crate::cli::{Exit, Failure, Session, files};
use crate::edit::{Clash, EditRefused, Merged, Place, Sides, Winner, marked, merge};
use crate::model::ChecklistRef;
use crate::source::assessment::assessment_head;
use crate::text::clean;

/// Merges as git asks for it. **Errors:** a file cannot be read or written, or is no text: then git keeps
/// our version and says that there is a conflict.
pub(super) fn run(session: &mut Session, paths: &[PathBuf], rules: &[Rule]) -> Result<Exit, Failure> {
    let [old, ours, theirs, shown @ ..] = paths else { return Err(Failure::new("driver-files")) };
    if rules.contains(&Rule::Ask) {
        return Err(Failure::new("driver-asks"));
    }
    let shown = shown.first().unwrap_or(ours);
    let read = |path: &Path| text(path, files::read(path, &session.words)?);
    let (old, mine, yours) = (read(old)?, read(ours)?, read(theirs)?);
    let loaded = checklist(session, &mine, shown);
    let resolver = Resolver { rules, checklist: loaded.as_ref().map(|loaded| &loaded.checklist) };
    let order = loaded.as_ref().map(|loaded| order(&loaded.checklist)).unwrap_or_default();
    let ancestor = Some(old.as_str()).filter(|old| !old.trim().is_empty());
    let sides = Sides { ours: &mine, theirs: &yours, ancestor };
    let (result, open) = match both(session, sides, &order, resolver) {
        Ok(versions) => versions.into_result(),
        Err(_) => (marked(&mine, &yours), vec![session.words.text("merge.driver-by-lines")]),
    };
    files::write(ours, result.as_bytes(), &session.words)?;
    for place in &open {
        let said = session
            .words
            .say("merge.driver-conflict", &[("path", &shown.display()), ("place", &clean(place))]);
        session.tell(&said);
    }
    Ok(if open.is_empty() { Exit::Pass } else { Exit::Fail })
}

/// The checklist that a version names, if it can be read: the merge does not depend on it.
fn checklist(session: &mut Session, text: &str, shown: &Path) -> Option<Loaded> {
    match assessment_head(text.as_bytes())? {
        ChecklistRef::Bundled { id, .. } => session.checklist(Some(&id), None).ok(),
        ChecklistRef::Path(below) => {
            let path = shown.parent().unwrap_or(Path::new("")).join(below.trim_start_matches("./"));
            let named = format!("./{}", path.display());
            path.exists().then(|| session.checklist(Some(&named), None).ok())?
        }
    }
}

/// The merge with our side, and with theirs, wherever no rule decides.
struct Versions {
    ours: Merged,
    theirs: Option<Merged>,
}

fn both(
    session: &Session,
    sides: Sides<'_>,
    order: &[&str],
    resolver: Resolver<'_>,
) -> Result<Versions, EditRefused> {
    let names = ["ours", "theirs"];
    let mut decide = |clash: &Clash| resolver.decide(session, clash, names).map(|(winner, _)| winner);
    let ours = merge(sides, order, &mut decide)?;
    let is_open = ours.clashes.iter().any(|(_, winner)| winner.is_none());
    let mut other = |clash: &Clash| decide(clash).or(Some(Winner::Theirs));
    let theirs = if is_open { Some(merge(sides, order, &mut other)?) } else { None };
    Ok(Versions { ours, theirs })
}

impl Versions {
    /// The text for git, and what is open.
    fn into_result(self) -> (String, Vec<String>) {
        let open = self.ours.clashes.iter().filter(|(_, winner)| winner.is_none());
        let open: Vec<String> = open.map(|(clash, _)| described(clash)).collect();
        match self.theirs {
            Some(theirs) => (marked(&self.ours.text, &theirs.text), open),
            None => (self.ours.text, open),
        }
    }
}

fn described(clash: &Clash) -> String {
    match &clash.place {
        Place::Control(_) => format!("{} ({})", name_of(&clash.place), clash.keys.join(", ")),
        Place::Head(key) => key.clone(),
    }
}
