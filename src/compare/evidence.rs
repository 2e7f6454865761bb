//! The evidence of one answer on both sides.

use crate::compare::answers::Pair;
use crate::compare::{Change, ChangeKind};
use crate::model::{Answer, EvidenceItem, EvidencePlace, Quote};

/// Evidence added, lost, replaced or edited, and the tier that comes of it.
pub(super) fn changes(pair: &Pair, old: &Answer, new: &Answer) -> Vec<Change> {
    let matched = match_up(&old.evidence, &new.evidence);
    let added: Vec<&EvidenceItem> = new
        .evidence
        .iter()
        .enumerate()
        .filter(|(i, _)| !matched.contains(&Some(*i)))
        .map(|(_, e)| e)
        .collect();
    let mut lost = Vec::new();
    let mut all = Vec::new();
    for (then, counterpart) in old.evidence.iter().zip(&matched) {
        match counterpart {
            Some(i) => all.extend(edits(pair, then, &new.evidence[*i])),
            None => lost.push(then),
        }
    }
    let lowered = pair.new.tier < pair.old.tier;
    // What took the place of something counts as good only when it backs the answer as well.
    let mut in_place = if lowered { 0 } else { added.len() };
    for item in lost {
        let replaced = in_place > 0;
        in_place = in_place.saturating_sub(1);
        let kind = if replaced { ChangeKind::EvidenceReplaced } else { ChangeKind::EvidenceLost };
        let change = pair.change(kind, Quote::text(place(item)), Quote::Nothing);
        all.push(change.about(place(item)).was_at(Some(item.span)));
    }
    for item in added {
        let change = pair.change(ChangeKind::EvidenceAdded, Quote::Nothing, Quote::text(place(item)));
        all.push(change.about(place(item)).at(Some(item.span)));
    }
    all.extend(tier(pair));
    all
}

fn tier(pair: &Pair) -> Option<Change> {
    let (then, now) = (pair.old.tier, pair.new.tier);
    if then == now || !pair.old.applicable || !pair.new.applicable {
        return None;
    }
    let kind = if now < then { ChangeKind::TierLowered } else { ChangeKind::TierRaised };
    Some(pair.change(kind, Quote::Tier(then), Quote::Tier(now)).at(Some(pair.place())))
}

/// For every old item the index of the same item now: at the same place, else with the same digest.
fn match_up(old: &[EvidenceItem], new: &[EvidenceItem]) -> Vec<Option<usize>> {
    let mut taken = vec![false; new.len()];
    let mut found = vec![None; old.len()];
    let same_place = |a: &EvidenceItem, b: &EvidenceItem| a.place == b.place;
    let same_file = |a: &EvidenceItem, b: &EvidenceItem| a.sha256.is_some() && a.sha256 == b.sha256;
    for same in [same_place as fn(&EvidenceItem, &EvidenceItem) -> bool, same_file] {
        for (i, then) in old.iter().enumerate().filter(|(i, _)| found[*i].is_none()).collect::<Vec<_>>() {
            let free = new.iter().enumerate().position(|(j, now)| !taken[j] && same(then, now));
            if let Some(j) = free {
                taken[j] = true;
                found[i] = Some(j);
            }
        }
    }
    found
}

/// What was edited about one item. New content at the same place is new evidence and may carry new dates.
fn edits(pair: &Pair, old: &EvidenceItem, new: &EvidenceItem) -> Vec<Change> {
    let essence = |e: &EvidenceItem| (e.collected, e.expires, e.kind, e.verified);
    let same = essence(old) == essence(new) && old.place == new.place;
    if same && old.reviewed_by == new.reviewed_by && old.sha256 == new.sha256 {
        return Vec::new();
    }
    let renewed = match (&old.sha256, &new.sha256) {
        (Some(then), Some(now)) => then != now,
        (None, None) => new.collected > old.collected,
        (Some(_), None) => false,
        (None, Some(_)) => new.collected >= old.collected,
    };
    let dates = [
        (ChangeKind::EvidenceRedated, "collected", Quote::date(old.collected), Quote::date(new.collected)),
        (ChangeKind::EvidenceRedated, "expires", Quote::date(old.expires), Quote::date(new.expires)),
    ];
    let word = |e: &EvidenceItem| Quote::maybe(e.kind.map(|k| k.id()));
    let reviewer = |e: &EvidenceItem| Quote::maybe(e.reviewed_by.as_ref());
    let verified = |e: &EvidenceItem| Quote::maybe(e.verified.map(|v| v.id()));
    let digest = |e: &EvidenceItem| Quote::maybe(e.sha256.as_ref());
    // Other content under the old date, or no digest any more, is an edit; a first digest is none.
    let recast = old.sha256.is_some() && (new.sha256.is_none() || old.collected == new.collected);
    let labels = [
        (ChangeKind::EvidenceRelabelled, "kind", word(old), word(new)),
        (ChangeKind::EvidenceRelabelled, "reviewed_by", reviewer(old), reviewer(new)),
        (ChangeKind::EvidenceRelabelled, "verified", verified(old), verified(new)),
    ];
    let parts = dates.into_iter().filter(|_| !renewed || new.collected < old.collected).chain(labels);
    let content = (ChangeKind::EvidenceRelabelled, "sha256", digest(old), digest(new));
    let parts = parts.chain(recast.then_some(content));
    let dates = (Quote::date(old.collected), Quote::date(new.collected));
    let content = (ChangeKind::EvidenceRenewed, "collected", dates.0, dates.1);
    let parts = parts.chain((renewed && new.collected > old.collected).then_some(content));
    // A file can be opened and compared with its digest; what stands in its place cannot.
    let file = |e: &EvidenceItem| matches!(e.place, EvidencePlace::File(_));
    let places = (Quote::text(place(old)), Quote::text(place(new)));
    let gone = (ChangeKind::EvidenceRelabelled, "file", places.0, places.1);
    let parts = parts.chain((file(old) && !file(new)).then_some(gone));
    let changed = parts.filter(|(_, _, then, now)| then != now);
    changed
        .map(|(kind, part, then, now)| {
            let change = pair.change(kind, then, now).about(format!("{} ({part})", place(new)));
            change.at(Some(new.span)).was_at(Some(old.span))
        })
        .collect()
}

/// Where a piece of evidence is, as written.
fn place(item: &EvidenceItem) -> &str {
    match &item.place {
        EvidencePlace::File(text) | EvidencePlace::Link(text) | EvidencePlace::Reference(text) => text,
    }
}
