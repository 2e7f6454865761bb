//! The example that is mutated: the bakery chain as it would be with everything done.
//!
//! Its own profile, every control that concerns it answered at target, each with evidence that a sample has
//! verified and that has its digest. One control is below target with a plan, one is set aside by hand. As
//! shipped the bakery has failed knock-outs and passes no strict policy.

use gapcheck::model::{Assessment, AssessmentFile, Checklist, ControlIx, Exact, Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::bundled::Bundled;

use crate::judge::TODAY;
use crate::repo::{Repo, sha256};

/// Below target, with a plan.
pub(super) const PLANNED: &str = "PC7-PRT-03";
/// Set aside by hand.
pub(super) const ASIDE: &str = "PC7-PRT-04";
/// A knock-out at target.
pub(super) const KNOCK_OUT: &str = "PC7-IAM-01";
/// Any other control at target.
pub(super) const OTHER: &str = "PC1-GOV-01";

/// The plan of what is below target.
pub(super) const PLAN: &str =
    "    plan: {do: Train the rest., owner: j.kneadwell, due: 2027-01-31, approved_by: t.brotmeier}\n";
/// How a control is set aside, apart from its owner.
pub(super) const SET_ASIDE: &str = "answer: not_applicable\n    reason: Not in use.\n    \
                                    approved_by: t.brotmeier\n    until: 2027-06-30\n";

/// A repository with the example, the strict policy beside it, committed.
pub(super) fn repository() -> Repo {
    let repo = Repo::empty();
    let (text, ids) = example();
    repo.shell.file("assessment.yaml", text);
    let strict = gapcheck::source::policy::bundled_policy("strict").expect("it is shipped");
    repo.shell.file("policy.yaml", strict);
    for id in ids {
        repo.shell.file(&format!("evidence/{id}.txt"), &id);
    }
    repo.commit();
    repo
}

/// The evidence of a control, whose file holds its id.
pub(super) fn evidence(id: &str) -> String {
    let digest = sha256(id);
    format!(
        "    evidence:\n      - file: evidence/{id}.txt\n        kind: record\n        collected: 2026-10-05\n        \
         reviewed_by: t.brotmeier\n        verified: sampling\n        sha256: {digest}\n"
    )
}

/// The whole entry of a control in a text.
pub(super) fn entry(text: &str, id: &str) -> String {
    let start = text.find(&format!("\n  {id}:\n")).expect("it is answered") + 1;
    let rest = &text[start..];
    let end = rest.find("\n  PC").map_or(rest.len(), |end| end + 1);
    rest[..end].to_string()
}

fn read(text: &str, checklist: &Checklist) -> AssessmentFile {
    let (mut sources, mut problems) = Default::default();
    let file = read_assessment(("a.yaml", text.as_bytes()), checklist, today(), &mut sources, &mut problems);
    file.unwrap_or_else(|| panic!("{problems:?}"))
}

fn today() -> Today {
    Today { date: parse_date(TODAY).expect("a date"), explicit: true }
}

/// The text, and the ids of the controls that are answered.
fn example() -> (String, Vec<String>) {
    let checklist = Bundled::find("paris-call").expect("it is bundled").checklist();
    let shipped = std::fs::read_to_string("examples/bakery-chain/assessment.yaml").expect("it is shipped");
    let (head, _) = shipped.split_once("answers:\n").expect("it has answers");
    let file = read(head, &checklist);
    let signed = format!("  date: 2026-11-16\n  profile_digest: {}\n", file.profile_digest);
    let mut text = head.replace("  date: 2026-11-16\n", &signed) + "answers:\n";
    let assessment = Assessment::join(&checklist, &file, today());
    let mut ids = Vec::new();
    for item in assessment.items.iter().filter(|item| item.applicable) {
        let control = checklist.control(item.control);
        if control.same_as.is_some() {
            continue;
        }
        let id = control.id.to_string();
        text += &match id.as_str() {
            PLANNED => answer(&id, "1", PLAN),
            ASIDE => format!("  {id}:\n    {SET_ASIDE}    owner: j.kneadwell\n"),
            _ => answer(&id, &at_target(&assessment, item.control), ""),
        };
        ids.push(id);
    }
    (text, ids)
}

/// An answer with evidence; `more` is what else it says.
fn answer(id: &str, choice: &str, more: &str) -> String {
    format!(
        "  {id}:\n    answer: {choice}\n    note: As the evidence shows.\n    owner: j.kneadwell\n    \
         answered: 2026-10-06\n{more}{}",
        evidence(id)
    )
}

/// The choice that is at target, as a file writes it.
fn at_target(assessment: &Assessment, ix: ControlIx) -> String {
    let checklist = assessment.checklist;
    let target = assessment.item(ix).target.clone().unwrap_or(Exact::ZERO);
    let reaches = |c: &&gapcheck::model::Choice| c.value.as_ref().is_some_and(|value| *value >= target);
    let scale = checklist.scale_of(checklist.control(ix));
    let word = scale.choices.iter().find(reaches).expect("a scale reaches its target").id.to_string();
    if word.parse::<i64>().is_ok() { word } else { format!("\"{word}\"") }
}
