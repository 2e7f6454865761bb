//! The words of a result, each in a paragraph, with what the method at hand says of it.

use std::fmt::Display;

use crate::gap::{CONDITIONAL_DAYS, KnockOutState, VERIFIED};
use crate::model::{Effort, Method, Tier};
use crate::report::text::{Book, Ink, Page};
use crate::report::view::{in_words, measure_title};
use crate::score::about::{self, Saying};
use crate::text::clean;

/// Every word that is explained. Its title stands in the catalogue under `word.<id>`, its paragraph under
/// `word.<id>.doc`.
pub const WORDS: &[&str] = &[
    "A",
    "B",
    "C",
    "D",
    "NR",
    "NM",
    "E0",
    "E1",
    "E2",
    "E3",
    "E4",
    "knock-out",
    "coverage",
    "confidence",
    "priority",
    "target",
    "range",
];
/// The word under which what the method makes of every tier stands.
const CONFIDENCE: &str = "confidence";

/// The word that somebody means, in any letters.
pub fn find_word(name: &str) -> Option<&'static str> {
    WORDS.iter().copied().find(|word| word.eq_ignore_ascii_case(name))
}

/// Writes what a word means, and what a method says of it.
pub fn word(page: &mut Page, book: &Book, method: Option<&Method>, word: &str) {
    let multiplier = KnockOutState::multiplier;
    let values: [(&str, &dyn Display); 7] = [
        ("verified", &VERIFIED.id()),
        ("days", &CONDITIONAL_DAYS),
        ("failed", &multiplier(KnockOutState::Failed)),
        ("open", &multiplier(KnockOutState::Unverified)),
        ("small", &Effort::S.divisor()),
        ("medium", &Effort::M.divisor()),
        ("large", &Effort::L.divisor()),
    ];
    page.heading(&book.words.text(&format!("word.{word}")));
    page.paragraph(2, Ink::Plain, &book.words.say(&format!("word.{word}.doc"), &values));
    let Some(method) = method else { return };
    let lines: Vec<String> = match (Tier::parse(word), word) {
        (Some(tier), _) => about::of_tier(method, tier).iter().map(|s| said(book, method, s)).collect(),
        (None, CONFIDENCE) => tiers(book, method),
        (None, label) => about::of_label(method, label).iter().map(|s| said(book, method, s)).collect(),
    };
    if lines.is_empty() {
        return;
    }
    let title = book.texts.text(&format!("method.{}.title", method.id));
    page.blank();
    page.paragraph(2, Ink::Faint, &book.words.say("saying.by", &[("method", &clean(&title))]));
    for line in lines {
        page.item(2, &line);
    }
}

/// What a method makes of each tier.
fn tiers(book: &Book, method: &Method) -> Vec<String> {
    let of = |tier: Tier| {
        let all = about::of_tier(method, tier).into_iter();
        all.map(move |saying| format!("{} – {}", tier.id(), said(book, method, &saying)))
    };
    Tier::ALL.into_iter().flat_map(of).collect()
}

fn said(book: &Book, method: &Method, saying: &Saying) -> String {
    let measure = measure_title((book.texts, book.words), method.id.as_str(), saying.measure.as_str());
    let condition = in_words(&book.words, &clean(&saying.condition));
    let values: [(&str, &dyn Display); 3] =
        [("measure", &measure), ("value", &clean(&saying.value)), ("condition", &condition)];
    book.words.say(&format!("saying.{}", saying.way.id()), &values)
}
