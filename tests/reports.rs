//! Reports: every template, format, example and language builds, and says what a report has to say.

#[path = "reports/entry.rs"]
mod entry;
#[path = "reports/hostile.rs"]
mod hostile;
#[path = "reports/own.rs"]
mod own;
mod shell;
#[path = "reports/truth.rs"]
mod truth;
#[path = "reports/words.rs"]
mod words;
mod world;

use gapcheck::model::EvidencePlace;
use gapcheck::report::{Document, Options, TEMPLATES};
use gapcheck::text::Catalogue;
use world::{LANGUAGES, World, path, render};

/// The example organisations.
const EXAMPLES: [&str; 3] = ["bakery-chain", "sensor-maker", "harbour-authority"];

/// Compares a generated file with the committed one; `UPDATE=1 cargo test` writes it.
fn committed(name: &str, generated: &str) {
    let path = path(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        std::fs::write(&path, generated).expect("the file can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == generated, "{name} is stale: run `UPDATE=1 cargo test`");
}

#[test]
fn the_schema_of_the_view_is_the_committed_one() {
    let text = serde_json::to_string_pretty(&gapcheck::report::view::schema()).expect("a JSON value") + "\n";
    committed("schemas/report.schema.json", &text);
}

/// What every report says, and what none may ever say of an organisation.
const WORDING: [(&str, &str, &[&str]); 2] = [
    (
        "en",
        "self-assessment of alignment",
        &["compliant", "is certified", "Paris Call approved", "endorsed by the"],
    ),
    ("fr", "auto-évaluation de l’alignement", &["est conforme", "est certifié", "approuvé par l’Appel"]),
];

#[test]
fn every_template_builds_for_every_example_in_every_format_and_language() {
    for example in EXAMPLES {
        let world = World::example(example);
        assert_eq!(LANGUAGES, WORDING.map(|(language, ..)| language));
        for (language, said, never) in WORDING {
            world.subject("paris-call", language, |subject| {
                for template in TEMPLATES {
                    let options =
                        Options { template: Some(template), view: Some("press-2018"), ..Options::default() };
                    for (format, extension) in [("html", "html"), ("markdown", "md")] {
                        let text = render(subject, format, &options);
                        let name = format!("{example}.{language}.{template}.{extension}");
                        assert!(!text.contains('⟨'), "{name}: a word is missing");
                        assert!(!text.contains("[en]"), "{name}: a translation is missing");
                        assert!(text.contains(said), "{name}: does not say what it is");
                        let found: Vec<_> = never.iter().filter(|word| text.contains(**word)).collect();
                        assert!(found.is_empty(), "{name}: {found:?}");
                    }
                }
            });
        }
    }
}

#[test]
fn what_the_profile_and_the_method_decide_is_said_in_words_and_not_by_ids() {
    for example in EXAMPLES {
        let world = World::example(example);
        let facts = world.checklist.facts.iter().map(|fact| fact.id.to_string());
        let method = world.checklist.find_method("paris-call").expect("it is shipped");
        let measures = method.measures.iter().map(|measure| measure.id.to_string());
        let ids: Vec<String> = facts.chain(measures).filter(|id| id.contains('_')).collect();
        assert!(ids.len() > 20, "{ids:?}");
        for (format, language) in [("html", "en"), ("html", "fr"), ("markdown", "en"), ("markdown", "fr")] {
            let options = Options { template: Some("register"), ..Options::default() };
            let text = world.report(format, language, &options).replace("\\_", "_").replace('\u{a0}', " ");
            let found: Vec<_> = ids.iter().filter(|id| text.contains(id.as_str())).collect();
            assert!(found.is_empty(), "{example}.{language}.{format}: {found:?}");
            let asked =
                if language == "en" { "sell security services to others? No" } else { "à des tiers ? Non" };
            assert!(text.contains(asked), "{example}.{language}.{format}");
        }
    }
}

#[test]
fn an_answer_too_old_to_count_says_so_and_one_without_a_date_is_not_called_expired() {
    let world = World::example("sensor-maker");
    world.subject("paris-call", "en", |subject| {
        let view = gapcheck::report::view::view(subject, &Options::default());
        // Answered and evidenced in August 2024 and valid for 12 months: twice that ended in August 2026.
        let old = view.gaps.iter().find(|gap| gap.id == "PC5-MER-01").expect("it is a gap");
        assert_eq!(old.claimed, "No answer");
        assert_eq!(old.claimed_meaning, "The answer is past twice its validity and counts as not given.");
        let controls = || view.register.iter().flat_map(|section| &section.controls);
        let of = |id: &str| controls().find(|control| control.id == id).expect("it is listed");
        assert_eq!(of("PC9-REP-02").answered.iso, "");
        assert_eq!(of("PC9-REP-02").freshness.text, "without a date");
        // A table-top exercise of 20 May 2025, answered on 22 May 2025.
        assert_eq!(of("PC1-RSP-02").freshness.text, "past its validity");
    });
}

#[test]
fn the_first_page_says_whose_it_is_what_it_is_and_until_when_it_holds_without_a_single_id() {
    let html = World::example("sensor-maker").report("html", "en", &Options::default());
    let end = html.find("id=\"consequences\"").expect("there is a second page");
    let first = &html[html.find("<body class=\"full\">").expect("there is a body")..end];
    for said in [
        "Brindlewick Sensors",
        "sites Uppermoor and Dell",
        "Internal",
        "self-assessment of alignment",
        "no certificate",
        "22 November 2026",
        "Renew what ends first by",
        "Mirre Osterby",
        "8 of 9 principles concern this organisation",
    ] {
        assert!(first.contains(said), "{said}");
    }
    let ids = World::example("sensor-maker");
    for control in &ids.checklist.controls {
        assert!(!first.contains(control.id.as_str()), "{} on the first page", control.id);
    }
}

#[test]
fn a_page_runs_nothing_and_loads_nothing() {
    let html = World::example("bakery-chain").report("html", "en", &Options::default());
    let head = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'";
    assert!(html.starts_with(head));
    for never in ["<script", "<link", "<iframe", " src=", "url(http", "@import", "<base", "<form"] {
        assert!(!html.contains(never), "{never}");
    }
}

#[test]
fn every_gap_says_claimed_needed_because_first_step_and_when_to_check_again() {
    let world = World::example("harbour-authority");
    let (html, gaps) = world.subject("paris-call", "en", |subject| {
        (render(subject, "html", &Options::default()), subject.outcome.gaps.len())
    });
    let cards: Vec<&str> = html.split("<article class=\"gap\"").skip(1).collect();
    assert_eq!(cards.len(), gaps);
    for card in cards {
        let said = |part: &str| {
            let said = card.split_once(&format!("<dt>{part}</dt><dd>")).map(|(_, rest)| rest.trim_start());
            said.is_some_and(|said| !said.starts_with("</dd>") && !said.starts_with("<span"))
        };
        for part in ["Claimed", "Needed", "Because", "Check again by"] {
            assert!(said(part), "{part}: {card}");
        }
        assert!(said("First step") != said("Planned"), "the plan or, without one, the first step: {card}");
    }
}

#[test]
fn the_public_version_names_no_control_no_person_no_evidence_and_no_note() {
    let world = World::example("sensor-maker");
    let controls = world.checklist.controls.iter().map(|c| c.id.to_string());
    let mut private: Vec<String> = controls.collect();
    private.extend(world.file.sign_off.iter().map(|s| s.by.clone()));
    for answer in &world.file.answers {
        private.extend(answer.owner.clone());
        private.extend(answer.note.clone());
        for item in &answer.evidence {
            let (EvidencePlace::File(place) | EvidencePlace::Link(place) | EvidencePlace::Reference(place)) =
                &item.place;
            private.push(place.clone());
            private.extend(item.reviewed_by.clone());
        }
    }
    let options = Options { template: Some("public"), ..Options::default() };
    for format in ["html", "markdown", "json"] {
        let text = world.report(format, "en", &options);
        let shown: Vec<_> = private.iter().filter(|one| text.contains(one.as_str())).collect();
        assert!(shown.is_empty(), "{format}: {shown:?}");
        assert!(text.contains("Public") && !text.contains("Internal"), "{format}: its marking");
        assert!(
            text.contains("Brindlewick Sensors") && text.contains("not evidence of practice")
                || format == "json"
        );
    }
}

/// Worked example 3: 7/15 of what is asked, and 2/15 of the weight set aside by hand.
const THREE: &str = "format: gapcheck/checklist/1
id: three
version: 1.0.0
language: en
title: Three
scales:
  maturity:
    choices: [{id: 0, label: None}, {id: 1, label: Some}, {id: 2, label: More}, {id: 3, label: All}]
  yes_no:
    choices: [{id: \"no\", label: \"No\", value: 0}, {id: \"yes\", label: \"Yes\", value: 1}]
methods:
  plain:
    title: Plain
    measures:
      evidenced:
        - {title: Evidenced, at: principle, items: leaves, normalise: {to: target}, answers: {unanswered: 0}, fn: mean, then: [{multiply: 100}], show: floor}
sections:
  - id: P
    kind: principle
    number: 1
    title: One
    controls:
      - {id: A, title: First, ask: \"Is it?\", scale: maturity, weight: 5, applies: always}
      - {id: B, title: Second, ask: \"Is it?\", scale: maturity, weight: 4, applies: always}
      - {id: C, title: Third, ask: \"Is it?\", scale: maturity, weight: 4, applies: always}
      - {id: D, title: Fourth, ask: \"Is it?\", scale: yes_no, weight: 2, applies: always}
";

fn answers(lines: &str) -> String {
    let head = "format: gapcheck/assessment/1\nchecklist: three@1.0.0\norganisation: {name: Three Ltd}\n";
    format!("{head}profile: {{}}\nanswers:\n{lines}")
}

#[test]
fn shown_percentages_are_whole_and_rounded_to_the_worse_side() {
    let world = World::of(THREE, &answers("  A: 1\n  B: 1\n  C: 3\n  D: \"no\"\n"));
    // (5·1/3 + 4·1/3 + 4·1 + 0) ÷ 15 = 7/15 = 46.67 %, shown as 46.
    let markdown = world.subject("plain", "en", |s| render(s, "markdown", &Options::default()));
    assert!(markdown.contains("| 1 One | **46%** |"), "{markdown}");
}

#[test]
fn a_blank_shows_as_a_range_whose_ends_are_rounded_down() {
    let world = World::of(THREE, &answers("  A: 1\n  B: 1\n  C: 3\n"));
    // low 7/15 = 46.67 %, high (7 + 2)/15 = 60 %.
    let markdown = world.subject("plain", "en", |s| render(s, "markdown", &Options::default()));
    assert!(markdown.contains("| 1 One | **46–60%** |"), "{markdown}");
}

#[test]
fn a_checklist_without_any_method_still_gives_a_report_with_its_gaps() {
    let bare = THREE.lines().filter(|l| !l.starts_with("  plain") && !l.starts_with("    title: Plain"));
    let bare: Vec<&str> = bare.take_while(|l| *l != "methods:").collect();
    let sections = THREE.split_once("\nsections:").expect("it has sections").1;
    let world = World::of(&format!("{}\nsections:{sections}", bare.join("\n")), &answers("  A: 3\n  B: 1\n"));
    for format in ["html", "markdown", "json", "csv"] {
        let text = world.subject("none", "en", |s| render(s, format, &Options::default()));
        assert!(text.contains("Second"), "{format}: {text}");
    }
}

#[test]
fn every_plain_method_of_the_shipped_checklist_gives_a_report_too() {
    let world = World::example("bakery-chain");
    for method in world.checklist.methods.iter().map(|m| m.id.to_string()) {
        let html = world.subject(&method, "en", |s| render(s, "html", &Options::default()));
        assert!(!html.contains('⟨') && html.ends_with("</html>\n"), "{method}");
    }
}

#[test]
fn scores_as_json_carry_exact_and_seventeen_digit_numbers() {
    let world = World::of(THREE, &answers("  A: 1\n  B: 1\n  C: 3\n"));
    let options = Options { document: Document::Score, ..Options::default() };
    let text = world.subject("plain", "en", |s| render(s, "json", &options));
    let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(json["format"], "gapcheck/score/1");
    assert_eq!(json["methods"][0]["method"], "plain");
    let result = &json["methods"][0]["results"][0];
    assert_eq!(result["measure"], "evidenced");
    assert_eq!(result["node"], serde_json::json!({"kind": "section", "id": "P"}));
    assert_eq!((&result["exact"], &result["shown"]), (&"140/3".into(), &"46".into()));
    assert_eq!(result["value"].to_string(), "46.666666666666664");
    assert_eq!((&result["low"], &result["high"]), (&46.666666666666664.into(), &60.0.into()));
    assert_eq!(result["trace"]["terms"][0]["share"], "1/9");
}

#[test]
fn french_reports_are_french_down_to_dates_and_percent_signs() {
    let markdown = World::example("bakery-chain").report("markdown", "fr", &Options::default());
    assert!(
        markdown.contains("Date de référence: 22 novembre 2026") || markdown.contains("22 novembre 2026")
    );
    assert!(markdown.contains("\u{a0}%") && !markdown.contains("0%|"));
    for english in ["Claimed", "Needed", "person-day", "Valid until", "Below target"] {
        assert!(!markdown.contains(english), "{english}");
    }
    assert_eq!(Catalogue::of("fr").map(|c| c.language()), Some("fr"));
}

#[test]
fn csv_tables_have_as_many_cells_in_every_row_as_names_in_the_first() {
    let world = World::example("sensor-maker");
    for table in gapcheck::report::TABLES {
        let options = Options { table: Some(table), ..Options::default() };
        let text = world.report("csv", "en", &options);
        assert!(text.contains("\r\n") && !text.replace("\r\n", "").contains('\r'), "{table}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> =
            reader.records().map(|row| row.expect("every row is as long as the first")).collect();
        assert!(rows.len() > 20, "{table} has {} rows", rows.len());
    }
}
