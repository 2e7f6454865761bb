//! What a line typed at a control means: an answer with its reason, or a key.

use crate::model::{Control, ControlIx, Exact, Scale};
use crate::report::text::Book;
use crate::text::Catalogue;

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Unknown,
    NotApplicable,
    Skip,
    Note,
    Evidence,
    Owner,
    Due,
    Count,
    Remove,
    Back,
    Go,
    Find,
    Filter,
    More,
    Help,
    Stop,
}

impl Key {
    /// Every key, in the order of the help.
    pub(super) const ALL: [Key; 16] = [
        Key::Unknown,
        Key::NotApplicable,
        Key::Skip,
        Key::Note,
        Key::Evidence,
        Key::Owner,
        Key::Due,
        Key::Count,
        Key::Remove,
        Key::Back,
        Key::Go,
        Key::Find,
        Key::Filter,
        Key::More,
        Key::Help,
        Key::Stop,
    ];

    /// The end of its entries in the catalogue: `key.<id>` its letter and words, `key.<id>.doc` what it does.
    pub(super) fn id(self) -> &'static str {
        match self {
            Key::Unknown => "unknown",
            Key::NotApplicable => "not-applicable",
            Key::Skip => "skip",
            Key::Note => "note",
            Key::Evidence => "evidence",
            Key::Owner => "owner",
            Key::Due => "due",
            Key::Count => "count",
            Key::Remove => "remove",
            Key::Back => "back",
            Key::Go => "go",
            Key::Find => "find",
            Key::Filter => "filter",
            Key::More => "more",
            Key::Help => "help",
            Key::Stop => "stop",
        }
    }

    /// Its letter, then its words.
    fn words(self, words: &Catalogue) -> Vec<String> {
        words.text(&format!("key.{}", self.id())).split(' ').map(str::to_string).collect()
    }

    /// What to type for it: its letter, or its first word where a choice has taken the letter.
    pub(super) fn shown(self, choices: &Choices, words: &Catalogue) -> String {
        let all = self.words(words);
        let free = all.iter().find(|word| choices.meant(word).is_none());
        free.or(all.last()).cloned().unwrap_or_default()
    }
}

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An answer, and what else was said: a share, a reason.
    Answer { choices: Vec<String>, share: Option<String>, note: Option<String> },
    /// A key and what follows it.
    Key(Key, String),
    /// Nothing.
    None,
}

impl Meaning {
    /// Whether it is a key.
    pub(super) fn is(&self, key: Key) -> bool {
        matches!(self, Meaning::Key(own, _) if *own == key)
    }
}

/// The answers of a control with what people may type for them.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    /// Id and label of each choice, in order.
    all: Vec<(String, String)>,
    is_number: bool,
    several: bool,
    is_share: bool,
}

impl Choices {
    /// No choices: only keys have a meaning.
    pub(super) fn none() -> Choices {
        Choices { all: Vec::new(), is_number: false, several: false, is_share: false }
    }

    pub(super) fn of(book: &Book<'_>, ix: ControlIx) -> Choices {
        let control: &Control = book.checklist.control(ix);
        let scale: &Scale = book.checklist.scale_of(control);
        let one = |(i, choice): (usize, &crate::model::Choice)| {
            let label = book.choice_label(control, crate::model::ChoiceIx(i));
            (choice.id.to_string(), label.to_lowercase())
        };
        Choices {
            all: scale.choices.iter().enumerate().map(one).collect(),
            is_number: scale.number.is_some(),
            several: control.multiple,
            is_share: control.measured.is_some(),
        }
    }

    /// The ids, as a person is told them.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(id, _)| id.as_str())
    }

    /// The choice that a word means: its id, its label, or the only one that begins like that. A number
    /// means itself where the answer is a number.
    pub(super) fn meant(&self, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        if word.is_empty() {
            return None;
        }
        let is = |(id, label): &&(String, String)| id.to_lowercase() == word || *label == word;
        if let Some((id, _)) = self.all.iter().find(is) {
            return Some(id.clone());
        }
        let begins = |(id, label): &&(String, String)| {
            id.chars().all(char::is_alphabetic)
                && (id.to_lowercase().starts_with(&word) || label.starts_with(&word))
        };
        let mut near = self.all.iter().filter(begins);
        match (near.next(), near.next()) {
            (Some((id, _)), None) => Some(id.clone()),
            (Some(_), Some(_)) | (None, _) => {
                (self.is_number && Exact::parse(&word).is_some()).then(|| word.clone())
            }
        }
    }

    /// What a line means here.
    pub(super) fn meaning(&self, line: &str, words: &Catalogue) -> Meaning {
        let line = line.trim();
        if line.is_empty() {
            return Meaning::Key(Key::Skip, String::new());
        }
        if let Some(text) = line.strip_prefix('/') {
            return Meaning::Key(Key::Find, text.trim().to_string());
        }
        if let Some(choice) = self.meant(line) {
            return Meaning::Answer { choices: vec![choice], share: None, note: None };
        }
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let parts: Vec<&str> = if self.several { first.split(',').collect() } else { vec![first] };
        if let Some(choices) = parts.into_iter().map(|part| self.meant(part)).collect::<Option<Vec<_>>>() {
            return self.answer(choices, rest);
        }
        match key(first, words) {
            Some(key) => Meaning::Key(key, rest.to_string()),
            None => Meaning::None,
        }
    }

    fn answer(&self, choices: Vec<String>, rest: &str) -> Meaning {
        let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let is_share = self.is_share
            && first
                .split_once('/')
                .is_some_and(|(a, b)| Exact::parse(a).is_some() && Exact::parse(b).is_some());
        let (share, note) = match is_share {
            true => (Some(first.to_string()), after.trim()),
            false => (None, rest),
        };
        Meaning::Answer { choices, share, note: (!note.is_empty()).then(|| note.to_string()) }
    }
}

/// The key of a letter or word: in the reader's language, else by its English words.
fn key(word: &str, words: &Catalogue) -> Option<Key> {
    let word = word.to_lowercase();
    let own = Key::ALL.into_iter().find(|key| key.words(words).contains(&word));
    let english = || Key::ALL.into_iter().find(|key| key.words(&Catalogue::english())[1..].contains(&word));
    own.or_else(english)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn choices(all: &[(&str, &str)]) -> Choices {
        let all = all.iter().map(|(id, label)| (id.to_string(), label.to_lowercase())).collect();
        Choices { all, is_number: false, several: false, is_share: true }
    }

    fn answer(choice: &str, share: Option<&str>, note: Option<&str>) -> Meaning {
        let text = |text: &str| text.to_string();
        Meaning::Answer { choices: vec![text(choice)], share: share.map(text), note: note.map(text) }
    }

    #[test]
    fn a_line_is_an_answer_with_its_reason_or_a_key() {
        let words = Catalogue::english();
        let levels = choices(&[("0", "Not done"), ("1", "Begun"), ("2", "Defined")]);
        assert_eq!(levels.meaning(" 2 ", &words), answer("2", None, None));
        assert_eq!(levels.meaning("2 since May", &words), answer("2", None, Some("since May")));
        assert_eq!(
            levels.meaning("2 47/50 since May", &words),
            answer("2", Some("47/50"), Some("since May"))
        );
        assert_eq!(levels.meaning("n it is so", &words), Meaning::Key(Key::Note, "it is so".into()));
        assert_eq!(levels.meaning("", &words), Meaning::Key(Key::Skip, String::new()));
        assert_eq!(levels.meaning("/sign in", &words), Meaning::Key(Key::Find, "sign in".into()));
        assert_eq!(levels.meaning("7", &words), Meaning::None);
        assert_eq!(levels.meaning("23", &words), Meaning::None);
    }

    #[test]
    fn where_a_choice_begins_like_a_key_the_choice_has_the_letter() {
        let words = Catalogue::english();
        let yes_no = choices(&[("no", "No"), ("partial", "In part"), ("yes", "Yes")]);
        assert_eq!(yes_no.meaning("n", &words), answer("no", None, None));
        assert_eq!(yes_no.meaning("n nobody does", &words), answer("no", None, Some("nobody does")));
        assert_eq!(yes_no.meaning("In part", &words), answer("partial", None, None));
        assert_eq!(yes_no.meaning("note x", &words), Meaning::Key(Key::Note, "x".into()));
        assert_eq!(Key::Note.shown(&yes_no, &words), "note");
        assert_eq!(Key::Evidence.shown(&yes_no, &words), "e");
    }

    #[test]
    fn no_two_keys_share_a_letter_or_a_word_in_any_language_and_each_says_what_it_does() {
        for language in Catalogue::languages() {
            let words = Catalogue::of(language).expect("it is listed");
            let mut taken = BTreeSet::new();
            for key in Key::ALL {
                for word in key.words(&words) {
                    assert!(taken.insert(word.clone()), "{language}: {word} means two keys");
                }
                assert!(words.find(&format!("key.{}.doc", key.id())).is_some(), "{}", key.id());
            }
        }
    }
}
