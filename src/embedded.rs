//! Files that lie in the program, packed small by the build script: what is read seldom, or by people.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// Path and text of every file of a pack, sorted by path.
pub(crate) fn unpack(pack: &[u8]) -> Vec<(String, String)> {
    let mut bytes = Vec::new();
    let read = DeflateDecoder::new(pack).read_to_end(&mut bytes);
    read.ok().and_then(|_| postcard::from_bytes(&bytes).ok()).expect("the build script packed it")
}
