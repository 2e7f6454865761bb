//! Whether any profile can make a condition hold.

use crate::model::{Applies, Fact, FactValue, Facts, Truth};

/// The most profiles that are tried; beyond it a condition counts as reachable.
const MOST_TRIES: usize = 100_000;

/// Whether some profile makes the condition hold: tries every value of every fact that still decides.
pub(super) fn is_reachable(applies: &Applies, facts: &[Fact]) -> bool {
    let mut search = Search { applies, facts, profile: Facts::new(), tries: 0 };
    search.any()
}

struct Search<'a> {
    applies: &'a Applies,
    facts: &'a [Fact],
    profile: Facts,
    tries: usize,
}

impl Search<'_> {
    fn any(&mut self) -> bool {
        self.tries += 1;
        match self.applies.holds(&self.profile) {
            Truth::Yes => return true,
            Truth::No => return false,
            Truth::NotStated if self.tries > MOST_TRIES => return true,
            Truth::NotStated => {}
        }
        let mut open = self.applies.deciding(&self.profile).into_iter();
        let Some(fact) = open.find(|f| !self.profile.contains_key(*f)).cloned() else { return true };
        let values = match self.facts.iter().find(|f| f.id == fact).and_then(|f| f.one_of.as_ref()) {
            Some(words) => words.iter().cloned().map(FactValue::Word).collect(),
            None => vec![FactValue::Flag(true), FactValue::Flag(false)],
        };
        for value in values {
            self.profile.insert(fact.clone(), value);
            if self.any() {
                return true;
            }
        }
        self.profile.remove(&fact);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactId, FactTable, parse};

    struct Table(Vec<Fact>);

    impl FactTable for Table {
        fn words_of(&self, fact: &str) -> Option<Option<Vec<&str>>> {
            let fact = self.0.iter().find(|f| f.id.as_str() == fact)?;
            Some(fact.one_of.as_ref().map(|words| words.iter().map(String::as_str).collect()))
        }
        fn names(&self) -> Vec<&str> {
            self.0.iter().map(|f| f.id.as_str()).collect()
        }
    }

    fn table() -> Table {
        let fact = |id: &str, words: Option<[&str; 2]>| Fact {
            id: FactId::parse(id).expect("an id"),
            one_of: words.map(|w| w.map(str::to_string).to_vec()),
        };
        let mut facts = vec![fact("size", Some(["small", "large"]))];
        facts.extend((0..20).map(|i| fact(&format!("f{i}"), None)));
        Table(facts)
    }

    fn reachable(text: &str) -> bool {
        let table = table();
        is_reachable(&parse(text, &table).expect("a condition"), &table.0)
    }

    #[test]
    fn a_condition_that_contradicts_itself_is_out_of_reach() {
        assert!(!reachable("f0 and not f0"));
        assert!(!reachable("size == small and size == large"));
        assert!(!reachable("f1 and not (f1 or f2)"));
        assert!(!reachable("size != small and size != large"));
        assert!(!reachable("not always"));
    }

    #[test]
    fn a_condition_that_some_profile_meets_is_within_reach() {
        assert!(reachable("always"));
        assert!(reachable("f0 and not f1 and size in (small, large)"));
        let all: Vec<String> = (0..20).map(|i| format!("f{i}")).collect();
        assert!(reachable(&all.join(" and ")));
        assert!(!reachable(&format!("{} and not f19", all.join(" and "))));
    }
}
