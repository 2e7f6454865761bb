//! The packed checklists are what their YAML files say. `UPDATE=1 cargo test --test bundled` renews them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{Checklist, Texts};
use gapcheck::source::bundled::{Bundled, pack, pack_texts, texts_digest, unpack};
use gapcheck::source::load::{Loaded, read_checklist};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of every folder under `checklists/`, by id.
fn folders() -> Vec<String> {
    let entries = fs::read_dir(root().join("checklists")).expect("the folder is there");
    let folders = entries.map(|e| e.expect("an entry").path()).filter(|p| p.join("checklist.yaml").is_file());
    let mut ids: Vec<String> =
        folders.map(|p| p.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    ids.sort();
    ids
}

fn load(id: &str) -> Loaded {
    let mut files = BTreeMap::new();
    let base = root().join("checklists").join(id);
    let mut open = vec![base.clone()];
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&base).expect("below").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&files, "", &mut sources, &mut diags);
    loaded.unwrap_or_else(|| panic!("{id}: {:?}", diags.sorted()))
}

/// What the packed files of a checklist are to hold, by path.
fn expected(id: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let loaded = load(id);
    let folder = root().join("src/source/bundled");
    let mut files = BTreeMap::new();
    files.insert(folder.join(format!("{id}.bin")), pack(&loaded.checklist));
    let own = format!("{id}.0-{}.txt", loaded.texts.language);
    files.insert(folder.join(own), pack_texts(&loaded.texts).into_bytes());
    for (language, texts) in &loaded.translations {
        files.insert(folder.join(format!("{id}.{language}.txt")), pack_texts(texts).into_bytes());
    }
    files
}

#[test]
fn the_packed_checklists_are_what_their_files_say() {
    let all: BTreeMap<PathBuf, Vec<u8>> = folders().iter().flat_map(|id| expected(id)).collect();
    for (path, bytes) in &all {
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path, bytes).expect("it can be written");
        }
        let same = fs::read(path).is_ok_and(|found| found == *bytes);
        assert!(same, "{} is stale: run `UPDATE=1 cargo test --test bundled`", path.display());
    }
    let kept = fs::read_dir(root().join("src/source/bundled")).expect("the folder is there");
    for path in kept.map(|e| e.expect("an entry").path()).filter(|p| !p.ends_with("released.txt")) {
        assert!(all.contains_key(&path), "{} belongs to no checklist", path.display());
    }
}

/// Everything of a checklist but the places of its parts.
fn without_places(checklist: &Checklist) -> String {
    let debug = format!("{checklist:?}");
    let mut parts = debug.split("Span {");
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |text, part| text + part.split_once('}').map_or("", |(_, rest)| rest))
}

#[test]
fn a_bundled_checklist_is_the_same_as_the_one_read_from_its_files() {
    assert_eq!(Bundled::all().iter().map(|b| b.id).collect::<Vec<_>>(), folders());
    for bundled in Bundled::all() {
        let loaded = load(bundled.id);
        assert_eq!(without_places(&bundled.checklist()), without_places(&loaded.checklist));
        assert_eq!(bundled.languages().next(), Some(loaded.texts.language.as_str()));
        for language in bundled.languages() {
            let texts = bundled.texts(language).expect("it is listed");
            let read = loaded.texts_in(language);
            assert_eq!(texts.language, language);
            assert!(texts.keys().eq(read.keys()), "{language}");
            assert!(texts.keys().all(|key| texts.get(key) == read.get(key)), "{language}");
        }
    }
}

#[test]
fn the_yaml_of_a_bundled_checklist_is_inside_the_program() {
    let bundled = Bundled::find("paris-call").expect("it is bundled");
    assert!(bundled.yaml().any(|(path, text)| path == "checklist.yaml" && text.contains("id: paris-call")));
    assert!(bundled.files().contains_key("lang/fr.yaml"));
    assert!(Bundled::find("paris").is_none());
}

#[test]
fn damaged_packed_bytes_are_refused_or_read_but_never_panic() {
    let bytes = pack(&load("paris-call").checklist);
    for cut in [0, 1, 10, bytes.len() / 2, bytes.len() - 1] {
        assert!(unpack(&bytes[..cut]).is_none(), "{cut}");
    }
    for at in (0..bytes.len()).step_by(997) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = unpack(&damaged);
    }
}

/// Lines of `released.txt`: id, version, language, digest.
fn released() -> Vec<[String; 4]> {
    let text = fs::read_to_string(root().join("src/source/bundled/released.txt")).expect("the file is there");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let words = lines.map(|line| line.split_whitespace().map(str::to_string).collect::<Vec<_>>());
    words.map(|words| words.try_into().expect("id, version, language, digest")).collect()
}

/// Says which texts differ from what was released under the same version.
fn changed(released: &[[String; 4]], id: &str, version: &str, texts: &[&Texts]) -> Vec<String> {
    let mut changed = Vec::new();
    for [_, _, language, digest] in released.iter().filter(|r| r[0] == id && r[1] == version) {
        let now = texts.iter().find(|t| t.language == *language).map(|t| texts_digest(t));
        if now.as_ref() != Some(digest) {
            changed.push(format!("{id} {version} {language}"));
        }
    }
    changed
}

#[test]
fn the_text_of_a_released_version_never_changes() {
    for id in folders() {
        let loaded = load(&id);
        let texts: Vec<&Texts> = loaded.translations.values().chain([&loaded.texts]).collect();
        let changed = changed(&released(), &id, &loaded.checklist.version, &texts);
        assert_eq!(changed, Vec::<String>::new(), "give the checklist a new version");
    }
}

#[test]
fn every_shipped_text_has_the_digest_of_its_version_committed() {
    for id in folders() {
        let loaded = load(&id);
        for language in loaded.translations.keys().chain([&loaded.texts.language]) {
            let version = &loaded.checklist.version;
            let lines =
                released().into_iter().filter(|l| l[0] == id && l[1] == *version && l[2] == *language);
            assert_eq!(lines.count(), 1, "{id} {version} {language}");
        }
    }
}

#[test]
fn a_changed_text_under_a_released_version_is_noticed() {
    let texts =
        |text: &'static str| Texts::new("en", BTreeMap::from([("checklist.title".into(), text.into())]));
    let line = ["a", "1.0.0", "en", &texts_digest(&texts("old"))].map(str::to_string);
    assert_eq!(changed(std::slice::from_ref(&line), "a", "1.0.0", &[&texts("old")]), Vec::<String>::new());
    assert_eq!(changed(std::slice::from_ref(&line), "a", "1.0.0", &[&texts("new")]), ["a 1.0.0 en"]);
    assert_eq!(changed(&[line], "a", "1.0.1", &[&texts("new")]), Vec::<String>::new());
}
