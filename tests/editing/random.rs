//! Random assessments in the styles that people write, with comments, and random changes of one answer.

use std::ops::Range;

use gapcheck::edit::{Change, Field, Piece};
use serde_yaml::{Mapping, Value};

/// Every control, in the order of the checklist.
pub(crate) const ORDER: [&str; 6] = ["A-1", "B-1", "C-1", "D-1", "3.13.1", "E-1"];

/// One random file and one change of it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) control: String,
    /// The lines of the answer that changes; empty when the file does not have it.
    pub(crate) lines: Range<usize>,
    pub(crate) change: Edit,
}

/// A change that the test can also make in another reader's values.
#[derive(Debug, Default)]
pub(crate) struct Edit {
    answer: Option<&'static str>,
    note: Option<&'static str>,
    owner: Option<&'static str>,
    due: Option<&'static str>,
    evidence: Option<&'static str>,
    drop_reason: bool,
}

const TEXTS: [&str; 10] = [
    "short",
    "yes",
    "2026-11-22",
    "a: b # c",
    "two\nlines",
    " led by a blank",
    "it's \"quoted\"",
    "[x], {y}",
    "a long text that goes on and on, so that a folded block has to break it somewhere, for nobody likes \
     to read lines that do not end before the edge of the screen",
    "tab\there",
];

impl Edit {
    fn random(random: &mut Random) -> Edit {
        let mut edit =
            Edit { answer: random.maybe(&["0", "3", "yes", "partial", "unknown"]), ..Edit::default() };
        edit.note = random.maybe(&TEXTS);
        edit.owner = random.maybe(&["j.doe", "Ann: B", "no"]);
        edit.due = random.maybe(&["2027-01-31"]);
        edit.evidence = random.maybe(&["https://example.org/?a=1&b=[2]", "shelf 3"]);
        edit.drop_reason = random.one_in(3);
        edit
    }

    pub(crate) fn to_change(&self) -> Change {
        let mut change = Change::new();
        if let Some(answer) = self.answer {
            change = change.set(Field::Answer, Piece::choice(answer));
        }
        if let Some(note) = self.note {
            change = change.set(Field::Note, Piece::text(note));
        }
        if let Some(owner) = self.owner {
            change = change.set(Field::Owner, Piece::text(owner));
        }
        if let Some(due) = self.due {
            change = change.within(Field::Plan, "due", Piece::Bare(due.into()));
        }
        if let Some(place) = self.evidence {
            let item = Piece::Map(vec![("link".into(), Piece::text(place))]);
            change = change.append(Field::Evidence, item);
        }
        if self.drop_reason { change.remove(Field::Reason) } else { change }
    }

    /// Makes the same change in the values of the whole file.
    pub(crate) fn apply(&self, file: &mut Value, control: &str) {
        let file = file.as_mapping_mut().expect("a map");
        let only_drops = Change::new().remove(Field::Reason);
        let absent = file.get("answers").and_then(|answers| answers.get(control)).is_none_or(Value::is_null);
        if absent && (self.to_change().is_empty() || self.to_change() == only_drops) {
            return;
        }
        let answers = file.entry("answers".into()).or_insert(Value::Null);
        if answers.is_null() {
            *answers = Value::Mapping(Mapping::new());
        }
        let answers = answers.as_mapping_mut().expect("a map");
        let entry = answers.entry(control.into()).or_insert(Value::Null);
        let is_map = entry.is_mapping();
        let mut map = match std::mem::take(entry) {
            Value::Mapping(map) => map,
            Value::Null => Mapping::new(),
            short => Mapping::from_iter([("answer".into(), short)]),
        };
        self.apply_to_map(&mut map);
        *entry = match map.get("answer") {
            Some(short) if map.len() == 1 && !is_map => short.clone(),
            _ => Value::Mapping(map),
        };
    }

    fn apply_to_map(&self, map: &mut Mapping) {
        if let Some(answer) = self.answer {
            let quoted = map.get("answer").is_some_and(|old| old.as_str() == Some(answer));
            let new = answer.parse::<u64>().ok().filter(|_| !quoted);
            map.insert("answer".into(), new.map_or_else(|| answer.into(), Value::from));
        }
        let texts = [("note", self.note), ("owner", self.owner)];
        for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text?))) {
            map.insert(key.into(), text.into());
        }
        if let Some(due) = self.due {
            let plan = map.entry("plan".into()).or_insert(Value::Null);
            if plan.is_null() {
                *plan = Value::Mapping(Mapping::new());
            }
            plan.as_mapping_mut().expect("a map").insert("due".into(), due.into());
        }
        if let Some(place) = self.evidence {
            let list = map.entry("evidence".into()).or_insert(Value::Null);
            if list.is_null() {
                *list = Value::Sequence(Vec::new());
            }
            let item = Mapping::from_iter([("link".into(), place.into())]);
            list.as_sequence_mut().expect("a list").push(Value::Mapping(item));
        }
        if self.drop_reason {
            map.shift_remove("reason");
        }
    }
}

impl Document {
    /// A file with up to `size` answers, always the same for a seed.
    pub(crate) fn random(seed: u64, size: usize) -> Document {
        let mut random = Random(seed | 1);
        let control = *random.pick(&ORDER);
        let mut writer = Writer { random, text: String::new(), own: None, step: 0 };
        writer.step = *writer.random.pick(&[1, 2, 2, 4]);
        writer.file(size, control);
        let (mut random, mut own) = (writer.random, writer.own.unwrap_or(0..0));
        let mut text = writer.text;
        // A block text that keeps its blank lines (`>+`) keeps those that separate answers, too.
        while !own.is_empty() && text[own.end..].starts_with('\n') {
            own.end += 1;
        }
        if random.one_in(6) {
            text.truncate(text.trim_end_matches('\n').len());
        }
        let mut lines =
            text[..own.start].matches('\n').count()..text[..own.end.min(text.len())].matches('\n').count();
        if own.end >= text.len() && !own.is_empty() {
            lines.end += 1;
        }
        if own.is_empty() {
            // A new answer changes no line, but for the line end that the last line lacks.
            let last = text.matches('\n').count();
            lines = if text.ends_with('\n') { 0..0 } else { last..last + 1 };
        }
        if random.one_in(3) {
            text = text.replace('\n', "\r\n");
        }
        if random.one_in(8) {
            text.insert(0, '\u{feff}');
        }
        Document { text, control: control.to_string(), lines, change: Edit::random(&mut random) }
    }
}

struct Writer {
    random: Random,
    text: String,
    own: Option<Range<usize>>,
    step: usize,
}

impl Writer {
    fn file(&mut self, size: usize, control: &str) {
        self.comment(0);
        self.text.push_str("format: gapcheck/assessment/1\n");
        if self.random.one_in(2) {
            self.text.push_str("organisation: {name: \"A: B\"} # who\n\n");
        }
        let mut present: Vec<&str> = ORDER.into_iter().filter(|_| self.random.one_in(2)).collect();
        present.truncate(size);
        if self.random.one_in(4) {
            present.reverse();
        }
        if present.is_empty() && self.random.one_in(2) {
            return;
        }
        self.text.push_str("answers:");
        self.line_comment();
        self.text.push('\n');
        for id in present {
            self.blank_or_comment(self.step);
            let start = self.text.len();
            self.answer(id);
            if id == control {
                self.own = Some(start..self.text.len());
            }
        }
        if self.random.one_in(3) {
            self.blank_or_comment(0);
            self.text.push_str("settings: {x: 1}\n");
        }
        self.comment(0);
    }

    fn answer(&mut self, id: &str) {
        let quote = *self.random.pick(&["", "", "'", "\""]);
        self.text.push_str(&format!("{}{quote}{id}{quote}:", " ".repeat(self.step)));
        match self.random.below(6) {
            0 => self.line_comment(),
            1 => {
                let word = *self.random.pick(&["yes", "3", "'no'", "\"2\"", "unknown"]);
                self.text.push_str(&format!(" {word}"));
                self.line_comment();
            }
            2 => {
                self.text.push_str(" {answer: 1, note: 'a, b', reason: x, plan: {do: y}, evidence: []}");
                self.line_comment();
            }
            3 => {
                let inner = " ".repeat(2 * self.step);
                self.text.push_str(&format!(" {{ # open\n{inner}answer: 2, # two\n{inner}note: x # ex\n"));
                self.text.push_str(&format!("{}}}", " ".repeat(self.step + 1)));
                self.line_comment();
            }
            _ => {
                self.line_comment();
                self.text.push('\n');
                self.fields();
                return;
            }
        }
        self.text.push('\n');
    }

    fn fields(&mut self) {
        let mut keys = vec!["note", "owner", "reason", "evidence", "plan"];
        keys.retain(|_| self.random.one_in(2));
        let at = self.random.below(keys.len() + 1);
        keys.insert(at, "answer");
        for key in keys {
            if self.random.one_in(4) {
                self.comment(2 * self.step);
            }
            let quote = *self.random.pick(&["", "", "", "'", "\""]);
            self.text.push_str(&format!("{}{quote}{key}{quote}:", " ".repeat(2 * self.step)));
            match key {
                "answer" => {
                    let word = *self.random.pick(&[" 1", " yes", " \"3\"", " 'partial'", "", " unknown"]);
                    self.text.push_str(word);
                    self.line_comment();
                    self.text.push('\n');
                }
                "evidence" => self.evidence(),
                "plan" => self.plan(),
                _ => self.words(),
            }
        }
    }

    /// A text in one of the styles of YAML.
    fn words(&mut self) {
        let inner = " ".repeat(3 * self.step);
        let text = match self.random.below(8) {
            0 => " plain words".to_string(),
            1 => format!(" plain words\n{inner}on two lines"),
            2 => " 'it''s'".to_string(),
            3 => format!(" \"a # b\n\n{inner}c\""),
            4 => String::new(),
            5 => {
                let header = *self.random.pick(&[" |", " |-", " >-", " >", " |-  # head", " >+"]);
                let blank = *self.random.pick(&["", "\n", "\n\n"]);
                self.text.push_str(&format!("{header}\n{inner}first # no comment\n\n{inner}second\n{blank}"));
                return;
            }
            6 => " ~".to_string(),
            _ => " &anchor x".replace("anchor", &format!("a{}", self.text.len())),
        };
        self.text.push_str(&text);
        self.line_comment();
        self.text.push('\n');
    }

    fn evidence(&mut self) {
        let dash = " ".repeat(*self.random.pick(&[2 * self.step, 3 * self.step]));
        match self.random.below(5) {
            0 => self.text.push_str(" [] # none\n"),
            1 => self.text.push_str(" [{file: a}, {link: 'b'},]\n"),
            2 => self
                .text
                .push_str(&format!(" [\n{dash}  {{file: a}}, # a\n{dash}  {{file: b}} # b\n{dash} ]\n")),
            3 => self.text.push('\n'),
            _ => {
                self.text.push_str(&format!(" # list\n{dash}- file: a\n{dash}  kind: record # k\n"));
                self.comment(dash.len());
                self.text.push_str(&format!("{dash}- link: >-\n{dash}    b\n\n"));
            }
        }
    }

    fn plan(&mut self) {
        let inner = " ".repeat(3 * self.step);
        match self.random.below(4) {
            0 => self.text.push_str(" {do: x,\n             due: 2026-12-01}\n"),
            1 => self.text.push_str(" # none\n"),
            2 => self.text.push_str(&format!("\n{inner}do: x # one\n{inner}# two\n{inner}due: 2026-12-01\n")),
            _ => self.text.push_str(&format!("\n{inner}# two\n{inner}owner: b\n\n")),
        }
    }

    fn line_comment(&mut self) {
        if self.random.one_in(3) {
            let n = self.text.len();
            self.text.push_str(&format!("  # c{n}: {{x}}"));
        }
    }

    fn comment(&mut self, column: usize) {
        if self.random.one_in(3) {
            let n = self.text.len();
            self.text.push_str(&format!("{}# line {n}\n", " ".repeat(column)));
        }
    }

    fn blank_or_comment(&mut self, column: usize) {
        if self.random.one_in(3) {
            self.text.push('\n');
        }
        self.comment(column);
    }
}

/// A small generator of pseudo-random numbers (xorshift), the same on every machine.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    }

    fn below(&mut self, n: usize) -> usize {
        self.next() as usize % n.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn maybe(&mut self, all: &[&'static str]) -> Option<&'static str> {
        self.one_in(2).then(|| *self.pick(all))
    }
}
