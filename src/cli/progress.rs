//! How far a long run is: one line on standard error, rewritten in place, where that is a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};

use crate::cli::Session;
use crate::text::Catalogue;

/// The count of what is done.
pub(super) struct Progress {
    words: Catalogue,
    total: usize,
    /// `None` where nobody watches.
    done: Option<Mutex<usize>>,
}

impl Progress {
    /// Nothing is done yet.
    pub(super) fn new(session: &Session, total: usize) -> Progress {
        let done = io::stderr().is_terminal().then(Mutex::default);
        Progress { words: session.words, total, done }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        let Some(done) = &self.done else { return };
        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
        *done += 1;
        let line = self.words.say("progress.reports", &[("done", &*done), ("total", &self.total)]);
        write(&format!("\r{line}\x1b[K"));
    }

    /// Takes the line away.
    pub(super) fn end(self) {
        if self.done.is_some() {
            write("\r\x1b[K");
        }
    }
}

/// A standard error that is closed changes nothing.
fn write(text: &str) {
    let mut stream = io::stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
