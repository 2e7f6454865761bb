//! Where results go: format and place of every output that was asked for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::cli::args::Output;
use crate::cli::inputs::Answered;
use crate::cli::{Failure, Session, files};
use crate::report::{Document, FORMATS, Format, Options, ViewFormat, find_format};

/// A format as the command line knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormatName {
    /// Its name for `--format` and for prefixes.
    pub(super) id: &'static str,
    /// Other names, which are extensions of files as well; the first is the usual one.
    pub(super) extensions: &'static [&'static str],
}

impl FormatName {
    fn is(&self, name: &str) -> bool {
        self.id == name || self.extensions.contains(&name)
    }
}

/// Every format that can write a document; the first is the default.
pub(super) fn format_names(document: Document) -> Vec<FormatName> {
    let writing = FORMATS.iter().filter(|format| format.writes(document));
    writing.map(|format| FormatName { id: format.id(), extensions: format.extensions() }).collect()
}

/// The formats of a document with a view of its own; the first is the default.
pub(super) fn view_formats<V>(formats: &'static [ViewFormat<V>]) -> Vec<FormatName> {
    formats.iter().map(|format| FormatName { id: format.id, extensions: format.extensions }).collect()
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its format, by [`FormatName::id`].
    pub(super) format: &'static str,
    /// The extension of files in that format.
    extension: &'static str,
    /// Its place.
    place: Place,
}

impl Target {
    /// What writes its format.
    pub(super) fn writer(&self) -> &'static dyn Format {
        find_format(self.format).expect("the command line knows the formats")
    }
}

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
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
        return Ok(vec![Target::new(named.unwrap_or(known[0]), Place::Stream)]);
    }
    output.paths.iter().map(|path| target(path, named, known)).collect()
}

/// As [`targets`], with standard output beside the files unless it is one of the outputs anyway: a
/// verdict is always to be seen. `--format` is the format of standard output, and of files whose names
/// do not say theirs.
pub(super) fn targets_beside_stream(output: &Output, known: &[FormatName]) -> Result<Vec<Target>, Failure> {
    let named = output.format.as_deref().map(|name| find(name, known)).transpose()?;
    let own = |path: &OsString| {
        let (prefix, path) = split_prefix(path, known)?;
        let said = prefix.or_else(|| by_extension(&path, known)).or(named);
        Ok(Target::new(said.map_or_else(|| usual(&path, known), Ok)?, place(path)))
    };
    let mut targets: Vec<Target> = output.paths.iter().map(own).collect::<Result<_, Failure>>()?;
    if !targets.iter().any(Target::is_stream) {
        targets.insert(0, Target::new(named.unwrap_or(known[0]), Place::Stream));
    }
    Ok(targets)
}

fn target(path: &OsString, named: Option<FormatName>, known: &[FormatName]) -> Result<Target, Failure> {
    let (prefix, path) = split_prefix(path, known)?;
    let said = prefix.or(named).or_else(|| by_extension(&path, known));
    Ok(Target::new(said.map_or_else(|| usual(&path, known), Ok)?, place(path)))
}

/// The format of a path that says none. **Errors:** it has the extension of another kind of file.
fn usual(path: &Path, known: &[FormatName]) -> Result<FormatName, Failure> {
    let file = matches!(place(path.to_path_buf()), Place::File(_));
    match path.extension().filter(|_| file) {
        Some(extension) => find(&extension.to_string_lossy(), known),
        None => Ok(known[0]),
    }
}

fn place(path: PathBuf) -> Place {
    let is_folder = path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
    match (files::is_stream(&path), is_folder) {
        (true, _) => Place::Stream,
        (false, true) => Place::Folder(path),
        (false, false) => Place::File(path),
    }
}

fn find(name: &str, known: &[FormatName]) -> Result<FormatName, Failure> {
    known.iter().find(|f| f.is(name)).copied().ok_or_else(|| {
        let all: Vec<&str> = known.iter().map(|f| f.id).collect();
        Failure::new("unknown-format").with("name", name).with("known", all.join(", "))
    })
}

/// The format before the first colon, and the rest; `C:\out.html` has no prefix. **Errors:** a word stands
/// there that is no format here.
fn split_prefix(path: &OsString, known: &[FormatName]) -> Result<(Option<FormatName>, PathBuf), Failure> {
    let is_word = |prefix: &str| prefix.len() > 1 && prefix.chars().all(|c| c.is_ascii_alphanumeric());
    match path.to_str().and_then(|text| text.split_once(':')) {
        Some((prefix, rest)) if is_word(prefix) && !rest.is_empty() => {
            Ok((Some(find(prefix, known)?), PathBuf::from(rest)))
        }
        Some(_) | None => Ok((None, PathBuf::from(path))),
    }
}

fn by_extension(path: &Path, known: &[FormatName]) -> Option<FormatName> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    known.iter().find(|f| f.extensions.contains(&extension.as_str())).copied()
}

impl Target {
    fn new(format: FormatName, place: Place) -> Target {
        Target { format: format.id, extension: format.extensions.first().unwrap_or(&format.id), place }
    }

    /// Whether it goes to standard output.
    pub(super) fn is_stream(&self) -> bool {
        self.place == Place::Stream
    }

    /// Whether it takes one file for each assessment.
    pub(super) fn is_folder(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }

    /// The file for an assessment; `None` for standard output. In a folder it is named after the
    /// assessment, or after the assessment's own folder where the file is called `assessment.yaml`.
    pub(super) fn path(&self, assessment: &Path) -> Option<PathBuf> {
        match &self.place {
            Place::Stream => None,
            Place::File(path) => Some(path.clone()),
            Place::Folder(folder) => Some(folder.join(format!("{}.{}", stem(assessment), self.extension))),
        }
    }
}

/// The folder of outputs, with the formats that are written there in the order in which they were asked for.
pub(super) struct OutputFolder<'t> {
    /// Where it is.
    pub(super) path: &'t Path,
    /// What goes there.
    pub(super) targets: Vec<&'t Target>,
}

impl OutputFolder<'_> {
    /// The index pages of a folder: in Markdown where there are reports in Markdown, in HTML where there are
    /// others.
    pub(super) fn indexes(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        let markdown = self.targets.iter().any(|t| t.format == "markdown");
        let others = self.targets.iter().any(|t| t.format != "markdown");
        let pages = [(others, "html", "index.html"), (markdown, "markdown", "index.md")];
        let wanted = pages.into_iter().filter(|(wanted, _, _)| *wanted);
        wanted.map(|(_, format, name)| (format, self.path.join(name)))
    }
}

/// Every folder that is written to.
pub(super) fn folders(targets: &[Target]) -> Vec<OutputFolder<'_>> {
    let mut all: Vec<OutputFolder> = Vec::new();
    for target in targets {
        let Place::Folder(path) = &target.place else { continue };
        match all.iter_mut().find(|folder| folder.path == path) {
            Some(folder) => folder.targets.push(target),
            None => all.push(OutputFolder { path, targets: vec![target] }),
        }
    }
    all
}

/// The name of what is written about an assessment, without its extension.
pub(super) fn stem(assessment: &Path) -> String {
    let text = |part: Option<&std::ffi::OsStr>| part.map(|p| p.to_string_lossy().into_owned());
    let own = text(assessment.file_stem()).filter(|own| own != "-").unwrap_or_else(|| "assessment".into());
    match text(assessment.parent().and_then(Path::file_name)) {
        Some(folder) if own == "assessment" => folder,
        Some(_) | None => own,
    }
}

/// Refuses outputs that are inputs, before any work is done.
pub(super) fn check(targets: &[Target], answered: &Answered) -> Result<(), Failure> {
    check_inputs(targets, &answered.path, &answered.inputs())
}

/// Refuses outputs that are among some inputs; in a folder they are named after an assessment.
pub(super) fn check_inputs(targets: &[Target], assessment: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let mut paths = targets.iter().filter_map(|target| target.path(assessment));
    paths.try_for_each(|path| files::refuse_inputs(&path, inputs))
}

/// Refuses outputs that are among these files, before any work is done.
pub(super) fn check_files(
    targets: &[Target],
    assessments: &[PathBuf],
    files: &[PathBuf],
) -> Result<(), Failure> {
    let mut paths = targets.iter().flat_map(|target| assessments.iter().filter_map(|a| target.path(a)));
    paths.try_for_each(|path| files::refuse_inputs(&path, files))
}

/// Refuses two outputs in one place, before any work is done.
pub(super) fn check_distinct(targets: &[Target], assessments: &[PathBuf]) -> Result<(), Failure> {
    let all = targets.iter().flat_map(|target| assessments.iter().filter_map(|a| target.path(a)));
    let several = assessments.len() > 1;
    let indexes =
        folders(targets).into_iter().filter(|_| several).flat_map(|f| f.indexes().collect::<Vec<_>>());
    let all = all.chain(indexes.map(|(_, path)| path));
    let mut seen = std::collections::BTreeSet::new();
    for path in all {
        if !seen.insert(path.clone()) {
            return Err(Failure::new("same-output").with("path", path.display()));
        }
    }
    Ok(())
}

impl Session {
    /// A view in the format of a target. **Errors:** problems of a template, after they were shown.
    pub(super) fn view_rendered<V>(
        &self,
        target: &Target,
        formats: &'static [ViewFormat<V>],
        view: &V,
        options: &Options,
    ) -> Result<Vec<u8>, Failure> {
        let format = formats.iter().find(|f| f.id == target.format).expect("targets know the formats");
        let options = Options {
            colour: target.is_stream(),
            width: target.is_stream().then_some(self.width),
            ..options.clone()
        };
        (format.render)(view, self.words, &options).map_err(|problems| match self.show(&problems) {
            Err(failure) => failure,
            Ok(()) => Failure::Input,
        })
    }

    /// Prints text, or writes it to its file without colours.
    pub(super) fn deliver_text(&self, target: &Target, text: &str) -> Result<(), Failure> {
        if target.is_stream() {
            return self.print(text);
        }
        self.deliver(target, Path::new(""), self.plain(text).as_bytes())
    }

    /// Writes the output for an assessment to its place; a folder is made where it is not there yet.
    pub(super) fn deliver(&self, target: &Target, assessment: &Path, bytes: &[u8]) -> Result<(), Failure> {
        match target.path(assessment) {
            None if target.format == "text" => self.print(&String::from_utf8_lossy(bytes)),
            None => self.print_bytes(bytes),
            Some(path) => {
                if let Place::Folder(folder) = &target.place {
                    files::make_folder(folder, &self.words)?;
                }
                files::write_document(&path, bytes, &self.words)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[FormatName] = &[
        FormatName { id: "html", extensions: &["html", "htm"] },
        FormatName { id: "markdown", extensions: &["md"] },
        FormatName { id: "sarif", extensions: &["sarif"] },
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
        assert_eq!((one("md:-", None).format, one("md:-", None).is_stream()), ("markdown", true));
    }

    #[test]
    fn a_drive_letter_is_no_format() {
        assert_eq!(one(r"C:\out.md", None).place, Place::File(r"C:\out.md".into()));
    }

    #[test]
    fn in_a_folder_a_report_is_named_after_its_assessment_or_its_folder() {
        let target = one("markdown:out/", None);
        let name = |path: &str| target.path(Path::new(path));
        assert_eq!(name("clients/a/assessment.yaml"), Some("out/a.md".into()));
        assert_eq!(name("b.yaml"), Some("out/b.md".into()));
        assert_eq!(name("assessment.yaml"), Some("out/assessment.md".into()));
        assert_eq!(name("-"), Some("out/assessment.md".into()));
    }

    #[test]
    fn two_assessments_of_one_name_are_not_written_over_each_other() {
        let assessments = ["a/x.yaml".into(), "b/x.yaml".into()];
        assert!(check_distinct(&[one("out/", None)], &assessments).is_err());
        assert!(check_distinct(&[one("out/", None)], &assessments[..1]).is_ok());
    }

    #[test]
    fn an_unknown_format_is_refused() {
        let output = Output { paths: vec![], format: Some("pdf".into()) };
        assert!(targets(&output, KNOWN).is_err());
    }
}
