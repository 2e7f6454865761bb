//! An assessment whose every text tries to act on its surroundings changes nothing but its own text.

use gapcheck::model::{Answer, AssessmentFile, EvidencePlace};
use gapcheck::report::{Document, Options, TABLES, TEMPLATES};

use crate::world::{World, render};

/// What an attacker or an accident may put into any text.
const HOSTILE: [&str; 14] = [
    "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 1\">",
    "{{title}} {{{title}}} {{> style}} {{#each gaps}} {{/if}} {{!--",
    "\u{202E}gnp.exe\u{2066} \u{0}\u{7}\u{1b}[31m \u{FEFF}\u{2028}next\u{FDD0}",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "]]> --> <!-- </style></title></svg></table></textarea><plaintext>",
    "`code` ``` | a || b \\| [x](javascript:alert(1)) ![i](https://evil.example/p.png)",
    "<https://evil.example> https://evil.example www.evil.example me@evil.example",
    "\"' onmouseover=\"window.hacked = 1\" x=\"",
    "# heading\n\n- list\n1. one\n> quote\n```\ncode\n---\n| a | b |\n| --- | --- |\n***",
    "&lt;b&gt; &#x3c; $x^2$ ~~s~~ **b** __b__ [^1]",
    "+1",
    "@SUM(A1:A9)",
    "javascript:window.hacked=1",
    "\t-2+3\r\nnext",
];

/// Gives every text of an assessment that a person writes the next of some texts.
fn rewritten(file: &AssessmentFile, texts: &[&str], long: &str) -> AssessmentFile {
    let mut changed = file.clone();
    let mut count = 0;
    // The word at the end keeps people apart: who reviewed is not who owns.
    let mut next = |text: &mut String, word: &str| {
        *text = format!("{} {word}", texts[count % texts.len()]);
        count += 1;
    };
    let organisation = &mut changed.organisation;
    next(&mut organisation.name, "name");
    organisation.scope.iter_mut().for_each(|text| next(text, "scope"));
    organisation.sensitivity.iter_mut().for_each(|text| next(text, "marking"));
    if let Some(signed) = &mut changed.sign_off {
        next(&mut signed.by, "signer");
        signed.role.iter_mut().for_each(|text| next(text, "role"));
    }
    changed.answers.iter_mut().for_each(|answer| rewrite(answer, &mut next));
    let noted = changed.answers.iter_mut().find_map(|answer| answer.note.as_mut());
    *noted.expect("an answer has a note") = long.to_string();
    changed
}

fn rewrite(answer: &mut Answer, next: &mut impl FnMut(&mut String, &str)) {
    answer.note.iter_mut().for_each(|text| next(text, "note"));
    answer.owner.iter_mut().for_each(|text| next(text, "owner"));
    for item in &mut answer.evidence {
        match &mut item.place {
            EvidencePlace::File(place) | EvidencePlace::Reference(place) => next(place, "place"),
            // A link that no reader may follow, in both twins, so that neither becomes an anchor.
            EvidencePlace::Link(place) => {
                next(place, "place");
                place.insert_str(0, "javascript:");
            }
        }
        item.reviewed_by.iter_mut().for_each(|text| next(text, "reviewer"));
    }
    if let Some(plan) = &mut answer.plan {
        plan.what.iter_mut().for_each(|text| next(text, "what"));
        plan.owner.iter_mut().for_each(|text| next(text, "planner"));
        plan.approved_by.iter_mut().for_each(|text| next(text, "approver"));
    }
    answer.share.iter_mut().filter_map(|share| share.source.as_mut()).for_each(|text| next(text, "source"));
    if let Some(stated) = &mut answer.not_applicable {
        next(&mut stated.reason, "reason");
        next(&mut stated.approved_by, "approver");
    }
}

/// The same document of hostile and of harmless texts.
fn twins(format: &str, options: &Options) -> (String, String) {
    let mut world = World::example("sensor-maker");
    let original = world.file.clone();
    let mut document = |texts: &[&str], long: &str| {
        world.file = rewritten(&original, texts, long);
        world.subject("paris-call", "en", |subject| render(subject, format, options))
    };
    // A megabyte of markup in one note.
    (document(&HOSTILE, &"A<b>|` {{x}}\n".repeat(80_000)), document(&["word"], "word"))
}

/// The tags of a page, with their attributes' names.
fn tags(html: &str) -> Vec<String> {
    let inside = html.split('<').skip(1).map(|part| part.split_once('>').map_or(part, |(tag, _)| tag));
    inside.map(|tag| tag.split('"').step_by(2).collect::<String>()).collect()
}

#[test]
fn hostile_texts_leave_the_elements_and_attributes_of_every_page_as_they_are() {
    for template in TEMPLATES {
        let (bad, good) = twins("html", &Options { template: Some(template), ..Options::default() });
        assert!(tags(&bad) == tags(&good), "{template}: the structure differs");
        for never in ["<script", "onerror=\"", "href=\"javascript", "\u{202E}", "\u{2066}", "\u{7}", "\u{1b}"]
        {
            assert!(!bad.contains(never), "{template}: {never}");
        }
        // The text itself is there, to be read.
        assert!(template != "register" || bad.contains("{{title}} {{{title}}}"), "{template}");
    }
}

/// What a line of Markdown is: its first mark, and how many cells it has when it is a row.
fn shape(line: &str) -> (String, usize) {
    let mark = line.split(' ').next().unwrap_or("");
    let mark = if mark.chars().all(|c| "#-*>|.0123456789".contains(c)) { mark } else { "" };
    let bars = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
    (mark.to_string(), if line.starts_with('|') { bars } else { 0 })
}

#[test]
fn hostile_texts_leave_the_lines_and_cells_of_markdown_as_they_are() {
    for template in TEMPLATES {
        let (bad, good) = twins("markdown", &Options { template: Some(template), ..Options::default() });
        let (bad, good): (Vec<_>, Vec<_>) =
            (bad.lines().map(shape).collect(), good.lines().map(shape).collect());
        let differs = bad.iter().zip(&good).position(|(one, other)| one != other);
        assert_eq!((differs, bad.len()), (None, good.len()), "{template}: {:?}", differs.map(|i| &bad[i]));
    }
}

#[test]
fn hostile_texts_leave_rows_and_cells_of_tables_as_they_are_and_nothing_calculates() {
    for table in TABLES {
        let (bad, good) = twins("csv", &Options { table: Some(table), ..Options::default() });
        let rows = |text: &str| -> Vec<Vec<String>> {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            reader.records().map(|r| r.expect("a row").iter().map(str::to_string).collect()).collect()
        };
        let (bad, good) = (rows(&bad), rows(&good));
        let lengths = |rows: &[Vec<String>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(&bad), lengths(&good), "{table}");
        for cell in bad.iter().flatten() {
            let first = cell.trim_start().chars().next();
            // A minus before a digit is a number; whatever else begins like this would be a formula.
            assert!(!first.is_some_and(|c| "=+-@".contains(c)), "{table}: {cell:?}");
        }
    }
}

/// The kinds of everything in a JSON value, without the texts.
fn kinds(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::String(_) => "text".into(),
        serde_json::Value::Array(all) => all.iter().map(kinds).collect(),
        serde_json::Value::Object(all) => {
            serde_json::Value::Object(all.iter().map(|(key, value)| (key.clone(), kinds(value))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn hostile_texts_leave_the_shape_of_json_as_it_is() {
    for document in [Document::Report, Document::Score] {
        let (bad, good) = twins("json", &Options { document, ..Options::default() });
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
        assert!(kinds(&read(&bad)) == kinds(&read(&good)), "{document:?}");
    }
}
