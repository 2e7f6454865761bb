//! A brand file with what lies beside it → model. Templates are left to the report stage.

mod colors;
mod logo;
mod svg;

use super::convert::say;
use super::decode::{decode, digest_of, digest_of_file};
use super::field::{Any, Field};
use super::format::FileKind;
use super::load::Files;
use super::wire::brand as wire;
use super::wire::leaf::Text;
use super::{from_tree, parse};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Sources, Span};
use crate::model::{Brand, Edition};

/// The name of the file in a brand's folder.
pub const FILE: &str = "brand.yaml";

/// Where a brand is read from.
struct Place<'f> {
    /// The folder's name, as messages show it; with `/` at its end.
    folder: &'f str,
    /// Its files, by path below it.
    files: &'f Files,
}

/// Reads the brand of a folder, whose files are named by their paths below it. `None` when anything in it is
/// an error; every problem is reported.
///
/// **Reports:** what every reader reports, `brand`, `contrast`, `path-outside`.
pub fn read_brand(
    folder: &str,
    files: &Files,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<Brand> {
    let mut own = Diagnostics::new();
    let read = read(&Place { folder, files }, sources, &mut own);
    let usable = !own.has_errors();
    diags.extend(own);
    read.filter(|_| usable)
}

fn read(place: &Place, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Brand> {
    let bytes = place.files.get(FILE).map(Vec::as_slice).unwrap_or_default();
    let (file, text) = decode(&format!("{}{FILE}", place.folder), bytes, sources, diags);
    let tree = parse::parse(&text?, file, diags)?;
    if !FileKind::Brand.check(&tree, diags) {
        return None;
    }
    let written: Located<wire::Brand> = from_tree(&tree, diags)?;
    let written = written.value;
    let editions = written.versions.value().map(|list| list.items(diags)).unwrap_or_default();
    let mut line = |field: &Field<Text>| line(field, diags);
    let (consultancy, client) = (line(&written.consultancy), line(&written.client));
    let (contact, marking) = (line(&written.contact), line(&written.marking));
    let footer = line(&written.footer);
    Some(Brand {
        digest: digest(place.files),
        consultancy,
        client,
        contact,
        marking,
        footer,
        logo: written.logo.get().and_then(|logo| logo::read(logo, place, sources, diags)),
        palettes: written.colors.value().map(|colors| colors::read(colors, diags)),
        editions: editions.into_iter().filter_map(|edition| self::edition(edition, diags)).collect(),
    })
}

/// SHA-256 over the names and digests of all files of the folder: what replaces a template belongs to it.
fn digest(files: &Files) -> String {
    let lines: Vec<String> =
        files.iter().map(|(name, bytes)| format!("{} {name}\n", digest_of_file(bytes))).collect();
    digest_of(lines.iter().map(String::as_str))
}

/// The longest text of a brand: it stands in the margin of every page. **Unit:** characters.
const LONGEST: usize = 200;

/// A text of one line. **Reports:** `brand` for one that is too long.
fn line(field: &Field<Text>, diags: &mut Diagnostics) -> Option<String> {
    let text = say::text(field)?;
    if text.chars().count() > LONGEST {
        diags.push(problem("brand.too-long", field.span().unwrap_or_default()));
        return None;
    }
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn edition(written: &Located<wire::Edition>, diags: &mut Diagnostics) -> Option<Edition> {
    let (edition, span) = (&written.value, written.span);
    let mut need = |field: &super::field::Must<Text>, key: &str| {
        let found = field.need(key, span, diags)?;
        if found.value.text.trim().is_empty() {
            diags.push(say::wrong_kind("kind.text", &Any::Null, found.span));
            return None;
        }
        Some(found.value.text.trim().to_string())
    };
    let (version, change) = (need(&edition.version, "version"), need(&edition.change, "change"));
    edition.date.need("date", span, diags);
    let date = say::day(&edition.date.0, diags);
    let author = say::text(&edition.author);
    Some(Edition { version: version?, date: date?.value, author, change: change? })
}

/// A `brand` diagnostic, by the catalogue key of its sentence.
fn problem(key: &'static str, at: Span) -> Diagnostic {
    Diagnostic::new(Code::Brand, at).with_word("problem", key)
}
