//! Embeds the language catalogues, the templates and the bundled checklists' files, so that the
//! program needs no file of its own at run time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    for folder in ["report-templates", "checklists", "policies", "src/source/bundled"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("catalogues.rs"), catalogues()).expect("the output folder can be written");
    fs::write(out.join("bundled.rs"), bundled(Path::new("src/source/bundled"))).expect("as above");
    for (name, folder) in
        [("templates.rs", "report-templates"), ("checklists.rs", "checklists"), ("policies.rs", "policies")]
    {
        fs::write(out.join(name), embedded(Path::new(folder))).expect("the output folder can be written");
    }
}

/// `&[("en", &[("key", "text"), …]), …]`, sorted by key for binary search.
fn catalogues() -> String {
    let mut code = String::from("&[\n");
    for path in files_below(Path::new("report-templates/lang")) {
        let language = path.file_stem().and_then(|s| s.to_str()).expect("a catalogue has a name");
        let text = fs::read_to_string(&path).expect("a catalogue can be read");
        let entries: BTreeMap<String, String> = serde_yaml::from_str(&text)
            .unwrap_or_else(|e| panic!("{} is not a flat map of texts: {e}", path.display()));
        writeln!(code, "({language:?}, &[").expect("a string can be written");
        for (key, text) in entries {
            writeln!(code, "({key:?}, {text:?}),").expect("a string can be written");
        }
        code.push_str("]),\n");
    }
    code.push(']');
    code
}

/// `&[Bundled { id, packed, texts }, …]`: one entry for each `<id>.bin`, with the texts of
/// `<id>.<language>.txt`; the checklist's own language is `<id>.0-<language>.txt` and so comes first.
fn bundled(folder: &Path) -> String {
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
            Some((language, p.canonicalize().expect("it exists")))
        });
        for (language, path) in texts {
            let language = language.trim_start_matches("0-");
            write!(code, "({language:?}, include_str!({path:?})), ").expect("a string can be written");
        }
        code.push_str("] },\n");
    }
    code.push(']');
    code
}

/// `&[("path/below/folder", include_str!("…")), …]`, sorted by path.
fn embedded(folder: &Path) -> String {
    let mut code = String::from("&[\n");
    for path in files_below(folder) {
        let name = path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/");
        let full = path.canonicalize().expect("it exists");
        writeln!(code, "({name:?}, include_str!({:?})),", full).expect("a string can be written");
    }
    code.push(']');
    code
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("the folder can be read").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
