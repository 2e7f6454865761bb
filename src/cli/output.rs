//! Where results go: format and place of every output that was asked for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::cli::args::Output;
use crate::cli::{Failure, Session, files};

/// A format as the command line knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormatName {
    /// Its name for `--format` and for prefixes.
    pub(super) id: &'static str,
    /// Other names.
    pub(super) aliases: &'static [&'static str],
    /// Extensions of files in it, without the dot.
    pub(super) extensions: &'static [&'static str],
}

impl FormatName {
    fn is(&self, name: &str) -> bool {
        self.id == name || self.aliases.contains(&name)
    }
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its format, by [`FormatName::id`].
    pub(super) format: &'static str,
    /// Its place.
    pub(super) place: Place,
}

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Standard output.
    Stream,
    /// A file.
    File(PathBuf),
    /// A folder, one file for each assessment.
    Folder(PathBuf),
}

/// Every output that was asked for; standard output when none was. The format comes from a prefix
/// (`sarif:out.sarif`), else from `--format`, else from the extension, else it is the first known one.
/// **Errors:** a format that is not known here.
pub(super) fn targets(output: &Output, known: &[FormatName]) -> Result<Vec<Target>, Failure> {
    let named = output.format.as_deref().map(|name| find(name, known)).transpose()?;
    if output.paths.is_empty() {
        let format = named.unwrap_or(known[0].id);
        return Ok(vec![Target { format, place: Place::Stream }]);
    }
    output.paths.iter().map(|path| target(path, named, known)).collect()
}

fn target(path: &OsString, named: Option<&'static str>, known: &[FormatName]) -> Result<Target, Failure> {
    let (prefix, path) = split_prefix(path, known);
    let format = prefix.or(named).or_else(|| by_extension(&path, known)).unwrap_or(known[0].id);
    let place = if files::is_stream(&path) {
        Place::Stream
    } else if path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']) {
        Place::Folder(path)
    } else {
        Place::File(path)
    };
    Ok(Target { format, place })
}

fn find(name: &str, known: &[FormatName]) -> Result<&'static str, Failure> {
    known.iter().find(|f| f.is(name)).map(|f| f.id).ok_or_else(|| {
        let all: Vec<&str> = known.iter().map(|f| f.id).collect();
        Failure::new("unknown-format").with("name", name).with("known", all.join(", "))
    })
}

/// A known format before the first colon, and the rest; `C:\out.html` has no prefix.
fn split_prefix(path: &OsString, known: &[FormatName]) -> (Option<&'static str>, PathBuf) {
    let whole = || (None, PathBuf::from(path));
    let Some((prefix, rest)) = path.to_str().and_then(|text| text.split_once(':')) else { return whole() };
    match known.iter().find(|f| f.is(prefix)) {
        Some(format) if !rest.is_empty() => (Some(format.id), PathBuf::from(rest)),
        Some(_) | None => whole(),
    }
}

fn by_extension(path: &Path, known: &[FormatName]) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    known.iter().find(|f| f.extensions.contains(&extension.as_str())).map(|f| f.id)
}

impl Target {
    /// The file of an assessment; `None` for standard output. In a folder it is named after the
    /// assessment, or after the assessment's own folder where all are called `assessment.yaml`.
    pub(super) fn path(&self, assessment: &Path, extension: &str) -> Option<PathBuf> {
        match &self.place {
            Place::Stream => None,
            Place::File(path) => Some(path.clone()),
            Place::Folder(folder) => Some(folder.join(format!("{}.{extension}", stem(assessment)))),
        }
    }
}

fn stem(assessment: &Path) -> String {
    let own = assessment.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = assessment.parent().and_then(Path::file_name).map(|s| s.to_string_lossy().into_owned());
    match folder {
        Some(folder) if own == "assessment" => folder,
        Some(_) | None if files::is_stream(assessment) => "assessment".to_string(),
        Some(_) | None => own,
    }
}

impl Session {
    /// Writes one output to its place.
    pub(super) fn deliver(&self, path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
        match path {
            None => self.print_bytes(bytes),
            Some(path) => files::write(path, bytes, &self.words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[FormatName] = &[
        FormatName { id: "html", aliases: &[], extensions: &["html", "htm"] },
        FormatName { id: "markdown", aliases: &["md"], extensions: &["md"] },
        FormatName { id: "sarif", aliases: &[], extensions: &["sarif"] },
    ];

    fn one(path: &str, format: Option<&str>) -> Target {
        let output = Output { paths: vec![path.into()], format: format.map(str::to_string) };
        targets(&output, KNOWN).expect("known formats").remove(0)
    }

    #[test]
    fn the_format_comes_from_the_prefix_then_the_option_then_the_extension() {
        assert_eq!(one("sarif:out.md", Some("html")).format, "sarif");
        assert_eq!(one("out.md", Some("html")).format, "html");
        assert_eq!(one("out.MD", None).format, "markdown");
        assert_eq!(one("out", None).format, "html");
        assert_eq!(one("md:-", None), Target { format: "markdown", place: Place::Stream });
    }

    #[test]
    fn a_drive_letter_is_no_format() {
        assert_eq!(one(r"C:\out.md", None).place, Place::File(r"C:\out.md".into()));
    }

    #[test]
    fn in_a_folder_a_report_is_named_after_its_assessment_or_its_folder() {
        let target = one("out/", Some("markdown"));
        let name = |path: &str| target.path(Path::new(path), "md");
        assert_eq!(name("clients/a/assessment.yaml"), Some("out/a.md".into()));
        assert_eq!(name("b.yaml"), Some("out/b.md".into()));
        assert_eq!(name("assessment.yaml"), Some("out/assessment.md".into()));
    }

    #[test]
    fn an_unknown_format_is_refused() {
        let output = Output { paths: vec![], format: Some("pdf".into()) };
        assert!(targets(&output, KNOWN).is_err());
    }
}
