//! Where a document is written to: it counts what comes and says when enough has come.

use std::io::{Error, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a loop writes at the beginning of each turn; no value and no shipped template holds it.
pub(super) const TURN: &str = "\0";

/// How much a document may cost.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Limits {
    /// Most bytes of output.
    pub(in crate::report) bytes: usize,
    /// Most turns of all loops together.
    pub(in crate::report) turns: usize,
    /// The longest time.
    pub(in crate::report) time: std::time::Duration,
}

/// Collects the output within its limits, while someone still waits for it.
pub(super) struct Sink {
    bytes: Vec<u8>,
    turns: usize,
    limits: Option<Limits>,
    stop: Arc<AtomicBool>,
    /// The sentence's key of the limit that was passed.
    pub(super) passed: Option<&'static str>,
}

impl Sink {
    pub(super) fn new(limits: Option<Limits>, stop: Arc<AtomicBool>) -> Sink {
        Sink { bytes: Vec::new(), turns: 0, limits, stop, passed: None }
    }

    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.bytes).expect("the engine writes text")
    }

    fn pass(&mut self, key: &'static str) -> std::io::Result<usize> {
        self.passed = Some(key);
        Err(Error::other(key))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return self.pass("too-slow");
        }
        let turns = usize::from(bytes.starts_with(TURN.as_bytes()));
        self.turns += turns;
        let text = &bytes[turns..];
        match self.limits {
            Some(limits) if self.turns > limits.turns => return self.pass("too-many-turns"),
            Some(limits) if self.bytes.len() + text.len() > limits.bytes => return self.pass("too-long"),
            Some(_) | None => self.bytes.extend_from_slice(text),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
