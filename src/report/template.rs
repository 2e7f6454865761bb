//! The family of templates: shipped ones, and a user's files that replace single ones of them.
//!
//! `report-templates/full.html.hbs` is the template `full` in HTML; `report-templates/html/gaps.hbs` is
//! the partial `gaps` of every HTML template. A user's folder has the same shape.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::diag::{Code, Diagnostic, Diagnostics, SourceText, Span};
use crate::embedded;
use crate::report::escape::Flavour;
use crate::report::hbs::{self, Engine, Job, Limits, Problem};
use crate::report::{Options, TemplateFile};
use crate::text::Catalogue;

/// Every file below `report-templates/`.
static SHIPPED: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| embedded::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/templates.pack"))));

/// The templates of the family, in the order of help; the first is the default.
pub const TEMPLATES: [&str; 5] = ["full", "executive", "worklist", "register", "public"];

/// Those that show the grouping of `--view`.
const WITH_VIEW: [&str; 2] = ["full", "public"];

/// The template of the page that lists many reports.
pub(super) const INDEX: &str = "index";

/// What a user's templates may cost: this, and so much for each byte of what is shown.
const LONGEST: Duration = Duration::from_secs(20);
/// **Unit:** bytes.
const MOST_BYTES: usize = 64 << 20;
const MOST_TIMES: usize = 16;
const MOST_TURNS: usize = 300_000;

/// Templates ready to use that several documents share: of one language, with the same files of a user.
#[derive(Debug, Default)]
pub struct Shelf {
    /// By flavour and page; all pages that use a user's files lie under the empty name.
    made: Mutex<BTreeMap<(Flavour, String), Made>>,
}

type Made = Result<Arc<Engine>, Vec<Problem>>;

impl Shelf {
    /// Makes the template that the options name ready, so that a document need not wait for it. What is wrong
    /// with it is said when it is used.
    pub(super) fn prepare(&self, flavour: Flavour, options: &Options, words: Catalogue) {
        let page = format!("{}.{}", options.template.unwrap_or(TEMPLATES[0]), flavour.folder());
        let _ = self.engine(flavour, &page, options.overrides, words);
    }

    fn engine(&self, flavour: Flavour, page: &str, overrides: &[TemplateFile], words: Catalogue) -> Made {
        let page = if overrides.is_empty() { page } else { "" };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let place = made.entry((flavour, page.to_string()));
        place.or_insert_with(|| engine(flavour, page, overrides, words)).clone()
    }
}

fn engine(flavour: Flavour, page: &str, overrides: &[TemplateFile], words: Catalogue) -> Made {
    let shipped =
        if overrides.is_empty() { Engine::shipped(flavour, page, words, shipped_texts) } else { None };
    let made = match shipped {
        Some(engine) => Ok(engine),
        None => Engine::new(flavour, texts(flavour, overrides), words),
    };
    made.map(Arc::new)
}

impl Flavour {
    /// The folder of its partials, which is also the middle of its templates' file names.
    fn folder(self) -> &'static str {
        match self {
            Flavour::Html => "html",
            Flavour::Markdown => "md",
        }
    }

    /// The other one.
    fn other(self) -> Flavour {
        match self {
            Flavour::Html => Flavour::Markdown,
            Flavour::Markdown => Flavour::Html,
        }
    }

    /// The file of a template.
    fn file_of(self, name: &str) -> String {
        format!("{name}.{}.hbs", self.folder())
    }

    /// Its format's name in the catalogue.
    fn title(self, words: Catalogue) -> String {
        words.text(match self {
            Flavour::Html => "format.html",
            Flavour::Markdown => "format.markdown",
        })
    }

    /// The name of a file's template or partial: what an author writes; `None` for another flavour's.
    pub(super) fn name_of(self, path: &str) -> Option<String> {
        let path = path.strip_suffix(".hbs")?;
        let partial = path.strip_prefix(self.folder()).and_then(|p| p.strip_prefix('/'));
        let page = || path.strip_suffix(self.folder()).and_then(|p| p.strip_suffix('.'));
        partial.map(str::to_string).or_else(|| page().map(|p| format!("{p}.{}", self.folder())))
    }
}

/// What a document is made of.
pub(super) struct Page {
    /// The view.
    pub(super) view: Value,
    /// Drawings by id.
    pub(super) charts: BTreeMap<String, String>,
    /// The words.
    pub(super) words: Catalogue,
}

/// Renders a page by the template that the options name.
pub(super) fn render(flavour: Flavour, page: Page, options: &Options) -> Result<String, Diagnostics> {
    match options.template.unwrap_or(TEMPLATES[0]) {
        INDEX => Err(unknown(INDEX, options.overrides, page.words)),
        name => named(name, flavour, page, options),
    }
}

/// Renders a page by a template of this name.
pub(super) fn named(
    name: &str,
    flavour: Flavour,
    page: Page,
    options: &Options,
) -> Result<String, Diagnostics> {
    let own = Shelf::default();
    let shelf = options.shelf.unwrap_or(&own);
    let said = |all: &[Problem]| diagnostics(flavour, all, options.overrides, page.words);
    let template = format!("{name}.{}", flavour.folder());
    let engine = shelf.engine(flavour, &template, options.overrides, page.words).map_err(|all| said(&all))?;
    if !engine.has(&template) {
        let elsewhere = options.overrides.iter().any(|file| file.name == flavour.other().file_of(name));
        return Err(match elsewhere {
            true => other_flavour(name, flavour, page.words),
            false => unknown(name, options.overrides, page.words),
        });
    }
    let limits = (!options.overrides.is_empty()).then(|| limits(&page.view));
    let job = Job { template, view: page.view, charts: page.charts, limits };
    engine.render(job).map_err(|all| said(&all))
}

fn limits(view: &Value) -> Limits {
    let size = view.to_string().len();
    Limits { bytes: MOST_BYTES + MOST_TIMES * size, turns: MOST_TURNS + size, time: LONGEST }
}

/// Every problem of a user's template files, without rendering.
pub fn lint(overrides: &[TemplateFile], words: Catalogue) -> Diagnostics {
    let mut all = Diagnostics::new();
    for flavour in [Flavour::Html, Flavour::Markdown] {
        let problems = hbs::problems(flavour, texts(flavour, overrides), words);
        all.extend(diagnostics(flavour, &problems, overrides, words));
    }
    all
}

/// Whether a document in a format shows the grouping of `--view`. A user's own files may show it anywhere.
pub fn shows_view(format: &str, options: &Options) -> bool {
    let template = options.template.unwrap_or(TEMPLATES[0]);
    let page = || WITH_VIEW.contains(&template) || !options.overrides.is_empty();
    format == "json" || (matches!(format, "html" | "markdown") && page())
}

/// The names of all templates: the family, then a user's own.
pub fn names(overrides: &[TemplateFile]) -> Vec<String> {
    let mut names: Vec<String> = TEMPLATES.iter().map(|name| (*name).to_string()).collect();
    for file in overrides {
        let page = ["html", "md"].iter().find_map(|f| file.name.strip_suffix(&format!(".{f}.hbs")));
        let own = page.filter(|name| !name.contains('/') && *name != INDEX);
        let own = own.filter(|name| !names.iter().any(|n| n == name));
        names.extend(own.map(str::to_string));
    }
    names
}

/// The shipped texts by name.
fn shipped_texts(flavour: Flavour) -> BTreeMap<String, String> {
    texts(flavour, &[])
}

/// Texts by name: the shipped ones, replaced one by one.
fn texts(flavour: Flavour, overrides: &[TemplateFile]) -> BTreeMap<String, String> {
    let shipped = SHIPPED.iter().map(|(path, text)| (path.as_str(), text.clone()));
    let own = overrides.iter().map(|file| (file.name.as_str(), file.text.clone()));
    shipped.chain(own).filter_map(|(path, text)| Some((flavour.name_of(path)?, text))).collect()
}

fn unknown(name: &str, overrides: &[TemplateFile], words: Catalogue) -> Diagnostics {
    let known = names(overrides);
    let problem = words.say("template.unknown", &[("name", &name), ("known", &known.join(", "))]);
    let mut all = Diagnostics::new();
    let diagnostic = Diagnostic { at: None, ..Diagnostic::new(Code::Template, Span::default()) };
    all.push(diagnostic.with("problem", problem).suggest(name, known.iter().map(String::as_str)));
    all
}

/// A template that writes the other format only.
fn other_flavour(name: &str, flavour: Flavour, words: Catalogue) -> Diagnostics {
    let other = flavour.other();
    let values: [(&str, &dyn std::fmt::Display); 5] = [
        ("name", &name),
        ("there", &other.title(words)),
        ("file", &other.file_of(name)),
        ("wanted", &flavour.title(words)),
        ("needed", &flavour.file_of(name)),
    ];
    let none = Diagnostic { at: None, ..Diagnostic::new(Code::Template, Span::default()) };
    let mut all = Diagnostics::new();
    all.push(none.with("problem", words.say("template.other-format", &values)));
    all
}

fn diagnostics(
    flavour: Flavour,
    problems: &[Problem],
    overrides: &[TemplateFile],
    words: Catalogue,
) -> Diagnostics {
    let mut all = Diagnostics::new();
    for problem in problems {
        let file =
            overrides.iter().rev().find(|f| flavour.name_of(&f.name).as_ref() == Some(&problem.template));
        let said = words.say(&format!("template.{}", problem.key), &[("name", &problem.name)]);
        let diagnostic = match file {
            Some(file) => Diagnostic::new(Code::Template, span(file, problem.at)).with("problem", said),
            None => {
                // A shipped template has no file of the user's to point into: its name goes into the words.
                let (line, column) = problem.at.unwrap_or((1, 1));
                let said = format!("{}:{line}:{column}: {said}", problem.template);
                let none = Diagnostic::new(Code::Template, Span::default()).with("problem", said);
                Diagnostic { at: None, ..none }
            }
        };
        all.push(diagnostic);
    }
    all
}

/// The place of a line and column, as a point.
fn span(file: &TemplateFile, at: Option<(usize, usize)>) -> Span {
    let (line, column) = at.unwrap_or((1, 1));
    let source = SourceText::new("", file.text.as_str());
    let before: usize = (1..line).map(|l| source.line(l).len() + 1).sum();
    let inside: usize = source.line(line).chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    Span::new(file.file, before + inside, before + inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn file(id: u32, name: &str, text: &str) -> TemplateFile {
        TemplateFile { name: name.into(), file: FileId(id), text: text.into() }
    }

    /// `file@offset sentence` of every problem, without the place where there is no file to point into.
    fn said(files: &[TemplateFile]) -> Vec<String> {
        let all = lint(files, Catalogue::english());
        let one = |d: &Diagnostic| {
            let at = d.at.map(|at| format!("{}@{} ", at.file.0, at.start)).unwrap_or_default();
            let facts = d.in_words(|key| key.to_string());
            format!("{at}{}", facts.into_iter().map(|(_, fact)| fact).collect::<String>())
        };
        all.iter().map(one).collect()
    }

    #[test]
    fn every_shipped_template_keeps_the_rules() {
        assert_eq!(said(&[]), Vec::<String>::new());
    }

    #[test]
    fn every_template_of_the_family_is_there_in_html_and_markdown_with_words_in_every_language() {
        for name in TEMPLATES {
            for flavour in [Flavour::Html, Flavour::Markdown] {
                assert!(texts(flavour, &[]).contains_key(&format!("{name}.{}", flavour.folder())), "{name}");
            }
            for language in Catalogue::languages() {
                let words = Catalogue::of(language).expect("it is listed");
                assert!(words.find(&format!("template.{name}")).is_some(), "{name}");
                assert!(words.find(&format!("template.{name}.doc")).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn the_templates_that_show_a_view_are_those_with_its_part() {
        for flavour in [Flavour::Html, Flavour::Markdown] {
            let texts = texts(flavour, &[]);
            let shown =
                |name: &&str| texts[&format!("{name}.{}", flavour.folder())].contains("{{> grouping}}");
            assert_eq!(TEMPLATES.iter().copied().filter(|n| shown(n)).collect::<Vec<_>>(), WITH_VIEW);
        }
    }

    #[test]
    fn every_shipped_page_is_a_template_of_the_family_or_the_page_of_a_command() {
        let pages = SHIPPED.iter().filter(|(path, _)| path.ends_with(".hbs") && !path.contains('/'));
        let names: std::collections::BTreeSet<&str> =
            pages.filter_map(|(path, _)| path.split('.').next()).collect();
        let known = TEMPLATES.into_iter().chain([INDEX, "compare", "plan"]).collect();
        assert_eq!(names, known);
    }

    #[test]
    fn what_would_go_wrong_in_silence_is_refused_at_its_place() {
        let cases = [
            ("{{#if gapz}}x{{/if}}", "0@0 a condition is one comparison"),
            ("{{#unless (and a b)}}x{{/unless}}", "1@0 a condition is one comparison"),
            ("{{#if (eq (or a b) 1)}}x{{/if}}", "2@0 there is no helper \"or\""),
            ("{{#each gaps}}x{{else}}none{{/each}}", "3@0 \"each\" has no else"),
            ("é\n {{{title}}}", "4@4 raw output"),
            ("{{&title}}", "5@0 raw output"),
            ("{{> (eq title title)}}", "6@0 a partial is named by a word"),
            ("{{#*inline \"x\"}}y{{/inline}}", "7@0 decorators"),
            ("{{t title}}", "8@0 the key of a text stands in quotes"),
            ("{{t \"no.such.text\"}}", "9@0 the catalogue has no text \"no.such.text\""),
            ("<p class={{title}}>", "10@9 the value of an attribute"),
            ("<a href=\"{{title}}\">", "11@9 an address comes from a field named href"),
            ("{{log title}}", "12@0 there is no helper \"log\""),
        ];
        let files = cases.iter().enumerate();
        let files: Vec<_> =
            files.map(|(i, (text, _))| file(i as u32, &format!("c{i}.html.hbs"), text)).collect();
        let found = said(&files);
        assert_eq!(found.len(), cases.len(), "{found:#?}");
        for (_, expected) in cases {
            assert!(found.iter().any(|s| s.starts_with(expected)), "{expected} is not in {found:#?}");
        }
    }

    #[test]
    fn a_template_that_cannot_be_read_says_where() {
        let found = said(&[file(3, "own.md.hbs", "a\n{{#if (eq 1 1)}}x")]);
        assert!(found.len() == 1 && found[0].starts_with("3@") && found[0].contains("syntax"), "{found:?}");
    }

    #[test]
    fn a_field_that_a_shipped_template_does_not_find_is_said_with_its_line() {
        let text = &texts(Flavour::Html, &[])["head"];
        let line =
            text.lines().position(|line| line.contains("{{title}}")).map(|n| n + 1).expect("it shows it");
        let view = serde_json::json!({"language": "en", "provenance": {"tool": "gapcheck"}});
        let page = Page { view, charts: BTreeMap::new(), words: Catalogue::english() };
        let problems =
            render(Flavour::Html, page, &Options::default()).expect_err("the view is all but empty");
        let facts = problems.iter().next().map(|d| d.in_words(|key| key.to_string())).expect("a problem");
        let expected = format!("head:{line}:");
        assert!(facts[0].1.starts_with(&expected), "{facts:?}");
        assert!(facts[0].1.ends_with("the view has no field \"title\""), "{facts:?}");
    }

    #[test]
    fn partials_that_include_each_other_are_reported_as_a_circle() {
        let found = said(&[file(0, "html/a.hbs", "{{> b}}"), file(1, "html/b.hbs", "{{> a}}")]);
        assert!(found.iter().any(|s| s.contains("a → b → a")), "{found:?}");
    }

    #[test]
    fn templates_nested_without_end_are_refused_before_they_can_overflow_the_stack() {
        let deep = "{{#if (eq 1 1)}}".repeat(1_000) + &"{{/if}}".repeat(1_000);
        assert!(said(&[file(0, "own.html.hbs", &deep)]).iter().any(|s| s.contains("nested too deeply")));
        let wide = "{{#if (eq 1 1)}}{{/if}}".repeat(3_000);
        assert!(said(&[file(0, "own.html.hbs", &wide)]).iter().any(|s| s.contains("2,000 blocks")));
        let next =
            |i: u32| if i == 39 { String::new() } else { format!("{{{{> x{0}}}}}{{{{> x{0}}}}}", i + 1) };
        let doubled: Vec<_> = (0..40).map(|i| file(i, &format!("html/x{i}.hbs"), &next(i))).collect();
        assert!(said(&doubled).iter().any(|s| s.contains("nested too deeply")));
    }
}
