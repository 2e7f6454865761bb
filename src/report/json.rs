//! JSON: the scorecard (`gapcheck/score/1`) and the report's view (`gapcheck/report/1`) for programs.

mod score;

use crate::diag::Diagnostics;
use crate::report::{Document, Format, Options, Subject, view};

/// The JSON Schema of the scorecard (draft-07), as committed in `schemas/score.schema.json`.
pub fn score_schema() -> serde_json::Value {
    crate::report::schema_of::<score::ScoreDocument>()
}

/// JSON, versioned by its first key.
pub(super) struct Json;

impl Format for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics> {
        let value = match options.document {
            Document::Score => serde_json::to_value(score::document(subject)),
            Document::Report => serde_json::to_value(view::view(subject, options)),
        };
        let value = value.expect("plain structs with text keys are always JSON");
        let mut bytes = serde_json::to_vec_pretty(&value).expect("a JSON value is always JSON");
        bytes.push(b'\n');
        Ok(bytes)
    }
}
