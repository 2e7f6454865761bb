//! Files → checklist: the root file, what it includes, its translations.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::convert::extras::{self, check_successors};
use super::convert::names::Names;
use super::convert::own_texts::Collector;
use super::convert::section::Outline;
use super::convert::{Declared, control, say, scale, translation, valid_for, values};
use super::decode::{decode, digest_of};
use super::field::{Field, List, Ordered};
use super::format::FileKind;
use super::wire::checklist::{Checklist as WireChecklist, Part};
use super::wire::method;
use super::wire::texts::TextsFile;
use super::{from_tree, parse, path};
use crate::diag::{Code, Diagnostic, Diagnostics, FileId, Located, Severity, SourceText, Sources, Span};
use crate::model::{Checklist, ChecklistId, SectionIx, Texts};
use crate::score;

/// Files in memory: path with `/` → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A checklist with its texts.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What is asked.
    pub checklist: Checklist,
    /// Its texts in its own language.
    pub texts: Texts,
    /// Its texts in other languages, each over its own.
    pub translations: BTreeMap<String, Texts>,
    /// The files of the translations.
    pub translation_files: BTreeMap<String, FileId>,
    /// Where the keys of controls stand: `control.<id>.<key>`; for the questions of a translation
    /// `<language>:control.<id>.ask`.
    pub places: BTreeMap<String, Span>,
}

impl Loaded {
    /// The texts in a language; its own when there is no translation.
    pub fn texts_in(&self, language: &str) -> &Texts {
        self.translations.get(language).unwrap_or(&self.texts)
    }
}

/// Reads a checklist: `root` is a folder with a `checklist.yaml`, or a file. `None` when anything in
/// it is an error; every problem of every file is reported.
pub fn read_checklist(
    files: &Files,
    root: &str,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<Loaded> {
    let mut own = Diagnostics::new();
    let loaded = read_checklist_with_errors(files, root, sources, &mut own);
    let usable = !own.has_errors();
    diags.extend(own);
    loaded.filter(|_| usable)
}

/// As [`read_checklist`], also with errors: what they are about is left out. For `lint`, never to score.
pub fn read_checklist_with_errors(
    files: &Files,
    root: &str,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<Loaded> {
    let root = root.trim_start_matches("./").trim_end_matches('/');
    let is_file = files.contains_key(root);
    let root_file = match root {
        _ if is_file => root.to_string(),
        "" | "." => "checklist.yaml".to_string(),
        folder => format!("{folder}/checklist.yaml"),
    };
    let Some(bytes) = files.get(&root_file) else {
        let file = sources.add(SourceText::new(root_file.as_str(), ""));
        diags.push(Diagnostic::whole_file(Code::IncludeMissing, file).with("found", &root_file));
        return None;
    };
    let mut reader = Reader { files, sources, diags, texts: BTreeMap::new() };
    let written = reader.typed::<WireChecklist>(&root_file, bytes, FileKind::Checklist)?;
    let parts = reader.parts(&written, path::folder(&root_file));
    let translations = reader.translations(&root_file, &parts, is_file);
    let texts = reader.texts;
    let complete = parts.iter().all(|(_, part)| part.is_some());
    let written = Written { root: written, parts: parts.into_iter().filter_map(|(_, part)| part).collect() };
    let mut further = Diagnostics::new();
    let (checklist, own, mut places) = convert(&written, texts, &mut further)?;
    let translation_files = translations.iter().map(|(l, file)| (l.clone(), file.span.file)).collect();
    let translations = translate(&translations, (&checklist, &own), &mut places, &mut further);
    // What an unreadable part declares cannot be known: that it is missing elsewhere is no news.
    diags.extend(further.into_iter().filter(|d| complete || !is_about_a_name(d.code)));
    Some(Loaded { checklist, texts: own, translations, translation_files, places })
}

/// Whether a diagnostic says that something named is not declared.
fn is_about_a_name(code: Code) -> bool {
    let codes = [Code::UnknownControl, Code::UnknownSection, Code::UnknownScale, Code::UnknownFramework];
    let of_methods = [
        Code::UnknownKind,
        Code::UnknownAttribute,
        Code::UnknownChoiceColumn,
        Code::UnknownAnswer,
        Code::UnreachedLevels,
    ];
    codes.contains(&code)
        || of_methods.contains(&code)
        || [Code::UnknownText, Code::UnknownSetting, Code::UnknownMethod].contains(&code)
}

/// The files that a root file includes, as they are named; none that leaves its folder.
pub fn included(bytes: &[u8]) -> Vec<String> {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let files = Files::new();
    let mut reader =
        Reader { files: &files, sources: &mut sources, diags: &mut diags, texts: BTreeMap::new() };
    let Some(root) = reader.typed::<WireChecklist>("", bytes, FileKind::Checklist) else { return Vec::new() };
    let listed = root.value.include.value().map(|list| list.items(&mut diags)).unwrap_or_default();
    listed.iter().filter_map(|name| path::inside(&name.value, name.span, &mut diags)).collect()
}

/// The files of a checklist as written.
pub(super) struct Written {
    pub(super) root: Located<WireChecklist>,
    pub(super) parts: Vec<Located<Part>>,
}

struct Reader<'a> {
    files: &'a Files,
    sources: &'a mut Sources,
    diags: &'a mut Diagnostics,
    /// The texts of root and parts, by file, in order of inclusion.
    texts: BTreeMap<u32, String>,
}

impl Reader<'_> {
    fn typed<T: DeserializeOwned>(&mut self, name: &str, bytes: &[u8], kind: FileKind) -> Option<Located<T>> {
        let (file, text) = decode(name, bytes, self.sources, self.diags);
        let text = text?;
        let tree = parse::parse(&text, file, self.diags)?;
        if matches!(kind, FileKind::Checklist | FileKind::Part) {
            self.texts.insert(file.0, text);
        }
        if !kind.check(&tree, self.diags) {
            return None;
        }
        from_tree(&tree, self.diags)
    }

    /// The included files in order, each once, by name; one that cannot be read is reported.
    fn parts(&mut self, root: &Located<WireChecklist>, folder: &str) -> Vec<(String, Option<Located<Part>>)> {
        let mut parts = Vec::new();
        let mut seen = Names::default();
        let listed = root.value.include.value().map(|list| list.items(self.diags)).unwrap_or_default();
        for include in listed {
            let Some(inside) = path::inside(&include.value, include.span, self.diags) else { continue };
            let name = format!("{folder}{inside}");
            if seen.add(&name, include.span, self.diags).is_none() {
                continue;
            }
            let part = match self.files.get(&name) {
                Some(bytes) => self.typed::<Part>(&name, bytes, FileKind::Part),
                None => {
                    let problem = Diagnostic::new(Code::IncludeMissing, include.span);
                    self.diags.push(problem.with("found", &include.value.text));
                    None
                }
            };
            parts.push((name, part));
        }
        parts
    }

    /// The translations beside the root file. YAML files that nothing includes are reported.
    fn translations(
        &mut self,
        root_file: &str,
        parts: &[(String, Option<Located<Part>>)],
        is_file: bool,
    ) -> Vec<(String, Located<TextsFile>)> {
        let folder = path::folder(root_file);
        let known: BTreeSet<&str> = parts.iter().map(|(name, _)| name.as_str()).chain([root_file]).collect();
        let mut translations = Vec::new();
        for (name, bytes) in self.files.iter().filter(|(name, _)| !known.contains(name.as_str())) {
            let Some(below) = name.strip_prefix(folder) else { continue };
            let Some(stem) = below.strip_suffix(".yaml").or(below.strip_suffix(".yml")) else { continue };
            match stem.strip_prefix("lang/") {
                Some(language) if !language.contains('/') => {
                    let texts = self.typed::<TextsFile>(name, bytes, FileKind::Texts);
                    translations.extend(texts.map(|texts| (language.to_string(), texts)));
                }
                Some(_) | None if is_file => {}
                Some(_) | None => {
                    let file =
                        self.sources.add(SourceText::new(name.as_str(), String::from_utf8_lossy(bytes)));
                    let problem = Diagnostic::whole_file(Code::IncludeUnlisted, file);
                    self.diags.push(problem.with("found", below));
                }
            }
        }
        translations
    }
}

pub(super) fn convert(
    written: &Written,
    texts: BTreeMap<u32, String>,
    diags: &mut Diagnostics,
) -> Option<(Checklist, Texts, BTreeMap<String, Span>)> {
    let root = &written.root.value;
    let id = root.id.need("id", written.root.span, diags);
    let version = root.version.need("version", written.root.span, diags);
    root.title.need("title", written.root.span, diags);
    let id = id.and_then(|id| say::id(&id.value, id.span, ChecklistId::parse, diags));
    let version = version.and_then(|v| say::version(v, diags));
    let digest = digest_of(texts.values().map(String::as_str));
    let merged = Merged::new(written, diags);
    let mut declared = declare(root, &merged, texts, diags);
    let id = id.or_else(|| ChecklistId::parse("unreadable").ok())?;
    let mut outline = Outline::new(&id, written.root.span);
    outline.controls(&root.controls, SectionIx::ROOT, diags);
    outline.sections(&root.sections, SectionIx::ROOT, diags);
    for part in &written.parts {
        outline.sections(&part.value.sections, SectionIx::ROOT, diags);
    }
    let controls = control::controls(&outline, &mut declared, diags);
    let mut retired_names = Names::default();
    let mut retired = Vec::new();
    for list in merged.retired.iter().copied() {
        retired.extend(extras::retired(list, &mut retired_names, diags));
    }
    for list in merged.retired.iter().copied() {
        check_successors(list, &retired_names, &outline, diags);
    }
    let checklist = Checklist {
        id,
        version: version.unwrap_or_default(),
        language: say::text(&root.language).unwrap_or_else(|| "en".to_string()),
        digest,
        profiles: extras::profiles(&root.profiles, &declared.facts, diags),
        quick: extras::quick(&root.quick, &outline, diags),
        views: extras::views(&root.views, &outline, diags),
        duties: extras::duties(&root.duties, &outline, &declared, diags),
        weights: root.weights.get().and_then(|bounds| scale::bounds(bounds, diags)),
        valid_for: valid_for(&root.valid_for, diags),
        methods: method::methods(&merged.methods, diags),
        settings: values(&Field::There(Located::new(merged.settings.clone(), written.root.span)), diags),
        facts: declared.facts,
        scales: declared.scales,
        frameworks: declared.frameworks,
        sections: outline.sections.clone(),
        controls,
        retired,
    };
    fits(&checklist, diags);
    let texts = own_texts(written, &merged, &outline, &checklist.language);
    Some((checklist, texts, outline.places()))
}

/// Whether methods and conditions fit the checklist; what is only worth knowing is left to the linter.
fn fits(checklist: &Checklist, diags: &mut Diagnostics) {
    let methods = checklist.methods.iter().map(|method| score::check(checklist, method));
    let all = methods.chain([score::check_controls(checklist)]).flatten();
    diags.extend(all.filter(|problem| problem.severity != Severity::Note));
}

/// What root and parts say together.
struct Merged<'w> {
    scales: Ordered<super::wire::checklist::Scale>,
    frameworks: Vec<&'w Ordered<super::wire::checklist::Framework>>,
    methods: Ordered<super::field::Any>,
    settings: Ordered<super::field::Any>,
    retired: Vec<&'w List<super::wire::checklist::Retired>>,
}

impl<'w> Merged<'w> {
    fn new(written: &'w Written, diags: &mut Diagnostics) -> Self {
        let root = &written.root.value;
        let parts = || written.parts.iter().map(|part| &part.value);
        let lists = [&root.retired].into_iter().chain(parts().map(|p| &p.retired));
        let frameworks = [&root.references].into_iter().chain(parts().map(|p| &p.references));
        Merged {
            scales: merge([&root.scales].into_iter().chain(parts().map(|p| &p.scales)), diags),
            frameworks: frameworks.filter_map(Field::value).collect(),
            methods: merge([&root.methods].into_iter().chain(parts().map(|p| &p.methods)), diags),
            settings: merge([&root.settings].into_iter().chain(parts().map(|p| &p.settings)), diags),
            retired: lists.filter_map(Field::value).collect(),
        }
    }
}

/// Maps of several files as one; a key that two files have is reported.
fn merge<'w, T: Clone + 'w>(
    fields: impl Iterator<Item = &'w Field<Ordered<T>>>,
    diags: &mut Diagnostics,
) -> Ordered<T> {
    let mut names = Names::default();
    let mut merged = Vec::new();
    for (key, value) in fields.filter_map(Field::value).flat_map(|map| map.0.iter()) {
        if names.add(&key.value.text, key.span, diags).is_some() {
            merged.push((key.clone(), value.clone()));
        }
    }
    Ordered(merged)
}

fn declare(
    root: &WireChecklist,
    merged: &Merged<'_>,
    texts: BTreeMap<u32, String>,
    diags: &mut Diagnostics,
) -> Declared {
    let facts = root.profile.value().map(|facts| scale::facts(facts, diags)).unwrap_or_default();
    let (scales, scale_names) = scale::scales(&merged.scales, diags);
    let mut framework_names = Names::default();
    let frameworks =
        merged.frameworks.iter().flat_map(|map| scale::frameworks(map, &mut framework_names, diags));
    let frameworks = frameworks.collect();
    let mut declared = Declared { facts, scales, scale_names, frameworks, texts };
    scale::targets(&merged.scales, &mut declared, diags);
    declared
}

fn own_texts(written: &Written, merged: &Merged<'_>, outline: &Outline<'_>, language: &str) -> Texts {
    let mut collector = Collector::default();
    collector.root(&written.root.value);
    collector.scales(&merged.scales);
    collector.methods(&merged.methods);
    collector.retired(&written.root.value.retired);
    written.parts.iter().for_each(|part| collector.retired(&part.value.retired));
    collector.outline(outline);
    Texts::new(language, collector.map)
}

/// Translations by language.
///
/// **Reports:** `unknown-checklist`, `other-texts-version`, `bad-value` for a language that is not the file's.
pub(super) fn translate(
    files: &[(String, Located<TextsFile>)],
    (checklist, own): (&Checklist, &Texts),
    places: &mut BTreeMap<String, Span>,
    diags: &mut Diagnostics,
) -> BTreeMap<String, Texts> {
    let mut translations = BTreeMap::new();
    for (language, file) in files {
        if let Some(written) = file.value.checklist.need("checklist", file.span, diags) {
            check_owner(&written.value, written.span, checklist, diags);
        }
        if let Some(written) = file.value.language.need("language", file.span, diags)
            && written.value.text != *language
        {
            diags.push(say::bad_value(&written.value, written.span, language));
        }
        if let Some(texts) = file.value.texts.need("texts", file.span, diags) {
            let asks = translation::asks(&texts.value);
            places.extend(asks.into_iter().map(|(key, at)| (format!("{language}:{key}"), at)));
            let texts = translation::texts(&texts.value, language, own, diags);
            translations.insert(language.clone(), texts);
        }
    }
    translations
}

fn check_owner(scalar: &super::field::Scalar, at: Span, checklist: &Checklist, diags: &mut Diagnostics) {
    let (id, version) = scalar.text.split_once('@').unwrap_or((&scalar.text, &checklist.version));
    if id != checklist.id.as_str() {
        let problem = Diagnostic::new(Code::UnknownChecklist, at).with("id", id);
        let problem = problem.with("expected", &checklist.id);
        diags.push(problem.suggest(id, [checklist.id.as_str()]));
    } else if version != checklist.version {
        let problem = Diagnostic::new(Code::OtherTextsVersion, at).with("found", version);
        diags.push(problem.with("known", &checklist.version));
    }
}
