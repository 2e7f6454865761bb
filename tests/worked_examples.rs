//! The ten worked examples of the domain brief (section 3.3), as exact fractions, by the shipped method.
//!
//! Where the brief prints a rounded percentage, the fraction behind it is worked out in a comment.

#[path = "worked/edges.rs"]
mod edges;
#[path = "worked/shared.rs"]
mod shared;

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::gap;
use gapcheck::model::{Assessment, AssessmentFile, Checklist, Exact, SectionIx, Today, parse_date};
use gapcheck::score::{Node, Options, Scorecard, Traces, score};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::load::{Files, read_checklist};

/// Evidence at tier E2, fresh on the reference date.
const E2: &str = "owner: o, note: n, answered: 2026-11-01, \
                  evidence: [{reference: r, collected: 2026-11-01, reviewed_by: p}]";
/// Evidence at tier E3.
const E3: &str = "owner: o, note: n, answered: 2026-11-01, \
                  evidence: [{reference: r, collected: 2026-11-01, reviewed_by: p, verified: tool}]";
/// A bare claim with a date.
const E0: &str = "answered: 2026-11-01";

struct World {
    checklist: Checklist,
    file: AssessmentFile,
}

/// One control as a line: id, scale, weight, and more keys.
fn control(line: &str) -> String {
    let mut parts = line.splitn(4, ' ');
    let mut next = || parts.next().unwrap_or("");
    let (id, scale, weight, more) = (next(), next(), next(), next());
    let comma = if more.is_empty() { "" } else { ", " };
    format!("          - {{id: {id}, title: t, ask: a?, scale: {scale}, weight: {weight}{comma}{more}}}\n")
}

/// An area and its controls, one line each.
type Area<'a> = (&'a str, &'a [&'a str]);

/// A checklist of principles, each with areas and their controls, scored by the shipped methods.
fn world(principles: &[(&str, &[Area])], size: &str, answers: &[(&str, String)]) -> World {
    let mut root = String::from(
        "format: gapcheck/checklist/1\nid: demo\nversion: 1.0.0\nlanguage: en\ntitle: Demo\n\
         include: [methods.yaml]\nprofile: {size: {ask: s?, one_of: [micro, small, medium, large]}}\n\
         scales:\n  maturity:\n    choices: [{id: 0}, {id: 1}, {id: 2}, {id: 3}, {id: 4}]\n    \
         targets: [{when: \"size in (micro, small)\", at: 2}, {when: always, at: 3}]\n  \
         yes_no: {choices: [{id: \"no\", value: 0}, {id: \"yes\", value: 1}]}\nsections:\n",
    );
    for (principle, areas) in principles {
        root += &format!("  - id: {principle}\n    kind: principle\n    title: t\n    sections:\n");
        for (area, controls) in *areas {
            root += &format!("      - id: {area}\n        kind: area\n        title: t\n        controls:\n");
            controls.iter().for_each(|line| root += &control(line));
        }
    }
    let methods = std::fs::read("checklists/paris-call/methods.yaml").expect("the method is shipped");
    let files: Files =
        [("checklist.yaml".into(), root.into_bytes()), ("methods.yaml".into(), methods)].into();
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&files, "checklist.yaml", &mut sources, &mut diags);
    let checklist = loaded.unwrap_or_else(|| panic!("{:?}", diags.sorted())).checklist;
    let mut text = format!(
        "format: gapcheck/assessment/1\nchecklist: ./demo\norganisation: {{name: Demo}}\n\
         profile: {{size: {size}}}\nanswers:\n"
    );
    answers.iter().for_each(|(id, answer)| text += &format!("  {id}: {{{answer}}}\n"));
    let mut diags = Diagnostics::new();
    let file = read_assessment(
        ("a.yaml", text.as_bytes()),
        &checklist,
        today("2026-11-22"),
        &mut sources,
        &mut diags,
    );
    let file = file.filter(|_| !diags.has_errors()).unwrap_or_else(|| panic!("{text}\n{:?}", diags.sorted()));
    World { checklist, file }
}

fn today(day: &str) -> Today {
    Today { date: parse_date(day).expect("a day"), explicit: true }
}

fn exact(text: &str) -> Exact {
    Exact::parse(text).expect("a number")
}

impl World {
    fn card(&self, day: &str, method: &str) -> Scorecard {
        let assessment = Assessment::join(&self.checklist, &self.file, today(day));
        let method = self.checklist.find_method(method).expect("it is shipped");
        score(&assessment, method, Options { trace: Traces::None })
    }

    fn paris(&self) -> Scorecard {
        self.card("2026-11-22", "paris-call")
    }

    fn at(&self, id: &str) -> Node {
        Node::Section(self.checklist.find_section(id).expect("a section"))
    }

    fn number(&self, card: &Scorecard, measure: &str, id: &str) -> Exact {
        card.number(measure, self.at(id)).cloned().unwrap_or_else(|| panic!("{measure} at {id}"))
    }

    fn ends(&self, card: &Scorecard, measure: &str, id: &str) -> (Exact, Exact) {
        let result = card.get(measure, self.at(id)).expect("a result");
        let end = |f: &Option<gapcheck::score::Figure>| {
            f.as_ref().and_then(|f| f.number()).cloned().expect("a number")
        };
        (end(&result.low), end(&result.high))
    }

    fn band(&self, card: &Scorecard, id: &str) -> String {
        card.label("band", self.at(id)).unwrap_or("none").to_string()
    }
}

fn all(ids: &[&str], answer: &str, backing: &str) -> Vec<(&'static str, String)> {
    ids.iter().map(|id| (leak(id), format!("answer: {answer}, {backing}"))).collect()
}

fn leak(id: &str) -> &'static str {
    Box::leak(id.to_string().into_boxed_str())
}

#[test]
fn example_1_a_mean_does_not_hide_a_failed_knock_out() {
    let controls = [
        "A maturity 4",
        "B maturity 3",
        "C maturity 4",
        "D maturity 4",
        "E maturity 4",
        "F maturity 3",
        "G maturity 3",
    ];
    let mut lines = vec!["KO yes_no 5 knock_out: {at_least: \"yes\"}"];
    lines.extend(controls);
    let mut answers = all(&["A", "B", "C", "D", "E", "F", "G"], "3", E3);
    answers.push(("KO", format!("answer: \"no\", {E3}")));
    let world = world(&[("P8", &[("P8-X", &lines)])], "medium", &answers);
    let card = world.paris();
    // 25/30 of the weight is attained: 83 by the mean, 49 shown.
    assert_eq!(world.number(&world.card("2026-11-22", "weakest-link"), "weakest", "P8"), Exact::ZERO);
    assert_eq!(world.number(&card, "evidenced", "P8-X"), exact("250/3"));
    assert_eq!(world.number(&card, "evidenced", "P8"), exact("49"));
    assert_eq!(world.band(&card, "P8"), "D");
}

#[test]
fn example_2_blanks_are_a_range_and_low_coverage_is_not_rated() {
    let lines = ["A maturity 24", "B maturity 4", "C maturity 12"];
    let mut answers = all(&["A"], "3", E3);
    answers.extend(all(&["B"], "0", E3));
    let world = world(&[("P", &[("P-X", &lines)])], "medium", &answers);
    let card = world.paris();
    assert_eq!(world.ends(&card, "evidenced", "P"), (exact("60"), exact("90")));
    assert_eq!(world.number(&card, "coverage", "P"), exact("70"));
    assert_eq!(world.band(&card, "P"), "NR");
}

#[test]
fn example_3_not_applicable_is_no_way_out_of_a_knock_out() {
    let lines = [
        "BUY-01 maturity 5 knock_out: {at_least: 2}",
        "BUY-02 maturity 4",
        "BUY-03 maturity 4",
        "BUY-04 yes_no 2",
    ];
    let mut answers = all(&["BUY-01", "BUY-02"], "1", E2);
    answers.extend(all(&["BUY-03"], "3", E2));
    let mut honest = answers.clone();
    honest.extend(all(&["BUY-04"], "\"no\"", E2));
    let honest = world(&[("P6", &[("P6-BUY", &lines)])], "medium", &honest);
    // (5/3 + 4/3 + 4 + 0) / 15 = 7/15: 46 shown to the worse side; the cap of 49 lies above it.
    assert_eq!(honest.number(&honest.paris(), "evidenced", "P6"), exact("700/15"));
    let set_aside =
        "answer: not_applicable, reason: r, approved_by: b, answered: 2026-11-01, until: 2027-01-01";
    answers.push(("BUY-04", set_aside.into()));
    let world = world(&[("P6", &[("P6-BUY", &lines)])], "medium", &answers);
    let card = world.paris();
    // (5/3 + 4/3 + 4) / 13 = 7/13: 53 shown; 2/15 of the weight is set aside by hand.
    assert_eq!(world.number(&card, "evidenced", "P6-BUY"), exact("700/13"));
    assert_eq!(world.number(&card, "manual_not_applicable", "P6"), exact("200/15"));
    assert_eq!(world.number(&card, "evidenced", "P6"), exact("49"));
    assert_eq!(world.band(&card, "P6"), "D");
}

#[test]
fn example_4_claimed_and_evidenced_are_two_numbers() {
    let lines = [
        "IAM-01 maturity 5",
        "IAM-02 maturity 4",
        "PAT-01 maturity 5 knock_out: {at_least: 2}",
        "PRT-01 yes_no 4",
        "AWR-01 maturity 3",
    ];
    let mut answers = all(&["IAM-01"], "3", E3);
    answers.extend(all(&["IAM-02", "PAT-01"], "3", E0));
    answers.extend(all(&["PRT-01"], "\"yes\"", E3));
    answers.extend(all(&["AWR-01"], "2", E2));
    let world = world(&[("P7", &[("P7-X", &lines)])], "medium", &answers);
    let card = world.paris();
    assert_eq!(world.number(&card, "claimed", "P7"), exact("2000/21"));
    assert_eq!(world.number(&card, "evidenced", "P7"), exact("1550/21"));
    // (5×0.9 + 4×0.2 + 5×0.2 + 4×0.9 + 3×0.7) / 21 = 12/21; every claim is dated, so all are fresh.
    assert_eq!(world.number(&card, "confidence", "P7"), exact("12/21"));
    assert_eq!(world.band(&card, "P7"), "C");
}

#[test]
fn example_5_the_weakest_area_takes_the_band_down() {
    // Attained weight of each area in tenths of 50: 0.90×8, 0.85×12, 0.20×6, 0.80×9, 0.90×11, 0.75×4 = 38.7.
    // An area of weight w and number a is one met control of weight a×w and one unmet of the rest.
    let areas: [(&str, [&str; 2]); 6] = [
        ("IDV", ["I1 maturity 7.2", "I2 maturity 0.8"]),
        ("ACC", ["A1 maturity 10.2", "A2 maturity 1.8"]),
        ("EXF", ["E1 maturity 1.2", "E2 maturity 4.8"]),
        ("PPL", ["P1 maturity 7.2", "P2 maturity 1.8"]),
        ("LEG", ["L1 maturity 9.9", "L2 maturity 1.1"]),
        ("RSP", ["R1 maturity 3", "R2 maturity 1"]),
    ];
    let areas: Vec<(&str, &[&str])> = areas.iter().map(|(id, lines)| (*id, lines.as_slice())).collect();
    let mut answers = all(&["I1", "A1", "E1", "P1", "L1", "R1"], "3", E3);
    answers.extend(all(&["I2", "A2", "E2", "P2", "L2", "R2"], "0", E3));
    let world = world(&[("P4", &areas)], "medium", &answers);
    let card = world.paris();
    assert_eq!(world.number(&card, "evidenced", "P4"), exact("387/5"));
    assert_eq!(world.number(&card, "lowest_area", "P4"), exact("20"));
    assert_eq!(world.band(&card, "P4"), "C");
}

#[test]
fn example_6_a_restore_test_ages_and_the_score_with_it() {
    let lines = [
        "REC-01 maturity 5 knock_out: {at_least: 3}, valid_for: {default: 12 months}",
        "M maturity 28 valid_for: {default: 100 months}",
        "U maturity 7 valid_for: {default: 100 months}",
    ];
    let dated = "owner: o, note: n, answered: 2024-01-15, \
                 evidence: [{reference: r, collected: 2024-01-15, reviewed_by: p, verified: tool}]";
    let mut answers = all(&["REC-01", "M"], "3", dated);
    answers.extend(all(&["U"], "0", dated));
    let world = world(&[("P1", &[("P1-X", &lines)])], "medium", &answers);
    // Fresh: (5 + 28) / 40; month 13: (2.5 + 28) / 40 and a knock-out without evidence; month 25: blank.
    let fresh = world.card("2024-12-01", "paris-call");
    assert_eq!(world.number(&fresh, "evidenced", "P1"), exact("165/2"));
    assert_eq!(world.band(&fresh, "P1"), "B");
    let month_13 = world.card("2025-02-01", "paris-call");
    assert_eq!(world.number(&month_13, "evidenced", "P1"), exact("305/4"));
    assert_eq!(world.band(&month_13, "P1"), "C");
    let month_25 = world.card("2026-02-01", "paris-call");
    assert_eq!(world.band(&month_25, "P1"), "NR");
}

#[test]
fn example_7_the_overall_band_is_at_most_one_above_the_weakest() {
    let numbers = [("P1", 78), ("P2", 81), ("P4", 66), ("P5", 74), ("P6", 71), ("P7", 83), ("P9", 58)];
    let check = |eighth: &[&str], failed: bool| {
        let lines: Vec<(String, [String; 2])> = numbers
            .iter()
            .map(|(p, n)| {
                (p.to_string(), [format!("{p}-M maturity {n}"), format!("{p}-U maturity {}", 100 - n)])
            })
            .collect();
        let refs: Vec<(String, Vec<&str>)> =
            lines.iter().map(|(p, l)| (format!("{p}-X"), l.iter().map(String::as_str).collect())).collect();
        let areas: Vec<[(&str, &[&str]); 1]> =
            refs.iter().map(|(a, l)| [(a.as_str(), l.as_slice())]).collect();
        let mut principles: Vec<(&str, &[Area])> =
            lines.iter().zip(&areas).map(|((p, _), a)| (p.as_str(), a.as_slice())).collect();
        let last = [("P8-X", eighth)];
        principles.push(("P8", &last));
        let met: Vec<String> = numbers.iter().map(|(p, _)| format!("{p}-M")).collect();
        let unmet: Vec<String> = numbers.iter().map(|(p, _)| format!("{p}-U")).collect();
        let mut answers = all(&met.iter().map(String::as_str).collect::<Vec<_>>(), "3", E3);
        answers.extend(all(&unmet.iter().map(String::as_str).collect::<Vec<_>>(), "0", E3));
        answers.extend(all(&["P8-M"], "3", E3));
        answers.extend(all(&["P8-U"], "0", E3));
        answers.extend(all(&["KO"], if failed { "\"no\"" } else { "\"yes\"" }, E3));
        let world = world(&principles, "medium", &answers);
        let card = world.paris();
        let root = Node::Section(SectionIx::ROOT);
        (
            card.number("overall", root).cloned().expect("a mean"),
            card.label("overall_band", root).map(str::to_string),
        )
    };
    // With the knock-out failed P8 shows 49: 560 / 8 = 70, a B by the mean, held at C by the D of P8.
    let eighth = ["P8-M maturity 78", "P8-U maturity 17", "KO yes_no 5 knock_out: {at_least: \"yes\"}"];
    assert_eq!(check(&eighth, true), (exact("70"), Some("C".into())));
    // Mended, P8 is 83: 594 / 8 = 74.25, and the weakest is C, which allows B.
    assert_eq!(check(&eighth, false), (exact("297/4"), Some("B".into())));
}

#[test]
fn example_8_a_small_organisation_is_measured_against_its_own_target() {
    let lines = ["A maturity 1", "MFA maturity 1 knock_out: {at_least: 3}"];
    let answers = all(&["A", "MFA"], "2", E2);
    let attained = |size: &str, id: &str| {
        let world = world(&[("P", &[("P-X", &lines)])], size, &answers);
        let control = world.checklist.find_control(id).expect("a control");
        world.paris().number("evidenced", Node::Control(control)).cloned().expect("a number")
    };
    assert_eq!(attained("small", "A"), exact("1"));
    assert_eq!(attained("medium", "A"), exact("2/3"));
    assert_eq!((attained("small", "MFA"), attained("medium", "MFA")), (exact("2/3"), exact("2/3")));
}

#[test]
fn example_9_what_to_do_first() {
    let effort = |size: &str| format!("remedy: {{first_step: s, effort: {size}}}");
    let lines = [
        format!("TXT maturity 5 knock_out: {{at_least: 2}}, {}", effort("S")),
        format!("MFA maturity 5 knock_out: {{at_least: 3}}, {}", effort("S")),
        format!("RST maturity 5 knock_out: {{at_least: 3}}, {}", effort("M")),
        format!("EDR maturity 4 {}", effort("M")),
        format!("SEG maturity 4 {}", effort("M")),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut answers = all(&["TXT", "EDR"], "0", E2);
    answers.extend(all(&["MFA", "RST"], "2", E2));
    answers.extend(all(&["SEG"], "1", E2));
    let world = world(&[("P", &[("P-X", &lines)])], "medium", &answers);
    let assessment = Assessment::join(&world.checklist, &world.file, today("2026-11-22"));
    let gaps = gap::find(&assessment, &world.paris());
    let order: Vec<(String, Exact)> = gaps
        .iter()
        .map(|g| (world.checklist.control(g.control).id.to_string(), g.priority.clone()))
        .collect();
    // 5×1×3÷1 · 5×1/3×3÷1 · 5×1/3×3÷2 · 4×1×1÷2 · 4×2/3×1÷2
    let expected = [("TXT", "15"), ("MFA", "5"), ("RST", "5/2"), ("EDR", "2"), ("SEG", "4/3")];
    assert_eq!(order, expected.map(|(id, p)| (id.to_string(), exact(p))));
}

#[test]
fn example_10_a_silent_exclusion_would_inflate_the_score() {
    // Five checks of 10, 10, 10, 0 and 5 points, weights 7.5, 7.5, 5, 7.5 and 5 (levels 4, 4, 4, 0, 2 here):
    // with the failing one counted (75 + 75 + 50 + 0 + 25) / 32.5 = 90/13 of 10, dropped it would be 9.
    let lines = ["H1 maturity 7.5", "H2 maturity 7.5", "M1 maturity 5", "H3 maturity 7.5", "M2 maturity 5"];
    let mut answers = all(&["H1", "H2", "M1"], "4", E3);
    answers.extend(all(&["M2"], "2", E3));
    let without = world(&[("P", &[("P-X", &lines)])], "medium", &answers);
    let mut with = answers.clone();
    with.extend(all(&["H3"], "0", E3));
    let with = world(&[("P", &[("P-X", &lines)])], "medium", &with);
    let mean = |world: &World| world.number(&world.card("2026-11-22", "weighted-mean"), "score", "P");
    assert_eq!(mean(&with), exact("900/13"));
    // A blank is never dropped: it counts as nothing, and the range shows what it could still be.
    assert_eq!(mean(&without), exact("900/13"));
    let card = without.card("2026-11-22", "weighted-mean");
    assert_eq!(without.ends(&card, "score", "P"), (exact("900/13"), exact("1200/13")));
}
