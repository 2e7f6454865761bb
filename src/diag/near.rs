//! Names that may be meant by one that leads nowhere.

use std::sync::Arc;

/// A name that may be meant; it may be looked for later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion(Box<Meant>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Meant {
    given: String,
    names: Names,
    otherwise: Option<String>,
}

/// Names of which one may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Names of the program.
    Fixed(&'static [&'static str]),
    /// Names of a file, shared by all that refer to them.
    Shared(Arc<[String]>),
}

impl From<&[&str]> for Names {
    fn from(names: &[&str]) -> Names {
        Names::Shared(names.iter().map(ToString::to_string).collect())
    }
}

impl From<Arc<[String]>> for Names {
    fn from(names: Arc<[String]>) -> Names {
        Names::Shared(names)
    }
}

impl Suggestion {
    /// This name.
    pub fn of(name: impl Into<String>) -> Suggestion {
        let (given, names) = (String::new(), Names::Fixed(&[]));
        Suggestion(Box::new(Meant { given, names, otherwise: Some(name.into()) }))
    }

    /// The nearest of some names, if one is near.
    pub(super) fn among(given: &str, names: Names) -> Suggestion {
        let (given, names) = match given.len() > LONGEST_GIVEN {
            true => (String::new(), Names::Fixed(&[])),
            false => (given.to_string(), names),
        };
        Suggestion(Box::new(Meant { given, names, otherwise: None }))
    }

    /// The same, with a name for when none is near.
    #[must_use]
    pub fn or(mut self, name: String) -> Suggestion {
        self.0.otherwise = Some(name);
        self
    }

    /// The name, when one is near enough to be meant.
    pub fn name(&self) -> Option<String> {
        let Meant { given, names, otherwise } = &*self.0;
        let found = match names {
            Names::Fixed(names) => nearest(given, names.iter().copied()),
            Names::Shared(names) => nearest(given, names.iter().map(String::as_str)),
        };
        found.or_else(|| otherwise.clone())
    }
}

/// The longest text that may be a slip for a name. **Unit:** bytes.
const LONGEST_GIVEN: usize = 500;

/// The candidate nearest to `given`, by edit distance with case ignored, when it differs in at most a
/// third of its characters: one edit from three characters on, none in shorter words. A text longer than any
/// id is near to nothing.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if given.len() > LONGEST_GIVEN {
        return None;
    }
    let limit = (given.chars().count() / 3).min(8);
    let lower = given.to_lowercase();
    candidates
        .into_iter()
        .map(|c| (edit_distance(&lower, &c.to_lowercase(), limit), c))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, c)| c.to_string())
}

/// The number of insertions, deletions, replacements and swaps of neighbours
/// between two words; anything above `limit` is returned as `limit + 1`.
fn edit_distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    // The row before the last, the last one, and the one that is filled.
    let (mut before, mut last) = (Vec::new(), (0..=b.len()).collect::<Vec<usize>>());
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best: usize = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_pair_of_letters_is_one_edit() {
        assert_eq!(nearest("wieght", ["weight", "why"]), Some("weight".into()));
    }

    #[test]
    fn a_name_that_is_far_from_everything_gets_no_suggestion() {
        assert_eq!(nearest("zebra", ["weight", "applies"]), None);
    }

    #[test]
    fn a_text_that_is_longer_than_any_name_is_near_to_nothing() {
        let name = "x".repeat(500);
        assert_eq!(nearest(&name.replacen('x', "y", 1), [name.as_str()]), Some(name.clone()));
        assert_eq!(nearest(&format!("{name}x"), [name.as_str()]), None);
    }

    #[test]
    fn a_name_that_is_looked_for_later_is_the_same() {
        let long = "x".repeat(501);
        for given in ["wieght", "zebra", "", &long] {
            let names: Names = ["weight", "why", &long][..].into();
            let later = Suggestion::among(given, names);
            assert_eq!(later.name(), nearest(given, ["weight", "why", &long]));
            let or = later.or("other".into()).name();
            assert_eq!(or, nearest(given, ["weight", "why", &long]).or(Some("other".into())));
        }
    }

    #[test]
    fn a_short_word_is_not_mistaken_for_another() {
        assert_eq!(nearest("5", ["0", "4"]), None);
        assert_eq!(nearest("E5", ["E1", "E4"]), None);
        assert_eq!(nearest("e4", ["E1", "E4"]), Some("E4".into()));
    }

    #[test]
    fn the_wrong_case_is_suggested_with_the_right_spelling() {
        assert_eq!(nearest("pc7-iam-01", ["PC7-IAM-01", "PC7-IAM-02"]), Some("PC7-IAM-01".into()));
    }
}
