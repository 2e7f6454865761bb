//! The checklists inside the program, in a packed form that costs no reading of YAML.
//!
//! `src/source/bundled/` holds the packed structure of each (`<id>.bin`), its texts in each language
//! (`<id>.<language>.txt`, its own `<id>.0-<language>.txt`: one line for a text, key and text divided by a tab; a line that begins with a
//! tab continues the text) and the digests of released texts. A test makes them from the YAML files
//! under `checklists/` and fails when they differ. The YAML files are inside the program as well.

use std::sync::LazyLock;

use super::decode::digest;
use super::load::Files;
use crate::embedded::{self, Words};
use crate::model::{Checklist, Texts};

/// A checklist inside the program.
#[derive(Clone, Copy, Debug)]
pub struct Bundled {
    /// Its id, which is also the name of its folder.
    pub id: &'static str,
    packed: &'static [u8],
    texts: &'static [(&'static str, Words)],
}

/// Every bundled checklist, by id.
static BUNDLED: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// Every file under `checklists/`.
static FILES: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| embedded::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/checklists.pack"))));

impl Bundled {
    /// The id of the checklist that is meant when none is named.
    pub const DEFAULT: &str = "paris-call";

    /// Every bundled checklist, by id.
    pub fn all() -> &'static [Bundled] {
        BUNDLED
    }

    /// The bundled checklist with an id.
    pub fn find(id: &str) -> Option<&'static Bundled> {
        BUNDLED.iter().find(|bundled| bundled.id == id)
    }

    /// Its structure. Spans in it point nowhere.
    pub fn checklist(&self) -> Checklist {
        unpack(self.packed).expect("a test has unpacked it and compared it with its files")
    }

    /// The languages of its texts; its own comes first.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.texts.iter().map(|(language, _)| *language)
    }

    /// Its texts in a language; `None` when it has none.
    pub fn texts(&self, language: &str) -> Option<Texts> {
        let (own_language, own) = self.texts.first()?;
        let base = || Texts::embedded(*own_language, *own);
        if language == *own_language {
            return Some(base());
        }
        let (_, texts) = self.texts.iter().find(|(l, _)| *l == language)?;
        Some(Texts::embedded(language, *texts).over(base()))
    }

    /// Its YAML files, by path below its folder.
    pub fn yaml(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let id = self.id;
        let below = move |path: &'static str| path.strip_prefix(id)?.strip_prefix('/');
        FILES.iter().filter_map(move |(path, text)| Some((below(path)?, text.as_str())))
    }

    /// Its YAML files as [`read_checklist`](super::load::read_checklist) takes them.
    pub fn files(&self) -> Files {
        self.yaml().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
    }
}

/// The packed form of a checklist. Spans are not kept.
pub fn pack(checklist: &Checklist) -> Vec<u8> {
    postcard::to_stdvec(checklist).expect("a checklist is plain data of known length")
}

/// The checklist of a packed form; `None` when it is none.
pub fn unpack(packed: &[u8]) -> Option<Checklist> {
    postcard::from_bytes(packed).ok()
}

/// The packed form of the texts of one language.
pub fn pack_texts(texts: &Texts) -> String {
    let mut packed = String::new();
    for key in texts.keys() {
        let (text, _) = texts.get(key).expect("the key is its own");
        packed.push_str(key);
        packed.push('\t');
        packed.push_str(&text.replace('\n', "\n\t"));
        packed.push('\n');
    }
    packed
}

/// The digest of the texts of one language, as it stands in `released.txt`.
pub fn texts_digest(texts: &Texts) -> String {
    digest(&pack_texts(texts))
}
