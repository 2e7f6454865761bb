//! Laws of scoring over random checklists, answers and methods.
//!
//! Everything random comes from one byte string, so that a failing case shrinks and can be read.

#[path = "properties/methods.rs"]
mod methods;
#[path = "properties/ranges.rs"]
mod ranges;
mod support;

use std::collections::BTreeSet;

use gapcheck::model::{Checklist, Exact, SectionIx};
use gapcheck::score::{Below, Figure, Node, NodeResult, Options, RangeKind, Scorecard, Traces, score};
use methods::{ANY, MONOTONE, methods};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// A control as it is made up.
#[derive(Clone, Debug)]
struct Control {
    id: String,
    section: usize,
    weight: u8,
    level: u8,
    /// 0 to 3, 4 for unknown, 5 for not applicable, 6 for a blank.
    answer: u8,
    /// The control whose answer it shares.
    shares: Option<String>,
}

/// A checklist with its answers.
#[derive(Clone, Debug)]
struct World {
    sections: usize,
    controls: Vec<Control>,
}

/// What a control's answer is called in a file.
const WORDS: [&str; 7] = ["0", "1", "2", "3", "unknown", "n/a", ""];
const BLANK: u8 = 6;
const NOT_APPLICABLE: u8 = 5;

impl World {
    fn checklist_text(&self, controls: &[&Control], measures: &str) -> String {
        let mut text = String::from(
            "format: gapcheck/checklist/1\nid: random\nversion: 1.0.0\ntitle: Random\nscales:\n  level: {choices: [{id: 0}, {id: 1}, {id: 2}, {id: 3}, {id: n/a, means: not_applicable}]}\n",
        );
        text.push_str(&format!("methods:\n  m:\n    measures:{measures}sections:\n"));
        for section in 0..self.sections {
            text.push_str(&format!("  - id: S-{section}\n    kind: area\n    controls:\n"));
            let mut any = false;
            for c in controls.iter().filter(|c| c.section == section) {
                any = true;
                let attributes = format!("{{level: {}}}", c.level);
                let shares = c.shares.as_ref().map(|id| format!(", same_as: {id}")).unwrap_or_default();
                text.push_str(&format!(
                    "      - {{id: {}, scale: level, weight: {}, attributes: {attributes}{shares}}}\n",
                    c.id, c.weight
                ));
            }
            if !any {
                text = text.trim_end_matches("    controls:\n").to_string();
            }
        }
        text
    }

    fn answers_text(controls: &[&Control]) -> String {
        let mut text = String::from("format: gapcheck/assessment/1\nchecklist: random@1.0.0\nanswers:\n");
        for c in controls.iter().filter(|c| c.shares.is_none()) {
            text.push_str(&format!("  {}: {}\n", c.id, WORDS[usize::from(c.answer)]));
        }
        text
    }

    fn controls(&self) -> Vec<&Control> {
        self.controls.iter().collect()
    }

    /// The same with controls that share the answer of the first or, with `last`, of the last one.
    fn sharing(mut self, (which, last): (u8, bool)) -> World {
        let answered = if last { self.controls.len() - 1 } else { 0 };
        let id = self.controls[answered].id.clone();
        for (i, control) in self.controls.iter_mut().enumerate() {
            if i != answered && which & 1 << i != 0 {
                (control.shares, control.answer) = (Some(id.clone()), 0);
            }
        }
        self
    }
}

fn checklist(text: &str) -> Checklist {
    support::checklist(&[("c.yaml", text)])
}

fn card(checklist: &Checklist, answers: &str, trace: Traces) -> Scorecard {
    let file = support::answers(checklist, answers);
    score(&support::join(checklist, &file), &checklist.methods[0], Options { trace })
}

/// A world as its own numbers say, with at most `most` controls.
fn worlds(most: usize) -> impl Strategy<Value = World> {
    let control = (0..3usize, 0..4u8, 1..4u8, 0..7u8);
    (1..4usize, prop::collection::vec(control, 1..=most)).prop_map(|(sections, all)| World {
        sections,
        controls: all
            .into_iter()
            .enumerate()
            .map(|(i, (section, weight, level, answer))| Control {
                id: format!("C-{i}"),
                section: section % sections,
                weight,
                level,
                answer,
                shares: None,
            })
            .collect(),
    })
}

/// Every result as text, by measure and name of the node.
fn results(checklist: &Checklist, card: &Scorecard) -> BTreeSet<String> {
    let name = |node: Node| match node {
        Node::Section(ix) => checklist.section(ix).id.to_string(),
        Node::Control(ix) => checklist.control(ix).id.to_string(),
    };
    let of = |r: &NodeResult| {
        format!("{} {} {:?} {:?} {:?} {:?}", r.measure, name(r.node), r.value, r.low, r.high, r.findings)
    };
    card.results.iter().map(of).collect()
}

/// Every way to answer the blanks.
fn completions(world: &World) -> Vec<World> {
    let mut all = vec![world.clone()];
    for i in (0..world.controls.len()).filter(|i| world.controls[*i].answer == BLANK) {
        all = all
            .into_iter()
            .flat_map(|world| {
                (0..4).map(move |answer| {
                    let mut next = world.clone();
                    next.controls[i].answer = answer;
                    next
                })
            })
            .collect();
    }
    all
}

/// The rank of a figure within a measure, for comparing; labels by the order of the test's bands.
fn rank(figure: &Figure) -> Exact {
    let order = ["none", "some", "all", "poor", "fair", "good"];
    match figure {
        Figure::Number(number) => number.clone(),
        Figure::Truth(truth) => Exact::from(i64::from(*truth)),
        Figure::Label(label) => Exact::from(order.iter().position(|o| o == label).expect("a known label")),
    }
}

/// The same cases in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` look for others.
fn config(cases: u32) -> Config {
    let found = Config::default();
    let rng_seed = match found.rng_seed {
        RngSeed::Random => RngSeed::Fixed(2018),
        RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
    };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { found.cases } else { cases };
    Config { cases, rng_seed, failure_persistence: None, ..found }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn the_order_of_sections_controls_and_answers_changes_nothing(world in worlds(8), turn in 0..8usize) {
        let text = world.checklist_text(&world.controls(), &format!("{MONOTONE}{}", &ANY[1..]));
        let first = checklist(&text);
        let expected = results(&first, &card(&first, &World::answers_text(&world.controls()), Traces::None));

        let mut turned = world.controls();
        turned.rotate_left(turn % world.controls.len());
        turned.reverse();
        let mut text = world.checklist_text(&turned, &format!("{MONOTONE}{}", &ANY[1..]));
        let (head, sections) = text.split_once("sections:\n").expect("sections");
        let mut parts: Vec<String> =
            sections.split("  - id: S-").skip(1).map(|part| format!("  - id: S-{part}")).collect();
        parts.reverse();
        text = format!("{head}sections:\n{}", parts.concat());
        let second = checklist(&text);
        prop_assert_eq!(results(&second, &card(&second, &World::answers_text(&turned), Traces::None)), expected);
    }

    #[test]
    fn raising_an_answer_never_lowers_a_monotone_score(world in worlds(8), which in 0..8usize) {
        let checklist = checklist(&world.checklist_text(&world.controls(), MONOTONE));
        let before = card(&checklist, &World::answers_text(&world.controls()), Traces::None);
        let mut raised = world.clone();
        let at = which % raised.controls.len();
        prop_assume!(raised.controls[at].answer < 3);
        raised.controls[at].answer += 1;
        let after = card(&checklist, &World::answers_text(&raised.controls()), Traces::None);
        for (before, after) in before.results.iter().zip(&after.results) {
            if let (Some(before), Some(after)) = (&before.value, &after.value) {
                prop_assert!(rank(before) <= rank(after), "{before:?} {after:?}");
            }
            prop_assert_eq!(before.value.is_some(), after.value.is_some());
        }
    }

    #[test]
    fn not_applicable_is_as_good_as_not_there(world in worlds(8)) {
        let kept: Vec<&Control> = world.controls.iter().filter(|c| c.answer != NOT_APPLICABLE).collect();
        let measures = MONOTONE.replace("      leaf: {at: control, normalise: true}\n", "").replace("take: leaf, ", "normalise: true, ");
        let with = checklist(&world.checklist_text(&world.controls(), &measures));
        let without = checklist(&world.checklist_text(&kept, &measures));
        let expected = results(&without, &card(&without, &World::answers_text(&kept), Traces::None));
        prop_assert_eq!(results(&with, &card(&with, &World::answers_text(&world.controls()), Traces::None)), expected);
    }

    #[test]
    fn a_section_scored_by_itself_has_the_numbers_that_it_has_in_the_whole(
        world in worlds(8),
        random in methods(),
        which in 0..4usize,
    ) {
        let text = world.checklist_text(&world.controls(), &format!("{MONOTONE}{}{random}", &ANY[1..]));
        let checklist = checklist(&text);
        let answers = World::answers_text(&world.controls());
        let section = SectionIx(which % checklist.sections.len());
        let file = support::answers(&checklist, &answers);
        let joined = support::join(&checklist, &file);
        let alone = Below::new(&joined, &checklist.methods[0], section).score(&joined);
        let within = |node: Node| match node {
            Node::Control(ix) => checklist.section(section).controls.contains(&ix.0),
            Node::Section(ix) => ix == section || section == SectionIx::ROOT,
        };
        let mut whole = card(&checklist, &answers, Traces::None);
        whole.results.retain(|r| within(r.node));
        // Whether a range is exact need not be proven for the section.
        whole.results.iter_mut().zip(&alone.results).for_each(|(whole, alone)| whole.range = alone.range);
        prop_assert_eq!(results(&checklist, &alone), results(&checklist, &whole));
    }

    #[test]
    fn a_share_lies_between_0_and_1_and_its_parts_sum_to_it(world in worlds(10), random in methods()) {
        let text = world.checklist_text(&world.controls(), &format!("{MONOTONE}{}{random}", &ANY[1..]));
        let checklist = checklist(&text);
        let card = card(&checklist, &World::answers_text(&world.controls()), Traces::All);
        for result in &card.results {
            if ["total", "points", "leaf", "means"].contains(&result.measure.as_str()) {
                for figure in [&result.value, &result.low, &result.high].into_iter().flatten() {
                    prop_assert!(!rank(figure).is_negative() && rank(figure) <= Exact::ONE, "{result:?}");
                }
            }
            let trace = result.trace.as_deref().expect("a trace");
            let shares: Vec<&Exact> = trace.terms.iter().filter_map(|t| t.share.as_ref()).collect();
            if let (Some(Figure::Number(folded)), false) = (&trace.folded, shares.is_empty()) {
                prop_assert_eq!(&shares.into_iter().cloned().sum::<Exact>(), folded, "{:?}", result);
            }
            let last = trace.steps.iter().rfind(|step| step.name != "level");
            let arrives = last.map_or(&trace.folded, |step| &step.after);
            prop_assert_eq!(arrives, &result.value, "{:?}", result);
        }
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn a_range_holds_every_completion_and_is_reached_where_it_says_exact(
        world in worlds(6),
        random in methods(),
        sharing in (prop::sample::select(vec![0u8, 0b10, 0b110, 0b1011, 0b111_111]), any::<bool>()),
    ) {
        let world = world.sharing(sharing);
        let blanks = world.controls.iter().filter(|c| c.answer == BLANK).count();
        prop_assume!((1..=2).contains(&blanks));
        let text = world.checklist_text(&world.controls(), &format!("{MONOTONE}{}{random}", &ANY[1..]));
        let checklist = checklist(&text);
        let open = card(&checklist, &World::answers_text(&world.controls()), Traces::None);
        let every: Vec<Scorecard> = completions(&world)
            .iter()
            .map(|world| card(&checklist, &World::answers_text(&world.controls()), Traces::None))
            .collect();
        for (i, result) in open.results.iter().enumerate() {
            let values: Vec<Exact> =
                every.iter().filter_map(|card| card.results[i].value.as_ref()).map(rank).collect();
            let (Some(least), Some(greatest)) = (values.iter().min(), values.iter().max()) else {
                // Which of the controls that share a blank counts may be left open.
                let is_open = sharing.0 > 0 && result.range == RangeKind::Enclosing;
                prop_assert!(is_open || result.low.is_none() && result.high.is_none(), "{result:?}");
                continue;
            };
            let (Some(low), Some(high)) = (&result.low, &result.high) else {
                return Err(TestCaseError::fail(format!("no range, but {least} to {greatest}: {result:?}")));
            };
            prop_assert!(rank(low) <= *least && rank(high) >= *greatest, "{least} {greatest} {result:?}");
            if result.range == RangeKind::Exact {
                prop_assert_eq!((&rank(low), &rank(high)), (least, greatest), "{:?}", result);
            }
        }
    }
}

#[test]
fn where_a_fold_gives_a_truth_or_a_number_the_range_reaches_both() {
    let control = Control { id: "C-0".into(), section: 0, weight: 1, level: 1, answer: BLANK, shares: None };
    let world = World { sections: 1, controls: vec![control] };
    let all = "\n      r: {at: root, items: leaves, where_value: {gte: 1}, answers: {unanswered: 0}, fn: all, empty: 0}\n";
    let checklist = checklist(&world.checklist_text(&world.controls(), all));
    let open = card(&checklist, &World::answers_text(&world.controls()), Traces::None);
    // As a blank it counts 0 and is left out, and nothing counted is 0; answered 1 to 3 it is true.
    let ends = (&open.results[0].low, &open.results[0].high);
    assert_eq!(ends, (&Some(Figure::Number(Exact::ZERO)), &Some(Figure::Truth(true))));
}

#[test]
fn where_a_fold_gives_an_extent_or_a_number_the_range_reaches_both() {
    let control = Control { id: "C-0".into(), section: 0, weight: 1, level: 1, answer: BLANK, shares: None };
    let world = World { sections: 1, controls: vec![control] };
    let extent = "\n      r: {at: root, items: leaves, where_value: {gte: 1}, answers: {unanswered: 0}, fn: extent, empty: 0}\n";
    let checklist = checklist(&world.checklist_text(&world.controls(), extent));
    let open = card(&checklist, &World::answers_text(&world.controls()), Traces::None);
    // As a blank it counts 0 and is left out, and nothing counted is 0; answered 1 to 3 all that counts is met.
    let ends = (&open.results[0].low, &open.results[0].high);
    assert_eq!(ends, (&Some(Figure::Number(Exact::ZERO)), &Some(Figure::Label("all".into()))));
    assert_eq!(open.results[0].range, RangeKind::Exact);
}
