//! Embeds the language catalogues, the templates and the bundled checklists' files, so that the
//! program needs no file of its own at run time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};
use packed::{Call, Piece, Tree, Word};

#[path = "src/report/hbs/packed.rs"]
mod packed;

fn main() {
    for folder in [
        "report-templates",
        "checklists",
        "policies",
        "schemas",
        "src/source/bundled",
        "src/report/hbs/packed.rs",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("catalogues.rs"), catalogues(&out)).expect("the output folder can be written");
    fs::write(out.join("bundled.rs"), bundled(Path::new("src/source/bundled"), &out)).expect("as above");
    let packed = packed_templates(Path::new("report-templates"));
    let bytes = postcard::to_stdvec(&packed).expect("plain data can be written");
    fs::write(out.join("templates.bin"), bytes).expect("the output folder can be written");
    fs::write(out.join("policies.rs"), embedded(Path::new("policies"))).expect("as above");
    for (name, folder) in [
        ("templates.pack", "report-templates"),
        ("checklists.pack", "checklists"),
        ("schemas.pack", "schemas"),
    ] {
        fs::write(out.join(name), pack_files(Path::new(folder))).expect("the output folder can be written");
    }
}

/// `&[("en", Words { … }), …]`.
fn catalogues(out: &Path) -> String {
    let mut code = String::from("&[\n");
    for path in files_below(Path::new("report-templates/lang")) {
        let language = path.file_stem().and_then(|s| s.to_str()).expect("a catalogue has a name");
        let text = fs::read_to_string(&path).expect("a catalogue can be read");
        let entries: BTreeMap<String, String> = serde_yaml::from_str(&text)
            .unwrap_or_else(|e| panic!("{} is not a flat map of texts: {e}", path.display()));
        let words = words(entries, &out.join(format!("{language}.txt")));
        writeln!(code, "({language:?}, {words}),").expect("a string can be written");
    }
    code.push(']');
    code
}

/// `&[Bundled { id, packed, texts }, …]`: one entry for each `<id>.bin`, with the texts of
/// `<id>.<language>.txt`; the checklist's own language is `<id>.0-<language>.txt` and so comes first.
fn bundled(folder: &Path, out: &Path) -> String {
    let mut code = String::from("&[\n");
    let paths = files_below(folder);
    let name = |path: &Path| path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_string();
    for path in &paths {
        let Some(id) = name(path).strip_suffix(".bin").map(str::to_string) else { continue };
        let full = path.canonicalize().expect("it exists");
        write!(code, "Bundled {{ id: {id:?}, packed: include_bytes!({full:?}), texts: &[")
            .expect("a string can be written");
        let texts = paths.iter().filter_map(|p| {
            let language = name(p).strip_prefix(&format!("{id}."))?.strip_suffix(".txt")?.to_string();
            Some((language, p))
        });
        for (language, path) in texts {
            let language = language.trim_start_matches("0-");
            let texts = entries(&fs::read_to_string(path).expect("texts can be read"));
            let words = words(texts, &out.join(format!("{id}.{language}.txt")));
            write!(code, "({language:?}, {words}), ").expect("a string can be written");
        }
        code.push_str("] },\n");
    }
    code.push(']');
    code
}

/// Key and text of every entry of a bundled checklist's texts, in which a line that begins with a tab goes on.
fn entries(texts: &str) -> BTreeMap<String, String> {
    let whole = texts.replace("\n\t", "\0");
    let entry = |line: &str| {
        let (key, text) = line.split_once('\t').unwrap_or((line, ""));
        (key.to_string(), text.replace('\0', "\n"))
    };
    whole.lines().map(entry).collect()
}

/// `Words { … }`: every key with its text behind it in one file, and where each of them begins.
fn words(entries: BTreeMap<String, String>, file: &Path) -> String {
    let (mut all, mut places) = (String::new(), Vec::new());
    for (key, text) in entries {
        places.push((all.len(), all.len() + key.len()));
        all.extend([key, text]);
    }
    fs::write(file, all).expect("the output folder can be written");
    format!("Words {{ all: include_str!({file:?}), places: &{places:?} }}")
}

/// `&[("path/below/folder", include_str!("…")), …]`, sorted by path.
fn embedded(folder: &Path) -> String {
    let mut code = String::from("&[\n");
    for path in files_below(folder) {
        let name = name_below(folder, &path);
        let full = path.canonicalize().expect("it exists");
        writeln!(code, "({name:?}, include_str!({:?})),", full).expect("a string can be written");
    }
    code.push(']');
    code
}

/// Path and text of every file below a folder, sorted by path and packed small; `src/embedded.rs` unpacks it.
fn pack_files(folder: &Path) -> Vec<u8> {
    let text = |path: &Path| {
        fs::read_to_string(path).unwrap_or_else(|e| panic!("{} cannot be read: {e}", path.display()))
    };
    let files = files_below(folder);
    let files: Vec<(String, String)> =
        files.iter().map(|path| (name_below(folder, path), text(path))).collect();
    let plain = postcard::to_stdvec(&files).expect("plain data can be written");
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&plain).and_then(|()| packed.finish()).expect("memory can be written")
}

/// The path of a file below a folder, with `/` on every system.
fn name_below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("the folder can be read").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// `(path, tree)` of every template that can be read and packed; the program reads the text of the others.
fn packed_templates(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let templates = files_below(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "hbs"));
    let one = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let tree = pack(&Template::compile(&text).ok()?)?;
        Some((name_below(folder, &path), postcard::to_stdvec(&tree).expect("plain data can be written")))
    };
    templates.filter_map(one).collect()
}

/// A template as data; `None` when it holds something that is none: raw output, decorators, partials with
/// arguments or at the head of an indented line.
fn pack(template: &Template) -> Option<Tree> {
    let mut tree = Tree::new();
    for element in &template.elements {
        match (element, tree.last()) {
            (TemplateElement::Comment(_), _) => {}
            (TemplateElement::PartialExpression(partial), before) => {
                tree.push(Piece::Partial(plain_name(partial, before)?.to_string()));
            }
            _ => tree.push(piece(element)?),
        }
    }
    Some(tree)
}

fn piece(element: &TemplateElement) -> Option<Piece> {
    Some(match element {
        TemplateElement::RawString(text) => Piece::Text(text.clone()),
        TemplateElement::Expression(helper) => Piece::Value(call(helper)?),
        TemplateElement::HelperBlock(block) if block.block_param.is_none() => Piece::Block {
            call: call(block)?,
            inside: inner(block.template.as_ref())?,
            otherwise: inner(block.inverse.as_ref())?,
            chain: block.chain,
        },
        _ => return None,
    })
}

/// Nothing inside is packed as nothing; what cannot be packed makes the whole `None`.
fn inner(template: Option<&Template>) -> Option<Option<Tree>> {
    match template {
        Some(template) => pack(template).map(Some),
        None => Some(None),
    }
}

/// The name of a partial that is nothing but its text; white space before it is an indent only at the head
/// of a line.
fn plain_name<'p>(partial: &'p DecoratorTemplate, before: Option<&Piece>) -> Option<&'p str> {
    let plain = partial.params.is_empty() && partial.hash.is_empty();
    let within_a_line = match before {
        Some(Piece::Text(text)) => !text.rsplit('\n').next().unwrap_or("").trim().is_empty(),
        Some(Piece::Value(_) | Piece::Block { .. } | Piece::Partial(_)) | None => false,
    };
    let indented = !within_a_line && partial.indent.as_ref().is_some_and(|indent| !indent.is_empty());
    partial.name.as_name().filter(|name| plain && !indented && !name.starts_with('@'))
}

fn call(helper: &HelperTemplate) -> Option<Call> {
    let mut hash: Vec<(&String, &Parameter)> = helper.hash.iter().collect();
    hash.sort_by_key(|(name, _)| *name);
    Some(Call {
        name: word(&helper.name)?,
        params: helper.params.iter().map(word).collect::<Option<_>>()?,
        hash: hash
            .into_iter()
            .map(|(name, value)| Some((name.clone(), word(value)?)))
            .collect::<Option<_>>()?,
    })
}

fn word(parameter: &Parameter) -> Option<Word> {
    Some(match parameter {
        Parameter::Name(name) => Word::Name(name.clone()),
        Parameter::Path(_) => Word::Path(parameter.as_name()?.to_string()),
        Parameter::Literal(value) => Word::Literal(value.to_string()),
        Parameter::Subexpression(sub) => match sub.as_element() {
            TemplateElement::Expression(helper) => Word::Call(Box::new(call(helper)?)),
            _ => return None,
        },
        _ => return None,
    })
}
