//! Tables out: what anyone wrote stays text, numbers stay numbers, and the bytes are the same every time.

use std::io::{Cursor, Read as _};

use gapcheck::report::{Options, TABLES, find_format};

use crate::world::{LANGUAGES, World};

const CHECKLIST: &str = "format: gapcheck/checklist/1
id: one
version: 1.0.0
language: en
title: One
scales:
  maturity:
    choices: [{id: 0, label: None}, {id: 1, label: Some}, {id: 2, label: All}]
methods:
  plain:
    title: Plain
    measures:
      low: {title: Low, at: root, items: leaves, answers: {unanswered: 0}, fn: mean, then: [{add: -1}]}
sections:
  - id: P
    kind: area
    title: First
    controls:
      - {id: A, title: First, ask: \"Is it?\", scale: maturity, weight: 2.5, applies: always}
";

/// An assessment whose one answer says something in its note.
fn world(note: &str) -> World {
    let note = serde_json::to_string(note).expect("a text");
    let head = "format: gapcheck/assessment/1\nchecklist: one@1.0.0\norganisation: {name: \"=1+1\"}\n";
    World::of(CHECKLIST, &format!("{head}answers:\n  A: {{answer: 0, answered: 2026-11-01, note: {note}}}\n"))
}

fn bytes(world: &World, format: &str, language: &str, options: &Options) -> Vec<u8> {
    let method = world.checklist.methods[0].id.to_string();
    let format = find_format(format).expect("it is there");
    world.subject(&method, language, |s| format.render(s, options).expect("no template is involved"))
}

/// The parts of a workbook by name.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let all = (0..archive.len()).map(|i| {
        let mut part = archive.by_index(i).expect("it is there");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("every part is text");
        (part.name().expect("a name").to_string(), text)
    });
    all.collect()
}

fn part(parts: &[(String, String)], name: &str) -> String {
    parts.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("{name}")).1.clone()
}

/// The cells of a table in CSV, by row.
fn rows(world: &World, table: &str) -> Vec<Vec<String>> {
    let text = bytes(world, "csv", "en", &Options { table: Some(table), ..Options::default() });
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
    let row = |row: Result<csv::StringRecord, _>| row.expect("RFC 4180").iter().map(str::to_string).collect();
    reader.records().map(row).collect()
}

#[test]
fn a_hostile_cell_stays_one_cell_of_text_in_csv() {
    for (note, expected) in [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("a, \"b\"\nc", "a, \"b\"\nc"),
        ("a;=HYPERLINK(\"x\")", "a;'=HYPERLINK(\"x\")"),
        ("\u{a0}-1", "'\u{a0}-1"),
        ("a\u{0}b\u{202e}c", "a\u{fffd}b\u{fffd}c"),
        ("été, 東京", "été, 東京"),
    ] {
        for table in ["answers", "register", "worklist"] {
            let rows = rows(&world(note), table);
            let column = rows[0].iter().position(|name| name == "note").expect("it has notes");
            assert_eq!((rows.len(), rows[1][column].as_str()), (2, expected), "{table}");
        }
    }
}

#[test]
fn numbers_of_the_program_are_numbers_in_csv_even_below_zero() {
    let rows = rows(&world(""), "scores");
    let value = rows[0].iter().position(|name| name == "value").expect("it has values");
    assert!(rows.iter().any(|row| row[value] == "-1"), "{rows:?}");
    let weight = self::rows(&world(""), "register");
    let column = weight[0].iter().position(|name| name == "weight").expect("it has weights");
    assert_eq!(weight[1][column], "2.5");
}

#[test]
fn a_workbook_has_a_sheet_for_each_table_with_filter_and_frozen_head_and_one_for_the_provenance() {
    let world = World::example("sensor-maker");
    for language in LANGUAGES {
        let parts = parts(bytes(&world, "xlsx", language, &Options::default()));
        let book = part(&parts, "xl/workbook.xml");
        assert_eq!(book.matches("<sheet ").count(), TABLES.len() + 1, "{book}");
        for i in 1..=TABLES.len() {
            let sheet = part(&parts, &format!("xl/worksheets/sheet{i}.xml"));
            for wanted in ["<autoFilter ", "state=\"frozen\"", "<oddHeader>", "<oddFooter>"] {
                assert!(sheet.contains(wanted), "sheet {i}: {wanted}");
            }
            assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "sheet {i} has a formula");
        }
        let first = if language == "fr" { "Mesure" } else { "Control" };
        assert!(part(&parts, "xl/sharedStrings.xml").contains(&format!("<t>{first}</t>")), "{language}");
    }
}

#[test]
fn a_workbook_says_words_where_csv_has_codes() {
    let world = World::example("sensor-maker");
    let parts = parts(bytes(&world, "xlsx", "fr", &Options::default()));
    let texts = part(&parts, "xl/sharedStrings.xml");
    for word in
        ["Sous la cible", "Éliminatoire\u{a0}: échec", "Moyen", "E2 pièce vue par une seconde personne"]
    {
        assert!(texts.contains(&format!("<t>{word}</t>")), "{word}");
    }
    let csv = rows(&world, "register").concat();
    for code in ["not-met", "blank", "fresh", "failed", "no"] {
        assert!(csv.iter().any(|cell| cell == code), "{code}");
        assert!(!texts.contains(&format!("<t>{code}</t>")), "{code}");
    }
}

#[test]
fn the_same_input_gives_the_same_workbook_and_its_date_is_the_reference_date() {
    let world = World::example("bakery-chain");
    let one = bytes(&world, "xlsx", "en", &Options::default());
    assert!(one == bytes(&world, "xlsx", "en", &Options::default()));
    let core = part(&parts(one), "docProps/core.xml");
    assert_eq!(core.matches("2026-11-22T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn what_anyone_wrote_is_text_in_a_workbook_within_its_limits() {
    let parts = parts(bytes(&world(&format!("={}", "é".repeat(40_000))), "xlsx", "en", &Options::default()));
    let strings = part(&parts, "xl/sharedStrings.xml");
    assert!(strings.contains("<t>=1+1</t>") || part(&parts, "docProps/core.xml").contains("=1+1"));
    let cut = format!("={}…", "é".repeat(32_765));
    assert!(strings.contains(&cut), "a text is cut at 32,767 characters");
    assert!(strings.contains("is longer than a cell"), "and the workbook says so");
    assert!(part(&parts, "xl/styles.xml").contains("quotePrefix=\"1\""));
    for (name, text) in &parts {
        assert!(!text.contains("<f>"), "{name}");
        let illegal = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        assert!(!text.contains(illegal), "{name}");
    }
}

#[test]
fn characters_that_a_workbook_cannot_hold_are_replaced_and_its_own_escapes_are_not_read() {
    let note = "a\u{0}\u{b}\u{202e}b <&> _x0041_ ]]>";
    let parts = parts(bytes(&world(note), "xlsx", "en", &Options::default()));
    let strings = part(&parts, "xl/sharedStrings.xml");
    let expected = "a\u{fffd}\u{fffd}\u{fffd}b &lt;&amp;&gt; _x005F_x0041_ ]]&gt;";
    assert!(strings.contains(expected), "{strings}");
}

#[test]
fn the_public_tables_name_no_control() {
    let world = World::example("harbour-authority");
    for table in TABLES {
        let options = Options { table: Some(table), template: Some("public"), ..Options::default() };
        let text = String::from_utf8(bytes(&world, "csv", "en", &options)).expect("UTF-8");
        let named = world.checklist.controls.iter().find(|c| text.contains(c.id.as_str()));
        assert!(named.is_none(), "{table}: {named:?}");
    }
}
