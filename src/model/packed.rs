//! Exact numbers in packed data: numerator and denominator, so that nothing has to be read as text.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::Exact;

/// A number as it is packed.
#[derive(Serialize, Deserialize)]
enum Packed<'p> {
    /// Numerator and denominator.
    Small(i64, i64),
    /// What is too large for that, as text.
    Large(Cow<'p, str>),
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let packed = match self.parts() {
            Some((num, den)) => Packed::Small(num, den),
            None => Packed::Large(self.to_string().into()),
        };
        packed.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = match Packed::deserialize(deserializer)? {
            Packed::Small(num, den) => Exact::ratio(num, den),
            Packed::Large(text) => Exact::parse(&text),
        };
        number.ok_or_else(|| D::Error::custom("a denominator is 0, or a text is no number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_size_come_back_from_packed_data() {
        for text in ["0", "-1/3", "9223372036854775807", "-9223372036854775808", "1e30", "7/1e30"] {
            let number = Exact::parse(text).expect("a number");
            let packed = postcard::to_stdvec(&number).expect("plain data");
            assert_eq!(postcard::from_bytes::<Exact>(&packed), Ok(number), "{text}");
        }
        assert!(postcard::from_bytes::<Exact>(&[0, 2, 0]).is_err(), "1/0");
    }
}
