//! What the answers are measured by: checklist and method.

use crate::compare::{Change, ChangeKind, Side, Sides};
use crate::model::{Applies, Checklist, ChecklistRef, Control, ControlIx, Quote, ValidFor, Validity};

/// Changes of the checklist and of the method.
pub(super) fn changes(sides: &Sides) -> Vec<Change> {
    let mut all = named(&sides.old, &sides.new);
    let Some(was) = sides.as_was else { return all };
    let (old, new) = (was.assessment.checklist, sides.new.assessment.checklist);
    let spans = (was.assessment.file.checklist.span, sides.new.assessment.file.checklist.span);
    let place = |change: Change| change.was_at(Some(spans.0)).at(Some(spans.1));
    let parts = [
        ("id", old.id.to_string(), new.id.to_string()),
        ("version", old.version.clone(), new.version.clone()),
        ("digest", old.digest.clone(), new.digest.clone()),
    ];
    for (about, then, now) in parts.into_iter().filter(|(_, then, now)| then != now) {
        let change = Change::new(ChangeKind::Checklist, Quote::text(then), Quote::text(now));
        all.push(place(change.about(about)));
    }
    if was.card.method != sides.new.card.method {
        let (then, now) = (&was.card.method, &sides.new.card.method);
        all.push(place(Change::new(ChangeKind::Method, Quote::text(then), Quote::text(now))));
    }
    all.extend(controls(old, new).into_iter().map(place));
    all
}

/// The assessment names another checklist, or another version of it, than it did.
fn named(old: &Side, new: &Side) -> Vec<Change> {
    let (then, now) = (&old.assessment.file.checklist, &new.assessment.file.checklist);
    if then.value == now.value {
        return Vec::new();
    }
    let change = Change::new(ChangeKind::Checklist, reference(&then.value), reference(&now.value));
    vec![change.about("reference").at(Some(now.span)).was_at(Some(then.span))]
}

fn reference(checklist: &ChecklistRef) -> Quote {
    match checklist {
        ChecklistRef::Bundled { id, version: None } => Quote::text(id),
        ChecklistRef::Bundled { id, version: Some(version) } => Quote::Text(format!("{id}@{version}")),
        ChecklistRef::Path(path) => Quote::text(path),
    }
}

/// Controls that came, went, or count otherwise.
fn controls(old: &Checklist, new: &Checklist) -> Vec<Change> {
    let mut all = Vec::new();
    for control in &old.controls {
        if new.find_control(control.id.as_str()).is_none() {
            all.push(Change::new(ChangeKind::ControlGone, Quote::text(&control.id), Quote::Nothing));
        }
    }
    for (index, control) in new.controls.iter().enumerate() {
        let ix = ControlIx(index);
        match old.find_control(control.id.as_str()) {
            None => {
                let change = Change::new(ChangeKind::ControlNew, Quote::Nothing, Quote::text(&control.id));
                all.push(change.of(ix));
            }
            Some(was) => all.extend(counted((old, old.control(was)), (new, control), ix)),
        }
    }
    all
}

/// What makes a control count otherwise.
fn counted(old: (&Checklist, &Control), new: (&Checklist, &Control), ix: ControlIx) -> Vec<Change> {
    let parts = [
        (ChangeKind::Weight, Quote::Number(old.1.weight.clone()), Quote::Number(new.1.weight.clone())),
        (ChangeKind::KnockOutThreshold, threshold(old), threshold(new)),
        (ChangeKind::Applies, Quote::Text(applies(&old.1.applies)), Quote::Text(applies(&new.1.applies))),
        (ChangeKind::Validity, validity(&old.1.valid_for), validity(&new.1.valid_for)),
    ];
    let changed = parts.into_iter().filter(|(_, then, now)| then != now);
    changed.map(|(kind, then, now)| Change::new(kind, then, now).of(ix)).collect()
}

fn threshold((checklist, control): (&Checklist, &Control)) -> Quote {
    Quote::maybe(control.knock_out.map(|ix| &checklist.scale_of(control).choice(ix).id))
}

fn validity(valid_for: &ValidFor) -> Quote {
    let length = |v: &Validity| match v {
        Validity::Days(n) => format!("{n} d"),
        Validity::Months(n) => format!("{n} m"),
    };
    let own = valid_for.default.iter().map(|v| ("default", v));
    let by_kind = valid_for.by_kind.iter().map(|(kind, v)| (kind.id(), v));
    let all: Vec<String> = own.chain(by_kind).map(|(name, v)| format!("{name} {}", length(v))).collect();
    if all.is_empty() { Quote::Nothing } else { Quote::Text(all.join(", ")) }
}

/// A condition as a file would write it.
fn applies(condition: &Applies) -> String {
    let join = |parts: &[Applies], word: &str| {
        parts.iter().map(nested).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match condition {
        Applies::Always => "always".into(),
        Applies::Flag(fact) => fact.to_string(),
        Applies::OneOf(fact, words) => match words.as_slice() {
            [one] => format!("{fact} == {one}"),
            several => format!("{fact} in ({})", several.join(", ")),
        },
        Applies::Not(inner) => format!("not {}", nested(inner)),
        Applies::And(parts) => join(parts, "and"),
        Applies::Or(parts) => join(parts, "or"),
    }
}

fn nested(condition: &Applies) -> String {
    match condition {
        Applies::And(_) | Applies::Or(_) => format!("({})", applies(condition)),
        Applies::Always | Applies::Flag(_) | Applies::OneOf(..) | Applies::Not(_) => applies(condition),
    }
}
