//! What benches are made of: a shipped example at each stage of the pipeline.

use std::path::Path;

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{AssessmentFile, Checklist, Method, Texts, Today, parse_date};
use gapcheck::source::assessment::read_assessment;
use gapcheck::source::bundled::Bundled;

/// The example with the most answers.
pub const EXAMPLE: &str = "examples/sensor-maker/assessment.yaml";

/// The reference date of every bench.
pub fn today() -> Today {
    Today { date: parse_date("2026-11-22").expect("a date"), explicit: true }
}

/// The bytes of a file of the repository.
pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the file is there")
}

/// The shipped checklist as it lies in the program.
pub fn bundled() -> &'static Bundled {
    Bundled::find("paris-call").expect("it is bundled")
}

/// An assessment against a checklist.
pub fn read(checklist: &Checklist, bytes: &[u8]) -> AssessmentFile {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let file = read_assessment(("bench.yaml", bytes), checklist, today(), &mut sources, &mut diags);
    file.expect("an assessment without errors")
}

/// A checklist, its texts, and the example's answers.
pub struct World {
    pub checklist: Checklist,
    pub texts: Texts,
    pub file: AssessmentFile,
}

impl World {
    /// The example against the shipped checklist.
    pub fn example() -> World {
        let checklist = bundled().checklist();
        let file = read(&checklist, &bytes(EXAMPLE));
        World { texts: bundled().texts("en").expect("its own language"), file, checklist }
    }

    /// The checklist's own method.
    pub fn method(&self) -> &Method {
        self.checklist.methods.first().expect("the checklist has methods")
    }
}
