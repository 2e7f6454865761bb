//! Every rule, finding, change and blind spot has its words in every language.

use gapcheck::compare::ChangeKind;
use gapcheck::policy::{RULES, Watch, Why};
use gapcheck::text::Catalogue;
use std::collections::BTreeSet;

fn has(words: &Catalogue, key: &str) -> bool {
    words.find(key).is_some() || words.find(&format!("{key}.other")).is_some()
}

/// Every catalogue key that a run of `check` may ask for.
fn keys() -> Vec<String> {
    let mut keys = Vec::new();
    for rule in RULES {
        keys.extend([rule.title(), rule.doc(), format!("finding.{}.help", rule.id())]);
        let sentence = |variant: &&str| match *variant {
            "" => format!("finding.{}", rule.id()),
            variant => format!("finding.{}.{variant}", rule.id()),
        };
        keys.extend(rule.variants().iter().map(sentence));
    }
    keys.extend(Why::ALL.iter().map(|why| format!("skipped.{}", why.id())));
    for watch in Watch::ALL {
        keys.extend([format!("blind.{}", watch.id()), format!("blind.{}.cover", watch.id())]);
    }
    keys.extend(ChangeKind::ALL.iter().map(|kind| format!("change.{}", kind.id())));
    keys
}

#[test]
fn every_rule_has_an_id_of_its_own_in_kebab_case() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id()).collect();
    assert_eq!(ids.len(), RULES.len());
    assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
}

#[test]
fn every_sentence_that_a_check_may_say_is_there_in_every_language() {
    for language in Catalogue::languages() {
        let words = Catalogue::of(language).expect("it is listed");
        let missing: Vec<String> = keys().into_iter().filter(|key| !has(&words, key)).collect();
        assert_eq!(missing, Vec::<String>::new(), "{language}");
    }
}

#[test]
fn no_sentence_of_a_finding_is_left_over() {
    let words = Catalogue::english();
    let known: BTreeSet<String> = keys().into_iter().collect();
    let stem = |key: &str| key.trim_end_matches(".one").trim_end_matches(".other").to_string();
    let left = words.entries().map(|(key, _)| key).filter(|key| {
        let ours = ["finding.", "rule.", "blind.", "skipped.", "change."].iter().any(|p| key.starts_with(p));
        let help = key.starts_with("finding.") && key.ends_with(".help");
        ours && !help && !key.starts_with("finding.at.") && !known.contains(&stem(key))
    });
    assert_eq!(left.collect::<Vec<_>>(), Vec::<&str>::new());
}
