//! Ranges that a random method seldom comes to, against every completion of the blanks.

use gapcheck::model::{Checklist, Exact};
use gapcheck::score::{Figure, Node, RangeKind, Scorecard, Traces};

use crate::{card, checklist};

/// A checklist of areas with its answers, and what is expected of its ranges.
struct Case {
    measures: &'static str,
    sections: &'static str,
    answers: &'static str,
    /// Blanks, each with the answers that stand for all.
    blanks: &'static [(&'static str, &'static [&'static str])],
    /// Measure and node, low and high (a dash without one), whether they are reached; worked out by hand.
    expected: &'static [(&'static str, &'static str, &'static str, RangeKind)],
}

const EXACT: RangeKind = RangeKind::Exact;
const ENCLOSING: RangeKind = RangeKind::Enclosing;

const CASES: &[Case] = &[
    // A condition on a measure of the control goes with the completion of its answer.
    Case {
        measures: "
      own: {at: control}
      good: {at: control, if: {measure: {own: {gte: 2}}}, then_give: true, else_give: false}
      mean: {at: root, items: leaves, where: {measure: {own: {gte: 0}}}, fn: mean}
      count: {at: root, items: leaves, where: {measure: {good: true}}, fn: count, empty: 0}
      sum: {at: root, items: leaves, where: {measure: {own: {gte: 2}}}, fn: sum, empty: 0}",
        sections: "
  - {id: S, kind: area, controls: [{id: V, number: {min: 0, max: 9}}, {id: U, choices: [{id: 0}, {id: 1}, {id: 4}]}]}",
        answers: "V: 1",
        blanks: &[("U", &["0", "1", "4"])],
        // (1 + 0) ÷ 2 and (1 + 4) ÷ 2; U is 2 or more with 4 only.
        expected: &[("mean", "1/2", "5/2", EXACT), ("count", "0", "1", EXACT), ("sum", "0", "4", EXACT)],
    },
    // What earns points below 0 and has none to earn makes a quotient less, and may be left out.
    Case {
        measures: "
      r: {at: root, items: leaves, fn: ratio}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, choices: [{id: a, value: -2}, {id: b, value: 0}, {id: c}]}, {id: B, choices: [{id: 0}, {id: 1}]}]}",
        answers: "B: 1",
        blanks: &[("A", &["a", "b", "c"])],
        // (−2 + 1) ÷ 1, (0 + 1) ÷ 1, 1 ÷ 1.
        expected: &[("r", "-1", "1", EXACT)],
    },
    // An item whose weight may be 0, and then is skipped, may be missing.
    Case {
        measures: "
      own: {at: control}
      weighed: {at: area, items: leaves, weight: {measure: own}, zero_weight: skip, fn: count}
      areas: {at: root, items: {kind: area}, take: weighed, fn: count}",
        sections: "
  - {id: X, kind: area, controls: [{id: A, choices: [{id: 0}, {id: 2}]}]}
  - {id: Y, kind: area, controls: [{id: B, choices: [{id: 0}, {id: 2}]}]}",
        answers: "A: 2",
        blanks: &[("B", &["0", "2"])],
        expected: &[("areas", "1", "2", EXACT)],
    },
    // Weights below 0 turn ends around; a divisor that may be 0 leaves no bound.
    Case {
        measures: "
      fixed: {at: root, items: leaves, weight: w, fn: mean}
      own: {at: control}
      one: {at: control, first: [{give: {attr: v}}]}
      by_own: {at: root, items: leaves, take: one, weight: {measure: own}, fn: mean}
      around_0: {at: root, items: leaves, take: one, weight: {measure: wide}, fn: mean}
      wide: {at: control, measures: [own], then: [{subtract: 3}]}
      doubled: {at: root, measures: [around_0], then: [{multiply: 2}]}
      bands: {at: root, measures: [around_0], order: [low, high], then: [{bands: [{at_least: 2, label: high}, {at_least: -99, label: low}]}]}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, number: {min: 0, max: 10}, attributes: {w: 3, v: 1}}, {id: B, number: {min: -2, max: 10}, attributes: {w: -2, v: 5}}]}",
        answers: "A: 4",
        blanks: &[("B", &["-2", "0", "1", "3", "10"])],
        // (3 × 4 − 2 × B) ÷ (3 − 2); (4 × 1 + B × 5) ÷ (4 + B) is −3 at −2 and 27/7 at 10, and surely within
        // −6 ÷ 2 and 54 ÷ 2; (1 × 1 + (B − 3) × 5) ÷ (B − 2) has no bound around B = 2.
        expected: &[
            ("fixed", "-8", "16", EXACT),
            ("by_own", "-3", "27", ENCLOSING),
            ("around_0", "-", "-", ENCLOSING),
            ("doubled", "-", "-", ENCLOSING),
        ],
    },
    // Whole numbers that a map turns into words leave no number between them.
    Case {
        measures: "
      word: {at: root, items: leaves, fn: mean, order: [low, mid, high], then: [{round: half_even}, {map: {1: low, 2: mid, 3: high}}]}
      sum: {at: root, items: leaves, fn: sum, order: [few, many], then: [{map: {4: few, 5: many, 6: many}}]}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, choices: [{id: 1}, {id: 2}, {id: 3}]}, {id: B, choices: [{id: 1}, {id: 2}, {id: 3}]}]}",
        answers: "A: 3",
        blanks: &[("B", &["1", "2", "3"])],
        // Means 2, 5/2 (to even: 2), 3; sums 4, 5, 6.
        expected: &[("word", "mid", "high", EXACT), ("sum", "few", "many", EXACT)],
    },
    // An end that lies between what the completions come to is not said to be reached.
    Case {
        measures: "
      sum: {at: root, items: leaves, fn: sum}
      word: {at: root, measures: [sum], order: [bad, fair, good], then: [{bands: [{at_least: 3, label: bad}, {at_least: 1, label: good}, {at_least: 0, label: fair}]}]}
      rising: {at: root, measures: [sum], order: [bad, fair, good], then: [{bands: [{at_least: 3, label: good}, {at_least: 1, label: fair}, {at_least: 0, label: bad}]}]}
      mapped: {at: root, measures: [rising], then: [{map: {bad: 1, fair: 9, good: 2}}]}
      even: {at: root, measures: [rising], then: [{map: {bad: 1, fair: 2, good: 9}}]}
      skipped: {at: root, measures: [rising], then: [{map: {bad: skip, fair: 1, good: 4}}]}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, choices: [{id: 0}, {id: 4}]}]}",
        answers: "",
        blanks: &[("A", &["0", "4"])],
        expected: &[
            ("word", "bad", "good", ENCLOSING),
            ("rising", "bad", "good", EXACT),
            ("mapped", "1", "9", ENCLOSING),
            ("even", "1", "9", EXACT),
            ("skipped", "1", "4", ENCLOSING),
        ],
    },
    // An answer that is an error takes the count along: what is counted is then surely there.
    Case {
        measures: "
      count: {at: root, items: leaves, answers: {bad: null}, fn: count}
      skipped: {at: root, items: leaves, answers: {bad: null}, null_item: skip, fn: count}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, choices: [{id: bad, value: 0}, {id: 1}]}, {id: B, choices: [{id: 0}, {id: 1}]}]}",
        answers: "B: 1",
        blanks: &[("A", &["bad", "1"])],
        expected: &[("count", "2", "2", EXACT), ("skipped", "1", "2", EXACT)],
    },
    // A number of more than 16,384 bits is an error, not a reason to compute for minutes: 3 to the power of
    // 16 × 16 × 16 × 16 has 103,873.
    Case {
        measures: "
      p0: {at: root, items: leaves, fn: sum}
      p1: {at: root, measures: [p0, p0, p0, p0, p0, p0, p0, p0, p0, p0, p0, p0, p0, p0, p0, p0], fn: product}
      p2: {at: root, measures: [p1, p1, p1, p1, p1, p1, p1, p1, p1, p1, p1, p1, p1, p1, p1, p1], fn: product}
      p3: {at: root, measures: [p2, p2, p2, p2, p2, p2, p2, p2, p2, p2, p2, p2, p2, p2, p2, p2], fn: product}
      p4: {at: root, measures: [p3, p3, p3, p3, p3, p3, p3, p3, p3, p3, p3, p3, p3, p3, p3, p3], fn: product}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, choices: [{id: 0}, {id: 3}]}, {id: B, choices: [{id: 0}, {id: 3}]}]}",
        answers: "A: 0",
        blanks: &[("B", &["0", "3"])],
        expected: &[("p1", "0", "43046721", EXACT), ("p4", "-", "-", ENCLOSING)],
    },
    // A gate at a control says which answers count, in the range as in the value.
    Case {
        measures: "
      known: {at: control, gate: [{require: {state: answered}, else: skip}]}
      n: {at: root, items: leaves, take: known, fn: count}",
        sections: "
  - {id: S, kind: area, controls: [{id: A, choices: [{id: 0}, {id: 1}]}, {id: B, choices: [{id: 0}, {id: 1}]}, {id: C, choices: [{id: 0}, {id: 1}]}]}",
        answers: "A: 0, B: unknown",
        blanks: &[("C", &["0", "1"])],
        expected: &[("n", "2", "2", EXACT)],
    },
];

#[test]
fn a_range_is_what_every_completion_comes_to_and_says_whether_its_ends_are_reached() {
    for case in CASES {
        let checklist = checklist(&format!(
            "format: gapcheck/checklist/1\nid: c\nversion: 1.0.0\ntitle: c\nmethods:\n  m:\n    measures:{}\nsections:{}\n",
            case.measures, case.sections
        ));
        let open = of(&checklist, case.answers, &[]);
        let completions = completions(case.blanks);
        let all: Vec<Scorecard> = completions.iter().map(|c| of(&checklist, case.answers, c)).collect();
        for (measure, low, high, range) in case.expected {
            let found = root(&open, measure);
            let ends = (text(found.low.as_ref()), text(found.high.as_ref()), found.range);
            assert_eq!(ends, (low.to_string(), high.to_string(), *range), "{measure}");
            holds_all(measure, &all, found);
        }
    }
}

/// Every number of a completion lies in the range; the ends of an exact one are among them.
fn holds_all(measure: &str, all: &[Scorecard], range: &gapcheck::score::NodeResult) {
    let number = |figure: Option<&Figure>| figure.and_then(Figure::number).cloned();
    let found: Vec<Exact> =
        all.iter().filter_map(|card| number(root(card, measure).value.as_ref())).collect();
    if let (Some(low), Some(high)) = (number(range.low.as_ref()), number(range.high.as_ref())) {
        assert!(found.iter().all(|n| low <= *n && *n <= high), "{measure}: {found:?}");
        if range.range == EXACT {
            assert!(found.contains(&low) && found.contains(&high), "{measure}: {found:?}");
        }
    }
}

fn of(checklist: &Checklist, answers: &str, more: &[(&str, &str)]) -> Scorecard {
    let more: String = more.iter().map(|(id, answer)| format!(", {id}: {answer}")).collect();
    let answers = format!("{answers}{more}");
    let answers = answers.trim_start_matches(", ");
    let text = format!(
        "format: gapcheck/assessment/1\nchecklist: ./c.yaml\norganisation: {{name: X}}\nprofile: {{}}\nanswers: {{{answers}}}\n"
    );
    card(checklist, &text, Traces::None)
}

fn root<'c>(card: &'c Scorecard, measure: &str) -> &'c gapcheck::score::NodeResult {
    card.get(measure, Node::Section(gapcheck::model::SectionIx::ROOT)).expect("the measure is there")
}

fn text(figure: Option<&Figure>) -> String {
    match figure {
        Some(Figure::Number(number)) => number.to_string(),
        Some(Figure::Label(label)) => label.clone(),
        Some(Figure::Truth(truth)) => truth.to_string(),
        None => "-".to_string(),
    }
}

/// Every way to answer the blanks.
fn completions<'b>(blanks: &'b [(&'b str, &'b [&'b str])]) -> Vec<Vec<(&'b str, &'b str)>> {
    let mut all = vec![Vec::new()];
    for (id, answers) in blanks {
        let with = |so_far: &Vec<(&'b str, &'b str)>| {
            answers.iter().map(|a| [so_far.clone(), vec![(*id, *a)]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}
