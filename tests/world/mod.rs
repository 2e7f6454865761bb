//! What report tests are made of: the shipped checklist, the three example organisations, and small
//! checklists written in place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gapcheck::assess::{self, Outcome};
use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{Assessment, AssessmentFile, Checklist, Texts, Today, parse_date};
use gapcheck::report::{Options, Provenance, Subject, find_format};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::bundled::Bundled;
use gapcheck::source::load::{self, Loaded};
use gapcheck::text::Catalogue;

/// The languages of the shipped checklist.
pub const LANGUAGES: [&str; 2] = ["en", "fr"];

/// The reference date of every test.
pub fn today() -> Today {
    Today { date: parse_date("2026-11-22").expect("a date"), explicit: true }
}

/// A file of the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A checklist with its texts, and an assessment of it.
pub struct World {
    pub checklist: Checklist,
    pub texts: BTreeMap<String, Texts>,
    pub file: AssessmentFile,
}

impl World {
    /// One of the examples, against the shipped checklist.
    pub fn example(name: &str) -> World {
        let bundled = Bundled::find("paris-call").expect("it is bundled");
        let checklist = bundled.checklist();
        let texts =
            LANGUAGES.into_iter().map(|l| (l.to_string(), bundled.texts(l).expect("it is translated")));
        let name = format!("examples/{name}/assessment.yaml");
        let bytes = std::fs::read(path(&name)).expect("the example is there");
        let file = read(&name, &bytes, &checklist);
        World { texts: texts.collect(), file, checklist }
    }

    /// A checklist of one file and an assessment of it, both as YAML.
    pub fn of(checklist: &str, assessment: &str) -> World {
        let files = BTreeMap::from([("checklist.yaml".to_string(), checklist.as_bytes().to_vec())]);
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let loaded = load::read_checklist(&files, ".", &mut sources, &mut diags);
        let Loaded { checklist, texts, .. } = loaded.unwrap_or_else(|| panic!("{diags:?}"));
        let file = read("assessment.yaml", assessment.as_bytes(), &checklist);
        World { texts: BTreeMap::from([("en".to_string(), texts)]), file, checklist }
    }

    /// Runs `with` on the subject that a method makes of it, in a language.
    pub fn subject<T>(&self, method: &str, language: &str, with: impl FnOnce(&Subject) -> T) -> T {
        let assessment = Assessment::join(&self.checklist, &self.file, today());
        let method = self.checklist.find_method(method);
        let methods: Vec<_> = method.into_iter().collect();
        let outcome: Outcome = assess::assess(
            assessment,
            assess::Request { methods: &methods, trace: gapcheck::score::Traces::All },
        );
        let words = Catalogue::of(language).expect("there is a catalogue");
        let texts = &self.texts[language];
        with(&Subject { outcome: &outcome, texts, words, provenance: Provenance::of(&outcome) })
    }

    /// The report in a format, by the Paris Call's own method.
    pub fn report(&self, format: &str, language: &str, options: &Options) -> String {
        self.subject("paris-call", language, |subject| render(subject, format, options))
    }
}

/// A document as text.
pub fn render(subject: &Subject, format: &str, options: &Options) -> String {
    let format = find_format(format).expect("there is such a format");
    let bytes = format.render(subject, options).unwrap_or_else(|diags| panic!("{diags:?}"));
    String::from_utf8(bytes).expect("it is text")
}

fn read(name: &str, bytes: &[u8], checklist: &Checklist) -> AssessmentFile {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let file = read_assessment((name, bytes), checklist, today(), &mut sources, &mut diags);
    file.unwrap_or_else(|| panic!("{diags:?}"))
}
