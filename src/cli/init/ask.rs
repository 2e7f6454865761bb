//! Questions in plain lines, as every terminal, pipe and screen reader can show them.

use std::io::{self, BufRead, Write};

use crate::model::{Checklist, Fact, FactValue, Facts, Texts};
use crate::text::{Catalogue, clean};

/// How often a question is asked again before it is left open.
const TRIES: usize = 5;

/// Somebody to ask.
pub(super) struct Asker<'a> {
    pub(super) words: Catalogue,
    pub(super) input: &'a mut dyn BufRead,
    pub(super) output: &'a mut dyn Write,
}

/// What came back.
enum Reply<T> {
    /// An answer.
    Given(T),
    /// Nothing: the question stays open.
    Skipped,
    /// Nobody is there any more.
    Ended,
}

impl Asker<'_> {
    /// Asks for every fact that is not stated yet. An empty line leaves a fact open.
    pub(super) fn facts(
        &mut self,
        checklist: &Checklist,
        texts: &Texts,
        facts: &mut Facts,
    ) -> io::Result<()> {
        let open: Vec<&Fact> = checklist.facts.iter().filter(|f| !facts.contains_key(&f.id)).collect();
        if !open.is_empty() {
            writeln!(self.output, "{}", self.words.text("ask.intro"))?;
        }
        for (i, fact) in open.iter().enumerate() {
            writeln!(self.output, "\n[{}/{}] {}", i + 1, open.len(), self.ask(texts, fact))?;
            match self.fact(fact, texts)? {
                Reply::Given(value) => {
                    facts.insert(fact.id.clone(), value);
                }
                Reply::Skipped => {}
                Reply::Ended => break,
            }
        }
        Ok(())
    }

    /// Asks for a line of text; empty when nothing was given.
    pub(super) fn line(&mut self, key: &str) -> io::Result<String> {
        write!(self.output, "{} ", self.words.text(key))?;
        self.output.flush()?;
        Ok(self.read()?.unwrap_or_default())
    }

    fn ask(&self, texts: &Texts, fact: &Fact) -> String {
        clean(&texts.text(&format!("fact.{}.ask", fact.id))).into_owned()
    }

    fn fact(&mut self, fact: &Fact, texts: &Texts) -> io::Result<Reply<FactValue>> {
        for (i, word) in fact.one_of.iter().flatten().enumerate() {
            let label = texts.text(&format!("fact.{}.label.{word}", fact.id));
            writeln!(
                self.output,
                "  {}  {}",
                i + 1,
                if label.is_empty() { word.into() } else { clean(&label) }
            )?;
        }
        let key = if fact.one_of.is_some() { "ask.choice" } else { "ask.flag" };
        for _ in 0..TRIES {
            write!(self.output, "{} ", self.words.text(key))?;
            self.output.flush()?;
            let Some(line) = self.read()? else { return Ok(Reply::Ended) };
            if line.is_empty() {
                return Ok(Reply::Skipped);
            }
            if line == "?" {
                let help = texts.text(&format!("fact.{}.help", fact.id));
                writeln!(self.output, "{}", clean(&help))?;
                continue;
            }
            match self.understand(fact, &line) {
                Some(value) => return Ok(Reply::Given(value)),
                None => writeln!(self.output, "{}", self.words.text("ask.again"))?,
            }
        }
        Ok(Reply::Skipped)
    }

    /// The value that a line means: a word, its number in the list, or yes and no in any language shipped.
    fn understand(&self, fact: &Fact, line: &str) -> Option<FactValue> {
        let line = line.to_lowercase();
        let Some(words) = &fact.one_of else {
            let says = |key: &str| {
                let all = Catalogue::languages().filter_map(Catalogue::of);
                all.into_iter().any(|words| words.text(key).split(' ').any(|word| word == line))
            };
            return match (says("ask.yes"), says("ask.no")) {
                (true, _) => Some(FactValue::Flag(true)),
                (_, true) => Some(FactValue::Flag(false)),
                (false, false) => None,
            };
        };
        let by_number = line.parse::<usize>().ok().and_then(|n| words.get(n.checked_sub(1)?));
        by_number.or_else(|| words.iter().find(|w| **w == line)).cloned().map(FactValue::Word)
    }

    fn read(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let length = io::Read::take(&mut self.input, 4096).read_line(&mut line)?;
        Ok((length > 0).then(|| line.trim().to_string()))
    }
}
