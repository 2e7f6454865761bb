//! Plans against brute force: on small random problems every answer is the best there is.

use gapcheck::gap::KnockOutState;
use gapcheck::model::{ControlIx, Exact, SectionIx};
use gapcheck::plan::{Action, Band, Goal, NODE_LIMIT, Part, Problem, Proof, Query, plan};

/// A small generator of numbers (Knuth's MMIX constants), so that every run tries the same cases.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }

    fn yes(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

fn exact(num: i64, den: i64) -> Exact {
    Exact::ratio(num, den).expect("a fraction")
}

fn problem(random: &mut Random) -> Problem {
    let parts = 1 + random.below(3) as usize;
    let mut sections: Vec<Part> = (0..parts).map(|p| part(random, p)).collect();
    let count = 1 + random.below(8) as usize;
    let mut actions: Vec<Action> = Vec::new();
    for n in 0..count {
        let action = action(random, n, &mut sections);
        actions.push(action);
    }
    // Areas and sections without weight do not exist in an assessment: they are renumbered away.
    for (p, section) in sections.iter_mut().enumerate() {
        let old: Vec<usize> = (0..section.areas.len()).filter(|a| !section.areas[*a].0.is_zero()).collect();
        for action in actions.iter_mut().filter(|a| a.part == p) {
            action.area = action.area.and_then(|a| old.iter().position(|o| *o == a));
        }
        section.areas.retain(|(weight, _)| !weight.is_zero());
    }
    let alive: Vec<usize> = (0..parts).filter(|p| !sections[*p].weight.is_zero()).collect();
    actions.iter_mut().for_each(|a| a.part = alive.iter().position(|p| *p == a.part).expect("it has weight"));
    Problem { actions, sections: alive.into_iter().map(|p| sections[p].clone()).collect() }
}

fn part(random: &mut Random, number: usize) -> Part {
    let met = Exact::from(random.below(6) as i64);
    Part {
        section: SectionIx(number + 1),
        weight: met.clone(),
        attained: met.clone(),
        answered: met.clone(),
        areas: vec![(met.clone(), met), (Exact::ZERO, Exact::ZERO)],
    }
}

fn action(random: &mut Random, n: usize, sections: &mut [Part]) -> Action {
    let (part, area) = (random.below(sections.len() as u64) as usize, random.below(3) as usize);
    let area = (area < 2).then_some(area);
    let weight = Exact::from(1 + random.below(5) as i64);
    let had = exact(random.below(3) as i64, 3);
    let blank = had.is_zero() && random.yes(30);
    let section = &mut sections[part];
    section.weight = &section.weight + &weight;
    section.attained = &section.attained + &(&weight * &had);
    if !blank {
        section.answered = &section.answered + &weight;
    }
    if let Some(area) = area {
        let (w, a) = &section.areas[area];
        section.areas[area] = (w + &weight, a + &(&weight * &had));
    }
    let knock_out = random.yes(25).then(|| match (blank, random.yes(50)) {
        (true, _) => KnockOutState::Blank,
        (false, true) => KnockOutState::Failed,
        (false, false) => KnockOutState::Unverified,
    });
    Action {
        control: ControlIx(n),
        rank: random.below(100) as usize,
        evidence_only: false,
        days: random.below(7) as u32,
        part,
        area,
        gain: &weight * &(&Exact::ONE - &had),
        answers: if blank { weight } else { Exact::ZERO },
        knock_out,
        needs: (0..n).filter(|_| random.yes(18)).collect(),
    }
}

/// The same rules as the plan's, written again as plainly as possible.
struct Brute<'p>(&'p Problem);

impl Brute<'_> {
    fn holds_together(&self, set: &[usize]) -> bool {
        set.iter().all(|n| self.0.actions[*n].needs.iter().all(|need| set.contains(need)))
    }

    fn number(&self, part: usize, set: &[usize]) -> Exact {
        let section = &self.0.sections[part];
        let mut attained = section.attained.clone();
        let mut capped = false;
        for (n, action) in self.0.actions.iter().enumerate().filter(|(_, a)| a.part == part) {
            if set.contains(&n) {
                attained = &attained + &action.gain;
            } else if matches!(action.knock_out, Some(KnockOutState::Failed | KnockOutState::Blank)) {
                capped = true;
            }
        }
        let number = attained.checked_div(&section.weight).expect("it has weight") * Exact::from(100i64);
        if capped { number.min(Exact::from(49i64)) } else { number }
    }

    fn overall(&self, set: &[usize]) -> Exact {
        let count = self.0.sections.len();
        let sum: Exact = (0..count).map(|p| self.number(p, set)).sum();
        sum / Exact::from(count)
    }

    fn reaches(&self, goal: &Goal, set: &[usize]) -> bool {
        let place = |ix: SectionIx| self.0.sections.iter().position(|s| s.section == ix).expect("a section");
        match goal {
            Goal::Overall(least) => self.overall(set) >= *least,
            Goal::Section(ix, least) => self.number(place(*ix), set) >= *least,
            Goal::KnockOuts => self.open(None, set).is_empty(),
            Goal::Band(ix, band) => {
                let parts: Vec<usize> = ix.map_or((0..self.0.sections.len()).collect(), |ix| vec![place(ix)]);
                parts.into_iter().all(|part| self.band(part, *band, set))
            }
        }
    }

    fn open(&self, part: Option<usize>, set: &[usize]) -> Vec<KnockOutState> {
        let actions = self.0.actions.iter().enumerate();
        let left = actions.filter(|(n, a)| !set.contains(n) && part.is_none_or(|p| a.part == p));
        left.filter_map(|(_, a)| a.knock_out).collect()
    }

    fn band(&self, part: usize, band: Band, set: &[usize]) -> bool {
        let (least, area_floor) = match band {
            Band::A => (85i64, 60i64),
            Band::B => (70, 40),
            Band::C => (50, 0),
        };
        let section = &self.0.sections[part];
        let mut answered = section.answered.clone();
        let mut areas = section.areas.clone();
        for action in set.iter().map(|n| &self.0.actions[*n]).filter(|a| a.part == part) {
            answered = &answered + &action.answers;
            if let Some(area) = action.area {
                areas[area].1 = &areas[area].1 + &action.gain;
            }
        }
        let open = self.open(Some(part), set);
        let unverified_is_fine = band == Band::C;
        answered / section.weight.clone() >= exact(4, 5)
            && self.number(part, set) >= Exact::from(least)
            && open.iter().all(|k| unverified_is_fine && *k == KnockOutState::Unverified)
            && areas.into_iter().all(|(w, a)| a / w * Exact::from(100i64) >= Exact::from(area_floor))
    }

    fn days(&self, set: &[usize]) -> u32 {
        set.iter().map(|n| self.0.actions[*n].days).sum()
    }

    fn sets(&self) -> Vec<Vec<usize>> {
        let count = self.0.actions.len();
        let all =
            (0..1usize << count).map(|bits| (0..count).filter(|n| bits >> n & 1 == 1).collect::<Vec<_>>());
        all.filter(|set| self.holds_together(set)).collect()
    }

    /// Fewest days, then fewest actions, then the lexicographically least ids.
    fn cheapest(&self, goal: &Goal) -> Option<Vec<usize>> {
        let good = self.sets().into_iter().filter(|set| self.reaches(goal, set));
        good.min_by_key(|set| (self.days(set), set.len(), set.clone()))
    }
}

fn chosen(problem: &Problem, query: &Query) -> Option<Vec<usize>> {
    let plan = plan(problem, query, NODE_LIMIT)?;
    assert_eq!(plan.proof, Proof::Optimal);
    let mut set: Vec<usize> = plan.steps.iter().map(|s| s.action.control.0).collect();
    set.sort_unstable();
    Some(set)
}

#[test]
fn the_cheapest_plan_is_the_one_that_brute_force_finds() {
    let mut random = Random(2018);
    let mut reached = 0;
    for case in 0..1_000 {
        let problem = problem(&mut random);
        let brute = Brute(&problem);
        let section = problem.sections[random.below(problem.sections.len() as u64) as usize].section;
        let least = Exact::from(30 + random.below(71) as i64);
        let band = Band::ALL[random.below(3) as usize];
        for goal in [
            Goal::Overall(least.clone()),
            Goal::Section(section, least),
            Goal::KnockOuts,
            Goal::Band(Some(section), band),
            Goal::Band(None, band),
        ] {
            let expected = brute.cheapest(&goal);
            reached += usize::from(expected.is_some());
            assert_eq!(
                chosen(&problem, &Query::Cheapest(goal.clone())),
                expected,
                "case {case} {goal:?} {problem:#?}"
            );
        }
    }
    assert!(reached > 3_000, "most goals can be reached, or the test says little: {reached}");
}

#[test]
fn the_best_plan_for_a_budget_is_the_one_that_brute_force_finds() {
    let mut random = Random(11);
    for case in 0..1_000 {
        let problem = problem(&mut random);
        let brute = Brute(&problem);
        let budget = random.below(20) as u32;
        let within = brute.sets().into_iter().filter(|set| brute.days(set) <= budget);
        let best = within
            .min_by_key(|set| {
                (std::cmp::Reverse(brute.overall(set)), brute.days(set), set.len(), set.clone())
            })
            .expect("the empty set is within any budget");
        assert_eq!(chosen(&problem, &Query::Best { section: None, budget }), Some(best), "case {case}");
    }
}

#[test]
fn steps_keep_their_dependencies_and_their_gains_add_up() {
    let mut random = Random(5);
    for _ in 0..200 {
        let problem = problem(&mut random);
        let Some(plan) = plan(&problem, &Query::Cheapest(Goal::KnockOuts), NODE_LIMIT) else { continue };
        let mut done = Vec::new();
        let mut overall = plan.overall.0.clone();
        for step in &plan.steps {
            assert!(step.action.needs.iter().all(|need| done.contains(need)));
            assert_eq!(step.overall.0, overall);
            overall = step.overall.1.clone();
            done.push(step.action.control.0);
        }
        assert_eq!(overall, plan.overall.1);
    }
}

#[test]
fn a_search_that_is_cut_short_still_plans_and_its_bound_holds() {
    let mut random = Random(7);
    let (mut open, mut bounded) = (0, 0);
    for case in 0..500 {
        let problem = problem(&mut random);
        let brute = Brute(&problem);
        let budget = random.below(20) as u32;
        let within = || brute.sets().into_iter().filter(|set| brute.days(set) <= budget);
        let best = within().map(|set| brute.overall(&set)).max().expect("the empty set is within any budget");
        let cut =
            plan(&problem, &Query::Best { section: None, budget }, 0).expect("there is always a choice");
        assert!(cut.days <= budget, "case {case}");
        assert!(keeps_dependencies(&cut.steps), "case {case}");
        match &cut.proof {
            Proof::AtMost(most) => {
                open += 1;
                assert!(*most >= best && best >= cut.overall.1, "case {case}");
            }
            Proof::Optimal | Proof::AtLeastDays(_) => assert_eq!(cut.overall.1, best, "case {case}"),
        }
        let goal = Goal::Overall(Exact::from(30 + random.below(71) as i64));
        let expected = brute.cheapest(&goal);
        let cut = plan(&problem, &Query::Cheapest(goal.clone()), 0);
        assert_eq!(cut.is_some(), expected.is_some(), "case {case}");
        if let (Some(cut), Some(least)) = (cut, expected) {
            let days = brute.days(&least);
            assert!(brute.reaches(&goal, &numbers(&cut.steps)) && cut.days >= days, "case {case}");
            if let Proof::AtLeastDays(bound) = cut.proof {
                bounded += 1;
                assert!(bound <= days, "case {case}");
            }
        }
    }
    assert!(
        open > 5 && bounded > 5,
        "some searches are cut short, or the test says little: {open}, {bounded}"
    );
}

fn numbers(steps: &[gapcheck::plan::Step]) -> Vec<usize> {
    let mut all: Vec<usize> = steps.iter().map(|step| step.action.control.0).collect();
    all.sort_unstable();
    all
}

fn keeps_dependencies(steps: &[gapcheck::plan::Step]) -> bool {
    let mut done = Vec::new();
    steps.iter().all(|step| {
        let ready = step.action.needs.iter().all(|need| done.contains(need));
        done.push(step.action.control.0);
        ready
    })
}
