//! Files that nobody wrote in good faith, in encodings that are not read, or damaged: refused with a
//! line or read, without a panic and without work beyond their size.

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{Checklist, Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::bundled::Bundled;
use gapcheck::source::load::{Files, read_checklist_with_errors};

const HEAD: &str = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n";

fn checklist() -> Checklist {
    Bundled::find("paris-call").expect("it is bundled").checklist()
}

/// `line:column code` of every problem that ends the file or a part of it; warnings left out.
fn said(bytes: &[u8], checklist: &Checklist) -> Vec<String> {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let today = Today { date: parse_date("2026-11-22").expect("a date"), explicit: false };
    read_assessment(("a", bytes), checklist, today, &mut sources, &mut diags);
    let errors = diags.sorted().into_iter().filter(|d| d.severity == gapcheck::diag::Severity::Error);
    let place = |d: &gapcheck::diag::Diagnostic| {
        let (_, line, column) = d.at.and_then(|at| sources.place(at)).expect("every problem has a place");
        format!("{line}:{column} {}", d.code.id())
    };
    errors.map(place).collect()
}

fn with_head(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}").into_bytes()
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn only_utf_8_is_read() {
    let checklist = checklist();
    let good = with_head("answers: {PC1-GOV-01: 2}\n");
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let latin = [HEAD.as_bytes(), b"organisation: {name: Caf\xE9}\n"].concat();
    let cases: [(Vec<u8>, &[&str]); 12] = [
        (good.clone(), &[]),
        (marked(b"\xEF\xBB\xBF", &good), &[]),
        (marked(b"\xEF\xBB\xBF", &latin), &["3:25 encoding"]),
        (latin, &["3:25 encoding"]),
        (marked(b"\xFF\xFE", &wide(HEAD, u16::to_le_bytes)), &["1:1 encoding"]),
        (marked(b"\xFE\xFF", &wide(HEAD, u16::to_be_bytes)), &["1:1 encoding"]),
        (wide(HEAD, u16::to_le_bytes), &["1:1 encoding"]),
        (wide(HEAD, u16::to_be_bytes), &["1:1 encoding"]),
        (with_head("answers: \"\0\"\n"), &["3:11 unsupported-yaml"]),
        (with_head("answers: \x1b[31m\n"), &["3:10 unsupported-yaml"]),
        (with_head("a: 1\rb: 2\n"), &["3:5 unsupported-yaml"]),
        (with_head("a\u{feff}: 1\n"), &["3:1 unknown-key"]),
    ];
    for (i, (bytes, expected)) in cases.iter().enumerate() {
        assert_eq!(said(bytes, &checklist), *expected, "case {i}");
    }
}

#[test]
fn windows_line_ends_change_neither_places_nor_texts() {
    let text =
        format!("{HEAD}answers:\n  PC1-GOV-01:\n    answer: 9\n    note: |\n      a\n      b\n  X: 1\n");
    let expected = ["5:13 unknown-choice", "9:3 unknown-control"];
    assert_eq!(said(text.as_bytes(), &checklist()), expected);
    assert_eq!(said(text.replace('\n', "\r\n").as_bytes(), &checklist()), expected);
}

#[test]
fn tabs_are_named_where_they_stand() {
    let checklist = checklist();
    for (rest, expected) in [
        ("answers:\n\tPC1-GOV-01: 2\n", "4:1 tab-indentation"),
        ("answers:\n  PC1-GOV-01:\n  \tanswer: 2\n", "5:3 tab-indentation"),
        ("answers:\n  PC1-GOV-01:\n    answer: 2\n\t\tnote: x\n", "6:1 tab-indentation"),
    ] {
        assert_eq!(said(&with_head(rest), &checklist), [expected], "{rest:?}");
    }
    assert_eq!(said(&with_head("answers:\t{PC1-GOV-01:\t2}\t# fine\n"), &checklist), Vec::<String>::new());
}

#[test]
fn empty_files_are_said_to_be_empty() {
    for text in ["", "\u{feff}", " \n\n", "# nothing\n", "---\n", "--- # nothing\n...\n"] {
        assert_eq!(said(text.as_bytes(), &checklist()), ["1:1 empty-file"], "{text:?}");
    }
}

#[test]
fn hostile_files_are_refused_with_a_line() {
    let checklist = checklist();
    let bomb = |width: usize, height: usize| {
        let mut text = String::from("settings:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..height {
            let list = vec![format!("*a{}", i - 1); width].join(", ");
            text.push_str(&format!("  a{i}: &a{i} [{list}]\n"));
        }
        text
    };
    let deep_blocks: String = (0..3000).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    let cases = [
        (format!("a: {}", "[".repeat(100_000)), "3:68 yaml-limit"),
        (format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000)), "3:68 yaml-limit"),
        (format!("a: {}", "{a: ".repeat(3_000)), "3:256 yaml-limit"),
        (deep_blocks, "67:65 yaml-limit"),
        ("- ".repeat(100_000), "3:3 yaml-syntax"),
        (format!("a: {}", "- ".repeat(100_000)), "3:4 yaml-syntax"),
        (bomb(10, 10), "9:17 yaml-limit"),
        (
            format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), vec!["*a"; 1_000].join(", ")),
            "4:37 yaml-limit",
        ),
        (format!("a: &a x\nb: [{}]\n", vec!["*a"; 1_001].join(", ")), "4:4005 yaml-limit"),
        (format!("a: \"{}\"\n", "x".repeat(40_000_000)), "1:1 yaml-limit"),
        (format!("a: [{}]\n", "1,".repeat(1_000_001)), "3:399991 yaml-limit"),
        (format!("# {}\n", "x\n# ".repeat(399_998)), "400001:1 yaml-limit"),
        (format!("a: |\n{}", "  x\n".repeat(400_000)), "400001:1 yaml-limit"),
        ("\n".repeat(400_000), "400001:1 yaml-limit"),
        (format!("{}: 1\n", "k".repeat(100_000)), "3:1 yaml-syntax"),
        (format!("a: \"{}", "\\u00e9".repeat(100_000)), "3:4 yaml-syntax"),
        (format!("a: 1e{}\n", "9".repeat(1_000)), "3:1 unknown-key"),
        (format!("settings: {{a: 1e{}}}\n", "9".repeat(300)), "3:12 unknown-setting"),
    ];
    for (rest, expected) in cases {
        let found = said(&with_head(&rest), &checklist);
        let begins: String = rest.chars().take(40).collect();
        assert_eq!(found.first().map(String::as_str), Some(expected), "{begins} {found:?}");
        assert_eq!(found.len(), 1, "{begins} {found:?}");
    }
}

#[test]
fn a_checklist_of_ten_thousand_unknown_names_is_refused_name_by_name() {
    let mut text = String::from(HEAD) + "answers:\n";
    (0..10_000).for_each(|i| text.push_str(&format!("  PC1-XYZ-{i:05}: 1\n")));
    assert_eq!(said(text.as_bytes(), &checklist()).len(), 10_000);
}

/// A small generator of numbers, so that a failure can be repeated (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// What mutations put in.
const PIECES: [&str; 24] = [
    "",
    "\n",
    "  ",
    "\t",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!t ",
    "|\n",
    ">-\n",
    "\0",
    "é",
    "---\n",
    "<<: ",
    "99999999999999999999",
    "~",
];

fn mutated(text: &str, numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(12)).min(bytes.len());
        bytes.splice(at..end, PIECES[numbers.below(PIECES.len())].bytes());
    }
    bytes
}

/// Every place of every diagnostic must be inside its file.
fn check_places(sources: &Sources, diags: &Diagnostics) {
    for at in diags.iter().flat_map(|d| d.at.into_iter().chain(d.related.iter().map(|(at, _)| *at))) {
        let file = sources.get(at.file).expect("a file that was read");
        assert!(at.start <= at.end && at.end as usize <= file.text.len());
        assert!(file.text.get(at.start as usize..at.end as usize).is_some());
    }
}

#[test]
fn damaged_assessments_never_panic() {
    let checklist = checklist();
    let text = include_str!("fixtures/reading/assessment.yaml").replace("demo@", "paris-call@");
    let today = Today { date: parse_date("2026-11-22").expect("a date"), explicit: true };
    let mut numbers = Numbers(1);
    for _ in 0..3_000 {
        let bytes = mutated(&text, &mut numbers);
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        read_assessment(("a", &bytes), &checklist, today, &mut sources, &mut diags);
        check_places(&sources, &diags);
    }
}

#[test]
fn damaged_checklists_never_panic() {
    let demo = [
        ("checklist.yaml", include_str!("fixtures/reading/demo/checklist.yaml")),
        ("part.yaml", include_str!("fixtures/reading/demo/part.yaml")),
        ("lang/fr.yaml", include_str!("fixtures/reading/demo/lang/fr.yaml")),
    ];
    let whole: Files = demo.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
    let mut numbers = Numbers(2);
    for round in 0..1_000 {
        let (name, text) = demo[round % demo.len()];
        let mut files = whole.clone();
        files.insert(name.to_string(), mutated(text, &mut numbers));
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        read_checklist_with_errors(&files, "", &mut sources, &mut diags);
        check_places(&sources, &diags);
    }
}
