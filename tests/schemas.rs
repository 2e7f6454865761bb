//! The committed schemas are what the program says, and they agree with the reader in both directions.
//! `UPDATE=1 cargo test --test schemas` renews them.

#[path = "support/fits.rs"]
mod fits;

use std::fs;
use std::path::{Path, PathBuf};

use fits::fits;
use gapcheck::diag::{Code, Diagnostics, Sources};
use gapcheck::model::{Checklist, Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::brand::read_brand;
use gapcheck::source::format::FileKind;
use gapcheck::source::load::{Files, read_checklist, read_checklist_with_errors};
use gapcheck::source::policy::{bundled_policies, bundled_policy};
use gapcheck::source::schema::{assessment_schema, generated, schema};
use gapcheck::text::Catalogue;
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn fixture(name: &str) -> Value {
    let path = root().join("tests/fixtures/reading").join(name);
    serde_yaml::from_str(&fs::read_to_string(path).expect("a fixture")).expect("YAML")
}

#[test]
fn the_committed_schemas_are_what_the_program_says() {
    for kind in FileKind::ALL {
        let name = format!("schemas/{}.schema.json", kind.word());
        let (path, text) = (root().join(&name), complete(kind));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).expect("it can be written");
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "{name} is stale: run `UPDATE=1 cargo test --test schemas`");
    }
}

/// The schema of a kind of file; of policies with the rules, as `gapcheck schema policy` prints it.
fn complete(kind: FileKind) -> String {
    if kind != FileKind::Policy {
        return generated(kind);
    }
    let plain: Value = serde_json::from_str(&generated(kind)).expect("JSON");
    let whole = gapcheck::policy::with_rules(plain, &|key| Catalogue::english().text(key));
    serde_json::to_string_pretty(&whole).expect("plain data") + "\n"
}

#[test]
fn the_committed_schemas_of_what_is_written_are_what_the_program_says() {
    let written = [
        ("score", gapcheck::report::score_schema()),
        ("check", gapcheck::report::check::schema()),
        ("compare", gapcheck::report::compare::schema()),
        ("plan", gapcheck::report::plan::schema()),
        ("status", gapcheck::report::status::schema()),
        ("split", gapcheck::report::done::split_schema()),
        ("merge", gapcheck::report::done::merge_schema()),
        ("upgrade", gapcheck::report::done::upgrade_schema()),
    ];
    for (name, schema) in written {
        let text = serde_json::to_string_pretty(&schema).expect("plain data") + "\n";
        let path = root().join(format!("schemas/{name}.schema.json"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).expect("it can be written");
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == text,
            "schemas/{name}.schema.json is stale: run `UPDATE=1 cargo test --test schemas`"
        );
    }
}

#[test]
fn the_program_carries_every_committed_schema() {
    let files = fs::read_dir(root().join("schemas")).expect("the folder");
    let names = files.map(|e| e.expect("an entry").file_name().into_string().expect("a plain name"));
    let formats: Vec<String> =
        names.map(|n| n.strip_suffix(".schema.json").expect("a schema").to_string()).collect();
    assert!(formats.len() >= 15, "{formats:?}");
    for format in formats {
        let committed = fs::read_to_string(root().join(format!("schemas/{format}.schema.json")));
        assert_eq!(schema(&format), committed.ok().as_deref(), "{format}");
    }
}

#[test]
fn the_shipped_policies_fit_the_schema_and_what_the_reader_refuses_does_not() {
    let schema: Value = serde_json::from_str(&complete(FileKind::Policy)).expect("JSON");
    let fits_policy = |text: &str| fits(&serde_yaml::from_str(text).expect("YAML"), &schema, &schema);
    for name in bundled_policies() {
        assert!(fits_policy(bundled_policy(name).expect("it is listed")), "{name}");
    }
    let head = "format: gapcheck/policy/1\nrules:\n";
    assert!(fits_policy(&format!("{head}  not-expired: error\n")));
    for wrong in
        ["not-expird: error", "not-expired: eror", "minimum-score: {overal: 3}", "evidence-tier: {all: E9}"]
    {
        assert!(!fits_policy(&format!("{head}  {wrong}\n")), "{wrong}");
    }
}

fn demo() -> Checklist {
    let mut files = Files::new();
    for name in ["checklist.yaml", "part.yaml"] {
        let path = root().join("tests/fixtures/reading/demo").join(name);
        files.insert(name.to_string(), fs::read(path).expect("a fixture"));
    }
    read_checklist(&files, "", &mut Sources::new(), &mut Diagnostics::new()).expect("no errors").checklist
}

/// The other files of the fixture, and what to read answers against.
struct Demo {
    checklist: Checklist,
    files: Files,
}

impl Demo {
    fn new() -> Demo {
        let json = |name: &str| fixture(&format!("demo/{name}")).to_string().into_bytes();
        let names = ["checklist.yaml", "part.yaml", "lang/fr.yaml"];
        let files = names.into_iter().map(|name| (name.to_string(), json(name))).collect();
        Demo { checklist: demo(), files }
    }

    /// What the reader reports.
    fn read(&self, kind: FileKind, value: &Value) -> Diagnostics {
        let text = serde_json::to_string(value).expect("plain data").into_bytes();
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let name = match kind {
            FileKind::Checklist => "checklist.yaml",
            FileKind::Part => "part.yaml",
            FileKind::Texts => "lang/fr.yaml",
            FileKind::Brand => {
                let files = Files::from([("brand.yaml".to_string(), text)]);
                read_brand("", &files, &mut sources, &mut diags);
                return diags;
            }
            FileKind::Assessment | FileKind::Policy => {
                let today = Today { date: parse_date("2026-11-22").expect("a date"), explicit: false };
                read_assessment(("a", &text), &self.checklist, today, &mut sources, &mut diags);
                return diags;
            }
        };
        let mut files = self.files.clone();
        files.insert(name.to_string(), text);
        read_checklist_with_errors(&files, "", &mut sources, &mut diags);
        diags
    }
}

/// Codes that are about the structure of a file, not about what its words mean.
const STRUCTURAL: [Code; 9] = [
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongType,
    Code::EvidenceShape,
    Code::NumberLikeId,
    Code::FormatMissing,
    Code::FormatUnknown,
    Code::FormatNewer,
    Code::BadValue,
];

fn good() -> [(FileKind, Value); 5] {
    [
        (FileKind::Checklist, fixture("demo/checklist.yaml")),
        (FileKind::Part, fixture("demo/part.yaml")),
        (FileKind::Texts, fixture("demo/lang/fr.yaml")),
        (FileKind::Assessment, fixture("assessment.yaml")),
        (FileKind::Brand, fixture("brand.yaml")),
    ]
}

/// Every place of a value, as JSON pointers.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_string());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(k, v)| places(v, &format!("{at}/{}", k.replace('/', "~1")), all))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| places(v, &format!("{at}/{i}"), all))
        }
        _ => {}
    }
}

/// The value with one place changed: an unknown key added, or something of another type put there.
fn changed(value: &Value, place: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut put = |new: Value| {
        let mut copy = value.clone();
        *copy.pointer_mut(place).expect("the place is there") = new;
        all.push(copy);
    };
    let old = value.pointer(place).expect("the place is there");
    if let Value::Object(map) = old {
        let mut more = map.clone();
        more.insert("no_such_key".to_string(), json!("x"));
        put(Value::Object(more));
        for key in map.keys() {
            let mut less = map.clone();
            less.shift_remove(key);
            put(Value::Object(less));
        }
    }
    for other in [json!({"a": {"b": 1}}), json!("word"), json!(-1.5)] {
        if std::mem::discriminant(&other) != std::mem::discriminant(old) {
            put(other);
        }
    }
    all
}

/// Places where the reader knows more than the structure: an empty list or a map of a checklist's own
/// names is checked against what they name, and free values may be anything.
fn reader_knows_more(kind: FileKind, place: &str) -> bool {
    let free = ["/settings", "/attributes", "/counts_if", "/choices", "/methods"];
    let named = ["/profile/", "/profiles/0/facts", "/answers/B-02", "/at_least", "/thresholds", "/target"];
    free.iter().chain(&named).any(|part| place.contains(part))
        || kind == FileKind::Assessment && (place.ends_with("/answer") || place.starts_with("/answers"))
}

#[test]
fn what_the_schema_refuses_the_reader_refuses_and_the_other_way_round() {
    let demo = Demo::new();
    let (mut tried, mut refused, mut differ) = (0, 0, Vec::new());
    for (kind, value) in good() {
        let schema: Value = serde_json::from_str(&generated(kind)).expect("JSON");
        assert!(fits(&value, &schema, &schema) && !demo.read(kind, &value).has_errors(), "{kind:?}");
        let mut all = Vec::new();
        places(&value, "", &mut all);
        for place in all.iter().filter(|p| !reader_knows_more(kind, p)) {
            for other in changed(&value, place) {
                let fits = fits(&other, &schema, &schema);
                let diags = demo.read(kind, &other);
                let structural = diags.iter().any(|d| STRUCTURAL.contains(&d.code));
                // What does not fit is an error of any kind; what fits has at most a wrong meaning.
                if if fits { structural } else { !diags.has_errors() } {
                    let value = other.pointer(place).unwrap_or(&Value::Null).to_string();
                    let value: String = value.chars().take(200).collect();
                    differ.push(format!("{kind:?} {place}: fits {fits}, reported {}: {value}", diags.len()));
                }
                tried += 1;
                refused += usize::from(!fits);
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(tried > 700 && refused > 400, "{tried} tried, {refused} refused");
}

#[test]
fn the_schema_for_one_checklist_knows_its_controls_and_choices() {
    let demo = demo();
    let texts = gapcheck::model::Texts::new("en", Default::default());
    let schema: Value = serde_json::from_str(&assessment_schema(&demo, &texts)).expect("JSON");
    let good = fixture("assessment.yaml");
    assert!(fits(&good, &schema, &schema));
    let bad = [
        ("/answers", json!({"A-99": 1})),
        ("/answers/A-01", json!(7)),
        ("/answers/A-01", json!("not_applicable")),
        ("/answers/B-02", json!(11)),
        ("/answers/A-01/answer", json!("yes")),
        ("/profile/size", json!("huge")),
        ("/profile", json!({"cluod": true})),
    ];
    for (place, value) in bad {
        let mut copy = good.clone();
        *copy.pointer_mut(place).expect("the place is there") = value;
        assert!(!fits(&copy, &schema, &schema), "{place}");
    }
}

#[test]
fn an_editor_is_told_what_each_level_of_a_control_looks_like() {
    let bundled = gapcheck::source::bundled::Bundled::find("paris-call").expect("it is bundled");
    let texts = bundled.texts("en").expect("it is translated");
    let schema: Value = serde_json::from_str(&assessment_schema(&bundled.checklist(), &texts)).expect("JSON");
    let control = &schema["properties"]["answers"]["properties"]["PC7-IAM-01"];
    let levels = &control["anyOf"][0]["anyOf"][0];
    assert_eq!(levels["enum"].as_array().map(Vec::len), Some(6), "five levels and unknown");
    for level in 1..=4 {
        let anchor = texts.text(&format!("control.PC7-IAM-01.anchor.{level}"));
        assert_eq!(levels["enumDescriptions"][level].as_str(), Some(anchor.as_ref()));
        assert!(
            control["description"].as_str().is_some_and(|text| text.contains(anchor.as_ref())),
            "{level}"
        );
    }
}
