//! The index of many reports: one row for each client, on one page.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diag::Diagnostics;
use crate::report::escape::{Flavour, clean, css_text};
use crate::report::template::{self, Page};
use crate::report::view::{BandCount, BrandView, Coded, Day, Writer};
use crate::report::{Options, Subject, html, markdown};
use crate::text::Catalogue;

/// The format of the index.
const FORMAT: &str = "gapcheck/index/1";

/// One client in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClientView {
    /// The organisation's name.
    pub name: String,
    /// What was asked: the checklist's title.
    pub checklist: String,
    /// What its top sections are called, several of them: `Principles`.
    pub kinds: String,
    /// How things stand, in sentences.
    pub headlines: Vec<String>,
    /// How many sections are in each band; empty when the method has no bands.
    pub bands: Vec<BandCount>,
    /// How many knock-outs failed.
    pub failed: usize,
    /// The same in a sentence.
    pub knock_outs: String,
    /// The day on which the first backing ends; empty when nothing is dated.
    pub valid_until: Day,
    /// `ended` when that day is over, `open` when it is not; empty when nothing is dated.
    pub validity: Coded,
    /// The reference date.
    pub today: Day,
    /// Its documents.
    pub links: Vec<LinkView>,
}

/// A document in the same folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkView {
    /// Its format in words.
    pub text: String,
    /// Its address, relative to the index.
    pub href: String,
}

/// An index, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
struct IndexView {
    format: String,
    language: String,
    title: String,
    count: String,
    /// The head of the column of bands: `Principles by band`.
    by_band: String,
    marking: String,
    print_marking: String,
    print_footer: String,
    brand: BrandView,
    /// By name.
    clients: Vec<ClientView>,
    /// Assessments without a report, as they were named.
    missing: Vec<String>,
    provenance: Tool,
}

/// The part of the provenance that holds for every report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
struct Tool {
    tool: String,
}

/// A client's row, without its links.
pub fn client(subject: &Subject, options: &Options) -> ClientView {
    let writer = Writer { subject, options };
    let sections = writer.sections();
    let summary = writer.summary(&sections);
    let today = subject.outcome.assessment.today.date;
    let until = subject.outcome.assessment.valid_until();
    let validity = until.map(|until| if until < today { "ended" } else { "open" });
    ClientView {
        name: writer.organisation_name(),
        checklist: writer.checklist_title(),
        kinds: writer.checklist_view().kinds,
        headlines: summary.headlines,
        bands: writer.band_counts(&sections),
        failed: summary.failed.len(),
        knock_outs: summary.knock_outs,
        valid_until: writer.maybe_day(until),
        validity: validity.map(|code| writer.coded("index.validity", code)).unwrap_or_default(),
        today: writer.day(today),
        links: Vec::new(),
    }
}

impl LinkView {
    /// A link to a file in the folder of the index.
    pub fn new(format: &str, file: &str, words: Catalogue) -> LinkView {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        let encoded =
            file.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") });
        let href = format!("./{}", encoded.collect::<String>());
        LinkView { text: words.text(&format!("format.{format}")), href }
    }
}

/// The index as a page in HTML or, for `markdown`, in Markdown. The order of `clients` does not matter.
///
/// **Errors:** problems of a user's templates.
pub fn index(
    format: &str,
    mut clients: Vec<ClientView>,
    missing: Vec<String>,
    words: Catalogue,
    options: &Options,
) -> Result<Vec<u8>, Diagnostics> {
    clients.sort_by_cached_key(|c| (c.name.to_lowercase(), c.links.first().map(|l| l.href.clone())));
    let brand = BrandView::new(options.brand, None, words);
    let marking = options.brand.and_then(|brand| brand.marking.as_deref()).map(clean);
    let marking = marking.unwrap_or_else(|| words.text("sensitivity.confidential"));
    let title = words.text("index.title");
    let view = IndexView {
        format: FORMAT.to_string(),
        language: words.language().to_string(),
        by_band: by_band(&clients, words),
        count: words.count("index.count", clients.len(), &[]),
        print_marking: css_text(&marking),
        print_footer: css_text(&title),
        missing: missing.iter().map(|name| clean(name)).collect(),
        provenance: Tool { tool: format!("gapcheck {}", env!("CARGO_PKG_VERSION")) },
        title,
        marking,
        brand,
        clients,
    };
    let view = serde_json::to_value(&view).expect("plain structs with text keys are always JSON");
    let flavour = if format == "markdown" { Flavour::Markdown } else { Flavour::Html };
    let page = Page { view, charts: Default::default(), words };
    let text = template::named(template::INDEX, flavour, page, options)?;
    Ok(match flavour {
        Flavour::Html => html::whole(words.language(), text),
        Flavour::Markdown => markdown::tidy(&text).into_bytes(),
    })
}

/// `Principles by band`, when all clients answer about principles.
fn by_band(clients: &[ClientView], words: Catalogue) -> String {
    let first = clients.first().map(|client| client.kinds.clone());
    let common = first.filter(|kinds| clients.iter().all(|client| client.kinds == *kinds));
    let kinds = common.unwrap_or_else(|| words.text("section.section.other"));
    words.say("index.bands", &[("kinds", &kinds)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_file_is_relative_whatever_its_name_is() {
        let href = |name: &str| LinkView::new("html", name, Catalogue::english()).href;
        assert_eq!(href("a-b_1.html"), "./a-b_1.html");
        assert_eq!(href("javascript:x#?.html"), "./javascript%3Ax%23%3F.html");
        assert_eq!(href("é (1).md"), "./%C3%A9%20%281%29.md");
    }
}
