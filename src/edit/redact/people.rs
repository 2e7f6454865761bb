//! Stand-ins for people.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::edit::piece::Piece;
use crate::edit::shape::Shape;

/// The size of a block of SHA-256 (FIPS 180-4, section 1). **Unit:** bytes.
const BLOCK: usize = 64;
/// How much of a keyed digest stands in a name. **Unit:** bytes.
const SHORT: usize = 6;

/// How people are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// By a number that begins anew in each answer: nobody can be followed from one to another.
    PerAnswer,
    /// By a number in order of appearance: the same in the whole file.
    Numbered,
    /// By a digest with this key: the same in every file that is made with it, and nobody without the key
    /// can find out who it is by trying names.
    Keyed(Vec<u8>),
}

/// The people met so far.
pub(super) struct People<'n> {
    naming: &'n Naming,
    numbers: BTreeMap<String, usize>,
}

impl<'n> People<'n> {
    pub(super) fn new(naming: &'n Naming) -> People<'n> {
        People { naming, numbers: BTreeMap::new() }
    }

    /// Another answer begins.
    pub(super) fn begin(&mut self) {
        if *self.naming == Naming::PerAnswer {
            self.numbers.clear();
        }
    }

    /// Who stands in for a person. Case and spaces of a name do not count, as in scoring.
    pub(super) fn stand_in(&mut self, name: &Shape) -> Piece {
        let name = name.word().unwrap_or_default();
        let normal = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if normal.is_empty() {
            return Piece::Nothing;
        }
        if let Naming::Keyed(key) = self.naming {
            let hex: String =
                hmac(key, normal.as_bytes())[..SHORT].iter().map(|byte| format!("{byte:02x}")).collect();
            return Piece::text(format!("person-{hex}"));
        }
        let next = self.numbers.len() + 1;
        let number = self.numbers.entry(normal).or_insert(next);
        Piece::text(format!("person-{number}"))
    }
}

/// HMAC with SHA-256 (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0u8; BLOCK];
    match key.len() > BLOCK {
        true => block[..32].copy_from_slice(&Sha256::digest(key)),
        false => block[..key.len()].copy_from_slice(key),
    }
    let padded = |pad: u8| block.map(|byte| byte ^ pad);
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn keyed_digests_are_those_of_the_standard() {
        // RFC 4231, test cases 2 and 6.
        assert_eq!(
            hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(&hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn one_person_has_one_stand_in_however_the_name_is_written() {
        for naming in [Naming::PerAnswer, Naming::Numbered, Naming::Keyed(b"0123456789abcdef".to_vec())] {
            let mut people = People::new(&naming);
            let mut of = |name: &str| people.stand_in(&Shape::will_be(&Piece::text(name)));
            assert_eq!(of("Ann  Roe"), of(" ann roe"));
            assert_ne!(of("Ann Roe"), of("Bo Roe"));
        }
    }
}
