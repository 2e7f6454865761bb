//! Reading of the `applies` language: an expression's text becomes a condition, or a located problem.

use std::ops::Range;

use crate::model::{Applies, FactId};

/// The deepest nesting of parentheses and `not`.
const DEEPEST: usize = 64;
/// The longest expression, in bytes.
const LONGEST: usize = 4096;

/// The declared facts that an expression may name.
pub trait FactTable {
    /// `None`: no such fact. `Some(None)`: a flag. `Some(Some(words))`: one of these words.
    fn words_of(&self, fact: &str) -> Option<Option<Vec<&str>>>;
    /// Every declared name, for suggestions.
    fn names(&self) -> Vec<&str>;
}

/// Why an expression cannot be read, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// Bytes of the expression's text.
    pub at: Range<usize>,
    /// What is wrong.
    pub problem: ExpressionProblem,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionProblem {
    /// Something else was expected here: the word found (empty at the end).
    Unexpected(String),
    /// A name that no fact has, with the nearest that there is.
    UnknownFact(String, Option<String>),
    /// A word that is no value of the fact, with the nearest that there is.
    UnknownValue {
        /// The fact.
        fact: String,
        /// The word.
        value: String,
        /// The nearest value.
        nearest: Option<String>,
    },
    /// A fact with words used as a flag, or a flag compared with a word.
    WrongUse(String),
    /// Nested too deeply, or too long.
    TooComplex,
}

/// Reads an expression against the declared facts. **Errors:** the first problem, with its place.
pub fn parse(text: &str, table: &dyn FactTable) -> Result<Applies, ExpressionError> {
    if text.len() > LONGEST {
        return Err(ExpressionError { at: 0..text.len(), problem: ExpressionProblem::TooComplex });
    }
    let mut parser = Parser { tokens: tokens(text), next: 0, table, end: text.len() };
    let parsed = parser.or(0)?;
    match parser.peek() {
        Some(token) => Err(parser.unexpected(token.clone())),
        None => Ok(parsed),
    }
}

type Token<'t> = (&'t str, Range<usize>);

fn tokens(text: &str) -> Vec<Token<'_>> {
    let word = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        let pair = matches!(c, '=' | '!') && text[end..].starts_with('=');
        while let Some((i, next)) = chars.peek().copied() {
            if !(word(c) && word(next) || pair && i == start + 1) {
                break;
            }
            end = i + next.len_utf8();
            chars.next();
        }
        found.push((&text[start..end], start..end));
    }
    found
}

struct Parser<'t> {
    tokens: Vec<Token<'t>>,
    next: usize,
    table: &'t dyn FactTable,
    end: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&Token<'t>> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Result<Token<'t>, ExpressionError> {
        let end = self.end;
        let token = self
            .peek()
            .cloned()
            .ok_or(ExpressionError { at: end..end, problem: ExpressionProblem::Unexpected(String::new()) })?;
        self.next += 1;
        Ok(token)
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|(w, _)| *w == word);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, word: &str) -> Result<(), ExpressionError> {
        let token = self.take()?;
        if token.0 == word { Ok(()) } else { Err(self.unexpected(token)) }
    }

    fn unexpected(&self, token: Token<'t>) -> ExpressionError {
        ExpressionError { at: token.1, problem: ExpressionProblem::Unexpected(token.0.to_string()) }
    }

    fn or(&mut self, depth: usize) -> Result<Applies, ExpressionError> {
        let mut parts = vec![self.and(depth)?];
        while self.eat("or") {
            parts.push(self.and(depth)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Applies::Or(parts) })
    }

    fn and(&mut self, depth: usize) -> Result<Applies, ExpressionError> {
        let mut parts = vec![self.not(depth)?];
        while self.eat("and") {
            parts.push(self.not(depth)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Applies::And(parts) })
    }

    fn not(&mut self, depth: usize) -> Result<Applies, ExpressionError> {
        if depth > DEEPEST {
            let at = self.peek().map_or(self.end..self.end, |t| t.1.clone());
            return Err(ExpressionError { at, problem: ExpressionProblem::TooComplex });
        }
        if self.eat("not") {
            return Ok(Applies::Not(Box::new(self.not(depth + 1)?)));
        }
        if self.eat("(") {
            let inner = self.or(depth + 1)?;
            self.expect(")")?;
            return Ok(inner);
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Applies, ExpressionError> {
        let (name, at) = self.take()?;
        if name == "always" {
            return Ok(Applies::Always);
        }
        let is_word = name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if !is_word || ["and", "or", "in", "not"].contains(&name) {
            return Err(self.unexpected((name, at)));
        }
        let Some(words) = self.table.words_of(name) else {
            let nearest = crate::diag::nearest(name, self.table.names());
            let problem = ExpressionProblem::UnknownFact(name.to_string(), nearest);
            return Err(ExpressionError { at, problem });
        };
        let fact = FactId::parse(name).map_err(|_| self.unexpected((name, at.clone())))?;
        let wrong_use = ExpressionError { at, problem: ExpressionProblem::WrongUse(name.to_string()) };
        let negated = self.peek().is_some_and(|(w, _)| *w == "!=");
        if self.eat("==") || self.eat("!=") {
            let words = words.ok_or(wrong_use)?;
            let value = self.value(name, &words)?;
            let is = Applies::OneOf(fact, vec![value]);
            return Ok(if negated { Applies::Not(Box::new(is)) } else { is });
        }
        if self.eat("in") {
            let words = words.ok_or(wrong_use)?;
            return Ok(Applies::OneOf(fact, self.list(name, &words)?));
        }
        if words.is_some() { Err(wrong_use) } else { Ok(Applies::Flag(fact)) }
    }

    fn list(&mut self, fact: &str, words: &[&str]) -> Result<Vec<String>, ExpressionError> {
        self.expect("(")?;
        let mut values = vec![self.value(fact, words)?];
        while self.eat(",") {
            values.push(self.value(fact, words)?);
        }
        self.expect(")")?;
        Ok(values)
    }

    fn value(&mut self, fact: &str, words: &[&str]) -> Result<String, ExpressionError> {
        let (word, at) = self.take()?;
        if words.contains(&word) {
            return Ok(word.to_string());
        }
        if !word.starts_with(|c: char| c.is_alphanumeric()) {
            return Err(self.unexpected((word, at)));
        }
        let nearest = crate::diag::nearest(word, words.iter().copied());
        let problem =
            ExpressionProblem::UnknownValue { fact: fact.to_string(), value: word.to_string(), nearest };
        Err(ExpressionError { at, problem })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactValue, Facts, Truth};

    struct Table;
    impl FactTable for Table {
        fn words_of(&self, fact: &str) -> Option<Option<Vec<&str>>> {
            match fact {
                "size" => Some(Some(vec!["micro", "small", "medium", "large"])),
                "crit_infra" | "owns_domain" | "state" => Some(None),
                _ => None,
            }
        }
        fn names(&self) -> Vec<&str> {
            vec!["size", "crit_infra", "owns_domain", "state"]
        }
    }

    #[test]
    fn an_expression_is_written_as_it_was_read() {
        for text in [
            "always",
            "crit_infra",
            "size == small",
            "size != small",
            "size in (micro, small)",
            "not (size in (micro, small))",
            "not state or crit_infra and owns_domain",
            "owns_domain and (crit_infra or size in (medium, large))",
            "not (crit_infra or state)",
        ] {
            assert_eq!(parse(text, &Table).unwrap().to_string(), text);
        }
    }

    fn facts(pairs: &[(&str, &str)]) -> Facts {
        let value = |v: &str| match v {
            "true" => FactValue::Flag(true),
            "false" => FactValue::Flag(false),
            word => FactValue::Word(word.to_string()),
        };
        pairs.iter().map(|(k, v)| (FactId::parse(k).unwrap(), value(v))).collect()
    }

    fn holds(text: &str, pairs: &[(&str, &str)]) -> Truth {
        parse(text, &Table).expect("an expression").holds(&facts(pairs))
    }

    fn problem(text: &str) -> (Range<usize>, ExpressionProblem) {
        let error = parse(text, &Table).expect_err("a problem");
        (error.at, error.problem)
    }

    #[test]
    fn and_binds_closer_than_or_and_not_closest() {
        let pairs = [("crit_infra", "true"), ("owns_domain", "false"), ("size", "micro")];
        assert_eq!(holds("crit_infra or owns_domain and size == large", &pairs), Truth::Yes);
        assert_eq!(holds("(crit_infra or owns_domain) and size == large", &pairs), Truth::No);
        assert_eq!(holds("not owns_domain and size in (micro, small)", &pairs), Truth::Yes);
        assert_eq!(holds("size != micro", &pairs), Truth::No);
    }

    #[test]
    fn a_fact_that_is_not_stated_is_never_silently_false() {
        assert_eq!(holds("crit_infra", &[]), Truth::NotStated);
        assert_eq!(holds("not crit_infra", &[]), Truth::NotStated);
        assert_eq!(holds("crit_infra or owns_domain", &[("owns_domain", "true")]), Truth::Yes);
        assert_eq!(holds("crit_infra and owns_domain", &[("owns_domain", "false")]), Truth::No);
        assert_eq!(holds("always", &[]), Truth::Yes);
    }

    #[test]
    fn a_word_on_the_right_is_a_value_even_when_a_fact_has_the_same_name() {
        let (at, found) = problem("size == state");
        assert_eq!(at, 8..13);
        assert!(matches!(found, ExpressionProblem::UnknownValue { .. }));
    }

    #[test]
    fn problems_name_the_place_and_the_nearest_right_word() {
        assert_eq!(
            problem("crit_infar or size == large"),
            (0..10, ExpressionProblem::UnknownFact("crit_infar".into(), Some("crit_infra".into())))
        );
        assert_eq!(problem("size in (medium, large").0, 22..22);
        assert_eq!(problem("size").1, ExpressionProblem::WrongUse("size".into()));
        assert_eq!(problem("crit_infra == yes").1, ExpressionProblem::WrongUse("crit_infra".into()));
        assert_eq!(problem("crit_infra owns_domain").0, 11..22);
        assert_eq!(problem("").1, ExpressionProblem::Unexpected(String::new()));
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        let text = format!("{}crit_infra", "not ".repeat(900));
        assert_eq!(problem(&text).1, ExpressionProblem::TooComplex);
        let text = format!("{}crit_infra{}", "(".repeat(900), ")".repeat(900));
        assert_eq!(problem(&text).1, ExpressionProblem::TooComplex);
    }

    #[test]
    fn the_deciding_facts_of_a_refusal_are_named() {
        let parsed = parse("owns_domain and (crit_infra or size == large)", &Table).unwrap();
        let facts = facts(&[("owns_domain", "true"), ("crit_infra", "false"), ("size", "small")]);
        let named: Vec<&str> = parsed.deciding(&facts).iter().map(|f| f.as_str()).collect();
        assert_eq!(named, ["crit_infra", "size"]);
    }
}
