//! Joining a checklist with its answers: every control gets exactly one response as of today.
//!
//! The rules of tiers, validity and expiry stand in `docs/scoring.md`. Expiry never raises anything.

use std::collections::BTreeMap;

use chrono::Months;

use crate::model::{
    Answer, Assessment, AssessmentFile, Blank, Checklist, ChoiceIx, ChoiceList, Control, ControlIx, Date,
    EvidenceItem, EvidenceKind, Exact, Freshness, Given, Item, Means, Organisation, Response, Scale, Scope,
    Tier, Today, Truth, Validity, Value,
};

/// The longest time that *not applicable* stands without being looked at again. **Unit:** months.
pub const LONGEST_NOT_APPLICABLE: u32 = 12;

/// What holds when neither the control nor the checklist says how long an answer is valid.
const DEFAULT_VALIDITY: Validity = Validity::Months(12);

impl<'a> Assessment<'a> {
    /// Joins answers with their checklist. Total: reading has checked that every id and word exists;
    /// an answer that the scale does not have counts as blank.
    pub fn join(checklist: &'a Checklist, file: &'a AssessmentFile, today: Today) -> Assessment<'a> {
        let joiner = Joiner::new(checklist, file, today);
        let items = (0..checklist.controls.len()).map(|i| joiner.item(ControlIx(i))).collect();
        let settings = Assessment::settings_of(checklist, file);
        Assessment { checklist, file, today, items, settings }
    }

    /// The settings that hold: the checklist's, and over them the file's own.
    pub fn settings_of(checklist: &Checklist, file: &AssessmentFile) -> BTreeMap<String, Value> {
        let own = file.settings.iter().map(|(name, value)| (name.clone(), value.value.clone()));
        checklist.settings.clone().into_iter().chain(own).collect()
    }

    /// The same with a file in which nothing but the answers of some controls is different. What shares an
    /// answer with one of them is different too, and what other answers left out is looked at again.
    pub fn with_answers<'b>(&self, file: &'b AssessmentFile, changed: &[ControlIx]) -> Assessment<'b>
    where
        'a: 'b,
    {
        let joiner = Joiner::new(self.checklist, file, self.today);
        let answered = |ix: ControlIx| self.checklist.control(ix).same_as.unwrap_or(ix);
        let is_changed = |ix: ControlIx| changed.iter().any(|other| answered(*other) == answered(ix));
        let again = |item: &Item<'a>| {
            let depends = self.checklist.control(item.control).counts_if.is_some();
            if depends || is_changed(item.control) { joiner.item(item.control) } else { item.clone() }
        };
        let items = self.items.iter().map(again).collect();
        Assessment {
            checklist: self.checklist,
            file,
            today: self.today,
            items,
            settings: self.settings.clone(),
        }
    }
}

struct Joiner<'a> {
    checklist: &'a Checklist,
    file: &'a AssessmentFile,
    today: Today,
    answers: BTreeMap<&'a str, &'a Answer>,
}

/// How long one backing of an answer stands, and how far it carries.
struct Backing<'a> {
    tier: Tier,
    item: Option<&'a EvidenceItem>,
    last_day: Date,
    twice: Date,
}

impl<'a> Joiner<'a> {
    fn new(checklist: &'a Checklist, file: &'a AssessmentFile, today: Today) -> Joiner<'a> {
        let answers = file.answers.iter().map(|a| (a.control.value.as_str(), a)).collect();
        Joiner { checklist, file, today, answers }
    }

    fn item(&self, ix: ControlIx) -> Item<'a> {
        let control = self.checklist.control(ix);
        let scope = self.scope(control);
        let answer = self.answer(ix);
        let usual_target = self.target(control, None);
        let own = answer.and_then(|a| a.target.as_ref());
        let target = own.map_or_else(|| usual_target.clone(), |own| self.target(control, Some(&own.value)));
        let mut item = Item {
            control: ix,
            scope,
            response: Response::Blank(Blank::NotAnswered),
            applicable: true,
            answer,
            tier: Tier::E0,
            best: None,
            freshness: Freshness::Stale,
            valid_until: None,
            counts_until: None,
            single_person: false,
            target,
            usual_target,
        };
        if matches!(item.scope, Scope::SwitchedOff(_)) {
            item.response = Response::SwitchedOff;
            item.applicable = false;
        } else if let Some(answer) = answer {
            self.respond(control, answer, &mut item);
        }
        item
    }

    fn scope(&self, control: &'a Control) -> Scope<'a> {
        let facts = &self.file.profile;
        match control.applies.holds(facts) {
            Truth::Yes => Scope::Applies,
            Truth::No => Scope::SwitchedOff(control.applies.deciding(facts)),
            Truth::NotStated => {
                let open = control.applies.deciding(facts).into_iter().filter(|f| !facts.contains_key(*f));
                Scope::NotStated(open.collect())
            }
        }
    }

    /// The answer of a control, or of the control whose answer it shares.
    fn answer(&self, ix: ControlIx) -> Option<&'a Answer> {
        let shared = self.checklist.control(ix).same_as.unwrap_or(ix);
        let id = &self.checklist.control(shared).id;
        self.answers.get(id.as_str()).copied()
    }

    fn respond(&self, control: &'a Control, answer: &'a Answer, item: &mut Item<'a>) {
        let later = answer.answered.as_ref().is_some_and(|d| d.value > self.today.latest_answer());
        let scale = self.checklist.scale_of(control);
        item.response = match &answer.given.value {
            Given::Blank => return,
            _ if later => Response::Blank(Blank::LaterThanToday),
            Given::Unknown => Response::Unknown,
            Given::NotApplicable => self.not_applicable(answer, item),
            Given::Number(number) => Response::Number(number.clone()),
            Given::Choices(words) => {
                match words.iter().map(|w| scale.find(w)).collect::<Option<ChoiceList>>() {
                    Some(choices) => Response::Choices(choices),
                    None => return,
                }
            }
        };
        if matches!(item.response, Response::Blank(_) | Response::NotApplicable) {
            item.applicable = item.is_blank();
            return;
        }
        item.applicable = !means(scale, &item.response, Means::NotApplicable);
        let backings = self.backings(control, answer);
        self.back(&backings, answer, item);
        self.expire(scale, item, &backings);
    }

    fn not_applicable(&self, answer: &Answer, item: &mut Item<'a>) -> Response {
        let from_answer = answer
            .answered
            .as_ref()
            .and_then(|d| d.value.checked_add_months(Months::new(LONGEST_NOT_APPLICABLE)));
        let stated = answer.not_applicable.as_ref().and_then(|n| n.until);
        let end = [stated, from_answer].into_iter().flatten().min();
        item.valid_until = end;
        match end {
            Some(end) if self.today.date <= end => Response::NotApplicable,
            Some(_) | None => Response::Blank(Blank::NotApplicableEnded),
        }
    }

    /// Sets tier, freshness and validity from what backs the answer today.
    fn back(&self, backings: &[Backing<'a>], answer: &'a Answer, item: &mut Item<'a>) {
        let fresh = backings.iter().filter(|b| b.last_day >= self.today.date);
        let best = fresh.max_by_key(|b| (b.tier, b.item.is_some(), b.last_day));
        let claim = claim_tier(answer);
        match best {
            Some(best) => {
                item.tier = best.tier;
                item.best = best.item;
                item.valid_until = Some(best.last_day);
            }
            None => {
                item.tier = claim.min(Tier::E1);
                item.valid_until = backings.iter().map(|b| b.last_day).max();
            }
        }
        item.freshness = match best {
            Some(_) if answer.answered.is_some() => Freshness::Fresh,
            Some(_) | None => Freshness::Stale,
        };
        let organisation = &self.file.organisation;
        item.single_person = item.tier >= Tier::E2
            && item.best.is_some_and(|e| !second_person(e, answer))
            && organisation.single_person;
    }

    /// Every backing with a date: each evidence item, and the claim by itself where there is none or where it
    /// was given again after all of them had ended.
    fn backings(&self, control: &Control, answer: &'a Answer) -> Vec<Backing<'a>> {
        let answered = answer.answered.as_ref().map(|d| d.value);
        let mut all: Vec<Backing> = Vec::new();
        for evidence in &answer.evidence {
            let from = evidence.collected.or(answered);
            let validity = self.validity(control, evidence.kind);
            let by_validity = from.map(|from| (validity.last_day(from, 1), validity.last_day(from, 2)));
            let by_itself = evidence.expires.map(|end| (end, validity.last_day(end, 1)));
            let end = match (by_validity, by_itself, evidence.kind) {
                (_, Some(own), Some(EvidenceKind::Certificate)) | (None, Some(own), _) => own,
                (Some(a), Some(b), _) => (a.0.min(b.0), a.1.min(b.1)),
                (Some(a), None, _) => a,
                (None, None, _) => continue,
            };
            let tier = evidence_tier(evidence, answer, &self.file.organisation);
            all.push(Backing { tier, item: Some(evidence), last_day: end.0, twice: end.1 });
        }
        if let Some(from) = answered.filter(|from| all.iter().all(|backing| backing.last_day < *from)) {
            let validity = self.validity(control, None);
            let (last_day, twice) = (validity.last_day(from, 1), validity.last_day(from, 2));
            all.push(Backing { tier: claim_tier(answer), item: None, last_day, twice });
        }
        all
    }

    /// Past twice its validity, an answer at target is no longer an answer.
    fn expire(&self, scale: &Scale, item: &mut Item<'a>, backings: &[Backing<'a>]) {
        if !at_target(scale, &item.response, item.target.as_ref()) {
            return;
        }
        item.counts_until = backings.iter().map(|b| b.twice).max();
        if item.counts_until.is_some_and(|last| last < self.today.date) {
            item.response = Response::Blank(Blank::Expired);
        }
    }

    fn validity(&self, control: &Control, kind: Option<EvidenceKind>) -> Validity {
        let (own, shared) = (&control.valid_for, &self.checklist.valid_for);
        let by_kind = kind.and_then(|k| own.by_kind.get(&k).or_else(|| shared.by_kind.get(&k)));
        by_kind.copied().or(own.default).or(shared.default).unwrap_or(DEFAULT_VALIDITY)
    }

    /// The larger of the knock-out threshold and a target of the answer's own, else the scale's.
    fn target(&self, control: &Control, own: Option<&Exact>) -> Option<Exact> {
        let scale = self.checklist.scale_of(control);
        let (_, greatest) = scale.bounds()?;
        let usual = || {
            let hit = scale.targets.iter().find(|t| t.when.holds(&self.file.profile) == Truth::Yes);
            hit.map_or(greatest, |t| t.at.clone())
        };
        let wanted = own.cloned().unwrap_or_else(usual);
        let knock_out = control.knock_out.and_then(|ix| scale.choice(ix).value.clone());
        Some(knock_out.map_or(wanted.clone(), |k| k.max(wanted)))
    }
}

/// E1 for a claim with owner, date and rationale, E0 otherwise.
fn claim_tier(answer: &Answer) -> Tier {
    let given = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
    if given(&answer.owner) && given(&answer.note) && answer.answered.is_some() { Tier::E1 } else { Tier::E0 }
}

fn evidence_tier(evidence: &EvidenceItem, answer: &Answer, organisation: &Organisation) -> Tier {
    let claim = claim_tier(answer);
    if claim < Tier::E1 || !(second_person(evidence, answer) || organisation.single_person) {
        return claim;
    }
    evidence.verified.map_or(Tier::E2, |v| v.tier())
}

/// Whether somebody other than the owner has looked at an evidence item.
pub fn second_person(evidence: &EvidenceItem, answer: &Answer) -> bool {
    let reviewer = || words(&evidence.reviewed_by);
    reviewer().next().is_some() && !reviewer().eq(words(&answer.owner))
}

/// The words of a name, whatever the spaces between them and their case.
fn words(name: &Option<String>) -> impl Iterator<Item = String> {
    name.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase)
}

fn means(scale: &Scale, response: &Response, meaning: Means) -> bool {
    match response {
        Response::Choices(choices) => choices.iter().any(|c| scale.choice(*c).means == Some(meaning)),
        Response::Number(_)
        | Response::Unknown
        | Response::NotApplicable
        | Response::SwitchedOff
        | Response::Blank(_) => false,
    }
}

/// Whether nobody knows: *unknown*, or a choice of the scale that means it.
pub fn is_unknown(scale: &Scale, response: &Response) -> bool {
    matches!(response, Response::Unknown) || means(scale, response, Means::Unknown)
}

/// The value of a response: the number, or the sum of the chosen values; 0 for *unknown*, in whatever words.
pub fn value_of(scale: &Scale, response: &Response) -> Option<Exact> {
    match response {
        Response::Number(number) => Some(number.clone()),
        Response::Choices(choices) => {
            let value = |c: &ChoiceIx| {
                let choice = scale.choice(*c);
                choice.value.clone().or((choice.means == Some(Means::Unknown)).then_some(Exact::ZERO))
            };
            choices.iter().map(value).collect::<Option<Vec<_>>>().map(|all| all.into_iter().sum())
        }
        Response::Unknown => Some(Exact::ZERO),
        Response::NotApplicable | Response::SwitchedOff | Response::Blank(_) => None,
    }
}

fn at_target(scale: &Scale, response: &Response, target: Option<&Exact>) -> bool {
    if is_unknown(scale, response) {
        return false;
    }
    match (value_of(scale, response), target) {
        (Some(value), Some(target)) => value >= *target,
        (None, _) | (Some(_), None) => true,
    }
}
