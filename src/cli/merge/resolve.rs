//! Who is right in a conflict: rules in order, the last of which may be a question.

use std::io::{self, BufRead as _, Read as _};

use super::joining::name_of;
use super::said::side;
use crate::cli::Session;
use crate::cli::args::ValueEnum;
use crate::edit::{Clash, Winner};
use crate::model::Checklist;
use crate::text::clean;

/// How often a conflict is asked about before it is left.
const TRIES: usize = 5;
/// How much of a reply is read. **Unit:** bytes.
const LONGEST_REPLY: u64 = 4096;

/// A rule for conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Rule {
    /// Ask, one conflict after the other.
    Ask,
    /// The answer with the later date; no decision when both have the same.
    Newest,
    /// The answer that claims less; no decision when both claim the same.
    Strictest,
    /// The file that the parts are brought into.
    Ours,
    /// The part.
    Theirs,
}

impl Rule {
    /// Its word on the command line and in JSON.
    pub(super) fn id(self) -> &'static str {
        match self {
            Rule::Ask => "ask",
            Rule::Newest => "newest",
            Rule::Strictest => "strictest",
            Rule::Ours => "ours",
            Rule::Theirs => "theirs",
        }
    }
}

/// The rules of one run.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'r> {
    /// In the order in which they are tried.
    pub(super) rules: &'r [Rule],
    /// What the answers are measured by.
    pub(super) checklist: Option<&'r Checklist>,
}

impl Resolver<'_> {
    /// The side that is right, and the rule that says so. `names` are those of both files.
    pub(super) fn decide(
        &self,
        session: &Session,
        clash: &Clash,
        names: [&str; 2],
    ) -> Option<(Winner, Rule)> {
        self.rules.iter().find_map(|rule| {
            let winner = match rule {
                Rule::Ask => ask(session, clash, names),
                Rule::Newest => clash.newest(),
                Rule::Strictest => clash.strictest(self.checklist?),
                Rule::Ours => Some(Winner::Ours),
                Rule::Theirs => Some(Winner::Theirs),
            };
            winner.map(|winner| (winner, *rule))
        })
    }
}

/// Shows both sides and reads a line: `1`, `2`, or nothing to leave the conflict. What is neither is asked again.
fn ask(session: &Session, clash: &Clash, names: [&str; 2]) -> Option<Winner> {
    let words = &session.words;
    let keys = clash.keys.join(", ");
    session.tell(&words.say("merge.ask", &[("place", &clean(&name_of(&clash.place))), ("keys", &keys)]));
    for (n, (name, of)) in names.iter().zip([&clash.ours, &clash.theirs]).enumerate() {
        session.tell(&format!("  {}  {}: {}", n + 1, clean(name), side(of, words)));
    }
    for _ in 0..TRIES {
        session.tell(&words.text("merge.ask-which"));
        let mut line = String::new();
        io::stdin().lock().take(LONGEST_REPLY).read_line(&mut line).ok()?;
        match line.trim() {
            "1" => return Some(Winner::Ours),
            "2" => return Some(Winner::Theirs),
            "" => return None,
            _ => session.tell(&words.text("ask.again")),
        }
    }
    None
}
