//! What the build script puts into the program: files, packed small, that are read seldom or by people, and
//! texts that are looked up where they lie.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// Path and text of every file of a pack, sorted by path.
pub(crate) fn unpack(pack: &[u8]) -> Vec<(String, String)> {
    let mut bytes = Vec::new();
    let read = DeflateDecoder::new(pack).read_to_end(&mut bytes);
    read.ok().and_then(|_| postcard::from_bytes(&bytes).ok()).expect("the build script packed it")
}

/// Texts by key, each looked up where it lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// Every key with its text behind it, by key.
    pub(crate) all: &'static str,
    /// Where each key begins, and where its text does. **Unit:** bytes.
    pub(crate) places: &'static [(u32, u32)],
}

impl Words {
    /// The text of a key.
    pub(crate) fn find(self, key: &str) -> Option<&'static str> {
        self.places.binary_search_by(|place| self.key(*place).cmp(key)).ok().map(|at| self.text(at))
    }

    /// Every key with its text, by key.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.places.iter().enumerate().map(move |(at, place)| (self.key(*place), self.text(at)))
    }

    fn key(self, (key, text): (u32, u32)) -> &'static str {
        &self.all[key as usize..text as usize]
    }

    fn text(self, at: usize) -> &'static str {
        let end = self.places.get(at + 1).map_or(self.all.len(), |(next, _)| *next as usize);
        &self.all[self.places[at].1 as usize..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_whole_key() {
        let words = Words { all: "aonea.btwo\nlinesc", places: &[(0, 1), (4, 7), (16, 17)] };
        let found = ["a", "a.b", "c", "b", ""].map(|key| words.find(key));
        assert_eq!(found, [Some("one"), Some("two\nlines"), Some(""), None, None]);
        assert_eq!(words.entries().map(|(key, _)| key).collect::<Vec<_>>(), ["a", "a.b", "c"]);
    }
}
