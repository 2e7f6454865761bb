//! The problem of a plan: what each action costs and brings, and what it depends on.

use std::collections::{BTreeMap, BTreeSet};

use crate::gap::{Gap, GapKind, KnockOutState};
use crate::model::{Assessment, Checklist, ControlIx, Exact, SectionIx};

/// Everything that a plan decides about, free of texts and files.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The possible actions, in the order of their control ids.
    pub actions: Vec<Action>,
    /// The sections directly below the root to which something applies, in document order.
    pub sections: Vec<Part>,
}

/// One possible action.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The control that is brought to its target.
    pub control: ControlIx,
    /// Its rank among the gaps, 0 first.
    pub rank: usize,
    /// Whether only evidence is attached.
    pub evidence_only: bool,
    /// **Unit:** person-days.
    pub days: u32,
    /// The place in [`Problem::sections`].
    pub part: usize,
    /// The place in [`Part::areas`]; `None` directly below the section.
    pub area: Option<usize>,
    /// Weight times missing attainment: what it adds to its section's attained weight.
    pub gain: Exact,
    /// Weight that it adds to the answered weight; 0 unless blank.
    pub answers: Exact,
    /// The knock-out's state before it.
    pub knock_out: Option<KnockOutState>,
    /// Actions that must be done too.
    pub needs: Vec<usize>,
}

/// A section directly below the root as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The section.
    pub section: SectionIx,
    /// Applicable weight, above 0.
    pub weight: Exact,
    /// Attained weight at the low end.
    pub attained: Exact,
    /// Answered weight.
    pub answered: Exact,
    /// Its areas with two or more applicable controls: weight and attained weight.
    pub areas: Vec<(Exact, Exact)>,
}

impl Problem {
    /// The problem of an assessment and its gaps. An action whose control shares the answer of another
    /// costs nothing by itself and depends on the other's.
    pub fn new(assessment: &Assessment, gaps: &[Gap]) -> Problem {
        let mut order: Vec<(usize, &Gap)> = gaps.iter().enumerate().collect();
        let id = |g: &Gap| assessment.checklist.control(g.control).id.clone();
        order.sort_by_key(|(_, g)| id(g));
        let number: BTreeMap<ControlIx, usize> =
            order.iter().enumerate().map(|(n, (_, g))| (g.control, n)).collect();
        let (sections, places) = parts(assessment, gaps);
        let actions = order.iter().filter_map(|(rank, gap)| {
            let (part, area) = *places.get(&gap.control)?;
            let control = assessment.checklist.control(gap.control);
            let missing = &Exact::ONE - &gap.evidenced_attainment;
            let blank = assessment.item(gap.control).is_blank();
            let shared = gap.same_as.filter(|other| number.contains_key(other));
            let needs = control.remedy.after.iter().copied().chain(shared);
            Some(Action {
                control: gap.control,
                rank: *rank,
                evidence_only: gap.kind == GapKind::Unverified
                    || gap.days == 1 && gap.kind == GapKind::Expired,
                days: if shared.is_some() { 0 } else { gap.days },
                part,
                area,
                gain: &control.weight * &missing,
                answers: if blank { control.weight.clone() } else { Exact::ZERO },
                knock_out: gap.knock_out,
                needs: needs
                    .filter_map(|c| number.get(&c).copied())
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
            })
        });
        let mut problem = Problem { actions: actions.collect(), sections };
        problem.tie_shared_answers(assessment);
        problem
    }

    /// The same where not every action closes its gap: `left` are the gaps after all of them. A level that
    /// needs more than tier E2 stays one.
    #[must_use]
    pub fn leaving(mut self, checklist: &Checklist, left: &[Gap]) -> Problem {
        for action in &mut self.actions {
            if let Some(gap) = left.iter().find(|gap| gap.control == action.control) {
                let short = &Exact::ONE - &gap.evidenced_attainment;
                let gain = &action.gain - &(&checklist.control(action.control).weight * &short);
                action.gain = gain.max(Exact::ZERO);
            }
        }
        self
    }

    /// Doing an action does every action that shares its answer.
    fn tie_shared_answers(&mut self, assessment: &Assessment) {
        let number = |control: ControlIx| self.actions.iter().position(|a| a.control == control);
        let pairs: Vec<(usize, usize)> = self
            .actions
            .iter()
            .enumerate()
            .filter_map(|(n, a)| Some((number(assessment.checklist.control(a.control).same_as?)?, n)))
            .collect();
        for (source, copy) in pairs {
            self.actions[source].needs.push(copy);
        }
    }
}

/// Place of a control: its section's number, its area's number.
type Places = BTreeMap<ControlIx, (usize, Option<usize>)>;

fn parts(assessment: &Assessment, gaps: &[Gap]) -> (Vec<Part>, Places) {
    let missing: BTreeMap<ControlIx, &Exact> =
        gaps.iter().map(|g| (g.control, &g.evidenced_attainment)).collect();
    let mut sections: Vec<Part> = Vec::new();
    let mut areas: Vec<Vec<(SectionIx, usize, Exact, Exact)>> = Vec::new();
    let mut places = Places::new();
    for item in assessment.items.iter().filter(|i| i.applicable) {
        let control = assessment.checklist.control(item.control);
        let top = assessment.checklist.top_of(item.control);
        let part = sections.iter().position(|p| p.section == top).unwrap_or_else(|| {
            let empty = Exact::ZERO;
            sections.push(Part {
                section: top,
                weight: empty.clone(),
                attained: empty.clone(),
                answered: empty,
                areas: Vec::new(),
            });
            areas.push(Vec::new());
            sections.len() - 1
        });
        let attained = missing.get(&item.control).map_or(control.weight.clone(), |a| &control.weight * *a);
        let answered = if item.is_blank() { Exact::ZERO } else { control.weight.clone() };
        let section = &mut sections[part];
        section.weight = &section.weight + &control.weight;
        section.attained = &section.attained + &attained;
        section.answered = &section.answered + &answered;
        let group = &mut areas[part];
        if let Some((_, n, weight, got)) = group.iter_mut().find(|a| a.0 == control.section) {
            *n += 1;
            *weight = &*weight + &control.weight;
            *got = &*got + &attained;
        } else {
            group.push((control.section, 1, control.weight.clone(), attained));
        }
        places.insert(item.control, (part, None));
    }
    for (part, group) in areas.into_iter().enumerate() {
        let top = sections[part].section;
        let counted: Vec<_> =
            group.into_iter().filter(|a| a.1 >= 2 && a.0 != top && !a.2.is_zero()).collect();
        for (control, place) in places.iter_mut().filter(|(_, p)| p.0 == part) {
            let own = assessment.checklist.control(*control).section;
            place.1 = counted.iter().position(|a| a.0 == own);
        }
        sections[part].areas = counted.into_iter().map(|(_, _, weight, got)| (weight, got)).collect();
    }
    sections_with_weight(sections, places)
}

/// Drops sections whose applicable weight is zero: they have no number to raise.
fn sections_with_weight(sections: Vec<Part>, places: Places) -> (Vec<Part>, Places) {
    let mut renumber = BTreeMap::new();
    let mut kept = Vec::new();
    for (old, part) in sections.into_iter().enumerate() {
        if !part.weight.is_zero() {
            renumber.insert(old, kept.len());
            kept.push(part);
        }
    }
    let places =
        places.into_iter().filter_map(|(c, (part, area))| Some((c, (*renumber.get(&part)?, area)))).collect();
    (kept, places)
}
