//! One run: its language, its terminal, the files it has read.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use chrono::{DateTime, Utc};

use crate::cli::args::{Color, Globals, MessageFormat, When};
use crate::cli::failure::Sentence;
use crate::cli::{Exit, Failure, snippet};
use crate::diag::{Diagnostics, Severity, Sources};
use crate::model::{Date, Today};
use crate::text::{Catalogue, clean, without_orders};

/// The width of text that no terminal shows. **Unit:** columns.
const PLAIN_WIDTH: usize = 100;
/// The widest text that is still easy to read. **Unit:** columns.
const WIDEST: usize = 120;
/// The narrowest width that tables can use. **Unit:** columns.
const NARROWEST: usize = 40;

/// The most problems that are shown at once; of more, errors come first.
const MOST_SHOWN: usize = 1_000;

/// One run of the program.
#[derive(Debug)]
pub(super) struct Session {
    /// The words of everything that is printed.
    pub(super) words: Catalogue,
    /// Every file that was read.
    pub(super) sources: Sources,
    /// The width of text on standard output. **Unit:** columns.
    pub(super) width: usize,
    color: ColorChoice,
    messages: MessageFormat,
    /// What was said, when somebody else will say it later.
    told: Option<Mutex<String>>,
}

impl Session {
    /// A run with the options of every command.
    pub(super) fn new(globals: &Globals) -> Session {
        let color = match globals.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Session {
            words: Catalogue::of(&globals.lang).unwrap_or_else(Catalogue::english),
            sources: Sources::new(),
            width: width(),
            color,
            messages: globals.message_format,
            told: None,
        }
    }

    /// A run beside this one, for a thread of its own: what it says is kept for [`Session::told`].
    pub(super) fn fork(&self) -> Session {
        let told = Some(Mutex::default());
        Session { sources: self.sources.clone(), told, ..*self }
    }

    /// Everything that a forked run had to say.
    pub(super) fn told(self) -> String {
        let told = self.told.map(|told| told.into_inner().unwrap_or_else(PoisonError::into_inner));
        told.unwrap_or_default()
    }

    /// Prints text to standard output; its colours are dropped where they are not wanted.
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.color);
        let text = whole(text, stream.current_choice());
        self.written(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
    }

    /// Text without its colours.
    pub(super) fn plain(&self, text: &str) -> String {
        strip_str(text).to_string()
    }

    /// Writes bytes to standard output as they are.
    pub(super) fn print_bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stream = io::stdout().lock();
        self.written(stream.write_all(bytes).and_then(|()| stream.flush()))
    }

    /// Says something on standard error. A standard error that is closed changes nothing.
    pub(super) fn tell(&self, text: &str) {
        if let Some(told) = &self.told {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            told.push_str(text);
            told.push('\n');
            return;
        }
        let mut stream = AutoStream::new(io::stderr().lock(), self.color);
        let text = without_orders(text) + "\n";
        let _ = stream.write_all(whole(&text, stream.current_choice()).as_bytes());
    }

    /// Says on standard error what to know about a run that goes on.
    pub(super) fn warn(&self, text: &str) {
        self.tell(&self.sentence(Severity::Warning, &clean(text)));
    }

    /// Shows every problem on standard error. **Errors:** [`Failure::Input`] when one is an error.
    pub(super) fn show(&self, diagnostics: &Diagnostics) -> Result<(), Failure> {
        self.show_in(&self.sources, diagnostics);
        if diagnostics.has_errors() { Err(Failure::Input) } else { Ok(()) }
    }

    /// Shows every problem of files that are not kept.
    pub(super) fn show_in(&self, sources: &Sources, diagnostics: &Diagnostics) {
        let mut all = diagnostics.sorted();
        let more = all.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            all.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
        }
        let shown = all.iter().take(MOST_SHOWN).map(|diagnostic| match self.messages {
            MessageFormat::Full => snippet::full(diagnostic, sources, &self.words) + "\n",
            MessageFormat::Short => snippet::short(diagnostic, sources, &self.words),
        });
        let mut said: Vec<String> = shown.collect();
        if more > 0 {
            said.push(self.words.count("problems.more", more, &[]));
        }
        if !said.is_empty() {
            self.tell(&said.join("\n"));
        }
    }

    /// The reference date: the option, else `SOURCE_DATE_EPOCH`, else today in UTC.
    pub(super) fn today(&self, when: When) -> Result<Today, Failure> {
        let now = match (when.today, self.now()) {
            (Some(date), now) => return Ok(Today { date, explicit: now.is_none_or(|now| date < now) }),
            (None, now) => now,
        };
        let date = now.ok_or_else(|| Failure::new("source-date-epoch"))?;
        Ok(Today { date, explicit: false })
    }

    /// The day it is: that of `SOURCE_DATE_EPOCH`, else of the clock in UTC; `None` when the first is no time.
    fn now(&self) -> Option<Date> {
        let now = match std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) {
            None => Some(Utc::now()),
            Some(text) => {
                text.to_str().and_then(|t| t.parse().ok()).and_then(|s| DateTime::from_timestamp(s, 0))
            }
        };
        now.map(|now| now.date_naive())
    }

    /// The exit code of a result; a failure is said first.
    pub(super) fn end(&self, result: Result<Exit, Failure>) -> Exit {
        match result {
            Ok(exit) => exit,
            Err(Failure::ClosedPipe) => Exit::Pass,
            Err(Failure::Input) => Exit::NoVerdict,
            Err(Failure::Other(sentence)) => {
                self.complain(&sentence);
                Exit::NoVerdict
            }
        }
    }

    /// Says a failure, and what to do about it.
    fn complain(&self, failure: &Sentence) {
        let (what, help) = failure.say(&self.words);
        self.tell(&self.sentence(Severity::Error, &clean(&what)));
        if !help.is_empty() {
            self.tell(&format!("  {}: {}", self.words.text("label.help"), clean(&help)));
        }
    }

    /// `error: …` in the language and colour of the severity.
    fn sentence(&self, severity: Severity, text: &str) -> String {
        let (label, color) = match severity {
            Severity::Error => ("severity.error", "\x1b[1;31m"),
            Severity::Warning => ("severity.warning", "\x1b[1;33m"),
            Severity::Note => ("severity.note", "\x1b[1;32m"),
        };
        format!("{color}{}\x1b[0m: {text}", self.words.text(label))
    }

    fn written(&self, result: io::Result<()>) -> Result<(), Failure> {
        let place = self.words.text("label.standard-output");
        result.map_err(|error| Failure::io("cannot-write", place.as_ref(), &error, &self.words))
    }
}

/// Text for a stream, which would write what is between two colours by itself where it has to drop them.
fn whole(text: &str, colors: ColorChoice) -> Cow<'_, str> {
    match colors {
        ColorChoice::Never => strip_str(text).to_string().into(),
        ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => text.into(),
    }
}

/// The terminal's width between sensible limits, or a fixed one where there is no terminal, so that
/// redirected output is the same everywhere.
fn width() -> usize {
    if !io::stdout().is_terminal() {
        return PLAIN_WIDTH;
    }
    let columns = terminal_size::terminal_size().map_or(PLAIN_WIDTH, |(width, _)| usize::from(width.0));
    columns.clamp(NARROWEST, WIDEST)
}
